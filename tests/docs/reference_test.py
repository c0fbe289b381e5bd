"""The documentation covers every key, column and command, and its links are valid.

Called as reference_test.py PROGRAM SOURCE_DIR [unittest options].
"""

import csv
import json
import os
import pathlib
import re
import subprocess
import sys
import tempfile
import unittest

import yaml

import pages

PROGRAM, SOURCE = (pathlib.Path(argument).resolve() for argument in sys.argv[1:3])
FORMAT = "scenarios/README.md"


def printed_by(*arguments):
    return subprocess.run([PROGRAM, *arguments], cwd=SOURCE, capture_output=True, text=True, check=True).stdout


def mappings_of(schema):
    """Every mapping of the schema with fixed keys: its path -> its keys."""
    found = {}

    def visit(node, path, seen):
        if isinstance(node, list):
            for part in node:
                visit(part, path, seen)
            return
        if not isinstance(node, dict):
            return
        reference = node.get("$ref")
        if reference is not None and reference not in seen:
            visit(schema["$defs"][reference.rsplit("/", 1)[1]], path, seen | {reference})
        properties = node.get("properties")
        if isinstance(properties, dict):
            found.setdefault(path, set()).update(properties)
            for key, value in properties.items():
                visit(value, f"{path}.{key}" if path else key, seen)
        for key in ("anyOf", "oneOf", "items", "additionalProperties"):
            visit(node.get(key), path, seen)

    visit({key: value for key, value in schema.items() if key != "if"}, "", frozenset())
    return found


class Format(unittest.TestCase):
    def test_the_page_describes_every_key_of_a_scenario_and_no_other(self):
        mappings = mappings_of(json.loads(printed_by("schema")))
        self.assertGreaterEqual(len(mappings), 15)
        described = pages.first_columns_of(pages.read(SOURCE, FORMAT), "keys")
        for path, keys in described:
            with self.subTest(path):
                self.assertEqual(len(keys), len(set(keys)))
                self.assertEqual(set(keys), mappings.get("" if path == "scenario" else path))
        for path, keys in mappings.items():
            with self.subTest(path):
                self.assertIn(keys, [set(described_keys) for _, described_keys in described])

    def test_the_page_describes_every_column_of_the_results_in_their_order(self):
        with tempfile.TemporaryDirectory() as folder:
            printed_by("run", "scenarios/full_terminal.yaml", "--output", f"{folder}/run", "--quiet")
            printed_by("compare", "scenarios/town_rollout.yaml", "--output", f"{folder}/compare", "--quiet")
            tables = {path.name: path for path in sorted(pathlib.Path(folder).glob("*/*.csv"))}
            printed_by("reliability", "scenarios/storm.yaml", "--output", f"{folder}/failures", "--quiet")
            tables["single_failures.csv"] = pathlib.Path(folder) / "failures/single_failures.csv"
            described = dict(pages.first_columns_of(pages.read(SOURCE, FORMAT), "columns"))
            self.assertEqual(set(described), set(tables))
            for name, path in tables.items():
                with self.subTest(name), open(path, encoding="utf-8", newline="") as file:
                    self.assertEqual(described[name], next(csv.reader(file)))

    def test_the_page_names_every_profile_and_every_teaching_scenario(self):
        text = pages.read(SOURCE, FORMAT)
        for profile in json.loads(printed_by("profiles", "--format", "json"))["profiles"]:
            self.assertIn(f"`{profile['name']}`", text)
        named = set(re.findall(r"^\| `(\w+\.yaml)` \|", text, re.MULTILINE))
        self.assertEqual(named, {path.name for path in (SOURCE / "scenarios").glob("*.yaml")})


class Commands(unittest.TestCase):
    def test_the_readme_names_every_command_and_the_pages_every_flag(self):
        readme = pages.read(SOURCE, "README.md")
        text = readme + pages.read(SOURCE, FORMAT)
        commands = re.findall(r"^  ([a-z]+) {2,}\S", printed_by("--help"), re.MULTILINE)
        self.assertGreaterEqual(len(commands), 10)
        for command in commands:
            with self.subTest(command):
                self.assertIn(f"`lastmile {command}", readme)
                for flag in re.findall(r"--[a-z][a-z-]*", printed_by(command, "--help")):
                    self.assertTrue(flag == "--help" or flag in text, f"{command} {flag}")


class Structure(unittest.TestCase):
    """The table of rooms. With LASTMILE_RENEW_GOLDEN=1 it is written anew; only the descriptions are kept."""

    PAGE = "tools/README.md"

    def rooms(self):
        text = pages.read(SOURCE, "tests/house/house_test.cpp")
        rooms = re.findall(r'\{"([\w/]+)",\s*\{((?:"[\w/]+"|[,\s])*)\}\}', text)
        self.assertGreaterEqual(len(rooms), 30)
        return [(name, re.findall(r'"([^"]+)"', known)) for name, known in rooms]

    def renew(self):
        lines = pages.read(SOURCE, self.PAGE).split("\n")
        first = lines.index("<!-- rooms -->") + 3
        last = next(index for index in range(first, len(lines)) if not lines[index].startswith("|"))
        described = {line.split("|")[1].strip(): line.split("|")[2] for line in lines[first:last]}
        lines[first:last] = [f"| `{name}` |{described.get(f'`{name}`', ' ')}| {', '.join(f'`{k}`' for k in known)} |"
                             for name, known in self.rooms()]
        (SOURCE / self.PAGE).write_text("\n".join(lines), encoding="utf-8")

    def test_the_page_lists_every_room_with_what_it_may_include_in_their_order(self):
        if os.environ.get("LASTMILE_RENEW_GOLDEN") == "1":
            self.renew()
        text = pages.read(SOURCE, self.PAGE)
        described = [rows for _, rows in pages.tables_of(text, "rooms")]
        self.assertEqual(len(described), 1)
        self.assertEqual([(row[0][0], row[2]) for row in described[0]], self.rooms())
        self.assertEqual(re.findall(r"^\| `[\w/]+` \| +\|", text, re.MULTILINE), [], "these rooms have no description")


class Pages(unittest.TestCase):
    def test_every_link_points_to_an_existing_file_and_heading(self):
        count = 0
        for page in pages.PAGES:
            for line, target in pages.links_of(pages.read(SOURCE, page)):
                if target.startswith("https://"):
                    continue
                count += 1
                name, _, anchor = target.partition("#")
                file = (SOURCE / page).parent / name if name else SOURCE / page
                self.assertTrue(file.exists(), f"{page}:{line}: there is no {target}")
                if anchor:
                    self.assertIn(anchor, pages.anchors_of(file.read_text(encoding="utf-8")), f"{page}:{line}")
        self.assertGreaterEqual(count, 10)

    def test_the_readme_has_at_most_250_lines(self):
        self.assertLessEqual(pages.read(SOURCE, "README.md").count("\n"), 250)

    def test_the_citation_names_the_version_that_the_program_has(self):
        citation = yaml.safe_load(pages.read(SOURCE, "CITATION.cff"))
        self.assertEqual(citation["cff-version"], "1.2.0")
        for key in ("message", "title", "authors", "license"):
            self.assertTrue(citation[key], key)
        self.assertEqual(str(citation["version"]), printed_by("--version").split()[1])


if __name__ == "__main__":
    unittest.main(argv=[sys.argv[0], *sys.argv[3:]])
