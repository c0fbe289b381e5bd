"""Copies with `set` that share what does not change, pickled scenarios, and names of frames."""

import copy
import json
import multiprocessing
import os
import pickle
import tempfile
import unittest
from pathlib import Path

import lastmile as lm
import pandas as pd
from support import SCENARIOS, SOURCE

TOWN = SOURCE / "scenarios" / "town_rollout.yaml"
GOLDEN = SOURCE / "tests" / "golden" / "rollout.yaml"

# Values of every part, right and wrong, also such that make a part appear or vanish.
SETTINGS = [
    {"economics.discount_rate": 0.11},
    {"economics.revenue_per_home_month": 31.5, "economics.visit_cost": 100},
    {"economics": None},
    {"economics.late_cost": 1234.5},
    {"take_up": {"model": "bass", "p": 0.1, "q": 0.3, "ceiling": 0.6, "from": "start", "seed": 3}},
    {"take_up.ceiling": 0.55},
    {"take_up": None},
    {"rollout.budget_per_period": 12345},
    {"rollout.budget_per_period": [1, 2, 30000]},
    {"rollout.order": ["tier", "users_per_cost"], "rollout.carry_over": False},
    {"rollout": None},
    {"timeline.periods": 7},
    {"timeline": None},
    {"timeline": {"start": "2028-Q2", "periods": 6, "unit": "quarter"}},
    {"options": {"one": {"rollout": {"budget_per_period": 500}}, "two": {"take_up": None}}},
    {"options": None},
    {"changes": [{"at": "2028-Q3", "select": {"tier": "drop"}, "set": {"state": "failed"}}]},
    {"changes": [{"at": "2028-Q3", "select": {"tier": "drop", "area": "nowhere at all"}, "set": {"state": "failed"}}]},
    {"service": "superfast"},
    {"service": ["superfast", "gigabit"]},
    {"service.down_mbps": 50},
    {"service.busy_hour_share": 0.03},
    {"service": None},
    {"service": "no such profile"},
    {"equipment": None},
    {"sites[0].value": 777},
    {"name": "another name"},
    {"description": "of another kind", "economics.discount_rate": 0.02},
    {"edits": []},
    {"nonsense": 1},
    {"economics.nonsense": 1},
    {"economics.discount_rate": "a text"},
]


def outcome(make):
    """The whole of a scenario, or what is wrong with it."""
    try:
        scenario = make()
    except lm.InputRefused as refused:
        return [vars(problem) for problem in refused.problems]
    about = json.loads(scenario._core.about())
    said = [about, lm.run(scenario).json, [frame.to_csv() for frame in scenario.to_frames()], scenario.settings]
    if scenario.has_timeline:
        compared = lm.compare(scenario)
        said += [compared._core.json(), compared.course.to_csv()]
    return said


def one_by_one(scenario, settings):
    for path, value in settings.items():
        scenario = scenario.set(path, value)
    return scenario


def served(scenario):
    return int(lm.run(scenario).json["ladder"][-1]["homes"])


def with_premises_table(folder):
    """A scenario with a timeline, and the table that its nine premises are in."""
    table = Path(folder) / "premises.csv"
    table.write_text("id,drop_from,homes\n" + "".join(f"p{i},a,1\n" for i in range(9)), encoding="utf-8")
    path = Path(folder) / "s.yaml"
    path.write_text(
        "lastmile: 1\nname: A\nsites: [{id: a, kind: source}]\ntables: {premises: [premises.csv]}\n"
        "timeline: {start: 2027, periods: 3, unit: year}\neconomics: {discount_rate: 0.1}\n",
        encoding="utf-8",
    )
    return path, table


