"""The table: where parties decide together under an agreement, and nobody leaves without knowing who reports
(TB1–TB5).

A table has seats, a chair and an agreement that gives it its basis. Placing a signal on the agenda gives
every seat the sight that the agreement covers (`placing`); row-level security reads those grants, so that
each party sees on screen, in minutes and through any interface only what it may. The agenda proposes
itself by rules that are data (`rules`). What is written stands in numbered versions (`writing`): two who
write at once both keep their words. An item with a presumed victim closes only when it is said who
reports, or why not (yet): the database refuses anything else.
"""
