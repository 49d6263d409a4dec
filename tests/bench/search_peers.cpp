// weiss_bench_search_peers TASK [--peer NAME=COMMAND]... [options] FILE...
// Times searches beside other programs, in alternation, one thread each, CPU time without reading, and writes one line of
// TSV for each instance and program. FILE is anything that Weiss reads, or "random:SPINS:PERCENT": a QUBO with integers from
// -100 to 100 on so many percent of the pairs. A peer gets a Max-Cut file (name.mc: "n m", then "i j w") or else a QUBO to
// maximise in MQLib's form (name.qubo), prints one line of values in the user's sense, and is run as
//   COMMAND tabu FILE SEED SECONDS                             VALUE SECONDS FLIPS
//   COMMAND anneal FILE SEED T_FIRST T_LAST SWEEPS READS       MEAN_VALUE SECONDS PROPOSALS BEST_VALUE
//   COMMAND solve FILE SEED SECONDS                            VALUE SECONDS FLIPS [VALUE:SECONDS;...]
// Temperatures are in units of the user's value and fall geometrically. What a peer says of a value is believed.
//   tabu    flips a second of weiss_search_tabu
//   anneal  proposals a second and mean final value: reads in one call of "annealing" (--reads), one by one with --chain
//   target  CPU time in which annealing reads reach the peers' mean best value of a run (anneal with --reads 100)
//   solve   CPU time in which the default solver reaches the best that any peer found within --seconds, and the peer's
#include <unistd.h>

#include <cstdint>
#include <fstream>
#include <random>
#include <sstream>

#include "peer.hpp"
#include "weiss/weiss.hpp"

