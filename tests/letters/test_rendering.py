"""Every form of a letter says the same and asks the network for nothing."""

import re
from dataclasses import replace
from html import unescape
from html.parser import HTMLParser

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kindregards.domain.applications import Stage
from kindregards.domain.languages import Language
from kindregards.domain.letters import Block, BlockKind, Letter, LetterKind, Link
from kindregards.domain.page_addresses import page_addresses
from kindregards.domain.rewriting import rewritten
from kindregards.domain.sms_segments import SmsEncoding, sms_size
from kindregards.letters.links import LinkError
from kindregards.letters.rendering import MjmlRenderer
from kindregards.senders import PublicLinks
from tests.builders import a_brand, a_letter
from tests.letters.requests import EVERY_KIND, LINKS, a_request_in, composed, requests_for

RENDERER = MjmlRenderer()
LARGEST_HTML = 20 * 1024
# Namespaces of the document type are names, not addresses.
NAMESPACES = {"http://www.w3.org/1999/xhtml"}
LOADING = {"src", "srcset", "background", "poster", "data", "action", "formaction"}


class Page(HTMLParser):
    """Collects a page's words, addresses and tags."""

    def __init__(self, html: str) -> None:
        super().__init__(convert_charrefs=True)
        self.words: list[str] = []
        self.tags: list[str] = []
        self.attributes: list[tuple[str, str]] = []
        self.feed(html)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        self.attributes += [(name, value or "") for name, value in attrs]
        if tag == "br":
            self.words.append("\n")

    def handle_data(self, data: str) -> None:
        self.words.append(data)

    @property
    def text(self) -> str:
        return "".join(self.words)

    def values(self, name: str) -> list[str]:
        return [value for attribute, value in self.attributes if attribute == name]


def a_letter_in(language: Language, kind: LetterKind = LetterKind.NOT_SELECTED, **changes: object) -> Letter:
    return composed(a_request_in(language, kind=kind, **changes))


@pytest.mark.parametrize(("language", "kind"), EVERY_KIND)
def test_every_block_is_in_every_long_form(language: Language, kind: LetterKind) -> None:
    for letter in map(composed, requests_for(language, kind)):
        rendered = RENDERER.render(letter, LINKS)

        html, fragment = Page(rendered.html).text, Page(RENDERER.fragment(letter)).text
        for block in letter.blocks:
            assert block.text in html
            assert block.text in rendered.text
            assert block.text in fragment


@pytest.mark.parametrize(("company", "above"), [("Northwind", "Northwind"), ("", "Anna Berg")])
def test_the_company_people_applied_to_stands_above_the_letter(company: str, above: str) -> None:
    letter = replace(a_letter_in(Language.ENGLISH), company_name=company)

    heading = re.search(r"<h1[^>]*>(.*?)</h1>", RENDERER.render(letter, LINKS).html)

    assert heading is not None
    assert heading.group(1) == above


@pytest.mark.parametrize(("language", "kind"), EVERY_KIND)
def test_a_link_is_in_every_form_that_leaves_the_house(language: Language, kind: LetterKind) -> None:
    for letter in map(composed, requests_for(language, kind)):
        rendered = RENDERER.render(letter, LINKS)

        block = next(block for block in letter.blocks if block.link is not None)
        address = LINKS[block.link or Link.LETTER]
        assert Page(rendered.html).values("href") == [address, LINKS[Link.DATA]]
        assert str(block.link_label) in Page(rendered.html).text
        assert f"{block.link_label}" in rendered.text
        assert address in rendered.text
        assert address in rendered.sms
        assert address not in RENDERER.fragment(letter)


