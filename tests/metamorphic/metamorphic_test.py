"""Changes that must not affect a result: random scenarios with a service and a rollout, in equivalent forms.

    metamorphic_test.py PROGRAM [PROJECT]      LASTMILE_LONG=1 tries many more scenarios
"""
import copy
import json
import os
import random
import subprocess
import sys
import tempfile
import unittest

PROGRAM = os.path.abspath(sys.argv[1])
SCENARIOS = 300 if os.environ.get("LASTMILE_LONG") == "1" else 12

# Costs are distinct and lengths too, so that no order decides a tie; money is in whole units, so that sums are exact.
STATES = ["operational"] * 6 + ["planned"] * 3 + ["failed", "inactive", "under_construction"]


def random_scenario(seed):
    dice = random.Random(seed)
    costs = dice.sample(range(1, 5000), 200)
    # Sums of distinct powers would be needed to rule out every tie; these are far apart enough for these sizes.
    lengths = dice.sample(range(10, 4000), 200)
    sites = [{"id": "pop", "kind": "source", "value": 1000}]
    links, premises = [], []
    for i in range(dice.randint(3, 9)):
        site = {"id": f"s{i}", "kind": dice.choice(["exchange", "cabinet"]), "cost": costs.pop(), "area": f"a{i % 3}"}
        parent = "pop" if i < 2 else dice.choice(sites[1:])["id"]
        if parent == "pop":
            site["technology"] = "gpon-b+"
        elif dice.random() < 0.5:
            site.update(split=dice.choice([2, 4, 8]), ports=512)  # enough for all: the order decides who gets the last
        if i >= 2:
            site["state"] = dice.choice(STATES)
        sites.append(site)
        links.append({"id": f"l{i}", "from": parent, "to": site["id"], "cost": costs.pop(), "length_m": lengths.pop(),
                      "medium": "fibre", "tier": "feeder" if parent == "pop" else "distribution",
                      "state": dice.choice(STATES) if i else "operational"})
    for i in range(dice.randint(4, 14)):
        homes = dice.choice([1, 1, 2, 4])
        premises.append({"id": f"h{i}", "homes": homes, "users": homes * dice.randint(0, 3),
                         "subscribed": dice.random() < 0.7, "area": f"a{i % 3}",
                         "drop": {"from": dice.choice(sites[1:])["id"], "state": dice.choice(STATES),
                                  "cost": 4 * costs.pop(), "length_m": lengths.pop(), "medium": "fibre"}})
    return {"lastmile": 1, "name": f"Random {seed}", "service": dice.choice(["bead", {"down_mbps": 100, "up_mbps": 20}]),
            "sites": sites, "links": links, "premises": premises,
            "reliability": {"cabinet": {"failures_per_year": 3, "repair_hours": 50},
                            "source": {"failures_per_year": 0.5, "repair_hours": 8},
                            "feeder": {"failures_per_km_year": 2, "repair_hours": 30},
                            "distribution": {"failures_per_year": 1, "failures_per_km_year": 9, "repair_hours": 20},
                            "drop": {"failures_per_year": 0.2, "repair_hours": 24},
                            "shared_risks": [{"name": "storm", "events_per_year": 5, "duration_hours": 100,
                                              "probability": 0.4, "select": {"area": "a1"}},
                                             {"name": "power", "events_per_year": 9, "duration_hours": 20,
                                              "select": {"kind": ["cabinet", "source"]}}]},
            "timeline": {"start": 2027, "periods": 6, "unit": "year"},
            "economics": {"revenue_per_home_month": 30, "discount_rate": 0.05},
            "rollout": {"order": dice.choice(["cheapest", "users_per_cost"]),
                        "budget_per_period": dice.choice([3000, 9000, 1000000])}}


def without_horizon(scenario):
    return {key: value for key, value in scenario.items() if key not in ("timeline", "economics", "rollout")}


def run(folder, scenario, command="run", extra=(), name="s.yaml"):
    path = os.path.join(folder, name)
    with open(path, "w", encoding="utf-8") as file:
        json.dump(scenario, file)  # JSON is YAML
    return run_file(path, command, extra)


def run_file(path, command, extra=()):
    done = subprocess.run([PROGRAM, command, path, "--quiet", "--format", "json", *extra], capture_output=True,
                          timeout=120, text=True)
    if done.returncode != 0:
        raise AssertionError(f"{command} {path}: {done.stderr}")
    return json.loads(done.stdout)


def figures(result, drop=()):
    """Every number of a result by its path, without names."""
    skipped = {"scenario", "sha256", "path", "next_final_links", "blocked", "worst", "lastmile_version", "label", *drop}
    found = {}

    def walk(value, path):
        if isinstance(value, dict):
            for key, inner in value.items():
                if key not in skipped:
                    walk(inner, f"{path}.{key}")
        elif isinstance(value, list):
            for i, inner in enumerate(value):
                walk(inner, f"{path}[{i}]")
        elif isinstance(value, (int, float)) and not isinstance(value, bool):
            found[path] = value

    walk(result, "")
    return found


