// The equipment library: the media, and what each access technology can do over them. All figures come from
// models/access/equipment.yaml, which a scenario may override.
#pragma once

#include <cstdint>
#include <limits>
#include <string>
#include <string_view>
#include <vector>

#include "models/base/enum_array.h"
#include "models/base/ids.h"

namespace lastmile {

using MediumId = Id<struct MediumTag>;
using TechnologyId = Id<struct TechnologyTag>;

// The material of a medium; a technology runs over one kind.
enum class MediumKind : std::uint8_t { fibre, copper, coax, radio, satellite };
constexpr MediumKind last_of(MediumKind) {
  return MediumKind::satellite;
}
inline constexpr EnumArray<MediumKind, std::string_view> medium_kind_names = {
    {"fibre", "copper", "coax", "radio", "satellite"}};

struct Medium {
  std::string name;  // as used by links: fibre, copper-0.4, ...
  MediumKind kind = MediumKind::fibre;
  double delay_us_per_km = 0;  // one way
  // Copper pairs only.
  double loop_ohm_per_km = 0;
  double voice_loss_db_per_km = 0;  // at 1 kHz
  // Converts lengths for rate tables: metres in the table per metre of this pair.
  double rate_length_factor = 1;
  std::string source;
};

enum class TechnologyKind : std::uint8_t { optical, copper, voice, coax, radio, satellite };
constexpr TechnologyKind last_of(TechnologyKind) {
  return TechnologyKind::satellite;
}
inline constexpr EnumArray<TechnologyKind, std::string_view> technology_kind_names = {
    {"optical", "copper", "voice", "coax", "radio", "satellite"}};

// One point of a table of rates by loop length; rates between points are interpolated linearly.
struct RatePoint {
  double length_m = 0;
  double down_mbps = 0;
  double up_mbps = 0;
};

// An optical distribution network: the allowed range of its loss, and the loss of its parts.
struct OpticalLimits {
  double min_loss_db = 0;  // a lower loss overloads the receiver
  double max_loss_db = 0;
  double reach_m = 0;           // longest fibre, head-end to outlet
  std::uint32_t max_split = 1;  // largest product of splits
  double most_db_per_km = 0;    // at the wavelength with the highest loss
  double least_db_per_km = 0;   // at the wavelength with the lowest loss
  // The greatest and the least plausible loss of a part.
  double splice_db = 0;  // each
  double least_splice_db = 0;
  double connector_db = 0;  // each mated pair
  double least_connector_db = 0;
  std::vector<double> split_db;  // of a 1:2, 1:4, 1:8, ... splitter
  std::vector<double> least_split_db;
  double margin_db = 0;  // reserved for ageing and repairs
};

struct VoiceLimits {
  double max_loop_ohm = 0;
  double max_loss_db = 0;  // at 1 kHz
};

enum class RadioModel : std::uint8_t { rma, uma, umi };  // 3GPP TR 38.901 table 7.4.1-1
constexpr RadioModel last_of(RadioModel) {
  return RadioModel::umi;
}
inline constexpr EnumArray<RadioModel, std::string_view> radio_model_names = {{"rma", "uma", "umi"}};
enum class Sight : std::uint64_t { nlos, los };  // so wide that a LinkSpec has no padding
constexpr Sight last_of(Sight) {
  return Sight::los;
}
inline constexpr EnumArray<Sight, std::string_view> sight_names = {{"nlos", "los"}};

// Spectral efficiency by signal-to-noise ratio: the last row whose ratio is reached applies.
struct ModulationPoint {
  double snr_db = 0;
  double bits_per_hz = 0;
};

struct RadioSystem {
  RadioModel model = RadioModel::rma;
  double frequency_ghz = 0;
  double mast_height_m = 0;
  double home_height_m = 0;  // of the antenna at the home
  double building_height_m = 0;
  double street_width_m = 0;
  double bandwidth_mhz = 0;
  double down_share = 0;  // share of time for downstream; the rest is upstream
  double overhead = 0;    // share of the rate used for signalling
  double mast_eirp_dbm = 0;
  double home_eirp_dbm = 0;
  double mast_gain_db = 0;  // receiving
  double home_gain_db = 0;
  double mast_noise_figure_db = 0;
  double home_noise_figure_db = 0;
  double margin_db = 0;  // reserved for shadowing
  std::vector<ModulationPoint> modulation;
};

struct Technology {
  std::string name;  // as used by sites and final links: gpon-b+, vdsl2-17a, ...
  std::string title;
  TechnologyKind kind = TechnologyKind::optical;
  MediumKind medium = MediumKind::fibre;  // between head-end and outlet
  int fcc_code = 0;                       // FCC Broadband Data Collection
  double down_mbps = 0;                   // maximum for one home
  double up_mbps = 0;
  // Total for all homes on one shared medium (PON, coax segment, radio sector, satellite cell); infinite if
  // nothing is shared.
  double shared_down_mbps = std::numeric_limits<double>::infinity();
  double shared_up_mbps = std::numeric_limits<double>::infinity();
  double latency_ms = 0;         // round trip of the equipment alone, without propagation
  std::vector<RatePoint> rates;  // copper
  OpticalLimits optical;
  VoiceLimits voice;
  RadioSystem radio;
  std::string source;
};

struct Equipment {
  IdVector<MediumId, Medium> media;
  IdVector<TechnologyId, Technology> technologies;
};

// The requirements of a service. 0: not required.
struct ServiceProfile {
  std::string name;  // empty if the scenario gives its own figures
  double down_mbps = 0;
  double up_mbps = 0;
  double latency_ms = 0;  // round trip

  bool operator==(const ServiceProfile&) const = default;
};

}  // namespace lastmile
