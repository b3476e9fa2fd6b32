"""The web page's own end-to-end tests (web/e2e, Chromium) against a server with the demo workflow."""
import os
import pathlib
import shutil
import subprocess
import unittest

import harness

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
                                      env=dict(os.environ) | {"BASE_URL": server.url}, timeout=240 * harness.DEADLINE_FACTOR)
                self.assertEqual(0, done.returncode, "npm run e2e failed (see above)")


if __name__ == "__main__":
    harness.main()
