// Modules: parts of the program with large libraries of their own, which only some commands open at run time.
// A module is a file `NAME.so` with one function `NAME` that takes the program's version and makes the object
// behind which everything else is; it makes none for another version than its own.
#pragma once

#include <memory>
#include <string>

namespace lastmile::io {

// The function of the module; null with the reason if there is no such module. It stays loaded until the end.
struct ModuleEntry {
  void* function = nullptr;
  std::string path;
  std::string why_not;
};
// Looks beside the program, then where `cmake --install` puts modules.
ModuleEntry find_module(const std::string& name);

template <class Interface>
struct OpenedModule {
  std::unique_ptr<Interface> module;
  std::string why_not;  // if there is none
};

// Throws what the module throws when it begins.
template <class Interface>
OpenedModule<Interface> open_module(const std::string& name, const std::string& program_version) {
  const ModuleEntry entry = find_module(name);
  if (entry.function == nullptr) return {nullptr, entry.why_not};
  const auto make = reinterpret_cast<Interface* (*)(const char*)>(entry.function);
  std::unique_ptr<Interface> module(make(program_version.c_str()));
  if (!module) return {nullptr, entry.path + " belongs to another version of lastmile"};
  return {std::move(module), {}};
}

}  // namespace lastmile::io
