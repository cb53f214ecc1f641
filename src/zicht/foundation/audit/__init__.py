"""The log of every act and every read of case data: written in the same transaction, insert only, sealed in
batches.

A worker seals events into a chain of batches (a Merkle root per batch over the leaf hashes, each seal
naming the one before); the head is signed and kept outside the database, so that edits, deletions,
reordering and truncation are found. Field names follow NEN 7513 where it has a word for them (`standards`
in docs/glossary.md).
"""
