"""SH7: every act has its event: each word of the vocabulary is written somewhere, each use case writes one,
and so does each act of the library of the sign-in pages.
"""

import ast
import inspect
import re
from pathlib import Path

import allauth
import pytest
from allauth.account import signals as account_signals
from allauth.mfa import signals as mfa_signals
from django.dispatch import Signal

import zicht
from zicht.foundation.audit.vocabulary import Action

PRODUCT = Path(zicht.__file__).parent
NAMES_ONLY = {"vocabulary.py", "words.py"}
WRITES = {"record", "record_many", "noted", "_record", "put_on_record"}

# What the library tells others of, and the event we have of it; or why there is none.
OF_THE_LIBRARY = {
    "user_logged_in": Action.SIGNED_IN,
    "user_logged_out": Action.SIGNED_OUT,
    "password_changed": Action.PASSWORD_CHANGED,
    "password_set": Action.PASSWORD_CHANGED,
    "password_reset": Action.PASSWORD_RESET,
    "authenticator_added": Action.SECOND_FACTOR_ADDED,
    "authenticator_removed": Action.SECOND_FACTOR_REMOVED,
    "authenticator_reset": Action.RECOVERY_CODES_MADE,
    "authentication_failed": Action.SIGN_IN_REFUSED,
    "authenticator_used": "a step of signing in, which has its event",
    "authentication_step_completed": "a step of signing in, which has its event",
    "user_signed_up": "nobody signs up: there are invitations",
    **dict.fromkeys(
        ["email_confirmed", "email_confirmation_sent", "email_changed", "email_added", "email_removed"],
        "there are no pages for the address of an account",
    ),
    **dict.fromkeys(
        ["login_code_rejected", "password_reset_code_rejected", "email_verification_code_rejected"],
        "there are no codes by mail",
    ),
}
MAILS = {
    "password_reset",
    "password_changed",
    "password_set",
    "totp_activated",
    "totp_deactivated",
    "recovery_codes_generated",
    "webauthn_added",
    "webauthn_removed",
    "email_changed",
    "email_deleted",
}
"""The library mails about these; all but the last two, which have no page here, change a password or a second
factor, and PostgreSQL records that."""


def sources(*suffixes: str):
    for path in PRODUCT.rglob("*"):
        if path.suffix in suffixes and not {"tests", "testing"} & set(path.parts):
            yield path, path.read_text()


def test_SH7_each_act_of_the_vocabulary_is_written_somewhere():
    written = "".join(text for path, text in sources(".py", ".sql") if path.name not in NAMES_ONLY)
    never = {act.name for act in Action if f"Action.{act.name}" not in written and f"'{act}'" not in written}
    assert never == set()


def use_cases():
    """Every use case of the product with the functions of its module, by their names."""
    for path, text in sources(".py"):
        functions = {n.name: n for n in ast.walk(ast.parse(text)) if isinstance(n, ast.FunctionDef)}
        for name, act in functions.items():
            if any(getattr(mark, "id", "") == "use_case" for mark in act.decorator_list):
                yield f"{path.relative_to(PRODUCT)}: {name}", act, functions


def called(function) -> set[str]:
    calls = (node.func for node in ast.walk(function) if isinstance(node, ast.Call))
    return {getattr(call, "attr", getattr(call, "id", "")) for call in calls}


def writes(act, functions, seen=frozenset()) -> bool:
    """Whether an act records something, by itself or by a function of its own module; what another use case
    does counts too."""
    names = called(act)
    inner = names & functions.keys() - seen
    return bool(names & WRITES) or any(writes(functions[name], functions, seen | inner) for name in inner)


LEAVES_IT_TO = {
    "casework/register/linkage/services/reviewing.py: decide": "judging.say",
    "chain/intake/services/quick.py: give": "storing.submit",
}
"""Use cases that leave the event to another use case, named here. None can end without one: `NothingRecorded`
undoes it."""


def test_SH7_each_use_case_writes_an_event():
    found = list(use_cases())
    assert len(found) > 80
    silent = {name for name, act, functions in found if not writes(act, functions)}
    assert silent == LEAVES_IT_TO.keys()


@pytest.mark.parametrize("room", [account_signals, mfa_signals], ids=lambda room: room.__name__)
def test_SH7_each_act_of_the_library_is_known(room):
    """SH7: a new version of the library that can do more is found here."""
    told = {name for name, value in vars(room).items() if isinstance(value, Signal) and name[0] != "_"}
    assert told
    assert told <= OF_THE_LIBRARY.keys()


def test_SH7_each_mail_of_the_library_about_an_account_is_known():
    root = Path(inspect.getfile(allauth)).parent
    paths = [path for room in ("account", "mfa") for path in (root / room).rglob("*.py")]
    told = {
        name
        for path in paths
        if "tests" not in path.parts
        for name in re.findall(r'send_notification_mail\(\s*"\w+/email/(\w+)"', path.read_text())
    }
    assert told
    assert told <= MAILS
