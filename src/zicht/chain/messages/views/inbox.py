"""The inbox and the own signals of a colleague."""

from django.contrib import messages as notices
from django.core.paginator import Paginator
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST

from zicht.chain.feedback.models import Feedback
from zicht.chain.feedback.vocabulary import Recipient
from zicht.chain.messages import measuring, queries, services, words
from zicht.chain.signals.models import Signal
from zicht.foundation.access import Permission, access
from zicht.foundation.audit import services as audit
from zicht.foundation.audit.vocabulary import Action

PAGE = 20
ALL_READ = "Alles staat nu op gelezen."


@access(Permission.WORK_OWN)
def messages(request):
    """What happened with signals one gave or had before, unread first."""
    page = Paginator(queries.messages_to(request.actor), PAGE).get_page(request.GET.get("page"))
    rows = _shown(list(page.object_list), request.actor)
    audit.record(request.actor, Action.FEEDBACK_READ, "feedback", "", count=len(rows), list="inbox")
    return render(
        request,
        "messages/inbox.html",
        {
            "page": page,
            "rows": rows,
            "unread": any(row["message"].unread for row in rows),
            "sees_fares": request.actor.may(Permission.CHAIN_OVERVIEW),
            "elsewhere": queries.elsewhere_count(request.actor) if request.actor.other_organisations else 0,
        },
    )


@access(Permission.WORK_OWN)
@require_POST
def read(request, feedback_id=None):
    """Mark one message as read, or all of them."""
    services.mark_read(feedback_id and [feedback_id], actor=request.actor)
    if feedback_id is None:
        notices.success(request, ALL_READ)
    return redirect("messages:inbox")


@access(Permission.SIGNAL_REPORT)
def own(request):
    """The signals one gave, with in plain words what became of them."""
    page = Paginator(queries.own_signals(request.actor), PAGE).get_page(request.GET.get("page"))
    signals = list(page.object_list)
    told = Feedback.objects.filter(
        signal__in=signals, account_id=request.actor.person_id, recipient=Recipient.REPORTER
    ).order_by("given_on", "number")
    texts: dict = {}
    for row in _shown(list(told), request.actor):
        texts.setdefault(row["message"].signal_id, []).append(row)
    audit.record(request.actor, Action.SIGNALS_LISTED, "signal", "", count=len(signals), list="own")
    rows = [
        {
            "signal": signal,
            "stand": words.stand(signal.custody.state, signal.last),
            "told": texts.get(signal.pk, []),
        }
        for signal in signals
    ]
    return render(request, "messages/own.html", {"page": page, "rows": rows})


@access(Permission.CHAIN_OVERVIEW)
def fares(request):
    """How reporters fare with each organisation in sight."""
    rows = measuring.by_organisation()
    audit.record(request.actor, Action.OVERVIEW_READ, "feedback", "", count=len(rows))
    return render(request, "messages/fares.html", {"rows": rows, "waiting": sum(row.waiting for row in rows)})


def _shown(rows: list[Feedback], actor) -> list[dict]:
    """Each message with its default text, its own words and, where the actor may see it, its signal."""
    own_words = queries.own_words(rows)
    signals = Signal.objects.filter(pk__in={row.signal_id for row in rows}).only(
        "pk", "reference", "reporter_id"
    )
    seen = {signal.pk: signal for signal in signals}
    return [
        {
            "message": row,
            "title": words.title(row),
            "text": words.words(row),
            "words": own_words.get(row.pk, ""),
            "signal": seen.get(row.signal_id),
            "opens": actor.may(Permission.SIGNAL_READ) and row.signal_id in seen,
        }
        for row in rows
    ]
