"""The web page's own end-to-end tests (web/e2e, Chromium) against a server with the demo workflow."""
import os
import pathlib
import shutil
import subprocess
import unittest

import harness

FRAMES = 10
WEB = pathlib.Path(__file__).resolve().parents[2] / "web"


class Web(unittest.TestCase):
    def test_npm_run_e2e(self):
        harness.need(WEB / "node_modules")
        harness.need(WEB / "e2e" / "run.mjs")
        harness.need(pathlib.Path("/usr/bin/chromium"))
        harness.need(pathlib.Path(shutil.which("npm") or "npm"))
        clip, model = harness.clip_file(), harness.model_file(harness.DEFAULT_MODEL)
        with harness.temporary_folder() as folder:
            for kind, file in (("media", clip), ("models", model)):
                (folder / "data" / kind).mkdir(parents=True)
                (folder / "data" / kind / file.name).symlink_to(file)
            with harness.Server("--demo", folder=folder) as server:
                harness.wait_for(lambda: server.packets_into("demo", "view"), 20, "frames of the demo")
                done = subprocess.run(["npm", "run", "--silent", "e2e"], cwd=WEB, stdin=subprocess.DEVNULL,
                                      env=dict(os.environ) | {"BASE_URL": server.url, "EXPORT": str(folder / "exported.yaml")},
                                      timeout=240 * harness.DEADLINE_FACTOR)
                self.assertEqual(0, done.returncode, "npm run e2e failed (see above)")
                stored = server.call("GET", "/api/workflow-builder/new-workflow?format=yaml")
            (folder / "stored.yaml").write_bytes(stored)
            exported, kept = (self.run_file(folder, name) for name in ("exported.yaml", "stored.yaml"))
            self.assertGreater(sum(len(line["detections"]) for line in exported), FRAMES, "people are walking")
            self.assertEqual(kept, exported, "what the page exported finds something else than what the server stores")

    def run_file(self, folder, name):
        """What the command line finds with a file on the first frames of its source."""
        done = harness.cli_ok("run", folder / name, "--lossless", "--frames", FRAMES, "--jsonl", "-", "--quiet",
                              "--data-dir", folder / "data", "--log-file", folder / "log", cwd=folder)
        return harness.lines_of(done.stdout)


if __name__ == "__main__":
    harness.main()
