"""The words of a route document: stored as English slugs, shown in Dutch."""

from enum import StrEnum

from django.utils.translation import gettext_noop as _


class Level(StrEnum):
    """Whose route it is; a lower level adds to or sharpens the higher ones."""

    NATION = "nation"
    REGION = "region"
    MUNICIPALITY = "municipality"


LEVELS = {
    Level.NATION.value: "Nederland",
    Level.REGION.value: "Regio",
    Level.MUNICIPALITY.value: "Gemeente",
}


class Role(StrEnum):
    RESPONSIBLE = "responsible"
    INFORMED = "informed"


class Task(StrEnum):
    ASSESS = "assess"
    INVESTIGATE = "investigate"
    COORDINATE_CARE = "coordinate_care"
    INSPECT = "inspect"
    GUARD = "guard"
    DECIDE_REGISTRATION = "decide_registration"
    GIVE_FEEDBACK = "give_feedback"
    BE_INFORMED = "be_informed"


FALLBACK_DESK = "fallback_desk"

# How a function is called inside a sentence ("naar de zorgcoördinator"); the public door translates them.
FUNCTIONS = {
    "contact_officer": _("de aandachtsfunctionaris"),
    "ambassador": _("de ambassadeur"),
    "chain_director": _("de ketenregisseur"),
    "care_coordinator": _("de zorgcoördinator"),
    "tmm": _("het politieteam TMM"),
    "nla": _("de Arbeidsinspectie"),
    "kmar": _("de Koninklijke Marechaussee"),
    "registrar": _("de registratie van CoMensha"),
    "safe_home": _("Veilig Thuis"),
    "shelter_manager": _("de opvang"),
    "duty_officer": _("de piketdienst"),
    FALLBACK_DESK: _("het landelijk vangnet"),
}

# Who investigates offences, as in the vocabulary of organisations (a test compares the two).
INVESTIGATING_FUNCTIONS = frozenset({"tmm", "kmar", "nla"})

# Whom acute danger to life may bring to a victim who wants no police: the police,
# as the public page says before sending, and no other investigator.
RESCUING_FUNCTIONS = frozenset({"tmm"})

FORMS = {
    "sexual": "seksuele uitbuiting",
    "labour": "arbeidsuitbuiting",
    "criminal": "criminele uitbuiting",
    "organ_removal": "gedwongen orgaanverwijdering",
    "unknown": "vorm nog onbekend",
}

# How a condition reads on a choice in the picture of a route; lists are named by `condition_words`.
CONDITIONS = {
    ("minor", True): "minderjarig",
    ("minor", False): "meerderjarig",
    ("acute", True): "acuut gevaar",
    ("acute", False): "geen acuut gevaar",
    ("no_police", True): "slachtoffer wil geen politie",
    ("no_police", False): "politie mag meedenken",
    ("serious_disadvantage", True): "ernstige benadeling",
    ("serious_disadvantage", False): "geen ernstige benadeling",
    ("place", "known"): "plaats bekend",
    ("place", "unknown"): "plaats onbekend",
}
LISTED = {"reporter_kind": "melder", "channel": "kanaal", "language": "taal"}

TASKS = {
    Task.ASSESS: "bekijken en duiden",
    Task.INVESTIGATE: "onderzoeken",
    Task.COORDINATE_CARE: "hulp regelen",
    Task.INSPECT: "controleren",
    Task.GUARD: "bewaken dat het signaal verder komt",
    Task.DECIDE_REGISTRATION: "zorgen dat besloten wordt over melden bij CoMensha",
    Task.GIVE_FEEDBACK: "terugkoppelen",
    Task.BE_INFORMED: "weten dat dit er is",
}

ROLES = {Role.RESPONSIBLE: "aan zet", Role.INFORMED: "kijkt mee"}

FOLLOW_UP = frozenset({Task.ASSESS, Task.INVESTIGATE, Task.COORDINATE_CARE, Task.INSPECT})
