"""The catalogues: compiled from what stands beside them, and complete."""

import gettext
import re
import shutil
import subprocess

import pytest
from django.conf import settings

LOCALE = settings.LOCALE_PATHS[0]
LANGUAGES = sorted(folder.name for folder in LOCALE.iterdir() if folder.is_dir())


def catalogue(language: str):
    return LOCALE / language / "LC_MESSAGES" / "django.po"


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_compiled_catalogue_belongs_to_its_source(language, tmp_path):
    if shutil.which("msgfmt") is None:
        pytest.skip("gettext is not installed (Debian: apt install gettext)")
    fresh = tmp_path / "django.mo"
    subprocess.run(["msgfmt", "--check-format", "-o", fresh, catalogue(language)], check=True)
    assert fresh.read_bytes() == catalogue(language).with_suffix(".mo").read_bytes()


@pytest.mark.parametrize(
    "language", [language for language in LANGUAGES if language != settings.LANGUAGE_CODE]
)
def test_every_sentence_is_translated(language):
    with catalogue(language).with_suffix(".mo").open("rb") as file:
        compiled = gettext.GNUTranslations(file)
    sentences = re.findall(r'^msgid "(.+)"$', catalogue(language).read_text(), re.MULTILINE)
    translated = {
        key[0] if isinstance(key, tuple) else key.rpartition("\x04")[2] for key in compiled._catalog
    }
    assert [sentence for sentence in sentences if sentence.replace('\\"', '"') not in translated] == []


def test_every_language_that_is_offered_has_a_catalogue():
    assert {code for code, _ in settings.LANGUAGES} == set(LANGUAGES)
