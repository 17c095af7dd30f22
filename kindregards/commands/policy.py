"""`kindregards policy`: reads, back-tests and activates policies."""

import json
from typing import TYPE_CHECKING, Annotated

import typer

from kindregards.commands.environment import settings_for_command
from kindregards.commands.records import Records, with_records
from kindregards.domain.languages import Language

if TYPE_CHECKING:
    from kindregards.domain.policies import PolicyVersion
    from kindregards.domain.policy_reports import BacktestFigures, PolicyReport
    from kindregards.domain.reasons import Reasons
    from kindregards.store.policy_activation import PolicyActivation

policies = typer.Typer(
    name="policy",
    help="Read, back-test and activate policies.",
    epilog="Example: kindregards policy show default",
    no_args_is_help=True,
)

Name = Annotated[str, typer.Argument(help="Name of the policy.")]
Number = Annotated[int | None, typer.Option("--version", min=1, help="Version; default: the one that decides.")]
Chosen = Annotated[int, typer.Option("--version", min=1, help="Version.")]
InLanguage = Annotated[Language, typer.Option("--lang", help="Language of the sentences.")]
AsJson = Annotated[bool, typer.Option("--json", help="Print JSON.")]

_BY = "command-line"


def add_to(app: typer.Typer) -> None:
    """Add the commands."""
    app.add_typer(policies)


@policies.command(name="list", epilog="Examples: kindregards policy list · kindregards policy list --json")
def list_policies(as_json: AsJson = False) -> None:
    """List every version of every policy."""
    found = with_records(lambda records: _activation(records).policies.versions(records.company_id))
    if as_json:
        typer.echo(json.dumps([_facts(each) for each in found], indent=2, ensure_ascii=False))
        return
    for each in found:
        typer.echo(f"{each.name}  version {each.version}  {each.state}  {len(each.policy.rules)} rules")


@policies.command(
    epilog="Examples: kindregards policy show default · kindregards policy show finance --version 2 --lang zh-CN"
)
def show(name: Name, version: Number = None, lang: InLanguage = Language.ENGLISH, as_json: AsJson = False) -> None:
    """Show the rules of a version as sentences."""
    from kindregards.domain.rule_sentences import policy_sentences

    async def work(records: Records) -> "tuple[PolicyVersion, Reasons]":
        return await _chosen(records, name, version), await _reasons(records)

    chosen, reasons = with_records(work)
    sentences = policy_sentences(chosen.policy, lang, reasons=reasons)
    if as_json:
        typer.echo(json.dumps(_facts(chosen) | {"sentences": sentences}, indent=2, ensure_ascii=False))
        return
    typer.echo("\n".join((f"{chosen.name}, version {chosen.version} ({chosen.state})", *sentences)))


@policies.command(
    epilog="Examples: kindregards policy backtest default · kindregards policy backtest default --version 2 --json"
)
def backtest(
    name: Name,
    version: Number = None,
    evaluations: Annotated[int, typer.Option(min=1, help="How many of the newest to replay.")] = 10_000,
    as_json: AsJson = False,
) -> None:
    """Replay decided evaluations under a version and keep the report."""
    from kindregards.clock import now

    def say(replayed: int) -> None:
        if not as_json:
            typer.echo(f"{replayed} replayed", err=True)

    async def work(records: Records) -> "PolicyReport":
        chosen = await _chosen(records, name, version)
        reports = _activation(records).reports
        return await reports.make(
            records.company_id, name, chosen.version, by=_BY, now=now(), most=evaluations, progress=say
        )

    report = with_records(work)
    typer.echo(_as_json(report) if as_json else _in_words(report))


@policies.command(epilog="Example: kindregards policy activate default --version 2")
def activate(name: Name, version: Chosen) -> None:
    """Let a version decide about applications that come in from now on, under the company's conditions."""
    from kindregards.clock import now
    from kindregards.domain.policy_reports import SecondPersonNeededError

    async def work(records: Records) -> None:
        activation = _activation(records)
        if activation.wants_second_person:
            raise SecondPersonNeededError(
                "Your company wants a second person, and nobody is signed in here: activate it in the console."
            )
        await activation.activate(records.company_id, name, version, by=_BY, now=now())

    with_records(work)
    typer.echo(f"Version {version} of {name} decides from now on.")


def _activation(records: Records) -> "PolicyActivation":
    from kindregards.store.policies import Policies
    from kindregards.wiring import activation_of, people_of

    settings = settings_for_command()
    candidates = people_of(settings)[-1]
    return activation_of(settings, Policies(records.groups.database), candidates)


async def _reasons(records: Records) -> "Reasons":
    from kindregards.letters.reasons import usual_texts
    from kindregards.store.reasons import ReasonList
    from kindregards.wiring import people_of

    companies = people_of(settings_for_command())[2]
    return await ReasonList(records.groups.database, companies, usual_texts()).all(records.company_id)


async def _chosen(records: Records, name: str, version: int | None) -> "PolicyVersion":
    known = _activation(records).policies
    if version is None:
        return await known.latest(records.company_id, name)
    return await known.version(records.company_id, name, version)


def _facts(version: "PolicyVersion") -> dict[str, object]:
    return {
        "name": version.name,
        "version": version.version,
        "state": version.state,
        "author": version.author,
        "rules": len(version.policy.rules),
    }


def _as_json(report: "PolicyReport") -> str:
    from pydantic import TypeAdapter

    from kindregards.domain.policy_reports import PolicyReport

    return TypeAdapter(PolicyReport).dump_json(report, indent=2).decode()


def _own(test: "BacktestFigures") -> tuple[str, ...]:
    if not test.by_this_version:
        return ()
    return (f"Reproduced {test.by_this_version_reproduced} of the {test.by_this_version} this version judged itself",)


def _in_words(report: "PolicyReport") -> str:
    test = report.backtest
    share = f" ({100 * test.reproduced / test.evaluations:.2f} %)" if test.evaluations else ""
    lines = [
        f"{report.name}, version {report.version}: {test.evaluations} evaluations replayed, {test.erased} erased",
        f"{test.reproduced} go the way they went{share}",
        *_own(test),
        *(f"{count} {move}" for move, count in test.moves.items()),
        f"{test.disagreements} of {test.human_outcomes} outcomes by people it would decide the other way",
        *(
            f"{dimension.dimension} / {group.group}: {group.finding}, {group.people} people"
            for dimension in report.fairness
            for group in dimension.groups
        ),
        "No group is shown to be at a disadvantage." if report.is_fair else "A group is at a disadvantage.",
    ]
    return "\n".join(lines)
