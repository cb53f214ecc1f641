"""What the numbers mean, in plain Dutch: warnings, refusals and the sentence for a council member."""

import math
from typing import TYPE_CHECKING

from .existence import Verdict
from .resampling import Interval
from .table import CaptureTable

if TYPE_CHECKING:
    from .estimate import Result

FEW_SHARED = 30
SMALL_SHARE = 0.05
WIDE = 2.0
APART = 1.5
MATERIAL = 1.1
MANY_TIMES = 20

OFF_CENTRE = 0.25
UNDER_BOUND = 0.95
UNSTABLE = (
    "De uitkomst springt: met een ander verband tussen de lijsten, dat bijna even goed past, wordt ze veel"
    " hoger of lager. Noem het BCa-interval dan niet: in proefpopulaties waar dit zo was, lag het ware aantal"
    " er veel vaker buiten dan 5 keer op de 100. Gebruik --interval percentile en noem de spreiding over de"
    " methoden."
)

CREDIBLE = (
    "Bij deze methode zijn de grenzen geen bootstrap: het is het gebied waar het model zelf, vooraf zonder "
    "voorkeur, de meeste kans aan geeft."
)
COMPLETE = (
    "de lijsten vallen zo samen dat de berekening op niemand ongezien uitkomt, en daar hoort geen"
    " interval bij"
)
GIVEN_MODEL = (
    "De grenzen gaan uit van het gekozen model. De onzekerheid over die keuze zit er niet in: het echte"
    " interval is breder."
)
METHOD_NAMES = {
    "independence": "onafhankelijke lijsten",
    "stepwise": "stap voor stap",
    "bic": "alle modellen, BIC",
    "aic": "alle modellen, AIC",
    "bma": "gemiddelde over modellen",
    "latent": "verborgen groepen",
    "chao_lower_bound": "ondergrens (Chao)",
    "separate_groups": "groepen apart, opgeteld",
}


def number(value: float | None) -> str:
    """A Dutch number, rounded to three digits that count: 11.400."""
    if value is None:
        return "onbekend"
    digits = max(0, math.floor(math.log10(value)) - 2) if value >= 1 else 0
    return f"{round(value / 10**digits) * 10**digits:,}".replace(",", ".")


def whole(value: int) -> str:
    return f"{value:,}".replace(",", ".")


def sentence(result: "Result") -> str:
    """What a council member needs to know, in three short sentences."""
    told = (
        f"{whole(result.observed)} mensen staan op ten minste één lijst; we schatten dat het er in"
        f" werkelijkheid ongeveer {number(result.estimate)} zijn"
    )
    if result.lower is not None:
        upper = (
            f"en {number(result.upper)}"
            if result.upper is not None
            else "en een bovengrens die niet te bepalen is"
        )
        told += f", waarschijnlijk tussen {number(result.lower)} {upper}"
    seen = round(100 * result.observed / result.estimate)
    told += f". Van elke 100 mensen zijn er dan ongeveer {seen} gezien. "
    low, high = _range(result)
    if high >= 1.05 * low:
        told += (
            f"Andere rekenwijzen komen uit tussen {number(low)} en {number(high)}: noem altijd ook die"
            " spreiding."
        )
    else:
        told += "Andere rekenwijzen komen op vrijwel hetzelfde uit."
    return told


def _range(result: "Result") -> tuple[float, float]:
    """Lowest and highest point estimate over the methods, the lower bound left out."""
    others = [
        value for name, value in result.spread.items() if value is not None and name != "chao_lower_bound"
    ]
    return min([result.estimate, *others]), max([result.estimate, *others])


