"""The agenda proposes itself: every open signal the chair sees, with the reasons why it belongs there
(TB1).
"""

from dataclasses import dataclass

from zicht.casework.tables import queries, rules
from zicht.casework.tables.models import Table
from zicht.casework.tables.rules import Reason
from zicht.foundation.acts import clock


@dataclass(frozen=True, slots=True)
class Proposal:
    """A signal that the rules put on the agenda. `item_id` when it is at this table already."""

    signal_id: object
    reference: str
    form: str
    municipality: str
    item_id: object
    state: str
    reasons: tuple[Reason, ...]
    rank: int

    @property
    def because(self) -> str:
        return "hier omdat: " + "; ".join(reason.text for reason in self.reasons)


def proposed(table: Table) -> list[Proposal]:
    """Return what the rules put on the agenda of a table, the weightiest first, in two queries."""
    agreed = rules.rules_of(table.rules)
    found = [(row, facts, rules.reasons(facts, agreed)) for row, facts in queries.facts(table, clock.today())]
    ordered = sorted(
        (
            (rules.rank(said, agreed), facts.received_on, str(row["signal_id"]), row, said)
            for row, facts, said in found
            if said
        ),
        key=lambda entry: entry[:3],
    )
    return [
        Proposal(
            row["signal_id"],
            row["reference"],
            row["form"],
            row["municipality"] or "",
            row["item_id"],
            row["item_state"] or "",
            tuple(said),
            rank,
        )
        for rank, _, _, row, said in ordered
    ]
