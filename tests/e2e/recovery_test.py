"""kill -9 loses nothing that was acknowledged; a clean stop is quick, whoever is watching."""
import http.client
import threading
import time
import unittest

import harness
from viewers import MjpegViewer, WebSocketViewer

PATTERN = "test://pattern?size=320x240&fps=15&live=1"
# The promise is one second; the rest is the test machine's.
STOP_WITHIN_S = 1 + 2


def plain(source=PATTERN, name="Plain"):
    """A workflow without a model, for what does not need one."""
    return {"name": name,
            "nodes": {"camera": {"type": "video_input", "source": source}, "view": {"type": "xray_view"}},
            "edges": ["camera -> view"]}


class Writer(threading.Thread):
    """Changes a workflow again and again until the server goes; `acknowledged` is the newest version that was."""

    def __init__(self, server):
        super().__init__(daemon=True)
        self._server = server
        self.acknowledged = 0
        self.refused = None

    def run(self):
        try:
            for number in range(100_000):
                status, answer = self._server.request("PUT", "/api/workflow-builder/changing", plain(name=f"Name {number}"))
                if status != 200:
                    self.refused = (status, answer)
                    return
                self.acknowledged = answer["version"]
        except (OSError, ValueError, http.client.HTTPException):
            return  # the server is gone, as it should be


class Killed(unittest.TestCase):
    def test_the_store_opens_and_what_ran_runs_again(self):
        with harness.temporary_folder() as folder:
            with harness.Server(folder=folder) as server:
                for workflow_id in ("running", "still", "changing"):
                    server.create(workflow_id, plain(name=workflow_id))
                server.execute("running")
                harness.wait_for(lambda: server.packets_into("running", "view"), 10, "frames")
                server.execute("still")
                server.call("POST", "/api/workflow-builder/still/stop")
                writer = Writer(server)
                writer.start()
                harness.wait_for(lambda: writer.acknowledged >= 20 or writer.refused, 20, "20 changes")
                server.kill()
                writer.join(20)
                self.assertIsNone(writer.refused)
            with harness.Server(folder=folder) as server:
                listed = {entry["id"]: entry for entry in server.call("GET", "/api/workflow-builder")["workflows"]}
                self.assertEqual({"running", "still", "changing"}, set(listed))
                self.assertGreaterEqual(listed["changing"]["version"], writer.acknowledged)
                harness.wait_for(lambda: server.status("running")["state"] == "running", 10, "the workflow runs again")
                harness.wait_for(lambda: server.packets_into("running", "view") > 5, 10, "frames again")
                self.assertEqual("stopped", server.status("still")["state"])

    def test_again_and_again(self):
        """Also when it is killed while it starts its workflows."""
        with harness.temporary_folder() as folder:
            with harness.Server(folder=folder) as server:
                server.create("running", plain())
                server.execute("running")
                server.kill()
            for _ in range(4):
                with harness.Server(folder=folder) as server:
                    self.assertIn(server.status("running")["state"], ("starting", "running"))
                    server.kill()
            with harness.Server(folder=folder) as server:
                harness.wait_for(lambda: server.packets_into("running", "view") > 0, 10, "frames again")


class Stopped(unittest.TestCase):
    def check(self, kind):
        harness.model_file(harness.DEFAULT_MODEL)
        with harness.Server() as server:
            server.create("watched", harness.pipeline(PATTERN))
            server.execute("watched")
            with kind(server, "watched", "view") as viewer:
                harness.wait_for(lambda: viewer.pictures >= 3 or viewer.error, 20, "pictures")
                seconds = server.stop()
                self.assertLess(seconds, STOP_WITHIN_S * harness.DEADLINE_FACTOR)
                self.assertTrue(viewer.ended.wait(5), "the viewer was not let go")
                return viewer

    def test_with_a_websocket_viewer(self):
        viewer = self.check(WebSocketViewer)
        self.assertIsNone(viewer.error)
        self.assertIn(viewer.close_code, (1000, 1001, 1012))

    def test_with_an_mjpeg_viewer(self):
        self.check(MjpegViewer)

    def test_one_workflow(self):
        harness.model_file(harness.DEFAULT_MODEL)
        with harness.Server() as server:
            server.create("watched", harness.pipeline(PATTERN))
            server.execute("watched")
            with WebSocketViewer(server, "watched", "view") as viewer:
                harness.wait_for(lambda: viewer.pictures >= 3 or viewer.error, 20, "pictures")
                begin = time.monotonic()
                stopped = server.call("POST", "/api/workflow-builder/watched/stop")
                self.assertLess(time.monotonic() - begin, STOP_WITHIN_S * harness.DEADLINE_FACTOR)
                self.assertEqual("stopped", stopped["state"])
                self.assertTrue(viewer.ended.wait(5), "the viewer was not let go")
                self.assertEqual(1000, viewer.close_code)

    def test_nothing_runs_again_that_was_stopped(self):
        with harness.temporary_folder() as folder:
            with harness.Server(folder=folder) as server:
                server.create("stopped", plain())
                server.create("running", plain())
                for workflow_id in ("stopped", "running"):
                    server.execute(workflow_id)
                server.call("POST", "/api/workflow-builder/stopped/stop")
                server.stop()
            with harness.Server(folder=folder) as server:
                harness.wait_for(lambda: server.status("running")["state"] == "running", 10, "the running one runs again")
                self.assertEqual("stopped", server.status("stopped")["state"])


if __name__ == "__main__":
    harness.main()
