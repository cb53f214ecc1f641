"""`zicht sbom`: the packages this installation consists of, as a CycloneDX 1.5 document."""

import json
import re
from datetime import UTC, datetime
from importlib import metadata

from zicht.doors.cli import answer
from zicht.foundation.database.errors import UserError

ROOT = "zicht"
NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]*")


def register(subparsers) -> None:
    parser = subparsers.add_parser("sbom", help="list the packages of this installation (CycloneDX, JSON)")
    parser.set_defaults(run=run)


def run(args) -> int:
    answer.say(json.dumps(document(), indent=1))
    return 0


def document(root: str = ROOT) -> dict:
    """The bill of materials: what `root` needs and what that needs, as far as it is installed here, with
    versions and licences.

    Refuses: `root` is not installed as a package."""
    found = _needed(root)
    if root not in found:
        raise UserError(f"{root} is not installed as a package here, so that its parts are not known.")
    return {
        "bomFormat": "CycloneDX",
        "specVersion": "1.5",
        "version": 1,
        "metadata": {
            "timestamp": datetime.now(UTC).isoformat(timespec="seconds"),
            "component": _component(found[root]) | {"type": "application"},
        },
        "components": [_component(found[name]) for name in sorted(found) if name != root],
        "dependencies": [
            {
                "ref": _reference(each),
                "dependsOn": sorted(_reference(found[name]) for name in _asked_by(each) if name in found),
            }
            for _, each in sorted(found.items())
        ],
    }


def _needed(root: str) -> dict[str, metadata.Distribution]:
    """Every installed distribution that `root` needs, itself included, by normalised name."""
    found: dict[str, metadata.Distribution] = {}
    waiting = [root]
    while waiting:
        name = waiting.pop()
        if name in found:
            continue
        try:
            found[name] = metadata.distribution(name)
        except metadata.PackageNotFoundError:  # asked for by another system or an extra that is not installed
            continue
        waiting.extend(_asked_by(found[name]))
    return found


def _asked_by(distribution: metadata.Distribution) -> set[str]:
    matches = (NAME.match(line) for line in distribution.requires or ())
    return {_normal(match[0]) for match in matches if match}


def _normal(name: str) -> str:
    return re.sub(r"[-_.]+", "-", name).lower()


def _reference(distribution: metadata.Distribution) -> str:
    return f"pkg:pypi/{_normal(distribution.metadata['Name'])}@{distribution.version}"


def _component(distribution: metadata.Distribution) -> dict:
    about = distribution.metadata
    licence = next((about[name] for name in ("License-Expression", "License") if name in about), "")
    reference = _reference(distribution)
    entry = {
        "type": "library",
        "name": about["Name"],
        "version": distribution.version,
        "purl": reference,
        "bom-ref": reference,
    }
    return entry | (
        {"licenses": [{"license": {"name": licence.splitlines()[0][:120]}}]} if licence.strip() else {}
    )
