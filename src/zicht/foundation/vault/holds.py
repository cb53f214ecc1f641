"""What the vault holds of a person: the wrapped keys. And the tables of the rooms below it: no cases."""

from zicht.foundation.vault.declared import End, Seen, holds, no_case
from zicht.foundation.vault.models import SubjectKey

holds(
    SubjectKey,
    of="subject_id",
    seen=Seen.OWN_RULE,
    by_grant=True,
    end=End.REMOVED,
    made={"wrapped": "a wrapped key"},
)
no_case("organisations_*", open="places and organisations are public")
no_case(
    "procrastinate_jobs",
    words={"args": ("observation",)},
    made=dict.fromkeys(("queue_name", "task_name", "lock", "queueing_lock"), "names of jobs and locks"),
)
no_case("procrastinate_*", made="names of jobs")
