"""The named baseline of the intake measurement: a plain Django view that stores the same rows, one ORM create
per row.

It stands for how one would write it without thinking of speed; it runs under the worker's role, on the
same tables.
"""

import os

os.environ["DJANGO_SETTINGS_MODULE"] = "benchmarks.plain_settings"

from django.core.wsgi import get_wsgi_application

application = get_wsgi_application()
