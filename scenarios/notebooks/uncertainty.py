# %% [markdown]
# # Uncertainty
#
# What if the budget, the discount rate and the revenue turn out otherwise? Draw them at random, follow all options for
# each draw, and see which option is best and what drives its value.

# %%
from pathlib import Path

import lastmile as lm
import numpy as np
import pandas as pd

scenarios = Path(__file__).parent.parent if "__file__" in globals() else Path("..")
town = scenarios / "town_rollout.yaml"

# %% [markdown]
# Paths are those of `--set`. The seed makes the draws repeatable.

# %%
random = np.random.default_rng(1)
draws = pd.DataFrame(
    {
        "economics.discount_rate": random.uniform(0.03, 0.10, 40),
        "economics.revenue_per_home_month": random.triangular(20, 30, 50, 40),
        "rollout.budget_per_period": random.uniform(10_000, 25_000, 40),
    }
)
print(draws.describe().loc[["min", "mean", "max"]])

# %% [markdown]
# One run for each draw: all options of the town with these values.

# %%
runs = []
for number, draw in enumerate(draws.to_dict("records")):
    runs.append(lm.compare(lm.read(town, draw)).totals.assign(run=number))
totals = pd.concat(runs, ignore_index=True)

# %% [markdown]
# How far the figures spread, and how often each option serves most home-years.

# %%
print(totals.groupby("option")["home_years_served"].describe()[["min", "25%", "50%", "75%", "max"]])
best = totals.loc[totals.groupby("run")["home_years_served"].idxmax(), "option"]
print(best.value_counts())

# %% [markdown]
# What drives the value: rank correlations of each parameter with the net present value.

# %%
for option, of_option in totals.groupby("option"):
    value = of_option.set_index("run")["net_present_value"]
    print(option, draws.rank().corrwith(value.rank()).round(2).to_dict())
