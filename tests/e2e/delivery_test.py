"""Live delivery: one encode a picture whatever the viewers, an even rate, and a stalled viewer that disturbs nobody and is cut."""
import os
import pathlib
import socket
import struct
import time
import unittest

import harness
import viewers

COUNTER = pathlib.Path(os.environ.get("OVERWATCH_JPEG_COUNTER", "missing"))
WATCHING = 6
WATCH_S = 6
SOURCE_FPS, VIEW_FPS = 30, 15


class TimedViewer(viewers.WebSocketViewer):
    """When each picture came."""

    def __init__(self, server):
        super().__init__(server, "pattern", "view")
        self.times = []
        self.sequences = []

    def on_picture(self):
        self.times.append(time.monotonic())
        self.sequences.append(self.header["seq"])


def stalled_viewer(server):
    """Shakes hands and never reads again; the socket, for the caller to close."""
    connection = socket.socket()
    connection.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096)
    connection.connect(("127.0.0.1", server.port))
    connection.sendall((f"GET /api/ws/xray/pattern/view HTTP/1.1\r\nHost: 127.0.0.1:{server.port}\r\nUpgrade: websocket\r\n"
                        "Connection: Upgrade\r\nSec-WebSocket-Version: 13\r\nSec-WebSocket-Key: AAAAAAAAAAAAAAAAAAAAAA==\r\n\r\n").encode())
    return connection


def watchers(server):
    return sum(view["viewers"] for view in server.call("GET", "/api/system")["views"])


class Delivery(unittest.TestCase):
    def test_many_viewers_one_stalled(self):
        harness.need(COUNTER)
        workflow = {"name": "Pattern",
                    "nodes": {"camera": {"type": "video_input", "source": f"test://pattern?size=640x480&fps={SOURCE_FPS}&live=1"},
                              "view": {"type": "xray_view", "max_fps": VIEW_FPS}},
                    "edges": ["camera -> view"]}
        with harness.temporary_folder() as folder:
            count_file = folder / "encodes"
            with harness.Server(env={"LD_PRELOAD": str(COUNTER), "OVERWATCH_ENCODES": str(count_file)}) as server:
                server.create("pattern", workflow)
                server.execute("pattern")
                harness.wait_for(lambda: count_file.exists() and server.performance("pattern")["picture_bytes"]["count"], 20, "a picture")
                self.watch(server, lambda: struct.unpack("=Q", count_file.read_bytes())[0])

    def watch(self, server, encodes):
        watching = [TimedViewer(server) for _ in range(WATCHING)]
        stalled = stalled_viewer(server)
        try:
            for viewer in watching:
                viewer.__enter__()
            harness.wait_for(lambda: all(len(viewer.times) > VIEW_FPS for viewer in watching), 20, "a second of pictures")
            before, begin = encodes(), time.monotonic()
            marks = [len(viewer.times) for viewer in watching]
            harness.wait_for(lambda: time.monotonic() - begin > WATCH_S, 2 * WATCH_S, "the time to pass")
            counts = [len(viewer.times) - mark for viewer, mark in zip(watching, marks)]
            encoded, seconds = encodes() - before, time.monotonic() - begin
            self.assertLessEqual(abs(encoded - max(counts)), 2, f"{encoded} encodes for {counts} pictures of {WATCHING} viewers")
            self.assertLessEqual(max(counts) - min(counts), 3, f"some got fewer: {counts}")
            self.assertAlmostEqual(max(counts) / seconds, VIEW_FPS, delta=1, msg="pictures a second")
            for viewer in watching:
                self.assertIsNone(viewer.error)
                self.assertEqual(viewer.sequences, sorted(set(viewer.sequences)), "newest picture first, none twice")
            self.assertEqual(watching[0].header["rendition"], "full")
            harness.wait_for(lambda: watchers(server) == WATCHING, 40, "the stalled viewer to be cut")
            self.assertTrue(all(not viewer.ended.is_set() for viewer in watching), "the others are still there")
            metrics = server.performance("pattern")["success_metrics"]
            self.assertEqual([metric["id"] for metric in metrics["metrics"]],
                             ["fps", "latency", "frame_size", "smooth", "stutter", "cpu_per_core", "gpu"])
            delivery = server.performance("pattern")["delivery"]
            self.assertGreater(delivery["count"], VIEW_FPS * WATCH_S, "intervals of one viewer's pictures")
            asked = harness.cli("doctor", "--running", "--url", server.url, "--json")
            self.assertIn(asked.returncode, (0, 1), asked.stderr)
            self.assertIn('"frame_size"', asked.stdout)
        finally:
            stalled.close()
            for viewer in watching:
                if viewer._socket is not None:
                    viewer.__exit__()


if __name__ == "__main__":
    harness.main()
