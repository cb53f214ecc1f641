"""The case tables, who should see each of their rows, and a fingerprint of everything in them."""

from django.apps import apps
from django.db import ProgrammingError, connections

from tests.isolation.cast import EDE
from tests.isolation.oracle import CORE, FULL, Oracle
from zicht.foundation.access import acting, as_worker
from zicht.foundation.vault.declared import Seen, case_tables, declared, held


def models():
    """Return the model of each case table."""
    tables = set(case_tables())
    return [model for model in apps.get_models() if model._meta.db_table in tables]


def all_rows(model) -> list:
    """Return every row, as jobs see them."""
    with as_worker():
        return list(model.objects.all())


def visible(model, actor) -> set:
    """Return the keys of the rows this person sees; none where signed-in people may not look at all."""
    try:
        with acting(actor):
            return set(model.objects.values_list("pk", flat=True))
    except ProgrammingError as refusal:
        if "permission denied" not in str(refusal):
            raise
        return set()


def fingerprint() -> dict[str, str]:
    """Return for each case table a digest of all its rows, as the role that makes copies sees them."""
    found = {}
    with connections["worker"].cursor() as cursor, as_worker():
        for table in case_tables():
            cursor.execute(
                f"SELECT count(*) || md5(string_agg(t::text, '|' ORDER BY t::text)) FROM {table} t"
            )
            found[table] = cursor.fetchone()[0]
    return found


def _signal(row) -> object:
    return getattr(row, "signal_id", None) or row.pk


def _sees_signal(level: int):
    return lambda who, row: who.level(who.world.state_of(_signal(row))) >= level


def _sees_person(who: Oracle, row) -> bool:
    return who.person(who.world.state_of_person(getattr(row, "victim_id", None) or row.pk))


def _own(who: Oracle, row) -> bool:
    return row.organisation_id == who.actor.organisation_id


def _personal(who: Oracle, row) -> bool:
    return row.account_id == who.actor.person_id


def _any(*rules):
    return lambda who, row: any(rule(who, row) for rule in rules)


def _both(*rules):
    return lambda who, row: all(rule(who, row) for rule in rules)


def _grant_is_mine(who: Oracle, row) -> bool:
    mine = (row.function in (None, *who.actor.functions)) and row.account_id in (None, who.actor.person_id)
    return _own(who, row) and mine


def _key(who: Oracle, row) -> bool:
    person = who.world.state_of_person(row.pk)
    return who.person(person) if person else who.level(who.world.state_of(row.pk)) >= FULL


def _subject_seen(level: int):
    def seen(who: Oracle, row) -> bool:
        person = who.world.state_of_person(row.subject_id)
        return who.person(person) if person else who.level(who.world.state_of(row.subject_id)) >= level

    return seen


def _officer_of_who_opened(who: Oracle, row) -> bool:
    own = who.actor.organisation_id in (row.organisation_id, row.by_organisation_id)
    return own and "data_protection_officer" in who.actor.functions


def _officer(who: Oracle, row) -> bool:
    return _own(who, row) and "data_protection_officer" in who.actor.functions


def _officer_who_was_met(who: Oracle, row) -> bool:
    """The one person who asked too much also asked a question that met Ede."""
    return any(_officer(who, request) for request in who.world.requests)


def _national_officer(who: Oracle, row) -> bool:
    return who.among({("comensha", "data_protection_officer")})


def _holder(who: Oracle, row) -> bool:
    return _own(who, row) and row.function in who.actor.functions


def _asked(who: Oracle, row) -> bool:
    return row.person_id == who.actor.person_id


def _asked_of_ede(who: Oracle, row) -> bool:
    """The one question that met something: a contact request went to the functions that hold the signal."""
    return row.purpose == "care" and any(_holder(who, r) or _officer(who, r) for r in who.world.requests)


def _must_report(who: Oracle, row) -> bool:
    return row.reporting_organisation_id == who.actor.organisation_id


def _sees_both(who: Oracle, row) -> bool:
    return all(who.person(who.world.state_of_person(key)) for key in (row.left_id, row.right_id))


def _registrar(who: Oracle, row) -> bool:
    return who.among({("comensha", "registrar")})


def _sees_someone_regrouped(who: Oracle, row) -> bool:
    return who.person("registered")


def nobody(who: Oracle, row) -> bool:
    return False


