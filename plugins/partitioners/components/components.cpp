// The connected components, those that are too large cut breadth first, small ones together in one part.
#include <algorithm>

#include "../../common/components.hpp"
#include "../../common/labels.hpp"

namespace {

using weiss::bundled::Labels;
using weiss::plugin::Array;
using weiss::plugin::bool_option;
using weiss::plugin::Host;
using weiss::plugin::Options;
using weiss::plugin::PartSink;
using weiss::plugin::Run;

class ConnectedComponents {
 public:
  static constexpr weiss::plugin::About about = {"weiss.components", "Connected components", "1.0.0",
                                                 "Makes each connected component a part, as far as it fits.",
                                                 WEISS_CAP_DETERMINISTIC | WEISS_CAP_ANY_THREAD};
  static constexpr weiss_option_info option_infos[] = {
      bool_option("pack", "Puts pieces together into one part where the task's capacity allows it.", true)};

  ConnectedComponents(const Host& host, const Options& options)
      : host_(host), problems_(host), pack_(options.boolean("pack")) {}

  void partition(const weiss_problem_view& problem, const weiss_partition_task& task, const Run& run,
                 const PartSink& sink) const {
    weiss::bundled::refuse_fixed(task, problem.num_spins, "components");
    weiss::bundled::refuse_number(task, "components");
    const int64_t capacity = task.max_part_spins > 0 ? task.max_part_spins : problem.num_spins;
    const weiss::bundled::Components components(host_, problems_, problem.problem, problem.num_spins);
    Labels label(static_cast<size_t>(problem.num_spins), -1, host_);
    Array<int64_t> size(host_);
    for (int64_t c = 0; c < components.count(); ++c)
      cut(problem, components.members(c), components.size(c), capacity, label, size);
    run.spend(problem.num_entries + problem.num_spins);
    auto count = static_cast<int64_t>(size.size());
    if (pack_ && task.max_part_spins > 0) count = pack(size, capacity, label);
    weiss::bundled::report(host_, label, count, sink);
  }

 private:
  // A component in pieces of even size, in the order in which a search from its first spin meets the spins.
  void cut(const weiss_problem_view& problem, const int32_t* members, int64_t num_members, int64_t capacity,
           Labels& label, Array<int64_t>& size) const {
    const int64_t pieces = (num_members + capacity - 1) / capacity;
    const auto first_label = static_cast<int64_t>(size.size());
    for (int64_t p = 0; p < pieces; ++p) size.push_back(num_members / pieces + (p < num_members % pieces ? 1 : 0));
    if (pieces == 1) {
      for (int64_t k = 0; k < num_members; ++k)
        label[static_cast<size_t>(members[k])] = static_cast<int32_t>(first_label);
      return;
    }
    Labels found(1, members[0], host_);
    label[static_cast<size_t>(members[0])] = static_cast<int32_t>(first_label);  // found; the piece follows
    for (size_t head = 0; head < found.size(); ++head)
      for (const auto [j, value] : weiss::plugin::row(problem, found[head])) {
        if (label[static_cast<size_t>(j)] >= 0) continue;
        label[static_cast<size_t>(j)] = static_cast<int32_t>(first_label);
        found.push_back(j);
      }
    auto piece = static_cast<size_t>(first_label);
    int64_t room = size[piece];
    for (const int32_t i : found) {
      if (room == 0) room = size[++piece];
      label[static_cast<size_t>(i)] = static_cast<int32_t>(piece);
      --room;
    }
  }

  // Best fit, largest first: each piece goes where it leaves the least room. Linear in pieces and capacity.
  int64_t pack(const Array<int64_t>& size, int64_t capacity, Labels& label) const {
    std::vector<Labels, weiss::plugin::Allocator<Labels>> of_size(host_), with_room(host_);
    of_size.assign(static_cast<size_t>(capacity) + 1, Labels(host_));
    with_room.assign(static_cast<size_t>(capacity) + 1, Labels(host_));
    for (size_t p = 0; p < size.size(); ++p)
      of_size[static_cast<size_t>(size[p])].push_back(static_cast<int32_t>(p));
    Labels part_of(size.size(), 0, host_);
    int32_t count = 0;
    for (size_t s = of_size.size() - 1; s > 0; --s) {
      size_t least_room = s;  // grows only: nothing smaller has been left while pieces of size s go in
      for (const int32_t piece : of_size[s]) {
        while (least_room < with_room.size() && with_room[least_room].empty()) ++least_room;
        int32_t part = count;
        size_t room = static_cast<size_t>(capacity);
        if (least_room < with_room.size()) {
          part = with_room[least_room].back();
          with_room[least_room].pop_back();
          room = least_room;
        } else {
          ++count;
        }
        part_of[static_cast<size_t>(piece)] = part;
        with_room[room - s].push_back(part);
        if (room - s >= s) least_room = std::min(least_room, room - s);
      }
    }
    for (int32_t& l : label) l = part_of[static_cast<size_t>(l)];
    return count;
  }

  Host host_;
  weiss::plugin::Problems problems_;
  bool pack_;
};

constexpr weiss::plugin::Module<ConnectedComponents> module("weiss.components", "Weiss: components", "1.0.0", "MIT");

}  // namespace

WEISS_PLUGIN_ENTRY(partitioner_components) { return &module.table; }
