// weiss_bench_decomposition INDEX [options] ROW...
// Measures decomposition schemes, or any solvers, on the instances of an index: budgets in sub-problems and
// descents, one thread, CPU time of the run. INDEX is a TSV with a heading: files beside it, and their best
// known values. ROW is "NAME=SPEC" and, after "@", budgets for it, each a number times what is named:
//   S=16, S=1.4*B0, S=1.1*n   appends sub_problems=... to the spec
//   D=100, D=4*S, D=0         appends descents=...; D=1*S+1 is allowed
//   T=2                       seconds
// B0 is the number of solves of one plain QAOA² whose parts come from halving: the parts of each level, added
// up. What is measured of a value: rho = (cut - Neg) / (best known - Neg), Neg the sum of negative weights,
// for Max-Cut; gap = 100 (best known - value) / best known; ratio = value / best known. Options:
//   --filter COLUMN=A,B   rows of the index to take; may be repeated
//   --set NAME            first column of the output
//   --group COLUMN        a line for each value of the column, too
//                         (prefix: what stands before "_" in the file's name)
//   --measure rho|gap|ratio, --seeds K (5), --capacity Q (10, of B0), --best COLUMN (best_known)
//   --uniform N:FIRST:BEST,BEST,...
//                         instead of an index: QUBOs with coefficients uniform in [-10, 10], numbers FIRST,
//                         FIRST + 1, ..., one for each reference
//   --repeat K            best of K runs with K seeds, solves and seconds added up
// Of a spec with ablation=on the mean losses follow, in units of the measure.
#include <cmath>
#include <cstdint>
#include <fstream>
#include <map>
#include <random>
#include <sstream>

#include "peer.hpp"
#include "weiss/weiss.hpp"

