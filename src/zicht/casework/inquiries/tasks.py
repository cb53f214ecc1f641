"""Jobs of this room."""

from zicht.casework.inquiries import matching
from zicht.foundation.jobs.services import job


@job("inquiries.match")
def match(inquiry_id: str) -> None:
    """Tell the holders of a hit that contact is requested."""
    matching.match(inquiry_id)


@job("inquiries.index", every="* * * * *")
def index() -> None:
    """Make the pseudonyms of what came in since the last time."""
    matching.index_new()
