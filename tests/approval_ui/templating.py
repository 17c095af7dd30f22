"""The company's templates and brand in memory."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime

from kindregards.domain.brand_settings import BrandSettings, check_settings
from kindregards.domain.intake import ApplicationNotFoundError
from kindregards.domain.languages import Language, Tone
from kindregards.domain.letters import BlockKind, Letter, LetterKind
from kindregards.domain.logos import LogoUnknownError, checked_logo
from kindregards.domain.ports.brands import BrandChange, LogoFile
from kindregards.domain.ports.templates import SampleOrder, TemplateServices
from kindregards.domain.sample_letters import sample_request
from kindregards.domain.template_inheritance import InheritedPart, inherited_parts
from kindregards.domain.template_keys import TemplateKey, TemplateUnknownError
from kindregards.domain.template_samples import SampleLetter, check_publishable, sample_letter, speaking
from kindregards.domain.template_texts import TemplateText, check_text
from kindregards.domain.template_versions import (
    Impact,
    PublishedTemplate,
    Recomposed,
    TemplateInvalidError,
    TemplateLine,
    TemplateSet,
    TemplateState,
    TemplateVersion,
)
from kindregards.letters.composer import TemplateComposer
from tests.builders import NOW

WRITTEN = TemplateKey(language=Language.ENGLISH, kind=LetterKind.THANK_YOU, tone=Tone.FORMAL)
"""A template that the company has written."""


def _a_version() -> TemplateVersion:
    return TemplateVersion(
        key=WRITTEN,
        version=1,
        state=TemplateState.PUBLISHED,
        text=TemplateText(blocks={BlockKind.GREETING: ("Good day ((candidate_name)),",)}),
        author="lena",
        note="less stiff",
        created_at=NOW,
    )


@dataclass(kw_only=True)
class FakeTemplates:
    """Keeps versions and refuses as the store does; twelve letters wait whenever somebody asks."""

    settings: BrandSettings = field(default_factory=lambda: BrandSettings(company_name="晨光科技", sender_name="李雷"))
    kept: dict[TemplateKey, list[TemplateVersion]] = field(default_factory=lambda: {WRITTEN: [_a_version()]})
    sent: list[tuple[str, str]] = field(default_factory=list)
    asked: list[str | None] = field(default_factory=list)
    changed: list[BrandChange] = field(default_factory=list)
    logos: dict[str, LogoFile] = field(default_factory=dict)

    @property
    def services(self) -> TemplateServices:
        """Return the ports."""
        return TemplateServices(versions=self, recomposing=self, trials=self, brands=self)

    async def lines(self, company_id: str) -> Sequence[TemplateLine]:
        del company_id
        return [
            TemplateLine(
                key=key,
                newest=versions[-1].version,
                published=next((v.version for v in versions if v.state is TemplateState.PUBLISHED), None),
                author=versions[-1].author,
                changed_at=versions[-1].created_at,
            )
            for key, versions in self.kept.items()
        ]

    async def versions(self, company_id: str, key: TemplateKey) -> Sequence[TemplateVersion]:
        del company_id
        return self.kept.get(key, [])

    async def version(self, company_id: str, key: TemplateKey, number: int) -> TemplateVersion:
        for each in await self.versions(company_id, key):
            if each.version == number:
                return each
        raise TemplateUnknownError("There is no such version.")

    async def add_drafts(
        self, company_id: str, texts: Mapping[TemplateKey, TemplateText], *, author: str, note: str, now: datetime
    ) -> Sequence[TemplateVersion]:
        del company_id
        for key, text in texts.items():
            if problems := check_text(text, key.kind):
                raise TemplateInvalidError(problems)
        return [self._add(key, text, author, note, now) for key, text in texts.items()]

    async def restore(
        self, company_id: str, key: TemplateKey, number: int, *, author: str, now: datetime
    ) -> TemplateVersion:
        text = (await self.version(company_id, key, number)).text
        return self._add(key, text, author, "", now)

    async def publish(
        self, company_id: str, key: TemplateKey, number: int, *, by: str, now: datetime
    ) -> TemplateVersion:
        chosen = await self.version(company_id, key, number)
        check_publishable(TemplateComposer(), self.settings.brand(), key, chosen.text)
        await self.withdraw(company_id, key, by=by, now=now)
        published = replace(chosen, state=TemplateState.PUBLISHED, published_at=now, published_by=by)
        self.kept[key] = [published if each.version == number else each for each in self.kept[key]]
        return published

    async def withdraw(self, company_id: str, key: TemplateKey, *, by: str, now: datetime) -> None:
        del company_id
        self.kept[key] = [
            replace(each, state=TemplateState.RETIRED, retired_by=by, retired_at=now)
            if each.state is TemplateState.PUBLISHED
            else each
            for each in self.kept.get(key, [])
        ]

    async def inherited(self, company_id: str, key: TemplateKey) -> Sequence[InheritedPart]:
        del company_id
        published = [
            PublishedTemplate(key=each.key, version=each.version, text=each.text)
            for versions in self.kept.values()
            for each in versions
            if each.state is TemplateState.PUBLISHED
        ]
        return inherited_parts(key, TemplateSet.of(*published), TemplateComposer().own_words(key))

    async def sample(self, company_id: str, order: SampleOrder, *, now: datetime) -> SampleLetter:
        del company_id, now
        self.asked.append(order.application_id)
        if order.application_id == "unknown":
            raise ApplicationNotFoundError("There is no such application.")
        brand = self.settings.brand()
        tried = speaking(brand, {order.key: order.text}) if order.text else brand
        return sample_letter(TemplateComposer(), sample_request(order.key, order.case, tried))

    async def impact(self, company_id: str, key: TemplateKey) -> Impact:
        del company_id, key
        return Impact(drafts=5, automatic=4, approved=3)

    async def recompose(self, company_id: str, key: TemplateKey, *, by: str, now: datetime) -> Recomposed:
        del company_id, key, by, now
        return Recomposed(changed=9, voided=3)

    async def send(self, company_id: str, letter: Letter, *, to: str, is_test: bool) -> None:
        del company_id, is_test
        self.sent.append((to, letter.subject))

    async def brand(self, company_id: str) -> BrandSettings:
        del company_id
        return self.settings

    async def changes(self, company_id: str, *, limit: int) -> Sequence[BrandChange]:
        del company_id
        return self.changed[::-1][:limit]

    async def save(self, company_id: str, settings: BrandSettings, *, by: str, now: datetime) -> BrandSettings:
        del company_id
        check_settings(settings)
        self.settings = replace(settings, logo=self.settings.logo)
        self.changed.append(BrandChange(fields=("light_accent",), changed_by=by, changed_at=now))
        return self.settings

    async def add_logo(self, company_id: str, content: bytes, *, by: str, now: datetime) -> BrandSettings:
        del company_id, by, now
        logo = checked_logo(content)
        self.logos[logo.digest] = LogoFile(logo=logo, content=content)
        self.settings = replace(self.settings, logo=logo)
        return self.settings

    async def remove_logo(self, company_id: str, *, by: str, now: datetime) -> BrandSettings:
        del company_id, by, now
        self.settings = replace(self.settings, logo=None)
        return self.settings

    async def logo(self, company_id: str, digest: str) -> LogoFile:
        del company_id
        if digest not in self.logos:
            raise LogoUnknownError("There is no such logo.")
        return self.logos[digest]

    def _add(self, key: TemplateKey, text: TemplateText, author: str, note: str, now: datetime) -> TemplateVersion:
        versions = self.kept.setdefault(key, [])
        version = TemplateVersion(
            key=key,
            version=len(versions) + 1,
            state=TemplateState.DRAFT,
            text=text,
            author=author,
            note=note,
            created_at=now,
        )
        versions.append(version)
        return version
