"""The JSON Schema of scenario files and `lastmile check` agree: both take what is right and refuse what is wrong.

Called as schema_test.py PROGRAM SOURCE_DIR. What a schema cannot express (references, unique ids, ids longer
than 1024 bytes but not characters, numbers in quotes in keys of text) is left to the tests of the readers.
"""

import copy
import glob
import itertools
import json
import os
import subprocess
import sys
import tempfile
from concurrent.futures import ThreadPoolExecutor

import yaml
from jsonschema import Draft202012Validator

PROGRAM, SOURCE = sys.argv[1:3]
passed = failed = 0


def expect(condition, what):
    global passed, failed
    if condition:
        passed += 1
    else:
        failed += 1
        print(f"FAILED: {what}")


def run(*arguments):
    return subprocess.run([PROGRAM, *arguments], capture_output=True, text=True, check=False)


RIGHT = {
    "lastmile": 1,
    "name": "t",
    "description": "what it is",
    "currency": "EUR",
    "price_year": 2025,
    "vocabulary": {"home": "house", "homes": "houses", "user": "reader", "users": "readers", "final_link": "lead",
                   "final_links": "leads", "backbone": "plant", "served": "served"},
    "service": {"profile": "bead", "down_mbps": 50, "up_mbps": 10.5, "latency_ms": 80, "busy_hour_share": 0.2},
    "equipment": {"technologies": [{"name": "gpon-b+", "down_mbps": 2000}], "media": []},
    "sites": [
        {"id": "pop", "kind": "source", "value": 1500000, "lon": 7.1, "lat": 50.73, "technology": "gpon-b+",
         "split": 32, "build_periods": 2},
        {"id": "cab", "kind": "cabinet", "cost": 18000, "state": "failed", "completion_cost": 900, "ports": 64,
         "area": "west"},
    ],
    "links": [
        {"id": "f1", "from": "pop", "to": "cab", "tier": "feeder", "state": "planned", "cost": 61000, "value": 0,
         "completion_cost": 61000, "length_m": 1500.5, "medium": "fibre", "capacity_mbps": 10000,
         "splices": 3, "connectors": 2, "technology": "gpon-b+", "sight": "nlos", "build_periods": 1},
        {"id": "d1", "from": "cab", "to": "h2", "tier": "drop", "late_cost": 1975},
    ],
    "premises": [
        {"id": "h1", "homes": 1, "users": 2.5, "subscribed": True, "lon": -180, "lat": 90, "area": "west",
         "drop": {"from": "cab", "state": "planned", "cost": 850, "value": 0, "completion_cost": 850,
                  "length_m": 42, "medium": "fibre", "capacity_mbps": 1000, "splices": 1, "connectors": 2,
                  "technology": "gpon-b+", "sight": "los", "late_cost": 0, "build_periods": 0}},
        {"id": "h2"},
    ],
    "tables": {"sites": ["sites.csv"], "links": ["links.csv"], "premises": ["premises.csv"]},
    "extends": "base.yaml",
    "timeline": {"start": "2027-Q1", "periods": 16, "unit": "quarter"},
    "economics": {"discount_rate": 0.07, "revenue_per_home_month": 32, "opex_per_home_month": 9,
                  "opex_share_of_value": 0.015, "late_cost": 900, "visit_cost": {"default": 500, "west": 300},
                  "asset_life_years": {"fibre": 30, "electronics": 8, "drop": 25, "source": 12}},
    "take_up": {"model": "bass", "p": 0.03, "q": 0.38, "ceiling": 0.7, "from": "passed", "seed": 1},
    "rollout": {"order": ["area", "users_per_cost"], "works": "remedies", "drops": "ordered",
                "budget_per_period": 250000, "carry_over": False, "crews": {"drop": 400, "site": 0}, "seed": 2},
    "changes": [
        {"at": "2027-Q3", "select": {"id": ["cab", "h1/drop"], "not": {"state": ["proposed"]}},
         "set": {"state": "operational", "cost": 0, "completion_cost": 0, "build_periods": 3}},
        {"select": {"pattern": "*/drop", "tier": "drop", "area": "west", "element": "link"}, "set": {"late_cost": 5}},
        {"select": {"within": {"polygon": [[-180, 80], [0, 80], [180, 80], [180, 90], [0, 90], [-180, 90]]}, "not": {"id": "h2"}},
         "set": {"subscribed": False, "users": 4.5}},
        {"at": 2028, "select": {"any": [{"kind": "source"}, {"within": {"distance_m": 500, "of": [7.1, 50.73]}}]},
         "set": {"cost": 5}},
    ],
    "options": {"wide-first": {"description": "all of it", "rollout": {"order": "cheapest"}, "changes": [],
                               "economics": {"late_cost": 3}, "take_up": {"q": 0.5, "seed": 3}},
                "nothing else": {}},
}
TABLES = {
    "base.yaml": "lastmile: 1\nrollout: {seed: 5}\n",
    "sites.csv": "id\nelsewhere\n",
    "links.csv": "id,from,to,tier\n",
    "premises.csv": "id,homes\nh3,2\n",
}
DELETE = object()


