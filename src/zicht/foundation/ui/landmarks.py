"""Pages that rooms below may point to: the own work, the start of the public site, the page of a victim.

The room that has the page names it once, when it is ready; whoever points to it asks for it by what it is.
"""

from django.urls import reverse

_addresses: dict[str, str] = {}


def name(landmark: str, address: str) -> None:
    """Say at which named address a landmark stands. Called once, when the room is ready."""
    _addresses[landmark] = address


def address_of(landmark: str, *args) -> str:
    """Return the address of a landmark. Raises KeyError for one that no room named."""
    return reverse(_addresses[landmark], args=args)
