"""What a method has to say: a code with numbers and names, in no language. `zicht.words` says it."""

from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True, init=False)
class Warning:
    """Something to know about an answer, such as `Warning("wide_interval", ratio=2.4)`."""

    code: str
    values: dict[str, Any]

    def __init__(self, code: str, /, **values: Any) -> None:
        object.__setattr__(self, "code", code)
        object.__setattr__(self, "values", values)

    def as_dict(self) -> dict[str, Any]:
        """The code and the values beside each other, for JSON."""
        return {"code": self.code, **self.values}


class Refused(ValueError):
    """A method does not answer: `code` says why, `values` where and how much."""

    def __init__(self, code: str, /, **values: Any) -> None:
        super().__init__(code)
        self.code = code
        self.values = values

    def __str__(self) -> str:
        told = ", ".join(f"{name}={value!r}" for name, value in self.values.items())
        return f"{self.code}({told})" if told else self.code
