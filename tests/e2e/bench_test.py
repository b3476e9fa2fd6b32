"""What the measuring scripts of bench/ conclude from what they see."""
import contextlib
import io
import json
import os
import pathlib
import subprocess
import sys
import unittest

import harness

BENCH = pathlib.Path(__file__).resolve().parents[2] / "bench"
sys.path.insert(0, str(BENCH))

import soak  # noqa: E402


def rows(frames=10, pictures=20, growth=0.0):
    """Half an hour of samples: so many frames and pictures more at each, so many KB of memory."""
    return [(10.0 * i, 100_000 + growth * i, 80_000, 30, 12, frames * i, pictures * i, i // 2) for i in range(180)]


class PeersTest(unittest.TestCase):
    def peer(self, script, *arguments):
        # -S: without any package that is installed
        return subprocess.run([sys.executable, "-S", "-B", BENCH / "peers" / script, *arguments], capture_output=True,
                              text=True, timeout=60)

    def test_help_needs_no_packages(self):
        for script in ("plain_loop.py", "onnx_torch.py"):
            done = self.peer(script, "--help")
            self.assertEqual((0, ""), (done.returncode, done.stderr))
            self.assertIn("PyTorch", done.stdout)

    def test_missing_packages_are_named_as_they_are_installed(self):
        done = self.peer("plain_loop.py", "--source", "a.mp4", "--model", "b.onnx")
        self.assertEqual(1, done.returncode)
        self.assertIn("apt-get install python3-opencv", done.stderr)
        self.assertNotIn("Traceback", done.stderr)


class SoakTest(unittest.TestCase):
    def verdict(self, samples):
        with contextlib.redirect_stdout(io.StringIO()) as text:
            return soak.verdict(samples), text.getvalue()

    def test_a_server_that_works_and_does_not_grow_passes(self):
        self.assertTrue(self.verdict(rows())[0])
        self.assertFalse(self.verdict(rows(growth=50))[0])

    def test_frames_that_are_counted_anew_are_frames(self):
        self.assertTrue(self.verdict([row[:5] + (row[5] % 30,) + row[6:] for row in rows()])[0])

    def test_without_frames_or_pictures_nothing_was_measured(self):
        for samples, missing in ((rows(frames=0), "frames"), (rows(pictures=0), "pictures")):
            good, text = self.verdict(samples)
            self.assertFalse(good)
            self.assertIn(f"no new {missing}", text)

    def test_a_stop_on_the_way_is_seen(self):
        samples = rows()
        stopped = [row[:6] + (min(row[6], samples[130][6]),) + row[7:] for row in samples]
        self.assertFalse(self.verdict(stopped)[0])


class LoadTest(unittest.TestCase):
    def test_what_is_no_video_is_told_at_once(self):
        with harness.temporary_folder() as folder:
            (folder / "notes.mp4").write_text("no video")
            done = harness.cli("bench", "load", "--source", folder / "notes.mp4", "--model", "none", "--minutes", "1")
            self.assertEqual(done.returncode, 1)
            self.assertIn("notes.mp4", done.stderr)
            self.assertNotIn("no picture came within", done.stderr)


class ViewersTest(unittest.TestCase):
    def run_with(self, code):
        with harness.temporary_folder() as build:
            program = build / "overwatch"
            program.write_text(f"#!/bin/sh\necho '{json.dumps({'seconds': 60})}'\nexit {code}\n")
            program.chmod(0o755)
            return subprocess.run([sys.executable, "-B", BENCH / "viewers.py", "--build", build, "--only", "pacing", "--json"],
                                  capture_output=True, text=True, env=os.environ, timeout=20 * harness.DEADLINE_FACTOR)

    def test_a_load_that_failed_is_a_failure(self):
        self.assertEqual(self.run_with(0).returncode, 0)
        failed = self.run_with(1)
        self.assertEqual(failed.returncode, 1)
        self.assertIn("bench load failed: pacing", failed.stderr)
        self.assertEqual(json.loads(failed.stdout)["pacing"]["seconds"], 60)


if __name__ == "__main__":
    harness.main()
