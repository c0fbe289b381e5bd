#include "tools/io/geo/projection.h"

#include <dlfcn.h>
#include <fmt/format.h>
#include <proj.h>

#include <algorithm>
#include <array>
#include <cmath>

#include "tools/io/base/text.h"
#include "tools/io/problems/problem.h"

namespace lastmile::io {
namespace {

// The functions of PROJ, from a library that is opened at run time and stays open.
struct Proj {
  decltype(&::proj_context_create) context_create;
  decltype(&::proj_context_destroy) context_destroy;
  decltype(&::proj_context_set_enable_network) set_enable_network;
  decltype(&::proj_context_get_database_path) database_path;
  decltype(&::proj_log_level) log_level;
  decltype(&::proj_create) create;
  decltype(&::proj_create_crs_to_crs) create_crs_to_crs;
  decltype(&::proj_normalize_for_visualization) normalize;
  decltype(&::proj_get_type) type_of;
  decltype(&::proj_destroy) destroy;
  decltype(&::proj_trans) trans;
  decltype(&::proj_errno_reset) errno_reset;
};

template <class Function>
void find(void* library, const char* name, Function& function) {
  function = reinterpret_cast<Function>(::dlsym(library, name));
  if (function == nullptr) throw IoFailed(fmt::format("libproj has no function {}", name));
}

Proj open_library() {
  constexpr std::array names = {"libproj.so.25", "libproj.so"};  // Debian 12; any other
  void* library = nullptr;
  for (const char* name : names)
    if (library == nullptr) library = ::dlopen(name, RTLD_NOW | RTLD_LOCAL);
  if (library == nullptr)
    throw IoFailed(
        fmt::format("cannot load {}, which a crs needs: install the package libproj25 (or PROJ 6 or "
                    "later), or give longitude and latitude",
                    names.front()));
  Proj proj{};
  find(library, "proj_context_create", proj.context_create);
  find(library, "proj_context_destroy", proj.context_destroy);
  find(library, "proj_context_set_enable_network", proj.set_enable_network);
  find(library, "proj_context_get_database_path", proj.database_path);
  find(library, "proj_log_level", proj.log_level);
  find(library, "proj_create", proj.create);
  find(library, "proj_create_crs_to_crs", proj.create_crs_to_crs);
  find(library, "proj_normalize_for_visualization", proj.normalize);
  find(library, "proj_get_type", proj.type_of);
  find(library, "proj_destroy", proj.destroy);
  find(library, "proj_trans", proj.trans);
  find(library, "proj_errno_reset", proj.errno_reset);
  return proj;
}

const Proj& library() {
  static const Proj proj = open_library();
  return proj;
}

bool has_horizontal_coordinates(PJ_TYPE type) {
  return type == PJ_TYPE_PROJECTED_CRS || type == PJ_TYPE_GEOGRAPHIC_2D_CRS ||
         type == PJ_TYPE_GEOGRAPHIC_3D_CRS || type == PJ_TYPE_COMPOUND_CRS;
}

constexpr std::string_view authority = "EPSG:";

}  // namespace

bool looks_like_crs(std::string_view text) {
  constexpr std::size_t most_digits = 6;
  if (text.size() <= authority.size() || text.size() > authority.size() + most_digits) return false;
  const std::string_view digits = text.substr(authority.size());
  return equals_ignoring_case(text.substr(0, authority.size()), authority) &&
         std::all_of(digits.begin(), digits.end(), [](char c) { return c >= '0' && c <= '9'; });
}

struct Projection::Opened {
  PJ_CONTEXT* context = nullptr;
  PJ* conversion = nullptr;

  Opened() : context(library().context_create()) {}
  ~Opened() {
    if (conversion != nullptr) library().destroy(conversion);
    library().context_destroy(context);
  }
  Opened(const Opened&) = delete;
  Opened& operator=(const Opened&) = delete;
};

Projection::Projection(std::unique_ptr<Opened> opened) : opened_(std::move(opened)) {}
Projection::~Projection() = default;

std::unique_ptr<Projection> Projection::open(const std::string& crs) {
  const Proj& proj = library();
  auto opened = std::make_unique<Opened>();
  proj.log_level(opened->context, PJ_LOG_NONE);
  proj.set_enable_network(opened->context, 0);  // the result must not depend on a connection
  if (proj.database_path(opened->context) == nullptr)
    throw IoFailed("cannot find proj.db, which a crs needs: install the package proj-data");
  PJ* const described = proj.create(opened->context, crs.c_str());
  if (described == nullptr) return nullptr;
  const bool is_horizontal = has_horizontal_coordinates(proj.type_of(described));
  proj.destroy(described);
  if (!is_horizontal) return nullptr;
  PJ* const as_registered = proj.create_crs_to_crs(opened->context, crs.c_str(), "EPSG:4326", nullptr);
  if (as_registered == nullptr) return nullptr;
  opened->conversion = proj.normalize(opened->context, as_registered);
  proj.destroy(as_registered);
  if (opened->conversion == nullptr) return nullptr;
  return std::unique_ptr<Projection>(new Projection(std::move(opened)));
}

std::optional<Point> Projection::to_wgs84(double x, double y) const {
  constexpr double most_lon = 180;
  constexpr double most_lat = 90;
  PJ_COORD at{};
  at.xyzt = {x, y, 0, HUGE_VAL};
  const PJ_COORD found = library().trans(opened_->conversion, PJ_FWD, at);
  const Point point{found.lp.lam, found.lp.phi};
  if (std::abs(point.lon) <= most_lon && std::abs(point.lat) <= most_lat) return point;  // not if infinite
  library().errno_reset(opened_->conversion);
  return std::nullopt;
}

}  // namespace lastmile::io
