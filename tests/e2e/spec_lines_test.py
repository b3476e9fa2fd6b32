"""Every shell line that the specification prints and that concerns the program gives what the specification says.

The lines run as they stand there, with two changes: the port, and that a `tail -f` ends when it has shown enough.
"""
import contextlib
import json
import os
import pathlib
import pty
import re
import select
import shlex
import signal
import stat
import statistics
import subprocess
import time
import unittest

import harness
from harness import DEFAULT_LOG
from viewers import MjpegViewer, WebSocketViewer

SPEC_PORT, SPEC_LOG = "http://localhost:8000", "/tmp/overwatch.log"
REPORT_WITHIN_S = 45
BANNER = "=" * 80

PERFORMANCE = "curl http://localhost:8000/api/workflow-builder/performance"
PERFORMANCE_JQ = "curl http://localhost:8000/api/workflow-builder/performance | jq"
BOTTLENECKS = "curl http://localhost:8000/api/workflow-builder/performance | jq '.bottlenecks'"
RESET = "curl -X POST http://localhost:8000/api/workflow-builder/performance/reset"
TAIL_ALL = r'tail -f /tmp/overwatch.log | grep "⚡\|📊"'
TAIL_INFERENCE = 'tail -f /tmp/overwatch.log | grep "Model inference"'
TAIL_FPS = 'tail -f /tmp/overwatch.log | grep "Current FPS"'
TAIL_SIZE = 'tail -f /tmp/overwatch.log | grep "Frame size"'
TAIL_JPEG = 'tail -f /tmp/overwatch.log | grep "JPEG encoding"'
TAIL_GPU = r'tail -f /tmp/overwatch.log | grep -i "gpu\|mps\|cuda"'
TAIL_REPORT = 'tail -f /tmp/overwatch.log | grep "📊 PERFORMANCE REPORT" -A 20'
LAST_REPORT = 'tail -200 /tmp/overwatch.log | grep "📊 PERFORMANCE REPORT" -A 15'
DEVICES = ["DEVICE=auto", "DEVICE=cuda", "DEVICE=mps", "DEVICE=cpu"]
TESTED = [PERFORMANCE, PERFORMANCE_JQ, BOTTLENECKS, RESET, TAIL_ALL, TAIL_INFERENCE, TAIL_FPS, TAIL_SIZE, TAIL_JPEG,
          TAIL_GPU, TAIL_REPORT, LAST_REPORT, *DEVICES]

# One line of each kind, every second.
TIMING_LINE = r"⚡ {}: \d+\.\d ms avg, \d+\.\d ms p95, \d+\.\d ms max \(\d+ frames\) - Workflow demo$"
SIZE_LINE = r"⚡ Frame size: (\d+\.\d) KB avg, (\d+\.\d) KB max \(\d+ frames\) - Workflow demo$"
FPS_LINE = r"⚡ Current FPS: (\d+\.\d\d) - Workflow demo$"
OPERATION_LINE = re.compile(r"   \S.{24} \| Avg: +\d+\.\d\dms \| P95: +\d+\.\d\dms \| Max: +\d+\.\d\dms")


def may_use_default_log():
    """Whether the default log is free, or ours and no other server writes to it now."""
    try:
        status = DEFAULT_LOG.lstat()
    except FileNotFoundError:
        return True
    return status.st_uid == os.geteuid() and stat.S_ISREG(status.st_mode) and not is_open_anywhere(DEFAULT_LOG)


def is_open_anywhere(file):
    """Whether a process that we may look into holds the file open."""
    for link in pathlib.Path("/proc").glob("[0-9]*/fd/*"):
        with contextlib.suppress(OSError):
            if os.readlink(link) == str(file):
                return True
    return False


def spec_lines():
    """The shell lines of the specification that concern the program."""
    spec = harness.need(harness.SHARED.parent / "spec" / "performance-deep-dive.md")
    lines = []
    for block in re.findall(r"```bash\n(.*?)```", spec.read_text(), re.DOTALL):
        for line in block.splitlines():
            line = re.sub(r"\s+#.*", "", line).strip()
            if re.search(r"overwatch\.log|localhost:8000|^DEVICE=", line) and not line.startswith("#"):
                lines.append(line)
    return lines


