"""The moments at which someone hears something, and who."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class Stage(TextChoices):
    RECEIVED = "received", _("Ontvangen")
    TAKEN_UP = "taken_up", _("Opgepakt")
    PASSED_ON = "passed_on", _("Doorgegeven")
    MESSAGE = "message", _("Bericht")
    DONE = "done", _("Gedaan")
    NOT_DONE = "not_done", _("Niet verder")
    REOPENED = "reopened", _("Opnieuw bekeken")


class Phrase(TextChoices):
    """Standard sentences in plain language, written in the language of who reads them (`words`)."""

    STILL_BUSY = "still_busy", _("We zijn er nog mee bezig")
    KNOW_MORE = "know_more", _("Weet u nog meer?")
    AGAIN = "again", _("Schrijf het als u het weer ziet")
    HELP_FOR_YOU = "help_for_you", _("Hulp voor de melder zelf")
    TABLE = "table", _("Besproken met andere organisaties")


class Recipient(TextChoices):
    REPORTER = "reporter", _("Melder")
    EARLIER_LINK = "earlier_link", _("Eerdere schakel")
    HANDLER = "handler", _("Behandelaar")
