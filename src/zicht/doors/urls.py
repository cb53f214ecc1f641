"""Every address of Zicht, room by room. Public first, then signing in, then the workplace.

The public door speaks several languages: Dutch without a prefix, the others under their own
(`/en/melden/`). The address tells the language, so that no cookie is needed; everything without a prefix
is Dutch, whatever the browser prefers.
"""

from django.conf.urls.i18n import i18n_patterns
from django.urls import include, path

public_door = i18n_patterns(
    path("", include("zicht.doors.public.urls")),
    path("melden/", include("zicht.chain.intake.public_urls")),
    path("antwoord/", include("zicht.chain.messages.public_urls")),
    path("waar-melden/", include("zicht.chain.routes.public_urls")),
    path("cijfers/", include("zicht.sight.figures.public_urls")),
    prefix_default_language=False,
)

urlpatterns = [
    *public_door,
    path("", include("zicht.doors.public.file_urls")),
    path("", include("zicht.foundation.accounts.urls")),
    path("", include("zicht.foundation.accounts.allauth_urls")),
    path("cijfers/", include("zicht.sight.figures.file_urls")),
    path("werk/", include("zicht.doors.workplace.urls")),
    path("werk/signalen/", include("zicht.chain.custody.urls")),
    path("werk/signaal-geven/", include("zicht.chain.intake.urls")),
    path("werk/inlezen/", include("zicht.doors.exchange.urls")),
    path("werk/berichten/", include("zicht.chain.messages.urls")),
    path("werk/meldroutes/", include("zicht.chain.routes.urls")),
    path("werk/", include("zicht.chain.sharing.urls")),
    path("werk/afspraken/", include("zicht.chain.agreements.urls")),
    path("werk/navraag/", include("zicht.casework.inquiries.urls")),
    path("werk/register/", include("zicht.casework.register.urls")),
    path("werk/werkenden/", include("zicht.casework.workforce.urls")),
    path("werk/jaarlijkse-vraag/", include("zicht.casework.survey.urls")),
    path("werk/tafels/", include("zicht.casework.tables.urls")),
    path("werk/afstemmen/", include("zicht.casework.deconfliction.urls")),
    path("werk/cijfers/", include("zicht.sight.figures.urls")),
    path("werk/trechter/", include("zicht.sight.funnel.urls")),
    path("werk/beeld/", include("zicht.sight.picture.urls")),
    path("werk/effect/", include("zicht.sight.effects.urls")),
    path("werk/logboek/", include("zicht.casework.oversight.urls")),
]
