#!/usr/bin/env python3
"""What the page costs in a browser (Chromium), measured from outside and beside it what the page says of itself.

    bench/page.py [--build build/release] [--only paint|capture|load|wall|crowd] [--seconds 20] [--model yolov8n] [--json]

paint     960x540 at 15 fps: from a message's arrival to pixels that can be read, by the time code in the picture
capture   the same with the model (fp32) behind the camera: from the capture to pixels
load      a first visit: script over the wire, and the time until the page can be used
wall      16 live pictures: memory of the browser over the time (--seconds 600 for ten minutes), rates at the end
crowd     100 nodes with live figures: all tasks of the page's main thread from frame to frame, from Chromium's trace
Only with --only are the wall and the crowd measured. A quiet machine is asked for; where it is not, `nice -n -10`.
"""
import argparse
import json
import os
import pathlib
import subprocess
import sys

ROOT = pathlib.Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT / "tests" / "e2e"))
WALL = 16
# The document that the end-to-end steps run as well.
CROWD = "import('./e2e/measure/many_nodes.mjs').then((made) => console.log(JSON.stringify(made.manyNodesDocument())))"


def pattern(size, fps):
    return f"test://pattern?size={size}&fps={fps}&live=1"


def workflow(name, source, model=None):
    nodes = {"camera": {"type": "video_input", "source": source}, "view": {"type": "xray_view", "max_fps": 15}}
    edges = ["camera -> view"]
    if model:
        nodes["detect"] = {"type": "model", "model": model, "precision": "fp32"}
        edges = ["camera -> detect", "detect -> view"]
    return {"name": name, "nodes": nodes, "edges": edges}


def workflows(what, options):
    """The workflows that are watched, by id."""
    if what == "paint":
        return {"measured": workflow("Measured", pattern("960x540", 15))}
    if what == "capture":
        return {"measured": workflow("Measured", pattern("960x540", options.fps), options.model)}
    if what == "crowd":
        return {"crowd": json.loads(subprocess.check_output(["node", "-e", CROWD], cwd=ROOT / "web", text=True))}
    if what == "wall":
        return {f"wall-{index:02}": workflow(f"Wall {index}", pattern("640x360", 10)) for index in range(WALL)}
    return {}


def measure(harness, what, options):
    with harness.Server(*(["--demo"] if what == "load" else [])) as server:
        if what == "load":
            server.call("POST", "/api/workflow-builder/demo/stop", timeout=60)  # a model would take the cores that the page is measured on
        for name, document in workflows(what, options).items():
            server.create(name, document)
            server.execute(name)
        environment = os.environ | {"BASE_URL": server.url, "WHAT": what, "SECONDS": str(options.seconds)}
        done = subprocess.run(["node", "e2e/measure/run.mjs"], cwd=ROOT / "web", stdout=subprocess.PIPE, text=True, env=environment)
        if done.returncode != 0:
            sys.exit(f"the measurement of '{what}' failed")
        return json.loads(done.stdout)


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--build", default="build/release", type=pathlib.Path)
    parser.add_argument("--only", choices=["paint", "capture", "load", "wall", "crowd"])
    parser.add_argument("--seconds", type=int, default=20)
    parser.add_argument("--model", default="yolov8n")
    parser.add_argument("--fps", type=int, default=10, help="of the camera before the model")
    parser.add_argument("--json", action="store_true")
    options = parser.parse_args()
    os.environ.setdefault("OVERWATCH_BINARY", str((options.build / "overwatch").resolve()))
    os.environ.setdefault("OVERWATCH_SHARED_DATA", str(ROOT.parent / "shared" / "data"))
    os.environ.setdefault("OVERWATCH_DATA", str(ROOT / ".overwatch"))
    import harness  # reads the environment
    for what in [options.only] if options.only else ["paint", "capture", "load"]:
        figures = measure(harness, what, options)
        print(json.dumps({what: figures}) if options.json else f"{what}: {json.dumps(figures, indent=1)}", flush=True)


if __name__ == "__main__":
    main()
