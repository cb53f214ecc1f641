"""What the register holds of a person: who it is, sealed; and in codes what the figures need."""

from zicht.casework.register.linkage_models import (
    BlockingKey,
    LinkageModel,
    LinkageRun,
    LinkageSetting,
    MatchCandidate,
    MatchJudgement,
    RegroupedPerson,
    Regrouping,
)
from zicht.casework.register.models import (
    CriterionQuestion,
    Edition,
    IdentityKey,
    Notification,
    NotKnown,
    Obligation,
    PresumedVictim,
    RegistrationDecision,
    VictimSignal,
    VictimVersion,
)
from zicht.foundation.vault.declared import End, Seen, holds, no_case

COUNTRIES = {"nationalities": "country codes", "country_of_origin": "country code"}
PAIR = ("left_id", "right_id")

holds(
    PresumedVictim,
    of="id",
    seen=Seen.PERSON,
    emptied=("sex", "birth_year", "nationalities", "country_of_origin", "missing"),
    words={
        "identity": (
            "given name",
            "infix",
            "family name",
            "initials",
            "birth date",
            "phone",
            "document",
        )
    },
    made={"reference": "random"} | COUNTRIES,
)
holds(
    VictimVersion,
    of="victim_id",
    seen=Seen.PERSON,
    end=End.REMOVED,
    words={"identity": ("given name before",)},
    made=COUNTRIES,
)
holds(IdentityKey, of="victim_id", seen=Seen.PERSON, end=End.REMOVED, made={"digest": "keyed digest"})
holds(BlockingKey, of="victim_id", seen=Seen.PERSON, end=End.REMOVED)
holds(
    MatchCandidate,
    of=PAIR,
    seen=Seen.OWN_RULE,
    by_grant=True,
    end=End.REMOVED,
    made={"reasons": "names of fields that agree"},
)
holds(MatchJudgement, of=PAIR, seen=Seen.OWN_RULE, by_grant=True)
holds(Regrouping, seen=Seen.OWN_RULE)
holds(RegroupedPerson, of="victim_id", seen=Seen.OWN_RULE)
holds(LinkageSetting, seen=Seen.OWN_RULE)
holds(LinkageRun, seen=Seen.OWN_RULE, made={"evidence": "counts"})
holds(LinkageModel, seen=Seen.OWN_RULE, made={"content": "how common values are, sealed"})
holds(Edition, seen=Seen.OWN_RULE, made={"changes": "counts", "figures": "counts"})
holds(NotKnown, of="victim_id", seen=Seen.PERSON)
holds(
    Notification,
    of="victim_id",
    seen=Seen.PERSON,
    words={"body": ("remarks",)},
    made={"sector": "code from a list", "criterion": "code from a list"},
)
holds(VictimSignal, of=("victim_id", "signal_id"), seen=Seen.OWN_RULE)
holds(RegistrationDecision, of=("victim_id", "signal_id"), seen=Seen.OWN_RULE)
holds(Obligation, of=("victim_id", "signal_id"), seen=Seen.OWN_RULE, made={"because": "a fixed sentence"})
holds(
    CriterionQuestion,
    of=("victim_id", "signal_id"),
    seen=Seen.OWN_RULE,
    made={"because": "a fixed sentence", "criterion": "code from a list"},
)
no_case("register_notificationcriterion", open={"label": "the words of a criterion"}, made={"code": "code"})
no_case(
    "register_criterionproposal",
    open={
        "label": "the words of a criterion",
        "because": "why a criterion changes; about the rule, never about a person",
    },
    made={"code": "code"},
)
