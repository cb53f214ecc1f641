"""A prepared test database, the actors of the demonstration chain, and signals made through the real use
cases.
"""

import contextlib
import uuid
from pathlib import Path

import psycopg

from zicht.foundation.database import connections as reaching
from zicht.foundation.database import home, launcher, prepared, roles

DATABASE = "zicht_test"
KEPT = (
    "organisations_",
    "accounts_",
    "routes_",
    "django_",
    "account_",
    "mfa_",
    "auth_",
    "procrastinate_periodic",
)
ALSO_KEPT = ("register_notificationcriterion", "retention_retentionterm")


@contextlib.contextmanager
def prepared_database():
    """Start a cluster with the roles and tables, load the base data; stop the cluster at the end."""
    from django.db import connections

    from zicht.foundation.access import install

    try:
        make_tables(home.home(), DATABASE, durable=False)
        install.install()
        load_base()
        yield
    finally:
        connections.close_all()
        launcher.stop()


def make_tables(folder: Path, database: str, *, durable: bool) -> None:
    """Let a cluster run in `folder` with the roles and the tables: a copy of the prepared one where there is
    none yet."""
    from zicht.foundation.database import migrating

    is_copy = prepared.adopt(folder)
    address = launcher.ensure_running(folder, durable=durable)
    if is_copy and database != reaching.DATABASE:
        with psycopg.connect(address.dsn(), autocommit=True) as connection:
            connection.execute(f"ALTER DATABASE {reaching.DATABASE} RENAME TO {database}")
    if not is_copy:
        roles.bootstrap(address.dsn(), database)
        migrating.migrate()


def load_base() -> None:
    """Load places and people; the national route came with the migrations."""
    from zicht.demo.people_in_place import load_places_and_people
    from zicht.foundation.access import as_worker
    from zicht.foundation.acts import clock

    with as_worker():
        load_places_and_people(clock.today())


def clear() -> None:
    """Empty every table that a test may have filled, as the owner, and forget the log's head and the
    weights that are no more."""
    from django.db import connections

    from zicht.casework.register.linkage import weights

    weights.forget()

    for head in (home.home() / "audit").glob("head*.json"):
        head.unlink()
    with connections["migrate"].cursor() as cursor:
        filled = [name for name in _filled(cursor) if _is_cleared(name)]
        if filled:
            cursor.execute(f"TRUNCATE {', '.join(filled)} RESTART IDENTITY CASCADE")


def _filled(cursor) -> list[str]:
    """The tables with anything on disk. By size, because row-level security hides the rows from their owner
    too; TRUNCATE brings a table back to nothing."""
    cursor.execute(
        "SELECT relname FROM pg_class WHERE relkind = 'r' AND relnamespace = 'public'::regnamespace"
        " AND pg_relation_size(oid) > 0 ORDER BY 1"
    )
    return [name for (name,) in cursor.fetchall()]


def _is_cleared(table: str) -> bool:
    return table in ("django_session", "accounts_tries") or (
        not table.startswith(KEPT) and table not in ALSO_KEPT
    )


class Country:
    """Short words for tests: who acts, and which signals there are."""

    def actor(self, function: str, organisation: str = ""):
        """Return the actor with `function`, in the organisation with this slug or in the showcase
        organisation."""
        from zicht.foundation.organisations.models import FunctionAssignment

        found = FunctionAssignment.objects.filter(function=function).select_related("account", "organisation")
        if organisation:
            found = found.filter(organisation__slug=organisation)
        assignment = found.order_by("-account__showcase", "deputy", "id").first()
        assert assignment is not None, f"nobody is {function} at {organisation or 'any organisation'}"
        return self._as_actor(assignment)

    def organisation(self, slug: str):
        """Return the organisation with this slug."""
        from zicht.foundation.organisations.models import Organisation

        return Organisation.objects.get(slug=slug)

    def report(self, **facts):
        """Return a report of the public door in Ede, with `facts` changed."""
        from zicht.chain.intake.services import Report

        story = facts.pop(
            "story", {"what": "Een jonge vrouw werkt elke nacht in een hotel en mag niet naar buiten."}
        )
        defaults = {
            "submission_key": uuid.uuid4().hex,
            "channel": "public",
            "municipality": "GM0228",
            "form": "sexual",
        }
        return Report(**{**defaults, "story": story, **facts})

    def signal(self, **facts):
        """Submit a public report and return what was stored."""
        from zicht.chain.intake import services

        return services.submit_publicly(self.report(**facts))

    def visible_signals(self, actor) -> set:
        """Return the ids of every signal the actor sees."""
        from zicht.chain.signals.models import Signal
        from zicht.foundation.access import acting

        with acting(actor):
            return set(Signal.objects.values_list("id", flat=True))

    def responsible(self, signal_id) -> set:
        """Return (organisation slug, function) of every running responsible holding of a signal, as the
        worker sees it."""
        from zicht.chain.custody import queries
        from zicht.foundation.access import as_worker

        with as_worker():
            held = queries.running(signal_id).filter(role="responsible")
            return set(held.values_list("organisation__slug", "function"))

    def at_once(self, *acts) -> list:
        """Run acts at the same moment, each on its own connection; return each one's exception, or None."""
        import threading

        from django.db import connections

        start, outcomes = threading.Barrier(len(acts)), [None] * len(acts)

        def run(place, act):
            start.wait()
            try:
                act()
            except Exception as error:
                outcomes[place] = error
            finally:
                connections.close_all()

        threads = [threading.Thread(target=run, args=pair) for pair in enumerate(acts)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        return outcomes

    def _as_actor(self, assignment):
        from zicht.foundation.access import Actor
        from zicht.foundation.organisations.models import FunctionAssignment

        functions = FunctionAssignment.objects.filter(
            account=assignment.account, organisation=assignment.organisation
        ).values_list("function", flat=True)
        return Actor(
            organisation_id=assignment.organisation_id,
            person_id=assignment.account_id,
            functions=tuple(sorted(functions)),
            name=assignment.account.name,
            organisation_name=assignment.organisation.name,
        )


class SignedInClient:
    """A Django test client that can sign in as an actor."""

    def __init__(self):
        from django.test import Client

        self.client = Client()

    def login(self, actor):
        """Sign in with second factor, acting for the actor's organisation; returns the Django client."""
        from zicht.foundation.accounts import sessions
        from zicht.foundation.accounts.models import Account

        self.client.force_login(Account.objects.get(pk=actor.person_id))
        session = self.client.session
        session[sessions.AUTHENTICATION_METHODS_SESSION_KEY] = [{"method": "mfa"}]
        session[sessions.ORGANISATION_KEY] = str(actor.organisation_id)
        session.save()
        return self.client
