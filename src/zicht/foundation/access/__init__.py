"""Who may do what, and the one way to act.

- `permissions`: every permission and the functions that hold it, on one page.
- `actor`: who is acting, for which organisation, with a signed token that PostgreSQL checks itself.
- `acting`: the one transaction helper; requests, jobs and commands all use it. Row-level security rests on
  it.
- `access`: the decorator every view carries; `use_case`: the decorator every act carries.
- `rows`: the SQL of the row-level security policies that migrations install.
"""

from zicht.foundation.access.actor import PUBLIC, SYSTEM, Actor
from zicht.foundation.access.decorators import access, public_form, public_page, signed_in_page, use_case
from zicht.foundation.access.permissions import Permission, may
from zicht.foundation.access.transaction import acting, as_figures, as_worker

__all__ = [
    "PUBLIC",
    "SYSTEM",
    "Actor",
    "Permission",
    "access",
    "acting",
    "as_figures",
    "as_worker",
    "may",
    "public_form",
    "public_page",
    "signed_in_page",
    "use_case",
]
