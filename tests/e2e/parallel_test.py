"""Several workflows, several models and several streams at once."""
import json
import unittest

import harness
from viewers import WebSocketViewer

FRAMES = 24
STREAMS = ("one", "two", "three", "four")
INFERENCES = 400  # over all streams: 100 each, so that one more or less is 1 %
RATE_DIFFERENCE_MAX = 0.05
TRIES = 3


class Workflows(unittest.TestCase):
    def test_two_at_once(self):
        harness.model_file(harness.DEFAULT_MODEL)
        with harness.Server() as server:
            server.create("clip", harness.pipeline(harness.clip_file(), camera={"loop": True}))
            server.create("pattern", harness.pipeline("test://pattern?fps=10&live=1"))
            for workflow_id in ("clip", "pattern"):
                server.execute(workflow_id)
            with WebSocketViewer(server, "clip", "view") as first, WebSocketViewer(server, "pattern", "view") as second:
                harness.wait_for(lambda: first.pictures >= 10 and second.pictures >= 10, 20, "pictures of both")
                self.assertTrue(server.performance("clip")["operations"]["model_inference"]["count"])
                self.assertTrue(server.performance("pattern")["operations"]["model_inference"]["count"])
                server.call("POST", "/api/workflow-builder/clip/stop")
                self.assertTrue(first.ended.wait(5))
                before = second.pictures
                harness.wait_for(lambda: second.pictures >= before + 5, 10, "pictures of the one that goes on")
            self.assertEqual("stopped", server.status("clip")["state"])
            self.assertEqual("running", server.status("pattern")["state"])


class Models(unittest.TestCase):
    def detect(self, folder, model):
        """The JSON lines of one model alone."""
        done = harness.cli_ok("detect", harness.clip_file(), "--model", model, "--frames", FRAMES, "--jsonl", "-", "--quiet",
                              "--log-file", folder / "log")
        return done.stdout

    def test_two_models_on_one_input_find_what_each_finds_alone(self):
        first, (_, second) = harness.model_file(harness.DEFAULT_MODEL), harness.second_model()
        with harness.temporary_folder() as folder:
            outputs = {"left": folder / "left.jsonl", "right": folder / "right.jsonl"}
            workflow = {"name": "Two models", "nodes": {}, "edges": ["camera -> left", "camera -> right"]}
            workflow["nodes"]["camera"] = {"type": "video_input", "source": str(harness.clip_file()), "lossless": True,
                                           "max_frames": FRAMES}
            for node, model in (("left", first), ("right", second)):
                workflow["nodes"][node] = {"type": "model", "model": str(model)}
                workflow["nodes"][f"{node}-lines"] = {"type": "file_output", "path": str(outputs[node])}
                workflow["edges"].append(f"{node} -> {node}-lines")
            harness.cli_ok("run", "-", "--quiet", "--log-file", folder / "log", stdin=json.dumps(workflow))
            left, right = outputs["left"].read_text(), outputs["right"].read_text()
            self.assertIn('"class"', left)
            self.assertEqual(self.detect(folder, first), left)
            self.assertEqual(self.detect(folder, second), right)

    def test_the_view_shows_the_detections_of_both(self):
        image, first, (_, second) = harness.image_file("bus.jpg"), harness.model_file(harness.DEFAULT_MODEL), harness.second_model()
        workflow = {"name": "Both",
                    "nodes": {"camera": {"type": "video_input", "source": str(image), "loop": True},
                              "persons": {"type": "model", "model": str(first), "classes": ["person"]},
                              "buses": {"type": "model", "model": str(second), "classes": ["bus"]},
                              "view": {"type": "xray_view"}},
                    "edges": ["camera -> persons", "camera -> buses", "persons -> view", "buses -> view"]}
        with harness.Server() as server:
            server.create("both", workflow)
            server.execute("both")
            with WebSocketViewer(server, "both", "view") as viewer:
                def classes():
                    return {item["class"] for item in viewer.header.get("detections", [])}
                harness.wait_for(lambda: classes() == {"person", "bus"}, 20, "persons of one model and buses of the other")


class Streams(unittest.TestCase):
    def test_four_streams_share_a_model_fairly(self):
        """Counts over a stretch of inferences; a disturbance of the machine gets another try."""
        harness.model_file(harness.DEFAULT_MODEL)
        with harness.Server() as server:
            for stream in STREAMS:
                server.create(stream, harness.pipeline("test://pattern?size=640x360&fps=60&live=1"))
            for stream in STREAMS:
                server.execute(stream)

            def inferences():
                workflows = server.performance()["workflows"]
                return [workflows[stream]["nodes"]["detect"]["frames"] for stream in STREAMS]

            harness.wait_for(lambda: all(packets >= 10 for packets in map(lambda stream: server.packets_into(stream, "view"), STREAMS)),
                             20, "frames of all streams")
            seen = []
            for _ in range(TRIES):
                before = inferences()
                harness.wait_for(lambda: sum(inferences()) - sum(before) >= INFERENCES, 60, f"{INFERENCES} inferences")
                counts = [now - then for now, then in zip(inferences(), before)]
                seen.append(counts)
                if max(counts) - min(counts) <= RATE_DIFFERENCE_MAX * max(counts):
                    break
            else:
                self.fail(f"inferences of the four streams: {seen}")
            print(f"inferences of the four streams: {seen}")
            loaded = server.call("GET", "/api/devices")["loaded"]
            self.assertEqual(1, len(loaded), f"the model is loaded once for all: {loaded}")


if __name__ == "__main__":
    harness.main()