class SpecLines(unittest.TestCase):
    """One server with the demo workflow and two viewers, for all tests of the class."""

    @classmethod
    def setUpClass(cls):
        clip, model = harness.clip_file(), harness.model_file(harness.DEFAULT_MODEL)
        cls.server = harness.Server("--demo", default_log=may_use_default_log(), env={"DEVICE": "auto"})
        cls.addClassCleanup(cls.server.__exit__, None, None, None)
        for kind, file in (("media", clip), ("models", model)):
            folder = cls.server.folder / "data" / kind
            folder.mkdir(parents=True)
            (folder / file.name).symlink_to(file)
        cls.log_begin = cls.server.log_file.stat().st_size if cls.server.log_file.exists() else 0
        cls.server.start()
        cls.viewers = [kind(cls.server, "demo", "view") for kind in (WebSocketViewer, MjpegViewer)]
        for viewer in cls.viewers:
            cls.enterClassContext(viewer)
            harness.wait_for(lambda: viewer.pictures >= 3, 20, "pictures of the demo")

    def adapted(self, line):
        line = line.replace(SPEC_PORT, f"http://localhost:{self.server.port}")
        return line.replace(SPEC_LOG, shlex.quote(str(self.server.log_file)))

    def shell(self, line):
        """Standard output of a line that ends by itself."""
        done = subprocess.run(["bash", "-c", "set -o pipefail; " + self.adapted(line)], capture_output=True, text=True,
                              timeout=30)
        self.assertEqual(0, done.returncode, f"{line}: {done.stderr}")
        return done.stdout

    def follow(self, line, enough, seconds):
        """What a person sees of a `tail -f` line: its lines, on a terminal, until enough(lines) or the time is over."""
        primary, secondary = pty.openpty()
        process = subprocess.Popen(["bash", "-c", self.adapted(line)], stdout=secondary, stderr=secondary,
                                   stdin=subprocess.DEVNULL, start_new_session=True)
        os.close(secondary)
        deadline = time.monotonic() + seconds * harness.DEADLINE_FACTOR
        data = b""
        try:
            while time.monotonic() < deadline and not enough(data.decode(errors="replace").splitlines()):
                if select.select([primary], [], [], 0.1)[0]:
                    data += os.read(primary, 65536)
        finally:
            os.killpg(process.pid, signal.SIGKILL)
            process.wait()
            os.close(primary)
        return data.decode(errors="replace").replace("\r", "").splitlines()

    def follow_for(self, line, pattern, count=2):
        """The matches of a pattern in what the line shows; at least `count` within some seconds."""
        compiled = re.compile(pattern)

        def matches(lines):
            return [match for match in map(compiled.search, lines) if match]

        found = matches(self.follow(line, lambda lines: len(matches(lines)) >= count, 10))
        self.assertGreaterEqual(len(found), count, f"{line} does not show {pattern}")
        return found

    def log(self):
        """What this server has written."""
        return self.server.log_file.read_bytes()[self.log_begin:].decode(errors="replace")

    def wait_for_reports(self, count=1):
        """The first reports in the log, whole."""
        pattern = re.compile(rf"^{BANNER}\n📊 PERFORMANCE REPORT - Workflow demo\n.*?\n{BANNER}\n.*?\n{BANNER}$", re.DOTALL | re.MULTILINE)

        def reports():
            found = list(pattern.finditer(self.log()))
            return len(found) >= count and [match.group(0) for match in found]
        return harness.wait_for(reports, REPORT_WITHIN_S * count, f"{count} of the 30 s reports in the log")

    def test_every_line_of_the_specification_is_here(self):
        lines = spec_lines()
        self.assertGreater(len(lines), 10)
        self.assertEqual([], [line for line in lines if line not in TESTED])

    def test_the_default_log_is_the_one_of_the_specification(self):
        if self.server.log_file != DEFAULT_LOG:
            self.skipTest(f"{DEFAULT_LOG} belongs to somebody else, or another server writes to it")
        self.assertIn(f"log: {SPEC_LOG} ", self.server.output())
        self.assertEqual(0o600, stat.S_IMODE(DEFAULT_LOG.stat().st_mode))

    def test_curl_performance(self):
        harness.wait_for(lambda: self.server.performance()["operations"].get("jpeg_encoding", {}).get("count", 0), 10, "jpeg_encoding")
        for line in (PERFORMANCE, PERFORMANCE_JQ):
            answer = json.loads(self.shell(line))
            self.assertGreater(answer["current_fps"], 0)
            for operation in ("model_inference", "xray_visualization", "jpeg_encoding"):
                figures = answer["operations"][operation]
                self.assertLessEqual(0, figures["avg_ms"])
                self.assertLessEqual(figures["p95_ms"], figures["max_ms"])
                self.assertLessEqual(figures["avg_ms"], figures["max_ms"])
            for bottleneck in answer["bottlenecks"]:
                self.assertEqual(answer["operations"][bottleneck["operation"]]["avg_ms"], bottleneck["avg_ms"])

    def test_curl_bottlenecks(self):
        bottlenecks = json.loads(self.shell(BOTTLENECKS))
        # On every machine the model is by far the largest stage of the demo.
        self.assertIn("model_inference", [bottleneck["operation"] for bottleneck in bottlenecks])

    def test_stages_and_waits_explain_the_latency(self):
        harness.wait_for(lambda: self.server.performance()["total_latency"]["count"] >= 30, 20, "30 frames sent")
        self.assertGreaterEqual(self.server.performance()["explained_share"], 0.97)

    def test_curl_reset(self):
        def frames_in():
            return self.server.performance("demo")["frames"]["in"]
        before = harness.wait_for(lambda: (frames := frames_in()) >= 30 and frames, 20, "30 frames since the last reset")
        self.shell(RESET)
        self.assertLess(frames_in(), before)

    def test_tail_all(self):
        self.follow_for(TAIL_ALL, "⚡", count=5)

    def test_tail_model_inference(self):
        self.follow_for(TAIL_INFERENCE, TIMING_LINE.format("Model inference"))

    def test_tail_current_fps(self):
        rates = [float(match.group(1)) for match in self.follow_for(TAIL_FPS, FPS_LINE, count=3)]
        # A machine that stood still for a moment makes up for it in the next second: low, high, and right again.
        self.assertLess(statistics.median(rates), 15, "the clip has 10 frames a second")

    def test_tail_jpeg_encoding(self):
        self.follow_for(TAIL_JPEG, TIMING_LINE.format("JPEG encoding"))

    def test_tail_frame_size(self):
        for match in self.follow_for(TAIL_SIZE, SIZE_LINE):
            average, largest = map(float, match.groups())
            self.assertLessEqual(average, largest)
            self.assertLess(average, 80, "the specification: should be < 80 KB")

    def test_tail_lines_are_few(self):
        """One line per operation and second, never one per frame."""
        begin = time.monotonic()
        shown = self.follow(TAIL_INFERENCE, lambda lines: time.monotonic() - begin > 4, 10)
        fresh = [line for line in shown if line]
        self.assertLessEqual(len(fresh), 10 + 6)  # tail shows up to ten old lines first

    def test_tail_gpu_is_honest(self):
        """Lines about a GPU say that one is used only where `overwatch devices` proves it."""
        devices = json.loads(harness.cli_ok("devices", "--json", "--model", harness.model_file(harness.DEFAULT_MODEL)).stdout)
        execution = devices["execution"]
        log = self.log()
        lines = subprocess.run(["grep", "-i", r"gpu\|mps\|cuda"], input=log, capture_output=True, text=True).stdout.splitlines()
        if execution["device"] == "cpu":
            self.assertEqual(["CPUExecutionProvider"], [share["provider"] for share in execution["providers"]])
            self.assertEqual([], [line for line in lines if re.search(r"Using (CUDA|MPS|Metal|TensorRT)|on (CUDA|MPS) device", line)])
            self.assertRegex(log, "Using CPU")
        else:
            self.assertTrue([line for line in lines if "Using" in line], "no line says which GPU is used")

    def test_thirty_second_report(self):
        lines = self.wait_for_reports()[0].splitlines()
        self.assertEqual("📊 PERFORMANCE REPORT - Workflow demo", lines[1])
        self.assertRegex(lines[2], r"^   Current FPS: \d+\.\d\d$")
        self.assertEqual(BANNER, lines[3])
        operations = [line for line in lines[4:-1] if "|" in line]
        for line in operations:
            self.assertRegex(line, OPERATION_LINE)
        names = [line[3:28].strip() for line in operations]
        wanted = ["model_inference", "xray_visualization", "jpeg_encoding"]
        self.assertEqual(wanted, [name for name in names if name in wanted])
        title = lines.index("   🐌 Bottlenecks detected:")
        self.assertRegex(lines[title + 1], r"^      - model_inference: \d+\.\d\dms$")

    def test_the_last_report_is_always_at_hand(self):
        """The specification looks for it in the last 200 lines, and 15 lines after its title show it to the bottlenecks."""
        self.wait_for_reports(2)
        titles = [number for number, line in enumerate(self.log().splitlines()) if "📊 PERFORMANCE REPORT" in line]
        self.assertLessEqual(titles[1] - titles[0], 200, "just before a report `tail -200` does not show the one before it")
        shown = self.shell(LAST_REPORT)
        for text in ("📊 PERFORMANCE REPORT - Workflow demo", "Current FPS:", "model_inference", "jpeg_encoding", "🐌 Bottlenecks detected:"):
            self.assertIn(text, shown)

    def test_tail_report(self):
        """The next report, or the one that is among the last ten lines, with the lines after it."""
        self.wait_for_reports()
        shown = self.follow(TAIL_REPORT, lambda lines: any("Bottlenecks" in line for line in lines), 35)
        self.assertTrue(any("📊 PERFORMANCE REPORT - Workflow demo" in line for line in shown), shown)
        self.assertTrue(any("🐌 Bottlenecks detected:" in line for line in shown), shown)

    def test_viewers_see_pictures_all_the_time(self):
        before = [viewer.pictures for viewer in self.viewers]
        harness.wait_for(lambda: all(viewer.pictures > count + 10 for viewer, count in zip(self.viewers, before)), 20, "10 more pictures")
        self.assertEqual([None, None], [viewer.error for viewer in self.viewers])
        for viewer in self.viewers:
            self.assertEqual((b"\xff\xd8", b"\xff\xd9"), (viewer.last[:2], viewer.last[-2:]), "not a whole JPEG")
        self.assertLess(len(self.viewers[0].last), 80 * 1024)
        self.assertEqual((768, 576), (self.viewers[0].header["source_width"], self.viewers[0].header["source_height"]))