class Metamorphic(unittest.TestCase):
    def setUp(self):
        self.folder = tempfile.TemporaryDirectory()
        self.addCleanup(self.folder.cleanup)

    def check_same(self, first, second, what):
        self.assertEqual(first.keys(), second.keys(), what)
        for path, value in first.items():
            self.assertLessEqual(abs(value - second[path]), 1e-9 * max(1, abs(value)), f"{what}: {path}")

    def for_each(self, change, commands=("run", "compare", "reliability"), drop=(), of_failures=()):
        """`of_failures` are dropped from results of `reliability` alone."""
        for seed in range(SCENARIOS):
            scenario = random_scenario(seed)
            changed = change(copy.deepcopy(scenario), random.Random(seed + 1000))
            for command in commands:
                dropped = (*drop, *of_failures) if command == "reliability" else drop
                with self.subTest(seed=seed, command=command):
                    self.check_same(figures(run(self.folder.name, scenario, command), dropped),
                                    figures(run(self.folder.name, changed, command), dropped), command)

    def test_the_order_of_the_input_does_not_matter(self):
        def shuffled(scenario, dice):
            for key in ("sites", "links", "premises"):
                dice.shuffle(scenario[key])
            return scenario

        self.for_each(shuffled, of_failures=("homes_cut_off",))  # elements that cut off equally many users tie

    def test_names_do_not_matter(self):
        def renamed(scenario, dice):
            names = [element["id"] for key in ("sites", "links", "premises") for element in scenario[key]]
            new = dict(zip(names, dice.sample([f"Straße {i}" for i in range(len(names))], len(names))))
            for site in scenario["sites"]:
                site["id"] = new[site["id"]]
            for link in scenario["links"]:
                link.update(id=new[link["id"]], **{"from": new[link["from"]], "to": new[link["to"]]})
            for home in scenario["premises"]:
                home["id"] = new[home["id"]]
                home["drop"]["from"] = new[home["drop"]["from"]]
            return scenario

        self.for_each(renamed, of_failures=("worlds",))  # ids decide what is drawn

    def test_the_direction_of_links_does_not_matter(self):
        def turned(scenario, _):
            for link in scenario["links"]:
                link["from"], link["to"] = link["to"], link["from"]
            return scenario

        self.for_each(turned)

    def test_a_record_of_several_homes_is_as_good_as_one_for_each(self):
        def split(scenario, _):
            premises = []
            for home in scenario["premises"]:
                for i in range(home["homes"]):
                    one = copy.deepcopy(home)
                    one.update(id=f"{home['id']}-{i}", homes=1, users=home["users"] / home["homes"])
                    one["drop"]["cost"] = home["drop"]["cost"] / home["homes"]
                    premises.append(one)
            scenario["premises"] = premises
            return scenario

        records = ("premises", "final_links", "elements", "network", "links", "sites", "releases")
        self.for_each(split, commands=("run", "reliability"), drop=records,
                      of_failures=("worlds", "single_failures", "perfect_elements", "shared_risks"))

    def test_a_parallel_link_that_adds_nothing_changes_nothing(self):
        def doubled(scenario, dice):
            link = copy.deepcopy(dice.choice([link for link in scenario["links"]]))
            # In no design, so that it is neither counted nor used.
            link.update(id="parallel", state="proposed", cost=0)
            scenario["links"].append(link)
            return scenario

        self.for_each(doubled, drop=("network",))

    def test_threads_do_not_matter(self):
        for seed in range(SCENARIOS):
            scenario = random_scenario(seed)
            for command in ("run", "compare", "reliability"):
                with self.subTest(seed=seed, command=command):
                    one, many = (run(self.folder.name, scenario, command, ("--threads", n)) for n in ("1", "3"))
                    self.assertEqual(one, many)

    def test_yaml_tables_and_a_snapshot_give_the_same(self):
        for seed in range(SCENARIOS):
            with self.subTest(seed=seed):
                scenario = without_horizon(random_scenario(seed))
                from_yaml = figures(run(self.folder.name, scenario))
                failures = figures(run(self.folder.name, scenario, "reliability"))
                tables = {key: value for key, value in scenario.items() if key not in ("sites", "links", "premises")}
                tables["tables"] = {}
                for key in ("sites", "links", "premises"):
                    rows = [dict(row) for row in scenario[key]]
                    for row in rows:
                        for field, value in row.pop("drop", {}).items():
                            row["drop_" + field] = value
                    columns = sorted({column for row in rows for column in row})
                    lines = [",".join(columns)]
                    lines += [",".join(str(row.get(column, "")) for column in columns) for row in rows]
                    with open(os.path.join(self.folder.name, key + ".csv"), "w", encoding="utf-8") as file:
                        file.write("\n".join(lines) + "\n")
                    tables["tables"][key] = [key + ".csv"]
                self.check_same(from_yaml, figures(run(self.folder.name, tables, name="t.yaml")), "tables")
                packed = os.path.join(self.folder.name, "s.lmz")
                subprocess.run([PROGRAM, "pack", os.path.join(self.folder.name, "t.yaml"), "--quiet", "-o", packed],
                               check=True)
                self.check_same(from_yaml, figures(run_file(packed, "run")), "snapshot")
                self.check_same(failures, figures(run_file(packed, "reliability")), "failures from a snapshot")


if __name__ == "__main__":
    unittest.main(argv=sys.argv[:1])
