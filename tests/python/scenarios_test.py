"""Reading, changed copies, frames, errors and long calls of the package."""

import importlib.util
import json
import os
import signal
import tempfile
import threading
import unittest
from pathlib import Path

import lastmile as lm
import pandas as pd
import yaml
from support import SCENARIOS, SOURCE, command, figures

TOWN = SOURCE / "scenarios" / "town_rollout.yaml"
CABLE = SOURCE / "scenarios" / "cable.yaml"


def fresh(*arguments):
    """What the program finds, without where its scenario came from."""
    result = json.loads(command(*arguments, "--format", "json"))
    return {key: value for key, value in result.items() if key not in ("scenario", "parameters")}


class Copies(unittest.TestCase):
    def test_set_gives_what_the_flag_gives(self):
        scenario = lm.read(TOWN).set("economics.discount_rate", 0.11)
        told = command("compare", TOWN, "--set", "economics.discount_rate=0.11", "--format", "json")
        self.assertEqual(lm.compare(scenario)._core.json(), told)
        self.assertEqual(scenario.settings, ["economics.discount_rate=0.11"])
        self.assertEqual(lm.read(TOWN, {"economics.discount_rate": 0.11}).settings, scenario.settings)

    def test_states_give_what_edits_give(self):
        changes = (["node3"], "operational"), (["ring1", "oak_houses/drop"], "failed"), (["hub_n"], "planned")
        for ids, state in changes:
            with self.subTest(ids):
                links = lm.run(lm.read(CABLE)).final_links["id"].tolist() + lm.read(CABLE).to_frames().links["id"].tolist()
                edits = [{"link" if name in links else "site": name, "state": state} for name in ids]
                told = fresh("run", CABLE, "--set", "edits=" + json.dumps(edits))
                self.assertEqual(figures(lm.run(lm.read(CABLE).with_state(ids, state))), told)

    def test_copies_leave_the_original_as_it_is(self):
        scenario = lm.read(CABLE)
        before = lm.run(scenario).json
        changed = scenario.with_state("node3", "operational").set("service.down_mbps", 50)
        self.assertEqual(lm.run(scenario).json, before)
        told = fresh("run", CABLE, "--set", "edits=[{site: node3, state: operational}]", "--set", "service.down_mbps=50")
        self.assertEqual(figures(lm.run(changed)), told)

    def test_a_file_that_changed_is_not_mixed_with_the_old_one(self):
        with tempfile.TemporaryDirectory() as folder:
            path = Path(folder) / "town.yaml"
            path.write_text("lastmile: 1\nname: A\nsites: [{id: a, kind: source}]\n", encoding="utf-8")
            scenario = lm.read(path)
            path.write_text("lastmile: 1\nname: B\nsites: [{id: a, kind: source}]\n", encoding="utf-8")
            with self.assertRaisesRegex(RuntimeError, "has changed"):
                scenario.set("name", "C")


class FromFrames(unittest.TestCase):
    def test_frames_give_the_scenario_again(self):
        for path in SCENARIOS:
            with self.subTest(path.name):
                scenario = lm.read(path, geometry=True)
                written = yaml.safe_load(path.read_text(encoding="utf-8"))
                keys = scenario.parameters
                keys.update({key: written[key] for key in ("currency", "changes") if key in written})
                again = lm.from_frames(*scenario.to_frames(), name=scenario.name, **keys)
                self.assertEqual(figures(lm.run(again)), figures(lm.run(scenario)))
                if scenario.has_timeline and not keys.get("reliability"):
                    self.assertTrue(lm.compare(again).totals.equals(lm.compare(scenario).totals))

    def test_a_network_made_in_python(self):
        sites = pd.DataFrame({"id": ["office", "cab"], "kind": ["source", None], "value": [900.0, 100.0]})
        links = pd.DataFrame({"id": ["f"], "from": ["office"], "to": ["cab"], "tier": ["feeder"], "value": [500]})
        premises = pd.DataFrame(
            {
                "id": ["a", "b"],
                "homes": [3.0, None],
                "drop_from": ["cab", "cab"],
                "drop_state": [None, "planned"],
                "drop_cost": [10.5, 70],
                "subscribed": [True, True],
            }
        )
        scenario = lm.from_frames(sites, links, premises, currency="CHF")
        result = lm.run(scenario)
        self.assertEqual(scenario.currency, "CHF")
        self.assertEqual(result.ladder.set_index("rung")["homes"].to_dict()["served"], 3)
        self.assertEqual(result.backbone.set_index("tier").loc["all", "stranded"], 1500 / 4)
        served = lm.run(scenario.with_state("b/drop", "operational"))
        self.assertEqual(served.premises["rung"].tolist(), ["served", "served"])
        self.assertEqual(scenario.set("premises", None).name, "frames")

    def test_problems_name_the_frame_and_the_row(self):
        sites = pd.DataFrame({"id": ["a", "b"], "kind": ["source", ""], "value": [1, -5]})
        premises = pd.DataFrame({"id": ["p"], "drop_from": ["z"]})
        with self.assertRaises(lm.InputRefused) as caught:
            lm.from_frames(sites, None, premises)
        places = {(p.file, p.line, p.rule) for p in caught.exception.problems if p.severity == "error"}
        self.assertEqual(places, {("sites", 3, "negative-number"), ("premises", 2, "unknown-reference")})


