"""Why a file is not read: a code and where. The sentence for the person stands in `words`."""


class Unreadable(ValueError):
    """The whole file is refused. `where`: a line, a cell; never something that stood in the file."""

    def __init__(self, code: str, where: str | int = ""):
        super().__init__(code)
        self.code, self.where = code, where
