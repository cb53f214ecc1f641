"""A refused act leaves nothing behind, although its page is answered and committed."""

import pytest
from django import forms
from django.contrib.sessions.models import Session
from django.db import transaction
from django.utils import timezone

from zicht.foundation.acts.attempts import USED_BEFORE, attempt, press
from zicht.foundation.acts.refusals import NotPossible

pytestmark = pytest.mark.usefixtures("database")


class Form(forms.Form):
    text = forms.CharField()


def keep(key: str):
    return Session.objects.create(pk=key, session_data="", expire_date=timezone.now())


def kept() -> set[str]:
    return set(Session.objects.values_list("pk", flat=True))


def keep_and_refuse():
    keep("half")
    raise NotPossible("Dit kan nu niet.")


@pytest.fixture(autouse=True)
def _clean(database):
    yield
    Session.objects.filter(pk__in=["half", "whole", "before"]).delete()


def test_a_refused_act_is_undone_and_what_the_page_did_besides_stays():
    with transaction.atomic():
        keep("before")
        tried = press(keep_and_refuse)
    assert (tried.accepted, tried.status, tried.refusal) == (False, 409, "Dit kan nu niet.")
    assert kept() & {"half", "before"} == {"before"}


def test_a_form_is_done_only_when_it_is_sent_and_right():
    assert attempt(Form(), lambda form: keep("whole")).status == 200
    assert attempt(Form({"text": ""}), lambda form: keep("whole")).status == 422
    assert "whole" not in kept()
    tried = attempt(Form({"text": "ja"}), lambda form: keep("whole"))
    assert (tried.accepted, tried.result.pk, tried.refusal) == (True, "whole", "")


def test_a_key_that_another_row_has_is_a_calm_refusal():
    def twice():
        keep("whole")
        Session(pk="whole", session_data="", expire_date=timezone.now()).save(force_insert=True)

    assert press(twice).refusal == USED_BEFORE
    assert "whole" not in kept()
