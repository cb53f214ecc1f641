"""What a service refuses reaches the user of a command as one line; our own mistakes do not hide behind
it.
"""

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import Http404

from zicht.doors.cli import checks, session
from zicht.foundation.database.errors import UserError


class Refused(ValueError):
    """Stands for a refusal of a room; its module lies in zicht."""


@pytest.mark.parametrize(
    ("refusal", "line"),
    [
        (Http404("geen gemeente GM9999"), "Not found: geen gemeente GM9999"),
        (ValidationError(["eerste", "tweede"]), "eerste; tweede"),
        (PermissionDenied("alleen de beheerder"), "Not allowed: alleen de beheerder"),
        (Refused("Onbekende vorm.\nKies een andere."), "Onbekende vorm. Kies een andere."),
    ],
)
def test_refusal_of_a_service_becomes_one_line(refusal, line):
    with pytest.raises(UserError) as shown, session._in_plain_words():
        raise refusal
    assert str(shown.value) == line


def test_mistake_of_the_code_keeps_its_traceback():
    with pytest.raises(ValueError, match="invalid literal"), session._in_plain_words():
        int("geen getal")


def test_check_that_cannot_run_is_not_in_order():
    def custody_holds():
        raise RuntimeError

    assert checks._outcome(custody_holds) == {
        "name": "custody holds",
        "ok": False,
        "detail": "could not be checked: RuntimeError",
    }


def test_a_room_can_add_its_check(monkeypatch):
    def every_open_signal_has_a_holder():
        return ["signal 1 has none"]

    monkeypatch.setattr(checks, "CHECKS", [every_open_signal_has_a_holder])
    assert checks.look()["ok"] is False
