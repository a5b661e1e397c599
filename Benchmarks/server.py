"""A real API server of the benchmark's own, and what other programs do with it."""

import base64
import json
import multiprocessing
import os
import socket
import ssl
import subprocess
import sys
import time
import urllib.parse

import yaml

from figures import ROOT

# Not curl's own: for that one the server pretty-prints, half as much again.
AGENT = "bench/1"
MARK = "app.kubernetes.io/managed-by=cadastre,cadastre.dev/fleet="
PAGE = 500
# As many as `cadastre apply` has in flight.
CONNECTIONS = 16


class Load:
    def __init__(self, requests, seconds):
        self.requests, self.seconds = requests, seconds


class Testbed:
    """Started for the benchmark alone and removed after it, so that it meets nobody's tests and leaves nothing."""

    def __init__(self, scratch, region):
        self.scratch, self.region = scratch, region
        self.environment = dict(os.environ, CADASTRE_TESTBED_RUN=str(scratch / "testbed"))
        self.environment.pop("CADASTRE_TEST_KUBECONFIG", None)
        self.kubeconfig = scratch / "testbed" / "kubeconfig"

    def __enter__(self):
        self._testbed("up", self.region)
        config = yaml.safe_load(self.kubeconfig.read_text())
        context = next(c["context"] for c in config["contexts"] if c["name"] == self.region)
        cluster = next(c["cluster"] for c in config["clusters"] if c["name"] == context["cluster"])
        user = next(u["user"] for u in config["users"] if u["name"] == context["user"])
        self.address = cluster["server"]
        self.files = {}
        for name, text in [("ca", cluster["certificate-authority-data"]), ("cert", user["client-certificate-data"]),
                           ("key", user["client-key-data"])]:
            self.files[name] = str(self.scratch / f"{name}.pem")
            descriptor = os.open(self.files[name], os.O_WRONLY | os.O_CREAT, 0o600)
            os.write(descriptor, base64.b64decode(text))
            os.close(descriptor)
        self.resources = {}
        return self

    def __exit__(self, *_):
        self._testbed("down")

    def _testbed(self, *arguments):
        command = [ROOT / "scripts/testbed", *arguments]
        if subprocess.run(command, env=self.environment, stdout=subprocess.DEVNULL).returncode != 0:
            sys.exit("the testbed could not be started; see docs/testbed.md")

    # MARK: Objects

    def manifests(self, files):
        return [yaml.load(path.read_bytes(), Loader=yaml.CSafeLoader) for path in files]

    def _resource(self, manifest):
        """Path of the collection, whether it is in namespaces, and the version that this server has."""
        key = (manifest["apiVersion"], manifest["kind"])
        if key not in self.resources:
            group = key[0].rpartition("/")[0]
            older = ["v2beta2", "v1beta1"] if group else []
            versions = [key[0], *(f"{group}/{version}" for version in older)]
            for version in versions:
                root = f"/apis/{version}" if group else f"/api/{version}"
                status, body = Connection(self.address, self.files).send(request("GET", root))
                found = [r for r in json.loads(body).get("resources", []) if r["kind"] == key[1] and "/" not in r["name"]]
                if status == 200 and found:
                    self.resources[key] = (root, found[0]["name"], found[0]["namespaced"], version)
                    break
            else:
                sys.exit(f"the server has no {key[1]} in {' or '.join(versions)}")
        return self.resources[key]

    def _path(self, manifest):
        root, plural, is_namespaced, _ = self._resource(manifest)
        metadata = manifest["metadata"]
        place = f"/namespaces/{metadata['namespace']}" if is_namespaced else ""
        return f"{root}{place}/{plural}/{urllib.parse.quote(metadata['name'])}"

    def _get(self, manifest):
        return request("GET", self._path(manifest))

    def _patch(self, manifest):
        query = "fieldManager=cadastre&force=false&fieldValidation=Strict"
        body = json.dumps({**manifest, "apiVersion": self._resource(manifest)[3]}, separators=(",", ":")).encode()
        return request("PATCH", f"{self._path(manifest)}?{query}", body, "application/apply-patch+yaml")

    def load(self, manifests, looks=False):
        """PATCHes over kept-alive connections and nothing else: what is in no namespace, and then the rest.

        With `looks`, each object is asked for before, as an apply does that must not overwrite anybody's."""
        is_inside = [bool(manifest["metadata"].get("namespace")) for manifest in manifests]
        seconds = 0.0
        for stage in (False, True):
            stage = [manifest for manifest, inside in zip(manifests, is_inside) if inside == stage]
            tasks = [([self._get(m)] if looks else []) + [self._patch(m)] for m in stage]
            seconds += send_all(self.address, self.files, tasks)
        return Load(len(manifests), seconds)

    # MARK: Lists

    def pages(self, files, fleet):
        """The addresses of all pages of the lists that a plan reads."""
        seen, pages = set(), []
        connection = Connection(self.address, self.files)
        selector = urllib.parse.quote(MARK + fleet, safe="")
        for path in files:
            manifest = yaml.load(path.read_bytes(), Loader=yaml.CSafeLoader)
            root, plural, _, _ = self._resource(manifest)
            if (root, plural) in seen:
                continue
            seen.add((root, plural))
            token = ""
            while True:
                page = f"{root}/{plural}?limit={PAGE}&labelSelector={selector}"
                page += f"&continue={urllib.parse.quote(token, safe='')}" if token else ""
                pages.append(page)
                status, body = connection.send(request("GET", page))
                if status != 200:
                    sys.exit(f"GET {page}: {status} {body[:300]!r}")
                token = json.loads(body)["metadata"].get("continue", "")
                if not token:
                    break
        return pages

    def fetch(self, pages):
        """Seconds that one curl takes for all pages, one after the other over one connection."""
        config = self.scratch / "curl"
        config.write_text("".join(f'url = "{self.address}{page}"\noutput = "/dev/null"\n' for page in pages))
        command = ["curl", "--silent", "--show-error", "--fail", "--http1.1", "--user-agent", AGENT,
                   "--cacert", self.files["ca"], "--cert", self.files["cert"], "--key", self.files["key"],
                   "--config", str(config)]
        start = time.monotonic()
        subprocess.run(command, check=True)
        return time.monotonic() - start

    # MARK: kubectl

    def diff(self, files):
        """Seconds that `kubectl diff --server-side` takes for these files, in the versions that the server has."""
        folder = self.scratch / "diff"
        for number, path in enumerate(files):
            manifest = yaml.load(path.read_bytes(), Loader=yaml.CSafeLoader)
            served = path.read_text().replace(f"apiVersion: {manifest['apiVersion']}\n",
                                              f"apiVersion: {self._resource(manifest)[3]}\n", 1)
            target = folder / path.parent.name / path.name
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_text(served)
        command = ["kubectl", "--kubeconfig", str(self.kubeconfig), "--context", self.region, "diff", "--server-side",
                   "--field-manager", "cadastre", "-R", "-f", str(folder)]
        start = time.monotonic()
        result = subprocess.run(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE)
        seconds = time.monotonic() - start
        if result.returncode != 0:
            sys.exit(f"kubectl diff: exit code {result.returncode}\n{(result.stdout + result.stderr)[:2000].decode()}")
        return seconds


