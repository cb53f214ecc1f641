"""The questions of the public report, one a page, in plain words. Only the story is needed; every other
answer may stay open.

Nobody is asked whether it is trafficking: the form question is in everyday words, and "I do not know" is a
full answer. A question decides itself whether it applies, from what was answered before (`given`: answers
by field name).
"""

from django import forms
from django.utils.translation import gettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from zicht.chain.intake import public_places
from zicht.chain.intake.public_question import (
    ANSWER,
    BEGIN,
    NO,
    UNKNOWN,
    WHAT,
    WHERE,
    YES,
    YES_NO_UNKNOWN,
    Notice,
    Question,
    choice,
    words,
)

MOST_LETTERS = 20_000
LANGUAGES = [
    ("nl", "Nederlands"),
    ("en", "English"),
    ("pl", "Polski"),
    ("ro", "Română"),
    ("bg", "Български"),
    ("hu", "Magyar"),
    ("es", "Español"),
    ("pt", "Português"),
    ("ar", "العربية"),
    ("uk", "Українська"),
    ("tr", "Türkçe"),
    ("fr", "Français"),
    ("vi", "Tiếng Việt"),
    ("zh", "中文"),
    ("ti", "ትግርኛ"),
]


class Danger(Question):
    slug, phase = "danger", BEGIN
    title = _("Is er nu iemand in gevaar?")
    danger = choice(
        title,
        [(YES, _("Ja, nu")), (NO, _("Nee, niet op dit moment")), (UNKNOWN, _("Dat weet ik niet"))],
        hints={YES: _("Iemand wordt bijvoorbeeld geslagen, opgesloten of bedreigd.")},
        short=_("Nu gevaar"),
    )


class CallFirst(Notice):
    slug, phase = "call", BEGIN
    title = _("Bel nu 112")
    page = "report/call_first.html"

    @classmethod
    def applies(cls, given):
        return given.get("danger") == YES


class Who(Question):
    slug, phase = "who", BEGIN
    title = _("Wie bent u?")
    lead = _("We vragen niet naar uw naam.")
    reporter = choice(
        title,
        [
            ("citizen", _("Ik heb iets gezien of gehoord")),
            ("victim", _("Het gaat over mijzelf")),
            ("relative", _("Het gaat over iemand die ik ken")),
            ("professional", _("Ik kom dit tegen in mijn werk")),
        ],
        hints={
            "relative": _("Bijvoorbeeld familie, een vriend of een collega."),
            "professional": _("Bijvoorbeeld in de zorg, op school, bij de gemeente of in een hotel."),
        },
        short=_("Wie meldt"),
    )


class Professional(Notice):
    slug, phase = "professional", BEGIN
    title = _("Hebt u een account?")
    page = "report/professional.html"

    @classmethod
    def applies(cls, given):
        return given.get("reporter") == "professional"


class Form(Question):
    slug, phase = "form", WHAT
    title = _("Waar gaat het over?")
    lead = _("Kies wat er het meest op lijkt. U hoeft het niet zeker te weten.")
    form = choice(
        title,
        [
            ("labour", _("Werk")),
            ("sexual", _("Seks of prostitutie")),
            ("criminal", _("Iets strafbaars moeten doen")),
            ("organ_removal", _("Een orgaan moeten afstaan")),
            ("unknown", _("Iets anders, of dat weet ik niet")),
        ],
        hints={
            "labour": _("Bijvoorbeeld weinig of geen loon, heel lange dagen, of niet weg mogen."),
            "sexual": _("Bijvoorbeeld onder druk, onder de 18, of het geld moeten afgeven."),
            "criminal": _("Bijvoorbeeld moeten stelen, bedelen, of drugs of geld wegbrengen."),
        },
        short=_("Gaat over"),
    )


class Story(Question):
    slug, phase = "story", WHAT
    title = _("Wat hebt u gezien of gehoord?")
    page = "report/story.html"
    what = forms.CharField(
        label=title,
        max_length=MOST_LETTERS,
        widget=forms.Textarea(attrs={"rows": 9, "spellcheck": "false"}),
        error_messages={
            "required": _("Schrijf iets op, al is het één zin. Zonder dit kunnen we niets doen."),
            "max_length": _(
                "Uw verhaal is langer dan we in één keer kunnen bewaren. Maak het korter; later kunt u meer"
                " toevoegen."
            ),
        },
    )
    what.short_label = _("Uw verhaal")

    @property
    def heading(self):
        titles = {"victim": gettext("Wat maakt u mee?"), "relative": gettext("Wat maakt diegene mee?")}
        return titles.get(self.given.get("reporter"), self.title)


