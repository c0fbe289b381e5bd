// Whether what was read of a layer fits what a mapping says about it.
#pragma once

#include <string>

#include "tools/exchange/features/gis.h"
#include "tools/exchange/mapping/mapping.h"
#include "tools/io/problems/problem.h"

namespace lastmile::exchange {

// Which coordinate reference system the layers of an import are in. Every reference outlives it.
class CrsUse {
 public:
  CrsUse(const Mapping& mapping, io::ProblemList& notes) : mapping_(mapping), notes_(notes) {}

  // The system that a layer says itself, which has priority; empty if it says none. Notes where the mapping
  // gives this layer another.
  std::string own_crs(const GisLayer& head, const GisRequest& request, const LayerMapping& layer);
  // Notes that a system is given for all files, and that no file needed it.
  void note_unused(io::Reporter report, const io::FixedPlace& place) const;

 private:
  const Mapping& mapping_;
  io::ProblemList& notes_;
  bool is_used_ = false;  // the one for all files
  std::string other_;     // that a file says instead
};

// False if a layer that a mapping file describes must not be used: its filter selects nothing, or none of its
// coordinates is a position in `crs`. `says_crs`: the layer says it itself. Notes a layer without features.
bool check_features(const FeatureLayer& layer, const LayerMapping& mapping, const std::string& crs,
                    bool says_crs, io::Reporter report, io::Reporter notes);

}  // namespace lastmile::exchange
