// Clusters of the correlations in a state, by eigenvectors of their Laplacians.
#include <algorithm>
#include <cstring>
#include <numeric>

#include "../../common/labels.hpp"
#include "group_sizes.hpp"
#include "lowest_vectors.hpp"
#include "sized_kmeans.hpp"

namespace {

using weiss::plugin::Array;
using weiss::plugin::Host;
using weiss::plugin::Options;
using weiss::plugin::PartSink;
using weiss::plugin::Run;

class Spectral {
 public:
  static constexpr weiss::plugin::About about = {
      "weiss.spectral", "Spectral clustering of correlations", "1.0.0",
      "Clusters spins by eigenvectors of the couplings that a state satisfies and of those that it does not.",
      WEISS_CAP_DETERMINISTIC | WEISS_CAP_ANY_THREAD};
  static constexpr weiss_option_info option_infos[] = {
      weiss::bundled::part_size_option(),
      weiss::plugin::string_option("views",
                                   "Graphs whose eigenvectors are used: of unsatisfied couplings (positive), "
                                   "of satisfied ones (negative), of "
                                   "both, or of all couplings without a look at the state (absolute, also "
                                   "when the task has no state).",
                                   "both", "both|negative|positive|absolute"),
      weiss::plugin::bool_option("normalised", "Divides each Laplacian by the roots of the degrees.", false),
      weiss::plugin::real_option("min_ratio", "Fewest spins of a part, as a fraction of the most.", 0.8, 0.0,
                                 1.0),
      weiss::plugin::int_option(
          "restarts",
          "Starts of k-means; the one of least inertia counts. Groups that are cut again have one.", 10, 1,
          1000),
      weiss::plugin::advanced(weiss::plugin::int_option(
          "clusters",
          "Most clusters of one k-means; where there are more, eight are cut first, then each of them.", 48,
          8, 1000))};

  Spectral(const Host& host, const Options& options)
      : host_(host),
        part_size_(options.integer("part_size")),
        views_(options.text("views")),
        normalised_(options.boolean("normalised")),
        min_ratio_(options.real("min_ratio")),
        restarts_(options.integer("restarts")),
        clusters_(options.integer("clusters")) {}

  void partition(const weiss_problem_view& problem, const weiss_partition_task& task, const Run& run,
                 const PartSink& sink) const {
    const int64_t n = problem.num_spins;
    weiss::bundled::refuse_fixed(task, n, "spectral");
    if (n == 0) return;
    const int64_t capacity = weiss::bundled::capacity_of(task, n, part_size_);
    GroupSizes sizes = sizes_within(n, capacity, min_ratio_);
    if (task.num_parts > 0)
      sizes = sizes_for(n, task.num_parts, task.max_part_spins, task.imbalance, min_ratio_);
    else if (task.imbalance > 0.0)
      sizes = sizes_for(n, sizes.count, capacity, task.imbalance, min_ratio_);

    const int8_t* const state = task.best ? task.best : task.current;
    Array<int32_t> group(static_cast<size_t>(n), 0, host_), local(group);
    const Correlations correlations{problem, state, group.data(), local.data()};
    Array<int64_t> parts(1, sizes.count, host_);  // that each group still has to become
    while (*std::max_element(parts.begin(), parts.end()) > 1)
      cut_each_group(correlations, sizes.bounds, run, group, local, parts);
    weiss::bundled::report(host_, group, static_cast<int64_t>(parts.size()), sink);
  }

 private:
  static constexpr int64_t kBranches = 8;

  struct Effort {
    int64_t restarts;  // of k-means
    int steps;         // most of each
    double accuracy;   // of sparse eigenvectors
  };

