"""Where root keys rest: as they are in files, or protected by a key that never leaves a hardware security
module.

A provider turns a root key into what is kept in `ZICHT_HOME/keys` and back, once per key and process;
sealing itself goes on with the root key in memory, so that no page waits for hardware. With PKCS#11 a
thief of the whole disk, keys folder included, lacks the module: nothing opens. A live break-in still sees
the keys in memory. Decision: docs/decisions/0061-keys.md.
"""

import functools
import os
from pathlib import Path
from typing import Protocol

KEY_BYTES = 32
LABEL = "zicht-root"


class NoKeyProvider(RuntimeError):
    """The chosen provider cannot be used; the message says what is missing."""


class Provider(Protocol):
    def protect(self, name: str, key: bytes) -> bytes:
        """Return what to keep of a root key."""

    def reveal(self, name: str, kept: bytes) -> bytes:
        """Return the root key. Raises NoKeyProvider or ValueError when it cannot be."""


class Files:
    """The key itself, readable by the owner of the folder only: for trial, and where the folder is mounted
    from key management.
    """

    def protect(self, name: str, key: bytes) -> bytes:
        return key

    def reveal(self, name: str, kept: bytes) -> bytes:
        if len(kept) != KEY_BYTES:
            raise ValueError(f"Sleutelbestand {name}.key heeft niet de verwachte lengte.")
        return kept


class Pkcs11:
    """Each root key wrapped by an AES key in a token (PKCS#11, AES key wrap with padding, RFC 5649)."""

    def __init__(self, module: str, token: str, pin: str):
        self._module, self._token, self._pin = module, token, pin

    def protect(self, name: str, key: bytes) -> bytes:
        import pkcs11

        with self._session() as session:
            wrapping = self._wrapping(session)
            temporary = session.create_object(
                {
                    pkcs11.Attribute.CLASS: pkcs11.ObjectClass.SECRET_KEY,
                    pkcs11.Attribute.KEY_TYPE: pkcs11.KeyType.AES,
                    pkcs11.Attribute.VALUE: key,
                    pkcs11.Attribute.TOKEN: False,
                    pkcs11.Attribute.EXTRACTABLE: True,
                    pkcs11.Attribute.SENSITIVE: False,
                }
            )
            return wrapping.wrap_key(temporary, mechanism=pkcs11.Mechanism.AES_KEY_WRAP_PAD)

    def reveal(self, name: str, kept: bytes) -> bytes:
        import pkcs11

        with self._session() as session:
            key = self._wrapping(session).unwrap_key(
                pkcs11.ObjectClass.SECRET_KEY,
                pkcs11.KeyType.AES,
                kept,
                mechanism=pkcs11.Mechanism.AES_KEY_WRAP_PAD,
                store=False,
                template={pkcs11.Attribute.EXTRACTABLE: True, pkcs11.Attribute.SENSITIVE: False},
            )
            return key[pkcs11.Attribute.VALUE]

    def _session(self):
        try:
            import pkcs11
        except ImportError as error:
            raise NoKeyProvider(
                "PKCS#11 vraagt het pakket python-pkcs11: pip install 'zicht[hsm]'."
            ) from error
        try:
            return (
                pkcs11.lib(self._module).get_token(token_label=self._token).open(user_pin=self._pin, rw=True)
            )
        except (pkcs11.PKCS11Error, RuntimeError) as error:
            raise NoKeyProvider(
                f"Het token {self._token} is niet te openen ({type(error).__name__})."
            ) from error

    def _wrapping(self, session):
        """The wrapping key of the token, made inside it at first use; it cannot be read out."""
        import pkcs11

        try:
            return session.get_key(label=LABEL, object_class=pkcs11.ObjectClass.SECRET_KEY)
        except pkcs11.NoSuchKey:
            use = pkcs11.MechanismFlag.WRAP | pkcs11.MechanismFlag.UNWRAP
            template = {pkcs11.Attribute.SENSITIVE: True, pkcs11.Attribute.EXTRACTABLE: False}
            return session.generate_key(
                pkcs11.KeyType.AES, 256, label=LABEL, store=True, capabilities=use, template=template
            )


@functools.cache
def provider() -> Provider:
    """Return the provider that the environment chooses: ZICHT_KEYS=file (default) or pkcs11.

    PKCS#11: ZICHT_PKCS11_MODULE (the library), ZICHT_PKCS11_TOKEN (its label), ZICHT_PKCS11_PIN_FILE.
    Raises NoKeyProvider."""
    chosen = os.environ.get("ZICHT_KEYS", "file")
    if chosen == "file":
        return Files()
    if chosen != "pkcs11":
        raise NoKeyProvider(f"ZICHT_KEYS={chosen} is onbekend. Kies file of pkcs11.")
    names = ("ZICHT_PKCS11_MODULE", "ZICHT_PKCS11_TOKEN", "ZICHT_PKCS11_PIN_FILE")
    missing = [name for name in names if not os.environ.get(name)]
    if missing:
        raise NoKeyProvider(f"Voor PKCS#11 ontbreekt {', '.join(missing)}.")
    module, token, pin_file = (os.environ[name] for name in names)
    return Pkcs11(module, token, Path(pin_file).read_text().strip())