def changed(path, value):
    """RIGHT with what stands at `path` (keys and places) replaced, added or deleted."""
    document = copy.deepcopy(RIGHT)
    node = document
    for key in path[:-1]:
        node = node[key]
    if value is DELETE:
        del node[path[-1]]
    else:
        node[path[-1]] = value
    return document


SITE, CABINET, LINK, HOME = ("sites", 0), ("sites", 1), ("links", 0), ("premises", 0)
DROP = HOME + ("drop",)
SELECT, SET = ("changes", 1, "select"), ("changes", 1, "set")
OPTION = ("options", "wide-first")

# (path, value): right documents that differ from RIGHT there.
RIGHT_CHANGES = [
    (("extends",), None),
    (("extends",), DELETE),
    (("timeline", "start"), 2027),
    (("timeline", "start"), "2026-W53"),
    (("timeline", "start"), "2026-02-28"),
    (("timeline", "unit"), None),
    (("economics",), None),
    (("economics", "discount_rate"), -0.99),
    (("economics", "discount_rate"), 10),
    (("economics", "visit_cost"), 3),
    (("economics", "visit_cost"), None),
    (("economics", "visit_cost", "west"), None),
    (("economics", "asset_life_years"), {}),
    (("take_up",), {"seed": 0}),
    (("take_up",), None),
    (("take_up", "from"), "start"),
    (("take_up", "ceiling"), 0),
    (("rollout",), {}),
    (("rollout", "order"), "cheapest"),
    (("rollout", "order"), None),
    (("rollout", "crews"), None),
    (("changes",), []),
    (("changes", 0, "at"), None),
    (("changes", 0, "at"), "2027-08-14"),
    (SELECT, {"id": "d1"}),
    (SELECT, {"state": "operational", "tier": ["feeder", "drop"], "any": [{"id": "d1"}]}),
    (("options",), {}),
    (("options",), None),
    (("options", "wide-first"), None),
    (OPTION + ("changes",), None),
    (("service",), None),
    (("service",), "voice"),
    (("service",), {"latency_ms": 10}),
    (("service", "profile"), None),
    (("service", "busy_hour_share"), 1),
    (("equipment",), None),
    (("equipment",), DELETE),
    (("sites", 0, "split"), 1),
    (("links", 0, "sight"), None),
    (("name",), 2025),
    (("name",), True),
    (("description",), None),
    (("description",), ""),
    (("description",), 3.5),
    (("currency",), None),
    (("currency",), "USD"),
    (("price_year",), None),
    (("price_year",), 1800),
    (("price_year",), 2200),
    (("price_year",), 2025.0),
    (("vocabulary",), None),
    (("vocabulary",), {}),
    (("vocabulary", "home"), None),
    (("vocabulary", "users"), 5),
    (("tables",), None),
    (("tables",), DELETE),
    (("tables", "sites"), None),
    (("tables", "sites"), []),
    (("links",), None),
    (("links",), []),
    (("premises", 1), {"id": "h2", "drop": None}),
    (CABINET + ("kind",), None),
    (SITE + ("kind",), "source"),
    (SITE + ("value",), 0),
    (SITE + ("value",), 1e15),
    (SITE + ("value",), 0.001),
    (SITE + ("value",), None),
    (SITE + ("lon",), 180),
    (SITE + ("lat",), -90),
    (CABINET + ("state",), None),
    (CABINET + ("kind",), ""),
    (CABINET + ("kind",), 4),
    (CABINET + ("area",), 9),
    (CABINET + ("ports",), 0),
    (CABINET + ("ports",), 4294967295),
    (CABINET + ("ports",), 64.0),
    (LINK + ("id",), 17),
    (LINK + ("id",), "x" * 1024),
    (LINK + ("medium",), None),
    (HOME + ("homes",), 0),
    (HOME + ("users",), 0),
    (HOME + ("subscribed",), False),
    (HOME + ("subscribed",), 0),
    (HOME + ("subscribed",), 1),
    (DROP + ("state",), "under_construction"),
    (DROP + ("cost",), None),
] + [(CABINET + ("state",), state) for state in
     ("operational", "failed", "inactive", "under_construction", "planned", "proposed", "decommissioned")] \
  + [(LINK + ("tier",), tier) for tier in ("backbone", "feeder", "distribution")]

