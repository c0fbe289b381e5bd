"""numpy and pandas, loaded when they are first used: pandas takes longer to load than most scenarios to run."""

import importlib
from typing import TYPE_CHECKING, Any

__all__ = ["np", "pd"]


class _LazyModule:
    """Stands for a module, and imports it when something of it is used."""

    def __init__(self, name: str) -> None:
        self._name = name

    def __getattr__(self, attribute: str) -> Any:
        return getattr(importlib.import_module(self._name), attribute)


if TYPE_CHECKING:
    import numpy as np
    import pandas as pd
else:
    np = _LazyModule("numpy")
    pd = _LazyModule("pandas")
