from django.db import migrations

from zicht.foundation.access import rows

FULL = rows.seen_by_grant("feedback_feedback.signal_id", rows.FULL)

ROWS = (
    rows.force("feedback_feedback")
    + rows.readable("feedback_feedback", f"account_id = (SELECT sec.person()) OR {FULL}")
    + rows.addable(
        "feedback_feedback",
        f"by_organisation_id = (SELECT sec.org()) AND {rows.seen_by_grant('feedback_feedback.signal_id', rows.CORE)}",
    )
    + rows.insert_only("feedback_feedback")
    + rows.force("feedback_feedbackread")
    + rows.readable("feedback_feedbackread", "account_id = (SELECT sec.person())")
    + rows.addable("feedback_feedbackread", "account_id = (SELECT sec.person())")
    + rows.insert_only("feedback_feedbackread")
    + rows.force("feedback_mailbox")
    + rows.readable("feedback_mailbox", rows.seen_by_grant("feedback_mailbox.signal_id", rows.CORE))
    + rows.insert_only("feedback_mailbox")
)


class Migration(migrations.Migration):
    dependencies = [("feedback", "0001_initial"), ("signals", "0002_rows")]
    operations = [migrations.RunSQL(ROWS, migrations.RunSQL.noop)]