WRONG_AMOUNTS = [-1, -0.5, 1e-10, 1.0000001e15, float("inf"), -float("inf"), "5", "much", True, [], {}]
AMOUNTS = [SITE + ("value",), CABINET + ("cost",), CABINET + ("completion_cost",), LINK + ("cost",), LINK + ("value",),
           LINK + ("completion_cost",), LINK + ("length_m",), LINK + ("capacity_mbps",), HOME + ("users",),
           DROP + ("cost",), DROP + ("value",), DROP + ("completion_cost",), DROP + ("length_m",)]
WRONG_CHANGES = [
    (("extends",), ""),
    (("extends",), ["base.yaml"]),
    (("timeline",), []),
    (("timeline", "start"), None),
    (("timeline", "start"), "27"),
    (("timeline", "start"), "2027-Q5"),
    (("timeline", "start"), 1799),
    (("timeline", "periods"), 0),
    (("timeline", "periods"), 10001),
    (("timeline", "unit"), "quarters"),
    (("timeline", "end"), "2028"),
    (("economics",), 5),
    (("economics", "discount_rate"), -1),
    (("economics", "discount_rate"), 10.1),
    (("economics", "opex_share_of_value"), 1.1),
    (("economics", "visit_cost"), []),
    (("economics", "visit_cost", "west"), -1),
    (("economics", "asset_life_years"), 30),
    (("economics", "asset_life_years", "fibre"), 0),
    (("economics", "revenue"), 5),
    (("take_up", "model"), "logistic"),
    (("take_up", "p"), -0.1),
    (("take_up", "q"), "much"),
    (("take_up", "ceiling"), 1.1),
    (("take_up", "from"), "end"),
    (("take_up", "seed"), 1.5),
    (("rollout",), "cheapest"),
    (("rollout", "order"), "cheap"),
    (("rollout", "order"), []),
    (("rollout", "order"), ["cheapest", "cheapest"]),
    (("rollout", "works"), "elephants"),
    (("rollout", "drops"), "none"),
    (("rollout", "budget_per_period"), -1),
    (("rollout", "carry_over"), "maybe"),
    (("rollout", "crews"), 5),
    (("rollout", "crews", "drop"), -5),
    (("rollout", "crews", "drops"), 5),
    (("rollout", "budget"), 5),
    (("changes",), {}),
    (("changes", 0), 5),
    (("changes", 0, "at"), "soon"),
    (("changes", 0, "when"), "2027"),
    (SELECT, {}),
    (SELECT, None),
    (SELECT, "d1"),
    (SELECT + ("tier",), "fedder"),
    (SELECT + ("state",), "broken"),
    (SELECT + ("element",), "node"),
    (SELECT + ("pattern",), ""),
    (SELECT + ("ids",), "d1"),
    (SELECT + ("any",), {"id": "d1"}),
    (SELECT + ("not",), {}),
    (SELECT + ("within",), {}),
    (SELECT + ("within",), {"polygon": [[7, 50], [8, 50]]}),
    (SELECT + ("within",), {"polygon": [[7, 50], [8, 50], [8]]}),
    (SELECT + ("within",), {"polygon": [[7, 50], [8, 50], [8, 91]]}),
    (SELECT + ("within",), {"distance_m": 5}),
    (SELECT + ("within",), {"distance_m": 5, "of": "pop", "polygon": [[7, 50], [8, 50], [8, 51]]}),
    (SET, {}),
    (SET, None),
    (SET + ("value",), 5),
    (SET + ("late_cost",), -5),
    (SET + ("build_periods",), 0.5),
    (SET + ("subscribed",), "maybe"),
    (SET + ("state",), "broken"),
    (("options",), []),
    (("options", ""), {}),
    (OPTION, 5),
    (OPTION + ("rolout",), {}),
    (OPTION + ("rollout", "order"), "cheap"),
    (OPTION + ("economics", "late_cost"), -1),
    (OPTION + ("take_up", "q"), -1),
    (OPTION + ("changes",), [{}]),
    (("links", 0, "build_periods"), -1),
    (("links", 1, "late_cost"), -1),
    (SITE + ("build_periods",), 1.5),
    (DROP + ("late_cost",), "dear"),
    (DROP + ("build_periods",), True),
    (("service",), "beed"),
    (("service",), ["bead"]),
    (("service",), {}),
    (("service", "down"), 1),
    (("service", "down_mbps"), -1),
    (("service", "busy_hour_share"), 0),
    (("service", "busy_hour_share"), 1.5),
    (("service", "profile"), "beed"),
    (("equipment",), []),
    (("equipment", "medium"), []),
    (("sites", 0, "split"), 0),
    (("sites", 0, "technology"), ["gpon-b+"]),
    (("links", 0, "technology"), {}),
    (("links", 0, "sight"), "maybe"),
    (("links", 0, "splices"), -1),
    (("premises", 0, "drop", "connectors"), 1.5),
    (("lastmile",), DELETE),
    (("lastmile",), None),
    (("lastmile",), 2),
    (("lastmile",), 0),
    (("lastmile",), "1"),
    (("lastmile",), True),
    (("lastmile",), [1]),
    (("name",), None),
    (("name",), ""),
    (("name",), ["t"]),
    (("name",), {"en": "t"}),
    (("description",), ["a"]),
    (("description",), {}),
    (("currency",), "eur"),
    (("currency",), "EURO"),
    (("currency",), "EU"),
    (("currency",), "E1R"),
    (("currency",), ""),
    (("currency",), 978),
    (("currency",), ["EUR"]),
    (("price_year",), 1799),
    (("price_year",), 2201),
    (("price_year",), 2025.5),
    (("price_year",), "2025"),
    (("price_year",), []),
    (("zone",), 3),
    (("Sites",), []),
    (("vocabulary",), "drop"),
    (("vocabulary",), ["drop"]),
    (("vocabulary", "hom"), "x"),
    (("vocabulary", "home"), ""),
    (("vocabulary", "home"), ["x"]),
    (("tables",), ["a.csv"]),
    (("tables",), "a.csv"),
    (("tables", "site"), ["sites.csv"]),
    (("tables", "sites"), "sites.csv"),
    (("tables", "sites"), [""]),
    (("tables", "sites"), [None]),
    (("tables", "sites"), [["sites.csv"]]),
    (("sites",), {"pop": {}}),
    (("sites",), "pop"),
    (("sites",), 3),
    (("sites", 1), "cab"),
    (("sites", 1), None),
    (("sites", 1), []),
    (("sites", 1), {}),
    (("links",), "none"),
    (("links", 0), {}),
    (("premises",), {"h1": 1}),
    (("premises", 1), {}),
    (SITE + ("id",), DELETE),
    (CABINET + ("id",), None),
    (CABINET + ("id",), ""),
    (CABINET + ("id",), ["cab"]),
    (CABINET + ("id",), {}),
    (CABINET + ("id",), "x" * 1025),
    (CABINET + ("knd",), "x"),
    (CABINET + ("length_m",), 5),
    (CABINET + ("kind",), ["x"]),
    (CABINET + ("area",), {}),
    (CABINET + ("state",), "broken"),
    (CABINET + ("state",), "Failed"),
    (CABINET + ("state",), ""),
    (CABINET + ("state",), 1),
    (CABINET + ("state",), ["failed"]),
    (LINK + ("id",), DELETE),
    (LINK + ("from",), DELETE),
    (LINK + ("to",), DELETE),
    (LINK + ("to",), None),
    (LINK + ("from",), ""),
    (LINK + ("tier",), DELETE),
    (LINK + ("tier",), None),
    (LINK + ("tier",), "fedder"),
    (LINK + ("tier",), "Feeder"),
    (LINK + ("tier",), 2),
    (LINK + ("lenght_m",), 5),
    (LINK + ("state",), "plannd"),
    (LINK + ("medium",), []),
    (HOME + ("id",), DELETE),
    (HOME + ("id",), ""),
    (HOME + ("home",), 1),
    (HOME + ("subscribed",), "maybe"),
    (HOME + ("subscribed",), ""),
    (HOME + ("subscribed",), 2),
    (HOME + ("subscribed",), 0.5),
    (HOME + ("subscribed",), []),
    (HOME + ("drop",), "cab"),
    (HOME + ("drop",), ["cab"]),
    (HOME + ("drop",), {}),
    (DROP + ("from",), DELETE),
    (DROP + ("from",), None),
    (DROP + ("from",), ""),
    (DROP + ("to",), "h1"),
    (DROP + ("tier",), "drop"),
    (DROP + ("state",), "missing"),
] + [(path, value) for path in AMOUNTS for value in WRONG_AMOUNTS] \
  + [(path, value) for path in (CABINET + ("ports",), HOME + ("homes",))
     for value in (-1, 1.5, 4294967296, "5", "many", False, [])] \
  + [(path + (key,), value) for path in (CABINET, HOME) for key, most in (("lon", 180), ("lat", 90))
     for value in (most + 0.001, -most - 0.001, "7.1", "west", True, [], {})]