class Place(Question):
    slug, phase = "place", WHERE
    title = _("Waar is het?")
    short = _("Plaats")
    lead = _("Weet u het niet? Laat het leeg en ga verder.")
    page = "report/fields.html"
    place = words(_("Plaats, postcode of gemeente"), short=_("Plaats of gemeente"))
    spot = words(
        _("Beschrijf de plek"),
        _("Bijvoorbeeld: een straat, een bedrijf, een camping, een website of een kenteken."),
        letters=1000,
        short=_("De plek"),
        widget=forms.Textarea(attrs={"rows": 3, "spellcheck": "false"}),
    )


class PlaceChoice(Question):
    slug, phase = "which", WHERE
    title = _("Welke plaats bedoelt u?")
    municipality = choice(title, [], short=_("Gemeente"))

    def __init__(self, *args, given, **options):
        super().__init__(*args, given=given, **options)
        known = public_places.labelled(given.get("places", ()))
        self.fields["municipality"].choices = [*known, (UNKNOWN, _("Een andere plaats, of dat weet ik niet"))]

    @classmethod
    def applies(cls, given):
        return bool(given.get("places")) and not given.get("sure")


class When(Question):
    slug, phase = "when", WHERE
    title = _("Wanneer gebeurt het?")
    short = _("Wanneer")
    page = "report/fields.html"
    ongoing = choice(_("Gebeurt het nu nog?"), YES_NO_UNKNOWN, short=_("Nu nog"))
    when = words(
        _("Wanneer zag of hoorde u het?"),
        _("Bijvoorbeeld: vorige week dinsdag, of elke nacht."),
        short=_("Zelf beschreven"),
    )

    def __init__(self, *args, given, **options):
        super().__init__(*args, given=given, **options)
        if given.get("reporter") in ("victim", "relative"):
            self.fields["when"].label = _("Wanneer was het, of sinds wanneer?")


class Minor(Question):
    slug, phase = "minor", WHERE
    title = _("Is er iemand bij die jonger is dan 18?")
    minor = choice(title, YES_NO_UNKNOWN, short=_("Iemand jonger dan 18"))

    @property
    def heading(self):
        if self.given.get("reporter") == "victim":
            return gettext("Bent u jonger dan 18, of is er iemand bij die jonger is?")
        return self.title


class _ForVictims(Question):
    phase = ANSWER

    @classmethod
    def applies(cls, given):
        return given.get("reporter") == "victim"


class Police(_ForVictims):
    slug = "police"
    title = _("Mag de politie dit weten?")
    lead = _(
        "U kiest. Zegt u nee, dan zoekt een zorgcoördinator eerst met u hulp. "
        "Nee geldt ook voor de marechaussee, de Arbeidsinspectie en andere opsporingsdiensten."
    )
    page = "report/police.html"
    police = choice(
        title,
        [
            (YES, pgettext_lazy("antwoord", "Ja")),
            (NO, _("Nee, geen politie")),
            (UNKNOWN, _("Dat weet ik nog niet")),
        ],
        short=_("Politie"),
    )


class Answer(_ForVictims):
    slug = "answer"
    title = _("Hoe geven we u veilig antwoord?")
    short = _("Antwoord")
    page = "report/answer.html"
    language = forms.ChoiceField(label=_("In welke taal wilt u antwoord?"), choices=LANGUAGES, required=False)
    contact = words(
        _("Wilt u dat we u op een andere manier bereiken? Hoe?"),
        _("Laat dit leeg als iemand uw telefoon of post kan zien."),
        short=_("Andere manier"),
    )
    safe_moment = words(
        _("Wanneer en hoe is dat veilig?"),
        _("Bijvoorbeeld: alleen overdag, alleen een bericht, niet bellen."),
        short=_("Veilig moment"),
    )
    language.short_label = _("Taal van het antwoord")


QUESTIONS: tuple[type[Question], ...] = (
    Danger,
    CallFirst,
    Who,
    Professional,
    Form,
    Story,
    Place,
    PlaceChoice,
    When,
    Minor,
    Police,
    Answer,
)
