"""No file and no function grows until nobody reads it."""

from statistics import median

from tests.architecture.source_files import files_of_tests, functions_of, lines_of, python_files, shown

LONGEST_FILE = 400
LONGEST_FUNCTION = 40
TYPICAL_FILE = 100
TYPICAL_FUNCTION = 10


def test_no_file_is_longer_than_400_lines() -> None:
    long = {
        shown(path): length
        for path in [*python_files(), *files_of_tests()]
        if (length := len(path.read_text().splitlines())) > LONGEST_FILE
    }

    assert long == {}


def test_no_function_is_longer_than_40_lines() -> None:
    long = {
        f"{shown(path)}:{function.lineno} {function.name}": lines_of(function)
        for path in [*python_files(), *files_of_tests()]
        for function in functions_of(path)
        if lines_of(function) > LONGEST_FUNCTION
    }

    assert long == {}


def test_the_typical_file_and_function_are_short() -> None:
    files = [len(path.read_text().splitlines()) for path in python_files()]
    functions = [lines_of(function) for path in python_files() for function in functions_of(path)]

    assert median(files) <= TYPICAL_FILE
    assert median(functions) <= TYPICAL_FUNCTION
