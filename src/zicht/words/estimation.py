"""What an estimate means: the sentence for a council member, what to know before using it, and why there is
none.
"""

from collections.abc import Mapping
from typing import TYPE_CHECKING

from .saying import Language, Words, number, said, whole

if TYPE_CHECKING:
    from zicht.methods.estimation import Result

METHODS: Words = {
    "independence": ("onafhankelijke lijsten", "independent lists"),
    "stepwise": ("stap voor stap", "step by step"),
    "bic": ("alle modellen, BIC", "all models, BIC"),
    "aic": ("alle modellen, AIC", "all models, AIC"),
    "bma": ("gemiddelde over modellen", "average over models"),
    "latent": ("verborgen groepen", "hidden groups"),
    "chao_lower_bound": ("ondergrens (Chao)", "lower bound (Chao)"),
    "separate_groups": ("groepen apart, opgeteld", "separate groups, added up"),
}
REFUSED: Words = {
    "aic_unsound": (
        "geen schatting: AIC kiest het model met {model:model}, maar {reason:reason}; gebruik stepwise of"
        " bic, of voeg lijsten samen",
        "no estimate: AIC chooses the model with {model:model}, but {reason:reason}; use stepwise or bic, or"
        " merge lists",
    ),
    "no_estimate": (
        "geen schatting: {reason:reason} ({observed:whole} gevallen, {lists} lijsten); voeg lijsten samen of"
        " verzamel meer",
        "no estimate: {reason:reason} ({observed:whole} cases, {lists} lists); merge lists or collect more",
    ),
    "groups_overlap_little": (
        "geen schatting: ten minste één groep heeft te weinig overlap tussen de lijsten; voeg groepen samen",
        "no estimate: in at least one group the lists overlap too little; merge groups",
    ),
    "does_not_settle": (
        "geen schatting: de berekening komt niet tot rust; voeg groepen samen",
        "no estimate: the calculation does not settle; merge groups",
    ),
    "no_table_with_estimate": (
        "bij geen van de {tables} getrokken tabellen bestond een schatting",
        "none of the {tables} drawn tables had an estimate",
    ),
    "bma_too_many_lists": (
        "bma rekent met ten hoogste {most} lijsten; voeg lijsten samen (nu {lists})",
        "bma works with at most {most} lists; merge lists (now {lists})",
    ),
}
CAUTIONS: Words = {
    "empty_lists": (
        "Op {lists:lists} staat niemand; we hebben daar niet mee gerekend.",
        "Nobody is on {lists:lists}; we have not used that.",
    ),
    "little_overlap": (
        "De lijsten overlappen weinig: {shared:whole} van {observed:whole} mensen staan op meer dan één"
        " lijst. Het interval is daardoor breed.",
        "The lists overlap little: {shared:whole} of {observed:whole} people are on more than one list. That"
        " makes the interval wide.",
    ),
    "never_together": (
        "Niemand staat op beide lijsten van: {pairs:names}. Een model met zo'n paar rekent met kans nul"
        " daarop.",
        "Nobody is on both lists of: {pairs:names}. A model with such a pair takes the chance of that"
        " as nil.",
    ),
    "wide_interval": (
        "Het interval is breed: de bovengrens is {ratio:once} keer de ondergrens.",
        "The interval is wide: the upper bound is {ratio:once} times the lower one.",
    ),
    "methods_differ": (
        "De methoden verschillen een factor {ratio:once} ({low:number} tot {high:number}). Ze maken elk een"
        " andere aanname over hoe de lijsten samenhangen, en de gegevens kunnen niet zeggen welke klopt.",
        "The methods differ by a factor of {ratio:once} ({low:number} to {high:number}). Each makes another"
        " assumption about how the lists depend on each other, and the data cannot tell which holds.",
    ),
    "unstable": (
        "De uitkomst springt: met een ander verband tussen de lijsten, dat bijna even goed past, wordt ze"
        " veel hoger of lager. Noem het BCa-interval dan niet: in proefpopulaties waar dit zo was, lag het"
        " ware aantal er veel vaker buiten dan 5 keer op de 100. Gebruik --interval percentile en noem de"
        " spreiding over de methoden.",
        "The outcome jumps: with another dependence between the lists, which fits nearly as well, it is much"
        " higher or lower. Do not give the BCa interval then: in test populations where this was so, the true"
        " number lay outside it far more often than 5 times in 100. Use --interval percentile and give the"
        " spread over the methods.",
    ),
    "under_lower_bound": (
        "De schatting ligt onder de ondergrens van Chao ({bound:number}), die geldt als mensen sterk"
        " verschillen in hoe zichtbaar ze zijn. Is dat hier zo, dan zijn schatting en grenzen veel te laag:"
        " in een proefpopulatie met een verborgen groep werd de helft gevonden. De gegevens kunnen niet"
        " zeggen of het zo is.",
        "The estimate lies under Chao's lower bound ({bound:number}), which holds when people differ much in"
        " how visible they are. If that is so here, the estimate and its bounds are far too low: in a test"
        " population with a hidden group half was found. The data cannot tell whether it is so.",
    ),
    "many_times": (
        "De schatting is meer dan {times} keer het aantal dat gezien is: lees haar als 'veel meer', niet als"
        " een getal.",
        "The estimate is more than {times} times the number that was seen: read it as 'many more', not as a"
        " number.",
    ),
    "interactions_passed_over": (
        "{count} keer is een verband overgeslagen omdat er geen schatting mee bestaat.",
        "{count} times an interaction was passed over because no estimate exists with it.",
    ),
    "models_passed_over": (
        "{count:whole} modellen zijn overgeslagen omdat hun schatting niet bestaat of niet vastligt.",
        "{count:whole} models were passed over because their estimate does not exist or is not determined.",
    ),
    "resamples_without": (
        "Bij {count:whole} van {boot:whole} herhalingen bestond geen schatting; die tellen als oneindig"
        " groot.",
        "In {count:whole} of {boot:whole} resamples there was no estimate; these count as infinite.",
    ),
    "no_upper_bound": ("Er is geen bovengrens te bepalen.", "No upper bound can be determined."),
    "given_model": (
        "De grenzen gaan uit van het gekozen model. De onzekerheid over die keuze zit er niet in: het echte"
        " interval is breder.",
        "The bounds take the chosen model as given. Doubt about that choice is not in them: the real interval"
        " is wider.",
    ),
    "credible_region": (
        "Bij deze methode zijn de grenzen geen bootstrap: het is het gebied waar het model zelf, vooraf"
        " zonder voorkeur, de meeste kans aan geeft.",
        "With this method the bounds are no bootstrap: they are where the model itself, without preference"
        " beforehand, puts most of the chance.",
    ),
    "percentile_beside": (
        "Na het kiezen van een model is het BCa-interval vaak te smal of verschoven. Het percentielinterval"
        " uit dezelfde herhalingen loopt van {lower:number} tot {upper:bound}: noem dat ernaast.",
        "After a choice of model the BCa interval is often too narrow or off to one side. The percentile"
        " interval of the same resamples runs from {lower:number} to {upper:bound}: give that beside it.",
    ),
    "posterior_average": (
        "Gemiddelde over alle samenhangen die deze methode kent; `model` is de waarschijnlijkste, met"
        " {weight:percent} procent van het gewicht.",
        "Average over all dependences that this method knows; `model` is the likeliest, with {weight:percent}"
        " per cent of the weight.",
    ),
    "chains_disagree": (
        "De berekening vindt niet één antwoord: herhalingen blijven bij verschillende uitkomsten hangen"
        " (R-hat {r_hat:once}). Gebruik deze uitkomst alleen om te zien hoe gevoelig de schatting is.",
        "The calculation does not find one answer: repetitions stay at different outcomes (R-hat"
        " {r_hat:once}). Use this outcome only to see how sensitive the estimate is.",
    ),
}
WORDS: Words = {**REFUSED, **CAUTIONS}

