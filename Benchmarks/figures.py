"""What one run of a program took, as the operating system counts it."""

import os
import pathlib
import statistics
import subprocess
import sys
import time

ROOT = pathlib.Path(__file__).resolve().parent.parent
BINARY = ROOT / ".build/release/cadastre"


class Figures:
    """Of one whole process: seconds of wall and CPU time, bytes of peak memory."""

    def __init__(self, wall, cpu, memory):
        self.wall, self.cpu, self.memory = wall, cpu, memory


def run(command, codes):
    start = time.monotonic()
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE)
    error = process.stderr.read()
    _, status, usage = os.wait4(process.pid, 0)
    wall = time.monotonic() - start
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode not in codes:
        sys.exit(f"{' '.join(map(str, command))}: exit code {process.returncode}\n{error.decode()}")
    return Figures(wall, usage.ru_utime + usage.ru_stime, usage.ru_maxrss * 1024)


def median_and_fastest(runs, command, codes=(0,), before=lambda: None):
    figures = []
    for _ in range(runs):
        before()
        figures.append(run(command, codes))
    middle = (statistics.median(getattr(f, name) for f in figures) for name in ("wall", "cpu", "memory"))
    return Figures(*middle), min(figures, key=lambda f: f.wall)


def median(runs, command, codes=(0,), before=lambda: None):
    return median_and_fastest(runs, command, codes, before)[0]
