"""A sweep killed at 30 random moments, wherever they fall, goes on with --resume and gives the bytes of an undisturbed one.

    killed_sweep_test.py PROGRAM SOURCE
"""
import os
import random
import subprocess
import sys
import tempfile
import time
import unittest

PROGRAM, SOURCE = (os.path.abspath(path) for path in sys.argv[1:3])
STUDY = """lastmile: 1
study: a test
scenario: {scenario}
vary:
  economics.payers.town: {{uniform: [0, 0.7]}}
  economics.payers.state: {{uniform: [0, 0.7]}}
  drop_cost: {{select: {{tier: drop}}, scale: {{uniform: [0.8, 1.6]}}}}
design: {{method: sobol, samples: 256, seed: 2}}
"""


def files_in(folder):
    content = {}
    for name in sorted(os.listdir(folder)):
        with open(os.path.join(folder, name), "rb") as file:
            content[name] = file.read()
    return content


class KilledSweep(unittest.TestCase):
    def test_it_goes_on_to_the_same_bytes(self):
        with tempfile.TemporaryDirectory() as work:
            with open(os.path.join(work, "study.yaml"), "w", encoding="utf-8") as file:
                file.write(STUDY.format(scenario=os.path.join(SOURCE, "tests/golden/rollout.yaml")))

            def start(into, *more):
                return subprocess.Popen([PROGRAM, "sweep", "study.yaml", "-o", into, "--quiet", *more], cwd=work,
                                        stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL)

            begin = time.monotonic()
            self.assertEqual(start("whole").wait(), 0)
            taken = time.monotonic() - begin
            whole = files_in(os.path.join(work, "whole"))
            self.assertIn("runs.csv", whole)
            dice = random.Random(1)
            for sweep in range(10):
                into = f"killed{sweep}"
                for _ in range(3):
                    process = start(into, "--resume")
                    time.sleep(dice.uniform(0, taken))
                    process.kill()
                    self.assertIn(process.wait(), (0, -9))  # 0: it was faster
                self.assertEqual(start(into, "--resume").wait(), 0)
                self.assertEqual(files_in(os.path.join(work, into)), whole)


if __name__ == "__main__":
    unittest.main(argv=sys.argv[:1], verbosity=2)
