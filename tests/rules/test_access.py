"""Every address says who may come in; what forgets it is found here (SH2)."""

import pytest
from django.urls import URLPattern, URLResolver, get_resolver

from zicht.foundation.access.permissions import POLICY, Permission
from zicht.foundation.organisations.vocabulary import Function

# Views of libraries: who may come in is theirs to guard; each prefix has its reason.
LIBRARIES = {
    "allauth": "signing in: open to everyone by nature, second factor inside",
    "django.views.static": "static files",
}


def views(resolver=None, prefix=""):
    for entry in (resolver or get_resolver()).url_patterns:
        if isinstance(entry, URLResolver):
            yield from views(entry, prefix + str(entry.pattern))
        elif isinstance(entry, URLPattern):
            yield prefix + str(entry.pattern), entry.callback


@pytest.mark.parametrize(
    ("address", "view"), list(views()), ids=lambda value: value if isinstance(value, str) else ""
)
def test_SH2_every_address_has_an_access_rule(address, view):
    if view.__module__.startswith(tuple(LIBRARIES)):
        return
    rule = getattr(view, "access_rule", None)
    assert rule in ("public", "signed_in") or isinstance(rule, Permission), f"/{address} has no access rule"


def test_SH2_work_addresses_are_never_public():
    open_ones = [
        address for address, view in views() if address.startswith("werk/") and view.access_rule == "public"
    ]
    assert open_ones == []


def test_SH2_every_function_has_its_permissions_and_none_is_unknown():
    assert set(POLICY) == set(Function)
    for permission in Permission:
        assert any(permission in held for held in POLICY.values()), f"{permission} opens nothing"


def test_SH2_no_function_may_do_everything():
    assert all(len(held) < len(Permission) for held in POLICY.values())
