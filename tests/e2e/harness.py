"""What the end-to-end tests share: optional data, the command line, a running server, waiting with a deadline.

Environment: OVERWATCH_BINARY (the program), OVERWATCH_SHARED_DATA (optional models, videos, images), OVERWATCH_DATA (default
model and sample clip, as set-up makes them), OVERWATCH_REQUIRE_DATA=1 (missing data fails instead of skipping),
OVERWATCH_LONG=1 (the parts that take minutes), OVERWATCH_DEADLINE_FACTOR (slower builds, such as the sanitizers'),
OVERWATCH_SANITIZED=1 (built with a sanitizer).
"""
import contextlib
import http.client
import json
import os
import pathlib
import re
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
import unittest

BINARY = os.environ.get("OVERWATCH_BINARY", "overwatch")
SHARED = pathlib.Path(os.environ.get("OVERWATCH_SHARED_DATA", "missing"))
DATA = pathlib.Path(os.environ.get("OVERWATCH_DATA", "missing"))
REQUIRED = os.environ.get("OVERWATCH_REQUIRE_DATA") == "1"
LONG = os.environ.get("OVERWATCH_LONG") == "1"
SANITIZED = os.environ.get("OVERWATCH_SANITIZED") == "1"
DEADLINE_FACTOR = float(os.environ.get("OVERWATCH_DEADLINE_FACTOR", "1"))

DEFAULT_LOG = pathlib.Path("/tmp/overwatch.log")
DEFAULT_MODEL = "centernet-mb3"
CLIP_FRAMES = 795
SKIPPED = 77  # ctest's SKIP_RETURN_CODE
LOG_LINES_SHOWN = 60
POLL_S = 0.05

_alive = []  # servers whose log is worth showing when a test fails


def need(*paths):
    """The first path that exists; skips the test, or fails it when data is required."""
    for path in paths:
        if path.exists():
            return path
    text = f"test data is not there: {' or '.join(str(path) for path in paths)}"
    if REQUIRED:
        raise AssertionError(text)
    raise unittest.SkipTest(text)


def model_file(name):
    return need(DATA / "models" / f"{name}.onnx", SHARED / "models" / f"{name}.onnx")


def has_model(name):
    """Whether a model that a test can do without is there."""
    return any((folder / "models" / f"{name}.onnx").exists() for folder in (DATA, SHARED))


def image_file(name):
    return need(SHARED / "images" / name)


def clip_file():
    return need(DATA / "media" / "vtest.avi", SHARED / "videos" / "vtest.avi")


def second_model():
    """(name, file) of another model than the default one, for tests with two; the default one where there is none."""
    for name in ("yolox_nano", "yolov8n"):
        if has_model(name):
            return name, model_file(name)
    return DEFAULT_MODEL, model_file(DEFAULT_MODEL)


def wait_for(condition, seconds, what):
    """The first truthy value of condition(), or a failure after `seconds` that says what was waited for."""
    deadline = time.monotonic() + seconds * DEADLINE_FACTOR
    while True:
        value = condition()
        if value:
            return value
        if time.monotonic() > deadline:
            raise AssertionError(f"not within {seconds * DEADLINE_FACTOR:.0f} s: {what}")
        time.sleep(POLL_S)


@contextlib.contextmanager
def temporary_folder():
    folder = tempfile.mkdtemp(prefix="overwatch-e2e-")
    try:
        yield pathlib.Path(folder)
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def environment(changes=None):
    """The test's environment without what would change the program's defaults."""
    kept = {name: value for name, value in os.environ.items()
            if name != "DEVICE" and (not name.startswith("OVERWATCH_") or name == "OVERWATCH_DEPS")}
    kept["OVERWATCH_CONFIG"] = "/dev/null"  # not that of the machine
    return kept | (changes or {})


def cli(*arguments, timeout=120, env=None, stdin=None, cwd=None):
    """Runs the program to its end; stdout and stderr as text."""
    return subprocess.run([BINARY, *map(str, arguments)], capture_output=True, text=True, env=environment(env),
                          input=stdin, stdin=subprocess.DEVNULL if stdin is None else None, cwd=cwd,
                          timeout=timeout * DEADLINE_FACTOR)


def cli_ok(*arguments, **settings):
    """The same, and it has to succeed."""
    done = cli(*arguments, **settings)
    if done.returncode != 0:
        raise AssertionError(f"{' '.join(map(str, done.args))}: exit code {done.returncode}\n{done.stderr[-4000:]}")
    return done


