"""What the demonstration chain is made of: organisations, colleagues and the functions they have. All
synthetic.
"""

from dataclasses import dataclass
from functools import cached_property

AROUND_THE_CLOCK = frozenset({"tmm", "kmar", "duty_officer", "fallback_desk"})
"""Functions that can be reached day and night in this demonstration; Veilig Thuis is informed in office
hours."""


@dataclass(frozen=True, slots=True)
class Organisation:
    """A party in the chain. `area_kind` is `municipality`, `nation` (code NL) or a kind of region."""

    slug: str
    kind: str
    name: str
    area_kind: str
    area_code: str
    phone: str


@dataclass(frozen=True, slots=True)
class Colleague:
    """A person who does not exist and can sign in; `showcase` accounts are listed on the demo's sign-in
    page.
    """

    key: str
    name: str
    email: str
    showcase: bool = False


@dataclass(frozen=True, slots=True)
class Assignment:
    """A colleague has a function in an organisation, as first person or as deputy."""

    colleague_key: str
    organisation_slug: str
    function: str
    deputy: bool = False


@dataclass(frozen=True, slots=True)
class Absence:
    """A colleague is away; days count from the day on which the demonstration is loaded."""

    colleague_key: str
    starts_in_days: int
    ends_in_days: int


@dataclass(frozen=True)
class Chain:
    """The whole demonstration chain, with the look-ups that tests and texts need."""

    organisations: tuple[Organisation, ...]
    colleagues: tuple[Colleague, ...]
    assignments: tuple[Assignment, ...]
    absences: tuple[Absence, ...]

    @cached_property
    def by_slug(self) -> dict[str, Organisation]:
        return {organisation.slug: organisation for organisation in self.organisations}

    @cached_property
    def by_key(self) -> dict[str, Colleague]:
        return {colleague.key: colleague for colleague in self.colleagues}

    @cached_property
    def municipal_slugs(self) -> dict[str, str]:
        """Slug of the municipality's own organisation by municipality code."""
        return {o.area_code: o.slug for o in self.organisations if o.kind == "municipality"}

    @cached_property
    def _posts(self) -> dict[tuple[str, str], list[Assignment]]:
        posts: dict[tuple[str, str], list[Assignment]] = {}
        for assignment in sorted(self.assignments, key=lambda a: a.deputy):
            posts.setdefault((assignment.organisation_slug, assignment.function), []).append(assignment)
        return posts

    def staff(self, organisation_slug: str, function: str) -> tuple[Assignment, ...]:
        """Who has the function there, first persons before deputies."""
        return tuple(self._posts.get((organisation_slug, function), ()))
