"""Lists of signals: everything the acting person sees, and what a search finds."""

from django.shortcuts import redirect, render

from zicht.chain.custody import lists
from zicht.chain.custody.forms import FilterForm, SearchForm
from zicht.foundation.access import Permission, access
from zicht.foundation.audit import services as audit
from zicht.foundation.audit.vocabulary import Action


@access(Permission.SIGNAL_READ)
def signals(request):
    """All signals the actor sees, newest first, in pages of 25."""
    form = FilterForm(request.GET)
    wanted, mark = form.wanted, lists.Mark.read(request.GET.get("na", ""))
    ids, following = lists.visible_ids(wanted, mark)
    found = lists.in_order(ids)
    audit.record(request.actor, Action.SIGNALS_LISTED, "signal", count=len(found), **wanted)
    context = {
        "filter": form,
        "search": SearchForm(),
        "rows": lists.rows(found, request.actor),
        "wanted": wanted,
        "mark": mark,
    }
    context["next"] = _next(request, following)
    return render(request, "custody/list.html", context)


@access(Permission.SIGNAL_READ)
def search(request):
    """Signals with all the words, or the one with that reference. Only what the actor sees in full is
    searched."""
    form = SearchForm(request.POST or None)
    typed = form.cleaned_data["words"] if form.is_valid() else ""
    if not typed.strip():
        return redirect("custody:list")
    by_reference = lists.with_reference(typed)
    if by_reference:
        return redirect("custody:signal", by_reference)
    found = lists.in_order(lists.with_words(typed))
    audit.record(request.actor, Action.SIGNALS_SEARCHED, "signal", count=len(found))
    context = {
        "search": form,
        "rows": lists.rows(found, request.actor),
        "most": len(found) >= lists.MOST_FOUND,
    }
    return render(request, "custody/found.html", context)


def _next(request, mark: lists.Mark | None) -> str:
    if mark is None:
        return ""
    query = request.GET.copy()
    query["na"] = str(mark)
    return f"?{query.urlencode()}"
