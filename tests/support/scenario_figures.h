// The figures of each teaching scenario, computed once by an independent program (brute force in Python).
// Money to the cent.
#pragma once

#include <array>
#include <string>
#include <vector>

#include "sim/coverage/ledger.h"

namespace lastmile::test {

struct CauseFigures {
  Obstacle cause;
  Tally sole;
  Tally joint;
  double stranded_sole;
  double stranded_joint;
};

struct ScenarioFigures {
  std::string file;
  EnumArray<Rung, Tally> ladder;     // premises, homes, users; located first
  std::vector<CauseFigures> causes;  // those that some premises has
  std::array<double, 6> books;       // in the order of book_names
};

inline const std::vector<ScenarioFigures>& scenario_figures() {
  static const std::vector<ScenarioFigures> all = {
      {"cable.yaml",
       {{{11, 956, 2390}, {8, 816, 2040}, {3, 224, 560}, {3, 224, 560}, {2, 184, 460}}},
       {{Obstacle::no_route, {1, 12, 30}, {0, 0, 0}, 0, 0},
        {Obstacle::upstream_failed, {1, 80, 200}, {1, 48, 120}, 81497.99, 48898.79},
        {Obstacle::final_link_missing, {3, 460, 1150}, {1, 60, 150}, 299581.63, 41581.67},
        {Obstacle::final_link_inactive, {1, 72, 180}, {0, 0, 0}, 49898, 0},
        {Obstacle::not_subscribed, {1, 40, 100}, {0, 0, 0}, 27556.75, 0}},
       {666420, 109101.77, 8303.39, 549014.84, 0, 93420}},
      {"cable_followed_through.yaml",
       {{{11, 956, 2390}, {8, 816, 2040}, {8, 816, 2040}, {8, 816, 2040}, {8, 816, 2040}}},
       {{Obstacle::no_route, {1, 12, 30}, {0, 0, 0}, 0, 0},
        {Obstacle::upstream_failed, {1, 80, 200}, {1, 48, 120}, 81497.99, 48898.79}},
       {666420, 499199.49, 36823.73, 130396.78, 0, 63990}},
      {"car_sale.yaml",
       {{{9, 9, 16}, {6, 6, 11}, {2, 2, 2}, {2, 2, 2}, {1, 1, 1}}},
       {{Obstacle::no_route, {1, 1, 1}, {0, 0, 0}, 0, 0},
        {Obstacle::upstream_missing, {0, 0, 0}, {1, 1, 3}, 0, 498.4},
        {Obstacle::upstream_failed, {0, 0, 0}, {1, 1, 1}, 0, 320.42},
        {Obstacle::final_link_missing, {4, 4, 9}, {0, 0, 0}, 2472.34, 0},
        {Obstacle::not_subscribed, {1, 1, 1}, {0, 0, 0}, 320.42, 0}},
       {3932, 320.42, 0, 3611.58, 0, 1600}},
      {"car_sale_followed_through.yaml",
       {{{9, 9, 16}, {6, 6, 11}, {6, 6, 11}, {6, 6, 11}, {6, 6, 11}}},
       {{Obstacle::no_route, {1, 1, 1}, {0, 0, 0}, 0, 0},
        {Obstacle::upstream_missing, {0, 0, 0}, {1, 1, 3}, 0, 498.4},
        {Obstacle::upstream_failed, {0, 0, 0}, {1, 1, 1}, 0, 320.42}},
       {3932, 3113.18, 0, 818.82, 0, 140}},
      {"fibre.yaml",
       {{{22, 41'000'000, 82'000'000},
         {16, 16'000'000, 32'000'000},
         {8, 8'000'000, 16'000'000},
         {8, 8'000'000, 16'000'000},
         {4, 4'000'000, 8'000'000}}},
       {{Obstacle::no_route, {4, 19'000'000, 38'000'000}, {0, 0, 0}, 0, 0},
        {Obstacle::upstream_missing, {0, 0, 0}, {2, 6'000'000, 12'000'000}, 0, 300'000'000},
        {Obstacle::final_link_missing,
         {4, 4'000'000, 8'000'000},
         {4, 4'000'000, 8'000'000},
         6'160'000'000,
         6'160'000'000},
        {Obstacle::not_subscribed, {4, 4'000'000, 8'000'000}, {0, 0, 0}, 5'500'000'000, 0}},
       {24'300'000'000, 6'180'000'000, 0, 18'120'000'000, 0, 0}},
      {"fibre_followed_through.yaml",
       {{{22, 41'000'000, 82'000'000},
         {16, 16'000'000, 32'000'000},
         {16, 16'000'000, 32'000'000},
         {16, 16'000'000, 32'000'000},
         {16, 16'000'000, 32'000'000}}},
       {{Obstacle::no_route, {4, 19'000'000, 38'000'000}, {0, 0, 0}, 0, 0},
        {Obstacle::upstream_missing, {0, 0, 0}, {2, 6'000'000, 12'000'000}, 0, 300'000'000}},
       {24'300'000'000, 24'000'000'000, 0, 300'000'000, 0, 0}},
      {"marathon.yaml",
       {{{9, 9, 9}, {7, 7, 7}, {3, 3, 3}, {3, 3, 3}, {2, 2, 2}}},
       {{Obstacle::no_route, {1, 1, 1}, {0, 0, 0}, 0, 0},
        {Obstacle::upstream_failed, {0, 0, 0}, {1, 1, 1}, 0, 95},
        {Obstacle::final_link_missing, {4, 4, 4}, {0, 0, 0}, 384, 0},
        {Obstacle::not_subscribed, {1, 1, 1}, {0, 0, 0}, 96, 0}},
       {767, 192, 0, 575, 0, 23}},
      {"marathon_followed_through.yaml",
       {{{9, 9, 9}, {7, 7, 7}, {7, 7, 7}, {7, 7, 7}, {7, 7, 7}}},
       {{Obstacle::no_route, {1, 1, 1}, {0, 0, 0}, 0, 0},
        {Obstacle::upstream_failed, {0, 0, 0}, {1, 1, 1}, 0, 95}},
       {767, 672, 0, 95, 0, 3}},
      {"telephone.yaml",
       {{{12, 373, 746}, {9, 316, 632}, {3, 62, 124}, {3, 62, 124}, {2, 56, 112}}},
       {{Obstacle::no_route, {1, 5, 10}, {0, 0, 0}, 0, 0},
        {Obstacle::upstream_inactive, {1, 12, 24}, {1, 40, 80}, 32695.65, 72152.17},
        {Obstacle::final_link_missing, {3, 202, 404}, {1, 10, 20}, 345976.78, 18166.71},
        {Obstacle::final_link_inactive, {1, 24, 48}, {0, 0, 0}, 43600.1, 0},
        {Obstacle::final_link_failed, {1, 18, 36}, {0, 0, 0}, 32700.07, 0},
        {Obstacle::not_subscribed, {1, 6, 12}, {0, 0, 0}, 12109.09, 0}},
       {649500, 65773.34, 26326.09, 557400.57, 0, 91000}},
      {"telephone_followed_through.yaml",
       {{{12, 373, 746}, {9, 316, 632}, {9, 316, 632}, {9, 316, 632}, {9, 316, 632}}},
       {{Obstacle::no_route, {1, 5, 10}, {0, 0, 0}, 0, 0},
        {Obstacle::upstream_inactive, {1, 12, 24}, {1, 40, 80}, 32695.65, 72152.17}},
       {649500, 396097.83, 148554.35, 104847.83, 0, 45500}},
      {"turnout.yaml",
       {{{11, 1350, 2700}, {8, 750, 1500}, {4, 218, 435}, {4, 218, 435}, {3, 180, 360}}},
       {{Obstacle::no_route, {1, 150, 300}, {0, 0, 0}, 0, 0},
        {Obstacle::upstream_missing, {0, 0, 0}, {1, 200, 400}, 0, 4258.62},
        {Obstacle::upstream_inactive, {0, 0, 0}, {1, 250, 500}, 0, 19573.28},
        {Obstacle::final_link_missing, {3, 487, 975}, {1, 45, 90}, 40749.53, 3290.01},
        {Obstacle::not_subscribed, {1, 38, 75}, {0, 0, 0}, 3208.22, 0}},
       {86000, 14920.34, 0, 71079.66, 0, 14250}},
      {"turnout_followed_through.yaml",
       {{{11, 1350, 2700}, {8, 750, 1500}, {8, 750, 1500}, {8, 750, 1500}, {6, 667, 1335}}},
       {{Obstacle::no_route, {1, 150, 300}, {0, 0, 0}, 0, 0},
        {Obstacle::upstream_missing, {0, 0, 0}, {1, 200, 400}, 0, 4258.62},
        {Obstacle::upstream_inactive, {0, 0, 0}, {1, 250, 500}, 0, 19573.28},
        {Obstacle::not_subscribed, {2, 83, 165}, {0, 0, 0}, 6498.23, 0}},
       {86000, 55669.87, 0, 30330.13, 0, 14250}}};
  return all;
}

}  // namespace lastmile::test
