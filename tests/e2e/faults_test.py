"""What the world does to a running server, by real means: each fault ends in words that a person sees, and in a recovery.

Faults of the disk and the store: storage_faults_test.py. Table of the faults: docs/faults.md.
"""
import contextlib
import json
import mmap
import os
import pathlib
import resource
import shutil
import signal
import socket
import struct
import subprocess
import threading
import time
import unittest

import harness
from faults import PATTERN, UNLIMITED, limit, node_of, plain, wait_for_frames, wait_for_health
from viewers import MjpegViewer, WebSocketViewer


class Node(unittest.TestCase):
    def test_out_of_memory_fails_the_workflow_and_not_the_process(self):
        with harness.Server() as server:
            for kind in ("memory", "exception"):
                trouble = server.folder / kind
                trouble.touch()
                workflow = plain(trouble={"type": "trouble", "kind": kind, "file": str(trouble)})
                workflow["nodes"]["log"] = {"type": "debug"}
                workflow["edges"].append("trouble -> log")
                server.create(kind, workflow)
            server.create("other", plain())
            for workflow_id in ("other", "memory", "exception"):
                server.execute(workflow_id)
            for workflow_id, words in (("memory", "not enough memory"), ("exception", "trouble as ordered")):
                status = harness.wait_for(lambda: (s := server.status(workflow_id))["state"] == "restarting" and s, 10, "restarting")
                self.assertIn("nodes.trouble", status["message"])
                self.assertIn(words, status["message"])
                self.assertIsNotNone(status["next_retry_ms"])
                self.assertIn(words, server.log())
            wait_for_frames(server, "other")
            for workflow_id in ("memory", "exception"):
                (server.folder / workflow_id).unlink()
                harness.wait_for(lambda: server.status(workflow_id)["state"] == "running", 15, "running again")
                wait_for_frames(server, workflow_id, "log")


    @unittest.skipIf(harness.SANITIZED, "a sanitizer's shadow is larger than any limit on the address space")
    def test_out_of_memory_at_the_first_load_of_a_model(self):
        for more in (1, 8, 16, 24):
            with self.subTest(megabytes=more), harness.Server() as server:
                server.create("other", plain())
                server.execute("other")
                wait_for_frames(server, "other")
                server.create("runs", harness.pipeline(PATTERN))
                pages = int(pathlib.Path(f"/proc/{server.process.pid}/statm").read_text().split()[0])
                limit(server, resource.RLIMIT_AS, pages * resource.getpagesize() + (more << 20))
                server.execute("runs")
                status = harness.wait_for(lambda: (s := server.status("runs"))["state"] == "restarting" and s, 10, "restarting")
                self.assertIn("not enough memory", status["message"])
                self.assertIsNotNone(status["next_retry_ms"])
                wait_for_frames(server, "other")
                limit(server, resource.RLIMIT_AS, UNLIMITED)
                wait_for_frames(server, "runs", seconds=30)

    @unittest.skipIf(harness.SANITIZED, "a sanitizer's shadow is larger than any limit on the address space")
    def test_out_of_memory_at_the_start_of_the_server_is_said(self):
        with harness.Server() as server:
            server.create("runs", harness.pipeline(PATTERN))
            server.execute("runs")
            wait_for_frames(server, "runs")
            whole = int(pathlib.Path(f"/proc/{server.process.pid}/statm").read_text().split()[0]) * resource.getpagesize()
            server.kill()
            for share in (0.9, 0.75, 0.6, 0.5):
                with self.subTest(share=share):
                    self._start_with(server.folder, int(share * whole))

    def _start_with(self, folder, address_space):
        """The server starts and says what it lacks, or ends with words; it does not crash."""
        arguments = [harness.BINARY, "serve", "--port", "0", "--data-dir", str(folder / "data"), "--log-file", str(folder / "tight.log")]
        with subprocess.Popen(arguments, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, env=harness.environment(None),
                              preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_AS, (address_space, address_space))) as server:
            with contextlib.suppress(subprocess.TimeoutExpired):
                server.wait(timeout=4)
            if server.poll() is None:
                server.terminate()
                self.assertEqual(0, server.wait(timeout=20), "it served and ended as told")
            else:
                # 127: the loader could not even map the libraries
                self.assertIn(server.returncode, (1, 127), "neither a signal nor a success")
                self.assertRegex(server.stderr.read(), "memory|shared librar")


