#include "tools/generate/start.h"

#include <fmt/format.h>

#include <filesystem>

#include "tools/io/files/abandoned_output.h"
#include "tools/io/files/output_directory.h"
#include "tools/io/problems/problem.h"

namespace lastmile::io {

void write_start(const std::string& folder) {
  std::error_code error;
  for (const auto& entry : std::filesystem::directory_iterator(folder, error))
    if (!entry.path().filename().string().starts_with(
            staging_prefix))  // what a killed process left goes away
      throw IoFailed(fmt::format("{}: the folder is not empty; choose a new or an empty one", folder));
  OutputDirectory directory(folder);
  for (const StartFile& file : start_files()) {
    OutputFile out(directory.place_for(std::string{file.name}));
    out.write(file.content);
    out.close();
  }
  directory.finish();
}

}  // namespace lastmile::io
