"""Who must report to CoMensha, by when and why: criteria with four eyes, duties, and friendly reminders."""
