"""HTTP on loopback, with connections that stay open, and that can be cut where a fault says so."""

import socket
import struct

import waitress.server
from waitress.channel import HTTPChannel
from waitress.task import WSGITask

from .faults import Cut

# More than any test has in flight, so that calls that wait for their latency hold up no other.
THREADS = 128


class CuttableTask(WSGITask):
    def execute(self):
        try:
            super().execute()
        except Cut as cut:
            # Nothing more is written, and the channel closes when the task is done.
            self.complete = self.wrote_header = self.close_on_finish = True
            if cut.reset:
                # Closing with a linger time of zero sends RST.
                self.channel.socket.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))


class CuttableChannel(HTTPChannel):
    task_class = CuttableTask


def make(application, port):
    """A server that listens on 127.0.0.1; 0 takes any free port. `server.effective_port` is the one it has."""
    server = waitress.server.create_server(
        application, host="127.0.0.1", port=port, threads=THREADS, connection_limit=1000, backlog=1024,
        channel_timeout=600, asyncore_use_poll=True,
    )
    server.channel_class = CuttableChannel
    return server
