"""Pages of a list that may be very long: counting stops early, because nobody leafs through hundreds of
persons.
"""

from django.core.paginator import Paginator
from django.utils.functional import cached_property

SIZE = 25
MOST = 500


class ShortPaginator(Paginator):
    """Leafs through at most five hundred rows; `more` tells that there are others, to be found by
    searching.
    """

    def __init__(self, rows, size: int = SIZE):
        super().__init__(rows, size)

    @cached_property
    def _seen(self) -> int:
        return self.object_list.order_by()[: MOST + 1].count()

    @cached_property
    def count(self) -> int:
        return min(self._seen, MOST)

    @property
    def more(self) -> bool:
        return self._seen > MOST
