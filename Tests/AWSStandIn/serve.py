#!/usr/bin/env python3
"""Serves the stand-in on loopback until it is killed, and prints its address when it is ready.

    python Tests/AWSStandIn/serve.py [PORT]      without a port, or with 0, it takes a free one
"""

import os
import sys

# Read by moto when it is imported: the default of 1,000 is an account's quota, and tests make larger fleets.
os.environ.setdefault("MOTO_RDS_SNAPSHOT_LIMIT", "1000000")
# Images of virtual machines, which nothing here starts, take seconds to load in each region.
os.environ.setdefault("MOTO_EC2_LOAD_DEFAULT_AMIS", "false")

from standin.application import Application
from standin.server import make


def main():
    server = make(Application(), int(sys.argv[1]) if len(sys.argv) > 1 else 0)
    print(f"http://127.0.0.1:{server.effective_port}", flush=True)
    server.run()


if __name__ == "__main__":
    main()
