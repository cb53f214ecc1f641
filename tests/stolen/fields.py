"""Every column in which people write about cases or keep a secret, and the labels of the words planted for
it: as the rooms declare it in their `holds.py`.
"""

from zicht.foundation.vault.declared import declared

WRITTEN = {
    f"{each.table}.{column}": planted
    for each in declared()
    for column, planted in {**each.words, **each.secrets}.items()
}
NO_SECRET = {
    "account_emailconfirmation.key": "of the library; Zicht sends no such mail",
    "accounts_tries.digest": "of an address that tried to sign in; it only makes others wait",
    "asking_asked.token": "of what was asked today; who has it can ask nothing with it",
    "asking_decoy.digest": "of what belongs to nobody",
    "audit_auditleaf.hash": "of an event that stands beside it",
    "auth_permission.codename": "a name",
    "intake_importrow.digest": "of what was offered; who has it can do nothing with it",
    "intake_importrun.file_digest": "as above",
    "intake_receivedpart.digest": "as above",
    "register_criterionproposal.code": "a name",
    "register_identitykey.digest": "of a birth date, which is planted itself",
    "deconfliction_workkey.digest": "of planned work, each part of which is planted itself",
    "register_notificationcriterion.code": "a name",
    "*.municipality_code": "published",
    "*.region_code": "published",
    "organisations_municipality.code": "published",
    "organisations_region.code": "published",
}
"""Columns that sound like a secret and let nobody in."""