def _in_ede(who: Oracle, row) -> bool:
    return who.organisation == EDE


def _whoever_imported(who: Oracle, row) -> bool:
    return row.person_id == who.actor.person_id


def _officer_of_ede(who: Oracle, row) -> bool:
    return who.among({(EDE, "data_protection_officer")})


def _asked_of(who: Oracle, row) -> bool:
    return getattr(row, "account_id", None) == who.actor.person_id


def _sits(who: Oracle, row) -> bool:
    return who.sits()


def _may_read_text(who: Oracle, row) -> bool:
    return who.level(who.world.state_of(row.signal_id)) >= row.level


def _own_work(who: Oracle, row) -> bool:
    return who.works(getattr(row, "work_id", None) or row.pk)


def _own_function(who: Oracle, row) -> bool:
    return row.function in who.actor.functions


BY_DECLARATION = {
    Seen.CORE: _sees_signal(CORE),
    Seen.FULL: _sees_signal(FULL),
    Seen.PERSON: _sees_person,
    Seen.OWN: _own,
    Seen.PERSONAL: _personal,
    Seen.NOBODY: nobody,
}
"""What the declarations of the rooms say (`holds.py`), worked out here."""

OF_ONE_TABLE = {
    "oversight_accessquestion": _any(_officer_of_ede, _asked_of),
    "oversight_accessanswer": _any(_officer_of_ede, _asked_of),
    "oversight_conflictofinterest": _any(_officer_of_ede, _asked_of),
    "oversight_honeytoken": _officer_of_ede,
    "retention_retentionrun": lambda who, row: "data_protection_officer" in who.actor.functions,
    "signals_searchentry": _both(_own, _sees_signal(FULL)),
    "sharing_grant": _grant_is_mine,
    "asking_alarm": _any(_officer, _national_officer),
    "inquiries_inquiry": _any(_asked, _officer, _asked_of_ede),
    "inquiries_contactrequest": _any(_holder, _officer),
    "inquiries_overrun": _any(_officer, _officer_who_was_met),
    "sharing_consent": _subject_seen(FULL),
    "sharing_breakglass": _any(_subject_seen(CORE), _officer_of_who_opened),
    "vault_subjectkey": _key,
    "intake_importfile": _whoever_imported,
    "intake_importrow": _in_ede,
    "intake_importproblem": _in_ede,
    "register_matchjudgement": _sees_both,
    "register_matchcandidate": _both(_registrar, _sees_both),
    "register_regrouping": _any(_registrar, _sees_someone_regrouped),
    "register_regroupedperson": _any(_registrar, _sees_person),
    "register_linkagesetting": _registrar,
    "register_linkagerun": _registrar,
    "register_linkagemodel": lambda who, row: True,
    "register_edition": _registrar,
    "register_victimsignal": _any(_sees_signal(FULL), _both(_sees_signal(CORE), _sees_person)),
    "register_registrationdecision": _any(_own, _must_report, _sees_signal(FULL), _sees_person),
    "deconfliction_work": _own_work,
    "deconfliction_workkey": _own_work,
    "deconfliction_overlap": _both(_own_work, _own_function),
    "tables_table": _any(_sits, _own),
    "tables_tableseat": _sits,
    "tables_meeting": _sits,
    "tables_presence": _sits,
    "tables_agendaitem": _both(_sits, _sees_signal(CORE)),
    "tables_meetingitem": _both(_sits, _sees_signal(CORE)),
    "tables_itemtext": _both(_sits, _may_read_text),
    "tables_itemaction": _both(_sits, _sees_signal(CORE)),
    "tables_itemdraft": _both(_sits, _sees_signal(FULL)),
    "register_criterionquestion": _any(_own, _sees_signal(FULL), _sees_person),
    "register_obligation": _any(_own, _sees_signal(FULL), _sees_person),
}
"""The tables that are declared to have a rule of their own."""


def sees(table: str):
    """Return the rule of who sees a row of a table, by its declaration."""
    rules = [
        OF_ONE_TABLE[table] if kind is Seen.OWN_RULE else BY_DECLARATION[kind] for kind in held(table).seen
    ]
    return rules[0] if len(rules) == 1 else _any(*rules)


SEEN_BY = {each.table: sees(each.table) for each in declared() if each.case}
"""Who sees a row of each table. A new table of case data is declared, or the tests refuse it."""
