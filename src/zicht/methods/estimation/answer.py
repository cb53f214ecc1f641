"""What is asked of an estimate, and what comes back."""

from dataclasses import dataclass, field
from typing import Any

from zicht.methods.codes import Warning

from .errors import InputError

METHODS = ("independence", "stepwise", "bic", "aic", "bma", "latent")
INTERVALS = ("none", "bca", "percentile", "profile", "chao")
LOWER_BOUND = "chao_lower_bound"
SEPARATE = "separate_groups"
FEWEST_RESAMPLES, MOST_RESAMPLES = 20, 1_000_000


@dataclass(frozen=True)
class Settings:
    """What was asked for. Refuses (InputError) values that have no meaning."""

    method: str = "stepwise"
    order: int = 2
    threshold: float = 0.02
    interval: str = "bca"
    boot: int = 1000
    seed: int = 1
    level: float = 0.95

    def __post_init__(self) -> None:
        if self.method not in METHODS:
            raise InputError("method_unknown", method=self.method, choices=METHODS)
        if self.interval not in INTERVALS:
            raise InputError("interval_unknown", interval=self.interval, choices=INTERVALS)
        if self.order < 1:
            raise InputError("order_too_low", order=self.order)
        if not 0 < self.threshold < 1:
            raise InputError("p_value_outside", threshold=self.threshold)
        if not FEWEST_RESAMPLES <= self.boot <= MOST_RESAMPLES:
            raise InputError("boot_outside", boot=self.boot, fewest=FEWEST_RESAMPLES, most=MOST_RESAMPLES)
        if self.seed < 0:
            raise InputError("seed_negative", seed=self.seed)
        if not 0.5 <= self.level < 1:
            raise InputError("level_outside", level=self.level)


@dataclass
class Result:
    """One estimate of the total population, observed cases included; bounds are None when not asked or
    unbounded.
    """

    observed: int
    estimate: float
    lower: float | None
    upper: float | None
    model: list[str]
    settings: Settings
    warnings: list[Warning] = field(default_factory=list)
    spread: dict[str, float | None] = field(default_factory=dict)
    seconds: float = 0.0

    def as_dict(self) -> dict[str, Any]:
        """For JSON: everything but the settings, each warning as its code with its values."""
        names = ("observed", "estimate", "lower", "upper", "model", "warnings", "spread", "seconds")
        found = {name: getattr(self, name) for name in names}
        return {**found, "warnings": [warning.as_dict() for warning in self.warnings]}

    def range(self) -> tuple[float, float]:
        """Lowest and highest point estimate over the methods, the lower bound left out."""
        others = [value for name, value in self.spread.items() if value is not None and name != LOWER_BOUND]
        return min([self.estimate, *others]), max([self.estimate, *others])
