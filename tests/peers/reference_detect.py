#!/usr/bin/env python3
"""Detects objects with OpenCV, ONNX Runtime and numpy alone, as a peer to test `overwatch detect` against.

    reference_detect.py MODEL.onnx IMAGE --kind yolov8|yolox|nanodet|centernet [--confidence 0.25] [--iou 0.45]

One JSON line {"detections": [{class_id, score, box: [x1, y1, x2, y2]}]} in source pixels, best score first. Each kind is
written down from the original project's own demo and shares no code with the engine.
"""
import argparse
import json
import sys

import cv2
import numpy as np
import onnxruntime

QUIET = 3  # ONNX Runtime's severity "error"


def open_session(path):
    options = onnxruntime.SessionOptions()
    options.log_severity_level = QUIET
    return onnxruntime.InferenceSession(str(path), options, providers=["CPUExecutionProvider"])


def planes(picture):
    """HWC to 1×C×H×W."""
    return np.ascontiguousarray(picture.transpose(2, 0, 1)[None], np.float32)


def softmax(values, axis):
    weights = np.exp(values - values.max(axis=axis, keepdims=True))
    return weights / weights.sum(axis=axis, keepdims=True)


def grid(size, stride):
    """Cell positions in (x, y), row by row."""
    cells = size // stride
    y, x = np.divmod(np.arange(cells * cells), cells)
    return np.stack([x, y], axis=1).astype(np.float32)


def best_class(scores):
    classes = scores.argmax(axis=1)
    return classes, scores[np.arange(len(scores)), classes]


class Yolov8:
    """Ultralytics: LetterBox in the centre on 114, RGB / 255, rows cx, cy, w, h and a score per class."""

    def __init__(self, size):
        self.size = size

    def tensor(self, picture):
        height, width = picture.shape[:2]
        self.gain = min(self.size / height, self.size / width)
        scaled = round(width * self.gain), round(height * self.gain)
        self.left = round((self.size - scaled[0]) / 2 - 0.1)
        self.top = round((self.size - scaled[1]) / 2 - 0.1)
        canvas = np.full((self.size, self.size, 3), 114, np.uint8)
        canvas[self.top:self.top + scaled[1], self.left:self.left + scaled[0]] = cv2.resize(
            picture, scaled, interpolation=cv2.INTER_LINEAR)
        return planes(canvas[:, :, ::-1] / np.float32(255))

    def candidates(self, outputs):
        rows = outputs[0][0].T
        classes, scores = best_class(rows[:, 4:])
        centre, half = rows[:, :2], rows[:, 2:4] / 2
        return np.concatenate([centre - half, centre + half], axis=1), scores, classes

    def to_source(self, boxes):
        return (boxes - [self.left, self.top, self.left, self.top]) / self.gain


class Yolox:
    """Megvii: picture top left on 114, BGR 0–255, offsets and logarithms of sizes per cell, objectness × class score."""

    def __init__(self, size):
        self.size = size

    def tensor(self, picture):
        height, width = picture.shape[:2]
        self.gain = min(self.size / height, self.size / width)
        scaled = int(width * self.gain), int(height * self.gain)
        canvas = np.full((self.size, self.size, 3), 114, np.uint8)
        canvas[:scaled[1], :scaled[0]] = cv2.resize(picture, scaled, interpolation=cv2.INTER_LINEAR)
        return planes(canvas)

    def candidates(self, outputs):
        rows = outputs[0][0]
        cells = np.concatenate([grid(self.size, stride) for stride in (8, 16, 32)])
        strides = np.concatenate([np.full((len(grid(self.size, stride)), 1), stride) for stride in (8, 16, 32)])
        centre, half = (rows[:, :2] + cells) * strides, np.exp(rows[:, 2:4]) * strides / 2
        classes, scores = best_class(rows[:, 4:5] * rows[:, 5:])
        return np.concatenate([centre - half, centre + half], axis=1), scores, classes

    def to_source(self, boxes):
        return boxes / self.gain


class Stretched:
    """A picture scaled in both directions apart."""

    def __init__(self, size):
        self.size = size

    def stretch(self, picture):
        height, width = picture.shape[:2]
        self.gains = np.tile([self.size / width, self.size / height], 2)
        return cv2.resize(picture, (self.size, self.size), interpolation=cv2.INTER_LINEAR)

    def to_source(self, boxes):
        return boxes / self.gains


