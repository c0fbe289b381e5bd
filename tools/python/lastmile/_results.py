"""What a scenario achieves, comparisons, explanations and plans."""

from __future__ import annotations

import json
import math
from functools import cached_property
from typing import Any, Dict, List, Optional, Sequence, Union

from . import _core
from ._frames import frame_of, premises_frame, records_frame
from ._lazy import pd
from ._scenario import Scenario, checked, ids_in


class Result:
    """The coverage of a scenario as it stands. Frames are made when they are first asked for, and then kept."""

    def __init__(self, scenario: Scenario, core: _core.Result) -> None:
        """Use `lastmile.run`."""
        self.scenario = scenario
        self._core = core

    @cached_property
    def json(self) -> Dict[str, Any]:
        """The whole result, as `lastmile run --format json` prints it."""
        result: Dict[str, Any] = json.loads(self._core.json())
        return result

    @cached_property
    def ladder(self) -> pd.DataFrame:
        """Premises records, homes and users by `rung`, from located to served; each counts those above it."""
        return records_frame(self.json["ladder"])

    @cached_property
    def causes(self) -> pd.DataFrame:
        """What blocks those who are not served, by `cause`.

        `sole_*` counts where it is the only obstacle, `joint_*` where it is the first of several: premises, homes,
        users, and `stranded` value of the backbone in the scenario's currency.
        """
        counts = records_frame(self.json["unserved"])
        stranded = records_frame(self.json["backbone"]["stranded_by_cause"]).rename(
            columns={"sole": "sole_stranded", "joint": "joint_stranded"}
        )
        return counts if stranded.empty else counts.merge(stranded, on="cause", how="left")

    @cached_property
    def backbone(self) -> pd.DataFrame:
        """Value of the backbone by `tier` and in total (tier `all`), in the scenario's currency.

        value = in_use + dormant + stranded + no_demand; idle is part of stranded.
        """
        books = self.json["backbone"]
        rows = [*books["by_tier"], {"tier": "all", **{key: books[key] for key in books["by_tier"][0] if key != "tier"}}]
        return records_frame(rows)

    @cached_property
    def next_final_links(self) -> pd.DataFrame:
        """The final links to build next: those that put most value to use per cost first. Users, currency."""
        return records_frame(self.json["next_final_links"])

    @cached_property
    def areas(self) -> pd.DataFrame:
        """Ladder, causes and ledger of each area, one row per area, as `--by area --output` writes them."""
        return frame_of(self._core.table("areas"))

    @cached_property
    def totals(self) -> pd.DataFrame:
        """One row with the figures of a comparison."""
        return frame_of(self._core.table("totals"))

    @cached_property
    def premises(self) -> pd.DataFrame:
        """One row per premises record, in file order; columns as in premises.csv.

        `homes`, `users`, all other numbers and the codes of `rung` are views of the engine's memory, which cannot be
        written to; take a `copy()` to change them. Ids are built at the first access.
        """
        return premises_frame(self._core.premises_held(), self._core.table("premises"))

    @cached_property
    def elements(self) -> pd.DataFrame:
        """One row per site and backbone link of the design; columns as in elements.csv. Numbers are views."""
        return frame_of(self._core.table("elements"))

    @cached_property
    def final_links(self) -> pd.DataFrame:
        """One row per final link of the design; columns as in final_links.csv. Numbers are views."""
        return frame_of(self._core.table("final_links"))

    def to_geopandas(self, table: str = "premises") -> Any:
        """The table `premises`, `elements` or `final_links` as a GeoDataFrame on WGS 84.

        Needs geopandas, and a scenario that was read with its geometry.
        """
        if table not in ("premises", "elements", "final_links"):
            raise ValueError(f"table must be premises, elements or final_links, but is {table!r}")
        places = self.scenario.to_geopandas()
        if table == "premises":
            return places["premises"][["geometry"]].join(self.premises)
        if table == "final_links":
            lines = pd.concat([places["links"], places["drops"]])
            return lines[["id", "geometry"]].merge(self.final_links, on="id", how="right")
        is_site = self.elements["tier"] == "site"
        parts = [
            places[kind][["id", "geometry"]].merge(self.elements[rows], on="id", how="right")
            for kind, rows in (("sites", is_site), ("links", ~is_site))
        ]
        return pd.concat(parts, ignore_index=True)

    def __repr__(self) -> str:
        homes = {rung["rung"]: rung["homes"] for rung in self.json["ladder"]}
        return f"<lastmile.Result of {self.scenario.name!r}: {homes['served']:,} of {homes['located']:,} homes served>"


