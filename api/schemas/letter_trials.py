"""Letters that are tried out: what is asked, and what would be sent."""

from typing import Annotated, Self

from pydantic import StringConstraints

from api.schemas.letters import FindingResource
from api.schemas.resources import Resource
from api.schemas.texts import Code, Prose, Sentence
from kindregards.domain.composition import RenderedLetter
from kindregards.domain.languages import Language, Tone
from kindregards.domain.letter_trials import TrialLetter, TrialWish
from kindregards.domain.sms_segments import sms_size
from kindregards.http.json_bodies import JsonBody

ApplicationId = Annotated[str, StringConstraints(min_length=1, max_length=64)]


class LintBody(JsonBody):
    """Words to be looked over as the outcome letter of an application."""

    application_id: ApplicationId
    subject: Sentence
    body: Prose

    def wish(self) -> TrialWish:
        """Return what is tried."""
        return TrialWish(subject=self.subject, body=self.body)


class PreviewBody(JsonBody):
    """The outcome letter of an application to be shown; what is left out stays as it would be."""

    application_id: ApplicationId
    subject: Sentence | None = None
    body: Prose | None = None
    tone: Tone | None = None
    language: Language | None = None
    reason: Code | None = None

    def wish(self) -> TrialWish:
        """Return what is tried."""
        return TrialWish(
            subject=self.subject, body=self.body, tone=self.tone, language=self.language, reason=self.reason
        )


class FindingsResource(Resource):
    """What the lint says; without errors the letter may leave."""

    findings: tuple[FindingResource, ...]

    @classmethod
    def of(cls, tried: TrialLetter) -> Self:
        """Return the resource of what the lint says."""
        return cls(findings=tuple(FindingResource.of(finding) for finding in tried.findings))


class EmailPreview(Resource):
    """A letter as an e-mail."""

    subject: str
    html: str
    text: str


class SmsPreview(Resource):
    """A letter as a short message, and what that costs."""

    text: str
    encoding: str
    segments: int


class WechatPreview(Resource):
    """A letter as a WeChat notice: it says that a result waits, never which."""

    headline: str


class PreviewResource(Resource):
    """What would be sent on each channel, with links that open nothing, and what the lint says."""

    language: str
    tone: str
    body: str
    content_hash: str
    findings: tuple[FindingResource, ...]
    email: EmailPreview
    sms: SmsPreview
    wechat: WechatPreview

    @classmethod
    def of(cls, tried: TrialLetter, rendered: RenderedLetter) -> Self:
        """Return the resource of a letter with all its forms."""
        size = sms_size(rendered.sms)
        return cls(
            language=tried.letter.language,
            tone=tried.letter.tone,
            body=tried.letter.body,
            content_hash=tried.letter.content_hash,
            findings=FindingsResource.of(tried).findings,
            email=EmailPreview(subject=rendered.subject, html=rendered.html, text=rendered.text),
            sms=SmsPreview(text=rendered.sms, encoding=size.encoding, segments=size.segments),
            wechat=WechatPreview(headline=rendered.headline),
        )
