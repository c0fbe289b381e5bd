# %% [markdown]
# # Uncertainty
#
# What if the budget, the discount rate and the price of drops turn out otherwise? Run a study: it draws them at random,
# follows all options for each draw, and tells which option is best and what drives its value.

# %%
from pathlib import Path

import lastmile as lm

scenarios = Path(__file__).parent.parent if "__file__" in globals() else Path("..")
study = scenarios / "studies" / "town_money.yaml"
print(study.read_text(encoding="utf-8"))

# %% [markdown]
# One row of `runs` for each run and option, with the values that were drawn and the figures. The same study gives the
# same numbers everywhere: its seed makes the draws repeatable.

# %%
results = lm.sweep(study)
print(results.runs.groupby("option")[["served_homes", "net_present_value"]].describe().T)
for note in results.notes:
    print(note)

# %% [markdown]
# How far the figures spread, and how often each option is best. The runs of a Sobol study stand in groups: the first two
# of each group are independent draws, the others change one value of them.

# %%
print(results.summary[["option", "figure", "mean", "q025", "median", "q975"]])
group = results.json["as_written"]["vary"].keys()
independent = results.runs[(results.runs["run"] - 1) % (len(group) + 2) < 2]
best = independent.loc[independent.groupby("run")["net_present_value"].idxmax(), "option"]
print(best.value_counts())

# %% [markdown]
# What drives the value: the share of its variance that each parameter explains alone (first order) and together with
# the others (total).

# %%
of_value = results.sensitivity[results.sensitivity["figure"] == "net_present_value"]
print(of_value.pivot(index="parameter", columns="option", values=["first_order", "total"]).round(2))

# %% [markdown]
# A single run again, with the values of a row: `set` gives a copy of the scenario without reading it again.

# %%
town = lm.read(scenarios / "town_rollout.yaml")
worst = results.runs.loc[results.runs["net_present_value"].idxmin()]
print(worst)
again = town.set("economics.discount_rate", worst["economics.discount_rate"])
print(lm.compare(again).totals[["option", "served_homes", "net_present_value"]])
