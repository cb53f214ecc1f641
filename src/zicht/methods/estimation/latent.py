"""Hidden groups: people differ in how visible they are, and within a group the lists are independent.

The non-parametric latent class model of Manrique-Vallier (2016, Biometrics 72:1246-1254): at most ten
classes with stick-breaking weights, uniform capture chances, prior 1/N on the population. Sampled by Gibbs
steps and a move between small visible and large invisible classes; many chains at once, because single
chains stay long in one of several modes.
"""

from dataclasses import dataclass

import numpy as np

from .table import CaptureTable

CLASSES = 10
CONCENTRATION = 0.25
CHAINS = 16
BURN_IN = 2_000
KEPT = 4_000
THIN = 5
SHIFTS = 1


@dataclass(frozen=True)
class Draws:
    """Posterior draws of the total population, shape (chains, draws)."""

    totals: np.ndarray

    def quantile(self, level: float) -> float:
        return float(np.quantile(self.totals, level))

    def disagreement(self) -> float:
        """Split R-hat on the log total (Gelman et al., Bayesian Data Analysis): 1 when chains agree."""
        half = self.totals.shape[1] // 2
        parts = np.log(np.concatenate([self.totals[:, :half], self.totals[:, half : 2 * half]]))
        within = parts.var(axis=1, ddof=1).mean()
        between = parts.mean(axis=1).var(ddof=1)
        return float(np.sqrt((half - 1) / half + between / within)) if within > 0 else 1.0


def sample(
    table: CaptureTable, seed: int, chains: int = CHAINS, burn_in: int = BURN_IN, kept: int = KEPT
) -> Draws:
    """Run the chains and keep every fifth draw after the burn-in."""
    state = _Gibbs(table, np.random.default_rng(seed), chains)
    totals = []
    for step in range(burn_in + kept):
        state.step()
        if step >= burn_in and step % THIN == 0:
            totals.append(table.observed + state.missing)
    return Draws(np.array(totals).T)


def quick_median(table: CaptureTable, seed: int) -> float:
    """The posterior median from a short run, good to about ten percent where there is one mode."""
    return sample(table, seed, chains=12, burn_in=150, kept=150).quantile(0.5)


