"""Makes every single allocation and file operation of a command fail, or kills the program there, and checks that
the output is the old or the new state, complete, and that nothing is left behind.

    faults_test.py PROGRAM SHIM [--long]

--long tries every call; without it allocations are sampled.
"""
import json
import os
import shutil
import signal
import subprocess
import sys
import tempfile
import unittest

PROGRAM, SHIM = (os.path.abspath(path) for path in sys.argv[1:3])
LONG = "--long" in sys.argv[3:] or os.environ.get("LASTMILE_LONG") == "1"
SAMPLE = 60  # allocations tried of each command, evenly spread

OLD = """lastmile: 1
name: Before
sites: [{id: pop, kind: source, value: 90, lon: 7, lat: 50}, {id: cab, cost: 10}]
links: [{id: f, from: pop, to: cab, tier: feeder, cost: 40, state: planned}]
premises: [{id: a, drop: {from: cab, cost: 5}}, {id: b, drop: {from: pop}}]
reliability:
  feeder: {failures_per_year: 2, repair_hours: 50}
  drop: {failures_per_year: 3, repair_hours: 20}
  shared_risks: [{name: storm, events_per_year: 2, duration_hours: 90, select: {tier: drop}}]
timeline: {start: 2027, periods: 3, unit: year}
rollout: {order: cheapest, budget_per_period: 50}
"""
NEW = OLD.replace("Before", "After").replace("value: 90", "value: 70")
STUDY = """lastmile: 1
study: faults
scenario: s.yaml
vary:
  rollout.budget_per_period: {uniform: [20, 80]}
  drop_cost: {select: {tier: drop}, scale: {uniform: [0.5, 2]}}
design: {method: latin-hypercube, samples: 40}
figures: [served_homes, stranded_value]
"""
NO_TIMELINE = NEW[:NEW.index("timeline")]
NO_TIMELINE_OLD = OLD[:OLD.index("timeline")]


def environment(fault=None, counts=None):
    result = dict(os.environ, LD_PRELOAD=SHIM)
    if fault:
        result["LASTMILE_FAULT"] = fault
    if counts:
        result["LASTMILE_FAULT_COUNTS"] = counts
    return result


def content_of(path):
    """The bytes of a file, or of everything in a folder; None if it does not exist."""
    if os.path.isdir(path):
        return {os.path.relpath(os.path.join(folder, name), path): content_of(os.path.join(folder, name))
                for folder, folders, files in os.walk(path) for name in files + folders}
    if not os.path.exists(path):
        return None
    with open(path, "rb") as file:
        return file.read()


class Command:
    """A command with what it writes. `targets` are replaced one after the other, each completely or not at all."""

    def __init__(self, arguments, targets):
        self.arguments = arguments
        self.targets = targets

    def run(self, folder, fault=None, counts=None):
        return subprocess.run([PROGRAM, *self.arguments], cwd=folder, env=environment(fault, counts),
                              stdin=subprocess.DEVNULL, capture_output=True, timeout=60)

    def written_from(self, work, text, text_without_timeline, others):
        """The output of the command for this scenario, in a folder that already holds `others`."""
        with tempfile.TemporaryDirectory(dir=work) as folder:
            put_scenario(folder, text, text_without_timeline)
            for path, content in others.items():
                os.makedirs(os.path.dirname(os.path.join(folder, path)), exist_ok=True)
                with open(os.path.join(folder, path), "w", encoding="utf-8") as file:
                    file.write(content)
            done = self.run(folder)
            assert done.returncode == 0, done.stderr
            return {target: content_of(os.path.join(folder, target)) for target in self.targets}


def put_scenario(folder, text, text_without_timeline):
    nodes = [{"id": "a"}, {"id": "b", "location": {"type": "Point", "coordinates": [7, 50]}}]
    network = {"name": text.split()[3], "nodes": nodes, "spans": [{"id": "s", "start": "a", "end": "b"}]}
    for name, content in (("s.yaml", text), ("n.yaml", text_without_timeline), ("net.json", json.dumps(network))):
        with open(os.path.join(folder, name), "w", encoding="utf-8") as file:
            file.write(content)


def put(path, content):
    if isinstance(content, dict):
        os.makedirs(path, exist_ok=True)
        for name, inner in content.items():
            put(os.path.join(path, name), inner)
    elif content is not None:
        os.makedirs(os.path.dirname(path), exist_ok=True)
        with open(path, "wb") as file:
            file.write(content)


