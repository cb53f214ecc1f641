"""Reading the lists of other channels: a tip line's file becomes signals (IN4), again and again with the same
result.

`files` opens CSV and XLSX, `columns` names what a list may hold, `rows` checks one row, `service` offers,
previews and stores. A row is known by source, organisation and report number: it becomes a signal once. A
signal never changes (IN5), so when the same report comes again with other words, those become an
observation on the signal it made. The words of an earlier delivery are recognised too, so the order in
which files are read does not matter.
"""
