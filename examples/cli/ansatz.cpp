#include "ansatz.hpp"

#include <algorithm>
#include <cctype>

#include "base/error.hpp"
#include "files.hpp"
#include "io/json_reader.hpp"
#include "text.hpp"

namespace cli {

namespace {

const std::vector<std::string> kMixers = {"x", "warm-start", "xy-ring", "xy-complete",
                                          "grover"};  // by WEISS_MIXER_*

struct Ansatz {
  int32_t mixer = WEISS_MIXER_X;
  bool multi_angle = false;
  std::string groups;              // "0,1,2;3,4,5"
  std::vector<double> start;       // Pr[x_i = 1]
  std::vector<double> parameters;  // all gammas, then all betas
  bool has_parameters = false;
};

int32_t mixer_of(const std::string& name, ExitCode code) {
  const auto found = std::find(kMixers.begin(), kMixers.end(), name);
  if (found == kMixers.end())
    throw Failure(code, "unknown mixer \"" + name + "\"" + suggestion(name, kMixers) + "; they are " +
                            join(kMixers, ", "));
  return static_cast<int32_t>(found - kMixers.begin());
}

// Angles and what belongs to them, out of the report of a run on this problem.
void take_report(const std::string& path, int64_t num_spins, Ansatz& ansatz) {
  try {
    const weiss::JsonDocument document(read_text(path), path);
    const weiss::JsonValue& fixed = document.root().at("reproducible");
    const weiss::JsonValue& spins = fixed.at("problem").at("spins");
    if (spins.integer() != num_spins)
      spins.fail("the run was on another problem: this one has " + std::to_string(num_spins) + " spins");
    const weiss::JsonValue* const parameters = fixed.find("parameters");
    if (!parameters)
      fixed.fail("the run reported no circuit parameters; weiss solve FILE --solver qaoa --report R does");
    for (const weiss::JsonValue& angle : parameters->items()) ansatz.parameters.push_back(angle.number());
    ansatz.has_parameters = true;
    for (const std::string& word : spec_words(fixed.at("spec").string())) {
      const std::string key = word.substr(0, word.find('=')),
                        value = word.substr(std::min(key.size() + 1, word.size()));
      if (key == "mixer") ansatz.mixer = mixer_of(value, kUnreadable);
      if (key == "groups") ansatz.groups = value;
      if (key == "multi_angle") ansatz.multi_angle = value == "true";
    }
  } catch (const weiss::Error& error) {
    throw Failure(kUnreadable, error.origin() + ":" + std::to_string(error.line()) + ":" +
                                   std::to_string(error.column()) + ": " + error.message());
  }
}

std::vector<double> read_angles(const std::string& list) {
  std::vector<double> angles;
  if (list.empty()) return angles;
  for (const std::string& word : split(list, ',')) {
    const std::optional<double> angle = parse_real(word);
    if (!angle)
      throw Failure(kUsage, "--parameters takes numbers with commas between, \"" + word + "\" is none");
    angles.push_back(*angle);
  }
  return angles;
}

std::vector<double> read_start(const std::string& path, int64_t num_spins) {
  std::vector<double> start;
  std::string word;
  for (const char c : read_text(path) + "\n") {
    if (!std::isspace(static_cast<unsigned char>(c))) {
      word += c;
    } else if (!word.empty()) {
      const std::optional<double> probability = parse_real(word);
      if (!probability || *probability < 0.0 || *probability > 1.0)
        throw Failure(kUnreadable, path + ": \"" + word + "\" is no probability, a number from 0 to 1");
      start.push_back(*probability);
      word.clear();
    }
  }
  if (static_cast<int64_t>(start.size()) != num_spins)
    throw Failure(kUnreadable, path + ": it has " + std::to_string(start.size()) + " numbers, the problem " +
                                   std::to_string(num_spins) + " variables");
  return start;
}

// The number of the group of each spin.
std::vector<int32_t> read_groups(const std::string& text, int64_t num_spins) {
  std::vector<int32_t> group(static_cast<size_t>(num_spins), -1);
  int32_t number = 0;
  for (const std::string& members : split(text, ';')) {
    for (const std::string& member : split(members, ',')) {
      const std::optional<int64_t> spin = parse_integer(member);
      if (!spin || *spin < 0 || *spin >= num_spins)
        throw Failure(kUsage, "--groups takes variables in 0.." + std::to_string(num_spins - 1) +
                                  ", as in 0,1,2;3,4,5, \"" + member + "\" is none");
      int32_t& of_spin = group[static_cast<size_t>(*spin)];
      if (of_spin >= 0) throw Failure(kUsage, "--groups names variable " + member + " twice");
      of_spin = number;
    }
    ++number;
  }
  return group;
}

Ansatz read_ansatz(const Arguments& arguments, int64_t num_spins) {
  Ansatz ansatz;
  const auto report = arguments.text("--report"), parameters = arguments.text("--parameters");
  if (report && parameters) throw Failure(kUsage, "--report and --parameters exclude each other");
  if (report) take_report(*report, num_spins, ansatz);
  if (parameters) ansatz.parameters = read_angles(*parameters);
  ansatz.has_parameters = report || parameters;
  if (const auto mixer = arguments.text("--mixer")) ansatz.mixer = mixer_of(*mixer, kUsage);
  if (const auto groups = arguments.text("--groups")) ansatz.groups = *groups;
  if (const auto start = arguments.text("--start")) ansatz.start = read_start(*start, num_spins);
  if (arguments.has("--multi-angle")) ansatz.multi_angle = true;
  if (ansatz.mixer == WEISS_MIXER_WARM_START && ansatz.start.empty() && num_spins > 0)
    throw Failure(kUsage,
                  "the warm-start mixer needs --start FILE: for each variable the probability that it is 1");
  return ansatz;
}

// The depth for which there are so many parameters, which is the one asked for, if one is.
int32_t depth_of(const Arguments& arguments, const Ansatz& ansatz, const weiss_problem_info& info) {
  const auto asked = arguments.integer("--depth", 0, 1000000);
  const auto count = static_cast<int64_t>(ansatz.parameters.size());
  if (!ansatz.has_parameters && asked.value_or(1) != 0)
    throw Failure(kUsage,
                  "the angles are missing: give --parameters GAMMAS,BETAS, or --report R with the report of\n"
                  "  weiss solve FILE --solver qaoa --set depth=1 --report R");
  const int64_t each = ansatz.multi_angle ? info.num_couplings + 2 * info.num_spins : 2;
  const int64_t depth = each > 0 ? count / each : 0;
  if (depth * each != count || asked.value_or(depth) != depth)
    throw Failure(kUsage,
                  "there are " + std::to_string(count) + " parameters; " +
                      (asked ? "depth " + std::to_string(*asked) + " takes " + std::to_string(*asked * each)
                             : "each layer takes " + std::to_string(each)) +
                      (ansatz.multi_angle ? ", an angle for each coupling and twice for each variable"
                                          : ", a gamma and a beta a layer"));
  return static_cast<int32_t>(depth);
}

}  // namespace

std::vector<Option> ansatz_options() {
  return {
      {"--parameters", "LIST", "angles with commas between: all gammas, then all betas"},
      {"--report", "R", "angles, mixer and groups of a run: the JSON report of solver qaoa"},
      {"--depth", "P", "number of layers; default: as many as there are angles for; 0: the start alone"},
      {"--mixer", "M", "x, warm-start, xy-ring, xy-complete or grover; default: x, or the report's"},
      {"--groups", "G", "one-hot groups for the XY and Grover mixers, as in 0,1,2;3,4,5"},
      {"--start", "FILE", "for warm-start: the probability that it is 1, for each variable"},
      {"--multi-angle", nullptr, "an angle for each coupling and each variable of each layer"},
  };
}

Circuit make_circuit(weiss_context* context, const weiss_problem* problem, const Arguments& arguments) {
  const weiss_problem_info info = info_of(problem);
  const Ansatz ansatz = read_ansatz(arguments, info.num_spins);
  const int32_t depth = depth_of(arguments, ansatz, info);
  std::vector<int32_t> groups;
  if (!ansatz.groups.empty()) groups = read_groups(ansatz.groups, info.num_spins);
  auto config = defaults<weiss_qaoa_config>();
  config.mixer = ansatz.mixer;
  config.multi_angle = ansatz.multi_angle ? 1 : 0;
  config.start = ansatz.start.empty() ? nullptr : ansatz.start.data();
  config.groups = groups.empty() ? nullptr : groups.data();
  weiss_error error = WEISS_ERROR_INIT;
  weiss_circuit* raw = nullptr;
  require(weiss_qaoa_circuit(context, problem, &config, depth, ansatz.parameters.data(), &raw, &error), error,
          kUsage);
  return Circuit(raw);
}

}  // namespace cli
