"""Faults of what is stored: the full disk, the killed recording, the store in other hands or damaged.

The full disk is a limit on the size of files, set and lifted from outside with prlimit(2): a write is cut short or fails just
as on a full disk, and no rights are needed. Table of the faults: docs/faults.md.
"""
import contextlib
import json
import resource
import sqlite3
import time
import unittest

import harness
from faults import UNLIMITED, limit, node_of, plain, video_frames, wait_for_frames, wait_for_health


class FullDisk(unittest.TestCase):
    def test_recording_store_and_log_say_so_keep_what_was_written_and_go_on(self):
        with harness.Server() as server:
            output = server.folder / "data" / "output"
            server.create("rec", plain("test://pattern?size=640x480&fps=15&live=1",
                                       video={"type": "file_output", "path": "seen.mp4"},
                                       lines={"type": "file_output", "path": "seen.jsonl"}))
            server.execute("rec")
            wait_for_frames(server, "rec", "lines")
            server.create("side", plain("test://pattern?live=1"))
            server.execute("side")
            limit(server, resource.RLIMIT_FSIZE, 512)
            full = wait_for_health(server, "rec", "lines", "retrying")
            self.assertIn("stays readable", full["message"])
            self.assertRegex(full["facts"]["not_recorded"], "^[0-9]+ frames, while the disk was full$")
            wait_for_health(server, "rec", "video", "retrying")
            status, problem = server.request("POST", "/api/workflow-builder?id=late", plain())
            self.assertEqual(507, status, problem)
            self.assertIn("nothing was stored", problem["detail"])
            status, problem = server.request("POST", "/api/workflow-builder/side/stop")
            self.assertEqual(507, status, problem)
            self.assertIn("workflow 'side' is stopped, but runs again when the server starts", problem["detail"])
            self.assertEqual("stopped", server.status("side")["state"])
            self.assertEqual("running", server.status("rec")["state"])
            wait_for_frames(server, "rec")
            before = harness.lines_of((output / "seen.jsonl").read_text())  # whole lines only
            limit(server, resource.RLIMIT_FSIZE, UNLIMITED)
            wait_for_health(server, "rec", "lines", "ok")
            wait_for_health(server, "rec", "video", "ok")
            server.create("late", plain())
            self.assertEqual({"rec", "late", "side"}, {w["id"] for w in server.call("GET", "/api/workflow-builder")["workflows"]})
            self.assertIn("lines are missing here: ", server.log())
            server.call("POST", "/api/workflow-builder/rec/stop")
            self.assertGreater(len(harness.lines_of((output / "seen.jsonl").read_text())), len(before))
            videos = sorted(output.glob("seen*.mp4"))
            self.assertGreaterEqual(len(videos), 1)
            for video in videos:
                self.assertGreater(video_frames(video), 0)


    def test_stopping_all_stops_all_and_says_what_was_not_stored(self):
        with harness.Server() as server:
            for name in ("one", "two"):
                server.create(name, plain())
                server.execute(name)
                wait_for_frames(server, name)
            limit(server, resource.RLIMIT_FSIZE, 512)
            status, problem = server.request("POST", "/api/workflow-builder/stop-all")
            self.assertEqual(507, status, problem)
            self.assertIn("again when the server starts", problem["detail"])
            self.assertEqual({"stopped"}, {server.status(name)["state"] for name in ("one", "two")})
            limit(server, resource.RLIMIT_FSIZE, UNLIMITED)
            server.call("POST", "/api/workflow-builder/stop-all")


class RecordingInOtherHands(unittest.TestCase):
    def test_lines_that_are_deleted_or_rotated_go_on_in_a_new_file_and_the_status_says_so(self):
        with harness.Server() as server:
            file = server.folder / "data" / "output" / "seen.jsonl"
            server.create("rec", plain(lines={"type": "file_output", "path": "seen.jsonl"}))
            server.execute("rec")
            wait_for_frames(server, "rec", "lines")
            file.unlink()
            said = wait_for_health(server, "rec", "lines", "warning")
            self.assertIn("seen.jsonl was deleted while it was written", said["message"])
            harness.wait_for(lambda: file.exists() and harness.lines_of(file.read_text()), 5, "lines in a new file")
            file.rename(file.with_suffix(".1"))
            harness.wait_for(lambda: file.exists() and harness.lines_of(file.read_text()), 5, "lines in a new file")
            self.assertIn("was moved", node_of(server, "rec", "lines")["message"])
            self.assertEqual("running", server.status("rec")["state"])

    def test_two_workflows_that_write_the_same_lines_are_told(self):
        with harness.Server() as server:
            for name in ("one", "two"):
                server.create(name, plain(lines={"type": "file_output", "path": "seen.jsonl"}))
                server.execute(name)
                wait_for_frames(server, name, "lines")
            said = wait_for_health(server, "two", "lines", "warning")
            self.assertIn("give each a path of its own", said["message"])
            self.assertEqual("ok", node_of(server, "one", "lines")["health"])


