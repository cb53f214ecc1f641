"""The survey holds answers of professionals, without a person, organisation, place or moment."""

from zicht.foundation.vault.declared import no_case

no_case("survey_*", made="codes from lists")