class Comparison:
    """Options over time if all scenarios have a timeline, else scenarios as they stand."""

    def __init__(self, scenarios: Sequence[Scenario], core: _core.Comparison) -> None:
        """Use `lastmile.compare`."""
        self.scenarios = list(scenarios)
        self._core = core

    @cached_property
    def json(self) -> Dict[str, Any]:
        """The whole comparison, as `lastmile compare --format json` prints it."""
        result: Dict[str, Any] = json.loads(self._core.json())
        return result

    @cached_property
    def _tables(self) -> Dict[str, pd.DataFrame]:
        return {name: frame_of(columns) for name, columns in self._core.tables().items()}

    @property
    def totals(self) -> pd.DataFrame:
        """One row per scenario and option; columns as in totals.csv: homes, home-years, currency, periods."""
        return self._tables["totals"]

    @property
    def course(self) -> pd.DataFrame:
        """One row per option, period and figure, with unit and value. ValueError if a scenario has no timeline."""
        return self._over_time("course")

    @property
    def works(self) -> pd.DataFrame:
        """What each option starts, when, and what it costs. ValueError if a scenario has no timeline."""
        return self._over_time("works")

    @property
    def premises_course(self) -> pd.DataFrame:
        """When each premises is first passed, connected and served. ValueError if a scenario has no timeline."""
        return self._over_time("premises_course")

    def _over_time(self, name: str) -> pd.DataFrame:
        if name not in self._tables:
            raise ValueError(f"{name} needs a timeline in every scenario of the comparison")
        return self._tables[name]


class Explanation:
    """Why one premises is not served, and what it would take."""

    def __init__(self, text: str) -> None:
        """Use `lastmile.explain`."""
        self.json: Dict[str, Any] = json.loads(text)

    @property
    def rung(self) -> str:
        """The highest rung that it reaches."""
        return str(self.json["rung"])

    @property
    def obstacles(self) -> List[str]:
        """All that blocks it, from the source to the customer."""
        return list(self.json["obstacles"])

    @property
    def route(self) -> pd.DataFrame:
        """Its best path from the source, one row per element: state, completion cost and value in currency, users."""
        return records_frame(self.json["route"])

    @property
    def remedy(self) -> Dict[str, Any]:
        """The works that would serve it: elements, completion_cost and releases in currency, also_serves_users."""
        return dict(self.json["remedy"])

    def __repr__(self) -> str:
        blocked = ", ".join(self.obstacles) or "nothing"
        return f"<lastmile.Explanation of {self.json['premises']!r}: {self.rung}, blocked by {blocked}>"


