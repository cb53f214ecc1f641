"""Places on a page where rooms above put a piece of their own: a page says where, a room says what.

The page asks for `{% pieces "the slot" as pieces %}` and includes them; what is in them is the business of
the room that put them there.
"""

_pieces: dict[str, list[tuple[int, str]]] = {}


def put(slot: str, template: str, *, rank: int) -> None:
    """Put the piece `template` in a slot; a lower rank stands higher. Called once, when the room is ready."""
    _pieces.setdefault(slot, []).append((rank, template))


def pieces(slot: str) -> list[str]:
    """Return the templates of a slot, in their order; empty when no room put anything there."""
    return [template for _, template in sorted(_pieces.get(slot, []))]
