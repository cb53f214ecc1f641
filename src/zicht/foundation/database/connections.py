"""How each role reaches the database, as the entry that Django's DATABASES wants."""

import os
from typing import Any

from zicht.foundation.database import external
from zicht.foundation.database.home import home, recorded_address

DATABASE = "zicht"


def connection_settings(role: str, database: str | None = None) -> dict[str, Any]:
    """The DATABASES entry for one role; the cluster need not be running.

    External: host, port, name and TLS options come from DATABASE_URL, the password from ZICHT_PASSWORD_APP,
    ZICHT_PASSWORD_WORKER and so on, one for each role."""
    if external.is_chosen():
        return _external(role, database)
    address = recorded_address(home())
    return _entry(role, database or database_name(), address.host, address.port)


def database_name() -> str:
    """ZICHT_DATABASE, else the name in DATABASE_URL, else `zicht`."""
    named = external.parameters().get("dbname") if external.is_chosen() else None
    return os.environ.get("ZICHT_DATABASE") or named or DATABASE


def _external(role: str, database: str | None) -> dict[str, Any]:
    found = external.parameters()
    password = os.environ.get(password_variable(role), "")
    if not password and found.get("user") == role:
        password = found.get("password", "")
    options = {
        name: value
        for name, value in found.items()
        if name not in ("user", "password", "host", "port", "dbname")
    }
    entry = _entry(role, database or database_name(), found.get("host", ""), found.get("port", "5432"))
    return {**entry, "PASSWORD": password, "OPTIONS": options}


def password_variable(role: str) -> str:
    return f"ZICHT_PASSWORD_{role.removeprefix('zicht_').upper()}"


def _entry(role: str, database: str, host: str, port: int | str) -> dict[str, Any]:
    return {
        "ENGINE": "django.db.backends.postgresql",
        "HOST": host,
        "PORT": str(port),
        "NAME": database,
        "USER": role,
        "PASSWORD": "",
        "OPTIONS": {},
    }