class DeviceVariable(unittest.TestCase):
    """DEVICE=… as the specification has it."""

    def devices(self, device):
        return harness.cli("devices", "--json", "--model", harness.model_file(harness.DEFAULT_MODEL), env={"DEVICE": device})

    def available(self):
        return {device["kind"]: device["available"] for device in json.loads(self.devices("cpu").stdout)["devices"]}

    def test_cpu(self):
        done = self.devices("cpu")
        self.assertEqual(0, done.returncode, done.stderr)
        answer = json.loads(done.stdout)
        self.assertEqual("cpu", answer["default"])
        self.assertEqual("cpu", answer["execution"]["device"])

    def test_auto(self):
        done = self.devices("auto")
        self.assertEqual(0, done.returncode, done.stderr)
        answer = json.loads(done.stdout)
        self.assertTrue(self.available()[answer["default"]])
        self.assertEqual(answer["default"], answer["execution"]["device"])

    def check_forced(self, device):
        if self.available()[device]:
            answer = json.loads(self.devices(device).stdout)
            self.assertEqual(device, answer["execution"]["device"])
            return
        for command in (["devices"], ["detect", "test://pattern?frames=1", "--quiet"], ["serve", "--port", "0"]):
            with harness.temporary_folder() as folder:
                done = harness.cli(*command, "--data-dir", folder, "--log-file", folder / "log", env={"DEVICE": device}, timeout=30)
            self.assertEqual(1, done.returncode, f"{command}: {done.stdout}{done.stderr}")
            self.assertRegex(done.stderr, rf"^error: .*\b{device}\b.*DEVICE=auto")
            self.assertEqual("", done.stdout)

    def test_cuda(self):
        self.check_forced("cuda")

    def test_mps(self):
        self.check_forced("mps")

    def test_nonsense(self):
        done = self.devices("nonsense")
        self.assertEqual(2, done.returncode)
        self.assertIn("'nonsense' is not one of auto, cuda", done.stderr)


if __name__ == "__main__":
    harness.main()
