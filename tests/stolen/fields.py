"""Every column in which people write about cases or keep a secret, and the labels of the words planted for
it: as the rooms declare it in their `holds.py`.
"""

from zicht.foundation.vault.declared import declared

WRITTEN = {f"{each.table}.{column}": planted for each in declared() for column, planted in each.words.items()}
