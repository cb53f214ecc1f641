"""Routes hold nothing of a person."""

from zicht.foundation.vault.declared import no_case

no_case("routes_routeversion", open={"document": "the published route"})
