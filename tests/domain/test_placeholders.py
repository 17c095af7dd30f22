"""The placeholder grammar of letter templates."""

from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kindregards.domain.placeholder_parsing import LONGEST_TEMPLATE, ProblemCode, examine, parse
from kindregards.domain.placeholders import Conditional, Part, TemplateError, Text, Value, Vocabulary, fill

WORDS = Vocabulary(words=frozenset({"candidate_name", "job_title", "highlight_1"}), flags=frozenset({"talent_pool"}))


def filled(source: str, **values: str | bool | None) -> str:
    return fill(parse(source, WORDS), values).text


def refusal(source: str) -> str:
    with pytest.raises(TemplateError) as refused:
        parse(source, WORDS)
    return refused.value.message


def test_text_value_and_condition_are_told_apart() -> None:
    parts = parse("Dear ((candidate_name)), ((talent_pool??for ((job_title))))", WORDS)

    assert parts == (
        Text("Dear "),
        Value("candidate_name"),
        Text(", "),
        Conditional("talent_pool", (Text("for "), Value("job_title"))),
    )


def test_a_value_is_put_in_its_place() -> None:
    assert filled("Dear ((candidate_name)),", candidate_name="Mei") == "Dear Mei,"


@pytest.mark.parametrize(("name", "text"), [("Acme Inc.", "for Acme Inc. Yours"), ("Acme", "for Acme. Yours")])
def test_a_name_that_ends_with_a_full_stop_gets_no_second_one(name: str, text: str) -> None:
    assert filled("for ((candidate_name)). Yours", candidate_name=name) == text


def test_spaces_around_a_name_do_not_matter() -> None:
    assert filled("(( candidate_name ))", candidate_name="Mei") == "Mei"


@pytest.mark.parametrize(("there", "text"), [(True, "yes"), (False, ""), (None, "")])
def test_a_condition_shows_its_text_only_when_its_value_is_there(*, there: bool | None, text: str) -> None:
    assert filled("((talent_pool??yes))", talent_pool=there) == text


def test_a_condition_on_a_word_holds_when_the_word_is_known() -> None:
    assert filled("((highlight_1??You showed ((highlight_1)).))", highlight_1="care") == "You showed care."


def test_single_brackets_and_question_marks_are_ordinary_text() -> None:
    assert filled("Why (really)?? Because (so).") == "Why (really)?? Because (so)."


def test_a_value_is_never_read_as_a_template() -> None:
    assert filled("((candidate_name))", candidate_name="((job_title))", job_title="Chef") == "((job_title))"


@pytest.mark.parametrize("empty", [None, "", False])
def test_a_missing_value_is_named_once_and_leaves_no_bracket(*, empty: str | bool | None) -> None:
    result = fill(parse("((candidate_name)) ((candidate_name))", WORDS), {"candidate_name": empty})

    assert result.missing == ("candidate_name",)
    assert "(" not in result.text


def test_a_value_missing_inside_a_condition_that_does_not_hold_is_not_missed() -> None:
    assert fill(parse("((talent_pool??((job_title))))", WORDS), {}).missing == ()


def test_only_names_that_were_used_are_reported_as_used() -> None:
    result = fill(parse("((talent_pool??((job_title))))((candidate_name))", WORDS), {"candidate_name": "Mei"})

    assert result.used == {"candidate_name"}


@pytest.mark.parametrize(
    ("source", "suggestion"),
    [
        ("((candidat_name))", "did you mean ((candidate_name))?"),
        ("((Candidate Name))", "did you mean ((candidate_name))?"),
        ("((talentpool??x))", "did you mean ((talent_pool))?"),
        ("((highlight_3))", "did you mean ((highlight_1))?"),
        ("((score))", "known are: candidate_name, highlight_1, job_title"),
    ],
)
def test_an_unknown_name_is_refused_with_the_nearest_known_one(source: str, suggestion: str) -> None:
    assert suggestion in refusal(source)


@pytest.mark.parametrize(
    ("source", "problem"),
    [
        ("((candidate_name", "is not closed"),
        ("((talent_pool??yes", "is not closed"),
        ("((talent_pool??((job_title)", "is not closed"),
        ("Dear Mei))", "never opened"),
        ("((talent_pool))", "has no text of its own"),
        ("((talent_pool??((highlight_1??x))))", "inside another condition"),
        ("（（candidate_name））", "Chinese input method"),
        ("((talent_pool？？x))", "Chinese input method"),
        ("(())", "is not a placeholder"),
    ],
)
def test_brackets_that_do_not_fit_are_refused_with_the_reason(source: str, problem: str) -> None:
    assert problem in refusal(source)


