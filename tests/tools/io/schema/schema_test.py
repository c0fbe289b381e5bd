"""The JSON Schema of scenario files and `lastmile check` agree: both accept and refuse the same input.

Called as schema_test.py PROGRAM SOURCE_DIR [options of unittest].
"""

import glob
import itertools
import json
import os
import subprocess
import sys
import tempfile
import unittest
from concurrent.futures import ThreadPoolExecutor

import yaml
from jsonschema import Draft202012Validator

from schema_cases import DELETE, EQUIPMENT, RIGHT, RIGHT_CHANGES, TABLES, WRONG_CHANGES, WRONG_DOCUMENTS, changed

PROGRAM = SOURCE = None


def run(*arguments):
    return subprocess.run([PROGRAM, *arguments], capture_output=True, text=True, check=False)


def load(*path):
    with open(os.path.join(SOURCE, *path), encoding="utf-8") as file:
        return yaml.safe_load(file)


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


def errors_of(result):
    if result.returncode not in (0, 2):
        return f"status {result.returncode}"
    return [(p["path"], p["rule"]) for p in json.loads(result.stdout) if p["severity"] == "error"]


class SchemaTest(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.printed = run("schema")
        cls.schema = json.loads(cls.printed.stdout)
        cls.validator = Draft202012Validator(cls.schema)

    def check_all(self, documents):
        """What `check` says about each document, several at once."""
        with tempfile.TemporaryDirectory() as folder, ThreadPoolExecutor(4) as pool:
            return list(pool.map(Checker(folder), documents))

    def test_the_schema_is_printed_and_conforms_to_its_draft(self):
        self.assertEqual(self.printed.returncode, 0)
        self.assertEqual(self.printed.stderr, "")
        self.assertEqual(self.schema["$schema"], "https://json-schema.org/draft/2020-12/schema")
        Draft202012Validator.check_schema(self.schema)

    def test_the_schema_accepts_every_scenario_of_the_project(self):
        paths = sorted(glob.glob(os.path.join(SOURCE, "scenarios", "*.yaml")))
        self.assertGreaterEqual(len(paths), 12)
        for path in paths:
            with self.subTest(path=path):
                self.assertEqual([error.message for error in self.validator.iter_errors(load(path))], [])

    def test_the_schema_accepts_the_equipment_file_of_the_project(self):
        equipment = Draft202012Validator({"$ref": "#/$defs/equipment", "$defs": self.schema["$defs"]})
        errors = [error.message for error in equipment.iter_errors(load("models", "access", "equipment.yaml"))]
        self.assertEqual(errors, [])

    def test_both_accept_valid_scenarios(self):
        cases = [(("name",), "t")] + RIGHT_CHANGES
        results = self.check_all([changed(path, value) for path, value in cases])
        for (path, value), result in zip(cases, results):
            with self.subTest(path=path, value=value):
                errors = [error.message for error in self.validator.iter_errors(changed(path, value))]
                self.assertEqual(errors, [])
                self.assertEqual(result.returncode, 0, errors_of(result))

    def test_both_refuse_invalid_scenarios(self):
        cases = [(f"{path} = {'nothing' if value is DELETE else repr(value)[:40]}", changed(path, value))
                 for path, value in WRONG_CHANGES]
        cases += [(repr(document)[:40], document) for document in WRONG_DOCUMENTS]
        results = self.check_all([document for _, document in cases])
        for (what, document), result in zip(cases, results):
            with self.subTest(what=what):
                self.assertFalse(self.validator.is_valid(document))
                self.assertEqual(result.returncode, 2)
                self.assertTrue(errors_of(result))


class CompletenessTest(unittest.TestCase):
    """Every key that the format has is tried above, so that none is left out when one is added."""

    @classmethod
    def setUpClass(cls):
        cls.schema = json.loads(run("schema").stdout)
        cls.wrong_keys = {path[-1] for path, _ in WRONG_CHANGES}

    def compare(self, properties, examples):
        """Each key is right in one of the examples, and wrong once."""
        known = {key for example in examples for key in example}
        self.assertEqual(set(properties), known)
        self.assertLessEqual(known, self.wrong_keys)

    def test_every_key_of_a_scenario_is_tested(self):
        self.assertEqual(set(self.schema["properties"]), set(RIGHT))

    def test_every_key_of_an_element_is_tested(self):
        definitions = self.schema["$defs"]
        self.compare(definitions["site"]["properties"], RIGHT["sites"])
        self.compare(definitions["link"]["properties"], RIGHT["links"][:1] + [{"late_cost": 0}])
        self.compare(definitions["premises"]["properties"], RIGHT["premises"])

    def test_every_key_of_the_equipment_is_tested(self):
        def items(schema):
            return schema["anyOf"][0]["items"]["properties"]

        media = items(self.schema["$defs"]["equipment"]["properties"]["media"])
        technologies = items(self.schema["$defs"]["equipment"]["properties"]["technologies"])
        self.compare(media, EQUIPMENT["media"])
        self.assertEqual(set(technologies), {key for entry in EQUIPMENT["technologies"] for key in entry})
        for part in ("optical", "voice", "radio"):
            with self.subTest(part=part):
                examples = [entry[part] for entry in EQUIPMENT["technologies"] if part in entry]
                self.compare(technologies[part]["anyOf"][0]["properties"], examples)


if __name__ == "__main__":
    PROGRAM, SOURCE = sys.argv[1:3]
    unittest.main(argv=sys.argv[:1] + sys.argv[3:])
