import pytest

from zicht.foundation.database import launcher


@pytest.fixture
def home(tmp_path, monkeypatch):
    """An empty home of its own, whose cluster is gone when the test ends."""
    for name in ("DATABASE_URL", "ZICHT_ADMIN_DATABASE_URL", "PG_BIN"):
        monkeypatch.delenv(name, raising=False)
    folder = tmp_path / "home"
    monkeypatch.setenv("ZICHT_HOME", str(folder))
    yield folder
    launcher.stop(folder)
