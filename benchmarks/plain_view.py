"""One view that stores a signal with all its rows by ORM creates in one transaction."""

import uuid

from django.db import connection, transaction
from django.http import HttpResponse
from django.urls import path
from django.utils import timezone
from django.views.decorators.csrf import csrf_exempt

from zicht.chain.custody.models import Custody, Holding, RouteEvaluation
from zicht.chain.feedback.models import Feedback, Mailbox
from zicht.chain.grants.models import Grant
from zicht.chain.signals.models import Signal, SignalContent
from zicht.foundation.access.actor import PUBLIC
from zicht.foundation.access.transaction import tell
from zicht.foundation.audit import services as audit
from zicht.foundation.audit.vocabulary import Action
from zicht.foundation.organisations.models import Organisation
from zicht.foundation.vault.models import SubjectKey

HOLDINGS = 4
SEALED = bytes(220)
EVALUATION = {"steps": [], "because": ["x" * 200] * 8, "facts": {}, "recipients": {}, "versions": []}


@csrf_exempt
def store(request):
    now, today = timezone.now(), timezone.localdate()
    organisations = _organisations()
    with transaction.atomic():
        tell(connection, PUBLIC)
        signal = Signal.objects.create(
            reference=uuid.uuid4().hex[:12],
            submission_digest=uuid.uuid4().bytes * 2,
            channel="public",
            received_on=today,
            form="sexual",
            municipality_id="GM0228",
            reporter_kind="citizen",
        )
        SubjectKey.objects.create(subject_id=signal.id, wrapped=SEALED[:61])
        SignalContent.objects.create(signal=signal, body=SEALED)
        Custody.objects.create(signal=signal)
        RouteEvaluation.objects.create(signal=signal, document=EVALUATION)
        for number in range(HOLDINGS):
            Holding.objects.create(
                signal=signal,
                organisation_id=organisations[number],
                function="contact_officer",
                role="informed" if number else "responsible",
                task="assess",
                because="x" * 150,
                started_at=now,
                due_at=now,
            )
            Grant.objects.create(
                subject_kind="signal",
                subject_id=signal.id,
                organisation_id=organisations[number],
                function="contact_officer",
                level=3,
                basis="route",
                purpose="signal_handling",
                because="x" * 150,
                granted_on=today,
            )
        Feedback.objects.create(
            signal=signal, recipient="reporter", stage="received", role="contact_officer", given_on=today
        )
        Mailbox.objects.create(lookup=uuid.uuid4().bytes * 2, signal=signal)
        audit.record(PUBLIC, Action.SIGNAL_SUBMITTED, "signal", signal.id)
        with connection.cursor() as cursor:
            cursor.execute(
                "SELECT sec.enqueue('signals.index', %s::jsonb, NULL)", [f'{{"signal_id": "{signal.id}"}}']
            )
    return HttpResponse(signal.reference)


def _organisations() -> list:
    if not hasattr(_organisations, "found"):
        _organisations.found = list(Organisation.objects.values_list("id", flat=True)[:HOLDINGS])
    return _organisations.found


urlpatterns = [path("store/", store)]