SEEN = (
    "{observed:whole} mensen staan op ten minste één lijst; we schatten dat het er in werkelijkheid ongeveer"
    " {estimate:number} zijn",
    "{observed:whole} people are on at least one list; we estimate that there are really about"
    " {estimate:number}",
)
BETWEEN = (
    ", waarschijnlijk tussen {lower:number} en {upper:number}",
    ", probably between {lower:number} and {upper:number}",
)
NO_UPPER = (
    ", waarschijnlijk tussen {lower:number} en een bovengrens die niet te bepalen is",
    ", probably between {lower:number} and an upper bound that cannot be determined",
)
SHARE = (
    ". Van elke 100 mensen zijn er dan ongeveer {seen} gezien. ",
    ". Of every 100 people about {seen} have then been seen. ",
)
APART = (
    "Andere rekenwijzen komen uit tussen {low:number} en {high:number}: noem altijd ook die spreiding.",
    "Other methods give between {low:number} and {high:number}: always give that spread too.",
)
ALIKE = (
    "Andere rekenwijzen komen op vrijwel hetzelfde uit.",
    "Other methods give nearly the same.",
)
LABELS = {
    "nl": ("Methode", "Verbanden", "Gezien", "Schatting", "Grenzen"),
    "en": ("Method", "Model", "Seen", "Estimate", "Bounds"),
}
BOUNDS = ("{lower:number} tot {upper:number}", "{lower:number} to {upper:number}")
NO_INTERACTIONS = ("geen", "none")
OTHERS = ("Andere rekenwijzen", "Other methods")
NO_ESTIMATE = ("geen schatting", "no estimate")
BEWARE = ("Let op", "Note")
GROUP = ("Groep", "Group")


