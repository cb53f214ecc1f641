"""A closed year in words: its figures, and what changed since an edition."""

from zicht.casework.register import choices
from zicht.casework.register.vocabulary import NotifierKind, Sex
from zicht.chain.signals.vocabulary import ExploitationForm

CHANGES = {
    "late": "meldingen die later binnenkwamen",
    "corrections": "verbeterde meldingen",
    "regroupings": "samenvoegingen of splitsingen",
    "completions": "aangevulde personen",
}
TOTALS = {
    "persons": "Personen",
    "first_time": "waarvan voor het eerst gemeld",
    "repeated": "waarvan eerder ook gemeld",
    "notifications": "Meldingen",
}
DIVISIONS = {
    "by_notifier": "Meldingen naar melder",
    "by_form": "Personen naar vorm",
    "by_sex": "Personen naar geslacht",
    "by_nationality": "Personen naar nationaliteit",
}


def tables(then: dict, now: dict) -> list[tuple[str, list]]:
    """Return the figures of two moments as tables: (title, [(label, then, now, difference)])."""
    totals = [_row(label, then[name], now[name]) for name, label in TOTALS.items()]
    found = [("Totalen", totals)]
    for name, title in DIVISIONS.items():
        labels = _labels(name)
        keys = sorted(then[name].keys() | now[name].keys(), key=lambda key: -now[name].get(key, 0))
        found.append(
            (
                title,
                [_row(labels.get(key, key), then[name].get(key, 0), now[name].get(key, 0)) for key in keys],
            )
        )
    return found


def _row(label: str, then: int, now: int) -> tuple:
    return label, then, now, f"{now - then:+d}" if now != then else "gelijk"


def _labels(name: str) -> dict:
    countries = choices.country_names() | {"unknown": "Niet bekend"}
    choices_of = {"by_notifier": NotifierKind, "by_form": ExploitationForm, "by_sex": Sex}
    return dict(choices_of[name].choices) if name in choices_of else countries