  // Replaces every group of several parts by smaller ones, side by side. Groups do not depend on each other.
  void cut_each_group(const Correlations& correlations, const SizeBounds& part, const Run& run,
                      Array<int32_t>& group, Array<int32_t>& local, Array<int64_t>& parts) const {
    const auto count = static_cast<int64_t>(parts.size());
    weiss::bundled::Groups groups(host_, group, count);
    Array<int32_t> first(host_);  // new number of the first child of each group
    Array<int64_t> next_parts(host_);
    for (int64_t g = 0; g < count; ++g) {
      for (int64_t k = 0; k < groups.size(g); ++k)
        local[static_cast<size_t>(groups.begin(g)[k])] = static_cast<int32_t>(k);
      first.push_back(static_cast<int32_t>(next_parts.size()));
      const int64_t here = parts[static_cast<size_t>(g)];
      const int64_t children = here <= clusters_ ? here : kBranches;
      for (int64_t c = 0; c < children; ++c)
        next_parts.push_back(here / children + (c < here % children ? 1 : 0));
    }
    first.push_back(static_cast<int32_t>(next_parts.size()));

    Array<int32_t> label(group.size(), 0, host_);  // child of each spin, in the order of groups
    run.parallel_for(count, [&](int64_t g, const Run& own) {
      const auto begin = next_parts.begin() + first[static_cast<size_t>(g)];
      const auto end = next_parts.begin() + first[static_cast<size_t>(g) + 1];
      Array<SizeBounds> bounds(host_);
      for (auto p = begin; p != end; ++p) bounds.push_back({*p * part.least, *p * part.most});
      int32_t* const labels = label.data() + (groups.begin(g) - groups.begin(0));
      const Effort effort =
          *begin == 1 ? Effort{restarts_, 300, 1e-4} : Effort{1, 30, 1e-3};  // or they are cut again
      if (bounds.size() > 1)
        cluster(correlations, groups.size(g), groups.begin(g), bounds, effort, own, labels);
    });
    for (int64_t g = 0; g < count; ++g)
      for (int64_t k = 0; k < groups.size(g); ++k)
        group[static_cast<size_t>(groups.begin(g)[k])] =
            first[static_cast<size_t>(g)] + label[static_cast<size_t>(groups.begin(g) - groups.begin(0) + k)];
    parts.swap(next_parts);
  }

  // label [num_members] receives the cluster of each member.
  void cluster(const Correlations& correlations, int64_t num_members, const int32_t* members,
               const Array<SizeBounds>& bounds, const Effort& effort, const Run& run, int32_t* label) const {
    View views[2] = {View::kAbsolute, View::kAbsolute};
    const size_t num_views = choose_views(correlations.state != nullptr, views);
    const auto n = static_cast<size_t>(num_members);
    const size_t each = bounds.size(), dimension = num_views * each;
    Array<double> points(n * dimension, 0.0, host_);
    for (size_t v = 0; v < num_views; ++v) {
      const Laplacian laplacian(host_, correlations, num_members, members, views[v], normalised_);
      run.spend(static_cast<int64_t>(laplacian.entries()));
      write_lowest_vectors(host_, laplacian, each, effort.accuracy, run, run.stream(v), dimension,
                           points.data() + v * each);
    }
    SizedKMeans kmeans(host_, n, dimension, points.data(), bounds);
    double least = std::numeric_limits<double>::infinity();
    Array<int32_t> candidate(n, 0, host_);
    for (int64_t k = 0; k < effort.restarts && (k == 0 || !run.should_stop()); ++k) {
      const double inertia =
          kmeans.run(run, run.stream(static_cast<uint64_t>(2 + k)), effort.steps, candidate.data());
      if (inertia >= least) continue;
      least = inertia;
      std::copy(candidate.begin(), candidate.end(), label);
    }
  }

  size_t choose_views(bool has_state, View* views) const noexcept {
    if (!has_state || std::strcmp(views_, "absolute") == 0) return 1;
    if (std::strcmp(views_, "both") != 0) {
      views[0] = std::strcmp(views_, "positive") == 0 ? View::kPositive : View::kNegative;
      return 1;
    }
    views[0] = View::kPositive;
    views[1] = View::kNegative;
    return 2;
  }

  Host host_;
  int64_t part_size_;
  const char* views_;
  bool normalised_;
  double min_ratio_;
  int64_t restarts_;
  int64_t clusters_;
};

constexpr weiss::plugin::Module<Spectral> module("weiss.spectral", "Weiss: spectral", "1.0.0", "MIT");

}  // namespace

WEISS_PLUGIN_ENTRY(partitioner_spectral) { return &module.table; }
