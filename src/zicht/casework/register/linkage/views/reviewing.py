"""The registrar's screens: pairs to decide on, what was merged, and the threshold of the nightly
comparison.
"""

from django import forms
from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST

from zicht.casework.register.linkage import words
from zicht.casework.register.linkage.services import regrouping, reviewing, thresholds
from zicht.casework.register.linkage_models import MatchCandidate, Regrouping
from zicht.casework.register.persons import queries
from zicht.casework.register.vocabulary import Judged, RegroupingReason
from zicht.foundation.access import Permission, access
from zicht.foundation.acts.attempts import attempt, press
from zicht.foundation.jobs.services import enqueue
from zicht.foundation.ui.telling import tell

DECIDED = {
    Judged.SAME: "Samengevoegd. De twee tellen nu als één persoon; ongedaan maken kan altijd.",
    Judged.DIFFERENT: "Bewaard: het zijn twee personen.",
    Judged.UNSURE: "Dit paar staat nu achteraan.",
}
APART = "Ongedaan gemaakt. Iedereen telt weer zoals daarvoor."
SPLIT = "Gesplitst. Deze persoon telt weer alleen."
STARTED = "De vergelijking is aangevraagd. Nieuwe paren verschijnen hier vanzelf."
CHOSEN = "De drempel is bewaard en geldt vanaf de volgende vergelijking."
PROPOSED = "Uw voorstel is bewaard. De drempel geldt zodra een tweede registrator akkoord geeft."
TURNED_DOWN = "Het voorstel gaat niet door. Er verandert niets."
WHY_APART = [
    choice
    for choice in RegroupingReason.choices
    if choice[0] not in (RegroupingReason.SAME_PERSON, RegroupingReason.AUTOMATIC)
]


class ThresholdForm(forms.Form):
    """From which likelihood the comparison merges by itself; empty for never."""

    threshold = forms.FloatField(
        label="Drempel",
        required=False,
        localize=True,
        help_text="Een kans tussen 0,9 en 1, bijvoorbeeld 0,99. Leeg: er wordt niets vanzelf samengevoegd.",
    )

    def clean_threshold(self):
        level = self.cleaned_data["threshold"]
        if level is not None and not thresholds.LOWEST <= level < 1:
            raise forms.ValidationError(thresholds.TOO_LOW)
        return level


class ReasonForm(forms.Form):
    """Why a merge is taken back."""

    reason = forms.ChoiceField(label="Waarom?", choices=WHY_APART, widget=forms.RadioSelect)


@access(Permission.REGISTER_MERGE)
def review(request):
    """The next pair, or the one asked for (`?paar=`)."""
    return _review(request, reviewing.next_pair(request.GET.get("paar", "")))


@access(Permission.REGISTER_MERGE)
@require_POST
def decide(request, candidate_id):
    """Decide on a pair and go to the next."""
    verdict = request.POST.get("oordeel")
    get_object_or_404(MatchCandidate, pk=candidate_id)
    if verdict not in Judged.values:
        return redirect(f"{reverse('register:review')}?paar={candidate_id}")
    despite = request.POST.get("toch") == "ja"
    tried = press(lambda: reviewing.decide(candidate_id, verdict, actor=request.actor, despite=despite))
    if tried.refusal:
        return _review(request, reviewing.next_pair(str(candidate_id)), tried.refusal, tried.status)
    messages.success(request, DECIDED[Judged(verdict)])
    return redirect("register:review")


@access(Permission.REGISTER_MERGE)
def regrouped(request):
    """What was merged, split and taken back, the latest first."""
    acts = reviewing.done()
    return render(request, "register/regrouped.html", {"acts": zip(acts, words.moves(acts), strict=True)})


@access(Permission.REGISTER_MERGE)
def undo(request, regrouping_id):
    """Take a merge or split back, with why."""
    act = get_object_or_404(Regrouping, pk=regrouping_id)
    about = [f"{said}." for _, said in words.moves([act])[0]]
    return _apart(
        request,
        lambda why: regrouping.undo(regrouping_id, why, actor=request.actor),
        APART,
        "Ongedaan maken",
        about,
    )


@access(Permission.REGISTER_MERGE)
def split(request, victim_id):
    """Let a merged person count alone again, with why."""
    person = queries.access_victim(victim_id)
    others = words.references(regrouping.groups_of([victim_id])[victim_id] - {victim_id})
    about = [f"{person.reference} telt nu mee met {', '.join(sorted(others.values()))}."] if others else []
    return _apart(
        request, lambda why: regrouping.split(victim_id, why, actor=request.actor), SPLIT, "Splitsen", about
    )


@access(Permission.REGISTER_MERGE)
@require_POST
def compare(request):
    """Ask for a comparison of the whole register now."""
    enqueue("register.link_now")
    messages.success(request, STARTED)
    return redirect("register:review")


@access(Permission.REGISTER_MERGE)
def threshold(request):
    """What each threshold costs, by the last comparison; a choice is looked at (`?drempel=`) before it is
    kept."""
    form = ThresholdForm(request.POST or request.GET or None)
    tried = attempt(form, lambda form: _keep(request, form)) if request.method == "POST" else None
    if tried and tried.accepted:
        messages.success(request, CHOSEN if tried.result.threshold is None else PROPOSED)
        return redirect("register:threshold")
    run, current = thresholds.latest_run(), thresholds.current()
    wanted = form.cleaned_data["threshold"] if form.is_bound and form.is_valid() else None
    levels = {*thresholds.OFFERED, *(level for level in (current, wanted) if level and 0 < level < 1)}
    decided = thresholds.decided()
    costs = [thresholds.cost(run, level, decided) for level in sorted(levels)] if run else []
    context = {"form": form, "tried": tried, "run": run, "current": current, "wanted": wanted, "costs": costs}
    context["waiting"] = thresholds.waiting()
    return render(request, "register/threshold.html", context, status=tried.status if tried else 200)


@access(Permission.REGISTER_MERGE)
@require_POST
def judge_threshold(request, setting_id):
    """Agree as a second registrar to a threshold, or turn it down."""
    agreed = request.POST.get("answer") == "agree"
    act = thresholds.agree if agreed else thresholds.decline
    tried = press(lambda: act(setting_id, actor=request.actor))
    tell(request, tried, CHOSEN if agreed else TURNED_DOWN)
    return redirect("register:threshold")


def _keep(request, form):
    return thresholds.choose(form.cleaned_data["threshold"], actor=request.actor)


def _review(request, candidate, refusal: str = "", status: int = 200):
    context = {
        "count": candidate.waiting if candidate else 0,
        "most": reviewing.MOST,
        "refusal": refusal,
        "review": reviewing.review(candidate, request.actor) if candidate else None,
    }
    return render(request, "register/review.html", context, status=status)


def _apart(request, act, told: str, title: str, about: list[str]):
    form = ReasonForm(request.POST or None)
    tried = attempt(form, lambda form: act(form.cleaned_data["reason"]))
    if tried.accepted:
        messages.success(request, told)
        return redirect("register:regrouped")
    return render(
        request,
        "register/apart.html",
        {"form": form, "tried": tried, "title": title, "about": about},
        status=tried.status,
    )
