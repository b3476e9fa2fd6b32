"""Pulling, checking, exporting and removing models with the real program, from a real server on loopback."""
import contextlib
import hashlib
import http.client
import http.server
import json
import resource
import shutil
import signal
import subprocess
import threading
import unittest

import harness


class Files(http.server.BaseHTTPRequestHandler):
    """Ranges, ETags, and whatever trouble a test asks for: server.trouble[path] = 'slow', 'missing'."""
    protocol_version = "HTTP/1.1"

    def do_GET(self):
        self.server.ranges.append(self.headers.get("Range"))
        content = self.server.files.get(self.path)
        if content is None:
            self.send_error(404)
            return
        etag = '"' + hashlib.md5(content).hexdigest() + '"'
        begin = 0
        if self.headers.get("Range") and self.headers.get("If-Range") == etag:
            begin = int(self.headers["Range"].removeprefix("bytes=").removesuffix("-"))
            self.send_response(206)
            self.send_header("Content-Range", f"bytes {begin}-{len(content) - 1}/{len(content)}")
        else:
            self.send_response(200)
        self.send_header("ETag", etag)
        self.send_header("Content-Length", str(len(content) - begin))
        self.end_headers()
        if self.path in self.server.slow:
            self.wfile.write(content[begin:begin + 1_000_000])
            self.wfile.flush()
            self.server.over.wait()
            self.close_connection = True
            return
        self.wfile.write(content[begin:])

    def log_message(self, *_):
        pass


