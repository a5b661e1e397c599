#!/usr/bin/env python3
"""Makes the networks that a fleet's regions name, in the stand-in, each in its account and region.

    lay-networks.py SPECS [STAND-IN [ACCOUNT]]     the folder with the specs; the address, by default CADASTRE_TEST_AWS;
                                                   another account than the specs name, for all of them
"""

import json
import os
import pathlib
import sys
import urllib.request

import yaml


def regions(specs):
    """The `spec.aws` of each Region that has a network."""
    for path in sorted(pathlib.Path(specs).rglob("*.y*ml")):
        for document in yaml.safe_load_all(path.read_text()):
            place = (document or {}).get("spec", {}).get("aws") if (document or {}).get("kind") == "Region" else None
            if place and "network" in place:
                yield place


def main():
    if len(sys.argv) not in (2, 3, 4):
        sys.exit(__doc__)
    stand_in = sys.argv[2] if len(sys.argv) > 2 else os.environ["CADASTRE_TEST_AWS"]
    for place in regions(sys.argv[1]):
        network = place["network"]
        wanted = {"account": sys.argv[3] if len(sys.argv) > 3 else str(place["account"]), "region": place["region"], "vpc": network["vpc"],
                  "subnets": network["subnets"], "cidr": network["clusterRanges"][0]}
        urllib.request.urlopen(f"{stand_in}/stand-in/networks", json.dumps(wanted).encode()).close()
        print(f"{place['region']}: {network['vpc']} with {', '.join(network['subnets'])}")


if __name__ == "__main__":
    main()
