"""Where synthetic things happen: municipalities drawn by number of inhabitants."""

from functools import lru_cache
from itertools import accumulate
from random import Random

from zicht.reference.places import read_edition


@lru_cache(maxsize=1)
def _weights() -> tuple[list[str], list[int]]:
    municipalities = read_edition().municipalities
    return [m.code for m in municipalities], list(accumulate(m.inhabitants for m in municipalities))


def draw_municipality(random: Random) -> str:
    """Code of a municipality; a twice as large one is drawn twice as often."""
    codes, cumulative = _weights()
    return random.choices(codes, cum_weights=cumulative)[0]
