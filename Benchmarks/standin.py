"""A stand-in for AWS of the benchmark's own, with an API server beside it, and what is asked of it."""

import json
import os
import shlex
import subprocess
import sys
import urllib.request

from figures import ROOT

ACCOUNT = "111122223333"
FOLDER = ROOT / "Tests/AWSStandIn"


class StandIn:
    """Started for the benchmark alone and removed after it. Sets the environment of the programs that are measured."""

    def __init__(self, scratch, regions):
        self.regions = regions
        self.environment = dict(os.environ, CADASTRE_TESTBED_RUN=str(scratch / "testbed"))
        self.environment.pop("CADASTRE_TEST_KUBECONFIG", None)

    def __enter__(self):
        self._testbed("up", "aws", *self.regions)
        lines = self._testbed("env").splitlines()
        said = dict(shlex.split(line)[1].split("=", 1) for line in lines)
        self.address, self.python = said["CADASTRE_TEST_AWS"], said["CADASTRE_TEST_AWS_PYTHON"]
        self.kubeconfig = said["CADASTRE_TEST_KUBECONFIG"]
        os.environ |= {
            "AWS_ENDPOINT_URL": self.address, "AWS_ACCESS_KEY_ID": f"AKIA{ACCOUNT}TEST",
            "AWS_SECRET_ACCESS_KEY": "of-the-benchmark", "AWS_EC2_METADATA_DISABLED": "true",
        }
        return self

    def __exit__(self, *_):
        self._testbed("down")

    def _testbed(self, *arguments):
        done = subprocess.run(
            [ROOT / "scripts/testbed", *arguments], env=self.environment, stdout=subprocess.PIPE, text=True)
        if done.returncode != 0:
            sys.exit("the testbed could not be started; see docs/testbed.md")
        return done.stdout

    def ask(self, method, path, value=None):
        body = None if value is None else json.dumps(value).encode()
        request = urllib.request.Request(f"{self.address}/stand-in{path}", body, method=method)
        with urllib.request.urlopen(request) as answer:
            return json.load(answer)

    def reset(self, specs):
        """An empty account with the networks of these specs."""
        self.ask("POST", "/reset")
        lay = [self.python, FOLDER / "lay-networks.py", specs, self.address]
        subprocess.run(lay, check=True, stdout=subprocess.DEVNULL)

    def latency(self, milliseconds):
        self.ask("DELETE", "/faults")
        if milliseconds:
            self.ask("POST", "/faults", {"kind": "latency", "milliseconds": milliseconds})

    def counted(self, measure):
        """(what `measure` returns, the number of requests that it made)"""
        self.ask("DELETE", "/log")
        figures = measure()
        return figures, len(self.ask("GET", "/log")["calls"])
