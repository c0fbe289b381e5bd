# %% [markdown]
# # A first look
#
# The cable network of a small town: who is served, what blocks the others, and where the money stands. Run it cell by
# cell in Jupyter (with jupytext) or in an editor that knows percent format, or as a script.

# %%
from pathlib import Path

import lastmile as lm

scenarios = Path(__file__).parent.parent if "__file__" in globals() else Path("..")
town = lm.read(scenarios / "cable.yaml")
result = lm.run(town)
print(result)

# %% [markdown]
# The coverage ladder: each rung counts all that reach it.

# %%
ladder = result.ladder.set_index("rung")
ladder["share"] = ladder["homes"] / ladder.loc["located", "homes"]
print(ladder)

# %% [markdown]
# What blocks the others. `sole` is the only obstacle of a home, `joint` the first of several.

# %%
print(result.causes.set_index("cause")[["sole_homes", "joint_homes", "sole_stranded", "joint_stranded"]])

# %% [markdown]
# Tables of premises and elements are frames, so questions of your own take a line.

# %%
premises = result.premises
print(premises.groupby("rung", observed=True)["homes"].agg(["count", "sum"]))
print(result.elements.nlargest(5, "stranded")[["id", "kind", "value", "stranded"]])

# %% [markdown]
# Take the largest record that is not served, and ask why.

# %%
largest = premises[premises["rung"] != "served"].nlargest(1, "homes")["id"].iloc[0]
why = lm.explain(result, largest)
print(why)
print(why.route[["element", "tier", "state", "completion_cost", "value"]])

# %% [markdown]
# What if a failed node were repaired? The copy shares nothing that changes; the town stays as it is.

# %%
repaired = lm.run(town.with_state("node3", "operational"))
print(repaired)
