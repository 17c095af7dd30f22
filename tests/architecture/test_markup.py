"""Pages and letters live in templates, not in Python."""

import ast
import re

from tests.architecture.source_files import python_files, shown, tree_of

TAG = re.compile(
    r"<(?:p|div|span|html|body|a|table|tr|td|h[1-6]|form|button|ul|li|input|script|mj-\w+)(?:\s+[\w-]+=|>)"
)
PLAYS_STRANGERS = "fake_providers"


def test_no_html_is_written_in_python() -> None:
    found = [
        f"{shown(path)}:{node.lineno}"
        for path in python_files()
        if PLAYS_STRANGERS not in path.parts
        for node in ast.walk(tree_of(path))
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and TAG.search(node.value)
    ]

    assert found == []


def test_the_search_for_html_finds_some() -> None:
    assert TAG.search('<a href="/l/token">') is not None
    assert TAG.search("<p>") is not None
