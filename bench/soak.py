#!/usr/bin/env python3
"""Soak: `overwatch serve` on a real RTSP camera that is killed again and again, for an hour; does anything grow?

    bench/soak.py --minutes 60 --csv soak.csv

A real server (build/release) runs Video Input -> Model -> X-RAY View on tests/support/rtsp_server, watched by one
WebSocket viewer. The camera is killed every 20 s and comes back a second later. Every 10 s the process' resident memory,
descriptors and threads are read. The verdict is over what came after the first 5 minutes: the slope of the resident
memory (Theil-Sen: the median of the slopes between all pairs of samples, which outliers do not move) must stay below
1 MB/h, and neither descriptors nor threads may grow, while frames and pictures keep coming. Exit code 0: nothing grows;
1: something does, or nothing was done.
"""
import argparse
import contextlib
import csv
import os
import pathlib
import statistics
import sys
import threading
import time

ROOT = pathlib.Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT / "tests" / "e2e"))
os.environ.setdefault("OVERWATCH_BINARY", str(ROOT / "build/release/overwatch"))
os.environ.setdefault("OVERWATCH_RTSP_SERVER", str(ROOT / "build/release/tests/ow_rtsp_server"))
os.environ.setdefault("OVERWATCH_DATA", str(ROOT / ".overwatch"))
os.environ.setdefault("OVERWATCH_SHARED_DATA", str(ROOT.parent / "shared/data"))

import harness  # noqa: E402
from rtsp_test import RtspServer, make_clip  # noqa: E402
from viewers import WebSocketViewer  # noqa: E402

WARM_UP_S = 300
SLOPE_MAX_MB_PER_HOUR = 1.0
DOWN_S = 1.0
COLUMNS = ("seconds", "resident_kb", "anonymous_kb", "descriptors", "threads", "packets", "pictures", "kills")


def read_process(pid):
    """(resident KB, anonymous KB, descriptors, threads) of a process."""
    fields = {}
    for line in pathlib.Path(f"/proc/{pid}/status").read_text().splitlines():
        name, _, value = line.partition(":")
        fields[name] = value.split()
    return (int(fields["VmRSS"][0]), int(fields["RssAnon"][0]), len(os.listdir(f"/proc/{pid}/fd")),
            int(fields["Threads"][0]))


def theil_sen(points):
    """Median slope of all pairs of (x, y)."""
    slopes = [(y2 - y1) / (x2 - x1) for i, (x1, y1) in enumerate(points) for x2, y2 in points[i + 1:] if x2 > x1]
    return statistics.median(slopes) if slopes else 0.0


