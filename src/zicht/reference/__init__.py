"""Reference data: places, code lists, maps and published figures, read without Django.

The rows lie beside this module as CSV, JSON and GeoJSON; `SOURCES.md` names source, licence and date of
each. Everything is read from the installed package, so it also works from a wheel. Places are data, never
code: a new edition is a folder, a new kind of region is a file, a municipal merger is a row in
`places/changes/`.
"""
