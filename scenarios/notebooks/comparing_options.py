# %% [markdown]
# # Comparing options
#
# Three ways to build the same town: all streets first, each home followed through, or only where somebody orders.

# %%
from pathlib import Path

import lastmile as lm

scenarios = Path(__file__).parent.parent if "__file__" in globals() else Path("..")
town = lm.read(scenarios / "town_rollout.yaml")
comparison = lm.compare(town)

# %% [markdown]
# One row per option, one column per figure: homes, home-years and money at the end of the timeline.

# %%
figures = ["served_homes", "home_years_served", "spending", "stranded_value", "net_present_value"]
print(comparison.totals.set_index("option")[figures].T)

# %% [markdown]
# The course has one row per option, period and figure.

# %%
course = comparison.course
served = course[course["figure"] == "served_homes"].pivot(index="period", columns="option", values="value")
print(served)

# %% [markdown]
# When did the options part, and what did they start until then?

# %%
parted = served.index[(served.max(axis="columns") > served.min(axis="columns"))][0]
print("The options part in", parted)
works = comparison.works
early = works[works["period_started"] <= parted]
print(early.pivot_table(index="tier", columns="option", values="paid_operator", aggfunc="sum", fill_value=0))

# %% [markdown]
# The same money, spent by a plan with a proven bound: what no order of works could beat.

# %%
money = comparison.totals["spending"].min()
plan = lm.plan(town, budget=money)
print(plan)
print(f"{plan.objective:,.0f} users are served, and no plan can serve more than {plan.bound:,.0f}")