@pytest.mark.parametrize(("language", "kind"), EVERY_KIND)
def test_an_email_is_small_and_loads_nothing(language: Language, kind: LetterKind) -> None:
    for letter in map(composed, requests_for(language, kind)):
        html = RENDERER.render(letter, LINKS).html

        page = Page(html)
        assert len(html.encode()) <= LARGEST_HTML
        assert not {"img", "script", "link", "iframe", "object", "video", "audio", "form", "base"} & set(page.tags)
        assert not LOADING & {name for name, _ in page.attributes}
        assert "url(" not in html
        assert "@import" not in html
        addresses = set(re.findall(r"https?://[^\s\"'<>]+", html)) - NAMESPACES
        assert addresses == set(page.values("href")) <= set(LINKS.values())


@pytest.mark.parametrize("language", Language)
def test_an_email_says_its_language_and_knows_the_dark(language: Language) -> None:
    html = RENDERER.render(a_letter_in(language), LINKS).html

    dark = re.search(r"@media \(prefers-color-scheme: dark\) \{(.*)\}\s*</style>", html, re.DOTALL)
    assert f'<html lang="{language.value}"' in html
    assert dark is not None
    assert re.search(r"\bbody\b[^{]*\{[^}]*background-color: #11171D", dark[1])
    assert 'name="color-scheme" content="light dark"' in html


def test_css_is_inlined_for_clients_that_drop_style_tags() -> None:
    html = RENDERER.render(a_letter_in(Language.ENGLISH), LINKS).html

    assert re.search(r'<p style="[^"]*margin: 0 0 18px[^"]*">Dear Mei Wang,</p>', html)


def test_plain_text_reads_like_a_letter() -> None:
    text = RENDERER.render(a_letter_in(Language.ENGLISH, LetterKind.REMINDER), LINKS).text

    assert text == (
        "Dear Mei Wang,\n\n"
        "The result of your application for Product Operations Manager at Northwind is in a letter that is still "
        "waiting for you.\n\n"
        "The link below opens it. If you have read it already, there is nothing more to do.\n\n"
        f"Read the result: {LINKS[Link.LETTER]}\n\n"
        "With kind regards,\nAnna Berg\nNorthwind\n\n"
        "--\n\n"
        "You receive this letter because you applied for Product Operations Manager at Northwind. To see, "
        "download or delete your personal data, use the link or reply to this message.\n\n"
        f"My data: {LINKS[Link.DATA]}\n"
    )


def test_a_fragment_is_plain_semantic_html() -> None:
    letter = a_letter(blocks=(Block(kind=BlockKind.GREETING, text="王梅，\n您好："),))

    assert RENDERER.fragment(letter) == (
        '<article class="letter" lang="zh-CN">\n'
        "<h1>关于您应聘用户运营经理的结果</h1>\n"
        '<p class="greeting">王梅，<br>您好：</p>\n'
        "</article>"
    )


@pytest.mark.parametrize("kind", [LetterKind.NOT_SELECTED, LetterKind.OFFER_STAGE_NOT_SELECTED, LetterKind.REMINDER])
@pytest.mark.parametrize("language", Language)
def test_a_short_message_never_tells_the_outcome(language: Language, kind: LetterKind) -> None:
    letters = [composed(a_request_in(language, kind=kind, stage=stage)) for stage in Stage]

    messages = {RENDERER.render(letter, LINKS).sms for letter in letters}

    assert len(messages) == 1
    assert not re.search(r"没有|不能|未|not |next round|offer", messages.pop())


@pytest.mark.parametrize("kind", LetterKind)
def test_a_short_message_costs_little(kind: LetterKind) -> None:
    english = sms_size(RENDERER.render(a_letter_in(Language.ENGLISH, kind), LINKS).sms)
    chinese = sms_size(RENDERER.render(a_letter_in(Language.CHINESE, kind), LINKS).sms)

    assert english.encoding is SmsEncoding.GSM_7
    assert english.segments <= 2
    assert chinese.segments <= 2


def test_a_short_message_without_a_link_points_to_the_mailbox() -> None:
    letter = a_letter(sender_name="晨光科技")

    assert RENDERER.render(letter, {}).sms == "【晨光科技】您好，您的应聘结果已出，请查看您的邮箱。"