GEO_TOWN = """lastmile: 1
name: Town on a map
sites: [{id: a, kind: source, lon: 7.1, lat: 50.7}, {id: b, lon: 7.2, lat: 50.8}, {id: nowhere}]
links:
- {id: f, from: a, to: b, tier: feeder, route: [[7.1, 50.7], [7.15, 50.72], [7.2, 50.8]]}
- {id: g, from: b, to: a, tier: feeder}
- {id: h, from: b, to: nowhere, tier: feeder}
- {id: d, from: b, to: q, tier: drop}
premises: [{id: p, lon: 7.21, lat: 50.81, drop: {from: b}}, {id: q}]
"""


@unittest.skipUnless(importlib.util.find_spec("geopandas"), "geopandas is not installed")
class Geometry(unittest.TestCase):
    def test_points_and_lines(self):
        with tempfile.TemporaryDirectory() as folder:
            path = Path(folder) / "town.yaml"
            path.write_text(GEO_TOWN, encoding="utf-8")
            result = lm.run(lm.read(path))
            with self.assertRaisesRegex(ValueError, "geometry=True"):
                lm.read(path, geometry=False).to_geopandas()
        shapes = {
            table: {key: None if shape is None else shape.wkt for key, shape in zip(frame["id"], frame["geometry"])}
            for table in ("premises", "elements", "final_links")
            for frame in [result.to_geopandas(table)]
        }
        self.assertEqual(shapes["premises"], {"p": "POINT (7.21 50.81)", "q": None})
        self.assertEqual(
            shapes["elements"],
            {
                "a": "POINT (7.1 50.7)",
                "b": "POINT (7.2 50.8)",
                "nowhere": None,
                "f": "LINESTRING (7.1 50.7, 7.15 50.72, 7.2 50.8)",
                "g": "LINESTRING (7.2 50.8, 7.1 50.7)",
                "h": None,
            },
        )
        self.assertEqual(shapes["final_links"], {"p/drop": "LINESTRING (7.2 50.8, 7.21 50.81)", "d": None})
        self.assertEqual(result.to_geopandas("premises").crs.to_epsg(), 4326)
        self.assertEqual(list(result.to_geopandas("premises")["rung"]), list(result.premises["rung"]))


class Errors(unittest.TestCase):
    def test_the_whole_list_with_file_and_line(self):
        with tempfile.TemporaryDirectory() as folder:
            path = Path(folder) / "bad.yaml"
            path.write_text(
                "lastmile: 1\nname: Bad\nsites:\n- {id: a, kind: source, value: -1}\n- {id: a}\n", encoding="utf-8"
            )
            with self.assertRaises(lm.InputRefused) as caught:
                lm.read(path)
        found = [(p.file, p.line, p.rule) for p in caught.exception.problems]
        self.assertEqual(found, [(str(path), 4, "negative-number"), (str(path), 5, "duplicate-id")])
        self.assertEqual(str(caught.exception), "\n".join(map(str, caught.exception.problems)))
        self.assertIsInstance(caught.exception, ValueError)

    def test_a_path_that_does_not_exist(self):
        with self.assertRaisesRegex(lm.InputRefused, "missing.yaml"):
            lm.read("missing.yaml")

    def test_a_setting_is_checked(self):
        with self.assertRaisesRegex(lm.InputRefused, "discount_rate"):
            lm.read(TOWN).set("economics.discount_rte", 0.1)

    def test_all_unknown_elements_with_the_nearest(self):
        with self.assertRaises(lm.InputRefused) as caught:
            lm.read(CABLE).with_state(["nod3", "ring1", "nothing at all"], "failed")
        self.assertEqual(len(caught.exception.problems), 2)
        self.assertEqual(caught.exception.problems[0].hint, 'did you mean "node3"?')

    def test_an_unknown_state(self):
        with self.assertRaisesRegex(ValueError, "under_construction"):
            lm.read(CABLE).with_state("node3", "works")

    def test_unknown_premises(self):
        with self.assertRaisesRegex(lm.InputRefused, "did you mean"):
            lm.explain(lm.read(CABLE), "mil_road")

    def test_notes_are_kept(self):
        self.assertEqual([note.rule for note in lm.read(CABLE).notes], ["no-final-link"])


class LongCalls(unittest.TestCase):
    def test_control_c_ends_a_call_that_waits(self):
        """A scenario from a pipe that never ends. The writer only runs if the call has released the lock."""
        with tempfile.TemporaryDirectory() as folder:
            pipe = os.path.join(folder, "pipe")
            os.mkfifo(pipe)
            interrupted = threading.Event()

            def write():
                with open(pipe, "w", encoding="utf-8") as file:  # waits for the reader
                    os.kill(os.getpid(), signal.SIGINT)
                    interrupted.wait()
                    file.write("lastmile: 1\n")

            writer = threading.Thread(target=write)
            writer.start()
            with self.assertRaises(KeyboardInterrupt):
                lm.read(pipe)
            interrupted.set()
            writer.join()


if __name__ == "__main__":
    unittest.main()
