"""Which letters that wait a template would word otherwise."""

from kindregards.domain.template_keys import TemplateKey
from kindregards.domain.template_texts import TemplateText
from kindregards.domain.template_versions import TemplateSet


def keeps_earlier_words(key: TemplateKey, wanted: TemplateKey, written_with: str, company: TemplateSet) -> bool:
    """Say whether a letter like `wanted`, written with these templates, does not yet say what this one says today.

    So it is with one in words that were withdrawn or replaced, and with one written before this template was published,
    unless nearer templates of the company have every part of it.
    """
    names = [part for part in written_with.split("+") if part.startswith(f"{key.name}@")]
    chain = company.serving(wanted)
    ours = next((each for each in chain if each.key == key), None)
    if names:
        return ours is None or ours.name not in names
    if ours is None:
        return False
    nearer: set[str] = set().union(*(_parts(each.text) for each in chain[: chain.index(ours)]))
    return not _parts(ours.text) <= nearer


def _parts(text: TemplateText) -> set[str]:
    return {name for name, _, _ in text.parts()}