def lines_of(text):
    """JSON lines; anything else on them is an error."""
    return [json.loads(line) for line in text.splitlines()]


def iou(first, second):
    """Overlap of two boxes [x1, y1, x2, y2]."""
    width = min(first[2], second[2]) - max(first[0], second[0])
    height = min(first[3], second[3]) - max(first[1], second[1])
    shared = max(width, 0) * max(height, 0)
    areas = sum((box[2] - box[0]) * (box[3] - box[1]) for box in (first, second))
    return shared / (areas - shared) if areas > shared else 0.0


def real_folders(*folders):
    """The folders, and those that files in them are links into: a checkout may only link to its data."""
    roots = {os.path.realpath(folder) for folder in folders}
    for folder in filter(pathlib.Path.is_dir, map(pathlib.Path, folders)):
        roots |= {os.path.dirname(os.path.realpath(file)) for file in folder.iterdir() if file.is_symlink()}
    return sorted(roots)


class Server:
    """`overwatch serve` on a free port with a data folder of its own, in a `with`. The log is shown when a test fails."""

    def __init__(self, *arguments, folder=None, env=None, default_log=False):
        self._own = tempfile.mkdtemp(prefix="overwatch-e2e-") if folder is None else None
        self.folder = pathlib.Path(folder or self._own)
        self.log_file = DEFAULT_LOG if default_log else self.folder / "overwatch.log"
        self._output_file = self.folder / "stdout.txt"
        self._env = environment(env)
        self.command = [BINARY, "serve", "--port", "0", "--data-dir", str(self.folder / "data")]
        if not default_log:
            self.command += ["--log-file", str(self.log_file)]
        for models in real_folders(DATA / "models", SHARED / "models"):
            self.command += ["--models-dir", models]
        for media in real_folders(self.folder, DATA / "media", SHARED / "videos", SHARED / "images"):
            self.command += ["--media-root", media]
        self.command += map(str, arguments)
        self.process = None
        self.port = 0
        self.headers = {}  # that viewers send, e.g. a cookie
        self.tls = None  # an ssl.SSLContext where the server speaks HTTPS
        self.before_requests = lambda: None  # called once the server listens

    def __enter__(self):
        self.start()
        return self

    def __exit__(self, kind, value, trace):
        failed = kind is not None and not issubclass(kind, unittest.SkipTest)
        try:
            if failed:
                self.show_log()
                self.kill()
            elif self.running():
                self.stop()
        finally:
            self._clean_up()

    def _clean_up(self):
        self.kill()
        if self._own:
            shutil.rmtree(self._own, ignore_errors=True)

    def start(self):
        self.folder.mkdir(parents=True, exist_ok=True)
        with open(self._output_file, "wb") as output:
            self.process = subprocess.Popen(self.command, stdin=subprocess.DEVNULL, stdout=output, stderr=output,
                                            env=self._env, start_new_session=True)
        _alive.append(self)
        try:
            self.port = wait_for(self._printed_port, 30, "the server's address on standard output")
            self.before_requests()
            wait_for(self._ready, 10, "/readyz")
        except AssertionError:
            self.show_log()
            self._clean_up()
            raise

    def _printed_port(self):
        match = re.search(r"Overwatch is running: https?://[^/]+:(\d+)/", self.output())
        if match:
            return int(match.group(1))
        if not self.running():
            raise AssertionError(f"the server ended with {self.process.returncode}: {self.output()}")
        return 0

    def _ready(self):
        if not self.running():
            raise AssertionError(f"the server ended with {self.process.returncode} at its first request")
        try:
            return self.request("GET", "/readyz")[0] == 200
        except OSError:
            return False

    def connect(self, timeout=30):
        """A socket to the server, with TLS where it has it."""
        plain = socket.create_connection(("127.0.0.1", self.port), timeout=timeout)
        return self.tls.wrap_socket(plain, server_hostname="localhost") if self.tls else plain

    @property
    def url(self):
        return f"http://127.0.0.1:{self.port}"

    def running(self):
        return self.process is not None and self.process.poll() is None

    def output(self):
        return self._output_file.read_text(errors="replace") if self._output_file.exists() else ""

    def log(self):
        return self.log_file.read_text(errors="replace") if self.log_file.exists() else ""

    def show_log(self):
        tail = "\n".join(self.log().splitlines()[-LOG_LINES_SHOWN:])
        print(f"--- {' '.join(self.command)}\n--- printed:\n{self.output()}--- log {self.log_file}:\n{tail}\n---",
              file=sys.stderr)

    def request(self, method, path, body=None, timeout=20, headers=None):
        """(status, body): parsed where it is JSON, otherwise bytes."""
        seconds = timeout * DEADLINE_FACTOR
        if self.tls:
            connection = http.client.HTTPSConnection("localhost", self.port, timeout=seconds, context=self.tls)
        else:
            connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=seconds)
        headers = dict(headers or {})
        if body is not None and not isinstance(body, (bytes, str)):
            body = json.dumps(body)
            headers.setdefault("Content-Type", "application/json")
        try:
            connection.request(method, path, body=body, headers=headers)
            response = connection.getresponse()
            data = response.read()
        finally:
            connection.close()
        return response.status, json.loads(data) if "json" in response.getheader("Content-Type", "") else data

    def call(self, method, path, body=None, **settings):
        """The same for a call that has to succeed; gives the body."""
        status, data = self.request(method, path, body, **settings)
        if not 200 <= status < 300:
            raise AssertionError(f"{method} {path}: {status} {data}")
        return data

    def create(self, workflow_id, workflow):
        return self.call("POST", f"/api/workflow-builder?id={workflow_id}", workflow)

    def execute(self, workflow_id):
        return self.call("POST", f"/api/workflow-builder/{workflow_id}/execute", timeout=60)

    def status(self, workflow_id):
        return self.call("GET", f"/api/workflow-builder/{workflow_id}/status")

    def performance(self, workflow_id=None):
        query = f"?workflow={workflow_id}" if workflow_id else ""
        return self.call("GET", f"/api/workflow-builder/performance{query}")

    def packets_into(self, workflow_id, node):
        """Packets that went into a node since the start of the run, over all its edges."""
        return sum(edge["packets"] for edge in self.status(workflow_id)["edges"] if edge["to"] == node)

    def stop(self):
        """SIGTERM; gives the seconds that the exit took. The exit has to be a good one."""
        begin = time.monotonic()
        self.process.send_signal(signal.SIGTERM)
        try:
            code = self.process.wait(20 * DEADLINE_FACTOR)
        except subprocess.TimeoutExpired:
            self.show_log()
            raise AssertionError("the server did not end within 20 s of SIGTERM") from None
        seconds = time.monotonic() - begin
        if code != 0:
            self.show_log()
            raise AssertionError(f"the server ended with {code} after SIGTERM")
        return seconds

    def kill(self):
        """SIGKILL, as `kill -9` does; also of children, such as there are."""
        if self.process is None:
            return
        if self.process.poll() is None:
            with contextlib.suppress(ProcessLookupError):
                os.killpg(self.process.pid, signal.SIGKILL)
            self.process.wait()
        if self in _alive:
            _alive.remove(self)


