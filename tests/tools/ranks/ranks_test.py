"""Commands under mpirun with 1, 2 and 3 ranks: the same bytes as without it, and what happens when ranks fail.

    ranks_test.py PROGRAM MPIRUN SOURCE
"""
import contextlib
import glob
import os
import shutil
import signal
import subprocess
import sys
import tempfile
import time
import unittest

PROGRAM, MPIRUN, SOURCE = (os.path.abspath(path) for path in sys.argv[1:4])
# Tests may run as root, in containers and on two cores.
ENVIRONMENT = dict(os.environ, OMPI_ALLOW_RUN_AS_ROOT="1", OMPI_ALLOW_RUN_AS_ROOT_CONFIRM="1",
                   OMPI_MCA_btl_vader_single_copy_mechanism="none", OMPI_MCA_rmaps_base_oversubscribe="1")
STUDY = """lastmile: 1
study: a test
scenario: rollout.yaml
vary:
  economics.payers.town: {uniform: [0, 0.7]}
  economics.payers.state: {uniform: [0, 0.7]}
  economics.discount_rate: [0.04, 0.07]
  drop_cost: {select: {tier: drop}, scale: {uniform: [0.8, 1.6]}}
design: {method: latin-hypercube, samples: SAMPLES, seed: 2}
"""

RELIABILITY = """reliability:
  feeder: {failures_per_year: 2, repair_hours: 50}
  drop: {failures_per_year: 3, repair_hours: 20}
  shared_risks: [{name: storm, events_per_year: 2, duration_hours: 90, select: {tier: drop}}]
"""


def run(ranks, arguments, cwd, program=None, environment=None):
    words = [MPIRUN, "--oversubscribe", "-n", str(ranks)] if ranks else []
    return subprocess.run([*words, program or PROGRAM, *arguments], cwd=cwd, stdin=subprocess.DEVNULL,
                          env=environment or ENVIRONMENT, capture_output=True, text=True, timeout=300)


def files_in(folder):
    content = {}
    for name in os.listdir(folder):
        with open(os.path.join(folder, name), "rb") as file:
            content[name] = file.read()
    return content


def children_of(process):
    """The processes of the program that mpirun has started, by rank."""
    found = {}
    for folder in glob.glob("/proc/[0-9]*"):
        try:
            with open(folder + "/environ", "rb") as file:
                variables = dict(line.split(b"=", 1) for line in file.read().split(b"\0") if b"=" in line)
            if (variables.get(b"LASTMILE_TEST") == str(process).encode() and b"OMPI_COMM_WORLD_RANK" in variables
                    and os.path.samefile(folder + "/exe", PROGRAM)):
                found[int(variables[b"OMPI_COMM_WORLD_RANK"])] = int(os.path.basename(folder))
        except (OSError, ValueError):
            pass  # it has ended, or belongs to someone else
    return found


