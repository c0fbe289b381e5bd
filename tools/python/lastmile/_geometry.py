"""Frames with geometry, for GeoPandas where it is installed."""

from __future__ import annotations

import importlib
import importlib.util
from typing import Any

from ._lazy import pd

WGS84 = "EPSG:4326"


def has_geopandas() -> bool:
    """Whether geopandas is installed; it is imported when it is used."""
    return importlib.util.find_spec("geopandas") is not None


def require_geopandas() -> Any:
    """The module geopandas. Raises ImportError with what to install."""
    if not has_geopandas():
        raise ImportError("frames with geometry need geopandas (Debian: python3-geopandas)")
    return importlib.import_module("geopandas")


def geo_sites(frame: pd.DataFrame) -> Any:
    """Sites or premises as points, none where coordinates are missing."""
    gpd = require_geopandas()
    missing = pd.Series(float("nan"), index=frame.index)
    points = gpd.points_from_xy(frame.get("lon", missing), frame.get("lat", missing))
    geometry = gpd.GeoSeries(points, index=frame.index).where(frame.get("lon", missing).notna())
    return gpd.GeoDataFrame(frame.drop(columns=["lon", "lat"], errors="ignore"), geometry=geometry, crs=WGS84)


def geo_links(frame: pd.DataFrame, sites: pd.DataFrame, premises: pd.DataFrame) -> Any:
    """Links along their routes, or straight between their ends where no route is given."""
    gpd = require_geopandas()
    both = pd.concat([sites, premises])
    places = both.reindex(columns=["id", "lon", "lat"]).set_index("id")
    ends = [places.reindex(frame[end]).to_numpy() for end in ("from", "to")]
    routes = frame["route"] if "route" in frame else pd.Series(None, index=frame.index, dtype=object)
    lines = [
        route if isinstance(route, str) else _straight(start, stop)
        for route, start, stop in zip(routes, ends[0], ends[1])
    ]
    geometry = gpd.GeoSeries.from_wkt(pd.Series(lines, index=frame.index, dtype=object))
    return gpd.GeoDataFrame(frame.drop(columns="route", errors="ignore"), geometry=geometry, crs=WGS84)


def drops_of(premises: pd.DataFrame) -> pd.DataFrame:
    """The own drops of premises as links."""
    if "drop_from" not in premises:
        return pd.DataFrame(columns=["id", "from", "to"], dtype=object)
    own = premises[premises["drop_from"].notna()]
    drops = pd.DataFrame({"id": own["id"] + "/drop", "from": own["drop_from"], "to": own["id"]})
    if "drop_route" in own:
        drops["route"] = own["drop_route"]
    return drops.reset_index(drop=True)


def _straight(start: Any, stop: Any) -> Any:
    if pd.isna(start).any() or pd.isna(stop).any():
        return None
    return f"LINESTRING ({start[0]!r} {start[1]!r}, {stop[0]!r} {stop[1]!r})"
