"""One real PostgreSQL for all tests, with the real roles, made when the first test asks for it.

What a test commits is cleared by the owner of the tables afterwards; places, organisations, people and routes stay.
"""

import os
import tempfile

import django

os.environ["ZICHT_HOME"] = tempfile.mkdtemp(prefix="zicht-test-")
os.environ["ZICHT_TESTING"] = "1"
os.environ["ZICHT_DATABASE"] = "zicht_test"
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "zicht.settings")
os.environ.setdefault("DJANGO_ALLOW_ASYNC_UNSAFE", "1")

django.setup()

pytest_plugins = ["zicht.testing.fixtures"]
