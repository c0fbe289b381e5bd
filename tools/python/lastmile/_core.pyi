# What module.cpp offers to the package.
from typing import Dict, List, Optional, Tuple

import numpy as np
import numpy.typing as npt

# Name, type, unit, description and cells of a column.
_Column = Tuple[str, str, str, str, npt.NDArray[np.generic]]

version: str
rungs: List[str]
obstacles: List[str]

class Scenario:
    def about(self) -> str: ...
    def set(self, setting: str) -> Scenario: ...
    def with_states(self, ids: List[str], state: str) -> Scenario: ...
    def tables(self) -> Dict[str, List[_Column]]: ...

class Result:
    def json(self) -> str: ...
    def explain(self, premises: str) -> str: ...
    def table(self, name: str) -> List[_Column]: ...
    def premises_held(self) -> Dict[str, npt.NDArray[np.generic]]: ...

class PlanArguments:
    budget: Optional[float]
    target_users: Optional[float]
    target_homes: Optional[float]
    value_per_home: Optional[float]
    over_time: bool
    option: str
    weight: str
    gap: float
    time_limit: Optional[float]
    require: List[str]
    exclude: List[str]
    qualified_only: bool
    frontier: int
    by_area: bool

class Comparison:
    def json(self) -> str: ...
    def tables(self) -> Dict[str, List[_Column]]: ...

def read(path: str, settings: List[str], geometry: bool, is_of_frames: bool) -> Scenario: ...
def run(scenario: Scenario) -> Result: ...
def sweep(study: str, folder: str, resume: bool, yes: bool) -> str: ...
def compare(scenarios: List[Scenario]) -> Comparison: ...
def plan(scenario: Scenario, arguments: PlanArguments) -> str: ...
