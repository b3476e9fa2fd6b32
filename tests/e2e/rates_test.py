"""The figures of a run agree with each other: a frame counts once, an inference is an inference."""
import unittest

import harness

SOURCE_FPS = 30
MODEL_FPS = 5
# A window's ends and a late frame: one more or less is no error.
SLACK = 1.15


class Rates(unittest.TestCase):
    def test_a_capped_model(self):
        """30 frames a second, five inferences: the frames between carry the last result on."""
        harness.model_file(harness.DEFAULT_MODEL)
        with harness.Server() as server:
            server.create("capped", harness.pipeline(f"test://pattern?size=320x240&fps={SOURCE_FPS}&live=1", detect={"fps": MODEL_FPS}))
            server.execute("capped")
            harness.wait_for(lambda: server.performance("capped")["frames"]["in"] >= 8 * SOURCE_FPS, 30, "eight seconds of frames")
            performance = server.performance("capped")
        frames, inferences = performance["frames"], performance["operations"]["model_inference"]["count"]
        seconds = frames["in"] / SOURCE_FPS
        self.assertLessEqual(inferences, MODEL_FPS * seconds * SLACK, "more inferences than the cap allows")
        self.assertGreater(frames["skipped"], inferences, "the frames between are carried over")
        self.assertLessEqual(performance["inference_fps"], MODEL_FPS * SLACK, f"{inferences} inferences in {seconds:.1f} s")
        self.assertLessEqual(performance["current_fps"], SOURCE_FPS * SLACK, "more frames come out than went in")
        self.assertLessEqual(abs(frames["out"] - inferences), 2, f"out means inferred on: {frames}")


if __name__ == "__main__":
    harness.main()
