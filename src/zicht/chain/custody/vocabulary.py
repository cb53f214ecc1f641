"""The words of custody: roles, reasons and opinions."""

from django.db.models import TextChoices


class CustodyState(TextChoices):
    OPEN = "open", "Open"
    CLOSED = "closed", "Afgesloten"


class HoldingRole(TextChoices):
    RESPONSIBLE = "responsible", "Aan zet"
    INFORMED = "informed", "Kijkt mee"


class Task(TextChoices):
    ASSESS = "assess", "Bekijken en duiden"
    INVESTIGATE = "investigate", "Onderzoeken"
    COORDINATE_CARE = "coordinate_care", "Hulp regelen"
    INSPECT = "inspect", "Controleren"
    GUARD = "guard", "Bewaken dat het signaal verder komt"
    DECIDE_REGISTRATION = "decide_registration", "Besluiten over melden bij CoMensha"
    GIVE_FEEDBACK = "give_feedback", "Terugkoppelen"
    BE_INFORMED = "be_informed", "Weten dat dit er is"


class HoldingEnd(TextChoices):
    HANDED_OVER = "handed_over", "Overgedragen"
    CLOSED = "closed", "Afgesloten"
    ESCALATED = "escalated", "Doorgezet naar het volgende niveau"


class HandoverAnswer(TextChoices):
    ACCEPTED = "accepted", "Aangenomen"
    RETURNED = "returned", "Teruggegeven"
    WITHDRAWN = "withdrawn", "Ingetrokken"


class ReturnReason(TextChoices):
    NOT_OUR_TASK = "not_our_task", "Dit is niet onze taak"
    OTHER_PLACE = "other_place", "Dit hoort bij een andere plaats"
    NO_BASIS = "no_basis", "Wij mogen dit niet behandelen"
    ALREADY_AT_WORK = "already_at_work", "Hier wordt al aan gewerkt"
    NO_CAPACITY = "no_capacity", "Op dit moment lukt het ons niet"


class Opinion(TextChoices):
    LIKELY = "likely", "Waarschijnlijk mensenhandel"
    POSSIBLE = "possible", "Mogelijk mensenhandel"
    SERIOUS_DISADVANTAGE = "serious_disadvantage", "Ernstige benadeling"
    UNCLEAR = "unclear", "Nog niet te zeggen"
    OTHER_CONCERN = "other_concern", "Andere zorg dan mensenhandel"
    NOT_TRAFFICKING = "not_trafficking", "Geen mensenhandel"


class OpinionReason(TextChoices):
    INDICATORS = "indicators", "De kenmerken wijzen hierop"
    CONVERSATION = "conversation", "Gesprek met de betrokkene"
    OWN_OBSERVATION = "own_observation", "Zelf gezien"
    KNOWN_PATTERN = "known_pattern", "Past bij eerdere signalen"
    INNOCENT_EXPLANATION = "innocent_explanation", "Er is een onschuldige verklaring"
    TOO_LITTLE_KNOWN = "too_little_known", "Er is nog te weinig bekend"
