"""The package against the command line, on all teaching scenarios."""

import json
import tempfile
import unittest
from pathlib import Path

import lastmile as lm
import numpy as np
from support import SCENARIOS, SOURCE, Frames, command, tables_of

FIBRE = SOURCE / "scenarios" / "fibre.yaml"
TOWN = SOURCE / "scenarios" / "town_rollout.yaml"


class Results(Frames):
    def test_a_run_gives_the_bytes_and_the_tables_of_the_program(self):
        for path in SCENARIOS:
            with self.subTest(path.name):
                result = lm.run(lm.read(path))
                self.assertEqual(result._core.json(), command("run", path, "--format", "json"))
                tables = tables_of("run", path, "--by", "area")
                for name in ("premises", "elements", "final_links", "areas", "totals"):
                    self.assert_same_frame(getattr(result, name), tables[name])

    def test_premises_are_explained_as_the_program_does(self):
        for path in SCENARIOS:
            with self.subTest(path.name):
                result = lm.run(lm.read(path))
                premises = result.premises["id"].iloc[len(result.premises) // 2]
                told = lm.explain(result, premises)
                self.assertEqual(told.json, json.loads(command("explain", path, premises, "--format", "json")))
                self.assertEqual(told.rung, result.premises["rung"].iloc[len(result.premises) // 2])
                self.assertEqual(len(told.route), len(told.json["route"]))

    def test_options_are_compared_as_the_program_does(self):
        for path in SCENARIOS:
            scenario = lm.read(path)
            if not scenario.has_timeline:
                continue
            with self.subTest(path.name):
                comparison = lm.compare(scenario)
                self.assertEqual(comparison._core.json(), command("compare", path, "--format", "json"))
                tables = tables_of("compare", path)
                for name in ("totals", "course", "works", "premises_course"):
                    self.assert_same_frame(getattr(comparison, name), tables[name])

    def test_scenarios_without_timeline_are_compared_as_they_stand(self):
        paths = [FIBRE, SOURCE / "scenarios" / "fibre_followed_through.yaml"]
        comparison = lm.compare([lm.read(path) for path in paths])
        self.assertEqual(comparison._core.json(), command("compare", *paths, "--format", "json"))
        self.assert_same_frame(comparison.totals, tables_of("compare", *paths)["totals"])
        with self.assertRaisesRegex(ValueError, "timeline"):
            comparison.course

    def test_one_scenario_without_timeline_cannot_be_compared(self):
        with self.assertRaisesRegex(lm.InputRefused, "no-timeline"):
            lm.compare(lm.read(FIBRE))

    def test_small_frames_hold_the_figures_of_the_report(self):
        result = lm.run(lm.read(FIBRE))
        ladder = result.ladder.set_index("rung")["homes"]
        self.assertEqual(ladder["passed"], 16_000_000)
        self.assertEqual(ladder["served"], 4_000_000)
        causes = result.causes
        blocked = causes["sole_homes"].sum() + causes["joint_homes"].sum()
        self.assertEqual(blocked, ladder["located"] - ladder["served"])
        backbone = result.backbone.set_index("tier")
        stranded = causes["sole_stranded"].sum() + causes["joint_stranded"].sum()
        self.assertAlmostEqual(stranded, backbone.loc["all", "stranded"], delta=1e-6 * stranded)
        self.assertEqual(backbone.loc["all", "value"], 24_300e6)
        self.assertEqual(result.next_final_links["link"].iloc[0], "e_wanted/drop")

    def test_numbers_are_views_that_cannot_be_written_to(self):
        result = lm.run(lm.read(TOWN))
        held = result._core.premises_held()
        for column in ("homes", "users"):
            view = result.premises[column].to_numpy()
            self.assertTrue(np.shares_memory(view, held[column]))
            self.assertFalse(view.flags.writeable)
        self.assertTrue(np.shares_memory(result.premises["rung"].array.codes, held["rung"]))
        again = {name: cells for name, *_, cells in result._core.table("elements")}
        for column in ("value", "in_use", "stranded"):
            self.assertTrue(np.shares_memory(result.elements[column].to_numpy(), again[column]))

    def test_views_outlive_the_result(self):
        users = lm.run(lm.read(TOWN)).premises["users"]
        self.assertEqual(users.sum(), lm.run(lm.read(TOWN)).premises["users"].sum())

    def test_units_of_columns_are_attributes(self):
        units = lm.run(lm.read(TOWN)).premises.attrs["units"]
        self.assertEqual(units["remedy_cost"], "currency of the scenario")


class WrongTypes(unittest.TestCase):
    def test_a_path_in_place_of_a_scenario_says_what_reads_it(self):
        path = str(FIBRE)
        for call in (lambda: lm.run(path), lambda: lm.compare([path, path]), lambda: lm.plan(path, budget=1),
                     lambda: lm.explain(path, "home1")):
            with self.assertRaisesRegex(TypeError, r"expected a Scenario, not str; lastmile\.read\(PATH\) reads one"):
                call()
        with self.assertRaisesRegex(TypeError, "sites must be a DataFrame, not list"):
            lm.from_frames([{"id": "a"}])


class Studies(Frames):
    def test_a_study_gives_the_tables_of_the_program(self):
        with tempfile.TemporaryDirectory() as folder:
            study = Path(folder) / "study.yaml"
            study.write_text(
                f"lastmile: 1\nstudy: small\nscenario: {TOWN}\n"
                "vary: {economics.discount_rate: {uniform: [0.02, 0.1]}, rollout.budget_per_period: [9000, 15000]}\n"
                "design: {method: latin-hypercube, samples: 6, seed: 3}\nfigures: [served_homes, net_present_value]\n",
                encoding="utf-8",
            )
            told = lm.sweep(study, Path(folder) / "python")
            tables = tables_of("sweep", study)
            for name in ("runs", "summary", "sensitivity"):
                self.assert_same_frame(getattr(told, name), tables[name])
                self.assert_same_frame(getattr(lm.sweep(study), name), tables[name])
            self.assertEqual(told.json["study"], "small")
            with self.assertRaises(ValueError):
                lm.sweep(study, resume=True)
            study.write_text("lastmile: 1\nstudy: wrong\n", encoding="utf-8")
            with self.assertRaises(lm.InputRefused):
                lm.sweep(study)


class Plans(unittest.TestCase):
    def test_plans_are_those_of_the_program(self):
        questions = (
            ({"budget": 40_000}, ["--budget", 40_000]),
            ({"budget": 40_000, "weight": "homes"}, ["--budget", 40_000, "--weight", "homes"]),
            ({"target_homes": 40}, ["--target-homes", 40]),
            ({"target_users": 60}, ["--target-users", 60]),
            ({"value_per_home": 3_000}, ["--value-per-home", 3_000]),
            ({"budget": 40_000, "frontier": 3, "by_area": True}, ["--budget", 40_000, "--frontier", 3, "--by", "area"]),
            ({"budget": 40_000, "qualified_only": True}, ["--budget", 40_000, "--qualified-only"]),
            ({"over_time": True, "option": "wide-first"}, ["--over-time", "--option", "wide-first"]),
            ({"budget": 40_000, "time_limit": float("inf")}, ["--budget", 40_000]),
        )
        scenario = lm.read(TOWN)
        for given, flags in questions:
            with self.subTest(given):
                plan = lm.plan(scenario, **given)
                told = json.loads(command("plan", TOWN, *flags, "--format", "json"))
                self.assertEqual(plan.json, told)
                self.assertEqual(plan.works["completion_cost"].sum(), plan.cost)

    def test_the_scenario_of_a_plan_serves_what_the_plan_says(self):
        plan = lm.plan(lm.read(FIBRE), budget=2e9)
        ladder = lm.run(plan.scenario).json["ladder"]
        self.assertEqual(ladder, plan.json["judged"])

    def test_elements_can_be_required_and_excluded(self):
        scenario = lm.read(FIBRE)
        chosen = lm.plan(scenario, budget=2e9).works["element"].iloc[0]
        without = lm.plan(scenario, budget=2e9, exclude=[chosen])
        self.assertNotIn(chosen, without.works["element"].tolist())
        self.assertIn("e_wanted/drop", lm.plan(scenario, budget=2e9, require=["e_wanted/drop"]).works["element"].tolist())
        with self.assertRaisesRegex(ValueError, "both required and excluded"):
            lm.plan(scenario, budget=1, require=[chosen], exclude=[chosen])

    def test_a_question_is_exactly_one(self):
        scenario = lm.read(FIBRE)
        for given in ({}, {"budget": 1, "target_homes": 1}):
            with self.assertRaisesRegex(ValueError, "exactly one"):
                lm.plan(scenario, **given)
        with self.assertRaisesRegex(ValueError, "from 0"):
            lm.plan(scenario, budget=float("nan"))
        with self.assertRaisesRegex(ValueError, "weight"):
            lm.plan(scenario, budget=1, weight="homse")

    def test_a_target_beyond_reach_is_refused(self):
        with self.assertRaisesRegex(lm.InputRefused, "out of reach: at most"):
            lm.plan(lm.read(FIBRE), target_homes=1e12)


if __name__ == "__main__":
    unittest.main()