class ModelsTest(unittest.TestCase):
    def setUp(self):
        self.model = harness.model_file(harness.DEFAULT_MODEL).read_bytes()
        self.sum = hashlib.sha256(self.model).hexdigest()
        self.server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Files)
        self.server.files = {"/mine.onnx": self.model, "/page.onnx": b"<html>please log in</html>" * 100}
        self.server.slow, self.server.ranges, self.server.over = set(), [], threading.Event()
        self.server.daemon_threads = True
        threading.Thread(target=self.server.serve_forever, args=(0.05,), daemon=True).start()
        self.url = f"http://127.0.0.1:{self.server.server_port}"
        folder = harness.temporary_folder()
        self.root = folder.__enter__()
        self.data = self.root / "data"
        self.addCleanup(folder.__exit__, None, None, None)
        self.addCleanup(self.server.server_close)
        self.addCleanup(self.server.shutdown)
        self.addCleanup(self.server.over.set)
        self.folder = self.data / "models"

    def run_models(self, *arguments, **settings):
        return harness.cli("--data-dir", self.data, "models", *arguments, **settings)

    def pull(self, *arguments, name="mine", **settings):
        return self.run_models("pull", name, "--from", f"{self.url}/{name}.onnx", *arguments, **settings)

    def start_pull(self):
        return subprocess.Popen([harness.BINARY, "--data-dir", self.data, "models", "pull", "mine", "--from",
                                 f"{self.url}/mine.onnx", "--sha256", self.sum],
                                env=harness.environment(), stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True)

    def cut_pull(self, number):
        """Ends a pull by a signal after the server has sent a megabyte and fallen silent."""
        self.server.slow.add("/mine.onnx")
        process = self.start_pull()
        part = self.folder / "mine.onnx.part"
        harness.wait_for(lambda: part.exists() and part.stat().st_size == 1_000_000, 10, "a megabyte of the part")
        process.send_signal(number)
        _, errors = process.communicate(timeout=10)
        self.server.slow.clear()
        return process.returncode, errors

    def expect_resumed(self):
        done = self.pull("--sha256", self.sum, "--json")
        self.assertEqual(0, done.returncode, done.stderr)
        report = json.loads(done.stdout)[0]
        self.assertEqual(1_000_000, report["resumed_from"])
        self.assertEqual("bytes=1000000-", self.server.ranges[-1])
        self.assertEqual(self.model, (self.folder / "mine.onnx").read_bytes())
        self.assertEqual({"mine.onnx", "models.lock.json"}, {path.name for path in self.folder.iterdir()})

    def test_whole_checked_and_described(self):
        done = self.pull("--sha256", self.sum)
        self.assertEqual(0, done.returncode, done.stderr)
        self.assertIn("centernet head, input 512x512, 80 classes", done.stdout)
        self.assertIn(self.sum, done.stdout)
        self.assertIn("already", self.pull("--sha256", self.sum).stdout)
        self.assertIn("ok ", self.run_models("verify").stdout)
        with open(self.folder / "mine.onnx", "ab") as file:
            file.write(b"x")
        self.assertEqual(1, self.run_models("verify").returncode)
        self.assertEqual(0, self.run_models("remove", "mine").returncode)
        self.assertFalse((self.folder / "mine.onnx").exists())

    def test_an_unknown_sum_is_recorded_at_first_use_and_holds(self):
        self.assertEqual(1, self.pull().returncode)
        self.assertEqual([], self.server.ranges)
        done = self.pull("--trust-first-use")
        self.assertEqual(0, done.returncode, done.stderr)
        (self.folder / "mine.onnx").unlink()
        self.server.files["/mine.onnx"] = self.model[:-1] + b"?"
        done = self.pull("--trust-first-use")
        self.assertEqual(1, done.returncode)
        self.assertIn(f"{self.sum} is expected", done.stderr)
        self.assertFalse((self.folder / "mine.onnx").exists())

    def test_ctrl_c_leaves_a_part_that_goes_on(self):
        code, errors = self.cut_pull(signal.SIGINT)
        self.assertEqual(1, code, errors)
        self.assertIn("goes on where", errors)
        self.expect_resumed()

    def test_killed_and_resumed(self):
        code, _ = self.cut_pull(signal.SIGKILL)
        self.assertEqual(-signal.SIGKILL, code)
        self.expect_resumed()

    def test_two_at_once(self):
        self.server.slow.add("/mine.onnx")
        first = self.start_pull()
        part = self.folder / "mine.onnx.part"
        harness.wait_for(lambda: part.exists() and part.stat().st_size == 1_000_000, 10, "a megabyte of the part")
        second = self.pull("--sha256", self.sum)
        first.kill()
        first.communicate()
        self.assertEqual(1, second.returncode)
        self.assertIn("another download of mine.onnx is going on", second.stderr)

    def test_what_is_no_model_is_refused(self):
        done = self.pull("--trust-first-use", name="page")
        self.assertEqual(1, done.returncode)
        self.assertIn("is no model that Overwatch understands", done.stderr)
        self.assertEqual([], list(self.folder.iterdir()))

    def test_a_disk_without_room(self):
        def limit():  # a write past the limit fails, as on a full disk
            signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
            resource.setrlimit(resource.RLIMIT_FSIZE, (500_000, 500_000))
        done = subprocess.run([harness.BINARY, "--data-dir", self.data, "models", "pull", "mine", "--from",
                               f"{self.url}/mine.onnx", "--sha256", self.sum], env=harness.environment(), text=True,
                              capture_output=True, preexec_fn=limit, restore_signals=False, timeout=60)
        self.assertEqual(1, done.returncode)
        self.assertIn("no room on the disk", done.stderr)
        self.assertEqual(500_000, (self.folder / "mine.onnx.part").stat().st_size)
        self.assertEqual(0, self.pull("--sha256", self.sum).returncode)

    def test_names_licences_and_mirror(self):
        typo = self.run_models("pull", "yolox_nanno")
        self.assertEqual(1, typo.returncode)
        self.assertIn("did you mean 'yolox_nano'", typo.stderr)
        licence = self.run_models("pull", "yolov8n", env={"OVERWATCH_MODELS_MIRROR": self.url})
        self.assertEqual(2, licence.returncode)
        self.assertIn("AGPL-3.0", licence.stderr)
        self.assertEqual([], self.server.ranges)
        missing = self.run_models("pull", "yolov8n", "--yes", env={"OVERWATCH_MODELS_MIRROR": self.url})
        self.assertEqual(1, missing.returncode)
        self.assertIn(f"{self.url}/yolov8n.onnx answers 404", missing.stderr)

    def test_https_of_an_unknown_authority_and_a_password_in_the_proxy(self):
        done = self.run_models("pull", "mine", "--from", "https://nobody.invalid/mine.onnx", "--sha256", self.sum,
                               env={"HTTPS_PROXY": f"http://me:geheim@127.0.0.1:{self.server.server_port}"})
        self.assertEqual(1, done.returncode)
        self.assertIn("the proxy 127.0.0.1", done.stderr)
        self.assertNotIn("geheim", done.stderr)

    def test_exports_say_what_they_did_or_what_to_do(self):
        self.folder.mkdir(parents=True)
        shutil.copy(harness.model_file(harness.DEFAULT_MODEL), self.folder / "mine.onnx")
        done = self.run_models("export", "mine", "--batch", "2", "--output", self.data / "two.onnx", "--json")
        self.assertEqual(0, done.returncode, done.stderr)
        self.assertIn("confirmed by running both files", json.loads(done.stdout)["done"])
        info = json.loads(self.run_models("info", self.data / "two.onnx", "--json").stdout)
        self.assertEqual([2, 3, 512, 512], info["inputs"][0]["shape"])
        for arguments, words in ((("yolov8n.pt",), "yolo export model=yolov8n.pt format=onnx"),
                                 (("mine", "--format", "engine"), "make gpu"),
                                 (("mine", "--format", "int8"), "INT8 ONNX file made elsewhere")):
            done = self.run_models("export", *arguments, env={"DEVICE": "cpu"})
            self.assertEqual(1, done.returncode, arguments)
            self.assertIn(words, done.stderr)

    def test_an_export_replaces_nothing_unasked_and_names_the_wanted_file(self):
        self.folder.mkdir(parents=True)
        shutil.copy(harness.model_file(harness.DEFAULT_MODEL), self.folder / "mine.onnx")
        copy = self.data / "copy.onnx"
        copy.write_text("precious")
        refused = self.run_models("export", "mine", "--output", copy)
        self.assertEqual(1, refused.returncode)
        self.assertIn(f"there is a file {copy} already", refused.stderr)
        self.assertIn("--force", refused.stderr)
        self.assertEqual("precious", copy.read_text())
        replaced = self.run_models("export", "mine", "--output", copy, "--force")
        self.assertEqual(0, replaced.returncode, replaced.stderr)
        self.assertEqual(self.model, copy.read_bytes())
        for further in ((), ("--batch", "2")):
            nowhere = self.data / "nowhere" / "copy.onnx"
            done = self.run_models("export", "mine", "--output", nowhere, *further)
            self.assertEqual(1, done.returncode)
            self.assertIn(f"cannot write {nowhere}: ", done.stderr)

    def test_measured_and_listed(self):
        self.folder.mkdir(parents=True)
        shutil.copy(harness.model_file(harness.DEFAULT_MODEL), self.folder / "mine.onnx")
        listed = json.loads(self.run_models("list", "--measure", "--json").stdout)
        measured = next(model for model in listed["installed"] if model["name"] == "mine")["measured"]
        self.assertEqual("cpu", measured["device"])
        self.assertGreater(measured["ms_p50"], 0)
        nano = next(entry for entry in listed["catalogue"] if entry["name"] == "yolox_nano")
        self.assertEqual("overwatch models pull yolox_nano", nano["pull"])
        with harness.Server(folder=self.root) as server:
            shown = server.call("GET", "/api/models")
        self.assertEqual(measured, next(model for model in shown["installed"] if model["name"] == "mine")["measured"])

    def test_measured_through_the_api(self):
        self.folder.mkdir(parents=True)
        shutil.copy(harness.model_file(harness.DEFAULT_MODEL), self.folder / "mine.onnx")
        (self.folder / "page.onnx").write_text("<html>please log in</html>")
        with harness.Server(folder=self.root) as server:
            def measure(name):
                return server.request("POST", f"/api/models/{name}/measure", timeout=60)

            def insist():
                with contextlib.suppress(OSError, http.client.HTTPException):  # the server may end meanwhile
                    while measure("mine")[0] == 409:
                        pass

            def measuring():
                """Once "mine" is being measured: what is no model is refused for what it is at any other time."""
                thread = threading.Thread(target=insist, daemon=True)
                thread.start()
                harness.wait_for(lambda: measure("page")[0] == 409, 10, "a measurement that goes on")
                return thread

            def listed():
                shown = server.call("GET", "/api/models")["installed"]
                return next(model for model in shown if model["name"] == "mine")["measured"]

            self.assertIsNone(listed())
            status, speed = measure("mine")
            self.assertEqual(200, status, speed)
            self.assertEqual(("cpu", False), (speed["device"], speed["busy"]))
            self.assertGreater(speed["ms_p50"], 0)
            self.assertEqual(speed, listed())
            kept = json.loads((self.data / "model_speed.json").read_text())["models"]["mine"]
            self.assertEqual(speed["ms_p50"], kept["ms_p50"])
            self.assertLessEqual(kept["runs"], 100)
            for name, code, words in (("mines", 404, "did you mean 'mine'"), ("yolov8x", 404, "get it with"),
                                      ("page", 422, "not an ONNX model")):
                status, problem = measure(name)
                self.assertEqual(code, status, problem)
                self.assertIn(words, problem["detail"])

            thread = measuring()
            status, problem = measure("mine")
            self.assertEqual(409, status, problem)
            self.assertIn("the speed of mine is being measured", problem["detail"])
            self.assertEqual(200, server.request("GET", "/readyz")[0])
            thread.join()
            server.create("door", {"name": "Door", "edges": ["camera -> view"],
                                   "nodes": {"camera": {"type": "video_input", "source": "test://pattern"},
                                             "view": {"type": "xray_view"}}})
            server.execute("door")
            self.assertTrue(measure("mine")[1]["busy"])
            self.assertTrue(listed()["busy"])
            measuring()
            self.assertLess(server.stop(), 5 * harness.DEADLINE_FACTOR, "a measurement holds up the exit")


if __name__ == "__main__":
    harness.main()
