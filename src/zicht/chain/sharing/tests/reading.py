"""Agreements read by hand: what should follow from what a test drew, worked out in Python without asking the
database.

The rule itself is SQL (`sec.sharing_grounds`). Explanation and enforcement both ask it, so only a reading
of its own notices when both forget a condition.
"""

from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta

from zicht.chain.agreements.models import Agreement
from zicht.chain.agreements.vocabulary import Level
from zicht.foundation.acts.clock import AMSTERDAM, today

INVESTIGATORS = ("police", "kmar", "nla", "special_service")
PAST_A_WISH = ("vital_interest",)
WHOLE_SIGNAL = {"signal_core", "narrative", "reporter", "contact"}
WHOLE_PERSON = {"victim_identity", "narrative", "contact"}


@dataclass(frozen=True)
class Subject:
    """A signal, or a person with what the signals say in which it appears. `persons`: who was registered
    from the signal.
    """

    kind: str
    id: object
    minor: bool
    acute: bool
    no_police: bool
    persons: tuple = ()


@dataclass(frozen=True)
class Party:
    """Who gives or receives; `there`: at work in the region that narrows agreements, or everywhere."""

    id: object
    kind: str
    there: bool


@dataclass(frozen=True)
class Drawn:
    """An agreement with its parties as they were drawn; `runs`: reviewed, started and not ended."""

    agreement: Agreement
    kinds_that_give: frozenset
    kinds_that_receive: frozenset
    named_that_receive: frozenset
    runs: bool


@dataclass(frozen=True)
class Said:
    """A statement of consent that was taken."""

    subject_id: object
    party_id: object
    purpose: str
    answer: str
    until: date | None


@dataclass
class Reading:
    """Everything a test did, and what it means."""

    drawn: list[Drawn] = field(default_factory=list)
    said: list[Said] = field(default_factory=list)

    def grounds(self, subject: Subject, giver: Party, receiver: Party, purpose: str) -> dict:
        """Return {agreement id: (level, what is lacking)} of every agreement that counts between the two
        for the purpose.
        """
        counting = [one for one in self.drawn if _counts(one, giver, receiver, purpose)]
        return {
            one.agreement.pk: (
                _level(one.agreement, subject),
                self._lacking(one.agreement, subject, receiver, purpose),
            )
            for one in counting
        }

    def last_moment(self, agreement: Agreement, subject: Subject, receiver: Party, purpose: str) -> datetime:
        """Return until when a ground that lacks nothing lasts, counted from now."""
        ends = [datetime.now(UTC) + timedelta(days=agreement.grant_days)]
        days = [
            agreement.ends_on,
            self._consented(subject, receiver, purpose)[1] if "consent" in agreement.conditions else None,
        ]
        ends += [
            datetime.combine(day + timedelta(days=1), datetime.min.time(), AMSTERDAM) for day in days if day
        ]
        return min(ends)

    def _lacking(self, agreement: Agreement, subject: Subject, receiver: Party, purpose: str) -> frozenset:
        met = {
            "consent": self._consented(subject, receiver, purpose)[0],
            "minor": subject.minor,
            "acute": subject.acute,
        }
        lacking = {str(condition) for condition in agreement.conditions if not met[condition]}
        if (
            subject.no_police
            and receiver.kind in INVESTIGATORS
            and agreement.basis not in PAST_A_WISH
            and not met["consent"]
        ):
            lacking.add("no_police")
        return frozenset(lacking)

    def _consented(self, subject: Subject, receiver: Party, purpose: str) -> tuple[bool, date | None]:
        """Whether consent counts, and until when: of everyone registered from a signal, else of "the
        person in the signal".
        """
        each = [self._latest(person, receiver, purpose) for person in subject.persons]
        if each and all(_given(one) for one in each):
            return True, min((one.until for one in each if one.until), default=None)
        own = self._latest(subject.id, receiver, purpose)
        refused = any(one and one.answer in ("refused", "withdrawn") for one in each)
        return _given(own) and not refused, own and own.until

    def _latest(self, subject_id, receiver: Party, purpose: str) -> Said | None:
        about = [
            one
            for one in self.said
            if (one.subject_id, one.party_id, one.purpose) == (subject_id, receiver.id, purpose)
        ]
        return about[-1] if about else None


def _given(said: Said | None) -> bool:
    return bool(said) and said.answer == "given" and (said.until is None or said.until >= today())


def _counts(one: Drawn, giver: Party, receiver: Party, purpose: str) -> bool:
    row = one.agreement
    in_time = row.starts_on <= today() and (row.ends_on is None or row.ends_on >= today())
    gives = giver.kind in one.kinds_that_give and (row.region is None or giver.there)
    receives = receiver.kind in one.kinds_that_receive and (row.region is None or receiver.there)
    return (
        one.runs
        and in_time
        and purpose in row.purposes
        and gives
        and (receives or receiver.id in one.named_that_receive)
    )


def _level(agreement: Agreement, subject: Subject) -> int:
    covered = {str(category) for category in agreement.categories}
    if subject.kind == "victim":
        reaches = Level.FULL if covered >= WHOLE_PERSON else Level.HIT
    elif covered >= WHOLE_SIGNAL:
        reaches = Level.FULL
    else:
        reaches = Level.CORE if "signal_core" in covered else Level.HIT
    return min(agreement.level, reaches)
