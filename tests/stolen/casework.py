"""Canaries in what is done with a signal: danger, consent, agreements, a table, planned work, questions to
other regions.
"""

import secrets
from datetime import date

from tests.isolation.cast import CARE, EDE, NIJMEGEN, POLICE, SAFETY_HOUSE
from zicht.casework.deconfliction import services as deconfliction
from zicht.casework.inquiries import matching
from zicht.casework.inquiries import services as inquiries
from zicht.casework.tables.services import placing, writing
from zicht.chain.agreements import services as agreements
from zicht.chain.agreements.library import BY_SLUG
from zicht.chain.custody import services
from zicht.chain.sharing.services import break_glass, consents, deciding
from zicht.chain.signals.keys import About
from zicht.foundation.access import as_worker
from zicht.foundation.acts import clock
from zicht.foundation.organisations.models import FunctionAssignment

OPENINGS_A_DAY, QUESTIONS_A_DAY = 5, 10


class Casework:
    """One covenant and one table for all signals; every signal goes over them. `canaries` gives the words."""

    def __init__(self, canaries):
        self.canaries, self.country = canaries, canaries.country
        self.officer = canaries.officer
        self.director = self.country.actor("chain_director", SAFETY_HOUSE)
        self.care = self.country.actor("care_coordinator", CARE)
        self.opened = self.asked = 0
        self.meeting = self._meeting()

    def on(self, signal_id, reference: str) -> None:
        """Do everything that can be done with one signal, with a word in every field of it."""
        self._agreed(signal_id)
        self._in_danger(signal_id, reference)
        self._at_the_table(signal_id)
        self._planned(signal_id)
        self._asked_elsewhere(signal_id)

    def telephone(self, field: str) -> str:
        """A number nobody has, long enough not to turn up by chance; planted without its plus sign."""
        number = "49" + "".join(secrets.choice("123456789") for _ in range(11))
        self.canaries.planted[number] = field
        return "+" + number

    def _meeting(self):
        word, country = self.canaries.word, self.country
        keeper, second = country.actor("administrator", EDE), country.actor("data_protection_officer", EDE)
        covenants = [self._covenant(name, keeper, second) for name in ("zvh-covenant", "consent")]
        posts = [(CARE, "care_coordinator", 3), (POLICE, "tmm", 3), (EDE, "contact_officer", 3)]
        seats = [(country.organisation(slug).pk, function, level) for slug, function, level in posts]
        table = placing.make_table("Drieluik", "drieluik", covenants[0], seats, actor=self.director)
        meeting = placing.plan_meeting(table.pk, clock.now(), "Kamer 3", actor=self.director)
        placing.join(meeting.pk, actor=self.director)
        deconfliction.ask(
            About(company=word("asked company")), clock.today(), clock.today(), actor=self.officer
        )
        return meeting

    def _covenant(self, slug, keeper, second):
        covenant = agreements.from_template(BY_SLUG[slug], actor=keeper)
        agreements.review(covenant.pk, actor=second)
        return agreements.start(covenant.pk, actor=keeper)

    def _agreed(self, signal_id) -> None:
        party = self.country.organisation(CARE).pk
        consents.state("signal", signal_id, party, "care", "asked", "word", actor=self.officer)
        consents.state("signal", signal_id, party, "care", "given", "signature", actor=self.officer)
        deciding.share("signal", signal_id, party, "care_coordinator", "care", actor=self.officer)
        consents.state("signal", signal_id, party, "care", "withdrawn", "word", actor=self.officer)

    def _in_danger(self, signal_id, reference: str) -> None:
        """Each person may do this five times a day: the first signals use it up."""
        if self.opened == OPENINGS_A_DAY:
            return
        self.opened += 1
        word, neighbour = self.canaries.word, self.country.actor("contact_officer", NIJMEGEN)
        break_glass.open_for_myself(
            reference, "contact_officer", "life", word("break-glass: own"), actor=neighbour
        )
        party = self.country.organisation(POLICE).pk
        break_glass.show(
            "signal", signal_id, party, "tmm", "life", word("break-glass: shown"), actor=self.officer
        )

    def _at_the_table(self, signal_id) -> None:
        word = self.canaries.word
        item = placing.place(self.meeting.pk, signal_id, ["nieuw"], actor=self.director)
        writing.write(item.pk, "contribution", word("contribution"), 0, level=3, actor=self.care)
        writing.write(item.pk, "assessment", word("table assessment"), 0, actor=self.care)
        writing.write(item.pk, "decision", word("table decision"), 0, actor=self.care)
        writing.promise(
            item.pk,
            word("agreed action"),
            self.country.organisation(CARE),
            clock.today(),
            actor=self.care,
        )

    def _planned(self, signal_id) -> None:
        word, today = self.canaries.word, clock.today()
        about = About(
            address=f"{word('work: address').title()} 12",
            place=word("work: place"),
            phone=self.telephone("work: phone"),
            plate=word("work: plate"),
            company=word("work: company"),
            person=word("work: person"),
            birth_year=1988,
        )
        deconfliction.plan("visit", about, today, today, actor=self.officer, signal_id=signal_id)
        with as_worker():
            deconfliction.follow(signal_id)

    def _asked_elsewhere(self, signal_id) -> None:
        """A number that a holder noted is asked about elsewhere, and matched; another question waits, as a
        thief may find it.
        """
        noted = self.telephone("telephone in an observation")
        services.observe(signal_id, f"Zij belt met {noted}.", actor=self.officer)
        with as_worker():
            matching.index_new(most=10_000)
        if self.asked + 3 > QUESTIONS_A_DAY * len(self._askers()):
            return
        self._ask("phone", noted, match=True)
        self._ask("phone", self.telephone("asked telephone"))
        name = {"given": self.canaries.word("asked name"), "family": "Voorbeeld", "born": date(1999, 2, 3)}
        self._ask("person", "", **name)

    def _ask(self, kind: str, text: str, match: bool = False, **person) -> None:
        asker = self._askers()[self.asked // QUESTIONS_A_DAY]
        self.asked += 1
        value = inquiries.read(kind, text, **person)
        question = inquiries.ask(kind, "care", value, "contact_officer", actor=asker)
        if match:
            with as_worker():
                matching.match(question.pk)

    def _askers(self) -> list:
        """The contact officers of other places."""
        slugs = FunctionAssignment.objects.filter(function="contact_officer").exclude(organisation__slug=EDE)
        names = sorted(set(slugs.values_list("organisation__slug", flat=True)))[:5]
        return [self.country.actor("contact_officer", slug) for slug in names]
