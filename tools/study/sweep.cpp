#include "tools/study/sweep.h"

#include <fmt/format.h>

#include <chrono>
#include <filesystem>

#include "sim/support/parallel.h"
#include "tools/io/files/output_directory.h"
#include "tools/study/complete_study.h"
#include "tools/study/fan_chart.h"
#include "tools/study/journal.h"
#include "tools/study/study_json.h"
#include "tools/study/study_tables.h"
#include "tools/study/tornado_chart.h"

namespace lastmile::study {
namespace {

namespace fs = std::filesystem;
using io::Json;

constexpr std::string_view journal_file = "runs.journal";

void make_folder(const std::string& folder) {
  std::error_code error;
  fs::create_directories(folder, error);
  if (error) throw io::IoFailed(fmt::format("{}: cannot write: {}", folder, error.message()));
}

// Writes one file after another and lists them.
class Results {
 public:
  Results(const std::string& folder, const Study& study) : directory_(folder) {
    inputs_ = io::input_names(study.scenario->base());
    inputs_.push_back(study.path);
  }

  template <class Write>
  void add(const std::string& name, Write write) {
    io::OutputFile file(directory_.place_for(name, inputs_));
    write(file);
    const io::OutputFile::Written written = file.close();
    files_.push_back({{"path", name}, {"bytes", written.bytes}, {"sha256", written.sha256}});
  }
  void add_text(const std::string& name, const std::string& text) {
    add(name, [&](io::OutputFile& file) { file.write(text); });
  }
  const Json& files() const { return files_; }
  void finish() { directory_.finish(); }

 private:
  io::OutputDirectory directory_;
  std::vector<std::string> inputs_;
  Json files_ = Json::array();
};

std::string tornado_file(CourseFigure figure) {
  return fmt::format("tornado_{}.svg", about(figure).id);
}

// Fails before the runs where a result could not be written after them.
void require_places(const Study& study, const std::string& folder) {
  std::vector<std::string> inputs = io::input_names(study.scenario->base());
  inputs.push_back(study.path);
  io::OutputDirectory directory(folder);
  for (const char* name : {"runs.csv", "summary.csv", "sensitivity.csv", "ladder_fan.svg", "study.json"})
    directory.place_for(name, inputs);
  for (const CourseFigure figure : study.figures) directory.place_for(tornado_file(figure), inputs);
}

Json write_results(const StudyBase& base, const std::string& folder, const ReadBlock& read,
                   io::Progress& progress) {
  Results results(folder, base.study);
  results.add("runs.csv", [&](io::OutputFile& file) { write_runs(base, read, file, progress); });
  const StudyAnalysis analysis = analyse(base, read, progress);
  results.add_text("summary.csv", summary_csv(base, analysis));
  results.add_text("sensitivity.csv", sensitivity_csv(base, analysis));
  if (!analysis.fans.empty()) results.add_text("ladder_fan.svg", fan_svg(base, analysis));
  for (const CourseFigure figure : base.study.figures)
    if (has_tornado(analysis, figure))
      results.add_text(tornado_file(figure), tornado_svg(base, analysis, figure));
  Json json = study_json(base, analysis);
  json["files"] = results.files();
  seal(json);
  results.add_text(std::string{record_file}, io::to_text(json));
  results.finish();
  return json;
}

}  // namespace

void run_study(const StudyBase& base, io::Progress& progress, const std::function<void(Block&&)>& take) {
  progress.begin("running", base.study.runs(), "runs");
  BlockComputer compute(base, progress);
  take_chunks_in_order<Block>(
      blocks_of(base.study).count(), 1,
      [&](Block& block, std::uint64_t number, std::uint64_t) { block = compute(number); },
      [&](Block& block) { take(std::move(block)); });
}

Json sweep(const Study& study, const std::string& folder, Resume resume, io::Progress& progress,
           ranks::Ranks& ranks) {
  const std::string hash = hash_of(study);
  ranks.agree(hash, study.path);
  const auto share = [&](const StudyBase& base, std::uint64_t done, Journal* journal) {
    const Blocks blocks = blocks_of(study);
    progress.begin("running", study.runs() - std::min(study.runs(), blocks.first_run(done)), "runs");
    BlockComputer compute(base, progress);
    ranks.share({done, blocks.count(), [&](std::uint64_t block) { return to_bytes(compute(block)); },
                 [&](std::uint64_t, std::string&& block) { journal->add(block); },
                 [&](std::uint64_t block) { progress.advance(blocks.runs_in(block)); }});
  };
  if (!ranks.is_first()) {
    share(StudyBase(study), 0, nullptr);
    return nullptr;
  }
  make_folder(folder);
  const std::string journal_path = (fs::path(folder) / journal_file).string();
  Json complete = find_record(folder, hash);
  if (resume == Resume::yes && !complete.is_null() && !fs::exists(journal_path)) {
    require_unchanged(folder, complete);
    return complete;
  }
  require_places(study, folder);
  const StudyBase base(study);
  Journal journal(journal_path, hash, resume == Resume::yes ? Journal::Keeps::yes : Journal::Keeps::no);
  share(base, std::min(journal.blocks(), blocks_of(study).count()), &journal);
  Json json = write_results(
      base, folder, [&](std::uint64_t block) { return journal.read(block, base); }, progress);
  journal.remove();
  return json;
}

double seconds_per_run(const StudyBase& base) {
  using Clock = std::chrono::steady_clock;
  constexpr double enough = 0.5;
  constexpr std::uint64_t most = 200;
  Evaluator evaluator(base);
  const auto begin = Clock::now();
  double seconds = 0;
  std::uint64_t runs = 0;
  while (runs < std::min(most, base.study.runs()) && seconds < enough) {
    evaluator.run(runs++, WithLadder::no);
    seconds = std::chrono::duration<double>(Clock::now() - begin).count();
  }
  return seconds / static_cast<double>(runs);
}

}  // namespace lastmile::study
