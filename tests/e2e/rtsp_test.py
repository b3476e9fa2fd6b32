"""A real RTSP server that dies, comes back, or falls silent (tests/support/rtsp_server.cpp, OVERWATCH_RTSP_SERVER)."""
import os
import pathlib
import shutil
import signal
import subprocess
import time
import unittest

import harness
from viewers import WebSocketViewer

FPS = 15
CLIP_SECONDS = 10
CLIP_REPEATS = 30
BACK_WITHIN_S = 5
# The promise is five seconds; noticing, telling and asking take the rest.
SILENCE_WITHIN_S = 5 + 2
PASSWORD = "correct-horse"


class RtspServer:
    """Starts at once; `kill` and `start` again on the same port; `silence` and `resume` keep its connections."""

    def __init__(self, clip):
        self.clip = clip
        self._port = 0
        self.process = None
        self.start()

    def start(self):
        program = os.environ["OVERWATCH_RTSP_SERVER"]
        self.process = subprocess.Popen([program, str(self.clip), str(self._port)], stdout=subprocess.PIPE,
                                        stdin=subprocess.DEVNULL, text=True)
        self.url = self.process.stdout.readline().strip()
        if not self.url.startswith("rtsp://"):
            raise AssertionError(f"the RTSP server does not start: {self.url} (exit code {self.process.poll()})")
        self._port = int(self.url.split(":")[2].split("/")[0])

    def silence(self):
        self.process.send_signal(signal.SIGSTOP)

    def resume(self):
        self.process.send_signal(signal.SIGCONT)

    def kill(self):
        self.process.kill()
        self.process.wait()
        self.process.stdout.close()


def make_clip(folder, codec="h264", size="768x576"):
    """The beginning of the sample clip with a key frame each second, again and again for some minutes."""
    once, often = folder / f"once.{codec}.mp4", folder / f"camera.{codec}.mp4"
    encode = ["-i", str(harness.clip_file()), "-t", str(CLIP_SECONDS), "-an", "-r", str(FPS), "-s", size, "-c:v",
              f"lib{codec.replace('h', 'x')}", "-preset", "ultrafast", "-tune", "zerolatency", "-crf", "30", "-g", str(FPS),
              "-bf", "0", "-pix_fmt", "yuv420p", str(once)]
    repeat = ["-stream_loop", str(CLIP_REPEATS), "-i", str(once), "-c", "copy", str(often)]
    for step in (encode, repeat):
        subprocess.run(["ffmpeg", "-v", "error", *step], check=True, stdin=subprocess.DEVNULL, timeout=60)
    return often