COMMANDS = {
    "run": Command(["run", "s.yaml", "--quiet", "--threads", "1", "--output", "out/run"], ["out/run"]),
    "pack": Command(["pack", "n.yaml", "--quiet", "--threads", "1", "-o", "packed.lmz"], ["packed.lmz"]),
    "compare": Command(["compare", "s.yaml", "--quiet", "--threads", "1", "--output", "tables", "--plot", "charts"],
                       ["tables", "charts"]),
    "reliability": Command(["reliability", "n.yaml", "--quiet", "--threads", "1", "--worlds", "50", "--by", "area",
                            "--output", "failures", "--plot", "nines"], ["failures", "nines"]),
    "report": Command(["report", "s.yaml", "--quiet", "--threads", "1", "-o", "page.html"], ["page.html"]),
    "import": Command(["import", "net.json", "--quiet", "--threads", "1", "-o", "made"], ["made"]),
    "map": Command(["run", "s.yaml", "--quiet", "--threads", "1", "--gis", "map.geojson"], ["map.geojson"]),
}
OTHERS = {"run": {"out/run/mine.txt": "mine"}, "pack": {}, "compare": {"charts/notes/mine.txt": "mine"},
          "reliability": {"nines/notes/mine.txt": "mine"}, "report": {}, "import": {"made/mine.txt": "mine"}, "map": {}}
HAS_GIS = os.path.exists(os.path.join(os.path.dirname(PROGRAM), "lastmile_gis.so"))
# Of a map, which GDAL makes in memory, only the calls that put it in place: what else fails is GDAL's.
PLACING_CALLS = ["write", "fsync", "rename", "link", "unlink", "mkdir"]
FILE_CALLS = ["write", "read", "close", "fsync", "rename", "link", "unlink", "open", "mkdir"]


