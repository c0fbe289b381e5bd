// The parts that only one kind of technology has: rates of copper, limits of optics and voice, a radio
// system.
#pragma once

#include "tools/io/equipment/entry_reader.h"

namespace lastmile::io {

// Each is a mapping inside its technology.
const Keys<EntryOf<OpticalLimits>>& optical_keys();
const Keys<EntryOf<VoiceLimits>>& voice_keys();
const Keys<EntryOf<RadioSystem>>& radio_keys();

// The key "rates" itself.
Key<EntryOf<Technology>> rates_key(std::string_view name);

// The least losses of parts that the entry does not give. A changed entry lowers them to the greatest losses
// that it gives; in a new entry they equal the greatest losses.
void complete_least_losses(const EntryReader& entry, OpticalLimits& limits);
void equate_least_losses(const EntryReader& entry, OpticalLimits& limits);

void check_rates(EntryReader& entry, const std::vector<RatePoint>& points);
void check_optical(EntryReader& entry, const OpticalLimits& limits);
void check_radio(EntryReader& entry, const RadioSystem& radio);

// Required keys of a new radio technology.
void require_radio(EntryReader& entry, const RadioSystem& radio);

}  // namespace lastmile::io
