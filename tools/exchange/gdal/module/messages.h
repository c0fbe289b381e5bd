// What GDAL says while it works, instead of printing it.
#pragma once

#include <cpl_error.h>

#include <string>
#include <string_view>

#include "tools/exchange/features/gis.h"

namespace lastmile::exchange {

inline std::string quoted(std::string_view text) {
  return "\"" + std::string(text) + "\"";
}

inline std::string in_layer(const GisRequest& request) {
  return request.file + ", layer " + quoted(request.layer);
}

// Collects what GDAL says instead of printing it.
class Messages {
 public:
  Messages() { CPLPushErrorHandlerEx(&Messages::keep, this); }
  ~Messages() { CPLPopErrorHandler(); }
  Messages(const Messages&) = delete;
  Messages& operator=(const Messages&) = delete;

  const std::string& failure() const { return failure_; }
  void forget() { failure_.clear(); }

 private:
  static void CPL_STDCALL keep(CPLErr kind, CPLErrorNum, const char* text) {
    auto* self = static_cast<Messages*>(CPLGetErrorHandlerUserData());
    if (kind >= CE_Failure && self->failure_.empty()) self->failure_ = text;
  }
  std::string failure_;
};

inline std::string because(const std::string& reason) {
  return reason.empty() ? "" : ": " + reason;
}

}  // namespace lastmile::exchange
