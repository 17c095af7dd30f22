"""What is said when the settings cannot be used."""


class SettingsError(Exception):
    """The settings cannot be used as they are; `problems` are sentences, each naming a variable."""

    def __init__(self, problems: tuple[str, ...]) -> None:
        super().__init__("\n".join(problems))
        self.problems = problems
