"""Documents to take along, and files that come in.

`pdf` makes PDF files that screen readers can read too (PDF/UA-1), from a template and plain values. A room
keeps its template (`*.typ`) beside its other templates and calls `pdf.made(template, values)`. Values reach
the template as data, never as markup: a name with a bracket in it stays a name. Nothing is written to disk.

`apart` reads what people upload, in a process of its own: no other place opens such a file
(`tests/rules/test_untrusted_files.py`).
"""
