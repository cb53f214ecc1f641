"""How the log reads in Dutch. An action without words of its own reads as what kind of act it was."""

from zicht.chain.agreements.vocabulary import LegalBasis, Purpose
from zicht.foundation.audit.vocabulary import Action as A
from zicht.foundation.organisations.vocabulary import Function

KINDS = {"C": "Toegevoegd", "R": "Ingezien", "U": "Gewijzigd", "D": "Verwijderd", "E": "Uitgevoerd"}
PURPOSES = {"keeping": "Bewaren en bewaken", "reporting": "Melden", "oversight": "Toezicht op inzage"}
SUBJECTS = {
    "signal": "Signaal",
    "victim": "Persoon in het register",
    "notification": "Melding bij CoMensha",
    "account": "Account",
    "draft": "Concept",
    "import": "Inlezen",
    "region": "Regio",
    "invitation": "Uitnodiging",
    "question": "Vraag over inzage",
    "grant": "Inzagerecht",
    "log": "Logboek",
    "retention": "Bewaartermijn",
    "obligation": "Lijst van wie nog moet melden",
    "agreement": "Afspraak over delen",
    "break_glass": "Noodtoegang",
    "consent": "Toestemming",
    "inquiry": "Navraag bij andere regio's",
    "contact_request": "Verzoek om contact",
    "conflict": "Persoonlijk belang",
    "honeytoken": "Controlesignaal",
    "meeting": "Overleg",
    "item": "Agendapunt",
    "table": "Tafel",
    "work": "Gepland werk",
    "overlap": "Samenloop van werk",
    "criterion": "Criterium om te melden",
    "edition": "Editie van het register",
    "linkage": "Vergelijking van het register",
    "feedback": "Terugkoppeling",
    "organisation": "Organisatie",
    "municipality": "Gemeente",
    "page": "Pagina",
    "figures": "Cijfers",
    "funnel": "Trechter",
    "picture": "Beeld",
    "effects": "Effect",
    "survey": "Jaarlijkse vraag",
    "route": "Meldroute",
    "key": "Sleutels",
    "database": "Gegevensbestand",
}
ACTIONS = {
    A.SIGNAL_SUBMITTED: "Signaal gegeven",
    A.SIGNAL_READ: "Signaal gelezen",
    A.SIGNALS_LISTED: "Lijst van signalen bekeken",
    A.SIGNALS_SEARCHED: "Signalen gezocht",
    A.ATTACHMENT_READ: "Bijlage geopend",
    A.OBSERVATION_ADDED: "Waarneming toegevoegd",
    A.ASSESSMENT_ADDED: "Oordeel toegevoegd",
    A.HOLDING_TAKEN_UP: "Signaal opgepakt",
    A.HOLDING_ESCALATED: "Doorgezet na afgesproken tijd",
    A.HOLDING_REMINDED: "Herinnerd",
    A.HANDOVER_OFFERED: "Overdracht aangeboden",
    A.HANDOVER_ACCEPTED: "Overdracht aangenomen",
    A.HANDOVER_RETURNED: "Overdracht teruggegeven",
    A.HANDOVER_WITHDRAWN: "Overdracht ingetrokken",
    A.SIGNAL_CLOSED: "Eigen deel afgerond",
    A.SIGNAL_REOPENED: "Signaal opnieuw geopend",
    A.SIGNALS_LINKED: "Signalen gekoppeld",
    A.SIGNALS_IMPORTED: "Bestand ingelezen",
    A.DRAFT_KEPT: "Concept bewaard",
    A.GRANT_GIVEN: "Inzagerecht gegeven",
    A.GRANT_ENDED: "Inzagerecht beëindigd",
    A.FEEDBACK_GIVEN: "Terugkoppeling gegeven",
    A.FEEDBACK_READ: "Terugkoppeling gelezen",
    A.MAILBOX_OPENED: "Brievenbus geopend met code",
    A.MAILBOX_WRITTEN: "Bericht geschreven",
    A.VICTIM_REGISTERED: "Persoon geregistreerd",
    A.VICTIM_COMPLETED: "Gegevens aangevuld",
    A.VICTIM_LINKED: "Persoon aan signaal gekoppeld",
    A.VICTIM_READ: "Gegevens van persoon gelezen",
    A.VICTIMS_LISTED: "Lijst van personen bekeken",
    A.VICTIMS_SEARCHED: "Gezocht of persoon bekend is",
    A.NOTIFICATION_FILED: "Gemeld bij CoMensha",
    A.NOTIFICATION_CORRECTED: "Melding verbeterd",
    A.REGISTRATION_DECIDED: "Besluit over melden",
    A.SIGNED_IN: "Ingelogd",
    A.SIGN_IN_REFUSED: "Inloggen mislukt",
    A.SIGNED_OUT: "Uitgelogd",
    A.ORGANISATION_CHOSEN: "Organisatie gekozen",
    A.FUNCTION_GIVEN: "Functie gegeven",
    A.FUNCTION_ENDED: "Functie beëindigd",
    A.ABSENCE_SET: "Afwezigheid vastgelegd",
    A.OVERVIEW_READ: "Overzicht bekeken",
    A.AUDIT_SEARCHED: "Logboek doorzocht",
    A.ACCESS_REPORT_MADE: "Inzageverslag gemaakt",
    A.BREAK_GLASS_LATE: "Gevraagd om noodtoegang na te kijken",
    A.ACCESS_QUESTION_ASKED: "Vraag over inzage gesteld",
    A.ACCESS_QUESTION_ANSWERED: "Vraag over inzage beantwoord",
    A.ACCESS_QUESTION_CLOSED: "Vraag over inzage afgesloten",
    A.CONFLICT_DECLARED: "Persoonlijk belang gemeld",
    A.CONFLICT_ENDED: "Persoonlijk belang beëindigd",
    A.HONEYTOKEN_PLACED: "Controlesignaal geplaatst",
    A.PRINTED: "Afgedrukt",
    A.EXPORTED: "Geëxporteerd",
    A.OBLIGATION_CREATED: "Plicht om te melden ontstaan",
    A.OBLIGATION_FULFILLED: "Plicht om te melden vervuld",
    A.KEYS_ROTATED: "Sleutels vernieuwd",
    A.DATA_DESTROYED: "Inhoud vernietigd na de bewaartermijn",
    A.RETENTION_TERM_SET: "Bewaartermijn vastgesteld",
    A.AGREEMENT_DRAFTED: "Afspraak opgesteld",
    A.AGREEMENT_REVIEWED: "Afspraak nagekeken",
    A.AGREEMENT_STARTED: "Afspraak ingegaan",
    A.AGREEMENT_ENDED: "Afspraak beëindigd",
    A.SHARING_ASKED: "Gevraagd of delen mag",
    A.CONSENT_STATED: "Toestemming vastgelegd of ingetrokken",
    A.BREAK_GLASS_USED: "Noodtoegang geopend",
    A.BREAK_GLASS_REVIEWED: "Noodtoegang nagekeken",
    A.INQUIRY_ASKED: "Navraag gedaan bij andere regio's",
    A.INQUIRIES_LISTED: "Eigen navraag bekeken",
    A.CONTACT_REQUESTED: "Om contact gevraagd",
    A.CONTACT_ANSWERED: "Verzoek om contact beantwoord",
    A.FEEDBACK_LET_GO: "Terugkoppeling losgelaten",
    A.MATCH_JUDGED: "Geoordeeld of het dezelfde persoon is",
    A.THRESHOLD_SET: "Grens voor vergelijken ingesteld",
    A.REGISTER_COMPARED: "Register vergeleken op dubbele personen",
    A.VICTIM_MERGED: "Personen samengevoegd",
    A.VICTIM_SPLIT: "Personen uit elkaar gehaald",
    A.REGISTER_IMPORTED: "Register ingelezen",
    A.NOT_KNOWN_SAID: "Gezegd dat iets niet bekend is",
    A.OBLIGATION_REMINDED: "Herinnerd aan plicht om te melden",
    A.EDITION_MADE: "Editie van het register gemaakt",
    A.EDITION_READ: "Editie van het register bekeken",
    A.CRITERIA_CHANGED: "Criterium om te melden gewijzigd",
    A.TABLE_MADE: "Tafel gemaakt",
    A.MEETING_PLANNED: "Overleg gepland",
    A.MEETING_STARTED: "Overleg begonnen",
    A.MEETING_JOINED: "Aangeschoven bij overleg",
    A.MEETING_READ: "Overleg bekeken",
    A.MEETING_CONFIRMED: "Verslag vastgesteld",
    A.MINUTES_READ: "Verslag gelezen",
    A.AGENDA_PROPOSED: "Voorstel voor agenda bekeken",
    A.AGENDA_CHANGED: "Agenda gewijzigd",
    A.ITEM_PLACED: "Op de agenda gezet",
    A.ITEM_WRITTEN: "Bij agendapunt geschreven",
    A.ITEM_CHANGED: "Agendapunt gewijzigd",
    A.ITEM_CLOSED: "Agendapunt afgesloten",
    A.WORK_PLANNED: "Werk gepland",
    A.WORK_ENDED: "Gepland werk beëindigd",
    A.WORK_ASKED: "Gevraagd wie er al mee bezig is",
    A.OVERLAPS_READ: "Samenloop van werk bekeken",
    A.ROUTE_DRAFTED: "Meldroute opgesteld",
    A.ROUTE_CHECKED: "Meldroute gecontroleerd",
    A.ROUTE_PUBLISHED: "Meldroute gepubliceerd",
    A.FIGURES_BUILT: "Cijfers bijgewerkt",
    A.WORKFORCE_FILLED: "Aantallen werkenden ingelezen",
    A.SURVEY_ANSWERED: "Jaarlijkse vraag beantwoord",
    A.BACKUP_RESTORED: "Reservekopie teruggezet",
    A.INVITATION_SENT: "Collega uitgenodigd",
    A.INVITATION_ACCEPTED: "Uitnodiging aangenomen",
}


def action(slug: str, kind: str) -> str:
    """Return what was done."""
    return ACTIONS.get(slug) or f"{KINDS.get(kind, 'Gedaan')} ({slug.replace('_', ' ')})"


def why(purpose: str, basis: str) -> str:
    """Return purpose and basis."""
    words = PURPOSES.get(purpose) or (
        Purpose(purpose).label if purpose in Purpose.values else purpose.replace("_", " ")
    )
    ground = LegalBasis(basis).label.partition(":")[0] if basis in LegalBasis.values else ""
    return f"{words}. Grondslag: {ground}." if ground else f"{words}."


def functions(slugs: str) -> str:
    """Return the functions in words."""
    return " en ".join(Function(slug).label for slug in slugs.split(",") if slug in Function.values)


def subject(kind: str) -> str:
    """Return what kind of thing it was about."""
    return SUBJECTS.get(kind, kind.replace("_", " ").capitalize())
