"""Every form that takes a file, through its page: one that asks too much gets a sentence, nothing is kept.

`tests/rules/test_untrusted_files.py` keeps the list whole.
"""

import os

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from zicht.foundation.documents.tests import bombs

LIST = {"source": "tip_line"}
SIZES = {"source": "Vestigingenregister", "counted_on": "2024-01-01"}
QUICK = {"what": "x", "form": "unknown", "reporter_kind": "police_officer", "key": "a" * 32}
FORMS = {
    "doors.exchange.forms.UploadForm": ("exchange:upload", "contact_officer", "file", LIST),
    "casework.workforce.forms.ListForm": ("workforce:list", "chain_director", "file", SIZES),
    "chain.intake.forms.QuickForm": ("intake:quick", "contact_officer", "photos", QUICK),
}
OTHER_KIND = {
    "doors.exchange.forms.UploadForm": ("geen CSV- of Excel-bestand",),
    "casework.workforce.forms.ListForm": ("letters in dit bestand", "moet de kolommen", "niet goed gesloten"),
    "chain.intake.forms.QuickForm": ("niet als foto lezen",),
}
FILES = {
    "corner": (bombs.corner, "In cel XFD1048576 staat iets"),
    "unpacking": (bombs.unpacking, "uitgepakt te groot"),
    "entities": (bombs.entities, "niet openen"),
    "commas": (lambda: b"datum" + b";" * (1 << 19), "meer dan 256 kolommen"),
    "pixels": (lambda: bombs.png(7200, 7200), "te veel beeldpunten"),
}


@pytest.mark.parametrize("file", FILES)
@pytest.mark.parametrize("form", FORMS)
def test_OP3_a_file_that_asks_too_much_is_answered_in_words(country, browser_client, form, file):
    """OP3: by the very process that got it, which goes on."""
    name, function, field, more = FORMS[form]
    make, sentence = FILES[file]
    client, alive = browser_client.login(country.actor(function)), os.getpid()
    answer = client.post(reverse(name), more | {field: SimpleUploadedFile(f"{file}.xlsx", make())})
    assert (answer.status_code, os.getpid()) == (422, alive)
    assert any(words in answer.content.decode() for words in (sentence, *OTHER_KIND[form]))