def grows(values):
    """Whether the middle of the last third lies above that of the first third. One more is the phase of the reconnections; a leak at each
    of them would be a hundred and more."""
    third = max(1, len(values) // 3)
    return statistics.median(values[-third:]) > statistics.median(values[:third]) + 1


class Camera(threading.Thread):
    """Kills the RTSP server every `interval_s` and starts it again."""

    def __init__(self, clip, interval_s):
        super().__init__(daemon=True)
        self.server = RtspServer(clip)
        self.kills = 0
        self._interval_s = interval_s
        self._over = threading.Event()

    def run(self):
        while not self._over.wait(self._interval_s - DOWN_S):
            self.server.kill()
            self.kills += 1
            self._over.wait(DOWN_S)
            self.server.start()

    def stop(self):
        self._over.set()
        self.join()
        self.server.kill()


class Watcher:
    """One viewer that connects again whenever its view ends."""

    def __init__(self, server):
        self._server = server
        self._viewer = None
        self.pictures = 0

    def look(self):
        """Pictures so far; comes back when it was let go, at the next look when there is no view now."""
        if self._viewer is None or self._viewer.ended.is_set():
            self.close()
            with contextlib.suppress(AssertionError, OSError):
                self._viewer = WebSocketViewer(self._server, "soak", "view").__enter__()
        return self.pictures + (self._viewer.pictures if self._viewer is not None else 0)

    def close(self):
        if self._viewer is not None:
            self.pictures += self._viewer.pictures
            self._viewer.__exit__(None, None, None)
            self._viewer = None


def workflow(url, arguments):
    return harness.pipeline(url, model=arguments.model, name="Soak", detect={"fps": arguments.fps},
                            view={"max_fps": arguments.view_fps})


def sample_until(end, server, camera, watcher, arguments, writer):
    rows = []
    begin = time.monotonic()
    while time.monotonic() < end:
        time.sleep(max(0.0, begin + len(rows) * arguments.sample - time.monotonic()))
        row = (round(time.monotonic() - begin, 1), *read_process(server.process.pid),
               server.packets_into("soak", "view"), watcher.look(), camera.kills)
        rows.append(row)
        writer.writerow(row)
        arguments.csv_file.flush()
    return rows


def stands_still(rows):
    """What should go on and did not: in each third pictures come, and frames, which are counted anew at each start of the workflow."""
    third = max(2, len(rows) // 3)
    parts = [rows[begin:begin + third] for begin in (0, (len(rows) - third) // 2, len(rows) - third)]
    names = [name for name, column in (("frames", 5), ("pictures", 6)) for part in parts
             if not any(later[column] > earlier[column] for earlier, later in zip(part, part[1:]))]
    return list(dict.fromkeys(names))


def verdict(rows):
    """Prints it; True when nothing grows but the work that was done."""
    late = [row for row in rows if row[0] >= WARM_UP_S]
    if len(late) < 6:
        print("too short for a verdict: the first 5 minutes do not count")
        return False
    slopes = {name: theil_sen([(row[0] / 3600, row[column] / 1024) for row in late])
              for name, column in (("resident", 1), ("anonymous", 2))}
    for name, slope in slopes.items():
        print(f"{name} memory: {slope:+.2f} MB/h over {(late[-1][0] - late[0][0]) / 60:.0f} min "
              f"(first {late[0][1 if name == 'resident' else 2] / 1024:.1f} MB, "
              f"last {late[-1][1 if name == 'resident' else 2] / 1024:.1f} MB)")
    good = slopes["resident"] < SLOPE_MAX_MB_PER_HOUR
    for name, column in (("descriptors", 3), ("threads", 4)):
        values = [row[column] for row in late]
        bad = grows(values)
        good = good and not bad
        print(f"{name}: {min(values)} to {max(values)}, median {statistics.median(values):g}, "
              f"{'GROWING' if bad else 'no growth'}")
    print(f"{rows[-1][5]} frames at the view since the last start, {rows[-1][6]} pictures watched, {rows[-1][7]} kills")
    print("verdict: nothing grows" if good else "verdict: SOMETHING GROWS")
    still = stands_still(late)
    if still:
        print(f"verdict: worth nothing, for a third of the time there were no new {' and no new '.join(still)}")
    return good and not still


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--minutes", type=float, default=60)
    parser.add_argument("--kill-every", type=float, default=20, metavar="SECONDS")
    parser.add_argument("--sample", type=float, default=10, metavar="SECONDS")
    parser.add_argument("--model", default=harness.DEFAULT_MODEL)
    parser.add_argument("--fps", type=float, default=2, help="inferences a second")
    parser.add_argument("--view-fps", type=float, default=5)
    parser.add_argument("--csv", default="soak.csv")
    parser.add_argument("--folder", default=None, help="data and log of the server; a temporary folder without it")
    arguments = parser.parse_args()
    with harness.temporary_folder() as folder, open(arguments.csv, "w", newline="") as arguments.csv_file:
        writer = csv.writer(arguments.csv_file)
        writer.writerow(COLUMNS)
        camera = Camera(make_clip(folder), arguments.kill_every)
        with harness.Server(folder=arguments.folder) as server:
            server.create("soak", workflow(camera.server.url, arguments))
            server.execute("soak")
            watcher = Watcher(server)
            camera.start()
            try:
                rows = sample_until(time.monotonic() + arguments.minutes * 60, server, camera, watcher, arguments, writer)
            finally:
                watcher.close()
                camera.stop()
    sys.exit(0 if verdict(rows) else 1)


if __name__ == "__main__":
    main()
