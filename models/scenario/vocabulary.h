// The words that reports use for what is counted, so that a campaign can count voters and a shop buyers.
#pragma once

#include <string>

namespace lastmile {

struct Vocabulary {
  std::string home = "home";
  std::string homes = "homes";
  std::string user = "user";
  std::string users = "users";
  std::string final_link = "final link";
  std::string final_links = "final links";
  std::string backbone = "backbone";
  std::string served = "served";
};

}  // namespace lastmile
