"""The product's settings, with one plain view, the worker's role and as little middleware as a plain view
could do with.
"""

from zicht.settings import *  # noqa: F403
from zicht.settings import DATABASES

ROOT_URLCONF = "benchmarks.plain_view"
DATABASES["default"] = DATABASES["worker"]
MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "django.middleware.common.CommonMiddleware",
    "allauth.account.middleware.AccountMiddleware",
]
