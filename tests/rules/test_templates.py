"""The layout of the templates: one element a line, at most 140 characters, the page stays the same."""

import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[2]


def formatter(*arguments):
    script = ROOT / "scripts" / "format-templates"
    return subprocess.run(
        [sys.executable, script, *arguments], cwd=ROOT, capture_output=True, text=True, check=False
    )


def laid_out(folder, source):
    path = folder / "one.html"
    path.write_text(source)
    formatter(path)
    return path.read_text()


def test_every_template_is_laid_out_and_no_line_is_over_140_characters():
    checked = formatter("--check")
    assert checked.returncode == 0, checked.stdout


def test_a_packed_template_and_a_line_that_is_too_long_are_named(tmp_path):
    path = tmp_path / "packed.html"
    path.write_text(f'<ul><li>een</li></ul>\n{{% badge "{"a" * 140}" %}}\n')
    checked = formatter("--check", path)
    assert checked.returncode == 1
    assert f"{path}: not laid out" in checked.stdout
    assert f"{path}:4: over 140 characters" in checked.stdout
    assert path.read_text().startswith("<ul><li>")


def test_one_element_stands_on_a_line_and_a_second_time_changes_nothing(tmp_path):
    source = "<ul>{% for one in all %}<li>{{ one }}</li>{% endfor %}</ul>\n"
    once = laid_out(tmp_path, source)
    assert once == "<ul>\n  {% for one in all %}\n    <li>{{ one }}</li>\n  {% endfor %}\n</ul>\n"
    assert laid_out(tmp_path, once) == once


def test_no_whitespace_comes_between_what_touched(tmp_path):
    """Neither beside inline siblings, nor where only one way through an `{% if %}` lies at an edge."""
    touching = "".join(f"<strong>{word * 9}</strong>{{% if {word} %}}, {word}{{% endif %}}" for word in WORDS)
    once = laid_out(tmp_path, f"<p>{touching}</p>\n")
    assert len(once.splitlines()) > 3
    assert "".join(once.split()).removeprefix("<p>") == "".join(f"{touching}</p>".split())
    assert once.count("</strong>{% if") == len(WORDS)
    assert once.count("{% endif %}<strong>") == len(WORDS) - 1


def test_sentences_that_are_translated_and_an_empty_cell_stay_as_they_are(tmp_path):
    long = "Een zin die vertaald wordt en die zo lang is dat hij niet op één regel past. " * 2
    sentence = f"{{% blocktranslate %}}{long}{{% endblocktranslate %}}"
    assert sentence in laid_out(tmp_path, f"<p>{sentence}</p>\n")
    cell = f'<td role="cell">{{% if one %}}{{{{ one.{"a" * 60} }}}}{{{{ one.{"b" * 60} }}}}{{% endif %}}</td>'
    assert cell.removeprefix("<td ") in laid_out(tmp_path, f"<tr>{cell}</tr>\n")


WORDS = ["amsterdam", "breda", "culemborg", "deventer", "enschede", "franeker"]
