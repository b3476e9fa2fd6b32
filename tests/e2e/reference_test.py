"""`overwatch detect` finds what a plain letterbox + ONNX Runtime + NMS reference finds (tests/peers/reference_detect.py).

JPEG decoders differ by a grey level or two, in how they spread the colour samples most of all, and where two boxes of one
object have nearly the same score, that decides which one NMS keeps. So the reference also looks at copies of the picture that
differ as little: what it finds on all of them has to be found, and what is found has to be what it finds on one of them. For
a clear picture and a good model that is the plain comparison.
"""
import collections
import pathlib
import subprocess
import sys
import unittest

import cv2
import numpy as np

import harness
from harness import iou

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent.parent / "peers"))
import reference_detect  # noqa: E402

CONFIDENCE = 0.25
IOU_MIN = 0.98
SCORE_DIFFERENCE_MAX = 0.03
# A detection this close to the threshold may be on the other side of it.
BORDER = 0.02
NOISY_COPIES = 6


def same(first, second):
    return (first["class_id"] == second["class_id"] and iou(first["box"], second["box"]) > IOU_MIN
            and abs(first["score"] - second["score"]) < SCORE_DIFFERENCE_MAX)


def without_partner(detections, others):
    """Those clearly above the threshold that none of the others equals, each with its nearest one for the message."""
    alone = []
    for detection in detections:
        if detection["score"] <= CONFIDENCE + BORDER or any(same(detection, other) for other in others):
            continue
        nearest = max((other for other in others if other["class_id"] == detection["class_id"]), default=None,
                      key=lambda other: iou(detection["box"], other["box"]))
        overlap = iou(detection["box"], nearest["box"]) if nearest else 0
        alone.append(f"{detection}: nearest {nearest}, IoU {overlap:.4f}")
    return alone


def decoded_by_ffmpeg(image, size):
    """The picture as another decoder gives it: FFmpeg's planes, colours spread linearly over the pixels."""
    height, width = size
    command = ["ffmpeg", "-v", "error", "-i", str(image), "-f", "rawvideo", "-pix_fmt", "yuvj420p", "-"]
    planes = np.frombuffer(subprocess.run(command, check=True, capture_output=True).stdout, np.uint8)
    rows, columns = (height + 1) // 2, (width + 1) // 2
    luma, *colours = np.split(planes, [height * width, height * width + rows * columns])
    colours = [cv2.resize(colour.reshape(rows, columns).astype(np.float32), (2 * columns, 2 * rows))[:height, :width] - 128
               for colour in colours]
    luma, (blue, red) = luma.reshape(height, width), colours
    rgb = luma + 1.402 * red, luma - 0.344136 * blue - 0.714136 * red, luma + 1.772 * blue
    return np.rint(np.dstack(rgb[::-1])).clip(0, 255).astype(np.uint8)


def with_noise(picture, random):
    """±1 grey level."""
    return (picture.astype(np.int16) + random.integers(-1, 2, picture.shape)).clip(0, 255).astype(np.uint8)


def reference(model, kind, image):
    """(what it finds on the picture and all its copies, what it finds on any of them)."""
    session, picture = reference_detect.open_session(model), cv2.imread(str(image))
    random = np.random.default_rng(1)
    copies = [decoded_by_ffmpeg(image, picture.shape[:2]), *(with_noise(picture, random) for _ in range(NOISY_COPIES))]
    found = [reference_detect.detect(session, kind, each, CONFIDENCE) for each in [picture, *copies]]
    stable = [item for item in found[0] if all(any(same(item, other) for other in others) for others in found)]
    return stable, [item for each in found for item in each]


def detect(model, image):
    """Our detections; standard output holds the one line of the one picture."""
    with harness.temporary_folder() as folder:
        done = harness.cli_ok("detect", image, "--model", model, "--confidence", CONFIDENCE, "--jsonl", "-", "--quiet",
                              "--log-file", folder / "log")
    lines = harness.lines_of(done.stdout)
    if len(lines) != 1:
        raise AssertionError(f"{len(lines)} lines for one picture: {done.stdout[:500]}")
    return lines[0]["detections"]


class Reference(unittest.TestCase):
    def check(self, name, kind, image_name):
        self.check_file(harness.model_file(name), kind, harness.image_file(image_name))

    def check_file(self, model, kind, image):
        stable, possible = reference(model, kind, image)
        found = detect(model, image)
        self.assertTrue([item for item in stable if item["score"] > CONFIDENCE + BORDER], "the reference finds nothing")
        self.assertEqual([], without_partner(stable, found), "only the reference finds these")
        self.assertEqual([], without_partner(found, possible), "only overwatch finds these")

    def check_both(self, name, kind):
        for image in ("bus.jpg", "zidane.jpg"):
            with self.subTest(image=image):
                self.check(name, kind, image)

    def test_yolov8n(self):
        self.check_both("yolov8n", "yolov8")

    def test_yolox_nano(self):
        self.check_both("yolox_nano", "yolox")

    def test_nanodet_m(self):
        self.check_both("nanodet_m", "nanodet")

    def test_centernet_mb3(self):
        self.check_both("centernet-mb3", "centernet")

    def test_odd_sizes(self):
        """Nothing is resampled by the one pixel that 4:2:0 would like to lose."""
        model, bus = harness.model_file("yolov8n"), cv2.imread(str(harness.image_file("bus.jpg")))
        for width, height in ((479, 639), (480, 639), (301, 401)):
            with self.subTest(size=f"{width}x{height}"), harness.temporary_folder() as folder:
                image = folder / "odd.jpg"
                cv2.imwrite(str(image), cv2.resize(bus, (width, height), interpolation=cv2.INTER_AREA), [cv2.IMWRITE_JPEG_QUALITY, 95])
                self.check_file(model, "yolov8", image)

    def test_yolov8n_sees_four_persons_and_a_bus(self):
        found = detect(harness.model_file("yolov8n"), harness.image_file("bus.jpg"))
        self.assertEqual({"person": 4, "bus": 1}, collections.Counter(item["class"] for item in found))


if __name__ == "__main__":
    harness.main()
