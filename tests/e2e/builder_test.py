#!/usr/bin/env python3
"""What the page's builder asks of a running server, with the real model and clip: options that change live, edges, sources."""
import base64
import time
import unittest

import harness
import viewers

JPEG = b"\xff\xd8\xff"


class LiveView(viewers.WebSocketViewer):
    """Remembers (capture time, lowest score) of every picture with detections."""

    def __init__(self, server):
        super().__init__(server, "live", "view")
        self.seen = []

    def on_picture(self):
        scores = [found["score"] for found in self.header["detections"]]
        if scores:
            self.seen.append((self.header["capture_unix_ms"], min(scores)))


class Builder(unittest.TestCase):
    def setUp(self):
        self.clip = harness.clip_file().resolve()
        self.model = harness.model_file(harness.DEFAULT_MODEL).resolve()

    def test_confidence_changes_under_a_running_view(self):
        workflow = harness.pipeline(self.clip, self.model, camera={"loop": True, "processing_fps": 5},
                                    detect={"confidence": 0.2})
        with harness.Server() as server:
            server.create("live", workflow)
            server.execute("live")
            with LiveView(server) as view:
                harness.wait_for(lambda: any(score < 0.5 for _, score in view.seen), 60, "a detection below 0.5")
                outcome = server.call("PATCH", "/api/workflow-builder/live/nodes/detect/options", {"confidence": 0.5})
                told_at = time.time() * 1000
                self.assertEqual(outcome["applied"], ["confidence"])
                self.assertEqual(outcome["differs"], ["nodes.detect.confidence"])
                after = harness.wait_for(lambda: [score for at, score in view.seen if at > told_at][:5], 60,
                                         "detections on frames that were captured after the change")
                self.assertGreaterEqual(min(after), 0.5)
                self.assertFalse(view.ended.is_set(), "the view was reopened")
            self.assertEqual(server.call("GET", "/api/workflow-builder/live")["version"], 1)

            wrong = server.request("PATCH", "/api/workflow-builder/live/nodes/detect/options", {"confidence": 7})
            self.assertEqual(wrong[0], 422)
            self.assertEqual(wrong[1]["errors"][0]["place"], "nodes.detect.confidence")
            self.assertEqual(wrong[1]["errors"][0]["allowed"]["max"], 1)

            saved = server.call("PATCH", "/api/workflow-builder/live/nodes/detect/options?save=true", {"confidence": 0.5})
            self.assertEqual((saved["stored_version"], saved["differs"]), (2, []))
            picture = server.call("GET", "/api/workflow-builder/live/edges/camera/detect.jpg?width=160")
            self.assertEqual(picture[:3], JPEG)

    def test_sources_are_tried_and_models_tell_their_labels(self):
        with harness.Server() as server:
            probe = server.call("POST", "/api/sources/test", {"source": str(self.clip), "width": 320}, timeout=60)
            self.assertEqual(probe["size"], {"width": 768, "height": 576})
            self.assertEqual(base64.b64decode(probe["jpeg_base64"])[:3], JPEG)
            status, problem = server.request("POST", "/api/sources/test", {"source": "rtsp://me:secret@127.0.0.1:1/x"})
            self.assertEqual(status, 422)
            self.assertNotIn("secret", str(problem))
            facts = server.call("GET", f"/api/models/{harness.DEFAULT_MODEL}", timeout=60)
            self.assertEqual((len(facts["labels"]), facts["head"], facts["input"]["width"]), (80, "centernet", 512))

    def test_a_template_comes_back_as_it_was(self):
        yaml = harness.cli_ok("templates", "balanced").stdout
        with harness.Server() as server:
            templates = server.call("GET", "/api/workflow-builder/templates")["templates"]
            self.assertIn(yaml, [each["yaml"] for each in templates])
            status, made = server.request("POST", "/api/workflow-builder?id=balanced", yaml,
                                          headers={"Content-Type": "application/yaml"})
            self.assertEqual(status, 201, made)
            exported = server.call("GET", "/api/workflow-builder/balanced/export.yaml")
            self.assertEqual(exported.decode(), yaml)

    def test_the_log_is_read_from_memory(self):
        with harness.Server() as server:
            lines = server.call("GET", "/api/log")["lines"]
            self.assertTrue(any("listening on" in line["text"] for line in lines), lines)


if __name__ == "__main__":
    harness.main()
