// The equipment library: which media there are and what each access technology can do over them. Figures come
// from models/access/equipment.yaml, which a scenario may override; nothing here knows a figure by itself.
#pragma once

#include <array>
#include <cstdint>
#include <limits>
#include <string>
#include <string_view>
#include <vector>

#include "models/base/ids.h"

namespace lastmile {

using MediumId = Id<struct MediumTag>;
using TechnologyId = Id<struct TechnologyTag>;

// What a medium is made of; a technology runs over one of these.
enum class MediumKind : std::uint8_t { fibre, copper, coax, radio, satellite };
inline constexpr std::array<std::string_view, 5> medium_kind_names = {"fibre", "copper", "coax", "radio",
                                                                      "satellite"};

struct Medium {
  std::string name;  // as links name it: fibre, copper-0.4, ...
  MediumKind kind = MediumKind::fibre;
  double delay_us_per_km = 0;  // one way
  // Copper pairs only.
  double loop_ohm_per_km = 0;
  double voice_loss_db_per_km = 0;  // at 1 kHz
  // By how much a rate table's lengths grow or shrink on this pair: table metres per metre of it.
  double rate_length_factor = 1;
  std::string source;
};

enum class TechnologyKind : std::uint8_t { optical, copper, voice, coax, radio, satellite };
inline constexpr std::array<std::string_view, 6> technology_kind_names = {"optical", "copper", "voice",
                                                                          "coax",    "radio",  "satellite"};

// A point of a table of rates by loop length; between two points rates are interpolated linearly.
struct RatePoint {
  double length_m = 0;
  double down_mbps = 0;
  double up_mbps = 0;
};

// An optical distribution network: the window its loss must lie in and what its parts lose.
struct OpticalLimits {
  double min_loss_db = 0;  // below it the receiver is overloaded
  double max_loss_db = 0;
  double reach_m = 0;            // longest fibre, head-end to outlet
  std::uint32_t max_split = 1;   // largest product of splits
  double most_db_per_km = 0;     // at the wavelength that loses most
  double least_db_per_km = 0;    // at the one that loses least
  double splice_db = 0;          // each
  double connector_db = 0;       // each mated pair
  double margin_db = 0;          // kept for ageing and repairs
  std::vector<double> split_db;  // of a 1:2, 1:4, 1:8, ... splitter
};

struct VoiceLimits {
  double max_loop_ohm = 0;
  double max_loss_db = 0;  // at 1 kHz
};

enum class RadioModel : std::uint8_t { rma, uma, umi };  // 3GPP TR 38.901 table 7.4.1-1
inline constexpr std::array<std::string_view, 3> radio_model_names = {"rma", "uma", "umi"};
enum class Sight : std::uint64_t { nlos, los };  // so wide that a LinkMake has no padding
inline constexpr std::array<std::string_view, 2> sight_names = {"nlos", "los"};

// What a receiver makes of its signal to noise ratio: the last row whose ratio is reached.
struct ModulationPoint {
  double snr_db = 0;
  double bits_per_hz = 0;
};

struct RadioSystem {
  RadioModel model = RadioModel::rma;
  double frequency_ghz = 0;
  double mast_height_m = 0;
  double home_height_m = 0;  // of the home's antenna
  double building_height_m = 0;
  double street_width_m = 0;
  double bandwidth_mhz = 0;
  double down_share = 0;  // of the time, to the homes; the rest is theirs
  double overhead = 0;    // share of the rate lost to signalling
  double mast_eirp_dbm = 0;
  double home_eirp_dbm = 0;
  double mast_gain_db = 0;  // receiving
  double home_gain_db = 0;
  double mast_noise_figure_db = 0;
  double home_noise_figure_db = 0;
  double margin_db = 0;  // kept for shadowing
  std::vector<ModulationPoint> modulation;
};

struct Technology {
  std::string name;  // as sites and final links name it: gpon-b+, vdsl2-17a, ...
  std::string title;
  TechnologyKind kind = TechnologyKind::optical;
  MediumKind medium = MediumKind::fibre;  // what it runs over from head-end to outlet
  int fcc_code = 0;                       // FCC Broadband Data Collection
  double down_mbps = 0;                   // the most one home gets
  double up_mbps = 0;
  // What the homes on one shared medium (PON, coax segment, radio sector, satellite cell) get together;
  // infinite where each home has its own.
  double shared_down_mbps = std::numeric_limits<double>::infinity();
  double shared_up_mbps = std::numeric_limits<double>::infinity();
  double latency_ms = 0;         // the equipment's own, there and back, propagation on the path not included
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

// What a service must offer. 0: not asked for.
struct ServiceProfile {
  std::string name;  // empty where the scenario gives its own figures
  double down_mbps = 0;
  double up_mbps = 0;
  double latency_ms = 0;  // there and back
};

}  // namespace lastmile
