"""Offline runs lose nothing and are deterministic: every frame once, in order, the same bytes twice."""
import json
import shutil
import subprocess
import unittest

import harness
from harness import iou

BATCH_FRAMES = 42  # not a multiple of 4: the last batch is a smaller one


def check_report(test, report, batch):
    """What a lossless run's bytes hang on is in its report: provider, precision, threads, batch."""
    test.assertTrue(report["lossless"])
    node = report["nodes"]["detect"]
    test.assertIn("ExecutionProvider", node["execution"])
    test.assertEqual("fp32", node["precision"])
    test.assertRegex(node["threads"], r"^\d+ x \d+$")
    test.assertEqual(str(batch), str(node.get("batch")), f"the batch that ran is not in the report: {node}")


class Lossless(unittest.TestCase):
    def detect(self, folder, name, model, *arguments):
        """(bytes of the JSON lines, report) of a run over the clip."""
        lines, report = folder / f"{name}.jsonl", folder / f"{name}.json"
        harness.cli_ok("detect", harness.clip_file(), "--model", model, "--jsonl", lines, "--report", report, "--quiet",
                       "--log-file", folder / "log", *arguments, timeout=240)
        return lines.read_bytes(), json.loads(report.read_text())

    def check_same_bytes_twice(self, model_name):
        model = harness.model_file(model_name)
        with harness.temporary_folder() as folder:
            first, report = self.detect(folder, "first", model)
            second, _ = self.detect(folder, "second", model)
        lines = harness.lines_of(first.decode())
        self.assertEqual(list(range(harness.CLIP_FRAMES)), [line["frame"] for line in lines])
        self.assertEqual({"frame", "pts_ms", "skipped", "detections"}, set(lines[0]))
        self.assertFalse(any(line["skipped"] for line in lines))
        times = [line["pts_ms"] for line in lines]
        self.assertEqual(sorted(set(times)), times, "the time of a frame does not grow")
        self.assertGreater(sum(len(line["detections"]) for line in lines), harness.CLIP_FRAMES, "people are walking")
        self.assertTrue(first == second, "two runs gave different bytes")
        self.assertEqual([], [edge for edge in report["edges"] if edge["drops"]])
        check_report(self, report, 1)

    def test_default_model(self):
        self.check_same_bytes_twice(harness.DEFAULT_MODEL)

    @unittest.skipUnless(harness.LONG or harness.REQUIRED, "OVERWATCH_LONG=1 runs this one too")
    def test_yolov8n(self):
        self.check_same_bytes_twice("yolov8n")

    def test_batches_find_the_same(self):
        model = harness.model_file("yolov8n_dynbatch")
        with harness.temporary_folder() as folder:
            one, report = self.detect(folder, "one", model, "--frames", BATCH_FRAMES)
            four, report_of_four = self.detect(folder, "four", model, "--frames", BATCH_FRAMES, "--batch", 4)
        one, four = harness.lines_of(one.decode()), harness.lines_of(four.decode())
        self.assertEqual(list(range(BATCH_FRAMES)), [line["frame"] for line in four])
        pairs = 0
        for alone, together in zip(one, four, strict=True):
            self.assertEqual(len(alone["detections"]), len(together["detections"]), f"frame {alone['frame']}")
            for item in alone["detections"]:
                same = [other for other in together["detections"] if other["class_id"] == item["class_id"]]
                self.assertGreater(max((iou(item["box"], other["box"]) for other in same), default=0), 0.99)
                pairs += 1
        self.assertGreater(pairs, BATCH_FRAMES)
        check_report(self, report, 1)
        check_report(self, report_of_four, 4)

    def test_standard_output_holds_json_only(self):
        """With progress and summary on: they go to standard error."""
        with harness.temporary_folder() as folder:
            done = harness.cli_ok("detect", harness.clip_file(), "--model", harness.model_file(harness.DEFAULT_MODEL),
                                  "--frames", 20, "--jsonl", "-", "--log-file", folder / "log")
        self.assertEqual(list(range(20)), [line["frame"] for line in harness.lines_of(done.stdout)])
        self.assertIn("20 frames", done.stderr)

    def test_two_outputs_are_two_files(self):
        model = harness.model_file(harness.DEFAULT_MODEL)
        with harness.temporary_folder() as folder:
            (folder / "link").symlink_to(folder)
            for given in (("--jsonl", "x.json", "--report", "x.json"), ("--report", "x.json", "--trace", "link/x.json"),
                          ("--save", "x.mp4", "--trace", "./x.mp4"), ("--report", "-")):
                arguments = [word if word.startswith("-") else folder / word for word in given]
                done = harness.cli("detect", harness.clip_file(), "--model", model, *arguments, "--log-file", folder / "log")
                self.assertEqual(2, done.returncode, done.stderr)
                self.assertIn(given[-2], done.stderr)
                self.assertFalse((folder / "x.json").exists())

    def test_what_the_run_reads_is_not_overwritten(self):
        with harness.temporary_folder() as folder:
            clip, model, workflow = folder / "v.avi", folder / "m.onnx", folder / "w.yaml"
            shutil.copy(harness.clip_file(), clip)
            shutil.copy(harness.model_file(harness.DEFAULT_MODEL), model)
            workflow.write_text(f"nodes:\n  camera: {{type: video_input, source: {clip}}}\n  detect: {{type: model, model: {model}}}\n"
                                "edges: [camera -> detect]\n")
            before = [file.read_bytes() for file in (clip, model, workflow)]
            for target in (clip, model, workflow):
                for flag in ("--report", "--trace", "--jsonl", "--log-file"):
                    log = () if flag == "--log-file" else ("--log-file", folder / "log")
                    done = harness.cli("run", workflow, "--frames", 1, flag, target, *log)
                    self.assertEqual(2, done.returncode, done.stderr)
                    self.assertIn("is read by this run", done.stderr)
            self.assertEqual(before, [file.read_bytes() for file in (clip, model, workflow)])

    def test_a_run_that_cannot_begin_keeps_the_results_of_the_last_one(self):
        model = harness.model_file(harness.DEFAULT_MODEL)
        with harness.temporary_folder() as folder:
            (folder / "r.jsonl").write_text("{}\n")
            (folder / "no.avi").write_text("no video")
            for source in ("nope.avi", "no.avi"):
                done = harness.cli("detect", folder / source, "--model", model, "--jsonl", folder / "r.jsonl", "--log-file", folder / "log")
                self.assertEqual(1, done.returncode, done.stderr)
                self.assertEqual("{}\n", (folder / "r.jsonl").read_text())

    def test_output_that_is_lost_is_no_success(self):
        for words in (("--help",), ("nodes", "--json"), ("templates", "people-counting")):
            with open("/dev/full", "w") as full:
                done = subprocess.run([harness.BINARY, *words], stdout=full, stderr=subprocess.PIPE, text=True)
            self.assertEqual(1, done.returncode, words)
            self.assertIn("standard output could not be written", done.stderr)

    def test_what_a_file_says_tells_the_terminal_nothing(self):
        with harness.temporary_folder() as folder:
            (folder / "w.yaml").write_text('nodes: {c: {type: video_input, source: "no\\e[31mred\\nfake: all is well"}}\n')
            done = harness.cli("run", folder / "w.yaml", "--log-file", folder / "log")
        self.assertNotIn("\x1b", done.stderr)
        self.assertIn("no\\x1b[31mred\\nfake", done.stderr)

    def test_a_report_that_cannot_be_written_is_refused_before_the_run(self):
        with harness.temporary_folder() as folder:
            for given in (("--report", folder / "none" / "x.json"), ("--trace", folder)):
                done = harness.cli("detect", harness.clip_file(), "--model", harness.model_file(harness.DEFAULT_MODEL), *given,
                                   "--frames", 1, "--jsonl", "-", "--log-file", folder / "log")
                self.assertEqual((1, ""), (done.returncode, done.stdout), done.stderr)
                self.assertRegex(done.stderr, "cannot write .*: (No such file or directory|Is a directory)")


if __name__ == "__main__":
    harness.main()
