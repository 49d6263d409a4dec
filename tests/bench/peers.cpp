// weiss_bench_peers --peer-command NAME=COMMAND... [--rounds N] [--seconds S] [--sizes N,N...]
// Times mean energies and gradients of QAOA at depth 3 through the C interface beside other simulators, in
// alternation, and writes one line of TSV for each instance and program.
//
// A peer is run as `COMMAND INSTANCE DEPTH GAMMA... BETA... [gradient] SECONDS`. INSTANCE has the numbers of spins and of
// couplings in its first line and then a line `i j value` for each, from 1 on; the circuit is that of weiss/qaoa.h. It
// repeats the evaluation for so many seconds of CPU time and prints one line: the mean energy, the CPU time in
// seconds, and how often it evaluated in it. One that prints nothing is left out of that instance.
#include <unistd.h>

#include <algorithm>
#include <cmath>
#include <cstdio>
#include <cstdlib>
#include <memory>
#include <random>
#include <sstream>
#include <string>
#include <vector>

#include "peer.hpp"
#include "weiss/weiss.h"

namespace {

using peer::cpu_seconds;
using peer::fail;
using peer::median;

constexpr int kDepth = 3;
constexpr double kParameters[2 * kDepth] = {0.31, 0.52, 0.63, -0.61, -0.43, -0.24};

struct Instance {
  std::string name;
  int32_t n;
  std::vector<int32_t> row, column;
  std::vector<double> value;
  std::string file;
};

// What an evaluation gave and took.
struct Measurement {
  double mean;
  double seconds;
};

struct Program {
  std::string name;
  std::string command;  // of a peer; empty: Weiss itself
  bool gradient;
  int32_t no_symmetry;
};

void require(weiss_status status, const weiss_error& error) {
  if (status < WEISS_OK) fail(error.message);
}

// All pairs, normal values / sqrt(n); or a random 3-regular graph with values 1.
Instance make_instance(int32_t n, bool cubic) {
  Instance instance{(cubic ? "cubic" : "sk") + std::to_string(n), n, {}, {}, {}, {}};
  std::mt19937_64 random(static_cast<uint64_t>(n));
  const auto add = [&](int32_t i, int32_t j, double value) {
    instance.row.push_back(i);
    instance.column.push_back(j);
    instance.value.push_back(value);
  };
  if (!cubic) {
    std::normal_distribution<double> normal(0.0, 1.0 / std::sqrt(n));
    for (int32_t i = 0; i < n; ++i)
      for (int32_t j = i + 1; j < n; ++j) add(i, j, normal(random));
    return instance;
  }
  std::vector<int32_t> stubs;
  for (int32_t k = 0; k < 3 * n; ++k) stubs.push_back(k / 3);
  for (;;) {  // pairs of stubs until the graph is simple
    std::shuffle(stubs.begin(), stubs.end(), random);
    std::vector<std::pair<int32_t, int32_t>> pairs;
    for (size_t k = 0; k < stubs.size(); k += 2) pairs.push_back(std::minmax(stubs[k], stubs[k + 1]));
    std::sort(pairs.begin(), pairs.end());
    const bool loops = std::any_of(pairs.begin(), pairs.end(), [](const auto& p) { return p.first == p.second; });
    if (loops || std::adjacent_find(pairs.begin(), pairs.end()) != pairs.end()) continue;
    for (const auto& pair : pairs) add(pair.first, pair.second, 1.0);
    return instance;
  }
}

void write_instance(Instance& instance, const std::string& folder) {
  instance.file = folder + "/" + instance.name + ".txt";
  std::FILE* const file = std::fopen(instance.file.c_str(), "w");
  if (!file) fail("cannot write " + instance.file);
  std::fprintf(file, "%d %zu\n", instance.n, instance.row.size());
  for (size_t k = 0; k < instance.row.size(); ++k)
    std::fprintf(file, "%d %d %.17g\n", instance.row[k] + 1, instance.column[k] + 1, instance.value[k]);
  if (std::fclose(file) != 0) fail("cannot write " + instance.file);
}

class Own {
 public:
  Own(weiss_context* context, const Instance& instance, int32_t no_symmetry) {
    weiss_error error = WEISS_ERROR_INIT;
    require(weiss_problem_create_ising(context, instance.n, nullptr, static_cast<int64_t>(instance.row.size()),
                                       instance.row.data(), instance.column.data(), instance.value.data(), &problem_,
                                       &error), error);
    weiss_qaoa_config config;
    weiss_struct_init(&config, sizeof config);
    config.method = WEISS_QAOA_STATEVECTOR;
    config.no_symmetry = no_symmetry;
    require(weiss_qaoa_create(context, problem_, &config, &qaoa_, &error), error);
  }
  Own(const Own&) = delete;
  ~Own() {
    weiss_qaoa_destroy(qaoa_);
    weiss_problem_destroy(problem_);
  }

  Measurement measure(bool gradient, double seconds) {
    Measurement result{evaluate(gradient), 0.0};
    const double begin = cpu_seconds();
    double now = begin;
    int64_t count = 0;
    for (; now - begin < seconds; now = cpu_seconds()) {
      for (int k = 0; k < 4; ++k, ++count) evaluate(gradient);
    }
    result.seconds = (now - begin) / static_cast<double>(count);
    return result;
  }