namespace {

using peer::cpu_seconds;
using peer::fail;
using peer::median;

struct Peer {
  std::string name, command;
};

struct Arguments {
  std::string task;
  std::vector<Peer> peers;
  std::vector<std::string> instances;
  std::string solver;  // of solve; empty: the default
  int rounds = 5;
  double seconds = 1.0;
  double t_first = 0.0, t_last = 0.0;  // 0: from the data
  int64_t sweeps = 1000;
  int64_t reads = 100;
  bool chain = false;
};

// A problem, and the file from which peers read it.
struct Instance {
  std::string name;
  weiss::Problem problem;
  std::string file;
};

// One run: the value in the user's sense, the time, and the flips or proposals in it.
struct Run {
  double value = 0.0, seconds = 0.0, moves = 0.0, best = 0.0;
  std::string trace;
};

std::string random_qubo(int n, double percent) {
  std::mt19937_64 random(static_cast<uint64_t>(n) * 1000 + static_cast<uint64_t>(percent));
  std::ostringstream text;
  int64_t terms = 0;
  for (int i = 1; i <= n; ++i)
    for (int j = i; j <= n; ++j) {
      if (i != j && static_cast<double>(random() % 1000) >= 10.0 * percent) continue;
      text << i << " " << j << " " << static_cast<int>(random() % 201) - 100 << "\n";
      ++terms;
    }
  return std::to_string(n) + " " + std::to_string(terms) + "\n" + text.str();
}

Instance open_instance(const weiss::Context& context, const std::string& name, const std::string& folder) {
  int n = 0;
  double percent = 0.0;
  weiss_read_options options;
  weiss_struct_init(&options, sizeof options);
  options.format = "mqlib-qubo";
  const bool made = std::sscanf(name.c_str(), "random:%d:%lf", &n, &percent) == 2;
  Instance instance{name.substr(name.find_last_of('/') + 1),
                    made ? weiss::Problem::parse(context, random_qubo(n, percent), options)
                         : weiss::Problem::read(context, name),
                    {}};
  weiss_problem_info info;
  weiss_struct_init(&info, sizeof info);
  weiss_problem_get_info(instance.problem.get(), &info, nullptr);
  const bool maxcut = info.origin == WEISS_ORIGIN_MAXCUT;
  instance.file = folder + (maxcut ? "/instance.mc" : "/instance.qubo");
  instance.problem.write(instance.file, maxcut ? "maxcut" : "mqlib-qubo");
  return instance;
}

Run run_peer(const Peer& peer, const std::string& arguments) {
  Run run;
  const std::string line = peer::first_line(peer.command + " " + arguments);
  int read = 0;
  if (std::sscanf(line.c_str(), "%lf %lf %lf %n", &run.value, &run.seconds, &run.moves, &read) < 3)
    return Run{};  // it does not take this instance
  run.trace = line.substr(static_cast<size_t>(read));
  std::sscanf(run.trace.c_str(), "%lf", &run.best);
  return run;
}

// Peers maximise; a problem that is minimised reaches them with the other sign.
double sign_of(const Instance& instance) {
  weiss_problem_info info;
  weiss_struct_init(&info, sizeof info);
  weiss_problem_get_info(instance.problem.get(), &info, nullptr);
  return info.sense == WEISS_SENSE_MAX ? 1.0 : -1.0;
}

Run own_tabu(const Instance& instance, uint64_t seed, double seconds) {
  weiss::Search search(instance.problem);
  search.set_random(seed);
  weiss_tabu_params params;
  weiss_struct_init(&params, sizeof params);
  params.max_steps = 20000;
  params.max_idle = INT64_MAX;
  params.tenure = 20;
  Run run;
  const double begin = cpu_seconds();
  double best = search.best_energy();
  while (run.seconds < seconds) {
    params.seed = ++seed;
    run.moves += static_cast<double>(search.tabu(params));
    run.seconds = cpu_seconds() - begin;
    best = std::min(best, search.best_energy());
  }
  run.value = weiss_problem_objective(instance.problem.get(), best) * sign_of(instance);
  return run;
}

Run own_anneal(const weiss::Context& context, const Instance& instance, const Arguments& arguments, uint64_t seed,
               std::optional<double> target) {
  const std::string spec = "annealing sweeps=" + std::to_string(arguments.sweeps) + " reads=" +
                           std::to_string(target ? 0 : arguments.chain ? 1 : arguments.reads) +
                           (arguments.t_first > 0 ? " t_first=" + std::to_string(arguments.t_first) : "") +
                           (arguments.t_last > 0 ? " t_last=" + std::to_string(arguments.t_last) : "");
  weiss::Instance solver(context, WEISS_KIND_SOLVER, spec);
  weiss::RunOptions options;
  options.max_samples = arguments.reads;
  options.target = target;
  if (target) options.time_limit = 60.0;
  Run run;
  const int64_t calls = arguments.chain && !target ? arguments.reads : 1;
  double sum = 0.0, count = 0.0;
  for (int64_t call = 0; call < calls; ++call) {
    options.seed = seed * 1000 + static_cast<uint64_t>(call) + 1;
    const double begin = cpu_seconds();
    const weiss::Result result = solver.solve(instance.problem, options);
    run.seconds += cpu_seconds() - begin;
    for (const weiss_result_sample& sample : result.samples()) {
      sum += static_cast<double>(sample.multiplicity) * sample.objective;
      count += static_cast<double>(sample.multiplicity);
    }
    const double best = result.objective() * sign_of(instance);
    run.best = call == 0 ? best : std::max(run.best, best);
  }
  run.value = sum / count * sign_of(instance);
  run.moves = static_cast<double>(instance.problem.num_spins() * arguments.sweeps) * count;
  return run;
}

void write_rates(const Instance& instance, const std::string& name, const std::vector<Run>& runs, double own_rate) {
  std::vector<double> rates, values, bests;
  for (const Run& run : runs) {
    rates.push_back(run.moves / run.seconds);
    values.push_back(run.value);
    bests.push_back(run.best);
  }
  double mean = 0.0, square = 0.0;
  for (const double value : values) mean += value / static_cast<double>(values.size());
  for (const double value : values) square += (value - mean) * (value - mean);
  const double error = values.size() > 1
                           ? std::sqrt(square / static_cast<double>(values.size() * (values.size() - 1)))
                           : std::nan("");
  const double rate = median(rates);
  std::printf("%s\t%s\t%.10g\t%.3g\t%.10g\t%.4g\t%.3g\n", instance.name.c_str(), name.c_str(), mean, error, median(bests),
              rate, own_rate / rate);
  std::fflush(stdout);
}

// Rounds of own() and of each peer in turn.
template <class Own>
void compare_rates(const Arguments& arguments, const Instance& instance, const Own& own,
                   const std::function<std::string(int)>& peer_arguments) {
  std::vector<std::vector<Run>> runs(arguments.peers.size() + 1);
  for (int round = 0; round < arguments.rounds; ++round) {
    runs[0].push_back(own(round));
    for (size_t k = 0; k < arguments.peers.size(); ++k) {
      const Run run = run_peer(arguments.peers[k], peer_arguments(round));
      if (run.seconds > 0.0) runs[k + 1].push_back(run);
    }
  }
  std::vector<double> rates;
  for (const Run& run : runs[0]) rates.push_back(run.moves / run.seconds);
  write_rates(instance, "weiss", runs[0], median(rates));
  for (size_t k = 0; k < arguments.peers.size(); ++k)
    if (!runs[k + 1].empty()) write_rates(instance, arguments.peers[k].name, runs[k + 1], median(rates));
}

// When a peer first had a value of at least target, by its trace; infinite when it had not.
double first_time(const Run& run, double target) {
  std::istringstream entries(run.trace.substr(run.trace.find('[') == std::string::npos ? 0 : run.trace.find('[') + 1));
  for (std::string entry; std::getline(entries, entry, ';');) {
    double value = 0.0, seconds = 0.0;
    if (std::sscanf(entry.c_str(), "%lf:%lf", &value, &seconds) == 2 && value >= target) return seconds;
  }
  return run.value >= target ? run.seconds : std::numeric_limits<double>::infinity();
}

// The best value that any peer reaches in any round, its first time there, and ours, median of the rounds.
void compare_solve(const weiss::Context& context, const Arguments& arguments, const Instance& instance) {
  double target = -std::numeric_limits<double>::infinity(), peer_seconds = 0.0;
  std::string peer_name;
  for (const Peer& peer : arguments.peers)
    for (int round = 1; round <= arguments.rounds; ++round) {
      std::ostringstream words;
      words << "solve '" << instance.file << "' " << round << " " << arguments.seconds;
      const Run run = run_peer(peer, words.str());
      if (run.seconds <= 0.0) continue;
      const double seconds = first_time(run, run.value);
      if (run.value > target || (run.value == target && seconds < peer_seconds)) {
        target = run.value;
        peer_seconds = seconds;
        peer_name = peer.name;
      }
    }
  if (peer_name.empty()) fail("no peer took " + instance.name);
  std::vector<double> seconds;
  int reached = 0;
  for (int round = 1; round <= arguments.rounds; ++round) {
    weiss::RunOptions options;
    options.seed = static_cast<uint64_t>(round);
    options.time_limit = 60.0;
    options.target = target * sign_of(instance);
    weiss::Instance solver(context, WEISS_KIND_SOLVER, arguments.solver);
    const double begin = cpu_seconds();
    const weiss::Result result = solver.solve(instance.problem, options);
    seconds.push_back(cpu_seconds() - begin);
    reached += result.objective() * sign_of(instance) >= target;
  }
  std::printf("%s\t%s\t%.10g\t%.4g\t%.4g\t%d/%d\t%.3g\n", instance.name.c_str(), peer_name.c_str(), target, peer_seconds,
              median(seconds), reached, arguments.rounds, peer_seconds / median(seconds));
  std::fflush(stdout);
}

// The mean over rounds of a peer's best read, the mean time of its run, and our time to that value.
void compare_target(const weiss::Context& context, const Arguments& arguments, const Instance& instance,
                    const std::function<std::string(int)>& peer_arguments) {
  for (const Peer& peer : arguments.peers) {
    double target = 0.0, peer_seconds = 0.0;
    for (int round = 0; round < arguments.rounds; ++round) {
      const Run run = run_peer(peer, peer_arguments(round));
      target += run.best / arguments.rounds;
      peer_seconds += run.seconds / arguments.rounds;
    }
    std::vector<double> seconds;
    for (int round = 0; round < arguments.rounds; ++round)
      seconds.push_back(own_anneal(context, instance, arguments, static_cast<uint64_t>(round) + 1,
                                   std::ceil(target) * sign_of(instance))
                            .seconds);
    std::printf("%s\t%s\t%.10g\t%.4g\t%.4g\t\t%.3g\n", instance.name.c_str(), peer.name.c_str(), target, peer_seconds,
                median(seconds), peer_seconds / median(seconds));
    std::fflush(stdout);
  }
}

Arguments parse(int argc, char** argv) {
  if (argc < 3) fail("usage: weiss_bench_search_peers tabu|anneal|target|solve [--peer NAME=COMMAND]... FILE...");
  Arguments arguments;
  arguments.task = argv[1];
  for (int i = 2; i < argc; ++i) {
    const std::string word = argv[i];
    if (word.compare(0, 2, "--") != 0) {
      arguments.instances.push_back(word);
      continue;
    }
    if (word == "--chain") {
      arguments.chain = true;
      continue;
    }
    if (i + 1 == argc) fail(word + " needs a value");
    const std::string value = argv[++i];
    if (word == "--peer") {
      const auto [name, command] = peer::name_and_command(word, value);
      arguments.peers.push_back({name, command});
    } else if (word == "--rounds") {
      arguments.rounds = std::max(1, std::atoi(value.c_str()));
    } else if (word == "--seconds") {
      arguments.seconds = std::atof(value.c_str());
    } else if (word == "--t-first") {
      arguments.t_first = std::atof(value.c_str());
    } else if (word == "--t-last") {
      arguments.t_last = std::atof(value.c_str());
    } else if (word == "--sweeps") {
      arguments.sweeps = std::atoll(value.c_str());
    } else if (word == "--reads") {
      arguments.reads = std::atoll(value.c_str());
    } else if (word == "--solver") {
      arguments.solver = value;
    } else {
      fail("unknown option " + word);
    }
  }
  return arguments;
}

void compare(const weiss::Context& context, const Arguments& arguments, const Instance& instance) {
  Arguments ranged = arguments;
  const auto range = weiss::temperatures(instance.problem);
  if (ranged.t_first <= 0.0) ranged.t_first = range.first;
  if (ranged.t_last <= 0.0) ranged.t_last = range.second;
  const auto anneal_words = [&](int round) {
    std::ostringstream words;
    words << "anneal '" << instance.file << "' " << round + 1 << " " << ranged.t_first << " " << ranged.t_last << " "
          << ranged.sweeps << " " << ranged.reads;
    return words.str();
  };
  if (arguments.task == "tabu") {
    compare_rates(
        arguments, instance,
        [&](int round) { return own_tabu(instance, static_cast<uint64_t>(round) + 1, arguments.seconds); },
        [&](int round) {
          std::ostringstream words;
          words << "tabu '" << instance.file << "' " << round + 1 << " " << arguments.seconds;
          return words.str();
        });
  } else if (arguments.task == "anneal") {
    compare_rates(
        arguments, instance,
        [&](int round) { return own_anneal(context, instance, ranged, static_cast<uint64_t>(round) + 1, {}); },
        anneal_words);
  } else if (arguments.task == "target") {
    compare_target(context, ranged, instance, anneal_words);
  } else if (arguments.task == "solve") {
    compare_solve(context, arguments, instance);
  } else {
    fail("unknown task " + arguments.task);
  }
}

}  // namespace

int main(int argc, char** argv) {
  try {
    const Arguments arguments = parse(argc, argv);
    const weiss::Context context;
    char folder[] = "/tmp/weiss-peers-XXXXXX";
    if (!::mkdtemp(folder)) fail("cannot make a folder for the instances");
    std::printf("# Weiss %s, SIMD %s, %s, one thread, %d rounds, CPU time\n", weiss_version(),
                weiss_context_simd(context.get()), arguments.task.c_str(), arguments.rounds);
    const bool times = arguments.task == "target" || arguments.task == "solve";
    std::printf(times ? "instance\tpeer\tvalue\tpeer seconds\tweiss seconds\treached\tpeer / weiss\n"
                      : "instance\tprogram\tmean value\tits error\tbest value\tmoves/s\tweiss / this\n");
    for (const std::string& name : arguments.instances) {
      const Instance instance = open_instance(context, name, folder);
      compare(context, arguments, instance);
      std::remove(instance.file.c_str());
    }
    ::rmdir(folder);
  } catch (const std::exception& error) {
    fail(error.what());
  }
  return 0;
}