def test_a_refusal_says_where() -> None:
    with pytest.raises(TemplateError) as refused:
        parse("Dear ((nobody)),", WORDS)

    assert refused.value.details == {"problem": ProblemCode.UNKNOWN, "start": 5, "end": 15}
    assert "“((nobody))” at character 6" in refused.value.message


@given(st.text(alphabet="()?abc_ \n（", max_size=40))
def test_any_text_is_either_parsed_or_refused(source: str) -> None:
    parts: tuple[Part, ...] = ()

    with suppress(TemplateError):
        parts = parse(source, Vocabulary(words=frozenset({"abc"})))

    assert "((" not in fill(parts, {"abc": "x"}).text


@given(st.text(max_size=60))
def test_text_that_is_not_refused_and_has_no_placeholders_stays_as_it_is(text: str) -> None:
    if "((" not in text and not examine(text, WORDS).problems:
        assert fill(parse(text, WORDS), {}).text == text


def problems(source: str) -> list[tuple[str, str]]:
    return [(each.code, source[each.start : each.end]) for each in examine(source, WORDS).problems]


@pytest.mark.parametrize(
    ("source", "found"),
    [
        ("Hi {{ candidate_name }}", [("template_syntax", "{{"), ("template_syntax", "}}")]),
        ("{% for x in y %}", [("template_syntax", "{%"), ("template_syntax", "%}")]),
        ("${7*7} <%= x %>", [("template_syntax", "${"), ("template_syntax", "<%"), ("template_syntax", "%>")]),
        ("<b>Dear</b>", [("markup", "<b>"), ("markup", "</b>")]),
        ("<script>alert(1)</script>", [("markup", "<script>"), ("markup", "</script>")]),
        ("Tom &amp; Jerry", [("markup", "&amp;")]),
        ("right\u202eleft", [("hidden_character", "\u202e")]),
        ("bell\x07", [("hidden_character", "\x07")]),
        ("half \ud800", [("hidden_character", "\ud800")]),
        (
            "((talent_pool??((highlight_1??((job_title??x))))))",
            [("placeholder_nested", "((highlight_1??((job_title??x))))")],
        ),
        (
            "((talent_pool??" * 200,
            [("placeholder_nested", "((talent_pool??" * 199), ("placeholder_not_closed", "((talent_pool??" * 200)],
        ),
        ("((a)) and ((job_title)) and ((b", [("placeholder_unknown", "((a))"), ("placeholder_not_closed", "((b")]),
        ("x" * (LONGEST_TEMPLATE + 1), [("template_too_long", "x")]),
    ],
)
def test_every_problem_has_a_stable_code_and_its_place(source: str, found: list[tuple[str, str]]) -> None:
    assert sorted(problems(source)) == sorted(found)


@pytest.mark.parametrize(
    "text",
    ["", "3 < 4 & 5 > 2", "R&D；C++", "王梅 Wáng Méi 👩🏽‍💻", "שלום, سلام", "Was (wirklich)?", "100 % {x} $5"],
)
def test_ordinary_text_of_any_script_is_literal(text: str) -> None:
    assert problems(text) == []
    assert fill(parse(text, WORDS), {}).text == text


def test_a_name_for_another_part_of_the_letter_is_told_from_a_wrong_name() -> None:
    here = Vocabulary(words=frozenset({"job_title"}))

    [problem] = examine("((candidate_name))", here, WORDS).problems

    assert (problem.code, problem.message) == (
        "placeholder_not_allowed",
        "“((candidate_name))” at character 1 has no place here; this part of a letter knows: job_title",
    )


@given(st.text(alphabet="()?abc_ {%<>x（？\u202e", max_size=60))
def test_problems_lie_within_the_text_and_what_has_none_parses(source: str) -> None:
    parsed = examine(source, Vocabulary(words=frozenset({"abc"})))

    assert all(0 <= each.start < each.end <= len(source) for each in parsed.problems)
    if not parsed.problems:
        assert parse(source, Vocabulary(words=frozenset({"abc"}))) == parsed.parts
