#!/usr/bin/env python3
"""Runs a TensorFlow.js graph model with nothing but numpy, as a peer to test our ONNX importer against.

    tfjs_reference.py MODEL.json IMAGE [--compare MODEL.onnx] [--outputs tower_0/keypoints,tower_0/wh] [--save OUT.npz]

The graph is evaluated as it stands, in NHWC order and float64, sharing no code and no layout with the importer. With
--compare the ONNX file runs on the same picture; one JSON line gives the largest differences per output, absolute and
scaled, and the exit code is 1 when a scaled one is above --tolerance. Scaled means |difference| / max(1, |expected|): box
distances reach hundreds of pixels, where float32 itself, in whatever order it sums, is off by some 0.002 pixels.
"""
import argparse
import base64
import json
import pathlib
import sys

import numpy as np


def load_weights(model, folder):
    weights = {}
    for group in model["weightsManifest"]:
        data = b"".join((folder / path).read_bytes() for path in group["paths"])
        offset = 0
        for entry in group["weights"]:
            stored = np.dtype(entry.get("quantization", entry)["dtype"])
            count = int(np.prod(entry["shape"], dtype=np.int64))
            values = np.frombuffer(data, stored, count, offset).reshape(entry["shape"])
            offset += count * stored.itemsize
            weights[entry["name"]] = values.astype(np.float64 if entry["dtype"] == "float32" else entry["dtype"])
        assert offset == len(data), "weight files do not match the manifest"
    return weights


class Attributes:
    def __init__(self, node):
        self.raw = node.get("attr", {})

    def ints(self, key):
        return [int(value) for value in self.raw[key]["list"].get("i", [])]

    def text(self, key):
        return base64.b64decode(self.raw[key]["s"]).decode()

    def texts(self, key):
        values = self.raw.get(key, {}).get("list", {}).get("s", [])
        return [base64.b64decode(value).decode() for value in values]

    def flag(self, key):
        return bool(self.raw.get(key, {}).get("b", False))


