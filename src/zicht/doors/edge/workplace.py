"""The workplace behind its socket: what the web server calls there (WSGI)."""

from zicht.doors.edge.passing import knowing_the_visitor
from zicht.wsgi import application as django

application = knowing_the_visitor(django)
