"""List every component of a release, with its version and digests: CycloneDX 1.6, as JSON.

    python scripts/sbom.py build/sbom.cdx.json

What is listed is what the lock files name, and nothing is asked of the network: the packages that
a site runs on (requirements/run.txt), and those that its style sheets and scripts are built from
(package-lock.json). The same release gives the same bytes.
"""

import base64
import json
import re
import sys
import tomllib
import uuid
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import quote

ROOT = Path(__file__).parents[1]
PINNED = re.compile(r"^(?P<name>[A-Za-z0-9._-]+)(?:\[[^\]]*\])?==(?P<version>[^\s;\\]+)")
DIGEST = re.compile(r"--hash=sha256:([0-9a-f]{64})")
#: What the algorithms of package-lock.json are called in CycloneDX.
ALGORITHMS = {"sha1": "SHA-1", "sha256": "SHA-256", "sha384": "SHA-384", "sha512": "SHA-512"}

Component = dict[str, Any]


def python_components(lock: Path) -> Iterator[Component]:
    """List what a requirements file pins; a package has a digest for each of its files."""
    text = lock.read_text(encoding="utf-8").replace("\\\n", " ")
    for line in text.splitlines():
        if pinned := PINNED.match(line):
            name, version = pinned["name"].lower().replace("_", "-"), pinned["version"]
            yield {
                "type": "library",
                "bom-ref": f"pkg:pypi/{name}@{version}",
                "name": name,
                "version": version,
                "purl": f"pkg:pypi/{name}@{version}",
                "scope": "required",
                "hashes": [{"alg": "SHA-256", "content": each} for each in DIGEST.findall(line)],
            }


def node_components(lock: Path) -> Iterator[Component]:
    """List what package-lock.json pins: built with, and partly shipped."""
    for path, package in json.loads(lock.read_text(encoding="utf-8"))["packages"].items():
        if not path:
            continue
        name, version = path.rpartition("node_modules/")[2], package["version"]
        algorithm, _, digest = package["integrity"].partition("-")
        yield {
            "type": "library",
            "bom-ref": f"pkg:npm/{quote(name)}@{version}",
            "name": name,
            "version": version,
            "purl": f"pkg:npm/{quote(name)}@{version}",
            "scope": "optional" if package.get("dev") or package.get("optional") else "required",
            "licenses": [{"expression": package["license"]}] if package.get("license") else [],
            "hashes": [
                {"alg": ALGORITHMS[algorithm], "content": base64.b64decode(digest).hex()},
            ],
        }


def bill_of_materials() -> dict[str, Any]:
    """Put the list together."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    found = {
        each["bom-ref"]: each
        for each in [
            *python_components(ROOT / "requirements" / "run.txt"),
            *node_components(ROOT / "package-lock.json"),
        ]
    }
    components = [found[name] for name in sorted(found)]
    itself = f"pkg:pypi/{project['name']}@{project['version']}"
    return {
        "$schema": "http://cyclonedx.org/schema/bom-1.6.schema.json",
        "bomFormat": "CycloneDX",
        "specVersion": "1.6",
        "serialNumber": f"urn:uuid:{uuid.uuid5(uuid.NAMESPACE_URL, json.dumps([itself, components]))}",
        "version": 1,
        "metadata": {
            "component": {
                "type": "application",
                "bom-ref": itself,
                "name": project["name"],
                "version": project["version"],
                "licenses": [{"expression": project["license"]}],
            }
        },
        "components": components,
        "dependencies": [{"ref": itself, "dependsOn": sorted(found)}],
    }


def main() -> int:
    """Write the list where the first word says."""
    if not sys.argv[1:]:
        print(__doc__, file=sys.stderr)
        return 2
    path = Path(sys.argv[1])
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(json.dumps(bill_of_materials(), indent=1) + "\n", encoding="utf-8")
    print(f"{len(bill_of_materials()['components'])} components in {path}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