class KilledRecording(unittest.TestCase):
    def test_what_was_recorded_plays_and_is_not_overwritten(self):
        with harness.temporary_folder() as folder:
            output = folder / "data" / "output"
            with harness.Server(folder=folder) as server:
                server.create("rec", plain(video={"type": "file_output", "path": "seen.mp4"},
                                           lines={"type": "file_output", "path": "seen.jsonl"}))
                server.execute("rec")
                harness.wait_for(lambda: (output / "seen.mp4").exists() and (output / "seen.mp4").stat().st_size > 8000, 15,
                                 "a fragment of video")
                server.kill()
            frames = video_frames(output / "seen.mp4")
            self.assertGreaterEqual(frames, 15)
            lines = len(harness.lines_of((output / "seen.jsonl").read_text()))
            with harness.Server(folder=folder) as server:
                wait_for_frames(server, "rec", "lines")
                server.stop()
            self.assertEqual(frames, video_frames(output / "seen.mp4"))
            self.assertGreater(video_frames(output / "seen-2.mp4"), 0)
            self.assertGreater(len(harness.lines_of((output / "seen.jsonl").read_text())), lines)


    def test_a_lossless_run_that_goes_on_overwrites_nothing_either(self):
        recording = {"type": "file_output", "path": "seen.jsonl"}
        workflow = plain("test://pattern?size=320x240&fps=15&live=1", lines=recording)
        workflow["nodes"]["camera"]["lossless"] = True
        with harness.temporary_folder() as folder:
            file = folder / "data" / "output" / "seen.jsonl"
            with harness.Server(folder=folder) as server:
                server.create("rec", workflow)
                server.execute("rec")
                wait_for_frames(server, "rec", "lines", more=20)
                status, problem = server.request("POST", "/api/workflow-builder/rec/execute", {"set": {"camera.source": "gone.avi"}})
                self.assertEqual(409, status, problem)
                server.kill()
            before = harness.lines_of(file.read_text()[:file.read_text().rindex("\n") + 1])
            with harness.Server(folder=folder) as server:
                wait_for_frames(server, "rec", "lines")
                harness.wait_for(lambda: len(harness.lines_of(file.read_text())) > len(before), 10, "lines after the old ones")
                server.call("POST", "/api/workflow-builder/rec/stop")
                self.assertEqual(before, harness.lines_of(file.read_text())[:len(before)])
                kept = file.read_text()
                server.request("POST", "/api/workflow-builder/rec/execute", {"set": {"camera.source": "gone.avi"}})
                harness.wait_for(lambda: server.status("rec")["state"] in ("failed", "restarting")
                                 or node_of(server, "rec", "camera")["health"] != "ok", 10, "no video")
                self.assertEqual(kept, file.read_text())


