#include "tools/exchange/gdal/load_gis.h"

#include <dlfcn.h>

#include <filesystem>

#include "tools/io/base/version.h"

namespace lastmile::exchange {

#ifdef LASTMILE_GIS_FOLDER
namespace {

constexpr const char* module_name = "lastmile_gis.so";

}  // namespace

LoadedGis load_gis() {
  std::error_code error;
  const std::filesystem::path beside = std::filesystem::read_symlink("/proc/self/exe", error).parent_path();
  std::string why = "cannot find the program's own folder";
  for (const std::filesystem::path& folder : {beside, beside / LASTMILE_GIS_FOLDER, beside.parent_path()}) {
    const std::filesystem::path path = folder / module_name;
    if (!std::filesystem::exists(path, error)) {
      why = std::string(module_name) + " is not in " + beside.string() + " or " +
            (beside / LASTMILE_GIS_FOLDER).lexically_normal().string();
      continue;
    }
    void* library = ::dlopen(path.c_str(), RTLD_NOW | RTLD_LOCAL);
    if (library == nullptr) return {nullptr, ::dlerror()};
    const auto entry = reinterpret_cast<GisEntry>(::dlsym(library, gis_entry));
    Gis* gis = entry == nullptr ? nullptr : entry(std::string(io::lastmile_version).c_str());
    if (gis == nullptr) return {nullptr, path.string() + " belongs to another version of lastmile"};
    return {std::unique_ptr<Gis>(gis), {}};
  }
  return {nullptr, why};
}
#else
LoadedGis load_gis() {
  return {nullptr, "lastmile was built with LASTMILE_GIS=OFF"};
}
#endif

}  // namespace lastmile::exchange
