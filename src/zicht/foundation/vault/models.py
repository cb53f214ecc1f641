"""The wrapped data key of a subject. Without it nothing of the subject opens; destroying it is
crypto-shredding.
"""

from django.db import models


class SubjectKey(models.Model):
    """A data key, wrapped under the root key that lives outside the database."""

    subject_id = models.UUIDField(primary_key=True)
    wrapped = models.BinaryField()
