"""Any address, any method, any fields, by anyone: a page, a redirect or a refusal, never a crash (SH2).

There is no OpenAPI surface yet; the addresses come from the resolver, the field names from the forms of
the product. ZICHT_FUZZ_EXAMPLES sets how many requests are made for each kind of visitor.
"""

import os
import random
import string
import uuid

import pytest
from django import forms
from django.test import Client
from django.urls import URLPattern, get_resolver
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from zicht.testing.base import SignedInClient

EXAMPLES = int(os.environ.get("ZICHT_FUZZ_EXAMPLES", "40"))
VISITORS = {
    "nobody": None,
    "contact officer": ("contact_officer", "gemeente-ede"),
    "chain director": ("chain_director", "zvh-gelderland-midden"),
    "registrar": ("registrar", ""),
    "administrator": ("administrator", ""),
}
ODD = [
    "\x00",
    "'; DROP TABLE x;--",
    "<script>",
    "%s",
    "{{7*7}}",
    "-1",
    "1e999",
    "٣",
    "2024-02-30",
    "9" * 400,
    "\u202e",
    "a" * 20_000,
    "null",
    "[]",
    "true",
]
EXTRA_FIELDS = [
    "q",
    "page",
    "step",
    "go",
    "draft",
    "visit",
    "code",
    "kept",
    "next",
    "zoek",
    "terug",
    "bevestigd",
    "jaar",
    "year",
    "by",
    "form",
    "state",
    "words",
]


def addresses() -> list:
    """Every pattern of the product, as a list of parts: text, or the name of a converter."""
    found = []

    def walk(patterns, before):
        for one in patterns:
            here = [*before, one.pattern]
            if isinstance(one, URLPattern):
                found.append(here)
            else:
                walk(one.url_patterns, here)

    walk(get_resolver().url_patterns, [])
    return found


def field_names() -> list[str]:
    def below(form):
        for sub in form.__subclasses__():
            yield sub
            yield from below(sub)

    ours = [form for form in below(forms.BaseForm) if form.__module__.startswith("zicht.")]
    return sorted({name for form in ours for name in getattr(form, "base_fields", {})} | set(EXTRA_FIELDS))


def filled(parts, ids: list[str], chance: random.Random) -> str:
    """An address with something plausible for every converter: an id that exists, or one that does not."""
    text = ""
    for pattern in parts:
        route = str(pattern)
        for name, converter in pattern.converters.items():
            kind = type(converter).__name__
            value = {
                "UUIDConverter": chance.choice([*ids, str(uuid.uuid4())]),
                "IntConverter": str(chance.choice([0, 1, 2, 10**12])),
            }.get(kind, chance.choice(["x", "gemeente-ede", "GM0228", "2025", "labour", "-"]))
            for form in (f"<{_short(kind)}:{name}>", f"<{name}>"):
                route = route.replace(form, value)
        text += route.lstrip("^").rstrip("$")
    return "/" + text


def _short(kind: str) -> str:
    return {
        "UUIDConverter": "uuid",
        "IntConverter": "int",
        "SlugConverter": "slug",
        "StringConverter": "str",
        "PathConverter": "path",
    }.get(kind, kind)


values = st.one_of(
    st.sampled_from(ODD),
    st.text(max_size=60),
    st.text(alphabet=string.printable, max_size=200),
    st.integers().map(str),
    st.dates().map(str),
    st.uuids().map(str),
)
fields = st.dictionaries(st.sampled_from(field_names()), values, max_size=8)


@pytest.mark.slow
@pytest.mark.parametrize("who", VISITORS)
def test_SH2_no_address_crashes_whatever_is_sent(country, who):
    """SH2: also with ids that exist, of others and of one's own."""
    ids = [str(country.signal().id), str(country.signal(municipality="GM0344").id)]
    client = SignedInClient().login(country.actor(*VISITORS[who])) if VISITORS[who] else Client()
    client.raise_request_exception = False
    patterns, seen = addresses(), set()

    @settings(
        max_examples=EXAMPLES,
        deadline=None,
        suppress_health_check=list(HealthCheck),
        database=None,
        derandomize=True,
    )
    @given(st.integers(0, len(patterns) - 1), st.integers(), st.sampled_from(["get", "post"]), fields)
    def ask(place, seed, method, data):
        address = filled(patterns[place], ids, random.Random(seed))
        response = getattr(client, method)(address, data)
        seen.add(response.status_code)
        assert response.status_code < 500, (
            f"{method} {address} {data}: {response.status_code} {error_of(response)}"
        )

    ask()
    assert 200 in seen, f"the requests reached nothing: {seen}"
    assert seen & {302, 403, 404}, f"nothing was out of reach: {seen}"


def error_of(response) -> str:
    kind = getattr(response, "exc_info", None)
    return f"{kind[0].__name__}: {kind[1]}" if kind else ""