def pipeline(source, model=DEFAULT_MODEL, **changes):
    """Video Input → Model → X-RAY View; changes: camera={…}, detect={…}, view={…}, name=…."""
    return {"name": changes.get("name", "Test"),
            "nodes": {"camera": {"type": "video_input", "source": str(source), **changes.get("camera", {})},
                      "detect": {"type": "model", "model": str(model), **changes.get("detect", {})},
                      "view": {"type": "xray_view", **changes.get("view", {})}},
            "edges": ["camera -> detect", "detect -> view"]}


class _Result(unittest.TextTestResult):
    """Shows the logs of servers that still run when a test fails."""

    def addFailure(self, test, err):
        super().addFailure(test, err)
        self._show()

    def addError(self, test, err):
        super().addError(test, err)
        self._show()

    @staticmethod
    def _show():
        for server in list(_alive):
            server.show_log()


def main():
    """Runs the tests of the calling file; SKIPPED when there was nothing to run for lack of data."""
    runner = unittest.TextTestRunner(resultclass=_Result, verbosity=2)
    result = unittest.main(module="__main__", testRunner=runner, exit=False).result
    for server in list(_alive):
        server.kill()
    if not result.wasSuccessful():
        sys.exit(1)
    sys.exit(SKIPPED if result.skipped and len(result.skipped) >= result.testsRun else 0)
