// JSON Schemas for the values of a scenario file.
#pragma once

#include <array>
#include <span>

#include "tools/io/base/format.h"
#include "tools/io/base/json.h"

namespace lastmile::io {

// Text may be written without quotes, so `id: 17` and `name: 2025` are text too.
Json any_text();  // not empty
Json text_or_nothing();

Json number_between(double least, double most);
Json number_above(double bound, double most);
Json whole_between(std::uint32_t least, std::uint32_t most);
Json exactly_one_of(std::span<const std::string_view> words);
Json one_of(std::span<const std::string_view> words);  // in any case of letters
Json point_schema();                                   // [longitude, latitude]
Json type_schema(CellType type);
Json fields_schema(std::span<const Field> fields);

// A key without a value counts as absent.
Json or_nothing(const Json& schema);
Json list_of(const Json& item);
Json one_or_list_of(const Json& item);

// A mapping that may have these keys, all with the same schema.
Json even_mapping_of(std::span<const std::string_view> keys, const Json& value);
// A reference to this name in "$defs" of the schema.
Json definition(std::string_view name);
// A mapping with any keys.
Json mapping_to(const Json& value);

}  // namespace lastmile::io