class Descriptors(unittest.TestCase):
    @unittest.skipIf(harness.SANITIZED, "UBSan probes memory through a pipe, and without descriptors takes good memory for bad")
    def test_none_left_pauses_new_connections_only(self):
        with harness.Server() as server:
            server.create("runs", plain())
            server.execute("runs")
            wait_for_frames(server, "runs")
            with contextlib.ExitStack() as clients:
                kept = clients.enter_context(MjpegViewer(server, "runs", "view"))
                status = clients.enter_context(StatusSocket(server))
                harness.wait_for(lambda: status.newest, 5, "a status")
                limit(server, resource.RLIMIT_NOFILE, len(os.listdir(f"/proc/{server.process.pid}/fd")) + 3)
                for _ in range(10):
                    clients.enter_context(contextlib.closing(socket.create_connection(("127.0.0.1", server.port))))
                harness.wait_for(lambda: "no free file descriptors" in server.log(), 10, "a line in the log")
                before = kept.pictures
                harness.wait_for(lambda: kept.pictures >= before + 10, 10, "pictures for who is connected")
                before = status.packets("runs", "view")
                harness.wait_for(lambda: status.packets("runs", "view") >= before + 10, 10, "frames")
                lines = server.log().count("no free file descriptors")
                self.assertLessEqual(lines, 3, "said once, not at every try")
            self.assertEqual("running", server.status("runs")["state"])


class StatusSocket(WebSocketViewer):
    """Listens to /api/ws/status: needs no further connection to see what the server says."""

    def __init__(self, server):
        super().__init__(server, "", "")
        self._path = "/api/ws/status"
        self.newest = None

    def _watch(self):
        while True:
            kind, data = self._message()
            if kind == 8:
                return
            if kind == 1:
                self.newest = json.loads(data)

    def packets(self, workflow_id, node):
        workflow = next(each for each in self.newest["workflows"] if each["id"] == workflow_id)
        return sum(edge["packets"] for edge in workflow["edges"] if edge["to"] == node)


class Clock(unittest.TestCase):
    def test_the_wall_clock_jumps(self):
        library = harness.need(pathlib.Path(os.environ.get("OVERWATCH_CLOCK_SHIFT", "ow_clock_shift")))
        with harness.temporary_folder() as folder:
            shift_file = folder / "shift"
            shift_file.write_bytes(struct.pack("d", 0))
            env = {"LD_PRELOAD": str(library), "OW_TEST_CLOCK_SHIFT": str(shift_file)}
            with open(shift_file, "r+b") as file, mmap.mmap(file.fileno(), 8) as shift, harness.Server(env=env) as server:
                server.create("runs", plain())
                server.execute("runs")
                with WebSocketViewer(server, "runs", "view") as viewer:
                    for seconds in (86_400, -86_400):
                        wait_for_frames(server, "runs", more=10)
                        shift[:8] = struct.pack("d", seconds)
                        wait_for_frames(server, "runs", more=20)
                        off = viewer.header["capture_unix_ms"] / 1000 - time.time()
                        self.assertAlmostEqual(seconds, off, delta=60, msg="the jump reached the program")
                        self.assertLess(0, viewer.header["age_ms"])
                        self.assertLess(viewer.header["age_ms"], 2000 * harness.DEADLINE_FACTOR)
                status = server.status("runs")
                self.assertEqual(("running", 0), (status["state"], status["restarts"]))
                self.assertLess(status["uptime_s"], 120 * harness.DEADLINE_FACTOR)

    def test_the_process_stands_still_for_a_while(self):
        """As a suspended machine does to a file's playback and to a camera: both go on, nothing is fetched up."""
        with harness.Server() as server:
            server.create("runs", plain())
            server.create("file", plain("test://pattern?size=64x48&fps=15"))
            for workflow_id in ("runs", "file"):
                server.execute(workflow_id)
                wait_for_frames(server, workflow_id)
            server.process.send_signal(signal.SIGSTOP)
            time.sleep(3)
            server.process.send_signal(signal.SIGCONT)
            for workflow_id in ("runs", "file"):
                wait_for_frames(server, workflow_id, more=15)
                status = server.status(workflow_id)
                self.assertEqual(("running", 0), (status["state"], status["restarts"]))


class Model(unittest.TestCase):
    def test_deleted_and_back_again(self):
        original = harness.model_file(harness.DEFAULT_MODEL)
        with harness.Server() as server:
            model = server.folder / "data" / "models" / "copy.onnx"
            model.parent.mkdir(parents=True, exist_ok=True)
            shutil.copy(original, model)
            server.create("runs", harness.pipeline(PATTERN, model=model, detect={"fps": 3}))
            server.execute("runs")
            wait_for_frames(server, "runs")
            aside = model.rename(server.folder / "aside")
            gone = wait_for_health(server, "runs", "detect", "warning")
            self.assertIn("was deleted", gone["message"])
            wait_for_frames(server, "runs")
            self.assertEqual("running", server.status("runs")["state"])
            server.call("POST", "/api/workflow-builder/runs/stop")
            status, problem = server.request("POST", "/api/workflow-builder/runs/execute")
            self.assertEqual(422, status)
            self.assertIn("copy.onnx", problem["detail"])
            aside.rename(model)
            server.execute("runs")
            wait_for_frames(server, "runs")
            self.assertEqual("ok", node_of(server, "runs", "detect")["health"])


