// SHA-256 (FIPS 180-4), by Nettle.
#pragma once

#include <nettle/sha2.h>

#include <string>
#include <string_view>

namespace lastmile::io {

class Sha256 {
 public:
  Sha256() { sha256_init(&state_); }
  void add(std::string_view bytes);
  std::string hex();  // once, at the end

 private:
  sha256_ctx state_;
};

}  // namespace lastmile::io
