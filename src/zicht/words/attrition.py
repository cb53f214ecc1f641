"""Where signals stop: the sentence for a council, the steps, and what to know."""

from typing import TYPE_CHECKING

from .saying import Language, Words, once, said

if TYPE_CHECKING:
    from zicht.methods.attrition.analysis import Report, Step

WORDS: Words = {
    "days_unreadable": (
        "'{found}' is geen aantal dagen van 1 tot en met {most}",
        "'{found}' is not a number of days from 1 to {most}",
    ),
    "signal_and_to": (
        "{file} regel {line}: signal en to moeten gevuld zijn",
        "{file} line {line}: signal and to must be filled",
    ),
    "moment_unreadable": (
        "{file} regel {line}: '{found}' is geen datum of tijd (ISO 8601)",
        "{file} line {line}: '{found}' is not a date or time (ISO 8601)",
    ),
    "no_events": ("het logboek heeft geen gebeurtenissen", "the log has no events"),
    "nothing_moved": (
        "geen signaal in het logboek is verder gekomen dan zijn eerste stap",
        "no signal in the log has left its first state",
    ),
    "state_unknown": (
        "'{state}' is geen stap van deze route",
        "'{state}' is not a state of this route",
    ),
    "mixed_time_zones": (
        "sommige tijden hebben een tijdzone en andere niet",
        "some times have a time zone and others do not",
    ),
    "small_links": (
        "{count} schakels hebben minder dan {fewest} signalen en worden niet vergeleken",
        "{count} links have fewer than {fewest} signals and are not compared",
    ),
    "events_missing": (
        "{count} stappen volgen niet op de stap ervoor: er ontbreken gebeurtenissen",
        "{count} steps do not follow from the step before: events are missing",
    ),
    "events_twice": (
        "{count} stappen komen twee keer voor op één moment en tellen twee keer",
        "{count} steps appear twice at one moment and are counted twice",
    ),
}
THROUGH = (
    "Van elke 100 signalen bereiken er ongeveer {mean:percent} ({low:percent} tot {high:percent}) hulp of het"
    " register.",
    "Of every 100 signals about {mean:percent} ({low:percent} to {high:percent}) reach help or the register.",
)
NO_LINK = (
    "Er is geen schakel aan te wijzen waar duidelijk de meeste winst zit.",
    "No link can be named where clearly most is to be won.",
)
MOST_TO_WIN = (
    "De meeste winst zit bij '{place}': als deze schakel evenveel doorgaf als vergelijkbare schakels, kwamen"
    " er ongeveer {mean:.0f} ({low:.0f} tot {high:.0f}) signalen meer aan.",
    "Most is to be won at '{place}': if this link passed on as much as comparable links, about {mean:.0f}"
    " ({low:.0f} to {high:.0f}) more signals would come through.",
)
STEP = (
    "{name}: n={n}, komt door {mean:percent}% ({low:percent}-{high:percent}%), mediaan {days} dagen, wacht"
    " {waiting}",
    "{name}: n={n}, through {mean:percent}% ({low:percent}%-{high:percent}%), median {days} days, waiting"
    " {waiting}",
)
NOTE = ("let op: {warning}", "note: {warning}")


def sentence(report: "Report", language: Language = "nl") -> str:
    """What comes through, and where most is to be won."""
    through, worst = report.chance["through"], report.weakest
    told = said(THROUGH, vars(through), language)
    if worst is None or worst.gain is None:
        return f"{told} {said(NO_LINK, {}, language)}"
    place = worst.step if worst.group is None else f"{worst.step} ({worst.group})"
    return f"{told} {said(MOST_TO_WIN, {'place': place, **vars(worst.gain)}, language)}"


def step(found: "Step", language: Language = "nl") -> str:
    """One line on one step."""
    days = "-" if found.days.median is None else once(found.days.median, language)
    facts = {"name": found.name, "days": days, "waiting": found.days.waiting}
    return said(STEP, {**facts, **vars(found.chance["through"])}, language)


def note(warning: str, language: Language = "nl") -> str:
    return said(NOTE, {"warning": warning}, language)