namespace {

using peer::cpu_seconds;
using peer::fail;

struct Arguments {
  std::string index, set = "all", group, measure = "rho", best_column = "best_known";
  std::vector<std::pair<std::string, std::vector<std::string>>> filters;
  std::vector<std::string> rows;
  int seeds = 5, repeat = 1;
  int64_t capacity = 10;
  std::string uniform;
};

struct Instance {
  std::string name, group;
  weiss::Problem problem;
  double best = 0.0;  // known, in the user's sense
  double negative = 0.0;
  double sign = 1.0;  // 1: larger values are better
};

struct Row {
  std::string name, spec, solves, descents;
  double seconds = 0.0;
};

// Sums over runs.
struct Totals {
  double value = 0.0, variance = 0.0, solves = 0.0, descents = 0.0, seconds = 0.0, ratio = 0.0;
  int hits = 0, runs = 0, instances = 0;
  std::map<std::string, double> losses;  // of an ablation, summed over runs
};

std::vector<std::string> split(const std::string& text, char separator) {
  std::vector<std::string> parts;
  std::istringstream in(text);
  for (std::string part; std::getline(in, part, separator);) parts.push_back(part);
  return parts;
}

// The parts of n spins when they are halved until they fit, level after level, and the last solve.
int64_t plain_solves(int64_t n, int64_t capacity) {
  if (n <= capacity) return 1;
  std::vector<int64_t> open = {n};
  int64_t parts = 0;
  while (!open.empty()) {
    const int64_t size = open.back();
    open.pop_back();
    if (size <= capacity) {
      ++parts;
    } else {
      open.push_back(size / 2);
      open.push_back(size - size / 2);
    }
  }
  return parts + plain_solves(parts, capacity);
}

weiss_problem_info info_of(const weiss::Problem& problem) {
  weiss_problem_info info;
  weiss_struct_init(&info, sizeof info);
  weiss_problem_get_info(problem.get(), &info, nullptr);
  return info;
}

// Sum of the negative weights of a Max-Cut problem, whose couplings are half its weights.
double negative_weights(const weiss::Problem& problem) {
  weiss_problem_view view;
  weiss_struct_init(&view, sizeof view);
  weiss_problem_get_view(problem.get(), &view, nullptr);
  double sum = 0.0;
  for (int64_t k = 0; k < view.num_entries; ++k) sum += std::min(view.value[k], 0.0);
  return sum;  // each coupling stands in two rows
}

std::vector<Instance> uniform_instances(const weiss::Context& context, const std::string& words) {
  const std::vector<std::string> parts = split(words, ':');
  if (parts.size() != 3) fail("--uniform wants N:FIRST:BEST,BEST,...");
  const int n = std::atoi(parts[0].c_str());
  const std::vector<std::string> bests = split(parts[2], ',');
  std::vector<Instance> instances;
  for (size_t at = 0; at < bests.size(); ++at) {
    const int k = std::atoi(parts[1].c_str()) + static_cast<int>(at);
    std::mt19937_64 random(static_cast<uint64_t>(1000 * n + k));
    std::ostringstream text;
    text.precision(17);
    text << n << " " << n * (n + 1) / 2 << "\n";
    for (int i = 1; i <= n; ++i)
      for (int j = i; j <= n; ++j)
        text << i << " " << j << " " << static_cast<double>(random() >> 11) * 0x1p-53 * 20.0 - 10.0 << "\n";
    weiss_read_options options;
    weiss_struct_init(&options, sizeof options);
    options.format = "mqlib-qubo";
    Instance instance{"uniform" + parts[0] + "_" + std::to_string(k), "uniform" + parts[0],
                      weiss::Problem::parse(context, text.str(), options)};
    instance.sign = info_of(instance.problem).sense == WEISS_SENSE_MAX ? 1.0 : -1.0;
    instance.best = std::atof(bests[at].c_str());
    instances.push_back(std::move(instance));
  }
  return instances;
}

std::vector<Instance> open_instances(const weiss::Context& context, const Arguments& arguments) {
  if (!arguments.uniform.empty()) return uniform_instances(context, arguments.uniform);
  std::ifstream in(arguments.index);
  if (!in) fail("cannot read " + arguments.index);
  const std::string folder = arguments.index.substr(0, arguments.index.find_last_of('/') + 1);
  std::string line;
  std::getline(in, line);
  const std::vector<std::string> heading = split(line, '\t');
  std::vector<Instance> instances;
  while (std::getline(in, line)) {
    const std::vector<std::string> words = split(line, '\t');
    std::map<std::string, std::string> cell;
    for (size_t k = 0; k < words.size() && k < heading.size(); ++k) cell[heading[k]] = words[k];
    const std::string file = cell["file"];
    const std::string name = file.substr(file.find_last_of('/') + 1);
    cell["prefix"] = name.substr(0, name.find('_'));
    const bool wanted =
        std::all_of(arguments.filters.begin(), arguments.filters.end(), [&](const auto& filter) {
          return std::find(filter.second.begin(), filter.second.end(), cell[filter.first]) !=
                 filter.second.end();
        });
    if (!wanted || !std::ifstream(folder + file)) continue;
    Instance instance{name, arguments.group.empty() ? "" : cell[arguments.group],
                      weiss::Problem::read(context, folder + file)};
    instance.best = std::atof(cell[arguments.best_column].c_str());
    instance.negative = arguments.measure == "rho" ? negative_weights(instance.problem) : 0.0;
    instance.sign = info_of(instance.problem).sense == WEISS_SENSE_MAX ? 1.0 : -1.0;
    instances.push_back(std::move(instance));
  }
  if (instances.empty()) fail("no instance of " + arguments.index + " is wanted and there");
  return instances;
}

Row row_of(const std::string& text) {
  const size_t equals = text.find('='), budgets = text.find(" @");
  if (equals == std::string::npos || equals > budgets)
    fail("a row is NAME=SPEC or NAME=SPEC @ S=... D=... T=...");
  Row row;
  row.name = text.substr(0, equals);
  row.spec = text.substr(equals + 1, budgets == std::string::npos ? std::string::npos : budgets - equals - 1);
  std::istringstream in(budgets == std::string::npos ? "" : text.substr(budgets + 2));
  for (std::string word; in >> word;) {
    const std::string value = word.substr(std::min<size_t>(word.find('=') + 1, word.size()));
    if (word.compare(0, 2, "S=") == 0) {
      row.solves = value;
    } else if (word.compare(0, 2, "D=") == 0) {
      row.descents = value;
    } else if (word.compare(0, 2, "T=") == 0) {
      row.seconds = std::atof(value.c_str());
    } else {
      fail("unknown budget " + word + " of " + row.name);
    }
  }
  return row;
}

// "A", "A*NAME" or "A*NAME+B".
int64_t amount(const std::string& text, const std::map<std::string, double>& names) {
  const size_t times = text.find('*'), plus = text.find('+');
  double value = std::atof(text.c_str());
  if (times != std::string::npos) {
    const auto found =
        names.find(text.substr(times + 1, plus == std::string::npos ? plus : plus - times - 1));
    if (found == names.end()) fail("unknown unit in " + text);
    value *= found->second;
  }
  if (plus != std::string::npos) value += std::atof(text.c_str() + plus + 1);
  return static_cast<int64_t>(value + 1e-9);
}

double counter(const weiss::Result& result, const std::string& name) {
  for (int64_t k = 0; k < result.info().num_counters; ++k) {
    int64_t value = 0;
    if (name == weiss_result_counter(result.get(), k, &value)) return static_cast<double>(value);
  }
  return 0.0;
}

double measured(const Arguments& arguments, const Instance& instance, double value) {
  if (arguments.measure == "gap") return 100.0 * (instance.best - value) / instance.best;
  if (arguments.measure == "ratio") return value / instance.best;
  return (value - instance.negative) / (instance.best - instance.negative);
}

// What an ablation says: how much worse the measure is without each ingredient.
void add_losses(const Arguments& arguments, const Instance& instance, const weiss::Result& result,
                std::map<std::string, double>& losses) {
  const double scale = arguments.measure == "gap" ? instance.best / 100.0 : instance.best - instance.negative;
  for (int64_t k = 0; k < result.info().num_figures; ++k) {
    double value = 0.0;
    const std::string name = weiss_result_figure(result.get(), k, &value);
    if (name.compare(0, 5, "loss ") == 0 || name.compare(0, 8, "control ") == 0)
      losses[name] += value / scale;
  }
}

// All seeds of a row on an instance.
void measure(const weiss::Context& context, const Arguments& arguments, const Row& row,
             const Instance& instance, const std::vector<Totals*>& totals) {
  const auto n = static_cast<double>(instance.problem.num_spins());
  const auto plain = static_cast<double>(plain_solves(instance.problem.num_spins(), arguments.capacity));
  std::map<std::string, double> names = {{"n", n}, {"B0", plain}};
  std::string spec = row.spec;
  if (!row.solves.empty()) {
    names["S"] = static_cast<double>(amount(row.solves, names));
    spec += " sub_problems=" + std::to_string(amount(row.solves, names));
  }
  if (!row.descents.empty()) spec += " descents=" + std::to_string(amount(row.descents, names));
  weiss::Instance solver(context, WEISS_KIND_SOLVER, spec);
  double sum = 0.0, squares = 0.0;
  for (int seed = 1; seed <= arguments.seeds; ++seed) {
    double best = -std::numeric_limits<double>::infinity();
    for (int k = 0; k < arguments.repeat; ++k) {
      weiss::RunOptions options;
      options.seed = static_cast<uint64_t>(seed * 1000 + k);
      if (row.seconds > 0.0) {
        options.time_limit = row.seconds;
        options.target = instance.best;
      }
      const double begin = cpu_seconds();
      const weiss::Result result = solver.solve(instance.problem, options);
      const double seconds = cpu_seconds() - begin;
      best = std::max(best, result.objective() * instance.sign);
      for (Totals* const total : totals) {
        total->seconds += seconds;
        total->solves += counter(result, "sub-problems");
        total->descents += counter(result, "descents");
        total->ratio += counter(result, "sub-problems") / plain;
        add_losses(arguments, instance, result, total->losses);
      }
    }
    const double value = measured(arguments, instance, best * instance.sign);
    sum += value;
    squares += value * value;
    const double slack = 1e-9 * std::abs(instance.best);
    for (Totals* const total : totals) {
      total->hits += best >= instance.best * instance.sign - slack;
      ++total->runs;
    }
  }
  const double mean = sum / arguments.seeds;
  for (Totals* const total : totals) {
    total->value += mean;
    if (arguments.seeds > 1)
      total->variance += std::max(squares / arguments.seeds - mean * mean, 0.0) / (arguments.seeds - 1);
    ++total->instances;
  }
}

void write(const std::string& set, const Row& row, const Totals& totals) {
  std::printf("%s\t%s\t%.1f\t%.2f\t%.1f\t%.5f\t%.5f\t%d/%d\t%.4f\t%s\n", set.c_str(), row.name.c_str(),
              totals.solves / totals.runs, totals.ratio / totals.runs, totals.descents / totals.runs,
              totals.value / totals.instances, std::sqrt(totals.variance) / totals.instances, totals.hits,
              totals.runs, totals.seconds / totals.runs, row.spec.c_str());
  for (const auto& [name, sum] : totals.losses)
    std::printf("%s\t%s: %s\t\t\t\t%.5f\n", set.c_str(), row.name.c_str(), name.c_str(), sum / totals.runs);
  std::fflush(stdout);
}

Arguments parse(int argc, char** argv) {
  Arguments arguments;
  for (int i = 1; i < argc; ++i) {
    const std::string word = argv[i];
    if (word.compare(0, 2, "--") != 0) {
      if (arguments.index.empty() && arguments.uniform.empty())
        arguments.index = word;
      else
        arguments.rows.push_back(word);
      continue;
    }
    if (i + 1 == argc) fail(word + " needs a value");
    const std::string value = argv[++i];
    if (word == "--filter") {
      const auto [column, values] = peer::name_and_command(word, value);
      arguments.filters.emplace_back(column, split(values, ','));
    } else if (word == "--set") {
      arguments.set = value;
    } else if (word == "--group") {
      arguments.group = value;
    } else if (word == "--measure") {
      arguments.measure = value;
    } else if (word == "--best") {
      arguments.best_column = value;
    } else if (word == "--seeds") {
      arguments.seeds = std::max(1, std::atoi(value.c_str()));
    } else if (word == "--repeat") {
      arguments.repeat = std::max(1, std::atoi(value.c_str()));
    } else if (word == "--capacity") {
      arguments.capacity = std::max(2, std::atoi(value.c_str()));
    } else if (word == "--uniform") {
      arguments.uniform = value;
    } else {
      fail("unknown option " + word);
    }
  }
  if (arguments.rows.empty())
    fail("usage: weiss_bench_decomposition INDEX [options] NAME=SPEC[ @ S=... D=... T=...]...");
  return arguments;
}

}  // namespace

int main(int argc, char** argv) {
  try {
    const Arguments arguments = parse(argc, argv);
    const weiss::Context context;
    std::vector<Row> rows;
    for (const std::string& text : arguments.rows) rows.push_back(row_of(text));
    const std::vector<Instance> instances = open_instances(context, arguments);
    std::printf(
        "# Weiss %s, SIMD %s, one thread, %zu instances, %d seeds; %s; errors are those of the mean over "
        "seeds\n",
        weiss_version(), weiss_context_simd(context.get()), instances.size(), arguments.seeds,
        arguments.measure.c_str());
    std::printf("set\trow\tS\tS/B0\tD\tmean %s\terror\thits\tCPU s\tspec\n", arguments.measure.c_str());
    for (const Row& row : rows) {
      Totals all;
      std::map<std::string, Totals> groups;
      for (const Instance& instance : instances) {
        std::vector<Totals*> totals = {&all};
        if (!arguments.group.empty()) totals.push_back(&groups[instance.group]);
        measure(context, arguments, row, instance, totals);
      }
      for (const auto& [group, totals] : groups) write(arguments.set + "/" + group, row, totals);
      write(arguments.set, row, all);
    }
  } catch (const std::exception& error) {
    fail(error.what());
  }
  return 0;
}