def test_a_letter_is_not_rendered_without_the_address_of_its_page() -> None:
    with pytest.raises(LinkError, match="letter page, but no address"):
        RENDERER.render(a_letter_in(Language.ENGLISH), {})


@pytest.mark.parametrize("address", ["javascript:alert(1)", "/l/token", "data:text/html,x", ""])
def test_only_web_addresses_become_links(address: str) -> None:
    with pytest.raises(LinkError, match="not a web address"):
        RENDERER.render(a_letter_in(Language.ENGLISH), {Link.LETTER: address})


HOSTILE = "\"><script>alert(1)</script><img src=x onerror=alert(1)>@@subject@@{{7*7}}<mj-raw>&amp;'</title>"


def with_hostile(field: str) -> Letter:
    block = Block(kind=BlockKind.NEXT_STEPS, text="Text", link=Link.LETTER, link_label="Label")
    match field:
        case "subject":
            return a_letter(subject=HOSTILE)
        case "sender_name":
            return a_letter(sender_name=HOSTILE)
        case "company_name":
            return a_letter(company_name=HOSTILE)
        case "text":
            return a_letter(blocks=(replace(block, text=HOSTILE),))
        case "small print":
            return a_letter(blocks=(Block(kind=BlockKind.SMALL_PRINT, text=HOSTILE),))
        case _:
            return a_letter(blocks=(replace(block, link_label=HOSTILE),))


@pytest.mark.parametrize("field", ["subject", "sender_name", "company_name", "text", "small print", "link_label"])
def test_html_in_any_field_is_shown_and_never_run(field: str) -> None:
    letter = with_hostile(field)

    rendered = RENDERER.render(letter, LINKS)

    for html in (rendered.html, RENDERER.fragment(letter)):
        page = Page(html)
        assert not {"script", "img", "mj-raw"} & set(page.tags)
        assert "onerror" not in {name for name, _ in page.attributes}
    assert HOSTILE in Page(rendered.html).text or HOSTILE in unescape(rendered.html)


def test_an_address_cannot_leave_its_attribute() -> None:
    links = {**LINKS, Link.LETTER: 'https://careers.example.com/l/"><script>'}

    page = Page(RENDERER.render(a_letter_in(Language.ENGLISH), links).html)

    assert page.values("href")[0] == 'https://careers.example.com/l/"><script>'
    assert "script" not in page.tags


@settings(max_examples=40, deadline=None)
@given(st.lists(st.text(alphabet=st.characters(codec="utf-8", exclude_categories=["Cc"]), min_size=1), max_size=4))
def test_whatever_a_reviewer_types_arrives_as_typed(paragraphs: list[str]) -> None:
    letter = rewritten(a_letter_in(Language.CHINESE), "\n\n".join(paragraphs))

    html = Page(RENDERER.render(letter, LINKS).html).text

    assert all(block.text in html for block in letter.blocks)


def test_tokens_are_all_that_differs_between_two_attempts() -> None:
    letter = a_letter_in(Language.ENGLISH)
    first, second = (page_addresses(PublicLinks("https://x.example"), token * 43) for token in "ab")

    one, two = RENDERER.render(letter, first), RENDERER.render(letter, second)

    assert one.html.replace("a" * 43, "b" * 43) == two.html
    assert one.text.replace("a" * 43, "b" * 43) == two.text


@pytest.mark.parametrize("sender", ["Zoë’s team", "Łódź Hiring"])
def test_signs_outside_gsm_7_are_kept_and_counted(sender: str) -> None:
    letter = composed(a_request_in(Language.ENGLISH, brand=a_brand(company_name=sender)))

    sms = RENDERER.render(letter, LINKS).sms

    assert sms.startswith(sender)
    assert sms_size(sms).encoding is SmsEncoding.UCS_2
