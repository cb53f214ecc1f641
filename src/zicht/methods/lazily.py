"""Methods that are loaded when first asked for: NumPy and SciPy load longer than most commands take."""

from collections.abc import Callable, Mapping
from importlib import import_module
from typing import Any


def lazily(package: str, homes: Mapping[str, tuple[str, ...]]) -> Callable[[str], Any]:
    """A `__getattr__` for a package: each name is found in the module of it that has it, at first use."""
    home = {name: module for module, names in homes.items() for name in names}

    def find(name: str) -> Any:
        if name not in home:
            raise AttributeError(f"{package}.{name}")
        return getattr(import_module(f".{home[name]}", package), name)

    return find
