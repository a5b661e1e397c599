"""The check with AWS's command line client finds what is missing and what should not be there."""

import json
import os
import pathlib
import subprocess
import sys
import tempfile

from .databases import DatabaseTest
from .served import REGION

CHECK = pathlib.Path(__file__).resolve().parent.parent / "check-with-cli.py"


class CommandLineCheck(DatabaseTest):
    def check(self, expected):
        table = {
            "what": "databases", "call": "rds describe-db-instances", "regions": {REGION: expected},
            "query": "DBInstances[].[DBInstanceIdentifier, AllocatedStorage, MultiAZ]",
        }
        with tempfile.NamedTemporaryFile("w", suffix=".json") as file:
            json.dump([table], file)
            file.flush()
            return subprocess.run(
                [sys.executable, CHECK, file.name], capture_output=True, text=True, env=os.environ | {
                    "AWS_ACCESS_KEY_ID": self.key, "AWS_SECRET_ACCESS_KEY": "x",
                    "AWS_ENDPOINT_URL": f"http://127.0.0.1:{self.port}"})

    def test_equal_missing_and_not_expected(self):
        self.create()
        self.assertEqual(self.check([["nordwind", 100, False]]).returncode, 0)
        wrong = self.check([["nordwind", 100, True]])
        self.assertEqual(wrong.returncode, 1)
        self.assertIn('missing ["nordwind", 100, true]', wrong.stdout)
        self.assertIn('not expected ["nordwind", 100, false]', wrong.stdout)
