"""The answers of consent; why glass was broken and what the review found."""

from django.db.models import TextChoices


class ConsentAnswer(TextChoices):
    ASKED = "asked", "Gevraagd, nog geen antwoord"
    GIVEN = "given", "Toestemming gegeven"
    REFUSED = "refused", "Geweigerd"
    WITHDRAWN = "withdrawn", "Ingetrokken"


class Manner(TextChoices):
    WORD = "word", "Mondeling"
    SIGNATURE = "signature", "Met een handtekening"


class Danger(TextChoices):
    LIFE = "life", "Iemands leven is in gevaar"
    VIOLENCE = "violence", "Er is of komt nu geweld"
    MISSING = "missing", "Iemand is vermist of wordt verplaatst"
    CHILD = "child", "Een kind is direct in gevaar"


class Finding(TextChoices):
    JUSTIFIED = "justified", "Terecht"
    NOT_JUSTIFIED = "not_justified", "Niet terecht"