class _Gibbs:
    """B chains side by side: weights (B, K), chances (B, K, J) of being on each list, missing (B,)."""

    def __init__(self, table: CaptureTable, rng: np.random.Generator, chains: int):
        self.rng = rng
        filled = np.flatnonzero(table.counts)
        self.seen = (filled[:, None] >> np.arange(len(table.lists)) & 1).astype(float)
        self.counts = table.counts[filled]
        self.observed = table.observed
        one_by_one = 0.1 ** np.arange(CLASSES)
        self.weights = np.tile(one_by_one / one_by_one.sum(), (chains, 1))
        self.concentration = np.full(chains, 0.2)
        self.missing = np.zeros(chains, dtype=np.int64)
        self._start_apart(chains)

    def _start_apart(self, chains: int) -> None:
        """Nearly one class, with chances that fit the lists if the population were 3 up to 30 times the
        observed.

        Many classes at the start would trap chains in a split of the data that they leave only after very
        long."""
        guesses = self.observed * np.geomspace(3, 30, chains)
        share = (self.counts @ self.seen) / guesses[:, None]
        jitter = self.rng.uniform(0.5, 1.5, (chains, CLASSES, self.seen.shape[1]))
        self.chances = np.clip(share[:, None] * jitter, 1e-6, 0.95)

    def step(self) -> None:
        for _ in range(SHIFTS):
            self._shift()
        classes, hidden = self._assign()
        size = classes.sum(1) + hidden
        on_list = classes.transpose(0, 2, 1) @ self.seen
        chances = self.rng.beta(1 + on_list, 1 + size[:, :, None] - on_list)
        self.chances = np.clip(chances, 1e-12, 1 - 1e-12)
        self._weigh(size)

    def _log_parts(self, weights: np.ndarray, chances: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
        """Log chance of class and history for every observed history (B, H, K), and for none (B, K)."""
        log_on, log_off = np.log(chances), np.log1p(-chances)
        none = np.log(weights) + log_off.sum(2)
        return self.seen @ (log_on - log_off).transpose(0, 2, 1) + none[:, None], none

    def _assign(self) -> tuple[np.ndarray, np.ndarray]:
        """Class of every observed case (B, H, K) and of the people not seen (B, K)."""
        logs, none = self._log_parts(self.weights, self.chances)
        chance = np.exp(logs - logs.max(2, keepdims=True))
        classes = self.rng.multinomial(self.counts, _normal(chance))
        unseen = np.exp(none)
        never = np.clip(unseen.sum(1), 1e-12, 1 - 1e-9)
        self.missing = self.rng.negative_binomial(self.observed, 1 - never)
        return classes, self.rng.multinomial(self.missing, _normal(unseen))

    def _weigh(self, size: np.ndarray) -> None:
        """New stick-breaking weights and concentration, given the number of people in each class (B, K)."""
        after = size[:, ::-1].cumsum(1)[:, ::-1] - size
        broken = self.rng.beta(1 + size[:, :-1], self.concentration[:, None] + after[:, :-1])
        broken = np.clip(broken, 1e-12, 1 - 1e-12)
        left = np.cumprod(1 - broken, axis=1)
        ones = np.ones((len(size), 1))
        self.weights = np.maximum(np.hstack([broken, ones]) * np.hstack([ones, left]), 1e-200)
        rate = CONCENTRATION - np.log(np.maximum(left[:, -1], 1e-200))
        self.concentration = self.rng.gamma(CONCENTRATION + CLASSES - 1, 1 / rate)

    def _shift(self) -> None:
        """Make one class larger and less visible, or smaller and more visible, by a Metropolis step.

        The observed counts hardly feel such a move, so without it the chains creep. It shifts the log
        weight of the class up and the log odds of its chances down by one random amount, with class
        membership and the number missing integrated out (they are drawn anew right after)."""
        chains = np.arange(len(self.weights))
        chosen = self.rng.integers(CLASSES, size=len(chains))
        amount = self.rng.normal(0, self.rng.choice([0.1, 0.5, 1.5], len(chains)))
        weights = self.weights.copy()
        weights[chains, chosen] *= np.exp(amount)
        weights = np.maximum(weights / weights.sum(1, keepdims=True), 1e-200)
        chances = self.chances.copy()
        odds = chances[chains, chosen] / (1 - chances[chains, chosen]) * np.exp(-amount)[:, None]
        chances[chains, chosen] = np.clip(odds / (1 + odds), 1e-12, 1 - 1e-12)
        gain = self._log_target(weights, chances) - self._log_target(self.weights, self.chances)
        accept = np.log(self.rng.uniform(size=len(chains))) < gain
        self.weights[accept], self.chances[accept] = weights[accept], chances[accept]

    def _log_target(self, weights: np.ndarray, chances: np.ndarray) -> np.ndarray:
        """Log posterior (B,) in log-weight and log-odds coordinates, with classes and population
        integrated out."""
        logs, none = self._log_parts(weights, chances)
        peak = logs.max(2)
        seen = (np.log(np.exp(logs - peak[:, :, None]).sum(2)) + peak) @ self.counts
        never = np.clip(np.exp(none).sum(1), 0, 1 - 1e-9)
        left = weights[:, ::-1].cumsum(1)[:, ::-1][:, 1:]
        sticks = self.concentration * np.log(left[:, -1]) - np.log(left).sum(1)
        scale = np.log(weights).sum(1) + np.log(chances * (1 - chances)).sum((1, 2))
        found: np.ndarray = seen - self.observed * np.log1p(-never) + sticks + scale
        return found


def _normal(chance: np.ndarray) -> np.ndarray:
    """Chances that add up to one, with the rounding left to the last class."""
    found: np.ndarray = chance / (chance.sum(-1, keepdims=True) * (1 + 1e-12))
    return found
