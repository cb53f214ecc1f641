import re
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
import time_machine
from django.core.paginator import Paginator
from django.template import Context, Template
from django.template.loader import get_template, render_to_string
from django.test import RequestFactory
from django.utils import translation

from zicht.foundation.ui import views
from zicht.testing.markup import packed

ROOM = Path(__file__).parents[1]
TEMPLATES = sorted(
    path.relative_to(ROOM / "templates").as_posix() for path in ROOM.glob("templates/**/*.html")
)
ERROR_PAGES = ("400.html", "403.html", "403_csrf.html", "404.html", "429.html", "500.html", "503.html")
NOW = datetime(2026, 11, 3, 13, 5, tzinfo=UTC)


def show(source, **context):
    return packed(Template("{% load ui %}" + source).render(Context(context)))


@pytest.fixture
def work_page():
    return packed(views.catalogue(RequestFactory().get("/")).content.decode())


@pytest.fixture
def public_page():
    return packed(views.catalogue_public(RequestFactory().get("/")).content.decode())


@pytest.mark.parametrize("name", TEMPLATES)
def test_every_template_compiles(name):
    assert get_template(name)


@pytest.mark.parametrize("name", TEMPLATES)
def test_no_template_has_inline_script_or_style(name):
    source = (ROOM / "templates" / name).read_text()
    assert not re.search(r"<style|\sstyle=|\son[a-z]+=|<script(?![^>]*\ssrc=)|javascript:", source)


@pytest.mark.parametrize("name", ERROR_PAGES)
def test_an_error_page_needs_nothing_and_shows_a_way_back(name):
    html = get_template(name).render()
    assert re.search(r"<h1>.+</h1>", html)
    assert 'href="/"' in html
    assert "Zicht" not in html  # someone may be looking over a reporter's shoulder
    assert not re.search(r"\b(fout|ongeldig|verboden)\b", html, re.IGNORECASE)


def test_the_work_shell_says_for_whom_someone_works_and_where_they_are(work_page):
    assert "U werkt nu voor:<strong>Gemeente Ede</strong>" in work_page
    assert re.search(r'aria-current="page"><span>Signalen</span>', work_page)
    assert "Demonstratie: alle gegevens zijn verzonnen" in work_page
    assert 'lang="nl"' in work_page


def test_the_demonstration_banner_shows_in_a_demonstration_only():
    assert "Demonstratie" not in render_to_string("ui/base_work.html", {})


def test_case_data_stays_out_of_the_browsers_storage(work_page):
    assert '"historyCacheSize":0' in work_page
    assert '"allowEval":false' in work_page


def test_the_public_shell_names_nothing_and_offers_a_way_out(public_page):
    assert "Zicht" not in public_page
    assert "mensenhandel" not in re.search("<head>.*</head>", public_page, re.DOTALL).group()
    assert re.search(r'<a class="zicht-exit" id="snel-weg" href="https://[^"]+" rel="noreferrer', public_page)
    assert '<meta name="robots" content="noindex' in public_page


@pytest.mark.parametrize(("language", "direction"), [("nl", "ltr"), ("ar", "rtl"), ("pl", "ltr")])
def test_the_public_shell_follows_language_and_direction(language, direction):
    with translation.override(language):
        html = render_to_string("ui/base_public.html", {})
    assert f'<html lang="{language}" dir="{direction}">' in html


def test_pages_load_nothing_from_elsewhere(work_page, public_page):
    for html in (work_page, public_page):
        assert not re.findall(r'(?:src|<link[^>]*href)="(?:https?:)?//', html)


@time_machine.travel(NOW, tick=False)
def test_a_deadline_is_coloured_by_what_is_left():
    assert "zicht-badge--negative" in show("{% deadline due %}", due=NOW - timedelta(minutes=1))
    assert "zicht-badge--warning" in show("{% deadline due %}", due=NOW + timedelta(hours=20))
    assert "zicht-badge--" not in show("{% deadline due %}", due=NOW + timedelta(days=5))
    assert "zicht-badge--warning" in show("{% deadline due %}", due=NOW.date())
    assert "zicht-badge--negative" in show("{% deadline due %}", due=NOW.date() - timedelta(days=1))


@time_machine.travel(NOW, tick=False)
def test_filters_tell_time_in_dutch():
    assert (
        show("{{ at|wanneer }} · {{ at|nog }} · {{ at|datum }}", at=NOW + timedelta(days=3))
        == "6 november 2026 · nog 3 dagen · 6 november 2026"
    )
    assert show("{{ at|wanneer }}{{ at|nog }}{{ at|datumtijd }}", at=None) == ""


def test_pages_of_a_list_keep_the_rest_of_the_query():
    page = Paginator(range(100), 10).page(2)
    html = show("{% pagination page %}", page=page, request=RequestFactory().get("/?soort=arbeid&page=2"))
    assert "?soort=arbeid&amp;page=3" in html
    assert 'aria-current="page" aria-label="Pagina 2"' in html


def test_a_list_of_one_page_needs_no_links():
    assert show("{% pagination page %}", page=Paginator([1], 10).page(1)) == ""


def test_a_table_tells_each_cell_its_column_so_that_it_can_stack():
    html = show(
        "{% data_table 'Signalen' columns rows numeric='2' %}", columns=["Soort", "Aantal"], rows=[["<b>", 3]]
    )
    assert '<td role="cell" data-label="Aantal" class="zicht-number">3</td>' in html
    assert "&lt;b&gt;" in html


def test_a_table_with_a_cell_too_few_is_refused():
    with pytest.raises(ValueError, match="zip"):
        show("{% data_table 'x' columns rows %}", columns=["a", "b"], rows=[["1"]])


def test_a_chart_has_a_name_and_its_table_below():
    html = show(
        "{% bar_chart 'Naar soort' labels series %}",
        labels=["Arbeid", "Anders"],
        series={"Aantal": [1234, None]},
    )
    assert 'role="img"' in html
    assert html.index("</svg>") < html.index("<table")
    assert html.count("niet getoond") == 2
    assert '<td role="cell" data-label="Aantal" class="zicht-number">1.234</td>' in html


def test_two_charts_on_one_page_do_not_share_ids(work_page):
    ids = re.findall(r'\sid="([^"]+)"', work_page)
    assert len(ids) == len(set(ids))


def test_blocks_keep_what_they_hold_and_escape_their_titles():
    html = show("{% alert 'warning' title %}<p>Let op</p>{% endalert %}", title="<i>")
    assert "<p>Let op</p>" in html
    assert "&lt;i&gt;" in html


def test_a_question_names_its_consequences_and_offers_a_way_back():
    html = render_to_string(
        "ui/confirm.html",
        {
            "title": "Signaal overdragen?",
            "consequences": ["Gemeente Ede ziet alles."],
            "action": "Ja, draag over",
            "cancel_url": "/terug/",
        },
    )
    assert "Gemeente Ede ziet alles." in html
    assert 'href="/terug/"' in html


def test_the_docstring_names_every_tag_and_filter():
    from zicht.foundation import ui
    from zicht.foundation.ui.templatetags.ui import register

    names = [name for name in (*register.tags, *register.filters) if not name.startswith("end")]
    assert [name for name in names if name not in ui.__doc__] == []