class Ranks(unittest.TestCase):
    maxDiff = None

    def setUp(self):
        self.folder = tempfile.mkdtemp()
        self.addCleanup(shutil.rmtree, self.folder)
        shutil.copy(os.path.join(SOURCE, "tests/golden/rollout.yaml"), self.folder)
        self.write("study.yaml", STUDY.replace("SAMPLES", "400"))

    def write(self, name, text):
        path = os.path.join(self.folder, name)
        os.makedirs(os.path.dirname(path), exist_ok=True)
        with open(path, "w", encoding="utf-8") as file:
            file.write(text)

    def run_well(self, ranks, arguments):
        # One process under mpirun is alone, and mpirun makes its output look like a terminal.
        environment = dict(ENVIRONMENT, NO_COLOR="1") if ranks == 1 else ENVIRONMENT
        done = run(ranks, arguments, self.folder, environment=environment)
        self.assertEqual(done.returncode, 0, done.stderr)
        self.assertEqual(done.stderr, "")
        return done.stdout

    def sweep(self, into, *more):
        return ["sweep", "study.yaml", "-o", into, "--quiet", *more]

    def content(self, into):
        return files_in(os.path.join(self.folder, into))

    def test_sweep_gives_the_same_bytes(self):
        printed = self.run_well(0, self.sweep("alone"))
        self.assertIn("400 runs", printed)
        for ranks, threads in ((1, 1), (2, 1), (2, 2), (3, 1)):
            with self.subTest(ranks=ranks, threads=threads):
                into = f"on{ranks}x{threads}"
                self.assertEqual(self.run_well(ranks, self.sweep(into, "--threads", str(threads))), printed)
                self.assertEqual(self.content(into), self.content("alone"))
        # A study that is complete stays as it is.
        self.assertEqual(self.run_well(2, self.sweep("on2x1", "--resume")), printed)

    def test_dry_run_counts_the_threads_of_all_ranks(self):
        self.assertIn("on 6 threads", self.run_well(3, ["sweep", "study.yaml", "--dry-run", "--threads", "2"]))

    def test_worlds_give_the_same_bytes(self):
        with open(os.path.join(self.folder, "rollout.yaml"), encoding="utf-8") as file:
            self.write("risky.yaml", file.read() + RELIABILITY)
        for arguments in (["reliability", "risky.yaml", "--worlds", "3000", "--output", "OUT", "--quiet"],
                          ["simulate", "risky.yaml", "--option", "wide-first", "--worlds", "1000", "--seed", "3"],
                          ["compare", "risky.yaml", "--worlds", "1000", "--format", "json"]):
            alone = self.run_well(0, [word.replace("OUT", "alone") for word in arguments])
            for ranks, threads in ((2, 1), (3, 2)):
                with self.subTest(arguments=arguments, ranks=ranks):
                    printed = self.run_well(ranks, [word.replace("OUT", f"on{ranks}") for word in arguments]
                                            + ["--threads", str(threads)])
                    self.assertEqual(printed, alone)
                    if "--output" in arguments:
                        self.assertEqual(self.content(f"on{ranks}"), self.content("alone"))

    def test_wrong_input_is_told_once(self):
        self.write("study.yaml", STUDY.replace("SAMPLES", "many"))
        alone = run(0, self.sweep("out"), self.folder)
        self.assertEqual(alone.returncode, 2)
        done = run(3, self.sweep("out"), self.folder)
        self.assertEqual(done.returncode, 2)
        self.assertEqual(done.stderr.count(alone.stderr), 1)
        self.assertEqual(done.stderr.count("[not-a-number]"), alone.stderr.count("[not-a-number]"))

    # Each rank works in a folder of its own, as on machines without a shared file system.
    def in_own_folders(self, arguments):
        script = os.path.join(self.folder, "each")
        self.write("each", f'#!/bin/sh\ncd rank$OMPI_COMM_WORLD_RANK && exec "{PROGRAM}" "$@"\n')
        os.chmod(script, 0o755)
        return run(3, arguments, self.folder, program=script)

    def test_ranks_with_other_input_are_named(self):
        for rank in range(3):
            self.write(f"rank{rank}/study.yaml", STUDY.replace("SAMPLES", "400"))
            shutil.copy(os.path.join(self.folder, "rollout.yaml"), os.path.join(self.folder, f"rank{rank}"))
        with open(os.path.join(self.folder, "rank2/rollout.yaml"), "a", encoding="utf-8") as file:
            file.write("# changed\n")
        done = self.in_own_folders(self.sweep("out"))
        self.assertEqual(done.returncode, 2)
        self.assertRegex(done.stderr, r"study\.yaml: error: rank 2 \(.+\) read other input than rank 0 \(.+\); .*\[other-input\]")
        self.assertFalse(os.path.exists(os.path.join(self.folder, "rank0/out")))
        os.remove(os.path.join(self.folder, "rank1/study.yaml"))
        done = self.in_own_folders(self.sweep("out"))
        self.assertEqual(done.returncode, 1)
        self.assertRegex(done.stderr, r"lastmile: rank 1 \(.+\): study\.yaml:1:1: error: .*\[missing-file\]\n")

    def test_a_full_disk_ends_all_ranks_and_resume_goes_on(self):
        self.run_well(0, self.sweep("whole"))
        script = os.path.join(self.folder, "each")
        self.write("each", f'#!/bin/sh\nulimit -f 64\nexec "{PROGRAM}" "$@"\n')
        os.chmod(script, 0o755)
        done = run(3, self.sweep("part"), self.folder, program=script)
        self.assertEqual(done.returncode, 1, done.stderr)
        self.assertIn("runs.journal: cannot write", done.stderr)
        self.assertEqual(list(self.content("part")), ["runs.journal"])
        self.run_well(2, self.sweep("part", "--resume"))
        self.assertEqual(self.content("part"), self.content("whole"))

    def start(self, ranks, arguments):
        return subprocess.Popen([MPIRUN, "--oversubscribe", "-n", str(ranks), PROGRAM, *arguments], cwd=self.folder,
                                stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True,
                                env=dict(ENVIRONMENT, LASTMILE_TEST=self.folder))

    def wait_for_blocks(self, process, into):
        journal = os.path.join(self.folder, into, "runs.journal")
        while process.poll() is None and not (os.path.exists(journal) and os.path.getsize(journal) >= 20000):
            time.sleep(0.005)

    def test_a_killed_rank_is_named_and_resume_goes_on(self):
        self.write("study.yaml", STUDY.replace("SAMPLES", "6000"))
        self.run_well(0, self.sweep("whole"))
        for rank, sent in ((1, signal.SIGKILL), (0, signal.SIGKILL), (None, signal.SIGINT)):
            with self.subTest(rank=rank):
                into = f"killed{rank}"
                process = self.start(3, self.sweep(into))
                victims = {None: process.pid}
                while process.poll() is None and rank not in victims:
                    victims.update(children_of(self.folder))
                self.wait_for_blocks(process, into)
                if process.poll() is None:
                    with contextlib.suppress(ProcessLookupError):
                        os.kill(victims[rank], sent)
                _, told = process.communicate(timeout=120)
                if process.returncode != 0:  # else it was faster
                    self.assertIn("runs.journal", self.content(into))
                    if rank is not None:
                        self.assertRegex(told, rf"rank {rank}\b")
                self.run_well(2, self.sweep(into, "--resume"))
                self.assertEqual(self.content(into), self.content("whole"))

    def test_other_commands_refuse_several_processes(self):
        for arguments in (["run", "rollout.yaml"], ["compare", "rollout.yaml"]):
            with self.subTest(arguments=arguments):
                done = run(3, arguments, self.folder)
                self.assertEqual(done.returncode, 2)
                self.assertEqual(done.stderr.count("works in one process, but mpirun has started 3"), 1)
                self.assertEqual(done.stdout.count("rollout"), 0)
        self.assertEqual(run(1, ["run", "rollout.yaml"], self.folder).returncode, 0)

    def test_without_the_module_several_processes_are_refused(self):
        moved = os.path.join(self.folder, "lastmile")
        shutil.copy(PROGRAM, moved)
        done = run(2, self.sweep("out"), self.folder, program=moved)
        self.assertEqual(done.returncode, 1)
        self.assertEqual(done.stderr.count("mpirun has started 2 processes, but they cannot work together"), 1)
        self.assertIn("tools/quickstart --with mpi", done.stderr)
        self.assertFalse(os.path.exists(os.path.join(self.folder, "out")))

    def test_processes_that_cannot_find_each_other_are_refused(self):
        environment = {name: value for name, value in ENVIRONMENT.items() if not name.startswith(("OMPI_", "PMI"))}
        for rank, status in (("0", 1), ("1", 0)):  # srun --mpi=none; rank 0 tells
            environment.update(SLURM_PROCID=rank, SLURM_STEP_NUM_TASKS="2")
            done = run(0, self.sweep("out"), self.folder, environment=environment)
            self.assertEqual(done.returncode, status)
            self.assertEqual(done.stderr.count("srun has started 2 processes, but does not tell them"), status)
            self.assertEqual(done.stderr.count("srun --mpi=pmix"), status)
            self.assertFalse(os.path.exists(os.path.join(self.folder, "out")))

    def test_processes_of_another_mpi_are_refused(self):
        environment = {name: value for name, value in ENVIRONMENT.items() if not name.startswith("OMPI_COMM")}
        environment.update(PMI_RANK="0", PMI_SIZE="4")
        done = run(0, self.sweep("out"), self.folder, environment=environment)
        self.assertEqual(done.returncode, 1)
        self.assertIn("4 processes, but Open MPI finds 1", done.stderr)


if __name__ == "__main__":
    unittest.main(argv=sys.argv[:1], verbosity=2)
