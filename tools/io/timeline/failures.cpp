#include "tools/io/timeline/failures.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <map>

#include "tools/io/base/text.h"

namespace lastmile::io {
namespace {

bool selects(const Selection& selection, Element e) {
  if (e.is_site()) return std::binary_search(selection.sites.begin(), selection.sites.end(), e.site());
  return std::binary_search(selection.links.begin(), selection.links.end(), e.link());
}

template <class Visit>
void for_each_element(const Selection& selection, Visit visit) {
  for (const SiteId site : selection.sites) visit(Element{site});
  for (const LinkId link : selection.links) visit(Element{link});
}

class FailureCheck {
 public:
  FailureCheck(std::span<const OptionChanges> options, const Scenario& scenario, const Horizon& horizon,
               Reporter& report)
      : options_(options), scenario_(scenario), horizon_(horizon), report_(report) {}

  void check() {
    std::map<Mark, const ChangeAsWritten*> failures;
    for (const OptionChanges& one : options_)
      for (const ChangeAsWritten& change : one.changes)
        if (change.change.set.state == State::failed) failures.emplace(change.at.mark, &change);
    for (const auto& failure : failures) check(*failure.second);
  }

 private:
  std::uint32_t build_periods(Element e) const {
    return e.is_site() ? horizon_.site_build_periods[e.site()] : horizon_.link_build_periods[e.link()];
  }

  // Whether an option can have built the element, or a change has it built, before it fails.
  bool can_be_built(const OptionChanges& one, const ChangeAsWritten& failure, Element e) const {
    State state = state_of(scenario_.plant, e);
    std::uint32_t in_design_since = 0;
    bool is_buildable = in_design(state);
    for (const ChangeAsWritten& change : one.changes) {
      if (change.at.mark == failure.at.mark) break;
      if (!change.change.set.state || change.change.period > failure.change.period) continue;
      if (!selects(change.change.of, e)) continue;
      state = *change.change.set.state;
      if (in_design(state) && !is_buildable) in_design_since = change.change.period;
      is_buildable = is_buildable || in_design(state);
      if (is_built(state)) return true;
    }
    if (is_built(state)) return true;
    const std::vector<Element>& only = one.option.rollout.only;
    const bool is_wanted = only.empty() || std::find(only.begin(), only.end(), e) != only.end();
    return one.option.builds_anything && is_buildable && is_wanted &&
           std::uint64_t{in_design_since} + build_periods(e) < failure.change.period;
  }

  static bool has(const OptionChanges& one, const ChangeAsWritten& failure) {
    return std::any_of(one.changes.begin(), one.changes.end(),
                       [&](const ChangeAsWritten& change) { return change.at.mark == failure.at.mark; });
  }

  void check(const ChangeAsWritten& failure) {
    std::vector<Element> impossible;
    std::vector<std::string_view> without;  // options in which some element is not built by then
    for_each_element(failure.change.of, [&](Element e) {
      if (is_built(state_of(scenario_.plant, e))) return;
      std::vector<std::string_view> cannot;
      bool some_can = false;
      for (const OptionChanges& one : options_) {
        if (!has(one, failure)) continue;
        if (can_be_built(one, failure, e))
          some_can = true;
        else
          cannot.push_back(one.option.name);
      }
      if (!some_can) impossible.push_back(e);
      for (const std::string_view name : cannot)
        if (some_can && std::find(without.begin(), without.end(), name) == without.end())
          without.push_back(name);
    });
    if (!impossible.empty())
      report_.error(failure.at.place(),
                    {"fails-before-built",
                     fmt::format("{} is not built by then, so it cannot fail{}",
                                 io::quoted(element_name(scenario_, impossible.front())),
                                 impossible.size() > 1
                                     ? fmt::format("; the same holds for {} more", impossible.size() - 1)
                                     : std::string{}),
                     "choose a later period, or select elements that are built"});
    if (!without.empty())
      report_.note(failure.at.place(),
                   {"not-built-everywhere",
                    fmt::format("what is not built by then does not fail; this concerns option {}",
                                fmt::join(without, ", "))});
    note_free_repair(failure);
  }

  void note_free_repair(const ChangeAsWritten& failure) {
    const Setting& set = failure.change.set;
    const bool is_free = !set.completion_cost;
    bool is_immediate = false;
    if (!set.repair_periods && !set.build_periods)
      for_each_element(failure.change.of,
                       [&](Element e) { is_immediate = is_immediate || build_periods(e) == 0; });
    if (!is_free && !is_immediate) return;
    report_.note(failure.at.place(),
                 {"free-repair",
                  fmt::format("the repair is {}", is_free && is_immediate ? "free and immediate"
                                                  : is_free               ? "free"
                                                                          : "immediate"),
                  is_free && is_immediate ? "give completion_cost and repair_periods"
                  : is_free               ? "give completion_cost"
                                          : "give repair_periods"});
  }

  std::span<const OptionChanges> options_;
  const Scenario& scenario_;
  const Horizon& horizon_;
  Reporter& report_;
};

}  // namespace

void check_failures(std::span<const OptionChanges> options, const Scenario& scenario, const Horizon& horizon,
                    Reporter& report) {
  FailureCheck(options, scenario, horizon, report).check();
}

}  // namespace lastmile::io
