#!/usr/bin/env python3
"""The specification's success metrics, live, on clips: a real server, preset balanced, one viewer.

    bench/spec_metrics.py --model yolov8n.onnx [--minutes 0.5] [--build build/release] CLIP...

For each clip: frame rate, latency (p95, capture to send), frame size (median), evenness, core time of the server per core.
Beside it what the bare model and the bare decoder cost on this machine (`overwatch bench pipeline`), so that a CPU figure
above the target shows how much of it anything but the model could save. Run it on a quiet machine.
"""
import argparse
import json
import os
import pathlib
import subprocess
import sys


def overwatch(build, *arguments):
    done = subprocess.run([str(build / "overwatch"), *map(str, arguments)], stdout=subprocess.PIPE, text=True)
    if not done.stdout.strip():
        sys.exit(f"overwatch {' '.join(map(str, arguments))} ended with {done.returncode}")
    return json.loads(done.stdout)


def verdict(metric):
    value = "-" if metric["value"] is None else f"{metric['value']:.1f} {metric['unit']}"
    return f"  {metric['title']:<46} {metric['target']:<12} {value:<12} {metric['verdict']}"


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("clips", nargs="+", type=pathlib.Path)
    parser.add_argument("--model", required=True)
    parser.add_argument("--minutes", type=float, default=0.5)
    parser.add_argument("--preset", default="balanced")
    parser.add_argument("--build", type=pathlib.Path, default=pathlib.Path(__file__).parents[1] / "build" / "release")
    options = parser.parse_args()
    build = options.build.resolve()
    print(f"load average before: {os.getloadavg()[0]:.2f}", flush=True)
    for clip in options.clips:
        live = overwatch(build, "bench", "load", "--json", "--preset", options.preset, "--source", clip, "--model", options.model,
                         "--minutes", options.minutes, "--viewers", 1)
        bare = overwatch(build, "bench", "pipeline", "--json", "--source", clip, "--model", options.model, "--scale", 50,
                         "--seconds", 2, "--repeat", 1, "--schedule", "latency")
        print(f"{clip.name}, preset {options.preset}, {live['seconds']:.0f} s:")
        for metric in live["success_metrics"]["metrics"]:
            print(verdict(metric))
        print(f"  to the viewer: {live['latency_to_viewer_ms']['p95']:.1f} ms p95, {live['intervals_within_20_ms'] * 100:.0f} % of intervals within 20 ms;"
              f" server {live['server']['cores']:.2f} cores, viewer {live['viewer_cores']:.2f}, peak {live['server']['peak_memory_mb']:.0f} MB")
        print(f"  bare: {json.dumps({key: bare[key] for key in ('bare_inference', 'bare_decoding') if key in bare})}", flush=True)


if __name__ == "__main__":
    main()
