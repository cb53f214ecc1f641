"""The product's settings, with one plain view, the worker's role and as little middleware as a plain view
could do with.
"""

from zicht.settings import *  # noqa: F403
from zicht.settings import DATABASES, INSTALLED_APPS

ROOT_URLCONF = "benchmarks.plain_view"
INSTALLED_APPS = [name for name in INSTALLED_APPS if not name.startswith("allauth")]
DATABASES["default"] = DATABASES["worker"]
MIDDLEWARE = ["django.middleware.security.SecurityMiddleware", "django.middleware.common.CommonMiddleware"]