# What a scenario that extends no other must give itself.
BY_ITSELF = {key: value for key, value in RIGHT.items() if key != "extends"}
WRONG_DOCUMENTS = [[], {}, "text", 5, True, [RIGHT],
                   {key: value for key, value in BY_ITSELF.items() if key != "name"},
                   BY_ITSELF | {"timeline": {}}, BY_ITSELF | {"timeline": {"start": 2027}},
                   BY_ITSELF | {"timeline": {"periods": 4}}]


def check_schema():
    printed = run("schema")
    expect(printed.returncode == 0 and printed.stderr == "", "schema is printed with status 0")
    schema = json.loads(printed.stdout)
    expect(schema["$schema"] == "https://json-schema.org/draft/2020-12/schema", "the schema says that it is 2020-12")
    Draft202012Validator.check_schema(schema)
    return Draft202012Validator(schema)


def check_scenarios(validator):
    paths = sorted(glob.glob(os.path.join(SOURCE, "scenarios", "*.yaml")))
    expect(len(paths) >= 12, "there are scenarios")
    for path in paths:
        with open(path, encoding="utf-8") as file:
            errors = list(validator.iter_errors(yaml.safe_load(file)))
        expect(not errors, f"the schema takes {path}: {errors[:1]}")


class Checker:
    """Writes documents beside the tables that they name, and checks them."""

    def __init__(self, folder):
        self.folder = folder
        self.number = itertools.count()
        for name, text in TABLES.items():
            with open(os.path.join(folder, name), "w", encoding="utf-8") as file:
                file.write(text)

    def __call__(self, document):
        path = os.path.join(self.folder, f"s{next(self.number)}.yaml")
        with open(path, "w", encoding="utf-8") as file:
            yaml.dump(document, file, Dumper=getattr(yaml, "CSafeDumper", yaml.SafeDumper), allow_unicode=True)
        return run("check", path, "--format", "json")


