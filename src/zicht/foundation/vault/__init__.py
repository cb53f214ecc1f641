"""The vault: what a stolen database must not tell.

Free text, names, contacts, birth dates and file contents are sealed before they reach the database
(AES-256-GCM from the `cryptography` library, the field's place as associated data, so that a value copied
to another row does not open). Every subject (a signal, a presumed victim) has its own data key, wrapped
under the root key that lives outside the database; destroying the wrapped key is crypto-shredding. Exact
look-ups and word search use keyed tokens.
"""