 private:
  double evaluate(bool gradient) {
    double mean = 0.0, derivatives[2 * kDepth];
    weiss_error error = WEISS_ERROR_INIT;
    if (gradient)
      require(weiss_qaoa_gradient(qaoa_, nullptr, kDepth, kParameters, &mean, derivatives, &error), error);
    else
      require(weiss_qaoa_values(qaoa_, nullptr, 1, kDepth, kParameters, &mean, &error), error);
    return mean;
  }

  weiss_problem* problem_ = nullptr;
  weiss_qaoa* qaoa_ = nullptr;
};

// seconds is 0 when the peer says nothing.
Measurement run_peer(const Program& program, const Instance& instance, double seconds) {
  std::ostringstream command;
  command.precision(17);
  command << program.command << " '" << instance.file << "' " << kDepth;
  for (const double parameter : kParameters) command << " " << parameter;
  if (program.gradient) command << " gradient";
  command << " " << seconds;
  double mean = 0.0, time = 0.0, count = 0.0;
  const std::string line = peer::first_line(command.str());
  const bool answered = std::sscanf(line.c_str(), "%lf %lf %lf", &mean, &time, &count) == 3 && count > 0.0;
  return answered ? Measurement{mean, time / count} : Measurement{0.0, 0.0};
}

struct Arguments {
  std::vector<Program> programs = {{"weiss", "", false, 1},
                                   {"weiss halved", "", false, 0},
                                   {"weiss gradient", "", true, 1},
                                   {"weiss gradient halved", "", true, 0}};
  int rounds = 9;
  double seconds = 0.05;
  std::vector<int32_t> sizes = {8, 10, 12, 14, 16, 18, 20};
};

Arguments parse(int argc, char** argv) {
  Arguments arguments;
  for (int i = 1; i < argc; ++i) {
    const std::string option = argv[i];
    if (i + 1 == argc) fail(option + " needs a value");
    const std::string value = argv[++i];
    if (option == "--peer-command" || option == "--peer-gradient") {
      const auto [name, command] = peer::name_and_command(option, value);
      arguments.programs.push_back({name, command, option == "--peer-gradient", 0});
    } else if (option == "--rounds") {
      arguments.rounds = std::max(1, std::atoi(value.c_str()));
    } else if (option == "--seconds") {
      arguments.seconds = std::atof(value.c_str());
    } else if (option == "--sizes") {
      arguments.sizes.clear();
      std::istringstream list(value);
      for (std::string size; std::getline(list, size, ',');) arguments.sizes.push_back(std::atoi(size.c_str()));
    } else {
      fail("unknown option " + option);
    }
  }
  return arguments;
}

void compare(weiss_context* context, const Arguments& arguments, const Instance& instance) {
  std::vector<std::unique_ptr<Own>> own(2);
  for (const int32_t no_symmetry : {0, 1})
    own[static_cast<size_t>(no_symmetry)] = std::make_unique<Own>(context, instance, no_symmetry);
  std::vector<std::vector<double>> seconds(arguments.programs.size());
  double reference = 0.0;
  for (int round = 0; round < arguments.rounds; ++round)
    for (size_t k = 0; k < arguments.programs.size(); ++k) {
      const Program& program = arguments.programs[k];
      const Measurement m =
          program.command.empty()
              ? own[static_cast<size_t>(program.no_symmetry)]->measure(program.gradient, arguments.seconds)
              : run_peer(program, instance, arguments.seconds);
      if (m.seconds <= 0.0) continue;
      if (k == 0) reference = m.mean;
      if (std::fabs(m.mean - reference) > 1e-9 * instance.n)
        fail(program.name + " gives another energy on " + instance.name + ": " + std::to_string(m.mean) + ", not " +
             std::to_string(reference));
      seconds[k].push_back(m.seconds);
    }
  const double base = median(seconds[0]), halved = median(seconds[1]);
  for (size_t k = 0; k < seconds.size(); ++k)
    if (!seconds[k].empty())
      std::printf("%s\t%s\t%.4g\t%.3g\t%.3g\n", instance.name.c_str(), arguments.programs[k].name.c_str(),
                  1e6 * median(seconds[k]), median(seconds[k]) / base, median(seconds[k]) / halved);
  std::fflush(stdout);
}

}  // namespace

int main(int argc, char** argv) {
  const Arguments arguments = parse(argc, argv);
  weiss_context* context = nullptr;
  weiss_error error = WEISS_ERROR_INIT;
  require(weiss_context_create(nullptr, &context, &error), error);
  char folder[] = "/tmp/weiss-peers-XXXXXX";
  if (!::mkdtemp(folder)) fail("cannot make a folder for the instances");

  std::printf("# Weiss %s, SIMD %s, one thread; medians of %d rounds, CPU time\n", weiss_version(),
              weiss_context_simd(context), arguments.rounds);
  std::printf("instance\tprogram\tmicroseconds\ttimes weiss\ttimes weiss halved\n");
  for (const bool cubic : {false, true})
    for (const int32_t n : arguments.sizes) {
      Instance instance = make_instance(n, cubic);
      write_instance(instance, folder);
      compare(context, arguments, instance);
      std::remove(instance.file.c_str());
    }
  ::rmdir(folder);
  weiss_context_destroy(context);
  return 0;
}