class Faults(unittest.TestCase):
    def setUp(self):
        in_memory = "/dev/shm" if os.access("/dev/shm", os.W_OK) else None  # where fsync costs nothing
        self.work = tempfile.mkdtemp(prefix="lastmile-faults-", dir=in_memory)
        self.addCleanup(shutil.rmtree, self.work)

    def prepare(self, name, existing):
        """The old and the new state, and a function that makes a folder in the old state."""
        command = COMMANDS[name]
        others = OTHERS[name] if existing else {}
        old = (command.written_from(self.work, OLD, NO_TIMELINE_OLD, others) if existing
               else {target: None for target in command.targets})
        new = command.written_from(self.work, NEW, NO_TIMELINE, others)

        def fresh():
            folder = tempfile.mkdtemp(dir=self.work)
            put_scenario(folder, NEW, NO_TIMELINE)
            for target, content in old.items():
                put(os.path.join(folder, target), content)
            return folder

        return command, old, new, fresh

    def counts(self, command, folder):
        counts = os.path.join(self.work, "counts")
        done = command.run(folder, counts=counts)
        self.assertEqual(done.returncode, 0, done.stderr)
        with open(counts, encoding="utf-8") as file:
            return {kind: int(number) for kind, number in (line.split() for line in file)}

    def state_of(self, folder, target):
        return content_of(os.path.join(folder, target))

    def check_complete(self, folder, command, old, new, fault, targets=None):
        states = [self.state_of(folder, target) for target in command.targets]
        for target, state in zip(targets or command.targets, states):
            self.assertTrue(state in (old[target], new[target]),
                            f"{fault}: {target} is neither old nor new: {sorted(state) if state else state}")
        return all(state == new[target] for target, state in zip(command.targets, states))

    def check_nothing_left(self, folder, command, fault):
        known = {"s.yaml", "n.yaml", "net.json"} | {target.split("/")[0] for target in command.targets}
        self.assertLessEqual(set(os.listdir(folder)), known, fault)
        for base, folders, files in os.walk(folder):
            self.assertFalse([n for n in folders + files if n.startswith(".lastmile-")], (fault, base))

    def check_failure(self, command, old, new, folder, fault):
        done = command.run(folder, fault)
        self.assertIn(done.returncode, (0, 1), (fault, done.stderr))
        is_new = self.check_complete(folder, command, old, new, fault)
        self.check_nothing_left(folder, command, fault)
        if done.returncode == 0:
            self.assertTrue(is_new, fault)
            self.assertEqual(done.stderr, b"", fault)
        elif not fault.startswith("write"):  # the message itself may be what could not be written
            self.assertRegex(done.stderr, rb"^(lastmile: [^\n]+\n|\n?[^\n]*lastmile: [^\n]+\n)", fault)

    def check_next_run(self, command, old, new, folder, fault):
        done = command.run(folder, fault)
        allowed = (0, -signal.SIGKILL) if fault.endswith("kill") else (0, 1)
        self.assertIn(done.returncode, allowed, (fault, done.stderr))
        # The next run into the same place restores what was interrupted, even if it then fails itself: there is
        # one mkdir for each target, right after what was interrupted there has been put back.
        for i in range(len(command.targets)):
            if old[command.targets[i]] is not None:
                command.run(folder, f"mkdir:{i + 1}:fail")
            self.check_complete(folder, command, old, new, fault, command.targets[:i + 1])
        next_run = command.run(folder)
        self.assertEqual(next_run.returncode, 0, (fault, next_run.stderr))
        self.assertTrue(self.check_complete(folder, command, old, new, fault), fault)
        self.check_nothing_left(folder, command, fault)

    def try_all(self, name, existing, calls=None):
        command, old, new, fresh = self.prepare(name, existing)
        counts = self.counts(command, fresh())
        for kind in ("write", "fsync", "rename", "open", "close", "read"):
            self.assertGreater(counts[kind], 0, f"{name} never calls {kind}: is the shim loaded?")
        memory = 0 if calls else counts["memory"]
        step = 1 if LONG else max(1, memory // SAMPLE)
        tried = [("memory", n, "fail") for n in range(1, memory + 1, step)]
        tried += [("memory", n, "lack") for n in range(1, memory + 1, step * 7)]
        for kind in calls or FILE_CALLS:
            for n in range(1, counts[kind] + 1):
                tried += [(kind, n, "fail"), (kind, n, "kill")]
                if kind in ("write", "fsync", "rename"):
                    tried.append((kind, n, "lack"))
        for kind, n, what in tried:
            fault = f"{kind}:{n}:{what}"
            folder = fresh()
            with self.subTest(command=name, existing=existing, fault=fault):
                # Where nothing can be renamed or removed any more, only the next run can put things right.
                is_for_next = what == "kill" or kind == "unlink" or (what == "lack" and kind in ("fsync", "rename"))
                check = self.check_next_run if is_for_next else self.check_failure
                check(command, old, new, folder, fault)
            shutil.rmtree(folder)

    def test_run_into_a_new_folder(self):
        self.try_all("run", existing=False)

    def test_run_over_earlier_results(self):
        self.try_all("run", existing=True)

    def test_pack_to_a_new_file(self):
        self.try_all("pack", existing=False)

    def test_pack_over_an_earlier_file(self):
        self.try_all("pack", existing=True)

    def test_compare_into_new_folders(self):
        self.try_all("compare", existing=False)

    def test_compare_over_earlier_results(self):
        self.try_all("compare", existing=True)

    def test_reliability_into_new_folders(self):
        self.try_all("reliability", existing=False)

    def test_reliability_over_earlier_results(self):
        self.try_all("reliability", existing=True)

    def test_report_to_a_new_file(self):
        self.try_all("report", existing=False)

    def test_report_over_an_earlier_file(self):
        self.try_all("report", existing=True)

    def test_import_into_a_new_folder(self):
        self.try_all("import", existing=False)

    def test_import_over_an_earlier_import(self):
        self.try_all("import", existing=True)

    @unittest.skipUnless(HAS_GIS, "lastmile was built without GDAL")
    def test_a_map_in_a_new_file(self):
        self.try_all("map", existing=False, calls=PLACING_CALLS)

    @unittest.skipUnless(HAS_GIS, "lastmile was built without GDAL")
    def test_a_map_over_an_earlier_file(self):
        self.try_all("map", existing=True, calls=PLACING_CALLS)

    def test_a_study_goes_on_after_any_fault(self):
        def fresh():
            folder = tempfile.mkdtemp(dir=self.work)
            put_scenario(folder, NEW, NO_TIMELINE)
            put(os.path.join(folder, "study.yaml"), STUDY.encode())
            return folder

        sweep = Command(["sweep", "study.yaml", "-o", "out", "--quiet", "--threads", "1"], ["out"])
        resume = Command([*sweep.arguments, "--resume"], ["out"])
        undisturbed = fresh()
        calls = self.counts(sweep, undisturbed)
        expected = self.state_of(undisturbed, "out")
        self.assertIn("runs.csv", expected)
        step = 1 if LONG else max(1, calls["memory"] // SAMPLE)
        tried = [("memory", n, "fail") for n in range(1, calls["memory"] + 1, step)]
        tried += [(kind, n, what) for kind in FILE_CALLS for n in range(1, calls[kind] + 1) for what in ("fail", "kill")]
        for kind, n, what in tried:
            fault = f"{kind}:{n}:{what}"
            folder = fresh()
            with self.subTest(fault=fault):
                done = sweep.run(folder, fault)
                self.assertIn(done.returncode, (0, -signal.SIGKILL) if what == "kill" else (0, 1), (fault, done.stderr))
                if done.returncode == 1 and kind != "write":
                    self.assertRegex(done.stderr, rb"^(lastmile: [^\n]+\n|\n?[^\n]*lastmile: [^\n]+\n)", fault)
                done = resume.run(folder)
                self.assertEqual(done.returncode, 0, (fault, done.stderr))
                self.assertEqual(self.state_of(folder, "out"), expected, fault)
            shutil.rmtree(folder)

    def test_files_are_complete_where_the_file_system_has_no_links(self):
        command, old, new, fresh = self.prepare("run", existing=True)
        folder = fresh()
        self.assertEqual(command.run(folder, "link:1:lack").returncode, 0)
        self.assertTrue(self.check_complete(folder, command, old, new, "no links"))
        self.check_nothing_left(folder, command, "no links")
        for n in range(1, 20):
            folder = fresh()
            done = subprocess.run([PROGRAM, *command.arguments], cwd=folder, capture_output=True, timeout=60,
                                  env=dict(environment(f"rename:{n}:fail"), LASTMILE_NO_LINKS="1"))
            self.assertIn(done.returncode, (0, 1))
            self.check_complete(folder, command, old, new, f"no links, rename {n}")
            self.check_nothing_left(folder, command, f"no links, rename {n}")


if __name__ == "__main__":
    unittest.main(argv=sys.argv[:1])
