"""Names are folded in one place; what each use keeps beside the letters is its own."""

from zicht.casework.register.persons.identity import plain
from zicht.chain.signals.keys import company_form
from zicht.foundation.vault.sealing import words
from zicht.methods.folding import plain_words
from zicht.methods.linkage.names import fold


def test_each_use_keeps_its_own_letters():
    """Stored digests rest on these: a change here would part what is kept from what is asked."""
    name = "Wiśniewska-Łódź 2"
    assert plain(name) == "wisniewskalodz"
    assert fold(name) == "wisniewska-lodz 2"
    assert plain_words(name) == "wisniewska łodz 2"
    assert words(name) == ["wisniewska", "łodz"]
    assert company_form(name) == "wisniewskaodz2"


def test_what_a_person_types_in_capitals_is_the_same():
    for use in (plain, fold, plain_words, words, company_form):
        assert use("ZOË VAN DE BERG") == use("zoe van de berg"), use
    assert plain("D'Ünal") == "dunal"
