"""What the tables of the funnel are called."""

from zicht.sight.funnel import queries

STEPS = [label for _, label, _ in queries.STEPS]
LABELS = {key: label for key, label, _ in queries.STEPS} | {"received": "Ontvangen"}
STANDING = ["Open", "Nog niet opgepakt", "Nog niet geduid", "Over de termijn", "Oudste sinds"]
MONTHLY = ("received", "taken_up", "registered", "closed")
COLUMNS = {
    "step_columns": ["Stap", "Signalen", "Van alle signalen"],
    "standing_columns": ["Wie aan zet is", *STANDING],
    "place_columns": ["Gemeente", *STANDING],
    "month_columns": ["Ontvangen in", "Signalen", "Opgepakt", "Gemeld bij CoMensha", "Afgesloten"],
    "way_columns": ["Volgens de meldroute als eerste", "Daarna", "Signalen", "Gemeld", "Nog open"],
    "waiting_columns": ["Wie aan zet was", "Open signalen"],
    "outcome_columns": ["Uitkomst", "Signalen"],
    "map_columns": ["Stap", "Meldroute", "Signalen", "Gingen niet verder", "Daarvan nog open"],
    "link_columns": ["Stap", "Bij", "Signalen", "Gestopt", "Winst als bij de anderen"],
}
