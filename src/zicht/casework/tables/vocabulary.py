"""The words of the table."""

from django.db.models import TextChoices


class TableKind(TextChoices):
    DRIELUIK = "drieluik", "Drieluik"
    LOCAL = "local", "Lokale casustafel"
    RIEC = "riec", "RIEC-tafel"
    CROSS_REGION = "cross_region", "Regio-overstijgende tafel"


class MeetingState(TextChoices):
    PLANNED = "planned", "Gepland"
    RUNNING = "running", "Bezig"
    CONFIRMED = "confirmed", "Vastgesteld"


class ItemState(TextChoices):
    OPEN = "open", "Loopt"
    PARKED = "parked", "Geparkeerd"
    CLOSED = "closed", "Afgesloten"


class Part(TextChoices):
    CONTRIBUTION = "contribution", "Inbreng"
    ASSESSMENT = "assessment", "Beoordeling"
    DECISION = "decision", "Besluit"


class LeadApproach(TextChoices):
    CARE = "care", "Zorg"
    CRIMINAL = "criminal", "Strafrecht"
    ADMINISTRATIVE = "administrative", "Bestuursrecht"
    LABOUR = "labour", "Arbeidsrecht"


class LeadReason(TextChoices):
    VICTIM_FIRST = "victim_first", "Hulp aan het slachtoffer gaat voor"
    EVIDENCE = "evidence", "Er is genoeg voor een onderzoek"
    PERMIT = "permit", "De gemeente gaat over het pand of de vergunning"
    EMPLOYMENT = "employment", "Het gaat om loon, uren of werkomstandigheden"
    STOPS_SOONEST = "stops_soonest", "Dit stopt de uitbuiting het snelst"


class DraftKind(TextChoices):
    FEEDBACK = "feedback", "Bericht aan de melder"
    HANDOVER = "handover", "Overdracht"


class DraftState(TextChoices):
    WAITING = "waiting", "Klaar om vast te stellen"
    DONE = "done", "Gedaan"
    REFUSED = "refused", "Niet gelukt"
