// A checked scenario as one binary file: read again without parsing and checking text.
//
// Layout: 8 bytes of magic, then little-endian 32-bit format version, 32 reserved bits, 64-bit length and
// XXH3-64 checksum of a JSON directory, the directory, then the blocks it lists, each at its offset with its
// length and checksum. What a command does not ask for (see Keep) is not read. The directory also holds the
// heading, the notes of the reading and the inputs with their hashes. Columns are stored as they lie in
// memory.
//
// The file is read, not mapped: a mapped file that shrinks kills the process. Every block's checksum is
// checked, and every index, state and number is checked against its range, so a damaged or crafted file is
// refused and never crashes.
#pragma once

#include <string>

#include "tools/io/scenario/reading.h"

namespace lastmile::io {

inline constexpr std::uint32_t snapshot_version = 4;

// Whether the file is a regular one and begins like a snapshot.
bool is_snapshot(const std::string& path);

// Writes a scenario that was read with hashed tables; completely or not at all. Throws IoFailed, and
// InputRefused if the scenario has a timeline, which the format cannot hold. Cost: O(bytes).
void write_snapshot(const std::string& path, const ScenarioReading& reading);

// Throws InputRefused if the file is not a valid snapshot, IoFailed if it cannot be read. Cost: O(bytes),
// on all cores.
ScenarioReading read_snapshot(const std::string& path, Progress& progress = Progress::unwatched(),
                              const Keep& keep = {});

}  // namespace lastmile::io
