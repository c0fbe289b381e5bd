// Who pays what part of what a rollout spends. The operator pays the rest.
#pragma once

#include <algorithm>
#include <string>
#include <vector>

#include "models/time/trade.h"

namespace lastmile {

struct Payer {
  std::string name;
  // Of whatever is spent on an element of that trade in that area; the last area stands for none.
  EnumArray<Trade, std::vector<double>> share;
};

// The part that is left to the operator; what is left by rounding alone is nothing.
inline double operator_share(const std::vector<Payer>& payers, Trade trade, std::size_t area) {
  double left = 1;
  for (const Payer& payer : payers) left -= payer.share[trade][area];
  constexpr double rounding = 1e-12;
  return left < rounding ? 0 : left;
}

// What each payer has paid, in their order, and the operator. Currency.
struct Payments {
  std::vector<double> by_payer;
  double by_operator = 0;

  void add(double amount, const std::vector<Payer>& payers, Trade trade, std::size_t area) {
    by_payer.resize(payers.size(), 0);
    for (std::size_t i = 0; i < payers.size(); ++i) by_payer[i] += amount * payers[i].share[trade][area];
    by_operator += amount * operator_share(payers, trade, area);
  }
  Payments& operator+=(const Payments& other) {
    by_payer.resize(std::max(by_payer.size(), other.by_payer.size()), 0);
    for (std::size_t i = 0; i < other.by_payer.size(); ++i) by_payer[i] += other.by_payer[i];
    by_operator += other.by_operator;
    return *this;
  }
};

}  // namespace lastmile
