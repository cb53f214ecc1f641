"""The demonstration shows trust at work: agreements in force, a consent that was used, emergency access
waiting for review (SH1).
"""

from zicht.chain.agreements.library import TEMPLATES
from zicht.chain.agreements.models import Agreement
from zicht.chain.grants.models import Grant
from zicht.chain.sharing.models import BreakGlass, Consent
from zicht.demo import trust
from zicht.foundation.access import as_worker


def test_SH1_the_demonstration_shows_agreements_consent_and_emergency_access_and_loads_once(country):
    """SH1: SH5: SH6."""
    for _ in range(2):
        country.signal()
    for _ in range(2):
        trust.load()
    with as_worker():
        assert Agreement.objects.filter(state="in_force").count() == len(TEMPLATES) - 1
        assert Agreement.objects.get(state="draft").template == trust.DRAFT
        assert [row.answer for row in Consent.objects.all()] == ["given"]
        assert Grant.objects.filter(agreement__template="consent", ended_at=None).count() == 1
        assert BreakGlass.objects.filter(reviewed_at=None).count() == 1
