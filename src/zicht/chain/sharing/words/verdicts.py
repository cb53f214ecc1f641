"""The verdict in plain Dutch: the answer, on what ground, what goes along and what stays, and what would
make it possible.
"""

from dataclasses import dataclass

from zicht.chain.agreements.vocabulary import Category, Condition, LegalBasis, Level
from zicht.chain.grants.vocabulary import SubjectKind
from zicht.chain.sharing.services.deciding import NO_POLICE, Verdict

GOES = {
    Category.SIGNAL_CORE: "de kern: vorm van uitbuiting, plaats, dag en kenmerken",
    Category.NARRATIVE: "het verhaal, bijlagen en wat er later bij kwam",
    Category.REPORTER: "wie het signaal gaf, als dat bekend is",
    Category.CONTACT: "contactgegevens in het verhaal of van de persoon",
    Category.VICTIM_IDENTITY: "wie de persoon is en wat van die persoon bekend is",
}
ONLY = {
    Level.CORE: "Ja, maar alleen de kern",
    Level.HIT: "Ja, maar alleen dat er iets is",
}
SEEN_CORE_ONLY = "U ziet zelf ook alleen de kern. Meer dan u zelf ziet, kunt u niet delen."
CONSENT = "consent"
COVENANT = "covenant"
DANGER = "danger"
MINOR = "minor"


@dataclass(frozen=True)
class WayOut:
    """What would make a no into a yes (or a part into all), with the code of what one can do about it."""

    code: str
    text: str


@dataclass(frozen=True)
class Explained:
    """A verdict as people read it."""

    answer: str
    headline: str
    basis: tuple[str, ...]
    along: tuple[str, ...]
    withheld: tuple[str, ...]
    ways: tuple[WayOut, ...]


def explain(verdict: Verdict, receiver: str, own_level: int = Level.FULL) -> Explained:
    """Return a verdict in words; `receiver` is the name of the party, `own_level` what the asker sees."""
    ways = () if verdict.answer == "yes" else tuple(_ways(verdict, receiver, own_level))
    return Explained(
        verdict.answer,
        _headline(verdict, bool(ways)),
        tuple(_ground_line(ground.agreement) for ground in _holding(verdict)),
        tuple(GOES[row] for row in verdict.along),
        tuple(GOES[row] for row in verdict.withheld),
        ways,
    )


def _ground_line(agreement) -> str:
    """Basis, title and article; the basis only where the title does not say it already."""
    basis = LegalBasis(agreement.basis).label
    named = (
        agreement.title
        if agreement.title.lower().startswith(basis.lower())
        else f"{basis}: {agreement.title}"
    )
    return f"{named} ({agreement.article})"


def _headline(verdict: Verdict, ways: bool) -> str:
    if verdict.answer == "yes":
        return "Ja, dit mag"
    if verdict.answer == "partly":
        return ONLY[Level(verdict.level)]
    return "Nee, tenzij …" if ways else "Nee"


def _holding(verdict: Verdict) -> list:
    return sorted((g for g in verdict.grounds if g.holds), key=lambda g: (g is not verdict.best, -g.level))


def _ways(verdict: Verdict, receiver: str, own_level: int):
    further = [ground for ground in verdict.grounds if not ground.holds and ground.level > verdict.level]
    lacking = {word for ground in further for word in ground.lacking}
    person = "de persoon" if verdict.kind == SubjectKind.VICTIM else "de betrokkene"
    if own_level < Level.FULL:
        yield WayOut("own_sight", SEEN_CORE_ONLY)
    if NO_POLICE in lacking:
        yield WayOut(
            NO_POLICE,
            f"Wil {person} toch contact met de politie? Bespreek dat eerst, en leg de toestemming vast.",
        )
    if Condition.CONSENT in lacking:
        yield WayOut(
            CONSENT,
            f"Geeft {person} toestemming voor {receiver}? Vraag het in de eigen taal en leg het antwoord"
            " vast.",
        )
    if Condition.MINOR in lacking:
        yield WayOut(
            MINOR, f"Is {person} minderjarig? Voeg toe wat u daarover weet; dan telt een andere grondslag."
        )
    if own_level >= Level.FULL:
        yield WayOut(
            DANGER,
            "Is er nu acuut gevaar? Dan mag u voor enkele uren delen. Iemand anders kijkt dat daarna na.",
        )
    if not any(ground.holds or ground.level == Level.FULL for ground in verdict.grounds):
        yield WayOut(
            COVENANT,
            f"Er is geen afspraak met {receiver} voor dit doel. Uw beheerder of functionaris"
            " gegevensbescherming kan die opstellen.",
        )
