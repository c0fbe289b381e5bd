// The names of elements that people read beside the ids; without text where none was given.
#pragma once

#include "models/base/ragged_column.h"

namespace lastmile {

struct Titles {
  RaggedColumn<char> sites;
  RaggedColumn<char> premises;
  RaggedColumn<char> links;  // explicit links
};

}  // namespace lastmile
