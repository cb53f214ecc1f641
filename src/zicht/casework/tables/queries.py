"""Reading tables: only what row-level security shows the acting person. Unknown and invisible are the
same: 404.
"""

from datetime import date

from django.contrib.postgres.expressions import ArraySubquery
from django.db import connection
from django.db.models import Exists, Func, IntegerField, OuterRef, Q, Subquery
from django.db.models.functions import JSONObject
from django.http import Http404

from zicht.casework.tables.models import (
    AgendaItem,
    ItemAction,
    ItemDraft,
    ItemText,
    Meeting,
    MeetingItem,
    Presence,
    Table,
    TableSeat,
)
from zicht.casework.tables.rules import Facts
from zicht.casework.tables.vocabulary import MeetingState
from zicht.chain.custody.models import Holding
from zicht.chain.custody.vocabulary import HoldingRole
from zicht.chain.signals.models import SignalContent
from zicht.foundation.access import Actor
from zicht.foundation.accounts.models import Account
from zicht.foundation.acts import clock
from zicht.foundation.database.reading import named_rows
from zicht.foundation.organisations.models import Organisation
from zicht.foundation.vault.models import SubjectKey

WRITABLE = (MeetingState.PLANNED, MeetingState.RUNNING)
WRAPPED = Subquery(SubjectKey.objects.filter(pk=OuterRef("signal_id")).values("wrapped"))
"""The wrapped data key of the row's signal; None where the actor does not see the signal in full."""
DUE_FIRST = ("done_at", "due_on", "at")
OWNER_NAME = Subquery(Organisation.objects.filter(pk=OuterRef("owner_id")).values("name"))


PROJECTOR_TEXTS = """SELECT t.*, o.name AS owner_name, k.wrapped FROM sec.projector_texts(%s) t
    LEFT JOIN organisations_organisation o ON o.id = t.owner_id LEFT
        JOIN vault_subjectkey k ON k.subject_id = t.signal_id"""


def tables():
    """Return the tables one has a seat at."""
    return Table.objects.select_related("organisation", "agreement").order_by("name")


def access_table(table_id) -> Table:
    """Return a table one has a seat at. Raises Http404."""
    return found_or_404(Table.objects.select_related("organisation", "agreement").filter(pk=table_id))


def access_meeting(meeting_id, *, lock: bool = False) -> Meeting:
    """Return a meeting of a table one has a seat at. Raises Http404."""
    rows = Meeting.objects.select_related("table__agreement", "table__organisation")
    return found_or_404((rows.select_for_update(of=("self",)) if lock else rows).filter(pk=meeting_id))


def access_item(item_id, *, lock: bool = False) -> AgendaItem:
    """Return an item one sees: a seat at its table and a grant on its signal. Raises Http404."""
    rows = AgendaItem.objects.select_related("signal__municipality", "table")
    return found_or_404((rows.select_for_update(of=("self",)) if lock else rows).filter(pk=item_id))


def seats(table: Table) -> list[TableSeat]:
    """Return who sits at a table, with the organisations."""
    return list(
        TableSeat.objects.filter(table=table).select_related("organisation").order_by("organisation__name")
    )


def attended(table: Table, meeting: Meeting) -> list[TableSeat]:
    """Return who sits at a table; `there` has the account and name of who joined this meeting for the
    seat. One query."""
    name = Account.objects.filter(pk=OuterRef("account_id")).values("name")
    joined = Presence.objects.filter(meeting=meeting, seat=OuterRef("pk")).order_by("at")
    there = ArraySubquery(joined.values(one=JSONObject(account="account_id", name=Subquery(name))))
    rows = TableSeat.objects.filter(table=table).select_related("organisation")
    return list(rows.annotate(there=there).order_by("organisation__name"))


def agenda(meeting: Meeting):
    """Return the visible items of a meeting in order, with their signals."""
    return MeetingItem.objects.filter(meeting=meeting).select_related(
        "item", "signal__municipality", "signal__custody"
    )


def running_meeting(table_id) -> Meeting | None:
    """Return the meeting of a table that is going on, else the next one that is planned."""
    rows = Meeting.objects.filter(table_id=table_id, state__in=WRITABLE)
    return rows.order_by("-state", "starts_at").first()


def last_meeting_on(table: Table) -> date | None:
    """Return the day of the last confirmed meeting."""
    last = Meeting.objects.filter(table=table, state=MeetingState.CONFIRMED).order_by("-starts_at").first()
    return last.starts_at.astimezone(clock.AMSTERDAM).date() if last else None