def sentence(result: "Result", language: Language = "nl") -> str:
    """What a council member needs to know, in three short sentences."""
    told = said(SEEN, vars(result), language)
    if result.lower is not None:
        told += said(NO_UPPER if result.upper is None else BETWEEN, vars(result), language)
    told += said(SHARE, {"seen": round(100 * result.observed / result.estimate)}, language)
    low, high = result.range()
    return told + said(APART if high >= 1.05 * low else ALIKE, {"low": low, "high": high}, language)


def report(result: "Result", warnings: list[str], language: Language = "nl") -> str:
    """The readable answer of the command; `warnings` in words."""
    lines = [sentence(result, language), "", *_facts(result, language)]
    lines += ["", said(OTHERS, {}, language)]
    lines += [
        f"  {method(name, language):<26}{_value(value, language):>16}"
        for name, value in result.spread.items()
    ]
    if warnings:
        lines += ["", said(BEWARE, {}, language)] + [f"  - {warning}" for warning in warnings]
    return "\n".join(lines)


def _facts(result: "Result", language: Language) -> list[str]:
    settings = result.settings
    told = [
        f"{method(settings.method, language)} ({settings.method})",
        ", ".join(result.model) or said(NO_INTERACTIONS, {}, language),
        whole(result.observed, language),
        number(result.estimate, language),
    ]
    if settings.interval != "none":
        told.append(f"{said(BOUNDS, vars(result), language)} ({settings.level:.0%}, {settings.interval})")
    return [f"{label:<13}{fact}" for label, fact in zip(LABELS[language], told, strict=False)]


def _value(value: float | None, language: Language) -> str:
    return number(value, language) if value else said(NO_ESTIMATE, {}, language)


def method(code: str, language: Language = "nl") -> str:
    """The name of a method."""
    return said(METHODS[code], {}, language)


def group_report(groups: "Mapping[tuple[str, ...], Result]", language: Language = "nl") -> str:
    """One line per group."""
    _, _, seen, estimate, bounds = LABELS[language]
    lines = [f"{said(GROUP, {}, language):<32}{seen:>10}{estimate:>12}   {bounds}"]
    for key, group in groups.items():
        told = "" if group.lower is None else said(BOUNDS, vars(group), language)
        sizes = f"{whole(group.observed, language):>10}{number(group.estimate, language):>12}"
        lines.append(f"{', '.join(key):<32}{sizes}   {told}")
    return "\n".join(lines)
