// The questions that plans answer.
#pragma once

namespace lastmile::planning {

enum class Question {
  prize_collecting,  // least cost of the tree and of the prizes it leaves out
  steiner,           // least cost of a tree that contains every `must` vertex
  budget,            // most prizes for at most so much cost
  target,            // least cost for at least so many prizes
  value,             // most of so much times the prizes, less the cost
};

struct PlanRequest {
  Question question = Question::prize_collecting;
  double amount = 0;  // budget, target, or value of one unit of prize
};

}  // namespace lastmile::planning