def latest_texts(items):
    """Return the newest visible version of each text of these items, with the owner's name and the wrapped
    key."""
    newer = ItemText.objects.filter(
        item=OuterRef("item"), part=OuterRef("part"), number__gt=OuterRef("number")
    ).filter(Q(owner_id=OuterRef("owner_id")) | Q(owner_id__isnull=True, part__in=("assessment", "decision")))
    rows = ItemText.objects.filter(~Exists(newer), item__in=list(items)).order_by("part", "at")
    return rows.annotate(owner_name=OWNER_NAME, wrapped=WRAPPED)


def promises(items):
    """Return the visible promises at these items, what is due first."""
    return ItemAction.objects.filter(item__in=list(items)).select_related("owner").order_by(*DUE_FIRST)


def facts(table: Table, today: date) -> list[tuple[dict, Facts]]:
    """Return each open signal the actor sees with what the agenda rules look at, in one query."""
    last = last_meeting_on(table)
    found = named_rows("SELECT * FROM sec.agenda_facts(%s)", [table.pk])
    return [(row, _facts(row, today, last)) for row in found]


def shared_levels(meeting: Meeting) -> dict:
    """Return by item how much of it everyone who is present may see (0: not even that it is there)."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT * FROM sec.shared_levels(%s)", [meeting.pk])
        return dict(cursor.fetchall())


def projector_texts(meeting: Meeting) -> list[ItemText]:
    """Return the texts that everyone who is present may read, with the owner's name and the wrapped key."""
    return list(ItemText.objects.raw(PROJECTOR_TEXTS, [meeting.pk]))


def beside(item: AgendaItem) -> AgendaItem:
    """Return an item with what stands beside it, in one query.

    `body` and `wrapped`: the sealed story and its key, None without full sight; `holders`, `agreed`
    (actions) and `waiting` (drafts) as dictionaries; `open_victims` as in the function of that name."""
    held = Holding.objects.filter(
        signal_id=OuterRef("signal_id"), ended_at=None, role=HoldingRole.RESPONSIBLE
    ).order_by("due_at")
    doing = ItemAction.objects.filter(item=OuterRef("pk")).order_by(*DUE_FIRST)
    drafts = ItemDraft.objects.filter(item=OuterRef("pk")).order_by("made_at")
    return AgendaItem.objects.annotate(
        body=Subquery(SignalContent.objects.filter(pk=OuterRef("signal_id")).values("body")),
        wrapped=WRAPPED,
        holders=ArraySubquery(
            held.values(one=JSONObject(organisation="organisation__name", function="function"))
        ),
        open_victims=Func("signal_id", function="sec.open_victims", output_field=IntegerField()),
        agreed=ArraySubquery(
            doing.values(
                one=JSONObject(
                    id="id",
                    text="text",
                    owner="owner__name",
                    owner_id="owner_id",
                    due_on="due_on",
                    done_at="done_at",
                )
            )
        ),
        waiting=ArraySubquery(
            drafts.values(
                one=JSONObject(
                    kind="kind",
                    phrase="phrase",
                    to="to_organisation__name",
                    state="state",
                    refusal="refusal",
                )
            )
        ),
    ).get(pk=item.pk)


def stories(signal_ids):
    """Return the sealed stories of signals that are seen in full, with the wrapped key, in one query."""
    return SignalContent.objects.filter(pk__in=list(signal_ids)).annotate(wrapped=WRAPPED)


def open_victims(signal_id) -> int:
    """Return for how many presumed victims of a signal it is not said who reports, or why not (yet) and
    until when."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT sec.open_victims(%s)", [signal_id])
        return cursor.fetchone()[0]


def chairs(table: Table, actor: Actor) -> bool:
    """Return whether the actor chairs this table."""
    return table.organisation_id == actor.organisation_id and "chain_director" in actor.functions


def _facts(row: dict, today: date, last: date | None) -> Facts:
    return Facts(
        today=today,
        last_meeting=last,
        received_on=row["received_on"],
        last_step_on=_day(row["last_step_at"]) or row["received_on"],
        acute=row["acute"],
        undecided=row["undecided"],
        returned_on=_day(row["returned_at"]),
        action_due_on=row["action_due_on"],
        look_on=row["look_on"],
        linked=row["linked"],
        at_table=row["item_id"] is not None,
        promised_on=row["promised_on"],
        promised_by=row["promised_by"] or "",
        reminded_on=row["reminded_on"],
    )


def _day(moment) -> date | None:
    return moment.astimezone(clock.AMSTERDAM).date() if moment else None


def found_or_404(rows):
    """Return the first row, locked or not as asked. Raises Http404 without one."""
    found = rows.first()
    if found is None:
        raise Http404
    return found
