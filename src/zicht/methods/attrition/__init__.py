"""Attrition: where on the way to help and the register signals get lost, with honest uncertainty."""

from typing import TYPE_CHECKING

from zicht.methods.lazily import lazily

from .events import Ends, Event, LogError

if TYPE_CHECKING:
    from .analysis import Expected, Report, Step, analyse, expected_loss
    from .chain import Estimate
    from .durations import Duration
    from .links import Link

__all__ = [
    "Duration",
    "Ends",
    "Estimate",
    "Event",
    "Expected",
    "Link",
    "LogError",
    "Report",
    "Step",
    "analyse",
    "expected_loss",
]

__getattr__ = lazily(
    __name__,
    {
        "analysis": (
            "Expected",
            "Report",
            "Step",
            "analyse",
            "expected_loss",
        ),
        "chain": ("Estimate",),
        "durations": ("Duration",),
        "links": ("Link",),
    },
)
