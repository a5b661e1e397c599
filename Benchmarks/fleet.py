#!/usr/bin/env python3
"""Writes a fleet of N tenants, from the platform, tiers and regions of the example.

    fleet.py FOLDER TENANTS
"""

import pathlib
import shutil
import sys

TIERS = ["basic"] + ["premium"] * 6 + ["enterprise"] * 3
REGIONS = [("eu-west-1", "EU"), ("us-east-1", "US"), ("ap-southeast-1", "APAC")]

TENANT = """\
apiVersion: cadastre.dev/v1
kind: Tenant
metadata:
  name: t{number:05d}
spec:
  company: Company {number} Limited
  tier: {tier}
  region: {region}
  residency: [{jurisdiction}]
  compliance: [GDPR, SOC2]
  status: active
  contacts:
    admin: admin@t{number:05d}.example
    billing: billing@t{number:05d}.example
  access:
    admins: [t{number:05d}-admins]
    viewers: [t{number:05d}-viewers]
  domains:
    - parking.t{number:05d}.example
  limits:
    users: {users}
  features:
    apiAccess: true
  settings:
    locale: en-GB
    theme: {{primaryColour: "#004488", logo: "https://t{number:05d}.example/logo.svg"}}
    contactHours: "08:00-18:00"
"""
# The example's recovery region is in the EU: copies of others' backups and files may not go there.
WITHOUT_COPIES = "  database: {backups: {recovery: false}}\n  bucket: {recovery: false}\n"


def write(
    example: pathlib.Path, folder: pathlib.Path, tenants: int, per_file: int = 1, first: int = 0, tiers=TIERS,
    regions=REGIONS,
) -> int:
    """Returns the bytes of all specs."""
    for entry in ["platform.yaml", "tiers", "regions"]:
        source, target = example / entry, folder / entry
        if source.is_dir():
            shutil.copytree(source, target)
        else:
            folder.mkdir(parents=True, exist_ok=True)
            shutil.copy(source, target)
    place = folder / "tenants"
    place.mkdir()
    documents = [tenant(number, tiers, regions) for number in range(first, first + tenants)]
    for start in range(0, tenants, per_file):
        (place / f"t{first + start:05d}.yaml").write_text("---\n".join(documents[start:start + per_file]))
    return sum(path.stat().st_size for path in folder.rglob("*.yaml"))


def tenant(number: int, tiers, regions) -> str:
    region, jurisdiction = regions[number % len(regions)]
    tier = tiers[number % len(tiers)]
    text = TENANT.format(
        number=number, tier=tier, region=region, jurisdiction=jurisdiction, users=100 + number % 400)
    return text + WITHOUT_COPIES if tier == "enterprise" and "EU" not in jurisdiction else text


if __name__ == "__main__":
    if len(sys.argv) != 3:
        sys.exit(__doc__)
    write(pathlib.Path(__file__).resolve().parent.parent / "specs", pathlib.Path(sys.argv[1]), int(sys.argv[2]))