class Camera(threading.Thread):
    """An HTTP camera whose every connection sends the next of `bodies` (the last again and again), then ends.

    With `bytes_per_s` it sends no faster than that, as a camera does."""

    def __init__(self, bodies, bytes_per_s=None):
        super().__init__(daemon=True)
        self._bodies = bodies
        self._bytes_per_s = bytes_per_s
        self._listener = socket.create_server(("127.0.0.1", 0))
        self.connections = 0
        self.url = f"http://127.0.0.1:{self._listener.getsockname()[1]}/live"

    def __enter__(self):
        self.start()
        return self

    def __exit__(self, *_):
        self._listener.close()

    def run(self):
        with contextlib.suppress(OSError):
            while True:
                client, _ = self._listener.accept()
                with client, contextlib.suppress(OSError):
                    client.recv(4096)
                    body = self._bodies[min(self.connections, len(self._bodies) - 1)]
                    self.connections += 1
                    client.sendall(b"HTTP/1.1 200 OK\r\nConnection: close\r\nContent-Type: video/mp2t\r\n\r\n")
                    self._send(client, body)

    def _send(self, client, body):
        step = len(body) if self._bytes_per_s is None else max(1, self._bytes_per_s // 20)
        for at in range(0, len(body), step):
            client.sendall(body[at:at + step])
            if self._bytes_per_s is not None:
                time.sleep(0.05)


class Source(unittest.TestCase):
    @staticmethod
    def clip(size, *codec):
        ffmpeg = harness.need(pathlib.Path(shutil.which("ffmpeg") or "ffmpeg"))
        return subprocess.run([ffmpeg, "-v", "error", "-f", "lavfi", "-i", f"testsrc2=s={size}:r=25:d=2", *codec, "-bf", "0",
                               "-f", "mpegts", "-"], check=True, capture_output=True, timeout=30).stdout

    def test_garbage_then_another_size(self):
        h264 = ("-c:v", "libx264", "-pix_fmt", "yuv420p", "-g", "25")
        changing = self.clip("320x240", *h264) + self.clip("640x480", *h264)
        garbage = bytes((i * i * 31 + i // 7) % 251 for i in range(200_000))
        with Camera([garbage, garbage, changing]) as camera, harness.Server() as server:
            server.create("runs", plain(camera.url))
            server.execute("runs")
            node = wait_for_health(server, "runs", "camera", "retrying")
            self.assertIn("Trying again", node["message"])
            wait_for_frames(server, "runs", more=20, seconds=20)
            harness.wait_for(lambda: " 640x480" in server.log(), 15, "the change to 640x480 in the log")
            status = server.status("runs")
            self.assertEqual(("running", 0), (status["state"], status["restarts"]))
            self.assertGreaterEqual(camera.connections, 3)

    def test_another_codec_in_the_same_connection(self):
        h264 = self.clip("320x240", "-c:v", "libx264", "-pix_fmt", "yuv420p", "-g", "25", "-b:v", "400k", "-maxrate", "400k",
                         "-bufsize", "400k")
        hevc = self.clip("320x240", "-c:v", "libx265", "-pix_fmt", "yuv420p", "-x265-params",
                         "log-level=none:keyint=25:bitrate=400:vbv-maxrate=400:vbv-bufsize=400")
        bytes_per_s = max(len(h264), len(hevc)) // 2
        with Camera([2 * h264 + 15 * hevc, 30 * hevc], bytes_per_s) as camera, harness.Server() as server:
            server.create("runs", plain(camera.url))
            server.execute("runs")
            wait_for_frames(server, "runs")
            node = wait_for_health(server, "runs", "camera", "retrying", seconds=25)
            self.assertIn("Trying again", node["message"])
            wait_for_frames(server, "runs", more=20, seconds=20)
            self.assertEqual(2, camera.connections, "opened anew before the first connection was over")
            status = server.status("runs")
            self.assertEqual(("running", 0), (status["state"], status["restarts"]))


class Clients(unittest.TestCase):
    def test_those_that_stop_reading_hold_nobody_up(self):
        with harness.Server() as server:
            server.create("runs", plain("test://pattern?size=640x480&fps=15&live=1"))
            server.execute("runs")
            wait_for_frames(server, "runs")
            with contextlib.ExitStack() as clients:
                for _ in range(20):
                    dead = clients.enter_context(contextlib.closing(socket.create_connection(("127.0.0.1", server.port))))
                    dead.sendall(b"GET /api/xray/runs/view.mjpeg HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n")
                good = clients.enter_context(WebSocketViewer(server, "runs", "view"))
                harness.wait_for(lambda: good.pictures >= 5, 10, "pictures")
                before, begin = good.pictures, time.monotonic()
                harness.wait_for(lambda: good.pictures >= before + 45, 15, "three seconds of pictures")
                self.assertLess(time.monotonic() - begin, 6 * harness.DEADLINE_FACTOR)
                self.assertIsNone(good.error)
            harness.wait_for(lambda: views(server) == 0, 10, "the dead ones are gone")
            self.assertEqual("running", server.status("runs")["state"])


def views(server):
    return sum(view["viewers"] for view in server.call("GET", "/api/system")["views"])


if __name__ == "__main__":
    harness.main()