class Sharing(unittest.TestCase):
    def test_a_copy_is_the_scenario_read_with_the_value(self):
        right = 0
        for path in [*SCENARIOS, GOLDEN, SOURCE / "tests" / "golden" / "service.yaml"]:
            if not path.exists():
                continue
            base = lm.read(path, geometry=True)
            for settings in SETTINGS:
                with self.subTest(scenario=path.name, settings=settings):
                    read = outcome(lambda: lm.read(path, settings, geometry=True))
                    if len(settings) > 1 and isinstance(read[0], dict) and "severity" in read[0]:
                        continue  # set one by one, only the first wrong value is reported
                    self.assertEqual(outcome(lambda: one_by_one(base, settings)), read)
                    right += 1
        self.assertGreater(right, 500)

    def test_notes_of_all_files_and_parts(self):
        with tempfile.TemporaryDirectory() as folder:
            files = {
                "outside.csv": "id,homes,drop_from,drop_cost,drop_state,colour\np,3,c,5000,planned,red\nq,2,c,4000,planned,red\nQ,2,,,,\n",
                "s/base.yaml": "lastmile: 1\nname: base\nsites: [{id: a, kind: source}, {id: c, kind: cabinet}]\n"
                "links: [{id: f, from: a, to: c, tier: feeder}]\ntables: {premises: [../outside.csv]}\n"
                "timeline: {start: 2027, periods: 4, unit: year}\nrollout: {budget_per_period: 5}\n",
                "s/top.yaml": "lastmile: 1\nextends: base.yaml\nequipment: equipment.yaml\nname: top\nservice: {down_mbps: 30}\n"
                "options: {x: {}, y: {changes: [{at: 2028, select: {id: f}, set: {state: failed}}]}}\n",
                "s/equipment.yaml": "media: [{name: slow, kind: fibre, delay_us_per_km: 4.9, source: a test}]\n",
            }
            for name, text in files.items():
                os.makedirs(os.path.dirname(os.path.join(folder, name)), exist_ok=True)
                Path(folder, name).write_text(text, encoding="utf-8")
            path = Path(folder, "s/top.yaml")
            base = lm.read(path)
            rules = {note.rule for note in base.notes}
            for rule in ("outside-file", "unknown-column", "ids-differ-in-case", "free-repair", "budget-below-works",
                         "all-subscribed", "no-final-link"):
                self.assertIn(rule, rules)
            for settings in [
                *SETTINGS,
                {"rollout.budget_per_period": 1, "changes": []},
                {"rollout.budget_per_period": 1e6},
                {"options": {"x": {"rollout": {"budget_per_period": 2}}, "y": {"changes": []}}},
                {"changes[0].select": {"id": "no such element"}},
                {"take_up": {"model": "bass", "p": 0.1, "q": 0.3, "ceiling": 0.6, "seed": 1}},
            ]:
                with self.subTest(settings=settings):
                    read = outcome(lambda: lm.read(path, settings))
                    if len(settings) == 1 or not (isinstance(read[0], dict) and "severity" in read[0]):
                        self.assertEqual(outcome(lambda: one_by_one(base, settings)), read)

    def test_a_chain_of_copies_and_states(self):
        read = lm.read(TOWN, {"rollout.carry_over": False, "economics.discount_rate": 0.2, "take_up": None})
        chain = lm.read(TOWN, {"rollout.carry_over": False}).set("economics.discount_rate", 0.2).set("take_up", None)
        self.assertEqual(outcome(lambda: chain), outcome(lambda: read))
        link = read.to_frames().links["id"].iloc[0]
        mixed = lm.read(TOWN).with_state(link, "failed").set("economics.discount_rate", 0.2)
        other = lm.read(TOWN, {"economics.discount_rate": 0.2}).with_state(link, "failed")
        self.assertEqual(outcome(lambda: mixed), outcome(lambda: other))

    def test_a_shared_copy_reads_no_table(self):
        with tempfile.TemporaryDirectory() as folder:
            path, table = with_premises_table(folder)
            scenario = lm.read(path)
            first = scenario.set("economics.discount_rate", 0.2)
            expected = outcome(lambda: lm.read(path, {"economics.discount_rate": 0.3}))
            table.unlink()
            self.assertEqual(outcome(lambda: scenario.set("economics.discount_rate", 0.3)), expected)
            self.assertEqual(outcome(lambda: first.set("economics.discount_rate", 0.3))[2:3], expected[2:3])
            with self.assertRaisesRegex(lm.InputRefused, "premises.csv"):
                scenario.set("name", "B")

    def test_a_table_that_changed_is_not_mixed_with_the_old_one(self):
        with tempfile.TemporaryDirectory() as folder:
            path, table = with_premises_table(folder)
            scenario = lm.read(path)
            table.write_text(table.read_text(encoding="utf-8") + "q,a,1\n", encoding="utf-8")
            for path_set, value in (("name", "B"), ("timeline.periods", 2)):
                with self.assertRaisesRegex(RuntimeError, "premises.csv has changed"):
                    scenario.set(path_set, value)


