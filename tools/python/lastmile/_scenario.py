"""Scenarios: read from files or made from frames, and copies with changes."""

from __future__ import annotations

import json
import os
import shutil
import tempfile
import weakref
from pathlib import Path
from typing import Any, Dict, List, Mapping, NamedTuple, Optional, Sequence, Tuple, Union

from . import _core, _geometry
from ._frames import frame_of, without_empty_columns
from ._lazy import pd
from ._problems import Problem, problems_of


class Frames(NamedTuple):
    """A network as three frames, with the columns of the tables of a scenario (see scenarios/README.md)."""

    sites: pd.DataFrame
    links: pd.DataFrame
    premises: pd.DataFrame


class _Folder:
    """A temporary folder that lives as long as the scenarios that are read from it."""

    def __init__(self) -> None:
        self.path = tempfile.mkdtemp(prefix="lastmile-")
        self._finalizer = weakref.finalize(self, shutil.rmtree, self.path, True)

    def content(self) -> Dict[str, bytes]:
        return {file.name: file.read_bytes() for file in Path(self.path).iterdir()}


class Scenario:
    """A checked scenario. It does not change; `set` and `with_state` return changed copies."""

    def __init__(
        self,
        core: _core.Scenario,
        path: str,
        settings: Sequence[str],
        geometry: bool,
        states: Sequence[Tuple[Sequence[str], str]] = (),
        folder: Optional[_Folder] = None,
    ) -> None:
        """Use `lastmile.read` or `lastmile.from_frames`."""
        self._core = core
        self._path = path
        self._settings = list(settings)
        self._geometry = geometry
        self._states = list(states)
        self._folder = folder
        self._about: Dict[str, Any] = json.loads(core.about())

    @property
    def name(self) -> str:
        """The scenario's name."""
        return str(self._about["scenario"]["name"])

    @property
    def path(self) -> str:
        """The file it was read from; "frames" if it was made of frames."""
        return str(self._about["scenario"]["path"])

    @property
    def currency(self) -> str:
        """The ISO 4217 code of all amounts of money."""
        return str(self._about["scenario"]["currency"])

    @property
    def price_year(self) -> Optional[int]:
        """The year of its prices, if given."""
        year = self._about["scenario"]["price_year"]
        return None if year is None else int(year)

    @property
    def has_timeline(self) -> bool:
        """Whether `compare` follows its options over time."""
        return bool(self._about["has_timeline"])

    @property
    def settings(self) -> List[str]:
        """The values that were set over the file, as PATH=VALUE."""
        return list(self._settings)

    @property
    def parameters(self) -> Dict[str, Any]:
        """timeline, economics, take_up, rollout, service, equipment, options and reliability, as written."""
        parameters: Dict[str, Any] = json.loads(json.dumps(self._about["parameters"]))
        return parameters

    @property
    def notes(self) -> List[Problem]:
        """What is worth knowing about the input and is no error."""
        return problems_of(json.dumps(self._about["notes"]))

    def set(self, path: str, value: Any) -> "Scenario":
        """A copy with a value put over what the file says, with the checks of `--set PATH=VALUE`.

        `path` has keys with dots between them and items of lists in brackets, such as
        `options.north.rollout.budget_per_period[1]`. `value` is a number, text, list or mapping; None removes the
        key. Values of timeline, economics, take_up, rollout, changes, options and service share the rest of the
        scenario, which is read once more for the first of them: then a copy costs O(network). Any other value reads
        the file again: O(text). Raises InputRefused, and RuntimeError if the file has changed since.
        """
        setting = f"{path}={_yaml(value)}"
        core = self._core.set(setting)
        for ids, state in self._states:
            core = core.with_states(list(ids), state)
        return Scenario(core, self._path, [*self._settings, setting], self._geometry, self._states, self._folder)

    def with_state(self, ids: Union[str, Sequence[str]], state: str) -> "Scenario":
        """A copy in which these sites and links have this state; the drop of premises h17 is called h17/drop.

        Value and completion cost follow from the cost of the element, as after `edits` in a scenario file. Nothing is
        read again: O(network) to copy it. Raises InputRefused with all unknown ids.
        """
        named = ids_in(ids)
        core = self._core.with_states(named, state)
        states = [*self._states, (named, state)]
        return Scenario(core, self._path, self._settings, self._geometry, states, self._folder)

    def to_frames(self) -> Frames:
        """Sites, links and premises as frames from which `from_frames` makes the same network.

        Columns in which no row has a value are left out. Money is in the scenario's currency, lengths in m,
        coordinates in degrees (WGS 84). What single elements say about failures is not in them.
        """
        tables = self._core.tables()
        return Frames(
            *(
                without_empty_columns(frame_of(tables[name]), keep)
                for name, keep in (
                    ("sites", ["id"]),
                    ("links", ["id", "from", "to", "tier"]),
                    ("premises", ["id"]),
                )
            )
        )

    def to_geopandas(self) -> Dict[str, Any]:
        """`sites`, `links`, `premises` and the own `drops` of premises as GeoDataFrames on WGS 84.

        Without geometry where none is known. Needs geopandas, and a scenario that was read with its geometry.
        """
        if not self._geometry:
            raise ValueError("the scenario was read without its geometry; read it with geometry=True")
        sites, links, premises = self.to_frames()
        return {
            "sites": _geometry.geo_sites(sites),
            "links": _geometry.geo_links(links, sites, premises),
            "premises": _geometry.geo_sites(premises),
            "drops": _geometry.geo_links(_geometry.drops_of(premises), sites, premises),
        }

    def __copy__(self) -> "Scenario":
        return self

    def __deepcopy__(self, _: Dict[int, Any]) -> "Scenario":
        return self

    def __reduce__(self) -> Tuple[Any, ...]:
        """Pickled as its path and what was changed, or as its frames: unpickled, it is read again."""
        files = None if self._folder is None else self._folder.content()
        sha256 = str(self._about["scenario"]["sha256"])
        return _read_pickled, (self._path, sha256, self._settings, self._geometry, self._states, files)

    def __repr__(self) -> str:
        sites, premises = self._about["sites"], self._about["premises"]
        return f"<lastmile.Scenario {self.name!r}: {sites:,} sites, {premises:,} premises records>"