def warnings_before(table: CaptureTable, empty: list[str]) -> list[str]:
    """Warnings about the table itself."""
    found = []
    if empty:
        found.append(f"Op {_lists(empty)} staat niemand; we hebben daar niet mee gerekend.")
    shared = sum(int(count) for history, count in enumerate(table.counts) if history.bit_count() > 1)
    if shared < FEW_SHARED or shared < SMALL_SHARE * table.observed:
        found.append(
            f"De lijsten overlappen weinig: {whole(shared)} van {whole(table.observed)} mensen staan op meer"
            " dan één lijst. Het interval is daardoor breed."
        )
    k = len(table.lists)
    apart = [1 << i | 1 << j for i in range(k) for j in range(i + 1, k) if table.margin(1 << i | 1 << j) == 0]
    if apart:
        names = ", ".join(table.label(mask) for mask in apart)
        found.append(
            f"Niemand staat op beide lijsten van: {names}. Een model met zo'n paar rekent met kans nul"
            " daarop."
        )
    return found


def warnings_after(result: "Result") -> list[str]:
    """Warnings about the answer: width, spread, size."""
    found = []
    if result.lower and result.upper and result.upper > WIDE * result.lower:
        found.append(
            f"Het interval is breed: de bovengrens is {_times(result.upper / result.lower)} keer de"
            " ondergrens."
        )
    low, high = _range(result)
    if high > APART * low:
        found.append(
            f"De methoden verschillen een factor {_times(high / low)} ({number(low)} tot {number(high)}). Ze"
            " maken elk een andere aanname over hoe de lijsten samenhangen, en de gegevens kunnen niet"
            " zeggen welke klopt."
        )
    if _choice_matters(result) and UNSTABLE not in result.warnings:
        found.append(UNSTABLE)
    least = result.spread.get("chao_lower_bound")
    if least and result.estimate < UNDER_BOUND * least:
        found.append(
            f"De schatting ligt onder de ondergrens van Chao ({number(least)}), die geldt als mensen sterk"
            " verschillen in hoe zichtbaar ze zijn. Is dat hier zo, dan zijn schatting en grenzen veel te"
            " laag: in een proefpopulatie met een verborgen groep werd de helft gevonden. De gegevens kunnen"
            " niet zeggen of het zo is."
        )
    if result.estimate > MANY_TIMES * result.observed:
        found.append(
            f"De schatting is meer dan {MANY_TIMES} keer het aantal dat gezien is: lees haar als 'veel meer',"
            " niet als een getal."
        )
    return found


def _choice_matters(result: "Result") -> bool:
    """Whether two good ways to choose a model end far apart, seen from a BCa interval after one of them."""
    pair = {"stepwise", "bic"}
    if result.settings.interval != "bca" or result.settings.method not in pair:
        return False
    other = result.spread.get((pair - {result.settings.method}).pop())
    return other is not None and max(other, result.estimate) > APART * min(other, result.estimate)


def off_centre(bca: Interval) -> list[str]:
    """An estimate far from the middle of its own resamples tells which model this table fell for, not how
    biased it is.
    """
    return [UNSTABLE] if bca.below is not None and abs(bca.below - 0.5) > OFF_CENTRE else []


def refused_models(count: int, method: str) -> str:
    if method == "stepwise":
        return f"{count} keer is een verband overgeslagen omdat er geen schatting mee bestaat."
    return f"{whole(count)} modellen zijn overgeslagen omdat hun schatting niet bestaat of niet vastligt."


def refused_aic(wanted: list[str], verdict: Verdict) -> str:
    return (
        f"geen schatting: AIC kiest het model met {', '.join(wanted) or 'geen verbanden'}, maar"
        f" {_reason(verdict)}; gebruik stepwise of bic, of voeg lijsten samen"
    )


def refused_table(table: CaptureTable, verdict: Verdict, nobody_unseen: bool) -> str:
    reason = COMPLETE if nobody_unseen and not verdict.exists else _reason(verdict)
    return (
        f"geen schatting: {reason} ({whole(table.observed)} gevallen, {len(table.lists)} lijsten); voeg"
        " lijsten samen of verzamel meer"
    )


