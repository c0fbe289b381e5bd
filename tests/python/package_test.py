"""The types of the package, and the notebooks."""

import os
import subprocess
import sys
import tempfile
import unittest

from support import SOURCE


class Package(unittest.TestCase):
    def assert_runs(self, command, **given):
        done = subprocess.run(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, check=False, **given)
        self.assertEqual(done.returncode, 0, done.stdout)
        return done.stdout

    def test_types_are_right(self):
        with tempfile.TemporaryDirectory() as cache:
            self.assert_runs(
                [sys.executable, "-m", "mypy", "--config-file", "pyproject.toml", "--cache-dir", cache, "lastmile"],
                cwd=SOURCE / "tools" / "python",
            )

    def test_notebooks_run(self):
        notebooks = sorted((SOURCE / "scenarios" / "notebooks").glob("*.py"))
        self.assertEqual(len(notebooks), 3)
        for path in notebooks:
            with self.subTest(path.name), tempfile.TemporaryDirectory() as folder:
                text = path.read_text(encoding="utf-8")
                self.assertTrue(text.startswith("# %% [markdown]\n"))
                self.assertGreater(text.count("\n# %%\n"), 3)
                self.assertTrue(self.assert_runs([sys.executable, path], cwd=folder, env=dict(os.environ)))


if __name__ == "__main__":
    unittest.main()
