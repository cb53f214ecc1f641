"""Attrition: where on the way to help and the register signals get lost, with honest uncertainty."""

from .analysis import Expected, Report, Step, analyse, expected_loss
from .chain import Estimate
from .durations import Duration
from .events import Ends, Event, LogError
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
