"""pandas frames from the columns of the engine."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Dict, List, Sequence, Tuple

from . import _core
from ._lazy import np, pd

if TYPE_CHECKING:
    import numpy.typing as npt

    Column = Tuple[str, str, str, str, npt.NDArray[Any]]


def frame_of(columns: Sequence[Column]) -> pd.DataFrame:
    """The columns as a frame that shares their memory. `attrs` has the units and descriptions of the columns."""
    data: Dict[str, Any] = {}
    for name, kind, _, _, cells in columns:
        is_whole = kind == "integer" and not np.isnan(cells).any()
        data[name] = cells.astype(np.int64) if is_whole else cells
    frame = pd.DataFrame(data, copy=False)
    frame.attrs["units"] = {name: unit for name, _, unit, _, _ in columns if unit}
    frame.attrs["descriptions"] = {name: description for name, _, _, description, _ in columns}
    return frame


def premises_frame(held: Dict[str, npt.NDArray[Any]], columns: Sequence[Column]) -> pd.DataFrame:
    """The table of premises. Numbers are views of the engine's memory; so are the codes of `rung`."""
    rung = pd.Categorical.from_codes(held["rung"], categories=list(_core.rungs), ordered=True)
    data: Dict[str, Any] = {
        "id": held["id"],
        "rung": rung,
        "obstacles": _obstacles(held["obstacles"]),
        "homes": held["homes"],
        "users": held["users"],
    }
    rest = frame_of(columns)
    for name in rest.columns:
        data[name] = rest[name].array
    frame = pd.DataFrame(data, copy=False)
    frame.attrs["units"] = {"homes": "homes", "users": "users", **rest.attrs["units"]}
    frame.attrs["descriptions"] = {
        "id": "premises id",
        "rung": "highest rung reached on the coverage ladder",
        "obstacles": "all obstacles, separated by |",
        "homes": "homes in the record",
        "users": "end users",
        **rest.attrs["descriptions"],
    }
    return frame


def _obstacles(bits: npt.NDArray[Any]) -> pd.Categorical:
    """Sets of obstacles, one bit each, as words with | between them; missing where there is none."""
    present = np.flatnonzero(np.bincount(bits)) if len(bits) else np.zeros(0, dtype=np.int64)
    words: List[str] = []
    code_of = np.full(1 << len(_core.obstacles), -1, dtype=np.int16)
    for mask in present.tolist():
        if mask == 0:
            continue
        code_of[mask] = len(words)
        words.append("|".join(name for i, name in enumerate(_core.obstacles) if mask >> i & 1))
    return pd.Categorical.from_codes(code_of[bits], categories=words)


def records_frame(records: Sequence[Dict[str, Any]]) -> pd.DataFrame:
    """One row for each record; members of an inner object become columns such as sole_homes."""
    rows = []
    for record in records:
        row: Dict[str, Any] = {}
        for key, value in record.items():
            if isinstance(value, dict):
                row.update({f"{key}_{inner}": amount for inner, amount in value.items()})
            else:
                row[key] = value
        rows.append(row)
    return pd.DataFrame(rows)


def without_empty_columns(frame: pd.DataFrame, keep: Sequence[str]) -> pd.DataFrame:
    """The frame without columns in which no row has a value."""
    empty = [name for name in frame.columns if name not in keep and frame[name].isna().all()]
    return frame.drop(columns=empty)