class Plan:
    """The best works for a question, with a bound that no plan can pass."""

    def __init__(self, scenario: Scenario, text: str) -> None:
        """Use `lastmile.plan`."""
        self._scenario = scenario
        self.json: Dict[str, Any] = json.loads(text)

    @property
    def works(self) -> pd.DataFrame:
        """The elements to complete: kind, tier, state, and completion_cost in currency."""
        columns = ["element", "kind", "tier", "state", "completion_cost"]
        works = records_frame(self.json["elements"])
        return works if len(works) else pd.DataFrame(columns=columns)

    @property
    def cost(self) -> float:
        """What the works cost, in currency."""
        return float(self.json["cost"])

    @property
    def objective(self) -> float:
        """Users or homes served with a budget, money for a target, net value otherwise."""
        return float(self.json["objective"])

    @property
    def bound(self) -> float:
        """What no plan can pass."""
        return float(self.json["bound"])

    @property
    def proven_optimal(self) -> bool:
        """Whether the objective reaches the bound."""
        return bool(self.json["proven_optimal"])

    @property
    def frontier(self) -> pd.DataFrame:
        """One row per budget that was asked for: objective, bound, gap, and cost in currency."""
        return records_frame(self.json["frontier"])

    @property
    def periods(self) -> pd.DataFrame:
        """Over time: budget and cost up to each period in currency, who is served, the bound, and the simulation."""
        if "over_time" not in self.json:
            raise ValueError("periods needs a plan over time")
        records = self.json["over_time"]["periods"]
        return records_frame([{key: record[key] for key in record if key != "works"} for record in records])

    @property
    def scenario(self) -> Scenario:
        """The scenario with the plan carried out."""
        return self._scenario.with_state([work["element"] for work in self.json["elements"]], "operational")

    def __repr__(self) -> str:
        return f"<lastmile.Plan: {len(self.json['elements'])} works for {self.cost:,.0f}>"


def run(scenario: Scenario) -> Result:
    """Who is served, what blocks the others, and where the value of the backbone stands. O(network), on all cores."""
    return Result(scenario, _core.run(checked(scenario)._core))


def compare(scenarios: Union[Scenario, Sequence[Scenario]]) -> Comparison:
    """Compares all options of all scenarios over time; without timelines, two or more scenarios as they stand."""
    several = [scenarios] if isinstance(scenarios, Scenario) else list(scenarios)
    if not several:
        raise ValueError("nothing to compare")
    return Comparison(several, _core.compare([checked(scenario)._core for scenario in several]))


def explain(of: Union[Scenario, Result], premises: str) -> Explanation:
    """Why the premises of this id is not served and what it would take; of a Result without evaluating again."""
    result = of if isinstance(of, Result) else run(of)
    return Explanation(result._core.explain(premises))


def plan(
    scenario: Scenario,
    *,
    budget: Optional[float] = None,
    target_users: Optional[float] = None,
    target_homes: Optional[float] = None,
    value_per_home: Optional[float] = None,
    over_time: bool = False,
    option: str = "",
    weight: Optional[str] = None,
    gap: float = 0,
    time_limit: Optional[float] = None,
    require: Union[str, Sequence[str]] = (),
    exclude: Union[str, Sequence[str]] = (),
    qualified_only: bool = False,
    frontier: int = 0,
    by_area: bool = False,
) -> Plan:
    """The works that serve most for a budget, reach a target for least, or are worth their cost.

    Exactly one of `budget` and `value_per_home` (currency), `target_users`, `target_homes` and `over_time` is given.
    `over_time` spends the budgets of `option`, which may be empty if there is only one. `weight` is what a budget
    counts: users (default) or homes. The search ends once the plan is within the share `gap` of its bound, or after
    `time_limit` seconds (infinity and None: no limit). `require` and `exclude` are ids of sites and links.
    `qualified_only` counts only homes that qualify for the service. `frontier` is a number of budgets to plan for as
    well. Raises InputRefused if nothing can do it.
    """
    if weight not in (None, "users", "homes"):
        raise ValueError(f"weight must be users or homes, but is {weight!r}")
    if not 0 <= frontier <= 1000:
        raise ValueError(f"frontier must be from 0 to 1000, but is {frontier}")
    asked = _core.PlanArguments()
    asked.budget, asked.value_per_home = budget, value_per_home
    asked.target_users, asked.target_homes = target_users, target_homes
    asked.over_time, asked.option, asked.weight = over_time, option, weight or ""
    asked.gap, asked.time_limit = gap, None if time_limit == math.inf else time_limit
    asked.require, asked.exclude = ids_in(require), ids_in(exclude)
    asked.qualified_only, asked.frontier, asked.by_area = qualified_only, frontier, by_area
    return Plan(scenario, _core.plan(checked(scenario)._core, asked))
