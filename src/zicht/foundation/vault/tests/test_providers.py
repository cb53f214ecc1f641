"""Root keys protected by a hardware security module, proved with SoftHSM over PKCS#11 (skipped, visibly,
where that is missing).
"""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from zicht.foundation.vault import providers

LIBRARIES = (
    "/usr/lib/softhsm/libsofthsm2.so",
    "/usr/lib/x86_64-linux-gnu/softhsm/libsofthsm2.so",
    "/usr/lib64/libsofthsm2.so",
)
SOURCE = Path(__file__).parents[4]
USE = (
    "from zicht.foundation.vault import envelopes, keys; envelopes.recipient();"
    "print(*(keys.root_key(name).hex() for name in ('vault', 'look-up', 'intake')))"
)


@pytest.fixture
def token(tmp_path):
    """A fresh token in software; returns the environment that chooses it."""
    pytest.importorskip("pkcs11", reason="python-pkcs11 is not installed (pip install 'zicht[hsm]')")
    library = next((path for path in LIBRARIES if Path(path).exists()), None)
    tool = shutil.which("softhsm2-util")
    if library is None or tool is None:
        pytest.skip("SoftHSM is not installed (Debian: apt install softhsm2)")
    (tmp_path / "tokens").mkdir()
    (tmp_path / "softhsm2.conf").write_text(
        f"directories.tokendir = {tmp_path / 'tokens'}\nobjectstore.backend = file\n"
    )
    (tmp_path / "pin").write_text("4321\n")
    environment = {
        **os.environ,
        "SOFTHSM2_CONF": str(tmp_path / "softhsm2.conf"),
        "ZICHT_HOME": str(tmp_path / "home"),
        "ZICHT_KEYS": "pkcs11",
        "ZICHT_PKCS11_MODULE": library,
        "ZICHT_PKCS11_TOKEN": "zicht",
        "ZICHT_PKCS11_PIN_FILE": str(tmp_path / "pin"),
        "PYTHONPATH": str(SOURCE),
    }
    make = [tool, "--init-token", "--free", "--label", "zicht", "--so-pin", "8765", "--pin", "4321"]
    subprocess.run(make, env=environment, check=True, capture_output=True)
    return environment


def used(environment) -> subprocess.CompletedProcess:
    """A process of its own reads two root keys."""
    return subprocess.run(
        [sys.executable, "-c", USE], env=environment, capture_output=True, text=True, check=False
    )


def test_SH7_root_keys_are_wrapped_by_the_module_and_come_back_the_same(token, tmp_path):
    """SH7: the files hold no key; another process gets the same keys through the module."""
    first, second = used(token), used(token)
    assert first.returncode == 0, first.stderr
    assert first.stdout == second.stdout
    for key in map(bytes.fromhex, first.stdout.split()):
        assert len(key) == providers.KEY_BYTES
        assert not any(key in path.read_bytes() for path in (tmp_path / "home" / "keys").iterdir())


def test_SH7_without_the_module_the_key_files_are_worth_nothing(token, tmp_path):
    """SH7: a thief of the whole disk lacks the token; a wrong PIN is refused in one line."""
    assert used(token).returncode == 0
    as_files = used(token | {"ZICHT_KEYS": "file"})
    assert as_files.returncode != 0
    assert "verwachte lengte" in as_files.stderr
    (tmp_path / "pin").write_text("0000")
    assert "NoKeyProvider" in used(token).stderr


@pytest.mark.parametrize("chosen", ["cloud", "pkcs11"])
def test_an_unknown_or_half_configured_provider_is_refused(monkeypatch, chosen):
    monkeypatch.setenv("ZICHT_KEYS", chosen)
    for name in ("ZICHT_PKCS11_MODULE", "ZICHT_PKCS11_TOKEN", "ZICHT_PKCS11_PIN_FILE"):
        monkeypatch.delenv(name, raising=False)
    providers.provider.cache_clear()
    with pytest.raises(providers.NoKeyProvider):
        providers.provider()
    providers.provider.cache_clear()
