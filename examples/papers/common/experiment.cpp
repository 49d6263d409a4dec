#include "experiment.hpp"

#include <algorithm>
#include <atomic>
#include <chrono>
#include <cmath>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <limits>
#include <map>
#include <mutex>
#include <random>
#include <stdexcept>
#include <thread>

#include "../../cli/text.hpp"

namespace papers {

namespace {

// A line that says how far things are, at most twice a second.
class Progress {
 public:
  explicit Progress(size_t count) : count_(count) {}
  void done(const Key& key) {
    ++done_;
    const auto now = std::chrono::steady_clock::now();
    if (done_ < count_ && now - last_ < std::chrono::milliseconds(500)) return;
    last_ = now;
    const double seconds = std::chrono::duration<double>(now - begin_).count();
    const double left = seconds / static_cast<double>(done_) * static_cast<double>(count_ - done_);
    const std::string rest = done_ < count_ ? ", about " + cli::format_seconds(left) + " left" : "";
    std::fprintf(stderr, "%zu of %zu cells, %s%s: %s\n", done_, count_, cli::format_seconds(seconds).c_str(),
                 rest.c_str(), cli::join(key, " ").c_str());
  }

 private:
  const size_t count_;
  size_t done_ = 0;
  const std::chrono::steady_clock::time_point begin_ = std::chrono::steady_clock::now();
  std::chrono::steady_clock::time_point last_ = begin_;
};

void run_all(const std::vector<Cell>& cells, int threads, const std::string& append_to, Table& table) {
  std::ofstream file;
  if (!append_to.empty()) {
    const bool fresh = !std::filesystem::exists(append_to);
    if (!fresh) table.write(append_to);  // without a line that was cut short
    file.open(append_to, std::ios::app);
    if (fresh) file << table.heading() << "\n";
  }
  Progress progress(cells.size());
  std::mutex mutex;
  std::atomic<size_t> next{0};
  std::exception_ptr thrown;
  const auto work = [&] {
    for (size_t k = next++; k < cells.size(); k = next++) try {
        std::vector<double> numbers = cells[k].run();
        const std::lock_guard<std::mutex> lock(mutex);
        if (file.is_open()) file << Table::line(cells[k].key, numbers) << std::endl;
        table.set(cells[k].key, std::move(numbers));
        progress.done(cells[k].key);
      } catch (...) {
        const std::lock_guard<std::mutex> lock(mutex);
        if (!thrown) thrown = std::current_exception();
        next = cells.size();
      }
  };
  std::vector<std::thread> workers;
  for (int t = 1; t < threads; ++t) workers.emplace_back(work);
  work();
  for (std::thread& worker : workers) worker.join();
  if (thrown) std::rethrow_exception(thrown);
}

bool is_time(const std::string& name) {
  const std::string end = "seconds";
  return name.size() >= end.size() && name.compare(name.size() - end.size(), end.size(), end) == 0;
}

constexpr double kEqual = 1e-8;      // what digits of the file leave out
constexpr double kTolerance = 0.02;  // of the largest number of the set

void compare(const Table& now, const Table& stored) {
  if (now.size() == 0) throw std::runtime_error("no cell was chosen to be compared; give a larger share");
  std::map<std::string, std::vector<double>> largest;  // by the first word of the keys
  for (const auto& [key, numbers] : stored.rows()) {
    std::vector<double>& of_set = largest[key[0]];
    of_set.resize(numbers.size(), 0.0);
    for (size_t k = 0; k < numbers.size(); ++k) of_set[k] = std::max(of_set[k], std::abs(numbers[k]));
  }
  size_t compared = 0, equal = 0;
  std::string worst;
  double most = 0.0;
  for (const auto& [key, numbers] : now.rows()) {
    const std::vector<double>* const before = stored.find(key);
    if (!before) throw std::runtime_error("there is no stored row of " + cli::join(key, " "));
    for (size_t k = 0; k < numbers.size(); ++k) {
      if (is_time(now.number_names()[k])) continue;
      double off = std::abs(numbers[k] - (*before)[k]) / std::max(largest[key[0]][k], 1e-300);
      if (std::isnan(off)) off = std::numeric_limits<double>::infinity();
      ++compared;
      equal += off < kEqual;
      if (off <= std::max(most, kEqual)) continue;
      most = off;
      worst = now.number_names()[k] + " of " + cli::join(key, " ") + ": " + cli::format_number(numbers[k]) +
              ", stored " + cli::format_number((*before)[k]);
    }
  }
  std::fprintf(stderr, "compared %zu numbers of %zu rows with the stored ones: %zu equal\n", compared,
               now.size(), equal);
  if (!worst.empty()) std::fprintf(stderr, "largest difference: %s\n", worst.c_str());
  if (most > kTolerance)
    throw std::runtime_error("this is more than " + cli::format_number(100.0 * kTolerance) +
                             "% of the largest of its set");
}

constexpr char kUsage[] =
    " --out DIR [--threads T]                               all cells that DIR does not hold yet, and the "
    "pages\n"
    " --quick --stored DIR [--threads T]                    few cells, compared with those in DIR\n"
    " --check SHARE --stored DIR [--seed S] [--threads T]   a random share of them, again, compared";

Request parse(int argc, char** argv) {
  Request request;
  const auto usage = [&] { return std::runtime_error(std::string("usage: ") + argv[0] + "\n" + kUsage); };
  for (int i = 1; i < argc; ++i) {
    const std::string word = argv[i];
    const auto value = [&]() -> std::string {
      if (++i == argc) throw usage();
      return argv[i];
    };
    if (word == "--quick") {
      request.mode = Request::Mode::kQuick;
    } else if (word == "--check") {
      request.mode = Request::Mode::kCheck;
      request.share = std::atof(value().c_str());
    } else if (word == "--out") {
      request.out = value();
    } else if (word == "--stored") {
      request.stored = value();
    } else if (word == "--threads") {
      request.threads = std::max(1, std::atoi(value().c_str()));
    } else if (word == "--seed") {
      request.seed = static_cast<unsigned>(std::atoi(value().c_str()));
    } else {
      throw usage();
    }
  }
  if ((request.mode == Request::Mode::kFull ? request.out : request.stored).empty()) throw usage();
  return request;
}

}  // namespace

int run_program(int argc, char** argv, const std::function<void(const Request&)>& body) {
  try {
    body(parse(argc, argv));
    return 0;
  } catch (const Skipped& skipped) {
    std::fprintf(stderr, "skipped: %s\n", skipped.what());
    return 77;
  } catch (const std::exception& error) {
    std::fprintf(stderr, "%s\n", error.what());
    return 1;
  }
}

void run(const Request& request, std::vector<Cell> cells, Table& table) {
  const auto drop = [&](auto&& unwanted) {
    cells.erase(std::remove_if(cells.begin(), cells.end(), unwanted), cells.end());
  };
  if (request.mode == Request::Mode::kFull) {
    std::filesystem::create_directories(request.out);
    const std::string path = request.out + "/" + request.file;
    table.read(path);
    drop([&](const Cell& cell) { return table.find(cell.key) != nullptr; });
    run_all(cells, request.threads, path, table);
    table.write(path);
    return;
  }
  Table stored(table.key_names(), table.number_names());
  stored.read(request.stored + "/" + request.file);
  if (stored.size() == 0) throw std::runtime_error("there is no " + request.stored + "/" + request.file);
  drop([](const Cell& cell) { return !cell.repeatable; });
  if (request.mode == Request::Mode::kQuick) {
    drop([](const Cell& cell) { return !cell.quick; });
  } else {
    std::mt19937 random(request.seed);
    drop([&](const Cell&) { return static_cast<double>(random()) >= request.share * 4294967296.0; });
  }
  run_all(cells, request.threads, "", table);
  compare(table, stored);
}

}  // namespace papers
