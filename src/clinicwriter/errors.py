"""The root of the one family of errors, whose texts are for the person at the desk."""


class ClinicWriterError(Exception):
    """Say what happened, what was kept, and what to do next, in that order, in plain words.

    ``details`` is for the person who helps: it is shown on request and can be copied.
    """

    def __init__(self, happened: str, *, kept: str = "", next_step: str = "", details: str = "") -> None:
        super().__init__(happened)
        self.happened = happened
        self.kept = kept
        self.next_step = next_step
        self.details = details

    def __str__(self) -> str:
        return " ".join(part for part in (self.happened, self.kept, self.next_step) if part)
