// The engine for programs in C++: build a plant, evaluate it, explain a premises, follow options through
// time. Installed as <lastmile/lastmile.h>.
//
//   const Plant plant = town.build();                    // PlantBuilder town, see builder.h
//   const Network network = build_network(plant);        // its structure; valid while states change
//   const Coverage coverage = evaluate(plant, network);  // coverage.standings.ladder[Rung::served].homes
//
// Everything is in namespace lastmile. Functions have no side effects and may run on several threads at
// once. They use all cores; with_threads(n, work) sets a limit.
#pragma once

#include "models/plant/builder.h"
#include "sim/coverage/explain.h"
#include "sim/rollout/option_comparison.h"
#include "sim/rollout/simulate.h"
#include "sim/support/parallel.h"
