"""When an open signal stands still: the one definition by which every page and figure counts.

Each returns a condition in SQL on a row of `custody_holding` that stands under `h`. A signal is over the
agreed time when one of its running responsible holders is, and taken up when one of them took it up.
"""


def running(h: str) -> str:
    """It is responsible now."""
    return f"({h}.ended_at IS NULL AND {h}.role = 'responsible')"


def over(h: str) -> str:
    """The time that was agreed with it has passed, also when others are helping."""
    return f"(coalesce({h}.overdue_since, {h}.due_at) < now())"


def taken_up(h: str) -> str:
    """Somebody there took it up."""
    return f"({h}.taken_up_at IS NOT NULL)"
