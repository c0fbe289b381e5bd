// The module lastmile._core: what the Python package lastmile is made of. Results that are small travel as
// JSON, bulk columns as numpy arrays. Errors of the input become lastmile.InputRefused, those of the system
// OSError.
#include <fmt/format.h>
#include <pybind11/pybind11.h>
#include <pybind11/stl.h>

#include <algorithm>

#include "tools/io/problems/problems_json.h"
#include "tools/io/results/result_json.h"
#include "tools/python/arrays.h"
#include "tools/python/background.h"
#include "tools/python/session.h"
#include "tools/study/read_study.h"
#include "tools/study/sweep.h"

namespace lastmile::python {
namespace {

namespace py = pybind11;

using HeldScenario = ReadScenario;  // its reading may also have changed states
struct HeldResult {
  std::shared_ptr<const Result> result;
};
struct HeldComparison {
  std::shared_ptr<const Comparison> comparison;
};

State state_named(const std::string& name) {
  for (const State state : enum_values<State>())
    if (state_names[state] == name) return state;
  throw py::value_error(fmt::format("unknown state \"{}\"; expected one of {}", name,
                                    fmt::join(state_names.begin(), state_names.end(), ", ")));
}

py::dict columns_of_all(const io::ColumnTables& tables, const py::object& owner) {
  py::dict all;
  for (const auto& [name, table] : tables.tables()) all[py::str(name)] = columns_of(table, owner);
  return all;
}

// The name, currency and size of a scenario, the parameters as written, and the notes about it.
std::string about(const io::ScenarioReading& reading) {
  const Plant& plant = reading.scenario.plant;
  return io::to_text({{"scenario", io::scenario_json(reading)},
                      {"sites", plant.sites.size()},
                      {"premises", plant.premises.size()},
                      {"has_timeline", reading.scenario.horizon.has_value()},
                      {"parameters", reading.parameters},
                      {"notes", io::problems_json(reading.notes)}});
}

void add_scenario(py::module_& module) {
  py::class_<HeldScenario>(module, "Scenario")
      .def("about", [](const HeldScenario& s) { return about(*s.reading); })
      .def("with_states",
           [](const HeldScenario& s, const std::vector<std::string>& ids, const std::string& state) {
             return in_background([base = s, named = NamedStates{ids, state_named(state)}](auto&) {
               return HeldScenario{base.shared, base.further, with_states(*base.reading, named)};
             });
           })
      // Without changed states.
      .def("set",
           [](const HeldScenario& s, const std::string& setting) {
             return in_background([scenario = s, setting](auto& progress) {
               return with_setting(scenario, setting, progress);
             });
           })
      .def("tables", [](const HeldScenario& s) {
        const auto tables = in_background([reading = s.reading](auto& progress) {
          auto built = std::make_shared<io::ColumnTables>();
          scenario_tables(*reading, *built, progress);
          return built;
        });
        return columns_of_all(*tables, owner_of(tables));
      });
  module.def("read", [](const std::string& path, const std::vector<std::string>& settings, bool geometry,
                        bool is_of_frames) {
    return in_background([=](auto& progress) {
      return read(Origin{path, geometry, is_of_frames}, settings, progress);
    });
  });
}

// Views of what plant and coverage hold of premises, and their ids.
py::dict premises_held(const HeldResult& held) {
  const Result& result = *held.result;
  const py::object owner = owner_of(held.result);
  const Standings& standings = result.coverage().standings;
  const Premises& premises = result.plant().premises;
  static_assert(sizeof(Rung) == sizeof(std::int8_t) && sizeof(Obstacles) == sizeof(std::uint16_t));
  py::dict columns;
  columns["id"] = texts_of(result.reading().scenario.names.premises);
  columns["rung"] =
      view_of(reinterpret_cast<const std::int8_t*>(standings.rung.raw().data()), premises.size(), owner);
  columns["obstacles"] = view_of(reinterpret_cast<const std::uint16_t*>(standings.obstacles.raw().data()),
                                 premises.size(), owner);
  columns["homes"] = view_of(premises.homes.raw().data(), premises.size(), owner);
  columns["users"] = view_of(premises.users.raw().data(), premises.size(), owner);
  return columns;
}

void add_result(py::module_& module) {
  py::class_<HeldResult>(module, "Result")
      .def("json",
           [](const HeldResult& r) {
             return in_background([result = r.result](auto&) { return result->json(); });
           })
      .def("explain",
           [](const HeldResult& r, const std::string& premises) {
             return in_background([result = r.result, premises](auto&) { return result->explain(premises); });
           })
      .def("table",
           [](const HeldResult& r, const std::string& name) {
             const io::ColumnTable* table = in_background(
                 [result = r.result, name](auto& progress) { return &result->table(name, progress); });
             return columns_of(*table, owner_of(r.result));
           })
      .def("premises_held", &premises_held);
  module.def("run", [](const HeldScenario& s) {
    return in_background([reading = s.reading](auto& progress) {
      return HeldResult{std::make_shared<const Result>(reading, progress)};
    });
  });
}

void add_comparison(py::module_& module) {
  py::class_<HeldComparison>(module, "Comparison")
      .def("json", [](const HeldComparison& c) { return c.comparison->json; })
      .def("tables", [](const HeldComparison& c) {
        return columns_of_all(c.comparison->tables, owner_of(c.comparison));
      });
  module.def("compare", [](const std::vector<HeldScenario>& scenarios) {
    std::vector<Reading> readings;
    for (const HeldScenario& s : scenarios) readings.push_back(s.reading);
    return in_background([readings](auto& progress) { return HeldComparison{compare(readings, progress)}; });
  });
}

void add_plan(py::module_& module) {
  py::class_<PlanArguments>(module, "PlanArguments")
      .def(py::init<>())
      .def_readwrite("budget", &PlanArguments::budget)
      .def_readwrite("target_users", &PlanArguments::target_users)
      .def_readwrite("target_homes", &PlanArguments::target_homes)
      .def_readwrite("value_per_home", &PlanArguments::value_per_home)
      .def_readwrite("over_time", &PlanArguments::over_time)
      .def_readwrite("option", &PlanArguments::option)
      .def_readwrite("weight", &PlanArguments::weight)
      .def_readwrite("gap", &PlanArguments::gap)
      .def_readwrite("time_limit", &PlanArguments::time_limit_s)
      .def_readwrite("require", &PlanArguments::required)
      .def_readwrite("exclude", &PlanArguments::excluded)
      .def_readwrite("qualified_only", &PlanArguments::qualified_only)
      .def_readwrite("frontier", &PlanArguments::frontier)
      .def_readwrite("by_area", &PlanArguments::by_area);
  module.def("plan", [](const HeldScenario& s, const PlanArguments& arguments) {
    return in_background([reading = s.reading, arguments](auto& progress) {
      return plan(*reading, arguments, progress.stop);
    });
  });
}

void add_sweep(py::module_& module) {
  module.def("sweep", [](const std::string& path, const std::string& folder, bool resume, bool yes) {
    return in_background([=](auto& progress) {
      const study::Study study = study::read_study(path, progress);
      if (!yes) study::refuse_many_runs(study, "pass yes=True to run them all");
      ranks::Ranks alone;
      return io::to_text(
          study::sweep(study, folder, resume ? study::Resume::yes : study::Resume::no, progress, alone));
    });
  });
}

// What Python raises for the exceptions of the engine.
void translate(std::exception_ptr failure) {
  try {
    if (failure) std::rethrow_exception(failure);
  } catch (const io::InputRefused& refused) {
    const io::ProblemList& problems = refused.problems();
    std::string lines;
    for (const io::Problem& problem : problems.shown())
      if (problem.severity == io::Severity::error)
        lines += (lines.empty() ? "" : "\n") + io::to_line(problem);
    if (problems.hidden_error_count() > 0)
      lines += fmt::format("\nand {} more errors", problems.hidden_error_count());
    const py::object type = py::module_::import("lastmile._problems").attr("InputRefused");
    PyErr_SetObject(type.ptr(), py::make_tuple(lines, io::to_text(io::problems_json(problems))).ptr());
  } catch (const io::IoFailed& failed) {
    PyErr_SetString(PyExc_OSError, failed.what());
  }
}

}  // namespace
}  // namespace lastmile::python

PYBIND11_MODULE(_core, module) {
  using namespace lastmile::python;
  module.doc() = "The engine of lastmile; use the package lastmile.";
  module.attr("version") = LASTMILE_VERSION;
  py::list rungs;
  for (const std::string_view name : lastmile::rung_names) rungs.append(py::str(std::string{name}));
  module.attr("rungs") = rungs;
  py::list obstacles;
  for (const std::string_view name : lastmile::obstacle_names) obstacles.append(py::str(std::string{name}));
  module.attr("obstacles") = obstacles;
  py::register_exception_translator(&translate);
  add_scenario(module);
  add_result(module);
  add_comparison(module);
  add_plan(module);
  add_sweep(module);
  py::module_::import("atexit").attr("register")(py::cpp_function([] {
    const py::gil_scoped_release release;
    Workers::all().wait_for_all();
  }));
}
