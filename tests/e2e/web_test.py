"""The web page's own end-to-end tests (web/e2e, Chromium): with the demo workflow, with users, and with a node type of its own."""
import json
import os
import pathlib
import shutil
import subprocess
import unittest

import harness

FRAMES = 10
PASSWORD = "correct horse"
PATTERN = {"name": "Door",
           "nodes": {"camera": {"type": "video_input", "source": "test://pattern"}, "view": {"type": "xray_view"}},
           "edges": ["camera -> view"]}
WEB = pathlib.Path(__file__).resolve().parents[2] / "web"


class Web(unittest.TestCase):
    def setUp(self):
        harness.need(WEB / "node_modules")
        harness.need(WEB / "e2e" / "run.mjs")
        harness.need(pathlib.Path("/usr/bin/chromium"))
        harness.need(pathlib.Path(shutil.which("npm") or "npm"))

    def drive(self, server, **settings):
        """Runs web/e2e against the server; its steps are printed as they pass."""
        done = subprocess.run(["npm", "run", "--silent", "e2e"], cwd=WEB, stdin=subprocess.DEVNULL,
                              env=dict(os.environ) | {"BASE_URL": server.url} | {name: str(value) for name, value in settings.items()},
                              timeout=360 * harness.DEADLINE_FACTOR)
        self.assertEqual(0, done.returncode, "npm run e2e failed (see above)")

    def test_npm_run_e2e(self):
        clip, model = harness.clip_file(), harness.model_file(harness.DEFAULT_MODEL)
        with harness.temporary_folder() as folder:
            for kind, file in (("media", clip), ("models", model)):
                (folder / "data" / kind).mkdir(parents=True)
                (folder / "data" / kind / file.name).symlink_to(file)
            with harness.Server("--demo", folder=folder) as server:
                harness.wait_for(lambda: server.packets_into("demo", "view"), 20, "frames of the demo")
                self.drive(server, EXPORT=folder / "exported.yaml", CLIP=clip, MODELS=folder / "data" / "models")
                listed = server.call("GET", "/api/workflow-builder")["workflows"]
                begun = next(each["id"] for each in listed if each["id"].startswith("new-workflow"))
                stored = server.call("GET", f"/api/workflow-builder/{begun}?format=yaml")
            (folder / "stored.yaml").write_bytes(stored)
            exported, kept = (self.run_file(folder, name) for name in ("exported.yaml", "stored.yaml"))
            self.assertGreater(sum(len(line["detections"]) for line in exported), FRAMES, "people are walking")
            self.assertEqual(kept, exported, "what the page exported finds something else than what the server stores")

    def test_log_in(self):
        with harness.temporary_folder() as folder:
            data = folder / "data"
            for name, role in (("olga", "admin"), ("vera", "viewer")):
                harness.cli_ok("users", "add", name, "--role", role, "--data-dir", data, stdin=PASSWORD + "\n")
            token = json.loads(harness.cli_ok("tokens", "create", "test", "--role", "admin", "--json", "--data-dir", data).stdout)
            with harness.Server(folder=folder) as server:
                server.call("POST", "/api/workflow-builder?id=door", PATTERN, headers={"Authorization": f"Bearer {token['token']}"})
                self.drive(server, LOG_IN=f"vera:{PASSWORD}", EDITOR=f"olga:{PASSWORD}")

    def test_a_node_of_another_build(self):
        binary = harness.need(pathlib.Path(os.environ.get("OVERWATCH_CUSTOM_NODE", "missing")))
        server = harness.Server()
        server.command[0] = str(binary)
        with server:
            self.drive(server, CUSTOM_NODE="every_nth")

    def test_a_server_that_is_killed_comes_back_under_the_page(self):
        with harness.temporary_folder() as folder:
            server = harness.Server(folder=folder)
            with server:
                server.command[server.command.index("--port") + 1] = str(server.port)
                server.call("POST", "/api/workflow-builder?id=door", PATTERN)
                server.execute("door")
                page = subprocess.Popen(["npm", "run", "--silent", "e2e"], cwd=WEB, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, text=True,
                                        env=dict(os.environ) | {"BASE_URL": server.url, "RESTARTS": "1"})
                for line in page.stdout:
                    print(line, end="", flush=True)
                    if line.startswith("please kill the server"):
                        server.kill()
                    if line.startswith("please start the server"):
                        server.start()
                self.assertEqual(0, page.wait(), "npm run e2e failed (see above)")
                status = server.status("door")
                self.assertEqual("running", status["state"])
                self.assertEqual(1, len(server.call("GET", "/api/workflow-builder")["workflows"]), "a duplicate was made")

    def run_file(self, folder, name):
        """What the command line finds with a file on the first frames of its source."""
        done = harness.cli_ok("run", folder / name, "--lossless", "--frames", FRAMES, "--jsonl", "-", "--quiet",
                              "--data-dir", folder / "data", "--log-file", folder / "log", cwd=folder)
        return harness.lines_of(done.stdout)


if __name__ == "__main__":
    harness.main()
