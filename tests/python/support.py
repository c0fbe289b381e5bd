"""What the tests of the Python package share. The environment names the program and the sources."""

import json
import os
import subprocess
import tempfile
import unittest
from pathlib import Path

import numpy as np
import pandas as pd

SOURCE = Path(os.environ["LASTMILE_SOURCE"])
PROGRAM = os.environ["LASTMILE_PROGRAM"]
SCENARIOS = sorted((SOURCE / "scenarios").glob("*.yaml"))


def command(*arguments):
    """What the program prints."""
    line = [PROGRAM, *map(str, arguments), "--quiet"]
    done = subprocess.run(line, capture_output=True, text=True, check=False)
    if done.returncode != 0:
        raise AssertionError(f"{' '.join(line)}: {done.stderr}")
    return done.stdout


def tables_of(*arguments):
    """The tables that the program writes with --output, by name, with every number to the last bit."""
    with tempfile.TemporaryDirectory() as folder:
        command(*arguments, "--output", Path(folder) / "out")
        read = {"float_precision": "round_trip", "keep_default_na": False, "na_values": [""], "low_memory": False}
        texts = {"id": str, "premises": str, "element": str, "name": str, "area": str, "best_final_link": str}
        return {
            path.stem: pd.read_csv(path, dtype=texts, **read) for path in (Path(folder) / "out").glob("*.csv")
        }


class Frames(unittest.TestCase):
    def assert_same_frame(self, frame, table):
        """The same columns in the same order, and the same cells; nothing and an empty text are the same."""
        self.assertEqual(list(frame.columns), list(table.columns))
        self.assertEqual(len(frame), len(table))
        for column in frame.columns:
            ours, theirs = frame[column], table[column]
            if pd.api.types.is_numeric_dtype(ours):
                same = np.array_equal(ours.to_numpy(float), theirs.to_numpy(float), equal_nan=True)
                self.assertTrue(same, f"column {column}: {ours.tolist()} is not {theirs.tolist()}")
            else:
                texts = [[None if pd.isna(x) else str(x) for x in cells] for cells in (ours, theirs)]
                self.assertEqual(texts[0], texts[1], f"column {column}")


def figures(result):
    """What a result says, without where its scenario came from."""
    left_out = ("scenario", "parameters")
    return {key: value for key, value in json.loads(json.dumps(result.json)).items() if key not in left_out}
