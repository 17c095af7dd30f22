"""Names say what a thing is; each module says in one sentence what lives in it."""

import ast
import re

from tests.architecture.source_files import files_of_tests, functions_of, python_files, shown, tree_of

SAYS_NOTHING = re.compile(
    r"(^|_)(utils?|helpers?|managers?|handle_data|do_stuff)($|_)|^_?(misc|common)$", re.IGNORECASE
)
NAMED_BY_LIBRARIES = {"handle_data", "handle_DATA", "init_poolmanager", "proxy_manager_for"}
WORDS_IN_CAMEL_CASE = re.compile(r"(?<=[a-z0-9])(?=[A-Z])")


def test_no_file_function_or_class_has_a_name_that_says_nothing() -> None:
    names = [
        (shown(path), name)
        for path in python_files()
        for name in [
            path.stem,
            *(function.name for function in functions_of(path)),
            *(node.name for node in ast.walk(tree_of(path)) if isinstance(node, ast.ClassDef)),
        ]
    ]

    empty = [
        (place, name)
        for place, name in names
        if name not in NAMED_BY_LIBRARIES and SAYS_NOTHING.search(WORDS_IN_CAMEL_CASE.sub("_", name))
    ]

    assert len(names) > 100
    assert empty == []


def test_every_module_says_in_one_sentence_what_lives_in_it() -> None:
    silent = [
        shown(path)
        for path in python_files()
        if not (said := ast.get_docstring(tree_of(path))) or not said.splitlines()[0].rstrip().endswith((".", "?"))
    ]

    assert silent == []


def test_every_exception_from_the_rules_gives_its_reason() -> None:
    unreasoned = [
        f"{shown(path)}:{number}"
        for path in [*python_files(), *files_of_tests()]
        for number, line in enumerate(path.read_text().splitlines(), start=1)
        if re.search(r"# (noqa(: [A-Z0-9, ]+)?|type: ignore(\[[\w, -]+\])?)\s*$", line)
    ]

    assert unreasoned == []
