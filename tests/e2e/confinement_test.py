"""The roots of a server as they are given on the command line and by the environment."""
import json
import unittest

import harness

PICTURE = b"P6 16 16 255\n" + bytes(range(256)) * 3


def copy(source, path):
    return {"nodes": {"camera": {"type": "video_input", "source": str(source), "lossless": True},
                      "lines": {"type": "file_output", "path": str(path)}},
            "edges": ["camera -> lines"]}


class Confinement(unittest.TestCase):
    def run_to_its_end(self, server, workflow_id, workflow):
        server.create(workflow_id, workflow)
        server.execute(workflow_id)
        harness.wait_for(lambda: server.status(workflow_id)["state"] == "finished", 20, "the end of the run")

    def test_only_the_roots_are_read_and_written(self):
        with harness.temporary_folder() as folder:
            for name in ("first", "second", "outside", "written"):
                (folder / name).mkdir()
                (folder / name / f"{name}.ppm").write_bytes(PICTURE)
            environment = {"OVERWATCH_OUTPUT_ROOT": str(folder / "written"), "OVERWATCH_SECRET_NAME": "second", "OVERWATCH_PRIVATE": "first"}
            with harness.Server("--media-root", f"{folder}/first:{folder}/second", env=environment) as server:
                self.run_to_its_end(server, "relative", copy("first.ppm", "first.jsonl"))
                self.run_to_its_end(server, "variable", copy("${OVERWATCH_SECRET_NAME}.ppm", "sub/second.jsonl"))
                for name in ("first.jsonl", "sub/second.jsonl"):
                    self.assertEqual(0, json.loads((folder / "written" / name).read_text())["frame"])
                for number, (source, path, place) in enumerate([
                        (folder / "outside" / "outside.ppm", "x.jsonl", "nodes.camera.source"),
                        (folder / "first" / ".." / "outside" / "outside.ppm", "x.jsonl", "nodes.camera.source"),
                        ("${OVERWATCH_PRIVATE}.ppm", "x.jsonl", "nodes.camera.source"),
                        ("first.ppm", folder / "outside" / "x.jsonl", "nodes.lines.path"),
                        ("first.ppm", "-", "nodes.lines.path")]):
                    server.create(f"hostile-{number}", copy(source, path))
                    status, problem = server.request("POST", f"/api/workflow-builder/hostile-{number}/execute")
                    self.assertEqual((422, place), (status, problem.get("place")), problem)
                self.assertFalse((folder / "outside" / "x.jsonl").exists())
                status, problem = server.request("POST", "/api/workflow-builder/hostile-0/execute")
                self.assertIn(f"{folder}/first", problem["detail"])

    def test_a_secret_is_quoted_nowhere(self):
        secret = "Qx7pwZ"
        sources = ["{}", "../{}", "/{}", "cam-{}.mp4", "*{}", "{}://x", "/dev/video0?{}=1", "/dev/video0?size={}", "test://pattern?size={}",
                   "file:///{}", "http://127.0.0.1:9/{}", "rtsp://127.0.0.1:9/{}", "rtsp:/u:{}@127.0.0.1", "u:{}@cam"]
        with harness.temporary_folder() as folder:
            with harness.Server("--media-root", folder, env={"OVERWATCH_SECRET_C": secret}) as server:
                said = []
                for number, form in enumerate(sources):
                    source = form.format("${OVERWATCH_SECRET_C}")
                    server.create(f"w-{number}", copy(source, "x.jsonl"))
                    for method, path, body in [("POST", "/api/sources/test", {"source": source}),
                                               ("POST", f"/api/workflow-builder/w-{number}/execute", None),
                                               ("GET", f"/api/workflow-builder/w-{number}/status", None),
                                               ("GET", f"/api/workflow-builder/w-{number}", None)]:
                        status, answer = server.request(method, path, body)
                        self.assertNotEqual(500, status, answer)
                        said.append((source, method, path, json.dumps(answer)))
                harness.wait_for(lambda: server.call("GET", "/api/workflow-builder/w-10/status")["nodes"][0]["message"], 10, "a message")
                said += [("", "GET", path, json.dumps(server.call("GET", path))) for path in ("/api/workflow-builder/status", "/api/log")]
                said.append(("", "the", "log", server.log()))
                for each in said:
                    self.assertNotIn(secret.lower(), each[3].lower(), each[:3])
                self.assertIn("${OVERWATCH_SECRET_C}", said[-1][3])

    def test_the_command_line_does_what_its_user_may(self):
        with harness.temporary_folder() as folder:
            (folder / "a.ppm").write_bytes(PICTURE)
            (folder / "copy.json").write_text(json.dumps(copy(folder / "a.ppm", folder / "out.jsonl")))
            harness.cli_ok("run", folder / "copy.json", "--quiet", "--log-file", folder / "log")
            self.assertEqual(0, json.loads((folder / "out.jsonl").read_text())["frame"])

    def test_a_model_leaves_no_traces_of_its_runtime_in_the_home_folder(self):
        # The official ONNX Runtime would keep a device number and a database there, and report to its maker.
        with harness.temporary_folder() as folder:
            home = folder / "home"
            home.mkdir()
            done = harness.cli_ok("detect", "test://pattern?size=320x240&frames=2", "--model", harness.model_file(harness.DEFAULT_MODEL),
                                  "--jsonl", "-", "--data-dir", folder / "data", "--log-file", folder / "log", env={"HOME": str(home)})
            self.assertEqual(2, len(done.stdout.splitlines()))
            self.assertEqual([], list(home.rglob("*")))


if __name__ == "__main__":
    harness.main()