class Pickling(unittest.TestCase):
    def test_a_scenario_is_the_same_in_another_process(self):
        link = lm.read(TOWN).to_frames().links["id"].iloc[0]
        scenarios = [
            lm.read(TOWN),
            lm.read(TOWN, {"economics.discount_rate": 0.2}).set("take_up", None).with_state(link, "failed"),
            lm.from_frames(*lm.read(TOWN).to_frames()).set("name", "made of frames"),
        ]
        for scenario in scenarios:
            again = pickle.loads(pickle.dumps(scenario))
            self.assertEqual(outcome(lambda: again), outcome(lambda: scenario))
            self.assertEqual(again.set("name", "x").name, "x")
        with multiprocessing.get_context("spawn").Pool(1) as pool:
            self.assertEqual(pool.map(served, scenarios), [served(scenario) for scenario in scenarios])

    def test_copies_are_the_scenario_itself(self):
        scenario = lm.read(TOWN)
        self.assertIs(copy.copy(scenario), scenario)
        self.assertIs(copy.deepcopy({"a": scenario})["a"], scenario)

    def test_a_file_that_changed_is_told(self):
        with tempfile.TemporaryDirectory() as folder:
            path = Path(folder) / "s.yaml"
            path.write_text("lastmile: 1\nname: A\nsites: [{id: a, kind: source}]\n", encoding="utf-8")
            pickled = pickle.dumps(lm.read(path))
            path.write_text("lastmile: 1\nname: B\nsites: [{id: a, kind: source}]\n", encoding="utf-8")
            with self.assertRaisesRegex(RuntimeError, "has changed since it was pickled"):
                pickle.loads(pickled)


class NamesOfFrames(unittest.TestCase):
    def test_no_temporary_path_is_named(self):
        sites = pd.DataFrame({"id": ["a", "b"], "kind": ["source", "cabinet"], "colour": ["red", "red"]})
        premises = pd.DataFrame({"id": ["p", "q"], "drop_from": ["b", None]})
        timeline = {"start": 2027, "periods": 3, "unit": "year"}
        made = lm.from_frames(sites, None, premises, timeline=timeline, rollout={"budget_per_period": 1})
        for scenario in (made, made.set("rollout.budget_per_period", 2), made.set("name", "x"), made.with_state("b", "failed")):
            self.assertEqual(scenario.path, "frames")
            self.assertIn("sites", {note.file for note in scenario.notes})
            said = [*map(str, scenario.notes), json.dumps(lm.run(scenario).json), lm.compare(scenario)._core.json()]
            for call in (
                lambda: scenario.with_state("nothing", "failed"),
                lambda: lm.explain(scenario, "nothing"),
                lambda: lm.plan(scenario, budget=1, require=["nothing"]),
                lambda: scenario.set("rollout.nonsense", 1),
            ):
                with self.assertRaises(lm.InputRefused) as caught:
                    call()
                said += [str(caught.exception), *map(str, caught.exception.problems)]
            for text in said:
                self.assertNotIn(tempfile.gettempdir() + os.sep, text)


if __name__ == "__main__":
    unittest.main()
