"""Every code block of the documentation works as printed.

Called as snippets_test.py PROGRAM SOURCE_DIR [unittest options]. Each page has its own copy of the project, with the
program on PATH as `lastmile`; its blocks run there from top to bottom. With LASTMILE_RENEW_GOLDEN=1 the outputs that
the pages show are written anew.
"""

import collections
import difflib
import os
import pathlib
import shutil
import subprocess
import sys
import tempfile
import unittest

import pages

PROGRAM, SOURCE = (pathlib.Path(argument).resolve() for argument in sys.argv[1:3])
RENEW = os.environ.get("LASTMILE_RENEW_GOLDEN") == "1"
NOT_COPIED = shutil.ignore_patterns(".git", "build", "node_modules", "__pycache__")
done = collections.Counter()
not_run = []


class Page(unittest.TestCase):
    """The blocks of one page. A subclass has a page, and a test for each of its blocks."""

    page = ""
    blocks = []

    @classmethod
    def setUpClass(cls):
        folder = tempfile.TemporaryDirectory()
        cls.addClassCleanup(folder.cleanup)
        home = pathlib.Path(folder.name)
        cls.folder = home / "lastmile"
        shutil.copytree(SOURCE, cls.folder, ignore=NOT_COPIED, symlinks=True)
        (cls.folder / "build").mkdir()
        (cls.folder / "build" / "release").symlink_to(PROGRAM.parent)
        cls.environment = {**os.environ, "HOME": str(home), "COLUMNS": "80", "LC_ALL": "C.UTF-8",
                           "PYTHONPATH": str(PROGRAM.parent / "python"), "PYTHONDONTWRITEBYTECODE": "1",
                           "LASTMILE_REAL_DATA": os.environ.get("LASTMILE_REAL_DATA") or str(SOURCE.parent / "shared/data"),
                           # mpirun as root and on few cores
                           "OMPI_ALLOW_RUN_AS_ROOT": "1", "OMPI_ALLOW_RUN_AS_ROOT_CONFIRM": "1",
                           "OMPI_MCA_rmaps_base_oversubscribe": "1", "OMPI_MCA_btl_vader_single_copy_mechanism": "none",
                           "PATH": f"{PROGRAM.parent}:{pathlib.Path(sys.executable).parent}:{os.environ['PATH']}"}
        cls.renewed = {}
        for block in cls.blocks:
            if block.kind == "file":
                path = cls.folder / block.argument
                path.parent.mkdir(parents=True, exist_ok=True)
                path.write_text(block.text, encoding="utf-8")

    @classmethod
    def tearDownClass(cls):
        if not cls.renewed:
            return
        lines = pages.read(SOURCE, cls.page).split("\n")
        for block in reversed(cls.blocks):
            if block.line in cls.renewed:
                end = block.line + block.text.count("\n")
                lines[block.line:end] = cls.renewed[block.line].rstrip("\n").split("\n")
        (SOURCE / cls.page).write_text("\n".join(lines), encoding="utf-8")

    def shell(self, block, commands):
        run = subprocess.run(["bash", "-euo", "pipefail", "-c", commands], cwd=self.folder, env=self.environment,
                             stdin=subprocess.DEVNULL, capture_output=True, text=True, timeout=300, check=False)
        self.assertEqual(run.returncode, 0, f"{block.place}: status {run.returncode}\n{run.stdout}{run.stderr}")
        return run.stdout

    def commands(self, block):
        self.shell(block, block.text)

    def inline_command(self, block):
        is_name = len(block.text.split()) == 2  # of a command, which has to exist
        self.shell(block, block.text + " --help" if is_name else block.text)

    def build_commands(self, block):
        """They would build what is being tested, so only what they call is looked at."""
        for line in block.text.splitlines():
            words = [word for word in line.split("#")[0].split() if "=" not in word]
            if not words:
                continue
            self.shell(block, f"bash -n <<'END'\n{line}\nEND")
            called = self.folder / words[0] if "/" in words[0] else shutil.which(words[0])
            self.assertTrue(called and os.access(called, os.X_OK), f"{block.place}: there is no {words[0]}")

    def optional_commands(self, block):
        def is_there(name):
            found = f"command -v {name} || python3 -c 'import {name}' || test -e \"$LASTMILE_REAL_DATA/{name}\""
            return subprocess.run(["bash", "-c", found], env=self.environment, capture_output=True,
                                  check=False).returncode == 0

        if all(is_there(name.strip()) for name in block.argument.split(",")):
            self.shell(block, block.text)
        else:
            not_run.append(f"{block.place} (needs {block.argument})")
            self.shell(block, f"bash -n <<'END'\n{block.text}END")

    def file(self, block):
        """A scenario is right by itself; any other file has to be used by name in another block of the page."""
        if block.language == "yaml" and block.text.startswith("lastmile:"):
            self.shell(block, f"lastmile check {block.argument}")
            return
        users = [other for other in self.blocks if other is not block and block.argument in other.text]
        self.assertTrue(users, f"{block.place}: no block of the page uses {block.argument}")

    def fragment(self, block):
        name = f"fragment_{block.line}.yaml"
        whole = f"lastmile: 1\nextends: {block.argument}\n{block.text}"
        (self.folder / name).write_text(whole, encoding="utf-8")
        self.shell(block, f"lastmile check {name}")

    def output(self, block):
        self.compare(block, self.shell(block, block.argument).rstrip() + "\n")

    def copy_of(self, block):
        self.compare(block, pages.read(SOURCE, block.argument))

    def compare(self, block, there):
        if RENEW and there != block.text:
            self.renewed[block.line] = there
            return
        difference = "".join(difflib.unified_diff(block.text.splitlines(True), there.splitlines(True),
                                                  f"{block.page}, line {block.line}", block.argument))
        self.assertEqual(block.text, there, f"{block.place} is out of date. If the change is meant, run this test "
                         f"with LASTMILE_RENEW_GOLDEN=1.\n{difference}")


