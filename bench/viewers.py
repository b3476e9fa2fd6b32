#!/usr/bin/env python3
"""Delivery under load, by `overwatch bench load` and a count of the encoder's calls from outside.

    bench/viewers.py [--build build/release] [--minutes 1] [--only pacing|slow|crowd|thousand] [--json]

pacing    one viewer, max_fps 15 from a 30 fps source, with the default model behind: rate and intervals
slow      20 viewers and 2 that read 150 KB a second: these get reduced pictures, the others lose nothing
crowd     200 viewers and one that takes nothing: one encode a picture, memory level
thousand  1,000 viewers: memory level, rates even
The viewers run on the same machine: their core time is taken from the server's and is shown apart.
"""
import argparse
import json
import os
import pathlib
import struct
import subprocess
import sys
import tempfile
import threading
import time

PATTERN = "test://pattern?size=1280x720&fps=30&live=1"
DELIVERY = ["--source", PATTERN, "--model", "none", "--fps", "30", "--scale", "75", "--view-fps", "15"]
SCENARIOS = {
    "pacing": ["--source", PATTERN, "--fps", "30", "--scale", "75", "--view-fps", "15", "--viewers", "1"],
    "slow": DELIVERY + ["--viewers", "20", "--slow", "2"],
    "crowd": DELIVERY + ["--viewers", "200", "--stalled", "1"],
    "thousand": DELIVERY + ["--viewers", "1000"],
}


class EncodeCounter(threading.Thread):
    """Looks at the counter once a second; the rate over the measured time, which is the last before the end."""

    def __init__(self, path):
        super().__init__(daemon=True)
        self.path, self.samples, self.over = path, [], threading.Event()

    def run(self):
        while not self.over.wait(1):
            if self.path.exists() and self.path.stat().st_size == 8:
                self.samples.append((time.monotonic(), struct.unpack("=Q", self.path.read_bytes())[0]))

    def rate(self, seconds):
        """Encodes a second over the last `seconds` before the count stood still."""
        moving = [sample for sample, later in zip(self.samples, self.samples[1:]) if later[1] > sample[1]]
        chosen = [sample for sample in moving if sample[0] >= moving[-1][0] - seconds] if moving else []
        if len(chosen) < 2:
            return 0.0
        return (chosen[-1][1] - chosen[0][1]) / (chosen[-1][0] - chosen[0][0])


def run(build, arguments, minutes):
    with tempfile.TemporaryDirectory() as folder:
        counter = EncodeCounter(pathlib.Path(folder) / "encodes")
        environment = os.environ | {"OVERWATCH_ENCODES": str(counter.path), "LD_PRELOAD": str(build / "tests" / "libow_jpeg_counter.so")}
        counter.start()
        done = subprocess.run([str(build / "overwatch"), "bench", "load", "--json", "--minutes", str(minutes), *arguments],
                              stdout=subprocess.PIPE, text=True, env=environment)
        counter.over.set()
        if not done.stdout:
            sys.exit(f"bench load ended with {done.returncode}")
        figures = json.loads(done.stdout)
        figures["exit_code"] = done.returncode
        # A little less than was measured: the count goes on for a moment while the figures are collected.
        figures["encodes_per_second"] = round(counter.rate(max(2, figures["seconds"] - 4)), 2)
        return figures


def text(name, figures):
    rate, viewers = figures["fps"], figures["viewers"]
    lines = [f"{name}: {viewers['count']} viewers, {figures['seconds']:.0f} s, {'level' if figures['level'] else 'NOT LEVEL'}",
             f"  pictures a second {figures['new_pictures'] / figures['seconds']:.2f}, encodes a second {figures['encodes_per_second']:.2f}",
             f"  at the viewers: {viewers['fps']['min']:.2f} to {viewers['fps']['max']:.2f} fps, median {viewers['fps']['p50']:.2f}",
             f"  intervals within 20 ms of the median {figures['intervals_ms']['p50']:.1f} ms: {100 * figures['intervals_within_20_ms']:.1f} %",
             f"  latency {figures['latency_to_viewer_ms']['p50']:.1f} ms median, {figures['latency_to_viewer_ms']['p95']:.1f} ms p95; {figures['frame_kb']:.1f} KB a picture",
             f"  memory {figures['memory_mb']['first_third']:.1f} -> {figures['memory_mb']['last_third']:.1f} MB; fps {rate['first_third']:.1f} -> {rate['last_third']:.1f}",
             f"  cores: server {figures['server']['cores']:.2f}, viewers {figures['viewer_cores']:.2f}; closed by the server: {viewers['closed_by_server']} watching, {figures['stalled_viewers']['closed_by_server']} of {figures['stalled_viewers']['count']} stalled"]
    slow = figures["slow_viewers"]
    if slow["count"]:
        lines.append(f"  slow viewers: {slow['pictures']} pictures, {slow['reduced']} reduced, {slow['bytes']['p50'] / 1000:.1f} KB median")
    return "\n".join(lines)


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--build", type=pathlib.Path, default=pathlib.Path(__file__).parents[1] / "build" / "release")
    parser.add_argument("--minutes", type=float, default=1)
    parser.add_argument("--only", choices=SCENARIOS, action="append")
    parser.add_argument("--json", action="store_true")
    options = parser.parse_args()
    figures = {}
    for name in options.only or SCENARIOS:
        figures[name] = run(options.build.resolve(), SCENARIOS[name], options.minutes)
        if not options.json:
            print(text(name, figures[name]), flush=True)
    if options.json:
        json.dump(figures, sys.stdout, indent=2)
    failed = [name for name, each in figures.items() if each["exit_code"] != 0]
    if failed:
        sys.exit(f"bench load failed: {', '.join(failed)}")


if __name__ == "__main__":
    main()
