"""What commands write with --output is a data package by the Frictionless specifications (v1), and its tables agree with
result.json.

Called as data_package_test.py PROGRAM SOURCE_DIR [options of unittest].
https://specs.frictionlessdata.io: data-package, data-resource, tabular-data-resource, table-schema.
"""

import csv
import hashlib
import io
import json
import math
import os
import re
import subprocess
import sys
import tempfile
import unittest

PROGRAM = SOURCE = None

NAME = re.compile(r"[-a-z0-9._/]+")
TYPES = {"string", "number", "integer", "boolean", "object", "array", "date", "time", "datetime", "year", "yearmonth",
         "duration", "geopoint", "geojson", "any"}
LEXICAL = {
    "string": re.compile(r".*", re.DOTALL),
    "integer": re.compile(r"[+-]?[0-9]+"),
    "number": re.compile(r"[+-]?([0-9]+(\.[0-9]*)?|\.[0-9]+)([eE][+-]?[0-9]+)?"),
}
RUNGS = ["located", "passed", "connected", "qualified", "served"]
OBSTACLES = {"no_route", "upstream_missing", "upstream_inactive", "upstream_failed", "final_link_missing",
             "final_link_inactive", "final_link_failed", "not_subscribed"}
STATES = {"operational", "failed", "inactive", "under_construction", "planned"}

# Ids that a careless writer or reader of tables would break.
NASTY = ["a,b", 'say "hi"', '"', " blanks ", "=1+1", "ünïcödé 😀", "semi;colon|bar", "0042",
         "null", "it's"]


def close(a, b):
    return math.isclose(a, b, rel_tol=1e-9, abs_tol=1e-6)


def read(path):
    with open(path, "rb") as file:
        return file.read()


def nasty_scenario(folder):
    """Every nasty id as a site, as a premises and as a link."""
    def quoted(text):
        return json.dumps(text, ensure_ascii=False)  # a YAML double-quoted scalar, too
    lines = ["lastmile: 1", 'name: "nasty, \\"names\\""', "sites:", "  - {id: pop, kind: source, cost: 0.1}"]
    lines += [f"  - {{id: {quoted(name)}, kind: {quoted(name)}, cost: 7.3}}" for name in NASTY]
    lines += ["links:"]
    lines += [f"  - {{id: {quoted(name)}, from: pop, to: {quoted(name)}, tier: feeder, cost: 1e-7}}" for name in NASTY]
    lines += ["premises:"]
    lines += [f"  - {{id: {quoted('h' + name)}, users: 0.3, drop: {{from: {quoted(name)}, state: planned, cost: 3}}}}"
              for name in NASTY]
    path = os.path.join(folder, "nasty.yaml")
    with open(path, "w", encoding="utf-8") as file:
        file.write("\n".join(lines) + "\n")
    return path


