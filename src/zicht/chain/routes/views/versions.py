"""Pages about routes: which ones count, the route of a place, trying out, comparing, and editing a
version.
"""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_POST

from zicht.chain.routes import forms, picture, queries, services
from zicht.chain.routes.comparison import differences, harmony
from zicht.chain.routes.country import compile_versions, country, read_version
from zicht.chain.routes.models import RouteVersion
from zicht.chain.routes.queries import Area
from zicht.chain.routes.reading import as_text
from zicht.chain.routes.route import RouteRefused
from zicht.chain.routes.vocabulary import FUNCTIONS, ROLES, TASKS, Role
from zicht.foundation.access import Permission, access
from zicht.foundation.acts.attempts import press
from zicht.foundation.ui import moments

TONES = {"draft": "", "checked": "info", "published": "positive", "retired": ""}


@require_GET
@access(Permission.ROUTE_READ)
def overview(request) -> HttpResponse:
    if request.GET.get("gemeente"):
        form = forms.PlaceForm(request.GET)
        if form.is_valid():
            return redirect("routes:place", form.cleaned_data["gemeente"])
    mine = queries.editable_areas(request.actor)
    context = {
        "form": forms.PlaceForm(initial={"gemeente": queries.place_of(request.actor) or forms.UNKNOWN}),
        "published": queries.published(),
        "editable": [row for row in queries.in_the_making() if Area.of(row) in mine],
        "may_edit": bool(mine),
    }
    return render(request, "routes/overview.html", context)


@require_GET
@access(Permission.ROUTE_READ)
def place(request, code: str) -> HttpResponse:
    municipality = None if code == forms.UNKNOWN else queries.municipality(code)
    now = country()
    pk = municipality.code if municipality else None
    found = picture.branches(now.routes(pk), now.recipients(pk), "known" if pk else "unknown")
    context = {
        "place": municipality or "een onbekende plaats",
        "branches": found,
        "routes": now.routes(pk),
        "contacts": _contact_rows(found),
        "contact_columns": ["Functie", "Organisatie", "Wie", "Telefoon"],
    }
    return render(request, "routes/place.html", context)


def _contact_rows(branches: list[picture.Branch]) -> list[list[str]]:
    """Function, organisation, names and phone of everyone in the picture, each once."""
    stops = {stop.function: stop for branch in branches for stop in branch.stops if stop.recipient}
    people = queries.people_behind((stop.recipient.organisation_id, stop.function) for stop in stops.values())
    return [
        [
            _capital(stop.name),
            stop.recipient.organisation,
            ", ".join(people[stop.recipient.organisation_id, stop.function].names) or "niet bezet",
            people[stop.recipient.organisation_id, stop.function].phone or "onbekend",
        ]
        for stop in stops.values()
    ]


@require_GET
@access(Permission.ROUTE_READ)
def try_out(request) -> HttpResponse:
    start = {
        "gemeente": queries.place_of(request.actor) or forms.UNKNOWN,
        "vorm": "unknown",
        "minderjarig": "",
    }
    form = forms.TryOutForm(request.GET if "vorm" in request.GET else None, initial=start)
    context = {"form": form, "tried": False}
    if form.is_bound and form.is_valid():
        context |= _outcome(form)
    return render(request, "routes/try_out.html", context, status=422 if form.errors else 200)


def _outcome(form: forms.TryOutForm) -> dict:
    found = services.evaluate_for(form.facts())
    rows = [
        [
            f"{_capital(FUNCTIONS[step.function])} ({step.organisation})",
            ROLES[step.role],
            ", ".join(TASKS[task] for task in step.tasks),
            str(step.due) if step.role is Role.RESPONSIBLE else "meteen",
        ]
        for step in found.steps
    ]
    columns = ["Naar", "Rol", "Taak", "Termijn"]
    return {"tried": True, "columns": columns, "rows": rows, "because": found.because}


@require_GET
@access(Permission.ROUTE_READ)
def compare(request) -> HttpResponse:
    own = queries.region_of(request.actor)
    region = queries.region(request.GET["regio"]) if request.GET.get("regio") else own
    if region is None:
        region = queries.regions_with_directors()[0]
    now = country()
    mine = now.routes_of_region(region.pk)
    neighbours = [(other, now.routes_of_region(other.pk)) for other in queries.neighbours(region)]
    context = {
        "region": region,
        "regions": queries.regions_with_directors(),
        "columns": ["Buurregio", "Wat er anders gaat", "Bij welk signaal"],
        "rows": [[other.name, *row] for other, theirs in neighbours for row in differences(mine, theirs)],
        "scores": [(other.name, f"{harmony(mine, theirs):.0%}") for other, theirs in neighbours],
    }
    return render(request, "routes/compare.html", context)


@require_GET
@access(Permission.ROUTE_READ)
def version(request, version_id: int) -> HttpResponse:
    return render(request, "routes/version.html", _version_context(request, _version(version_id)))


def _version_context(request, row: RouteVersion) -> dict:
    area = Area.of(row)
    return {
        "version": row,
        "tone": TONES[row.state],
        "may_edit": row.editable and queries.may_edit(area, request.actor),
        "about": _about(row),
        "others": [other for other in queries.versions_of(area) if other.pk != row.pk],
        **_read_for_people(row),
    }