def test_of(block):
    def test(self):
        self.assertIsNotNone(block.kind, f"{block.place}: nothing says what this block is ({block.language} "
                             f"{block.marker}); see tests/docs/pages.py for the markers")
        getattr(self, block.kind.replace(" ", "_"))(block)
        done[block.kind] += 1
    return test


def load_tests(loader, _tests, _pattern):
    suite = unittest.TestSuite()
    for page in pages.PAGES:
        blocks = pages.blocks_of(page, pages.read(SOURCE, page))
        tests = {f"test_{index:03}_line_{block.line}": test_of(block) for index, block in enumerate(blocks)}
        of_page = type(page.replace("/", "_").replace(".", "_"), (Page,), {"page": page, "blocks": blocks, **tests})
        suite.addTests(loader.loadTestsFromTestCase(of_page))
    suite.addTest(loader.loadTestsFromTestCase(EveryBlock))
    return suite


class EveryBlock(unittest.TestCase):
    """Runs last."""

    def test_no_block_is_left_out(self):
        there = sum(len(pages.blocks_of(page, pages.read(SOURCE, page))) for page in pages.PAGES)
        print("\n" + ", ".join(f"{count} {kind}" for kind, count in sorted(done.items())))
        for place in not_run:
            print(f"read and not run: {place}")
        self.assertGreaterEqual(there, 30)
        self.assertEqual(sum(done.values()), there)

    def test_a_block_without_a_known_marker_has_no_kind(self):
        for text in ("```\nrun\n```", "```yaml\na: 1\n```", "```rust\n```", "<!-- build -->\n```yaml\n```",
                     "<!-- build -->\n\n```sh\n```\n```text\n```"):
            self.assertIsNone(pages.blocks_of("page", text)[-1].kind, text)

    def test_no_code_block_is_indented(self):
        for page in pages.PAGES:
            for number, line in pages.prose_of(pages.read(SOURCE, page)):
                self.assertFalse(line.startswith("    "), f"{page}:{number}: write code between ``` lines")


if __name__ == "__main__":
    unittest.main(argv=[sys.argv[0], *sys.argv[3:]])
