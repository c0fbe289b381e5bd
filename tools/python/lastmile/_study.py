"""Studies: one scenario with many values."""

from __future__ import annotations

import json
import os
import tempfile
from pathlib import Path
from typing import Any, Dict, List, Union

from . import _core
from ._lazy import pd
from ._problems import Problem, problems_of


def _table(path: Path) -> pd.DataFrame:
    texts = {"scenario": str, "option": str, "refused": str}
    return pd.read_csv(path, dtype=texts, keep_default_na=False, na_values=[""], float_precision="round_trip")


class Sweep:
    """The results of a study, as `lastmile sweep` writes them. Figures have the units of `compare`."""

    def __init__(self, content: str, folder: Path) -> None:
        """Use `lastmile.sweep`."""
        self.json: Dict[str, Any] = json.loads(content)
        """study.json: the study, its design and its input files with hashes, all that it takes to repeat it."""
        self.runs = _table(folder / "runs.csv")
        """One row per run and option: the number of the run, its parameters, the figures, and why it was refused."""
        self.summary = _table(folder / "summary.csv")
        """Mean, deviation and quantiles of each figure over the runs, and 95 % intervals of the mean."""
        self.sensitivity = _table(folder / "sensitivity.csv")
        """What each parameter does to each figure: Sobol indices, or rank correlations for other designs."""

    @property
    def notes(self) -> List[Problem]:
        """Figures that have no value in some or all runs."""
        return problems_of(json.dumps(self.json["notes"]))

    def __repr__(self) -> str:
        return f"<study of {self.runs['run'].nunique()} runs>"


def sweep(study: Union[str, "os.PathLike[str]"], output: Union[str, "os.PathLike[str]", None] = None, *,
          resume: bool = False, yes: bool = False) -> Sweep:
    """Runs a study file on all cores.

    With `output` all files of `lastmile sweep --output` stay in that folder, and `resume=True` goes on with an
    interrupted run in it. A study of more than 1,000,000 runs needs `yes=True`. Raises `InputRefused` if the study or
    its scenario is wrong.
    """
    if output is not None:
        return Sweep(_core.sweep(os.fspath(study), os.fspath(output), resume, yes), Path(output))
    if resume:
        raise ValueError("resume=True needs the folder of the interrupted run: output=...")
    with tempfile.TemporaryDirectory() as folder:
        results = os.path.join(folder, "study")
        return Sweep(_core.sweep(os.fspath(study), results, False, yes), Path(results))
