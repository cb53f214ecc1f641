"""The job that makes a new signal findable is not announced and leaves no events.

The worker finds it when it next looks. An announcement takes a lock that makes commits wait for each other, so that many
reporters at once could no longer share one write to disk; an event would be one more row that tells of the visit.
"""

from django.db import migrations

NOTIFY, EVENT = "procrastinate_jobs_notify_queue_job_inserted_v1", "procrastinate_trigger_status_events_insert_v1"
ACTS = {
    NOTIFY: "procrastinate_notify_queue_job_inserted_v1",
    EVENT: "procrastinate_trigger_function_status_events_insert_v1",
}


def _triggers(condition: str) -> str:
    return "".join(
        f"DROP TRIGGER {name} ON procrastinate_jobs;"
        f"CREATE TRIGGER {name} AFTER INSERT ON procrastinate_jobs FOR EACH ROW WHEN ({condition}) EXECUTE FUNCTION {act}();"
        for name, act in ACTS.items()
    )


class Migration(migrations.Migration):
    dependencies = [("intake", "0005_no_moment")]
    operations = [
        migrations.RunSQL(
            _triggers("NEW.status = 'todo' AND NEW.task_name <> 'signals.index'"), _triggers("NEW.status = 'todo'")
        )
    ]
