"""The addresses of the product as an OpenAPI document, for schemathesis: well-formed and deliberately wrong
requests, never a crash (SH2).

Zicht has no API and publishes no such document; it is made here from the resolver and the forms. Beside
the own fuzz of every address, because schemathesis thinks of other wrong requests. ZICHT_FUZZ_EXAMPLES
sets how many are made for each visitor.
"""

import re

import pytest
from django.core.handlers.wsgi import WSGIHandler
from hypothesis import HealthCheck, given
from hypothesis import settings as hypothesis_settings

from tests.fuzz.test_every_address import EXAMPLES, VISITORS, addresses, field_names
from zicht.testing.base import SignedInClient

openapi = pytest.importorskip("schemathesis", reason="schemathesis is in the test requirements").openapi

CONVERTER = re.compile(r"<(?:(\w+):)?(\w+)>")
KINDS = {"uuid": {"type": "string", "format": "uuid"}, "int": {"type": "integer"}}
TEXT = {"type": "string"}


def document() -> dict:
    """Return the OpenAPI 3.1 document of every address that takes no regular expression."""
    routes = ["/" + "".join(str(pattern) for pattern in parts) for parts in addresses()]
    return {
        "openapi": "3.1.0",
        "info": {"title": "Zicht", "version": "1"},
        "paths": {
            CONVERTER.sub(r"{\2}", route): _operations(route)
            for route in routes
            if not set(route) & set("^$(?\\")
        },
    }


def _operations(route: str) -> dict:
    parameters = [
        {"name": name, "in": "path", "required": True, "schema": KINDS.get(kind, TEXT)}
        for kind, name in CONVERTER.findall(route)
    ]
    form = {"type": "object", "properties": dict.fromkeys(field_names(), TEXT)}
    body = {"content": {"application/x-www-form-urlencoded": {"schema": form}}}
    answers = {"responses": {"default": {"description": "a page, a redirect or a refusal"}}}
    return {
        "get": {"parameters": parameters, **answers},
        "post": {"parameters": parameters, "requestBody": body, **answers},
    }


def test_SH2_the_document_has_every_address_of_the_workplace():
    """SH2: what is not in the document would not be tried."""
    paths = document()["paths"]
    assert {"/werk/", "/melden/", "/antwoord/", "/werk/signalen/{signal_id}/"} <= set(paths)
    assert len(paths) >= 0.9 * len(addresses())


@pytest.mark.slow
@pytest.mark.parametrize("who", VISITORS)
def test_SH2_no_request_of_schemathesis_crashes_anything(country, settings, who):
    """SH2: also for who is signed in; the token against forged forms is left out, so that forms are really
    read.
    """
    settings.MIDDLEWARE = [name for name in settings.MIDDLEWARE if "Csrf" not in name]
    headers = _signed_in(country, who)
    schema = openapi.from_dict(document())
    schema.app = WSGIHandler()
    seen = set()

    @hypothesis_settings(
        max_examples=EXAMPLES,
        deadline=None,
        suppress_health_check=list(HealthCheck),
        database=None,
        derandomize=True,
    )
    @given(schema.as_strategy())
    def ask(case):
        response = case.call(base_url="http://localhost", headers=headers)
        seen.add(response.status_code)
        assert response.status_code < 500, case.as_curl_command()

    ask()
    assert seen & {200, 302}, f"the requests reached nothing: {seen}"


def _signed_in(country, who: str) -> dict:
    if not VISITORS[who]:
        return {}
    cookies = SignedInClient().login(country.actor(*VISITORS[who])).cookies
    return {"Cookie": "; ".join(f"{name}={cookie.value}" for name, cookie in cookies.items())}
