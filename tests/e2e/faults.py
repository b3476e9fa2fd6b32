"""What the tests of faults share."""
import pathlib
import resource
import shutil
import subprocess

import harness

PATTERN = "test://pattern?size=320x240&fps=15&live=1"
UNLIMITED = resource.RLIM_INFINITY


def plain(source=PATTERN, **nodes):
    """Video Input -> X-RAY View, with further nodes fed by the input."""
    return {"name": "Plain",
            "nodes": {"camera": {"type": "video_input", "source": str(source)}, "view": {"type": "xray_view"}, **nodes},
            "edges": ["camera -> view", *[f"camera -> {name}" for name in nodes]]}


def node_of(server, workflow_id, node_id):
    return next((node for node in server.status(workflow_id)["nodes"] if node["id"] == node_id), {"health": "", "message": ""})


def wait_for_health(server, workflow_id, node_id, health, seconds=15):
    """The node once it has this health."""
    def look():
        node = node_of(server, workflow_id, node_id)
        return node["health"] == health and node
    return harness.wait_for(look, seconds, f"{node_id} is {health}")


def wait_for_frames(server, workflow_id, node_id="view", more=5, seconds=15):
    before = server.packets_into(workflow_id, node_id)
    harness.wait_for(lambda: server.packets_into(workflow_id, node_id) >= before + more, seconds, f"frames at {node_id}")


def limit(server, kind, value):
    resource.prlimit(server.process.pid, kind, (value, resource.prlimit(server.process.pid, kind)[1]))


def video_frames(path):
    """Frames that ffmpeg decodes without complaint; complaints fail the test."""
    harness.need(pathlib.Path(shutil.which("ffprobe") or "ffprobe"))
    done = subprocess.run(["ffprobe", "-v", "error", "-count_frames", "-select_streams", "v", "-show_entries",
                           "stream=nb_read_frames", "-of", "csv=p=0", str(path)], capture_output=True, text=True, timeout=30)
    if done.returncode != 0 or done.stderr.strip():
        raise AssertionError(f"{path} is not whole: {done.stderr}")
    return int(done.stdout.strip().strip(","))
