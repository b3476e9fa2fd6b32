#!/usr/bin/env python3
"""The plain Python loop that people write first: OpenCV reads, scales and draws, PyTorch infers, OpenCV encodes.

    apt-get install python3-torch python3-opencv python3-onnx
    python3 bench/peers/plain_loop.py --source 4k.mp4 --model yolov8n.onnx --scale 25 --frames 100

Every frame is decoded, scaled, inferred, drawn and encoded, as `overwatch bench pipeline` does it; prints frames a
second and core time a frame, the first frames (warm-up) left out. `--runtime onnxruntime` takes ONNX Runtime's Python
package for the inference instead, which is what a careful author would do.
"""
import argparse
import json
import time

from needs import need

cv2 = np = None  # main() imports them, so that --help works without

CONFIDENCE, IOU, QUALITY, WARM_UP = 0.25, 0.45, 60, 5


def torch_runner(path):
    torch, _ = need("torch", "onnx")
    from onnx_torch import OnnxModule
    module = OnnxModule(path)
    return lambda x: module(torch.from_numpy(x)).numpy()


def onnxruntime_runner(path):
    onnxruntime, = need("onnxruntime")
    session = onnxruntime.InferenceSession(path, providers=["CPUExecutionProvider"])
    name = session.get_inputs()[0].name
    return lambda x: session.run(None, {name: x})[0]


def letterbox(picture, side):
    height, width = picture.shape[:2]
    ratio = min(side / height, side / width)
    size = round(width * ratio), round(height * ratio)
    out = np.full((side, side, 3), 114, np.uint8)
    left, top = (side - size[0]) // 2, (side - size[1]) // 2
    out[top:top + size[1], left:left + size[0]] = cv2.resize(picture, size, interpolation=cv2.INTER_LINEAR)
    return out, ratio, left, top


def detections(output, ratio, left, top):
    rows = output[0].T
    scores = rows[:, 4:].max(1)
    keep = scores >= CONFIDENCE
    rows, scores = rows[keep], scores[keep]
    classes = rows[:, 4:].argmax(1)
    x, y, w, h = rows[:, :4].T
    boxes = np.stack([(x - w / 2 - left) / ratio, (y - h / 2 - top) / ratio, w / ratio, h / ratio], 1)
    # Boxes of different classes are moved apart, so that one call suppresses within each class.
    kept = cv2.dnn.NMSBoxes((boxes + classes[:, None] * 1e5 * [1, 1, 0, 0]).tolist(), scores.tolist(), CONFIDENCE, IOU)
    return [(boxes[i], classes[i], scores[i]) for i in np.array(kept).reshape(-1)]


def draw(picture, found):
    for (x, y, w, h), name, score in found:
        corner = int(x), int(y)
        cv2.rectangle(picture, corner, (int(x + w), int(y + h)), (0, 200, 0), 2)
        cv2.putText(picture, f"{name} {score:.2f}", corner, cv2.FONT_HERSHEY_SIMPLEX, 0.5, (0, 200, 0), 1)


def one_frame(frame, infer, side, scale):
    view = cv2.resize(frame, None, fx=scale, fy=scale, interpolation=cv2.INTER_AREA) if scale < 1 else frame
    boxed, ratio, left, top = letterbox(view, side)
    tensor = np.ascontiguousarray(boxed[:, :, ::-1].transpose(2, 0, 1)[None], np.float32) / 255
    draw(view, detections(infer(tensor), ratio, left, top))
    return len(cv2.imencode(".jpg", view, [cv2.IMWRITE_JPEG_QUALITY, QUALITY])[1])


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--source", required=True)
    parser.add_argument("--model", required=True)
    parser.add_argument("--side", type=int, default=640, help="of the model's input")
    parser.add_argument("--scale", type=float, default=25, help="percent")
    parser.add_argument("--frames", type=int, default=100)
    parser.add_argument("--runtime", choices=["torch", "onnxruntime"], default="torch")
    options = parser.parse_args()
    global cv2, np
    cv2, np = need("cv2", "numpy")
    infer = {"torch": torch_runner, "onnxruntime": onnxruntime_runner}[options.runtime](options.model)
    video = cv2.VideoCapture(options.source)
    begin = core = size = None
    for i in range(options.frames + WARM_UP):
        if i == WARM_UP:
            begin, core = time.perf_counter(), time.process_time()
        read, frame = video.read()
        if not read:
            video = cv2.VideoCapture(options.source)
            read, frame = video.read()
            if not read:
                raise SystemExit(f"{options.source} cannot be read")
        size = one_frame(frame, infer, options.side, options.scale / 100)
    wall, core = time.perf_counter() - begin, time.process_time() - core
    print(json.dumps({"runtime": options.runtime, "frames": options.frames, "fps": round(options.frames / wall, 2),
                      "core_ms_per_frame": round(1e3 * core / options.frames, 2), "last_jpeg_bytes": size}))


if __name__ == "__main__":
    main()
