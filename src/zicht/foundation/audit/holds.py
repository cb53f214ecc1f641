"""The log names acts, people and subjects by id; what was written stands nowhere in it."""

from zicht.foundation.vault.declared import no_case

no_case("audit_*", made="codes, ids and digests; searched with every canary")
