"""A copy of the prepared cluster has roles and tables, nobody's rows and no key."""

import ast

import psycopg
import pytest

from zicht.foundation.database import launcher, prepared, roles
from zicht.foundation.database.home import data_folder


@pytest.fixture
def copy(home):
    """The address of a running copy."""
    assert prepared.adopt(home)
    return launcher.ensure_running(home, durable=False)


def test_a_copy_knows_the_roles_and_tables_and_not_the_key_that_signs_tokens(copy):
    with psycopg.connect(copy.dsn("zicht"), autocommit=True) as connection:
        known = {name for (name,) in connection.execute("SELECT rolname FROM pg_roles").fetchall()}
        assert set(roles.ATTRIBUTES) <= known
        assert connection.execute("SELECT count(*) FROM sec.context_key").fetchone() == (0,)
        assert connection.execute("SELECT count(*) FROM accounts_account").fetchone() == (0,)
        assert connection.execute("SELECT count(*) FROM routes_routeversion").fetchone() == (1,)


def test_nothing_but_the_data_folder_is_kept():
    kept = prepared._cache() / prepared.key()
    assert (kept / "PG_VERSION").exists()
    assert not [path for path in kept.rglob("*") if path.suffix in (".key", ".pid")]


def test_a_home_with_a_cluster_keeps_its_own(home, copy):
    before = data_folder(home).stat().st_ino
    assert not prepared.adopt(home)
    assert data_folder(home).stat().st_ino == before


def test_with_an_external_database_nothing_is_copied(home, monkeypatch):
    monkeypatch.setenv("DATABASE_URL", "postgresql://elders.example/zicht")
    assert not prepared.adopt(home)
    assert not data_folder(home).exists()


def test_without_a_cache_the_caller_makes_its_own(home, monkeypatch, tmp_path):
    (tmp_path / "file").touch()
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "file"))
    assert not prepared.adopt(home)


def test_another_rule_or_migration_is_another_cluster(monkeypatch, tmp_path):
    before = prepared.key()
    rules = tmp_path / "chain" / "grants" / "rules.sql"
    rules.parent.mkdir(parents=True)
    monkeypatch.setattr(prepared, "PRODUCT", tmp_path)
    rules.write_text("SELECT 1")
    first = prepared.key()
    rules.write_text("SELECT 2")
    assert len({before, first, prepared.key()}) == 3


def test_what_migrations_ask_of_the_product_is_part_of_the_key():
    known = {path.relative_to(prepared.PRODUCT).as_posix() for path in prepared.sources()}
    missing = {
        (path.name, name)
        for path in prepared.PRODUCT.glob("**/migrations/*.py")
        for name in _asked(ast.parse(path.read_text()))
        if not {f"{name}.py", f"{name}/__init__.py"} & known
    }
    assert missing == set()


def _asked(tree: ast.Module) -> set[str]:
    """What is imported of Zicht, as a path: the module, or the module in a package."""
    found = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.ImportFrom) and (node.module or "").startswith("zicht."):
            place = node.module.removeprefix("zicht.").replace(".", "/")
            inner = [f"{place}/{alias.name}" for alias in node.names]
            found |= {each for each in inner if (prepared.PRODUCT / f"{each}.py").exists()} or {place}
    return found
