"""What a program and all that it starts take: Terraform's work is done by plugins, which are processes of their own."""

import os
import pathlib
import subprocess
import sys
import threading
import time

from figures import Figures

TICKS = os.sysconf("SC_CLK_TCK")
PAGE = os.sysconf("SC_PAGE_SIZE")
# Between two looks, in seconds.
INTERVAL = 0.02


class Watch:
    """Looks at the processes of one session again and again: the greatest sum of their memory, and the CPU time of each
    as it was last seen."""

    def __init__(self, session):
        self.session, self.memory, self.cpu, self.stopped = session, 0, {}, threading.Event()
        self.thread = threading.Thread(target=self.run)
        self.thread.start()

    def run(self):
        while not self.stopped.wait(INTERVAL):
            self.look()

    def look(self):
        resident = 0
        for path in pathlib.Path("/proc").glob("[0-9]*/stat"):
            try:
                # The fields after the command name, which is in parentheses and may hold anything.
                fields = path.read_text().rpartition(")")[2].split()
            except OSError:
                continue
            if int(fields[3]) == self.session:
                resident += int(fields[21]) * PAGE
                self.cpu[path.parent.name] = (int(fields[11]) + int(fields[12])) / TICKS
        self.memory = max(self.memory, resident)

    def stop(self):
        self.stopped.set()
        self.thread.join()


def run(command, codes=(0,), cwd=None):
    """Figures of a command and all of its descendants; what it prints is thrown away unless it fails."""
    start = time.monotonic()
    process = subprocess.Popen(
        command, cwd=cwd, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, start_new_session=True)
    watch = Watch(process.pid)
    output = process.stdout.read().decode()
    _, status, usage = os.wait4(process.pid, 0)
    wall = time.monotonic() - start
    watch.stop()
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode not in codes:
        sys.exit(f"{' '.join(map(str, command))}: exit code {process.returncode}\n{output[-3000:]}")
    # What was waited for is counted to the end; what was not, as it was last seen.
    cpu = max(usage.ru_utime + usage.ru_stime, sum(watch.cpu.values()))
    return Figures(wall, cpu, max(watch.memory, usage.ru_maxrss * 1024))