class NanoDet(Stretched):
    """RangiLyu: BGR, ImageNet mean and deviation, distances to the sides as distributions over 8 bins, in strides."""

    def tensor(self, picture):
        normal = (self.stretch(picture).astype(np.float32) - [103.53, 116.28, 123.675]) / [57.375, 57.12, 58.395]
        return planes(normal)

    def candidates(self, outputs):
        boxes, scores = [], []
        for stride in (8, 16, 32):
            cells = grid(self.size, stride)
            level = [output[0] for output in outputs if output.shape[1] == len(cells)]
            classes = next(values for values in level if values.shape[1] == 80)
            sides = next(values for values in level if values.shape[1] == 32)
            sides = softmax(sides.reshape(-1, 4, 8), axis=2) @ np.arange(8) * stride
            centre = (cells + 0.5) * stride
            boxes.append(np.concatenate([centre - sides[:, :2], centre + sides[:, 2:]], axis=1).clip(0, self.size))
            scores.append(classes)
        classes, best = best_class(np.concatenate(scores))
        return np.concatenate(boxes), best, classes


class CenterNet(Stretched):
    """MobileNetV3-CenterNet: RGB 0–255, peaks of a score map, distances to the sides in pixels from the cell's corner."""

    def tensor(self, picture):
        return planes(self.stretch(picture)[:, :, ::-1])

    def candidates(self, outputs):
        scores = next(output[0] for output in outputs if output.shape[1] == 80)
        sides = next(output[0] for output in outputs if output.shape[1] == 4)
        padded = np.pad(scores, ((0, 0), (1, 1), (1, 1)))
        largest = np.lib.stride_tricks.sliding_window_view(padded, (3, 3), axis=(1, 2)).max(axis=(3, 4))
        classes, y, x = np.nonzero((scores == largest) & (scores > 0))
        stride = self.size // scores.shape[1]
        corner = np.stack([x, y], axis=1) * stride
        left_top, right_bottom = sides[:2, y, x].T, sides[2:, y, x].T
        return np.concatenate([corner - left_top, corner + right_bottom], axis=1), scores[classes, y, x], classes


KINDS = {"yolov8": Yolov8, "yolox": Yolox, "nanodet": NanoDet, "centernet": CenterNet}


def overlap(box, others):
    """IoU of a box with each of others."""
    size = (np.minimum(box[2:], others[:, 2:]) - np.maximum(box[:2], others[:, :2])).clip(0)
    shared = size.prod(axis=1)
    areas = (others[:, 2:] - others[:, :2]).prod(axis=1)
    return shared / np.maximum((box[2:] - box[:2]).prod() + areas - shared, 1e-9)


def suppress(boxes, scores, classes, iou):
    """Indices that stay: of two boxes of a class that overlap more than `iou` the weaker one goes."""
    kept, order = [], np.argsort(-scores, kind="stable")
    while len(order):
        best, order = order[0], order[1:]
        kept.append(best)
        order = order[(classes[order] != classes[best]) | (overlap(boxes[best], boxes[order]) <= iou)]
    return kept


def detect(session, kind, picture, confidence=0.25, iou=0.45):
    """[{class_id, score, box}] of a BGR picture, best score first."""
    model = KINDS[kind](session.get_inputs()[0].shape[2])
    outputs = session.run(None, {session.get_inputs()[0].name: model.tensor(picture)})
    boxes, scores, classes = model.candidates(outputs)
    wanted = scores > confidence
    boxes, scores, classes = boxes[wanted], scores[wanted], classes[wanted]
    kept = suppress(boxes, scores, classes, iou)
    height, width = picture.shape[:2]
    found = model.to_source(boxes[kept]).clip(0, [width, height, width, height])
    return [{"class_id": int(class_id), "score": float(score), "box": [float(value) for value in box]}
            for class_id, score, box in zip(classes[kept], scores[kept], found)]


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("model")
    parser.add_argument("image")
    parser.add_argument("--kind", choices=sorted(KINDS), required=True)
    parser.add_argument("--confidence", type=float, default=0.25)
    parser.add_argument("--iou", type=float, default=0.45)
    options = parser.parse_args()
    picture = cv2.imread(options.image, cv2.IMREAD_COLOR)
    if picture is None:
        sys.exit(f"cannot read {options.image}")
    found = detect(open_session(options.model), options.kind, picture, options.confidence, options.iou)
    print(json.dumps({"detections": found}))


if __name__ == "__main__":
    main()
