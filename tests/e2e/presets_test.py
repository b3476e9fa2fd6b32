"""Each preset runs, with the specification's values, and what really happens follows them."""
import json
import unittest

import harness

# Specification, "Tuning Recommendations".
PRESETS = {
    "max-fps": {"camera": {"resolution_scale": 25, "processing_fps": 30, "skip_similar": True},
                "detect": {"confidence": 0.2, "fps": 30},
                "view": {"jpeg_quality": 40, "max_fps": 30}},
    "balanced": {"camera": {"resolution_scale": 50, "processing_fps": 15, "skip_similar": True},
                 "detect": {"confidence": 0.25, "fps": 15},
                 "view": {"jpeg_quality": 60, "max_fps": 15}},
    "max-accuracy": {"camera": {"resolution_scale": 100, "processing_fps": 5, "skip_similar": False},
                     "detect": {"confidence": 0.5, "fps": 5},
                     "view": {"jpeg_quality": 85, "max_fps": 10}},
}
MODELS = {"max-fps": "yolov8n", "balanced": "yolov8n", "max-accuracy": "yolov8m"}
RESOLUTIONS = {"max-fps": "192x144", "balanced": "384x288", "max-accuracy": "768x576"}
FRAMES = 30

DEMO = """\
name: Demo
nodes:
  camera: {{type: video_input, source: "{clip}"}}
  detect: {{type: model, model: centernet-mb3}}
  view: {{type: xray_view}}
edges:
  - camera -> detect
  - detect -> view
"""


def plain(value):
    """25, "25" and "25%" are the same."""
    return value if isinstance(value, bool) else float(str(value).rstrip("%"))


class Presets(unittest.TestCase):
    def run_preset(self, folder, preset, *arguments):
        workflow = folder / "demo.yaml"
        workflow.write_text(DEMO.format(clip=harness.clip_file()))
        return harness.cli("run", workflow, "--preset", preset, "--data-dir", folder / "data", "--log-file", folder / "log",
                           *arguments)

    def check(self, preset):
        model = harness.model_file(harness.DEFAULT_MODEL)
        with harness.temporary_folder() as folder:
            report_file = folder / "report.json"
            done = self.run_preset(folder, preset, "--model", harness.DEFAULT_MODEL, "--models-dir", model.parent,
                                   "--frames", FRAMES, "--report", report_file)
            self.assertEqual(0, done.returncode, done.stderr)
            report = json.loads(report_file.read_text())
        for node, wanted in PRESETS[preset].items():
            options = report["workflow"]["nodes"][node]
            for option, value in wanted.items():
                self.assertEqual(plain(value), plain(options[option]), f"{node}.{option}")
        self.assertEqual(harness.DEFAULT_MODEL, report["workflow"]["nodes"]["detect"]["model"])
        self.check_what_ran(preset, report)

    def check_what_ran(self, preset, report):
        self.assertTrue(report["nodes"]["camera"]["resolution"].endswith(RESOLUTIONS[preset]), report["nodes"]["camera"])
        packets = {(edge["from"], edge["to"]): edge["packets"] for edge in report["edges"]}
        self.assertEqual(FRAMES, packets["camera", "detect"])
        performance = report["performance"]
        self.assertEqual(PRESETS[preset]["camera"]["skip_similar"], "similarity" in performance["operations"])
        self.assertEqual(preset != "max-accuracy", "scale" in performance["operations"])
        self.assertGreater(performance["operations"]["model_inference"]["count"], 0)
        dropped = sum(drop["count"] for drop in performance["drops"] if (drop["where"], drop["reason"]) == ("camera", "rate_limit"))
        # The clip has 10 frames a second: of the presets only max-accuracy, with 5, leaves frames out.
        self.assertEqual(preset == "max-accuracy", dropped > 0, performance["drops"])

    def test_max_fps(self):
        self.check("max-fps")

    def test_balanced(self):
        self.check("balanced")

    def test_max_accuracy(self):
        self.check("max-accuracy")

    def test_a_preset_whose_model_is_not_there_says_how_to_get_it(self):
        for preset, model in MODELS.items():
            with self.subTest(preset=preset), harness.temporary_folder() as folder:
                done = self.run_preset(folder, preset, "--frames", 1)
                self.assertIn(done.returncode, (1, 2), done.stderr)
                self.assertRegex(done.stderr, rf"{model} is not installed")
                self.assertRegex(done.stderr, rf"get it with: .*yolo export model={model}\.pt format=onnx")
                self.assertIn("nodes.detect.model", done.stderr)
                self.assertEqual("", done.stdout)

    def test_an_unknown_preset_names_the_nearest(self):
        with harness.temporary_folder() as folder:
            done = self.run_preset(folder, "balancd", "--frames", 1)
        self.assertEqual(2, done.returncode, done.stderr)
        self.assertIn("balanced", done.stderr)

    def test_the_server_takes_presets_too(self):
        harness.model_file(harness.DEFAULT_MODEL)
        with harness.Server() as server:
            server.create("tuned", harness.pipeline("test://pattern"))
            status, problem = server.request("POST", "/api/workflow-builder/tuned/execute", {"preset": "nonsense"})
            self.assertEqual(400, status, problem)
            self.assertIn("balanced", problem["detail"])


if __name__ == "__main__":
    harness.main()