class DataPackageTest(unittest.TestCase):
    def check_fields(self, resource):
        schema = resource["schema"]
        names = [field["name"] for field in schema["fields"]]
        self.assertTrue(names and len(set(names)) == len(names), "fields have names, each once")
        for field in schema["fields"]:
            self.assertTrue(isinstance(field["name"], str) and field["name"], "a field has a name")
            self.assertTrue(field.get("type") in TYPES, f"{field['name']} has a type of the specification")
            self.assertTrue(isinstance(field.get("description"), str), f"{field['name']} is described")
            needs_unit = field["type"] in ("number", "integer")
            self.assertTrue(not needs_unit or field.get("unit"), f"{field['name']}, a number, has a unit")
        key = schema.get("primaryKey", [])
        key = [key] if isinstance(key, str) else key
        self.assertTrue(set(key) <= set(names), "the primary key consists of fields")
        self.assertTrue(key or resource["name"] == "totals", f"{resource['name']} has a primary key")
        return names, key

    def check_rows(self, resource, rows):
        """Rows of a tabular data resource, each as a mapping from field to text."""
        names, key = self.check_fields(resource)
        types = {field["name"]: field["type"] for field in resource["schema"]["fields"]}
        self.assertTrue(rows and rows[0] == names, f"the header of {resource['path']} names the fields")
        seen = set()
        records = []
        for number, row in enumerate(rows[1:], start=2):
            where = f"{resource['path']}, record {number}"
            self.assertEqual(len(row), len(names), f"{where} has a cell for every field")
            record = dict(zip(names, row))
            for name, text in record.items():
                missing = text == ""
                self.assertTrue(missing or LEXICAL[types[name]].fullmatch(text),
                                f"{where}: {name} = {text!r} is a {types[name]}")
                if types[name] in ("number", "integer") and not missing:
                    self.assertTrue(math.isfinite(float(text)) and float(text) >= 0,
                                    f"{where}: {name} is finite and not negative")
            values = tuple(record[name] for name in key)
            self.assertTrue(not key or (all(values) and values not in seen),
                            f"{where}: the primary key {values} is given and unique")
            seen.add(values)
            records.append(record)
        return records

    def check_package(self, folder, inputs, more=()):
        """Returns the records of each table, and the result."""
        package = json.loads(read(os.path.join(folder, "datapackage.json")).decode("utf-8"))
        self.assertTrue(package["profile"] in ("data-package", "tabular-data-package"), "the package names its profile")
        self.assertTrue(NAME.fullmatch(package["name"]), "the package's name is made of a-z, 0-9 and . _ - /")
        self.assertTrue(isinstance(package["title"], str), "the package has a title")
        resources = package["resources"]
        self.assertTrue(isinstance(resources, list) and resources, "the package has resources")
        names = [resource["name"] for resource in resources]
        self.assertEqual(len(set(names)), len(names), "resources have names of their own")
        tables = {}
        result = None
        for resource in resources:
            path = resource["path"]
            self.assertTrue(NAME.fullmatch(resource["name"]), f"{resource['name']} is a name")
            self.assertTrue(not os.path.isabs(path) and ".." not in path.split("/") and "://" not in path,
                            f"{path} is relative")
            content = read(os.path.join(folder, path))
            self.assertEqual(resource["bytes"], len(content), f"{path} has the stated number of bytes")
            self.assertEqual(resource["hash"], "sha256:" + hashlib.sha256(content).hexdigest(),
                             f"{path} has the stated hash")
            self.assertEqual(resource["encoding"].lower(), "utf-8", f"{path} is UTF-8")
            self.assertEqual(resource["format"], path.rsplit(".", 1)[1], f"{path} has its format")
            text = content.decode("utf-8")
            if resource.get("profile") == "tabular-data-resource":
                self.assertEqual(resource["mediatype"], "text/csv", f"{path} is CSV")
                rows = list(csv.reader(io.StringIO(text, newline=""), strict=True))
                tables[resource["name"]] = self.check_rows(resource, rows)
            else:
                self.assertTrue(resource["mediatype"] == "application/json" and "schema" not in resource,
                                f"{path} is JSON")
                result = json.loads(text)
        self.assertEqual(set(tables), {"premises", "elements", "final-links", "totals", *more}, "no table is missing")
        self.assertEqual([entry["name"] for entry in package["inputs"]], inputs, "the input files are named in order")
        for entry in package["inputs"]:
            content = read(entry["name"])
            self.assertEqual(entry["bytes"], len(content), f"{entry['name']} has the stated number of bytes")
            self.assertEqual(entry["sha256"], hashlib.sha256(content).hexdigest(),
                             f"{entry['name']} has the stated hash")
        return tables, result

    def check_premises(self, rows, result):
        for row in rows:
            where = f"premises {row['id']!r}"
            obstacles = row["obstacles"].split("|") if row["obstacles"] else []
            self.assertTrue(row["rung"] in RUNGS, f"{where} stands on a rung")
            self.assertTrue(set(obstacles) <= OBSTACLES, f"{where}: {obstacles} are obstacles")
            self.assertTrue((row["rung"] == "served") == (not obstacles),
                            f"{where} is served where nothing is in the way")
            no_route = "no_route" in obstacles
            self.assertTrue(no_route == (row["best_final_link"] == "") == (row["remedy_cost"] == ""),
                            f"{where}: a route or none")
        for height, entry in enumerate(result["ladder"]):
            standing = [row for row in rows if RUNGS.index(row["rung"]) >= height]
            self.assertEqual(entry["rung"], RUNGS[height], "the ladder has its rungs")
            self.assertEqual(entry["premises"], len(standing), f"premises on {entry['rung']}")
            self.assertEqual(entry["homes"], sum(int(row["homes"]) for row in standing), f"homes on {entry['rung']}")
            self.assertTrue(close(entry["users"], sum(float(row["users"]) for row in standing)),
                            f"users on {entry['rung']}")

    def check_elements(self, rows, result):
        backbone = result["backbone"]
        self.assertEqual(backbone["elements"], len(rows), "every element of the design has a row")
        for row in rows:
            parts = sum(float(row[book]) for book in ("in_use", "dormant", "stranded", "no_demand"))
            self.assertTrue(close(parts, float(row["value"])), f"the books of {row['id']!r} balance")
            self.assertTrue(float(row["served_users"]) <= float(row["can_carry_users"]),
                            f"{row['id']!r} serves whom it can carry")
            self.assertTrue(float(row["idle"]) <= float(row["stranded"]), f"what is idle of {row['id']!r} is stranded")
            self.assertTrue(row["state"] in STATES, f"{row['id']!r} is part of the design")
            self.assertTrue(row["tier"] in ("site", "backbone", "feeder", "distribution"), f"{row['id']!r} has a tier")
        for book in ("value", "in_use", "dormant", "stranded", "no_demand", "idle"):
            self.assertTrue(close(backbone[book], sum(float(row[book]) for row in rows)),
                            f"{book} is the sum over the elements")

    def check_final_links(self, rows, premises, result):
        books = result["final_links"]
        self.assertEqual(books["built"] + books["missing"], len(rows), "every final link of the design has a row")
        known = {row["id"] for row in premises}
        self.assertTrue({row["premises"] for row in rows} <= known, "final links end at premises")
        best = {row["best_final_link"] for row in premises} - {""}
        self.assertTrue(best <= {row["id"] for row in rows}, "best final links are final links")
        missing = [row for row in rows if row["state"] in ("planned", "under_construction")]
        self.assertEqual(len(missing), books["missing"], "missing final links are planned or under construction")
        self.assertTrue(close(sum(float(row["completion_cost"]) for row in missing), books["completion_cost_of_missing"]),
                        "completion cost of the missing final links")
        releases = {row["id"]: float(row["releases"]) for row in rows}
        for entry in result["next_final_links"]:
            self.assertTrue(close(entry["releases"], releases[entry["link"]]),
                            f"{entry['link']!r} releases the same in both")

    def run_into(self, folder, scenario, inputs):
        run = subprocess.run([PROGRAM, "run", scenario, "--output", folder], capture_output=True, text=True, check=False)
        self.assertEqual(run.returncode, 0, f"{scenario} is run: {run.stderr}")
        tables, result = self.check_package(folder, inputs)
        self.check_premises(tables["premises"], result)
        self.check_elements(tables["elements"], result)
        self.check_final_links(tables["final-links"], tables["premises"], result)
        return tables, result

    def test_packages_of_scenarios_follow_the_specifications(self):
        for name in ("cable", "fibre", "telephone", "marathon_followed_through"):
            scenario = os.path.join(SOURCE, "scenarios", name + ".yaml")
            with self.subTest(scenario=name), tempfile.TemporaryDirectory() as folder:
                self.run_into(os.path.join(folder, name), scenario, [scenario])

    def test_package_of_a_plan_agrees_with_the_plan(self):
        scenario = os.path.join(SOURCE, "scenarios", "town_rollout.yaml")
        with tempfile.TemporaryDirectory() as folder:
            run = subprocess.run([PROGRAM, "plan", scenario, "--budget", "150000", "--frontier", "5", "--by", "area",
                                  "--output", folder], capture_output=True, text=True, check=False)
            self.assertEqual(run.returncode, 0, run.stderr)
            tables, plan = self.check_package(folder, [scenario], ("works", "frontier", "areas"))
        works = tables["works"]
        self.assertEqual({row["element"] for row in works}, {entry["element"] for entry in plan["elements"]})
        spent = 0
        for place, row in enumerate(works, start=1):
            spent += float(row["completion_cost"])
            self.assertEqual(row["place"], str(place))
            self.assertTrue(close(float(row["running_cost"]), spent), f"works up to {row['element']!r} are added up")
        self.assertTrue(close(spent, plan["cost"]))
        self.assertEqual(float(works[-1]["running_homes"]), plan["served"]["after"]["homes"])
        states = {row["id"]: row["state"] for row in tables["elements"] + tables["final-links"]}
        self.assertEqual({states[row["element"]] for row in works}, {"operational"}, "works are carried out")
        served = [row for row in tables["premises"] if row["rung"] == "served"]
        self.assertEqual(sum(int(row["homes"]) for row in served), plan["served"]["after"]["homes"])
        self.assertEqual(sum(int(row["served_homes"]) for row in tables["areas"]), plan["served"]["after"]["homes"])
        self.assertEqual([[float(row[name]) for name in ("budget", "served", "bound", "gap", "cost")]
                          for row in tables["frontier"]],
                         [[point[name] for name in ("budget", "objective", "bound", "gap", "cost")]
                          for point in plan["frontier"]])

    def test_package_of_reliability_follows_the_specifications(self):
        scenario = os.path.join(SOURCE, "scenarios", "storm.yaml")
        with tempfile.TemporaryDirectory() as folder:
            run = subprocess.run([PROGRAM, "reliability", scenario, "--by", "area", "--output", folder],
                                 capture_output=True, text=True, check=False)
            self.assertEqual(run.returncode, 0, run.stderr)
            tables, result = self.check_package(folder, [scenario], ("single-failures", "areas"))
        for people in ("homes", "users"):
            expected = sum(float(row[people]) * float(row["availability"])
                           for row in tables["premises"] if row["rung"] == "served")
            self.assertTrue(close(result["expected_served"][people], expected), f"expected {people}")
        cut_off = {row["element"]: float(row["users_cut_off"]) for row in tables["single-failures"]}
        self.assertTrue(cut_off and result["single_failures"])
        for entry in result["single_failures"]:
            self.assertEqual(entry["users_cut_off"], cut_off[entry["element"]], f"whom {entry['element']!r} cuts off")

    def test_unusual_ids_are_written_unchanged(self):
        with tempfile.TemporaryDirectory() as folder:
            scenario = nasty_scenario(folder)
            tables, result = self.run_into(os.path.join(folder, "nasty"), scenario, [scenario])
        self.assertEqual([row["id"] for row in tables["premises"]], ["h" + name for name in NASTY])
        self.assertEqual([row["id"] for row in tables["elements"]], ["pop"] + NASTY + NASTY)
        self.assertEqual([row["kind"] for row in tables["elements"]], ["source"] + NASTY + ["link"] * len(NASTY))
        self.assertEqual([row["id"] for row in tables["final-links"]], ["h" + name + "/drop" for name in NASTY])
        self.assertEqual(tables["elements"][0]["value"], "0.1", "a number is written as it was read")
        self.assertEqual(result["scenario"]["name"], 'nasty, "names"')


    def test_tables_for_spreadsheets_hold_the_same_figures_in_the_dialect_that_the_package_describes(self):
        scenario = os.path.join(SOURCE, "scenarios", "fibre.yaml")
        with tempfile.TemporaryDirectory() as folder:
            plain, _ = self.run_into(os.path.join(folder, "plain"), scenario, [scenario])
            for locale, mark in (("de_DE.UTF-8", ","), ("C", ".")):
                sheets = os.path.join(folder, locale)
                environment = dict(os.environ, LC_ALL=locale)
                run = subprocess.run([PROGRAM, "run", scenario, "--output", sheets, "--csv-for-spreadsheets"],
                                     capture_output=True, text=True, check=False, env=environment)
                self.assertEqual(run.returncode, 0, run.stderr)
                package = json.loads(read(os.path.join(sheets, "datapackage.json")).decode("utf-8"))
                found = set()
                for resource in package["resources"]:
                    if resource.get("profile") != "tabular-data-resource":
                        continue
                    found.add(resource["name"])
                    content = read(os.path.join(sheets, resource["path"]))
                    self.assertTrue(content.startswith(b"\xef\xbb\xbf"), "the table has a byte-order mark")
                    self.assertEqual(resource["bytes"], len(content))
                    self.assertEqual(resource["hash"], "sha256:" + hashlib.sha256(content).hexdigest())
                    self.assertEqual(resource["dialect"]["delimiter"], ";")
                    marks = {field["name"]: field.get("decimalChar", ".") for field in resource["schema"]["fields"]}
                    numbers = [field["name"] for field in resource["schema"]["fields"] if field["type"] == "number"]
                    self.assertTrue(all(marks[name] == mark for name in numbers), "numbers have the decimal mark")
                    rows = list(csv.reader(io.StringIO(content.decode("utf-8-sig"), newline=""), delimiter=";",
                                           strict=True))
                    records = [{name: cell.replace(marks[name], ".") if name in numbers else cell
                                for name, cell in zip(rows[0], row)} for row in rows[1:]]
                    self.assertEqual(records, plain[resource["name"]], f"{resource['path']} holds the same")
                self.assertEqual(found, set(plain))
                self.assertEqual("," in read(os.path.join(sheets, "elements.csv")).decode("utf-8"), mark == ",")

    def test_spreadsheet_tables_need_a_folder(self):
        scenario = os.path.join(SOURCE, "scenarios", "fibre.yaml")
        run = subprocess.run([PROGRAM, "run", scenario, "--csv-for-spreadsheets"], capture_output=True, text=True,
                             check=False)
        self.assertEqual(run.returncode, 2)
        self.assertIn("--csv-for-spreadsheets needs --output", run.stderr)


if __name__ == "__main__":
    PROGRAM, SOURCE = sys.argv[1:3]
    unittest.main(argv=sys.argv[:1] + sys.argv[3:])
