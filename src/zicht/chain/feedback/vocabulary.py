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


class Recipient(TextChoices):
    REPORTER = "reporter", _("Melder")
    EARLIER_LINK = "earlier_link", _("Eerdere schakel")
    HANDLER = "handler", _("Behandelaar")
