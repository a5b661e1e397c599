#!/usr/bin/env python3
"""Holds what is in AWS against what is expected there, with AWS's own command line client.

    check-with-cli.py EXPECTATIONS

EXPECTATIONS is a JSON file, such as example-fleet.json beside this one: a list of tables. Each has the `call` of the
client and the `query` (JMESPath) that makes rows of its answer, and for each region the rows that are expected, all of
them and no other. A row of text and numbers is compared as it is; so rows have what was asked for, and nothing that AWS
makes up. `${name}` in a call takes each value of the table's `each`, and `${account}` anywhere is the account's number.

The client takes its endpoint and credentials from the environment. Prints each difference; succeeds if there is none.
"""

import contextlib
import io
import json
import os
import pathlib
import sys

from awscli.clidriver import create_clidriver

# In this process: one for each call would take half a second to start.
CLIENT = create_clidriver()
# Said once more: for RDS in us-east-1 the client does not heed the variable.
COMMON = ["--endpoint-url", os.environ["AWS_ENDPOINT_URL"]] if os.environ.get("AWS_ENDPOINT_URL") else []


class Complaint(Exception):
    """What the client says when a call fails."""


def rows(call, query, region):
    """What a call answers, or a Complaint."""
    answer, complaint = io.StringIO(), io.StringIO()
    with contextlib.redirect_stdout(answer), contextlib.redirect_stderr(complaint):
        status = CLIENT.main([*COMMON, "--region", region, "--output", "json", *call.split(), "--query", query])
    if status != 0:
        raise Complaint(f"{call}: {complaint.getvalue().strip()}")
    return json.loads(answer.getvalue() or "[]")


def differences(table, region, expected):
    calls = [table["call"].replace("${name}", name) for name in table.get("each", {}).get(region, [""])]
    try:
        found = [row for call in calls for row in rows(call, table["query"], region)]
    except Complaint as complaint:
        return [f"{region}: {complaint}"]
    missing = [row for row in expected if row not in found]
    extra = [row for row in found if row not in expected]
    return [f"{region}: {table['what']}: {sign} {json.dumps(row)}"
            for sign, some in (("missing", missing), ("not expected", extra)) for row in some]


def main():
    if len(sys.argv) != 2:
        sys.exit(__doc__)
    text = pathlib.Path(sys.argv[1]).read_text()
    if "${account}" in text:
        text = text.replace("${account}", rows("sts get-caller-identity", "Account", "us-east-1"))
    tables = json.loads(text)
    checks = [(table, region, expected) for table in tables for region, expected in table["regions"].items()]
    found = [line for check in checks for line in differences(*check)]
    for line in found:
        print(line)
    print(f"{len(checks)} tables in {len({region for _, region, _ in checks})} regions, {len(found)} differences")
    sys.exit(1 if found else 0)


if __name__ == "__main__":
    main()