def _reason(verdict: Verdict) -> str:
    if not verdict.exists and not verdict.identifiable:
        return "de schatting bestaat niet (oneindig groot) en ligt niet vast"
    if not verdict.exists:
        return (
            "de schatting bestaat niet: de lijsten overlappen te weinig, dus de uitkomst zou oneindig groot"
            " worden"
        )
    if not verdict.identifiable:
        return "de schatting ligt niet vast: verschillende aantallen passen even goed bij de gegevens"
    return "er is geen model met een schatting"


def resamples_without(found: Interval, boot: int) -> list[str]:
    if not found.without:
        return []
    return [
        f"Bij {whole(found.without)} van {whole(boot)} herhalingen bestond geen schatting; die tellen als"
        " oneindig groot."
    ]


def unbounded(found: Interval) -> list[str]:
    return ["Er is geen bovengrens te bepalen."] if math.isinf(found.upper) else []


def percentile_beside(bca: Interval, percentile: Interval) -> list[str]:
    """After a choice between models the percentile bounds of the same resamples hold the truth more often."""
    pairs = ((bca.lower, percentile.lower), (bca.upper, percentile.upper))
    if all(one == other or max(one, other) <= MATERIAL * min(one, other) for one, other in pairs):
        return []
    upper = "onbepaald" if math.isinf(percentile.upper) else number(percentile.upper)
    return [
        "Na het kiezen van een model is het BCa-interval vaak te smal of verschoven. Het percentielinterval"
        f" uit dezelfde herhalingen loopt van {number(percentile.lower)} tot {upper}: noem dat ernaast."
    ]


def posterior_note(weight: float) -> str:
    return (
        "Gemiddelde over alle samenhangen die deze methode kent; `model` is de waarschijnlijkste, met"
        f" {round(100 * weight)} procent van het gewicht."
    )


def chains_note(disagreement: float) -> list[str]:
    """Gelman's rule of thumb: above 1.1 the chains have not found one and the same answer."""
    if disagreement <= 1.1:
        return []
    return [
        "De berekening vindt niet één antwoord: herhalingen blijven bij verschillende uitkomsten hangen"
        f" (R-hat {_times(disagreement)}). Gebruik deze uitkomst alleen om te zien hoe gevoelig de"
        " schatting is."
    ]


def _lists(names: list[str]) -> str:
    return ("lijst " if len(names) == 1 else "de lijsten ") + ", ".join(names)


def _times(ratio: float) -> str:
    return f"{ratio:.1f}".replace(".", ",")


def report(result: "Result") -> str:
    """The readable answer of the command."""
    lines = [sentence(result), ""]
    settings = result.settings
    lines.append(f"Methode      {METHOD_NAMES[settings.method]} ({settings.method})")
    lines.append(f"Verbanden    {', '.join(result.model) or 'geen'}")
    lines.append(f"Gezien       {whole(result.observed)}")
    lines.append(f"Schatting    {number(result.estimate)}")
    if settings.interval != "none":
        lines.append(
            f"Grenzen      {number(result.lower)} tot {number(result.upper)} ({settings.level:.0%},"
            f" {settings.interval})"
        )
    lines += ["", "Andere rekenwijzen"]
    lines += [
        f"  {METHOD_NAMES[name]:<26}{number(value) if value else 'geen schatting':>16}"
        for name, value in result.spread.items()
    ]
    if result.warnings:
        lines += ["", "Let op"] + [f"  - {warning}" for warning in result.warnings]
    return "\n".join(lines)


def group_report(groups: "dict[tuple[str, ...], Result]") -> str:
    """One line per group."""
    lines = [f"{'Groep':<32}{'Gezien':>10}{'Schatting':>12}   Grenzen"]
    for key, group in groups.items():
        bounds = "" if group.lower is None else f"{number(group.lower)} tot {number(group.upper)}"
        lines.append(
            f"{', '.join(key):<32}{whole(group.observed):>10}{number(group.estimate):>12}   {bounds}"
        )
    return "\n".join(lines)