class Store(unittest.TestCase):
    def test_a_second_server_on_the_same_folder_is_refused(self):
        with harness.Server() as server:
            server.create("runs", plain())
            server.execute("runs")
            second = harness.cli("serve", "--port", "0", "--data-dir", server.folder / "data", "--log-file", server.folder / "second.log")
            self.assertNotEqual(0, second.returncode)
            self.assertIn(f"another server (process {server.process.pid}) uses the data folder", second.stderr)
            self.assertIn("--data-dir", second.stderr)
            wait_for_frames(server, "runs")

    def test_locked_by_another_program(self):
        with harness.Server() as server:
            server.create("runs", plain())
            server.execute("runs")
            with contextlib.closing(sqlite3.connect(server.folder / "data" / "overwatch.db", isolation_level=None)) as other:
                other.execute("BEGIN EXCLUSIVE")
                begin = time.monotonic()
                status, problem = server.request("POST", "/api/workflow-builder?id=late", plain())
                self.assertEqual(503, status, problem)
                self.assertLess(time.monotonic() - begin, 5 + 3)
                self.assertIn("locked by another program", problem["detail"])
                self.assertEqual("running", server.status("runs")["state"])
                wait_for_frames(server, "runs")
                other.execute("ROLLBACK")
            server.create("late", plain())

    def test_moved_away_takes_no_change_and_loses_none(self):
        with harness.Server() as server:
            database = server.folder / "data" / "overwatch.db"
            notices = lambda: [each for each in server.call("GET", "/api/workflow-builder/status")["notices"] if each["topic"] == "store"]
            for name in ("runs", "ends"):
                server.create(name, plain())
                server.execute(name)
                wait_for_frames(server, name)
            database.rename(server.folder / "elsewhere.db")
            status, problem = server.request("POST", "/api/workflow-builder?id=late", plain())
            self.assertEqual(503, status, problem)
            self.assertIn(f"{database} of the workflow store, or its journal (-wal), was moved, replaced", problem["detail"])
            self.assertIn("put it back, or restart the server", harness.wait_for(notices, 15, "a notice")[0]["message"])
            status, problem = server.request("POST", "/api/workflow-builder/ends/stop")
            self.assertEqual(503, status, problem)
            self.assertIn("workflow 'ends' is stopped, but runs again when the server starts", problem["detail"])
            self.assertEqual("stopped", server.status("ends")["state"])
            wait_for_frames(server, "runs")
            (server.folder / "elsewhere.db").rename(database)
            harness.wait_for(lambda: not notices(), 15, "the notice is gone")
            server.create("late", plain())

    def test_damaged_is_moved_aside_rescued_and_said(self):
        with harness.temporary_folder() as folder:
            database = folder / "data" / "overwatch.db"
            with harness.Server(folder=folder) as server:
                for number in range(30):
                    server.create(f"w-{number}", plain(f"test://pattern?size=64x48&fps={number + 1}&text={'x' * 400}"))
                server.stop()
            with contextlib.closing(sqlite3.connect(database)) as connection:
                connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
            content = bytearray(database.read_bytes())
            page = content.index(b"fps=16&text") // 4096 * 4096
            content[page:page + 4096] = bytes(byte ^ 0xFF for byte in content[page:page + 4096])
            database.write_bytes(content)
            with harness.Server(folder=folder) as server:
                # Users may have been lost with the store, so it is not open to everybody now.
                self.assertEqual(401, server.request("GET", "/api/workflow-builder")[0])
                self.assertIn("a damaged store was set aside here",
                              harness.cli_ok("users", "list", "--data-dir", folder / "data").stdout)
                made = harness.cli_ok("tokens", "create", "rescue", "--role", "admin", "--json", "--data-dir", folder / "data")
                key = {"Authorization": "Bearer " + json.loads(made.stdout)["token"]}
                kept = {entry["id"] for entry in server.call("GET", "/api/workflow-builder", headers=key)["workflows"]}
                self.assertGreaterEqual(len(kept), 20)
                self.assertLess(len(kept), 30)
                self.assertIn("overwatch.db.damaged-", server.log())
                self.assertIn("could still be read", server.log())
                server.call("POST", "/api/workflow-builder?id=new", plain(), headers=key)
                notices = lambda: {each["topic"]: each["message"] for each in server.call("GET", "/api/workflow-builder/status", headers=key)["notices"]}
                self.assertIn("overwatch.db.damaged-", harness.wait_for(lambda: notices().get("store-damaged"), 10, "a notice"))
                server.stop()
            self.assertEqual(1, len([path for path in database.parent.glob("*.damaged-*") if not path.name.endswith("-wal")]))

    def test_lost_users_open_the_server_to_nobody(self):
        with harness.temporary_folder() as folder:
            data = folder / "data"
            data.mkdir(mode=0o700)
            harness.cli_ok("users", "add", "ann", "--role", "admin", "--data-dir", data, stdin="password12\n")
            harness.cli_ok("tokens", "create", "left", "--role", "viewer", "--data-dir", data)
            with contextlib.closing(sqlite3.connect(data / "overwatch.db")) as connection:
                connection.execute("DROP TABLE users")
            with harness.Server(folder=folder) as server:
                self.assertEqual(401, server.request("GET", "/api/workflow-builder")[0])


if __name__ == "__main__":
    harness.main()
