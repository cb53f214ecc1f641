"""Templates of agreements to start from. Nothing here is legal advice: each is to be confirmed by the
data-protection officer.

Sources: Besluit politiegegevens art. 4:2 (police, KMar and labour inspectorate to CoMensha without
consent); Wet politiegegevens; Wmo 2015 art. 5.2.6; AVG art. 6, 9 and 26; Wet gegevensverwerking door
samenwerkingsverbanden.
"""

from dataclasses import dataclass

from zicht.chain.agreements.vocabulary import Category as C
from zicht.chain.agreements.vocabulary import Condition, LegalBasis, Level, Purpose
from zicht.foundation.organisations.vocabulary import OrganisationKind as K

TO_CONFIRM = "Te bevestigen door uw functionaris gegevensbescherming"
STORY = (C.SIGNAL_CORE, C.NARRATIVE, C.REPORTER, C.CONTACT)
STATUTORY = (K.POLICE, K.KMAR, K.NLA)
EVERYONE = tuple(kind for kind in K if kind not in (K.RESEARCH, K.TIP_LINE, K.OTHER))


@dataclass(frozen=True)
class Template:
    """An agreement to start from."""

    slug: str
    title: str
    explanation: str
    basis: LegalBasis
    article: str
    purposes: tuple[Purpose, ...]
    categories: tuple[C, ...]
    level: Level
    gives: tuple[K, ...]
    receives: tuple[K, ...]
    conditions: tuple[Condition, ...] = ()
    grant_days: int = 90


TEMPLATES = (
    Template(
        "statutory-duty-comensha",
        "Wettelijke plicht: politie, marechaussee en Arbeidsinspectie melden bij CoMensha",
        "Politie, Koninklijke Marechaussee en Arbeidsinspectie melden vermoedelijke slachtoffers bij"
        " CoMensha. Daar is geen toestemming voor nodig. Een telefoonnummer of documentnummer van het"
        " slachtoffer kan erbij staan, om dubbele meldingen te herkennen. Wie het signaal gaf, hoort er niet"
        " bij.",
        LegalBasis.STATUTORY_DUTY,
        "Besluit politiegegevens art. 4:2 lid 1 onder b, 3°",
        (Purpose.REGISTRATION,),
        (C.SIGNAL_CORE, C.NARRATIVE, C.VICTIM_IDENTITY, C.CONTACT, C.CRIMINAL),
        Level.FULL,
        STATUTORY,
        (K.COMENSHA,),
        grant_days=1825,
    ),
    Template(
        "zvh-covenant",
        "Convenant Zorg- en Veiligheidshuis",
        "Partners van het Zorg- en Veiligheidshuis delen wat nodig is om een signaal samen te bekijken en"
        " hulp te regelen.",
        LegalBasis.COVENANT,
        "Samenwerkingsovereenkomst Zorg- en Veiligheidshuis; AVG art. 6 lid 1 onder e en art. 26",
        (Purpose.SIGNAL_HANDLING, Purpose.CARE, Purpose.CONSULTATION),
        (*STORY, C.VICTIM_IDENTITY, C.CARE, C.CRIMINAL),
        Level.FULL,
        (K.MUNICIPALITY, K.ZVH, K.CARE_COORDINATION, K.POLICE, K.SAFE_HOME, K.PROSECUTOR, K.GGD),
        (K.MUNICIPALITY, K.ZVH, K.CARE_COORDINATION, K.POLICE, K.SAFE_HOME, K.PROSECUTOR, K.GGD),
    ),
    Template(
        "riec-covenant",
        "Convenant RIEC (veiligheidspartners)",
        "Veiligheidspartners delen de kern van een signaal voor de bestuurlijke aanpak en opsporing. Veilig"
        " Thuis en de zorgcoördinator zijn hier geen partij.",
        LegalBasis.COVENANT,
        "Convenant RIEC; Wet gegevensverwerking door samenwerkingsverbanden",
        (Purpose.ADMINISTRATIVE, Purpose.INVESTIGATION, Purpose.CONSULTATION),
        (C.SIGNAL_CORE, C.CRIMINAL),
        Level.CORE,
        (K.MUNICIPALITY, K.POLICE, K.KMAR, K.NLA, K.PROSECUTOR, K.RIEC),
        (K.MUNICIPALITY, K.POLICE, K.KMAR, K.NLA, K.PROSECUTOR, K.RIEC),
    ),
    Template(
        "consent",
        "Toestemming van de betrokkene",
        "Met toestemming van de betrokkene mag een partij weten wat die voor het genoemde doel nodig heeft."
        " De toestemming kan altijd worden ingetrokken; het delen stopt dan meteen.",
        LegalBasis.CONSENT,
        "AVG art. 6 lid 1 onder a en art. 9 lid 2 onder a",
        (Purpose.SIGNAL_HANDLING, Purpose.CARE, Purpose.REGISTRATION),
        (*STORY, C.VICTIM_IDENTITY, C.HEALTH, C.CARE),
        Level.FULL,
        EVERYONE,
        EVERYONE,
        (Condition.CONSENT,),
    ),
    Template(
        "vital-interest",
        "Vitaal belang: er is acuut gevaar",
        "Bij acuut gevaar mag u delen wat nodig is om iemand te beschermen, voor korte tijd.",
        LegalBasis.VITAL_INTEREST,
        "AVG art. 6 lid 1 onder d en art. 9 lid 2 onder c",
        (Purpose.SIGNAL_HANDLING, Purpose.CARE),
        (*STORY, C.VICTIM_IDENTITY, C.HEALTH, C.CARE, C.CRIMINAL),
        Level.FULL,
        EVERYONE,
        EVERYONE,
        (Condition.ACUTE,),
        grant_days=2,
    ),
    Template(
        "safe-home",
        "Meldrecht: kind in gevaar, naar Veilig Thuis",
        "Beroepskrachten mogen Veilig Thuis zonder toestemming vertellen wat nodig is om kindermishandeling"
        " te stoppen.",
        LegalBasis.PUBLIC_TASK,
        "Wmo 2015 art. 5.2.6",
        (Purpose.SIGNAL_HANDLING, Purpose.CARE),
        (*STORY, C.VICTIM_IDENTITY, C.HEALTH, C.CARE),
        Level.FULL,
        (K.MUNICIPALITY, K.ZVH, K.CARE_COORDINATION, K.POLICE, K.KMAR, K.GGD, K.SHELTER),
        (K.SAFE_HOME,),
        (Condition.MINOR,),
    ),
    Template(
        "police-data",
        "Politiegegevens voor een samenwerkingsverband",
        "De politie deelt de kern met vaste partners. De gegevens zijn vijf jaar bruikbaar (na een jaar"
        " alleen gericht zoeken), worden daarna nog vijf jaar bewaard en dan vernietigd. Doorgeven mag alleen"
        " met een eigen grondslag.",
        LegalBasis.PUBLIC_TASK,
        "Wet politiegegevens art. 8 en art. 20",
        (Purpose.SIGNAL_HANDLING, Purpose.CARE, Purpose.CONSULTATION),
        (C.SIGNAL_CORE, C.CRIMINAL),
        Level.CORE,
        STATUTORY,
        (K.MUNICIPALITY, K.ZVH, K.CARE_COORDINATION),
    ),
)

BY_SLUG = {template.slug: template for template in TEMPLATES}
