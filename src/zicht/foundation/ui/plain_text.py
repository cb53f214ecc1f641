"""Characters that nobody types and no document may hold are taken out of every text, once, at the door.

A form does it in `CharField`, the one field through which every text of every form goes, those of libraries
too; an import does it as it reads a file.
"""

import re
from collections.abc import Callable
from typing import Any

from django import forms

NOT_TYPED = re.compile("[\x01-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
"""What XML refuses. The character NUL is left: the form says itself that it is refused."""


def cleaned(text: str) -> str:
    """Return the text with a space for each of them."""
    return NOT_TYPED.sub(" ", text)


def clean_every_form() -> None:
    """Let `CharField` clean what it is given; called once, at the start."""
    given: Callable[..., Any] = forms.CharField.to_python

    def to_python(self: forms.CharField, value: Any) -> Any:
        return given(self, cleaned(value) if isinstance(value, str) else value)

    forms.CharField.to_python = to_python  # type: ignore[method-assign]
