"""The bill of materials of an installation, as CycloneDX."""

import pytest

from zicht.doors.cli.commands import sbom
from zicht.foundation.database.errors import UserError


def test_the_bill_of_materials_lists_every_package_with_version_and_what_it_needs():
    found = sbom.document("django")
    assert (found["bomFormat"], found["specVersion"]) == ("CycloneDX", "1.5")
    names = {part["name"].lower() for part in found["components"]}
    assert {"asgiref", "sqlparse"} <= names
    assert all(part["purl"].startswith("pkg:pypi/") and part["version"] for part in found["components"])
    root = found["metadata"]["component"]["bom-ref"]
    needs = {each["ref"]: each["dependsOn"] for each in found["dependencies"]}
    assert len(needs[root]) >= 2
    references = {root, *(part["bom-ref"] for part in found["components"])}
    assert set().union(*needs.values()) <= references


def test_what_is_not_installed_is_refused_in_one_line():
    with pytest.raises(UserError, match="not installed"):
        sbom.document("zicht-that-is-not-there")