def _about(row: RouteVersion) -> list[tuple[str, str]]:
    people = queries.names_of([row.author_id, row.checked_by, row.published_by])
    return [
        ("Gebied", _capital(row.area_name)),
        ("Opgesteld door", people.get(row.author_id, "Zicht")),
        ("Gecontroleerd", moments.long_moment(row.checked_at) if row.checked_at else "nog niet"),
        ("Gepubliceerd", moments.long_moment(row.published_at) if row.published_at else "nog niet"),
        ("Gepubliceerd door", people.get(row.published_by, "Zicht") if row.published_by else "nog niemand"),
    ]


def _read_for_people(row: RouteVersion) -> dict:
    """The rules as branches without names, or what keeps the text from being read."""
    above = compile_versions(
        RouteVersion.objects.filter(pk__in=row.above).select_related("region", "municipality")
    )
    try:
        route = read_version(row, [above[pk] for pk in row.above])
    except RouteRefused as refused:
        return {"branches": [], "problems": refused.problems}
    higher = [above[pk] for pk in row.above]
    return {"branches": picture.branches([*higher, route], {})[-len(route.rules) :], "problems": ()}


@access(Permission.ROUTE_EDIT)
def new(request) -> HttpResponse:
    areas = queries.editable_areas(request.actor)
    form = forms.AreaForm(request.POST or None, areas=areas, initial={"gebied": request.GET.get("gebied")})
    if form.is_bound and form.is_valid():
        area = Area.named(form.cleaned_data["gebied"])
        row = services.draft(area, services.starting_text(area), actor=request.actor)
        return redirect("routes:edit", row.pk)
    return render(
        request, "routes/new.html", {"form": form, "areas": areas}, status=422 if form.errors else 200
    )


@access(Permission.ROUTE_EDIT)
def edit(request, version_id: int) -> HttpResponse:
    row = _own_version(request, version_id)
    if request.method != "POST":
        return _editor(request, row, forms.DocumentForm.showing(row.document))
    form = forms.DocumentForm(request.POST)
    if form.is_valid():
        form, problems = _saved(request, row, form)
        if not problems and not form.errors:
            messages.success(request, "Opgeslagen en in orde. U kunt deze versie publiceren.")
            return redirect("routes:version", row.pk)
    return _editor(request, row, form, status=422)


def _saved(request, row: RouteVersion, form: forms.DocumentForm) -> tuple[forms.DocumentForm, tuple]:
    """Keep the text, check it, and return a form that shows it as kept with each problem at its line."""
    document = form.cleaned_data["tekst"]
    seen = form.cleaned_data["seen"]
    tried = press(lambda: services.revise(row.pk, document, actor=request.actor, seen=seen))
    if tried.refusal:
        form.add_error(None, f"{tried.refusal} Open de pagina opnieuw en voeg uw wijziging toe.")
        return form, ()
    problems = services.check_version(row.pk, actor=request.actor)
    kept = forms.DocumentForm({"tekst": as_text(document), "seen": services.fingerprint(document)})
    kept.full_clean()
    kept.name_problems(problems)
    return kept, problems


def _editor(request, row: RouteVersion, form: forms.DocumentForm, status: int = 200) -> HttpResponse:
    context = {"version": row, "form": form, "functions": FUNCTIONS.items(), "tasks": TASKS.items()}
    return render(request, "routes/edit.html", context, status=status)


@require_POST
@access(Permission.ROUTE_EDIT)
def check(request, version_id: int) -> HttpResponse:
    row = _own_version(request, version_id)
    problems = services.check_version(row.pk, actor=request.actor)
    if problems:
        row.refresh_from_db()
        context = _version_context(request, row) | {"problems": problems}
        return render(request, "routes/version.html", context, status=422)
    messages.success(request, "Deze versie is gecontroleerd en in orde.")
    return redirect("routes:version", row.pk)


@access(Permission.ROUTE_EDIT)
def publish(request, version_id: int) -> HttpResponse:
    row = _own_version(request, version_id)
    if request.method != "POST":
        return _ask_to_publish(request, row)
    tried = press(lambda: services.publish(row.pk, actor=request.actor))
    if isinstance(tried.refused, services.NotPublishable):
        context = _version_context(request, row) | {"problems": tried.refused.problems}
        return render(request, "routes/version.html", context, status=422)
    if tried.refusal:
        hint = "" if tried.refusal == services.FOUR_EYES else " Controleer de versie eerst."
        messages.warning(request, tried.refusal + hint)
    else:
        messages.success(request, f"{_capital(str(row))} geldt vanaf nu.")
    return redirect("routes:version", row.pk)


def _ask_to_publish(request, row: RouteVersion) -> HttpResponse:
    context = {
        "title": f"Publiceer {row}",
        "question": "Weet u zeker dat deze versie vanaf nu geldt?",
        "consequences": [
            f"Nieuwe signalen in {row.area_name} volgen meteen deze versie.",
            "De versie die nu geldt, blijft bewaard maar geldt niet meer.",
            "Signalen die er al zijn, houden hun eigen houders.",
            "Een gepubliceerde versie verandert nooit meer; wijzigen kan met een nieuwe versie.",
        ],
        "action": "Publiceer",
        "cancel_url": reverse("routes:version", args=[row.pk]),
    }
    return render(request, "ui/confirm.html", context)


def _version(version_id: int) -> RouteVersion:
    return get_object_or_404(RouteVersion.objects.select_related("region", "municipality"), pk=version_id)


def _own_version(request, version_id: int) -> RouteVersion:
    """A version the actor may edit. Refuses: another's area (403), unknown (404)."""
    row = _version(version_id)
    services.require_own(Area.of(row), request.actor)
    return row


def _capital(words: str) -> str:
    return words[0].upper() + words[1:]
