// How QGIS draws the layers of results: premises by rung and obstacle, links by state and as wide as their
// stranded value, sites by kind and state.
#pragma once

#include <string>
#include <string_view>

namespace lastmile::exchange {

// A style in QML of the layer `sites`, `links`, `drops` or `premises`.
std::string layer_style(std::string_view layer);

}  // namespace lastmile::exchange
