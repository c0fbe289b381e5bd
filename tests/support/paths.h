// Paths of the project and the program. Only paths.cpp depends on the build folder, so that all other tests
// compile identically in every checkout.
#pragma once

#include <string>

namespace lastmile::test {

std::string in_source(const std::string& path);  // a path in the project, from its top folder
std::string program_path();
std::string default_real_data_folder();

}  // namespace lastmile::test
