"""Every address has limits, and every address of work is answered by the processes of the workplace (OP3)."""

import re

from django.conf import settings
from django.urls import URLPattern, get_resolver, reverse
from tests.reach.test_files_that_ask_too_much import FORMS

from zicht.doors.edge import limits
from zicht.foundation.access.permissions import Permission


def addresses(patterns=None, before="/") -> dict[str, object]:
    """Every address of Zicht with a made-up word for each part, and its view."""
    found = {}
    for one in get_resolver().url_patterns if patterns is None else patterns:
        here = before + re.sub(r"<[^>]*>|\(\?P.*", "x", str(one.pattern)).lstrip("^")
        found |= {here: one.callback} if isinstance(one, URLPattern) else addresses(one.url_patterns, here)
    return found


def test_OP3_no_page_for_signed_in_people_takes_a_slot_of_the_public_door():
    found = addresses()
    work = [
        path for path, view in found.items() if isinstance(getattr(view, "access_rule", None), Permission)
    ]
    assert len(work) > 100
    assert [path for path in work if limits.kind_of(path).slots] == []
    assert {limits.kind_of(path).name for path in found} == {"report", "public", "files", "work"}


def test_OP3_signing_in_takes_no_slot_of_the_public_door():
    names = ["account_login", "account_logout", "account_reset_password", "mfa_authenticate", "mfa_index"]
    assert {limits.kind_of(reverse(name)) for name in names} == {limits.WORK}


def test_OP3_the_public_door_is_public_and_reporting_has_slots_of_its_own():
    for path in settings.PUBLIC_DOOR:
        assert limits.kind_of(path) is (limits.REPORT if "melden" in path else limits.PUBLIC)
    assert limits.kind_of("/") is limits.kind_of("/static/zicht.css") is limits.kind_of("/x") is limits.PUBLIC


def test_OP3_every_page_that_takes_a_file_may_get_one():
    for name, *_ in FORMS.values():
        assert limits.kind_of(reverse(name)) is limits.FILES


def test_OP3_the_edge_takes_in_what_django_takes_in():
    for kind in (limits.REPORT, limits.PUBLIC, limits.WORK):
        assert kind.most_bytes >= settings.DATA_UPLOAD_MAX_MEMORY_SIZE
    assert limits.FILES.most_bytes > settings.FILE_UPLOAD_MAX_MEMORY_SIZE