def ids_in(ids: Union[str, Sequence[str]]) -> List[str]:
    """Several ids, or one alone."""
    return [ids] if isinstance(ids, str) else list(ids)


def read(
    path: Union[str, "os.PathLike[str]"],
    settings: Optional[Mapping[str, Any]] = None,
    *,
    geometry: Optional[bool] = None,
) -> Scenario:
    """Reads and checks a scenario file (YAML, with its tables) or one written by `lastmile pack`.

    `settings` are values put over those of the file, by their paths: {"take_up.ceiling": 0.6}. `geometry` keeps all
    coordinates and routes for `to_frames` and `to_geopandas` (default: if geopandas is installed). Raises InputRefused
    with all problems if the input is wrong, and OSError if it cannot be read. O(text), on all cores.
    """
    written = [f"{key}={_yaml(value)}" for key, value in (settings or {}).items()]
    keeps = _geometry.has_geopandas() if geometry is None else geometry
    return _read(os.fspath(path), written, keeps)


def checked(scenario: Any) -> Scenario:
    """The scenario; TypeError if it is something else, such as a path."""
    if not isinstance(scenario, Scenario):
        raise TypeError(f"expected a Scenario, not {type(scenario).__name__}; lastmile.read(PATH) reads one")
    return scenario


def from_frames(
    sites: pd.DataFrame,
    links: Optional[pd.DataFrame] = None,
    premises: Optional[pd.DataFrame] = None,
    *,
    name: str = "frames",
    **keys: Any,
) -> Scenario:
    """A scenario from frames with the columns of the tables `sites`, `links` and `premises` of a scenario.

    `sites` needs `id`, links `id`, `from`, `to` and `tier`, premises `id`; a premises with `drop_from` has a drop of
    its own. The index is left out. `keys` are other keys of a scenario file, such as
    `service={"down_mbps": 100}` or `**s.parameters` (which have all keys beside the network but `changes`, and the
    heading). The frames are checked as tables are: InputRefused names the
    frame (sites, links or premises) and the row, which counts from 2 because the header is row 1.
    """
    frames = {"sites": sites, "links": links, "premises": premises}
    folder = _Folder()
    tables: Dict[str, List[str]] = {}
    for kind, frame in frames.items():
        if frame is None:
            continue
        if not isinstance(frame, pd.DataFrame):
            raise TypeError(f"{kind} must be a DataFrame, not {type(frame).__name__}; lastmile.read takes files")
        if len(frame) == 0:
            continue
        _as_cells(frame).to_csv(os.path.join(folder.path, f"{kind}.csv"), index=False)
        tables[kind] = [f"{kind}.csv"]
    text = json.dumps({"lastmile": 1, "name": name, **keys, "tables": tables}, ensure_ascii=False, default=_item)
    path = os.path.join(folder.path, "frames.yaml")
    with open(path, "w", encoding="utf-8") as file:
        file.write(text)
    return _read(path, [], True, (), folder)


def _read(
    path: str,
    settings: Sequence[str],
    geometry: bool,
    states: Sequence[Tuple[Sequence[str], str]] = (),
    folder: Optional[_Folder] = None,
) -> Scenario:
    core = _core.read(path, list(settings), geometry, folder is not None)
    for ids, state in states:
        core = core.with_states(list(ids), state)
    return Scenario(core, path, settings, geometry, states, folder)


def _read_pickled(
    path: str,
    sha256: str,
    settings: Sequence[str],
    geometry: bool,
    states: Sequence[Tuple[Sequence[str], str]],
    files: Optional[Mapping[str, bytes]],
) -> Scenario:
    folder = None
    if files is not None:
        folder = _Folder()
        for name, content in files.items():
            Path(folder.path, name).write_bytes(content)
        path = os.path.join(folder.path, os.path.basename(path))
    scenario = _read(path, settings, geometry, states, folder)
    if scenario._about["scenario"]["sha256"] != sha256:
        raise RuntimeError(f"{path} has changed since it was pickled; read it again")
    return scenario


def _as_cells(frame: pd.DataFrame) -> pd.DataFrame:
    """The frame with whole numbers as such, also in columns with missing values."""
    cells = frame.copy(deep=False)
    for column in cells.columns:
        numbers = cells[column]
        if pd.api.types.is_float_dtype(numbers) and (numbers.dropna() % 1 == 0).all():
            if numbers.abs().max() < 2**53:
                cells[column] = numbers.astype("Int64")
    return cells


def _yaml(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, default=_item)


def _item(value: Any) -> Any:
    """The Python value of a numpy number."""
    if hasattr(value, "tolist"):
        return value.tolist()
    raise TypeError(f"{type(value).__name__} is not a value of a scenario")
