"""A node compiled only into a test binary (tests/support/custom_node.cpp) is a node like any other."""
import json
import unittest

import harness

SOURCE = "test://pattern?size=160x120&frames=10"


def workflow(**options):
    return {"name": "Custom",
            "nodes": {"camera": {"type": "video_input", "source": SOURCE, "lossless": True},
                      "fewer": {"type": "every_nth", **options},
                      "lines": {"type": "file_output", "path": "-", "format": "jsonl"}},
            "edges": ["camera -> fewer", "fewer -> lines"]}


class CustomNode(unittest.TestCase):
    def test_nodes_lists_it(self):
        nodes = {node["type"]: node for node in json.loads(harness.cli_ok("nodes", "--json").stdout)}
        self.assertIn("video_input", nodes)
        self.assertEqual([("n", 2)], [(option["name"], option["default"]) for option in nodes["every_nth"]["options"]])
        self.assertIn("Distance of the frames that pass", harness.cli_ok("nodes", "every_nth").stdout)

    def test_validation_knows_it(self):
        done = harness.cli_ok("validate", "--json", "-", stdin=json.dumps(workflow(n=3)))
        self.assertEqual({"valid": True, "problems": []}, json.loads(done.stdout))

    def test_validation_checks_its_options(self):
        for options, place, word in (({"n": 0}, "nodes.fewer.n", "1"), ({"m": 3}, "nodes.fewer.m", "n")):
            done = harness.cli("validate", "--json", "-", stdin=json.dumps(workflow(**options)))
            self.assertEqual(1, done.returncode, done.stderr)
            problems = json.loads(done.stdout)["problems"]
            self.assertEqual([place], [problem["place"] for problem in problems])
            self.assertIn(word, problems[0]["message"])

    def test_it_runs(self):
        with harness.temporary_folder() as folder:
            done = harness.cli_ok("run", "-", "--quiet", "--log-file", folder / "log", stdin=json.dumps(workflow(n=3)))
        self.assertEqual([0, 3, 6, 9], [line["frame"] for line in harness.lines_of(done.stdout)])

    def test_the_server_offers_it(self):
        with harness.Server() as server:
            types = {node["type"]: node for node in server.call("GET", "/api/workflow-builder/node-types")["node_types"]}
            self.assertEqual("Every nth", types["every_nth"]["title"])
            answer = server.call("POST", "/api/workflow-builder/validate", workflow(n=1000))
            self.assertFalse(answer["valid"])
            self.assertEqual("nodes.fewer.n", answer["problems"][0]["place"])


if __name__ == "__main__":
    harness.main()
