#!/usr/bin/env python3
"""Somebody who works in AWS too, with AWS's own library: makes the call that each line of standard input asks for.

    {"service": "rds", "region": "eu-west-1", "method": "modify_db_instance", "with": {"DBInstanceIdentifier": …}}

Each is answered with one line, {"answer": …} or {"error": …}. Where AWS is, and with which keys, the environment says.
"""

import functools
import json
import sys

import boto3
from botocore.exceptions import BotoCoreError, ClientError


@functools.cache
def client(service, region):
    return boto3.client(service, region_name=region)


def main():
    for line in sys.stdin:
        call = json.loads(line)
        try:
            answer = getattr(client(call["service"], call["region"]), call["method"])(**call["with"])
            told = {"answer": answer}
        except (BotoCoreError, ClientError) as error:
            told = {"error": str(error)}
        print(json.dumps(told, default=str), flush=True)


if __name__ == "__main__":
    main()
