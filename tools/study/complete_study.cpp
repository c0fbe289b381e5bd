#include "tools/study/complete_study.h"

#include <fmt/format.h>

#include <filesystem>
#include <fstream>

#include "tools/io/files/sha256.h"
#include "tools/io/problems/problem.h"

namespace lastmile::study {
namespace {

namespace fs = std::filesystem;
using io::Json;

constexpr std::string_view seal_key = "content_sha256";
constexpr std::string_view begin_anew =
    "restore it, or omit --resume to run the study again and replace all its results";

std::string path_of(const std::string& folder, std::string_view name) {
  return (fs::path(folder) / name).string();
}

std::string content_hash(Json record) {
  record.erase(std::string{seal_key});
  io::Sha256 hash;
  hash.add(io::to_text(record));
  return hash.hex();
}

void add_change(io::ProblemList& problems, const std::string& path, std::string message) {
  io::Reporter(path, problems)
      .error(io::FixedPlace({0, 0}), {"changed-result", std::move(message), std::string{begin_anew}});
}

// The hash of the bytes of a file; empty if it cannot be read.
std::string hash_of_file(const std::string& path) {
  std::ifstream file(path, std::ios::binary);
  if (!file) return {};
  io::Sha256 hash;
  std::string bytes(std::size_t{1} << 20U, '\0');
  while (file) {
    file.read(bytes.data(), static_cast<std::streamsize>(bytes.size()));
    hash.add({bytes.data(), static_cast<std::size_t>(file.gcount())});
  }
  return file.bad() ? std::string{} : hash.hex();
}

// Whether the file is there as the record lists it.
void check_file(const std::string& folder, const Json& listed, io::ProblemList& problems) {
  const std::string path = path_of(folder, listed["path"].get<std::string>());
  std::error_code error;
  if (!fs::is_regular_file(path, error))
    add_change(problems, path, "is missing, but the study is finished");
  else if (hash_of_file(path) != listed["sha256"])
    add_change(problems, path, "has changed since the study wrote it");
}

bool is_list_of_files(const Json& record) {
  const auto files = record.find("files");
  if (files == record.end() || !files->is_array()) return false;
  for (const Json& file : *files)
    if (!file.is_object() || !file.contains("path") || !file["path"].is_string() || !file.contains("sha256"))
      return false;
  return true;
}

}  // namespace

void seal(Json& record) {
  record[std::string{seal_key}] = content_hash(record);
}

Json find_record(const std::string& folder, const std::string& hash) {
  const std::string path = path_of(folder, record_file);
  std::ifstream file(path, std::ios::binary);
  if (!file) return nullptr;
  Json found = Json::parse(file, nullptr, false);
  if (found.is_object() && found.value("hash", Json()) == Json(hash)) return found;
  io::ProblemList problems;
  io::Reporter(path, problems)
      .error(io::FixedPlace({0, 0}),
             {"other-study", "the folder holds the results of another study, or of other input",
              "choose another folder, or delete this one to give those results up"});
  throw io::InputRefused(std::move(problems));
}

void require_unchanged(const std::string& folder, const Json& record) {
  io::ProblemList problems;
  if (!is_list_of_files(record) || record.value(std::string{seal_key}, Json()) != Json(content_hash(record)))
    add_change(problems, path_of(folder, record_file), "has changed since the study wrote it");
  else
    for (const Json& listed : record["files"]) check_file(folder, listed, problems);
  if (problems.error_count() > 0) throw io::InputRefused(std::move(problems));
}

}  // namespace lastmile::study
