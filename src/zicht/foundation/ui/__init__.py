"""The look of Zicht, on NL Design System: two shells, the pieces that screens are made of, and how forms are
shown.

Settings: `"zicht.foundation.ui"` in INSTALLED_APPS and `FORM_RENDERER =
"zicht.foundation.ui.renderers.FormRenderer"`. See every piece: `views.catalogue` (`ui/catalogue.html` is the
example to copy from). Colours: `frontend/palette.json`. A new class in CSS or template of the design system
itself: run `frontend/refresh` (only then is node needed). No inline script or style anywhere: the
Content-Security-Policy forbids both. Plain h1-h4, p, ul, a, small look right bare.

SHELLS (`{% extends %}`)
  ui/base_work.html    blocks title, content, aside (stays away when empty), head, home_url, footer_links.
      context: nav = [{url, label, current, count}], acting = {organisation, person, function, switch_url,
      sign_out_url}, demo = True for the banner, messages = Django's. htmx is loaded, sends the CSRF token and
      swaps 422 answers.
  ui/base_public.html  blocks title, brand, languages, content, footer_links, head, skip_label, exit_label,
  exit_url.
      lang and dir follow the active language; "Snel weg" and three times Shift leave at once.
      languages shows this page in the other languages (settings.LANGUAGES); a page that answers a form:
      `{% block languages %}{% languages "form-id" %}{% endblock %}` sends the form along to the other
      language. {% in_this_language "/privacy/" %}: a Dutch address in the language of this page.
  ui/confirm.html      a question before something weighty: title, question, consequences (list), form
      (optional), action (label of the button), kind ("danger"), cancel_url. Posts to its own
      address. In the public shell: `{% include "ui/pieces/confirm.html" %}`.
  ui/error.html        blocks title, error_title, error_text, error_way_back; 400, 403, 403_csrf, 404, 429,
      500 and 503 build on it. Needs no context, neutral for the public door, in the language of the address.

FORMS
  <form method="post" class="zicht-stack">{% csrf_token %}{{ form }}
      <div class="zicht-actions">{% button "Opslaan" %}</div></form>
  {{ form }}                       error summary, then each field with label, hint (help_text) and error
  {% error_summary form %}         the summary alone, when fields are placed by hand
  {{ form.field.as_field_group }}  one whole field
  Required fields carry no mark; others read "(niet verplicht)". Add `novalidate` to the form: the server
  explains better.
  from zicht.foundation.ui.forms import RadioCards, CheckboxCards (hints={value: text}), Chips (grouped
  choices get a heading), DateInput, TimeInput, MomentInput; Django's other widgets come out right by
  themselves.
  <form method="get" class="zicht-filter">{{ form }}
      <div class="zicht-actions">{% button "Zoek" %}</div></form>   above a list
  <fieldset class="zicht-fieldset"><legend>..</legend> .. </fieldset>   several fields that belong together

PIECES (`{% load ui %}`); tone of badge, tile, timeline: "" info positive warning negative; of alert: info ok
warning error
  {% button "Opslaan" %}  {% button "Later" "secondary|subtle|danger" name="later" value="1" hx_post=url %}
  {% link_button "Aanvullen" url %}  {% link_button "Overdragen" url "primary" %}
  {% alert "warning" "Titel" %}<p>..</p>{% endalert %}
  {% badge "Aan zet" "warning" %}  {% deadline due %} (badge with the time left, coloured by itself)
  {% card "Titel" url="" kind="action|quiet" level=3 %}<p>..</p>{% endcard %}
  {% tile 12 "signalen aan zet" "3 moeten vandaag" url "warning" %}
                                             one number that matters; put them in .zicht-grid
  {% facts pairs %}                          mapping or [(label, value)]; empty reads "onbekend"
  {% timeline entries %}                     [{at, title, who, text, url, tone}]
  {% data_table "Bijschrift" columns rows numeric="3 4" hide_caption=True %}
                                             columns = labels, rows = lists of cells; stacked at 360 px. Cells
                                             with links: format_html in the view, or copy the markup of
                                             ui/pieces/data_table.html
  {% pagination page %}  {% tabs items label="Werkvoorraad" %} [{url, label, current, count}]
  {% breadcrumbs pairs %} [(label, url)], last is here  {% back_link url "Terug naar signalen" %}
  {% landmark "work" as url %}               the address of a page in a room above (see `landmarks`)
  {% pieces "signal" as pieces %}            templates that rooms put in a slot (see `slots`); include each
  {% steps labels 2 %}                       step indicator, counts from 1
  {% empty_state "Er wacht niets op u" "Uitleg" url "Knop" %}
  {% receipt code %}                         large code with copy button
  {% disclosure "Waarom zie ik dit?" %}<p>..</p>{% enddisclosure %}
  {% bar_chart "Titel" labels series unit="meldingen" note="" label_head="Soort" %}
                                             series = {name: [number | None (withheld) | (value, low, high)]},
                                             at most 4; draws SVG and the table under it
  {% area_map "Titel" "safety_region" numbers unit="meldingen" %}
                                             map of the Netherlands with its table; numbers = {code: number |
                                             None (withheld)}
  {% icon "clock" %}                         names in icons.py; decoration only
  {{ moment|wanneer }} vandaag 14:05 / gisteren 09:30 / 3 november 2026
  {{ due|nog }} nog 2 dagen / al 3 dagen over ...
  {{ day|datum }} 3 november 2026    {{ moment|datumtijd }} 3 november 2026, 14:05
  {{ number|getal }} 12.345
  {{ days|dagen }} 1.826 dagen (5 jaar)

LAYOUT CLASSES
  zicht-stack (--tight, --loose) vertical rhythm: put it on every container of blocks, never set margins
  zicht-row (--apart) side by side, wraps   zicht-grid (--wide) equal columns that wrap
  zicht-head-row title left, buttons right
  zicht-lead first paragraph   zicht-quiet grey   zicht-preheading small line above h1
  zicht-hidden-visually for screen readers
  zicht-number tabular figures   zicht-actions buttons at the end of a form
  zicht-link a link that has other classes too
"""
