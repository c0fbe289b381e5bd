"""What `run --output` writes is a data package by the Frictionless specifications (v1), and its tables agree with
result.json.

Called as data_package_test.py PROGRAM SOURCE_DIR. https://specs.frictionlessdata.io: data-package, data-resource,
tabular-data-resource, table-schema.
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

PROGRAM, SOURCE = sys.argv[1:3]
passed = failed = 0

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
NASTY = ["a,b", 'say "hi"', '"', "two\nlines", "cr\rhere", " blanks ", "=1+1", "ünïcödé 😀", "semi;colon|bar", "0042",
         "null", "it's", "tab\there"]


def expect(condition, what):
    global passed, failed
    if condition:
        passed += 1
    else:
        failed += 1
        print(f"FAILED: {what}")


def close(a, b):
    return math.isclose(a, b, rel_tol=1e-9, abs_tol=1e-6)


def read(path):
    with open(path, "rb") as file:
        return file.read()


def check_fields(resource):
    schema = resource["schema"]
    names = [field["name"] for field in schema["fields"]]
    expect(names and len(set(names)) == len(names), "fields have names, each once")
    for field in schema["fields"]:
        expect(isinstance(field["name"], str) and field["name"], "a field has a name")
        expect(field.get("type") in TYPES, f"{field['name']} has a type of the specification")
        expect(isinstance(field.get("description"), str), f"{field['name']} is described")
        needs_unit = field["type"] in ("number", "integer")
        expect(not needs_unit or field.get("unit"), f"{field['name']}, a number, has a unit")
    key = schema["primaryKey"]
    key = [key] if isinstance(key, str) else key
    expect(key and set(key) <= set(names), "the primary key consists of fields")
    return names, key


def check_rows(resource, rows):
    """Rows of a tabular data resource, each as a mapping from field to text."""
    names, key = check_fields(resource)
    types = {field["name"]: field["type"] for field in resource["schema"]["fields"]}
    expect(rows and rows[0] == names, f"the header of {resource['path']} names the fields")
    seen = set()
    records = []
    for number, row in enumerate(rows[1:], start=2):
        where = f"{resource['path']}, record {number}"
        expect(len(row) == len(names), f"{where} has a cell for every field")
        record = dict(zip(names, row))
        for name, text in record.items():
            missing = text == ""
            expect(missing or LEXICAL[types[name]].fullmatch(text), f"{where}: {name} = {text!r} is a {types[name]}")
            if types[name] in ("number", "integer") and not missing:
                expect(math.isfinite(float(text)) and float(text) >= 0, f"{where}: {name} is finite and not negative")
        values = tuple(record[name] for name in key)
        expect(all(values) and values not in seen, f"{where}: the primary key {values} is given and unique")
        seen.add(values)
        records.append(record)
    return records


def check_package(folder, inputs):
    """Returns the records of each table, and the result."""
    package = json.loads(read(os.path.join(folder, "datapackage.json")).decode("utf-8"))
    expect(package["profile"] in ("data-package", "tabular-data-package"), "the package names its profile")
    expect(NAME.fullmatch(package["name"]), "the package's name is made of a-z, 0-9 and . _ - /")
    expect(isinstance(package["title"], str), "the package has a title")
    resources = package["resources"]
    expect(isinstance(resources, list) and resources, "the package has resources")
    names = [resource["name"] for resource in resources]
    expect(len(set(names)) == len(names), "resources have names of their own")
    tables = {}
    result = None
    for resource in resources:
        path = resource["path"]
        expect(NAME.fullmatch(resource["name"]), f"{resource['name']} is a name")
        expect(not os.path.isabs(path) and ".." not in path.split("/") and "://" not in path, f"{path} is relative")
        content = read(os.path.join(folder, path))
        expect(resource["bytes"] == len(content), f"{path} has as many bytes as told")
        expect(resource["hash"] == "sha256:" + hashlib.sha256(content).hexdigest(), f"{path} has the hash that is told")
        expect(resource["encoding"].lower() == "utf-8", f"{path} is UTF-8")
        expect(resource["format"] == path.rsplit(".", 1)[1], f"{path} has its format")
        text = content.decode("utf-8")
        if resource.get("profile") == "tabular-data-resource":
            expect(resource["mediatype"] == "text/csv", f"{path} is CSV")
            tables[resource["name"]] = check_rows(resource, list(csv.reader(io.StringIO(text, newline=""), strict=True)))
        else:
            expect(resource["mediatype"] == "application/json" and "schema" not in resource, f"{path} is JSON")
            result = json.loads(text)
    expect(set(tables) == {"premises", "elements", "final-links"}, "there are three tables")
    expect([entry["name"] for entry in package["inputs"]] == inputs, "the input files are named in order")
    for entry in package["inputs"]:
        content = read(entry["name"])
        expect(entry["bytes"] == len(content), f"{entry['name']} has as many bytes as told")
        expect(entry["sha256"] == hashlib.sha256(content).hexdigest(), f"{entry['name']} has the hash that is told")
    return tables, result


def check_premises(rows, result):
    for row in rows:
        where = f"premises {row['id']!r}"
        obstacles = row["obstacles"].split("|") if row["obstacles"] else []
        expect(row["rung"] in RUNGS, f"{where} stands on a rung")
        expect(set(obstacles) <= OBSTACLES, f"{where}: {obstacles} are obstacles")
        expect((row["rung"] == "served") == (not obstacles), f"{where} is served where nothing is in the way")
        no_route = "no_route" in obstacles
        expect(no_route == (row["best_final_link"] == "") == (row["remedy_cost"] == ""), f"{where}: a route or none")
    for height, entry in enumerate(result["ladder"]):
        standing = [row for row in rows if RUNGS.index(row["rung"]) >= height]
        expect(entry["rung"] == RUNGS[height], "the ladder has its rungs")
        expect(entry["premises"] == len(standing), f"premises on {entry['rung']}")
        expect(entry["homes"] == sum(int(row["homes"]) for row in standing), f"homes on {entry['rung']}")
        expect(close(entry["users"], sum(float(row["users"]) for row in standing)), f"users on {entry['rung']}")


def check_elements(rows, result):
    backbone = result["backbone"]
    expect(backbone["elements"] == len(rows), "every element of the design has a row")
    for row in rows:
        parts = sum(float(row[book]) for book in ("in_use", "dormant", "stranded", "no_demand"))
        expect(close(parts, float(row["value"])), f"the books of {row['id']!r} balance")
        expect(float(row["served_users"]) <= float(row["can_carry_users"]), f"{row['id']!r} serves whom it can carry")
        expect(float(row["idle"]) <= float(row["stranded"]), f"what is idle of {row['id']!r} is stranded")
        expect(row["state"] in STATES, f"{row['id']!r} is part of the design")
        expect(row["tier"] in ("site", "backbone", "feeder", "distribution"), f"{row['id']!r} has a tier")
    for book in ("value", "in_use", "dormant", "stranded", "no_demand", "idle"):
        expect(close(backbone[book], sum(float(row[book]) for row in rows)), f"{book} is the sum over the elements")


def check_final_links(rows, premises, result):
    books = result["final_links"]
    expect(books["built"] + books["missing"] == len(rows), "every final link of the design has a row")
    known = {row["id"] for row in premises}
    expect({row["premises"] for row in rows} <= known, "final links end at premises")
    best = {row["best_final_link"] for row in premises} - {""}
    expect(best <= {row["id"] for row in rows}, "best final links are final links")
    missing = [row for row in rows if row["state"] in ("planned", "under_construction")]
    expect(len(missing) == books["missing"], "missing final links are planned or under construction")
    expect(close(sum(float(row["completion_cost"]) for row in missing), books["completion_cost_of_missing"]),
           "completion cost of the missing final links")
    releases = {row["id"]: float(row["releases"]) for row in rows}
    for entry in result["next_final_links"]:
        expect(close(entry["releases"], releases[entry["link"]]), f"{entry['link']!r} releases the same in both")


def run_into(folder, scenario, inputs):
    run = subprocess.run([PROGRAM, "run", scenario, "--output", folder], capture_output=True, text=True, check=False)
    expect(run.returncode == 0, f"{scenario} is run: {run.stderr}")
    tables, result = check_package(folder, inputs)
    check_premises(tables["premises"], result)
    check_elements(tables["elements"], result)
    check_final_links(tables["final-links"], tables["premises"], result)
    return tables, result


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


def main():
    with tempfile.TemporaryDirectory() as folder:
        for name in ("cable", "fibre", "telephone", "marathon_followed_through"):
            scenario = os.path.join(SOURCE, "scenarios", name + ".yaml")
            run_into(os.path.join(folder, name), scenario, [scenario])
        scenario = nasty_scenario(folder)
        tables, result = run_into(os.path.join(folder, "nasty"), scenario, [scenario])
        expect([row["id"] for row in tables["premises"]] == ["h" + name for name in NASTY], "premises keep their ids")
        expect([row["id"] for row in tables["elements"]] == ["pop"] + NASTY + NASTY, "elements keep their ids")
        expect([row["kind"] for row in tables["elements"]] == ["source"] + NASTY + ["link"] * len(NASTY), "and kinds")
        expect([row["id"] for row in tables["final-links"]] == ["h" + name + "/drop" for name in NASTY],
               "final links keep their ids")
        expect(tables["elements"][0]["value"] == "0.1", "a number is written as it was read")
        expect(result["scenario"]["name"] == 'nasty, "names"', "the scenario keeps its name")
    print(f"{passed} passed, {failed} failed")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
