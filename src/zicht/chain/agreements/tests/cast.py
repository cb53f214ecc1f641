"""Agreements for tests, each through the real acts and two persons."""

from zicht.chain.agreements import services
from zicht.chain.agreements.library import BY_SLUG

KEEPER, SECOND = ("administrator", "gemeente-ede"), ("data_protection_officer", "gemeente-ede")


def keeper(country):
    return country.actor(*KEEPER)


def second(country):
    return country.actor(*SECOND)


def drafted(country, slug: str = "zvh-covenant", **more):
    """Return an agreement from a template, drafted by the administrator of Ede."""
    return services.from_template(BY_SLUG[slug], actor=keeper(country), **more)


def in_force(country, slug: str = "zvh-covenant", **more):
    """Return an agreement from a template that was reviewed by a second person and counts now."""
    return in_force_as(country, BY_SLUG[slug], **more)


def in_force_as(country, template, **more):
    """Return an agreement in force from a template of the test's own."""
    agreement = services.from_template(template, actor=keeper(country), **more)
    services.review(agreement.pk, actor=second(country))
    return services.start(agreement.pk, actor=keeper(country))


def ended(country, agreement, because: str = "Wij stoppen."):
    """End an agreement: one person of Ede asks, the other ends it."""
    services.ask_to_end(agreement.pk, because, actor=keeper(country))
    return services.end(agreement.pk, actor=second(country))