class Rtsp(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        harness.model_file(harness.DEFAULT_MODEL)
        harness.need(pathlib.Path(os.environ.get("OVERWATCH_RTSP_SERVER", "ow_rtsp_server (not built: no gstreamer-rtsp-server)")))
        harness.need(pathlib.Path(shutil.which("ffmpeg") or "ffmpeg"))
        cls.folder = cls.enterClassContext(harness.temporary_folder())
        cls.clip = make_clip(cls.folder)

    def setUp(self):
        self.camera = RtspServer(self.clip)
        self.addCleanup(self.camera.kill)

    def start(self, server, **camera):
        source = self.camera.url.replace("rtsp://", f"rtsp://viewer:{PASSWORD}@")
        server.create("street", harness.pipeline(source, camera=camera))
        server.execute("street")
        self.wait_for_frames(server, 15)

    @staticmethod
    def node(server):
        return next(node for node in server.status("street")["nodes"] if node["id"] == "camera")

    def wait_for_frames(self, server, seconds):
        """Ten more frames at the model and at the view; gives the time it took."""
        begin = time.monotonic()
        before = [server.packets_into("street", node) for node in ("detect", "view")]
        harness.wait_for(lambda: all(server.packets_into("street", node) >= count + 10
                                     for node, count in zip(("detect", "view"), before)), seconds, "frames of the camera")
        return time.monotonic() - begin

    def wait_for_retrying(self, server, seconds):
        node = harness.wait_for(lambda: (node := self.node(server))["health"] == "retrying" and node, seconds, "health 'retrying'")
        self.assertTrue(node["message"], "retrying, but not why")
        self.assertEqual("running", server.status("street")["state"], "an absent camera is no failed workflow")
        return node["message"]

    def wait_for_ok(self, server):
        harness.wait_for(lambda: self.node(server)["health"] == "ok", 5, "health 'ok' again")
        self.assertEqual("", self.node(server)["message"])

    def check_outage(self, server, seconds):
        """Killed for a while: said so meanwhile, and back within five seconds of its return."""
        self.camera.kill()
        gone = time.monotonic()
        message = self.wait_for_retrying(server, min(seconds, 10))
        harness.wait_for(lambda: time.monotonic() - gone >= seconds, seconds + 1, "the end of the outage")
        self.assertEqual("retrying", self.node(server)["health"])
        self.camera.start()
        took = self.wait_for_frames(server, BACK_WITHIN_S)
        print(f"outage of {seconds} s: '{message}'; ten frames {took:.2f} s after the return")
        self.wait_for_ok(server)

    def test_frames_flow_to_the_view(self):
        with harness.Server() as server:
            self.start(server)
            with WebSocketViewer(server, "street", "view") as viewer:
                harness.wait_for(lambda: viewer.pictures >= 10, 10, "pictures")
                harness.wait_for(lambda: viewer.header.get("detections"), 10, "people on them")
                self.assertIsNone(viewer.error)
            self.assertEqual("ok", self.node(server)["health"])

    def test_over_udp(self):
        with harness.Server() as server:
            self.start(server, rtsp_transport="udp")

    def test_killed_for_two_seconds(self):
        with harness.Server() as server:
            self.start(server)
            self.check_outage(server, 2)
            self.assertNotIn(PASSWORD, server.log() + str(server.status("street")) + server.output())

    @unittest.skipUnless(harness.LONG, "OVERWATCH_LONG=1 runs this one too")
    def test_killed_for_two_minutes(self):
        with harness.Server() as server:
            self.start(server)
            self.check_outage(server, 120)

    def test_silence_is_noticed(self):
        """The server stands still with its connections open."""
        with harness.Server() as server:
            self.start(server)
            self.camera.silence()
            self.addCleanup(self.camera.resume)
            message = self.wait_for_retrying(server, SILENCE_WITHIN_S)
            self.assertNotIn(PASSWORD, message)
            self.camera.resume()
            took = self.wait_for_frames(server, BACK_WITHIN_S)
            print(f"silence: '{message}'; ten frames {took:.2f} s after its end")
            self.wait_for_ok(server)

    def test_a_camera_that_comes_back_with_another_codec_and_size(self):
        """As when somebody changes both in the camera's settings, which makes it end all connections."""
        def facts():
            return self.node(server)["facts"]
        with harness.Server() as server:
            self.start(server)
            self.assertIn("h264", facts()["decoder"])
            self.camera.kill()
            self.camera.clip = make_clip(self.folder, "h265", "640x480")
            self.camera.start()
            self.wait_for_frames(server, BACK_WITHIN_S)
            self.wait_for_ok(server)
            self.assertIn("hevc", facts()["decoder"])
            self.assertIn("640x480", facts()["resolution"])
            self.assertEqual(0, server.status("street")["restarts"])

    def test_a_run_says_at_once_that_a_camera_is_off(self):
        self.camera.kill()
        with harness.temporary_folder() as folder:
            (folder / "w.yaml").write_text(f"nodes: {{camera: {{type: video_input, source: '{self.camera.url}'}}, log: {{type: debug}}}}\nedges: [camera -> log]\n")
            run = subprocess.Popen([harness.BINARY, "run", folder / "w.yaml", "--quiet", "--log-file", folder / "log"], stdin=subprocess.DEVNULL,
                                   stderr=subprocess.PIPE, text=True)
            try:
                self.assertRegex(run.stderr.readline(), "note: camera: .*refused")
            finally:
                run.kill()
                run.communicate()

    def test_a_camera_that_is_off_at_the_start(self):
        self.camera.kill()
        with harness.Server() as server:
            server.create("street", harness.pipeline(self.camera.url))
            server.execute("street")
            self.wait_for_retrying(server, 10)
            self.camera.start()
            self.wait_for_frames(server, BACK_WITHIN_S)
            self.wait_for_ok(server)


if __name__ == "__main__":
    harness.main()
