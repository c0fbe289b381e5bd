#include "tools/io/base/open_module.h"

#include <dlfcn.h>

#include <filesystem>

namespace lastmile::io {

ModuleEntry find_module(const std::string& name) {
  std::error_code error;
  const std::filesystem::path beside = std::filesystem::read_symlink("/proc/self/exe", error).parent_path();
  const std::filesystem::path installed = (beside / LASTMILE_MODULE_FOLDER).lexically_normal();
  for (const std::filesystem::path& folder : {beside, installed, beside.parent_path()}) {
    const std::filesystem::path path = folder / (name + ".so");
    if (!std::filesystem::exists(path, error)) continue;
    void* library = ::dlopen(path.c_str(), RTLD_NOW | RTLD_LOCAL);
    if (library == nullptr) return {nullptr, path, ::dlerror()};
    void* function = ::dlsym(library, name.c_str());
    return {function, path, function == nullptr ? path.string() + " is no module of lastmile" : ""};
  }
  return {nullptr, {}, name + ".so is not in " + beside.string() + " or " + installed.string()};
}

}  // namespace lastmile::io