def told(result):
    if result.returncode not in (0, 2):
        return f"status {result.returncode}"
    return [(p["path"], p["rule"]) for p in json.loads(result.stdout) if p["severity"] == "error"]


def check_agreement(validator, check):
    right = [(("name",), "t")] + RIGHT_CHANGES
    wrong = [(f"{path} = {'nothing' if value is DELETE else repr(value)[:40]}", changed(path, value))
             for path, value in WRONG_CHANGES] + [(repr(document)[:40], document) for document in WRONG_DOCUMENTS]
    with ThreadPoolExecutor(4) as pool:
        right_results = pool.map(check, [changed(path, value) for path, value in right])
        wrong_results = pool.map(check, [document for _, document in wrong])
        for (path, value), result in zip(right, right_results):
            errors = [error.message for error in validator.iter_errors(changed(path, value))]
            expect(not errors, f"the schema takes {path} = {value!r}: {errors}")
            expect(result.returncode == 0, f"check takes {path} = {value!r}: {told(result)}")
        for (what, document), result in zip(wrong, wrong_results):
            expect(not validator.is_valid(document), f"the schema refuses {what}")
            expect(result.returncode == 2 and told(result), f"check refuses {what}: {told(result)}")


def check_completeness(validator):
    """Every key that the format has is tried above, so that none is left out when one is added."""
    properties = validator.schema["properties"]
    expect(set(properties) == set(RIGHT), "RIGHT has every key of a scenario")
    definitions = validator.schema["$defs"]
    keys = {"site": set(RIGHT["sites"][0]) | set(RIGHT["sites"][1]), "link": set(RIGHT["links"][0]) | set(RIGHT["links"][1]),
            "premises": set(RIGHT["premises"][0])}
    for name, known in keys.items():
        expect(set(definitions[name]["properties"]) == known, f"RIGHT has every key of a {name}")
    changes = {path[-1] for path, _ in WRONG_CHANGES}
    for known in keys.values():
        expect(known <= changes, f"every key is wrong once: {known - changes}")


def main():
    validator = check_schema()
    check_scenarios(validator)
    check_completeness(validator)
    with tempfile.TemporaryDirectory() as folder:
        check_agreement(validator, Checker(folder))
    print(f"{passed} passed, {failed} failed")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
