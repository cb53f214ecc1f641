"""Where and under what a value is sealed is said once, at its field, and never changes (SH7)."""

import ast
import re

from django.apps import apps

from tests.rules.test_code_base import PYTHON, SOURCE
from zicht.foundation.vault.fields import Sealed, wrapped_keys

VAULT = SOURCE / "foundation" / "vault"
PRODUCT = [path for path in PYTHON if "tests" not in path.parts and VAULT not in path.parents]
NO_COLUMN = {
    "chain/intake/quick.py": "what just arrived, shown once more from the session of who gave it",
    "chain/door/state.py": "the draft of a visitor travels sealed in the page itself",
    "foundation/accounts/session_store.py": "sessions stand in a table of the framework",
    "foundation/accounts/adapter.py": "the secret of a second factor stands in a table of the library",
}
STANDS = {
    "custody_assessment.note": "custody_assessment|{}|note DataKey(subject='signal_id')",
    "custody_closure.note": "custody_closure|{}|note DataKey(subject='signal_id')",
    "custody_handover.reason": "custody_handover|{}|reason Derived(purpose='core-words', column='signal_id')",
    "custody_handoverreply.note": (
        "custody_handoverreply|{}|note Derived(purpose='core-words', column='signal_id')"
    ),
    "custody_reopening.reason": (
        "custody_reopening|{}|reason Derived(purpose='core-words', column='signal_id')"
    ),
    "deconfliction_work.body": "deconfliction_work|{}|body OwnKey(wrapped='wrapped')",
    "feedback_feedback.text": "feedback_feedback|{}|text DataKey(subject='signal_id')",
    "intake_draft.body": "intake_draft|{}|body Derived(purpose='drafts', column='account_id')",
    "intake_importfile.body": "intake_importfile|{}|body Derived(purpose='imports', column='run_id')",
    "oversight_accessanswer.text": (
        "oversight_accessanswer|{}|text Derived(purpose='access-questions', column='question_id')"
    ),
    "oversight_accessquestion.text": (
        "oversight_accessquestion|{}|text Derived(purpose='access-questions', column='id')"
    ),
    "register_linkagemodel.content": (
        "register_linkagemodel|{}|content Fixed(purpose='linkage-model', name='content')"
    ),
    "register_notification.body": "register_notification|{}|body DataKey(subject='victim_id')",
    "register_presumedvictim.identity": "register_presumedvictim|{}|identity DataKey(subject='id')",
    "register_victimversion.identity": "register_presumedvictim|{}|identity DataKey(subject='victim_id')",
    "sharing_breakglass.words": "sharing_breakglass|{}|words DataKey(subject='subject_id')",
    "signals_attachment.content": "signals_attachment|{}|content DataKey(subject='signal_id')",
    "signals_attachment.name": "signals_attachment|{}|name DataKey(subject='signal_id')",
    "signals_observation.body": "signals_observation|{}|body DataKey(subject='signal_id')",
    "signals_signalcontent.body": "signals_signalcontent|{}|body DataKey(subject='signal_id')",
    "tables_itemaction.text": (
        "tables_itemaction|{}|text Derived(purpose='table-words', column='signal_id')"
    ),
    "tables_itemtext.text": "tables_itemtext|{}|text ByLevel()",
}
"""The place and key of every sealed column. Change one, also by renaming a table, and what was written
before is unreadable for good.
"""


def sealed_fields() -> list[Sealed]:
    return [
        field
        for model in apps.get_models()
        for field in model._meta.concrete_fields
        if isinstance(field, Sealed)
    ]


def test_SH7_places_and_keys_stay_what_they_are():
    """SH7: whoever renames a table, a column or a purpose is stopped here."""
    found = {}
    for field in sealed_fields():
        stored = getattr(field.model, field.attname)
        found[f"{field.model._meta.db_table}.{field.column}"] = f"{stored.place('{}')} {stored.under}"
    assert found == STANDS


def test_SH7_no_place_is_spelled_out_outside_the_vault():
    """SH7: a typing error in one of two spellings would make words unreadable for good."""
    tables = {model._meta.db_table for model in apps.get_models()}
    spelled = re.compile(rf"({'|'.join(tables)})\||\w+_\w+\|{{}}\|\w+")
    found = {str(path.relative_to(SOURCE)) for path in PRODUCT if any(map(spelled.search, texts(path)))}
    assert found - NO_COLUMN.keys() == set()


def test_SH7_what_goes_into_a_column_is_sealed_and_opened_by_its_field():
    """SH7: nobody gives a place of their own to the vault."""
    calls = re.compile(r"\bsealing\.(seal|seal_bytes|open_sealed|open_bytes)\(")
    found = {str(path.relative_to(SOURCE)) for path in PRODUCT if calls.search(path.read_text())}
    assert found == set(NO_COLUMN)


def test_SH7_rotation_knows_every_wrapped_key():
    """SH7: a wrapping key is destroyed only when nothing hangs on it."""
    columns = [(m, f.column) for m in apps.get_models() for f in m._meta.concrete_fields]
    assert {(m, column) for m, column in columns if "wrapped" in column} == set(wrapped_keys())


def texts(path):
    """Every text in a file; what an f-string fills in stands as {}."""
    for node in ast.walk(ast.parse(path.read_text())):
        if isinstance(node, ast.JoinedStr):
            yield "".join(part.value if isinstance(part, ast.Constant) else "{}" for part in node.values)
        elif isinstance(node, ast.Constant) and isinstance(node.value, str):
            yield node.value
