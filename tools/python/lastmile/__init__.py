"""lastmile: who is really served by a network, what blocks the others, and what to build next.

    import lastmile as lm

    s = lm.read("riverton.yaml")            # problems: lm.InputRefused with the whole list, file and line
    r = lm.run(s)                           # r.ladder, r.causes, r.premises, ...: pandas
    s2 = s.set("take_up.ceiling", 0.6).with_state(["f1", "cab2"], "operational")
    c = lm.compare([s, s2])                 # c.totals, c.course
    lm.explain(s, "h17")
    lm.plan(s, budget=2e6)
    lm.sweep("study.yaml").sensitivity

All numbers are those of the command line. Money is in the scenario's currency, and frames name the units of their
columns in `attrs["units"]`. Objects do not change once they are made. Long calls release the interpreter lock, and
Ctrl-C ends them.
"""

from ._core import version as __version__
from ._problems import InputRefused, Problem
from ._results import (
    Comparison,
    Explanation,
    Plan,
    Result,
    compare,
    explain,
    plan,
    run,
)
from ._scenario import Frames, Scenario, from_frames, read
from ._study import Sweep, sweep

__all__ = [
    "Comparison",
    "Explanation",
    "Frames",
    "InputRefused",
    "Plan",
    "Problem",
    "Result",
    "Scenario",
    "Sweep",
    "__version__",
    "compare",
    "explain",
    "from_frames",
    "plan",
    "read",
    "run",
    "sweep",
]
