"""Short references that people can read out over the phone: `Z-7F3K-9Q2M`, random, without confusing
letters.
"""

import secrets

ALPHABET = "23456789ABCDEFGHJKMNPQRSTVWXYZ"


def new_reference(prefix: str = "Z") -> str:
    """Return a random reference of 8 characters in two groups; it tells nothing about order or origin."""
    letters = "".join(secrets.choice(ALPHABET) for _ in range(8))
    return f"{prefix}-{letters[:4]}-{letters[4:]}"
