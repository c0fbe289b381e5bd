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

// What each payer has paid, in their order, and the operator. Currency.
struct Payments {
  std::vector<double> by_payer;
  double by_operator = 0;

  void add(double amount, const std::vector<Payer>& payers, Trade trade, std::size_t area) {
    by_payer.resize(payers.size(), 0);
    double rest = amount;
    for (std::size_t i = 0; i < payers.size(); ++i) {
      const double part = amount * payers[i].share[trade][area];
      by_payer[i] += part;
      rest -= part;
    }
    constexpr double rounding = 1e-12;  // what only rounding leaves is nothing
    by_operator += rest > rounding * amount ? rest : 0;
  }
  Payments& operator+=(const Payments& other) {
    by_payer.resize(std::max(by_payer.size(), other.by_payer.size()), 0);
    for (std::size_t i = 0; i < other.by_payer.size(); ++i) by_payer[i] += other.by_payer[i];
    by_operator += other.by_operator;
    return *this;
  }
};

}  // namespace lastmile
