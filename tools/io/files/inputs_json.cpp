#include "tools/io/files/inputs_json.h"

namespace lastmile::io {

Json inputs_json(const std::vector<InputRecord>& inputs) {
  Json list = Json::array();
  for (const InputRecord& input : inputs)
    list.push_back({{"name", input.name}, {"bytes", input.bytes}, {"sha256", input.sha256}});
  return list;
}

}  // namespace lastmile::io