# MARK: - HTTP, as little of it as there can be


def request(method, target, body=b"", content_type=""):
    head = f"{method} {target} HTTP/1.1\r\nHost: bench\r\nUser-Agent: {AGENT}\r\nAccept: application/json\r\n"
    if body:
        head += f"Content-Type: {content_type}\r\nContent-Length: {len(body)}\r\n"
    return head.encode() + b"\r\n" + body


class Connection:
    """One connection, kept alive."""

    def __init__(self, address, files):
        context = ssl.create_default_context(cafile=files["ca"])
        context.load_cert_chain(files["cert"], files["key"])
        host, port = urllib.parse.urlparse(address).netloc.rsplit(":", 1)
        connected = socket.create_connection((host, int(port)))
        connected.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        self.socket = context.wrap_socket(connected, server_hostname=host)
        self.rest = b""

    def send(self, message):
        """Status and body of the answer."""
        self.socket.sendall(message)
        head = self._until(b"\r\n\r\n").decode().lower()
        status = int(head.split(" ", 2)[1])
        if "\r\ntransfer-encoding: chunked" not in head:
            length = head.partition("\r\ncontent-length:")[2].partition("\r\n")[0]
            return status, self._take(int(length or 0))
        body = []
        while size := int(self._until(b"\r\n"), 16):
            body.append(self._take(size))
            self._take(2)
        self._take(2)
        return status, b"".join(body)

    def _until(self, mark):
        while mark not in self.rest:
            self._more()
        found, _, self.rest = self.rest.partition(mark)
        return found

    def _take(self, count):
        while len(self.rest) < count:
            self._more()
        taken, self.rest = self.rest[:count], self.rest[count:]
        return taken

    def _more(self):
        part = self.socket.recv(1 << 18)
        if not part:
            sys.exit("the server has closed a connection")
        self.rest += part


def send_all(address, files, tasks):
    """Seconds that it takes to send them all, each connection in a process of its own, which takes the next that is
    left: so they begin in the order given. A task is a request, or several one after the other."""
    count = min(CONNECTIONS, len(tasks))
    if not count:
        return 0.0
    start, place = multiprocessing.Barrier(count + 1), multiprocessing.Value("q", 0)
    failures = multiprocessing.SimpleQueue()
    workers = [multiprocessing.Process(target=send_some, args=(address, files, tasks, start, place, failures))
               for _ in range(count)]
    for worker in workers:
        worker.start()
    start.wait()
    began = time.monotonic()
    for worker in workers:
        worker.join()
    seconds = time.monotonic() - began
    if any(worker.exitcode for worker in workers):
        sys.exit("the bare load failed: " + ("" if failures.empty() else failures.get()))
    return seconds


def send_some(address, files, tasks, start, place, failures):
    connection = Connection(address, files)
    # Greeted before the clock starts.
    connection.send(request("GET", "/version"))
    start.wait()
    while True:
        with place.get_lock():
            index = place.value
            place.value += 1
        if index >= len(tasks):
            return
        for message in tasks[index]:
            status, body = connection.send(message)
        if status not in (200, 201):
            failures.put(f"{status} {body[:500].decode()} for {message[:200]!r}")
            sys.exit(1)
