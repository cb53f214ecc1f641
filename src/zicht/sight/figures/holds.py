"""Facts and figures by code; nothing of a person, no words."""

from zicht.foundation.vault.declared import no_case

no_case("figures_*", made="facts and figures, by code")