def same_padding(size, window, stride):
    output = -(-size // stride)
    total = max((output - 1) * stride + window - size, 0)
    return total // 2, total - total // 2


def windows(x, height, width, attributes, fill):
    """A view of shape (batch, out height, out width, height, width, channels)."""
    _, stride_y, stride_x, _ = attributes.ints("strides")
    assert attributes.raw.get("dilations", {}).get("list", {}).get("i", ["1"] * 4) == ["1"] * 4
    if attributes.text("padding") == "SAME":
        pads = ((0, 0), same_padding(x.shape[1], height, stride_y), same_padding(x.shape[2], width, stride_x), (0, 0))
        x = np.pad(x, pads, constant_values=fill)
    view = np.lib.stride_tricks.sliding_window_view(x, (height, width), axis=(1, 2))
    return view[:, ::stride_y, ::stride_x].transpose(0, 1, 2, 4, 5, 3)


def fused(x, inputs, attributes):
    for operation in attributes.texts("fused_ops"):
        x = x + inputs[2] if operation == "BiasAdd" else FUNCTIONS[operation](x)
    return x


def conv2d(inputs, attributes):
    x, kernel = inputs[0], inputs[1]
    view = windows(x, kernel.shape[0], kernel.shape[1], attributes, 0)
    columns = view.reshape(-1, kernel.shape[0] * kernel.shape[1] * kernel.shape[2])
    result = columns @ kernel.reshape(-1, kernel.shape[3])
    return fused(result.reshape(*view.shape[:3], kernel.shape[3]), inputs, attributes)


def depthwise(inputs, attributes):
    x, kernel = inputs[0], inputs[1]
    view = windows(x, kernel.shape[0], kernel.shape[1], attributes, 0)
    result = np.einsum("nhwyxc,yxcm->nhwcm", view, kernel, optimize=True)
    return fused(result.reshape(*result.shape[:3], -1), inputs, attributes)


def max_pool(inputs, attributes):
    _, height, width, _ = attributes.ints("ksize")
    return windows(inputs[0], height, width, attributes, -np.inf).max(axis=(3, 4))


def source_positions(size_in, size_out, attributes):
    positions = np.arange(size_out, dtype=np.float64)
    if attributes.flag("align_corners") and size_out > 1:
        positions = positions * (size_in - 1) / (size_out - 1)
    elif attributes.flag("half_pixel_centers"):
        positions = (positions + 0.5) * size_in / size_out - 0.5
    else:
        positions = positions * size_in / size_out
    positions = np.clip(positions, 0, size_in - 1)
    low = np.floor(positions).astype(np.int64)
    return low, np.minimum(low + 1, size_in - 1), positions - low


def resize_bilinear(inputs, attributes):
    x, (height, width) = inputs[0], inputs[1]
    top, bottom, share_y = source_positions(x.shape[1], int(height), attributes)
    left, right, share_x = source_positions(x.shape[2], int(width), attributes)
    share_y, share_x = share_y[None, :, None, None], share_x[None, None, :, None]
    rows = x[:, top] * (1 - share_y) + x[:, bottom] * share_y
    return rows[:, :, left] * (1 - share_x) + rows[:, :, right] * share_x


FUNCTIONS = {
    "Relu": lambda x: np.maximum(x, 0),
    "Relu6": lambda x: np.clip(x, 0, 6),
    "Sigmoid": lambda x: 1 / (1 + np.exp(-x)),
}
OPERATIONS = {
    "Identity": lambda inputs, _: inputs[0],
    "Mul": lambda inputs, _: inputs[0] * inputs[1],
    "Add": lambda inputs, _: inputs[0] + inputs[1],
    "AddV2": lambda inputs, _: inputs[0] + inputs[1],
    "Sub": lambda inputs, _: inputs[0] - inputs[1],
    "_FusedConv2D": conv2d,
    "Conv2D": conv2d,
    "FusedDepthwiseConv2dNative": depthwise,
    "DepthwiseConv2dNative": depthwise,
    "MaxPool": max_pool,
    "ResizeBilinear": resize_bilinear,
    "Mean": lambda inputs, a: inputs[0].mean(axis=tuple(int(i) for i in inputs[1]), keepdims=a.flag("keep_dims")),
    "ConcatV2": lambda inputs, _: np.concatenate(inputs[:-1], axis=int(inputs[-1])),
}


class Graph:
    def __init__(self, path):
        path = pathlib.Path(path)
        model = json.loads(path.read_text())
        self.nodes = {node["name"]: node for node in model["modelTopology"]["node"]}
        self.weights = load_weights(model, path.parent)

    def input_size(self):
        """(height, width) of the placeholder."""
        node = next(node for node in self.nodes.values() if node["op"] == "Placeholder")
        return tuple(int(dim["size"]) for dim in node["attr"]["shape"]["shape"]["dim"][1:3])

    def run(self, picture, outputs):
        """`picture`: float32, 1 × height × width × 3, RGB 0–255. Outputs in NHWC order."""
        values = dict(self.weights)
        for name in outputs:
            self._evaluate(name, picture, values)
        return [values[name] for name in outputs]

    def _evaluate(self, name, picture, values):
        if name in values:
            return values[name]
        node = self.nodes[name]
        if node["op"] == "Placeholder":
            values[name] = picture.astype(np.float64)
            return values[name]
        inputs = [self._evaluate(source.removesuffix(":0"), picture, values) for source in node.get("input", [])]
        function = FUNCTIONS.get(node["op"])
        values[name] = function(inputs[0]) if function else OPERATIONS[node["op"]](inputs, Attributes(node))
        return values[name]


def read_picture(path, size):
    from PIL import Image

    height, width = size
    picture = Image.open(path).convert("RGB").resize((width, height), Image.BILINEAR)
    return np.asarray(picture, np.float32)[None]


def compare(onnx_file, picture, outputs, expected):
    import onnxruntime

    session = onnxruntime.InferenceSession(onnx_file, providers=["CPUExecutionProvider"])
    feed = {session.get_inputs()[0].name: picture.transpose(0, 3, 1, 2)}
    found = session.run([name.rsplit("/", 1)[-1] for name in outputs], feed)
    report = {}
    for name, ours, theirs in zip(outputs, found, expected):
        difference = np.abs(ours.transpose(0, 2, 3, 1) - theirs)
        report[name] = {"absolute": float(difference.max()),
                        "scaled": float((difference / np.maximum(1, np.abs(theirs))).max())}
    return report


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("model")
    parser.add_argument("image")
    parser.add_argument("--outputs", default="tower_0/keypoints,tower_0/wh")
    parser.add_argument("--compare", metavar="ONNX")
    parser.add_argument("--tolerance", type=float, default=1e-3)
    parser.add_argument("--save", metavar="NPZ")
    options = parser.parse_args()

    sys.setrecursionlimit(100_000)
    graph = Graph(options.model)
    outputs = options.outputs.split(",")
    picture = read_picture(options.image, graph.input_size())
    results = graph.run(picture, outputs)
    if options.save:
        np.savez(options.save, picture=picture, **{name.rsplit("/", 1)[-1]: value for name, value in zip(outputs, results)})
    report = {"shapes": {name: list(value.shape) for name, value in zip(outputs, results)}}
    if options.compare:
        report["differences"] = compare(options.compare, picture, outputs, results)
    print(json.dumps(report))
    return int(any(found["scaled"] > options.tolerance for found in report.get("differences", {}).values()))


if __name__ == "__main__":
    sys.exit(main())
