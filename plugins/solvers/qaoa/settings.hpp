// The options of the solver, and which of them go together.
#pragma once

#include <weiss/ext/statevector.h>

#include <cstring>
#include <weiss/plugin.hpp>

namespace {

using weiss::plugin::Failure;
using weiss::plugin::Options;

// How an option that has choices came out.
enum class Start { table, ramp, annealing, interp, fourier, random, given };
enum class Objective { expectation, shots, cvar };
enum class Normalisation { rms, max, none };
enum class Answer { best, frequent, all };
enum class WarmStart { any, starts, means, relaxation };

constexpr double kRamp = 0.75;
constexpr double kTail = 0.25;
constexpr double kMargin = 0.25;
constexpr double kNoPauli[] = {0.0, 0.0, 0.0};

struct OptionTable {
  static constexpr weiss_option_info option_infos[] = {
      weiss::plugin::int_option("depth", "Layers of the circuit.", 3, 1, 1000),
      weiss::plugin::string_option(
          "mixer",
          "What mixes states: X on each spin, the warm-start mixer, XY on the ring or on all "
          "pairs of each one-hot group, or the Grover mixer.",
          "x", "x|warm-start|xy-ring|xy-complete|grover"),
      weiss::plugin::string_option(
          "groups",
          "One-hot groups of spins for the XY and Grover mixers, as in 0,1,2;3,4,5. In each "
          "exactly one is -1 (x = 1).",
          ""),
      weiss::plugin::bool_option("multi_angle",
                                 "An angle for each term and each spin, for the optimizer to find.", false),
      weiss::plugin::string_option(
          "start",
          "First angles: published ones (table), a linear ramp, the annealing schedule of HADOF, "
          "layer by layer from depth 1 (interp, fourier), random, or given. auto: table, with "
          "XY and Grover mixers ramp.",
          "auto", "auto|table|ramp|annealing|interp|fourier|random|given"),
      weiss::plugin::list_option(
          "angles",
          "Angles gamma_1..gamma_p, beta_1..beta_p for start=given, when the run has no "
          "parameters of its own, or of a shallower circuit for interp and fourier.",
          nullptr, 0, -1e300, 1e300),
      weiss::plugin::advanced(weiss::plugin::real_option(
          "ramp_gamma", "Height of the ramp of gamma, for energies that are normalised.", kRamp, 0.0, 1e6)),
      weiss::plugin::advanced(
          weiss::plugin::real_option("ramp_beta", "Height of the ramp of -beta.", kRamp, 0.0, 1e6)),
      weiss::plugin::bool_option("scan",
                                 "At depth 1 with fields and start=table, X mixer and one angle for all "
                                 "terms, looks for the best gamma "
                                 "near that of the table, each with its exact beta, by the closed form.",
                                 true),
      weiss::plugin::algorithm_option("optimizer", "Improves the angles; none: they stay as they are.",
                                      WEISS_KIND_OPTIMIZER, nullptr, true),
      weiss::plugin::int_option(
          "max_evaluations",
          "Most evaluations of the objective in the whole run. 0: as many as the optimizer and the "
          "limits allow.",
          0, 0, INT64_MAX),
      weiss::plugin::string_option(
          "objective",
          "What the optimizer minimises, and what marginals are taken from: the exact "
          "expectation, the mean of the shots, or the mean of the lowest of them (cvar).",
          "expectation", "expectation|shots|cvar"),
      weiss::plugin::real_option("cvar_alpha", "Fraction of the shots that cvar is the mean of.", kTail, 1e-6,
                                 1.0),
      weiss::plugin::string_option(
          "normalisation",
          "What energies are divided by for ramps, random angles and the optimizer: the root "
          "mean square that acts on a spin, the largest coefficient, or nothing. auto: rms, for "
          "the annealing schedule max. Angles of the results always multiply the energy as given.",
          "auto", "auto|rms|max|none"),
      weiss::plugin::int_option("shots",
                                "Measurements of the final circuit, and of each one for shots and cvar.",
                                1024, 1, 10000000),
      weiss::plugin::string_option("answer",
                                   "Which samples are reported: the best, the most frequent, or all.", "best",
                                   "best|frequent|all"),
      weiss::plugin::string_option("precision", "How amplitudes are stored.", "double", "double|single"),
      weiss::plugin::int_option("max_qubits", "Largest problem to take; memory doubles with each spin.", 26,
                                1, WEISS_MAX_QUBITS),
      weiss::plugin::string_option(
          "warm_start",
          "What the warm-start mixer starts from: start states, mean spins, or a semidefinite "
          "relaxation. auto: means if the run has them, else starts, else the relaxation.",
          "auto", "auto|starts|means|relaxation"),
      weiss::plugin::real_option("warm_margin", "The warm start keeps probabilities so far from 0 and 1.",
                                 kMargin, 0.0, 0.5),
      weiss::plugin::advanced(weiss::plugin::real_option(
          "depolarizing_1", "Noise: probability that a one-qubit gate leaves its qubit maximally mixed.", 0.0,
          0.0, 1.0)),
      weiss::plugin::advanced(weiss::plugin::real_option(
          "depolarizing_2", "Noise: the same for gates on two and more qubits, all of them.", 0.0, 0.0, 1.0)),
      weiss::plugin::advanced(weiss::plugin::list_option(
          "pauli", "Noise: probabilities of X, Y and Z on each qubit of a gate after it.", kNoPauli, 3, 0.0,
          1.0)),
      weiss::plugin::advanced(weiss::plugin::real_option(
          "readout", "Noise: probability that a measured bit is flipped.", 0.0, 0.0, 1.0))};
};

struct Settings {
  int64_t depth;
  int32_t mixer;  // WEISS_MIXER_*
  bool multi_angle;
  Start start;
  std::vector<double> angles;
  double ramp_gamma, ramp_beta;
  bool scan;
  bool optimize;
  int64_t max_evaluations;
  Objective objective;
  double tail;
  Normalisation normalisation;
  int64_t shots;
  Answer answer;
  int32_t precision;  // WEISS_PRECISION_*
  int64_t max_qubits;
  WarmStart warm_start;
  double margin;
  weiss_noise noise;
  bool noisy;

  explicit Settings(const Options& options);

 private:
  void check(const Options& options) const;
};

// Which of the choices the option has.
inline int64_t chosen(const Options& options, const char* key, std::initializer_list<const char*> choices) {
  const char* const text = options.text(key);
  int64_t k = 0;
  for (const char* const choice : choices) {
    if (std::strcmp(text, choice) == 0) return k;
    ++k;
  }
  throw Failure(WEISS_E_OPTION,
                std::string("option \"") + key + "\" of \"weiss.qaoa\" has an unknown choice");
}

[[noreturn]] inline void refuse_option(const std::string& key, const std::string& text) {
  throw Failure(WEISS_E_OPTION, "option \"" + key + "\" of \"weiss.qaoa\" " + text);
}

inline Settings::Settings(const Options& options)
    : depth(options.integer("depth")),
      mixer(static_cast<int32_t>(
          chosen(options, "mixer", {"x", "warm-start", "xy-ring", "xy-complete", "grover"}))),
      multi_angle(options.boolean("multi_angle")),
      angles(options.list("angles")),
      ramp_gamma(options.real("ramp_gamma")),
      ramp_beta(options.real("ramp_beta")),
      scan(options.boolean("scan")),
      optimize(options.choice("optimizer") != nullptr),
      max_evaluations(options.integer("max_evaluations")),
      objective(static_cast<Objective>(chosen(options, "objective", {"expectation", "shots", "cvar"}))),
      tail(options.real("cvar_alpha")),
      shots(options.integer("shots")),
      answer(static_cast<Answer>(chosen(options, "answer", {"best", "frequent", "all"}))),
      precision(static_cast<int32_t>(chosen(options, "precision", {"double", "single"}))),
      max_qubits(options.integer("max_qubits")),
      warm_start(
          static_cast<WarmStart>(chosen(options, "warm_start", {"auto", "starts", "means", "relaxation"}))),
      margin(options.real("warm_margin")),
      noise(weiss::plugin::sized<weiss_noise>()) {
  const bool plain = mixer == WEISS_MIXER_X || mixer == WEISS_MIXER_WARM_START;
  const int64_t first = chosen(
      options, "start", {"auto", "table", "ramp", "annealing", "interp", "fourier", "random", "given"});
  start = first > 0 ? static_cast<Start>(first - 1) : (plain ? Start::table : Start::ramp);
  const int64_t divisor = chosen(options, "normalisation", {"auto", "rms", "max", "none"});
  normalisation = divisor > 0                 ? static_cast<Normalisation>(divisor - 1)
                  : start == Start::annealing ? Normalisation::max
                                              : Normalisation::rms;
  const std::vector<double> pauli = options.list("pauli");
  if (pauli.size() != 3 || pauli[0] + pauli[1] + pauli[2] > 1.0)
    refuse_option("pauli", "has the probabilities of X, Y and Z, their sum at most 1");
  noise.depolarizing_1 = options.real("depolarizing_1");
  noise.depolarizing_2 = options.real("depolarizing_2");
  noise.pauli_x = pauli[0];
  noise.pauli_y = pauli[1];
  noise.pauli_z = pauli[2];
  noise.readout = options.real("readout");
  noisy = noise.depolarizing_1 + noise.depolarizing_2 + pauli[0] + pauli[1] + pauli[2] + noise.readout > 0.0;
  check(options);
}

// Refuses what would be without effect or without sense.
inline void Settings::check(const Options& options) const {
  const bool grouped =
      mixer == WEISS_MIXER_XY_RING || mixer == WEISS_MIXER_XY_COMPLETE || mixer == WEISS_MIXER_GROVER;
  const bool has_groups = options.text("groups")[0] != '\0';
  if (has_groups && !grouped) refuse_option("groups", "needs an XY or Grover mixer; set mixer");
  if (!has_groups && grouped && mixer != WEISS_MIXER_GROVER)
    refuse_option("mixer", "needs one-hot groups of spins with XY; set groups, as in groups=0,1,2;3,4,5");
  if (start == Start::table && grouped)
    refuse_option("start", "has tables for the mixers x and warm-start only; use start=ramp");
  if (start == Start::annealing && depth < 3)
    refuse_option("start", "needs depth 3 or more for annealing, whose first and last layer do nothing");
  const bool layerwise = start == Start::interp || start == Start::fourier;
  if (!angles.empty() && start != Start::given && !layerwise)
    refuse_option("angles", "is for start=given, interp and fourier");
  if (angles.size() % 2 != 0 && !multi_angle) refuse_option("angles", "has as many gammas as betas");
  if (layerwise && static_cast<int64_t>(angles.size()) > 2 * depth)
    refuse_option("angles", "has more layers than depth; raise depth");
  if (layerwise && grouped && angles.empty())
    refuse_option("start",
                  "begins with the table of depth 1, which is for the mixers x and warm-start; give angles");
  if ((ramp_gamma != kRamp || ramp_beta != kRamp) && start != Start::ramp)
    refuse_option("ramp_gamma", "and ramp_beta are for start=ramp");
  if (multi_angle && !optimize && start != Start::given)
    refuse_option("multi_angle",
                  "needs an optimizer or given angles; without one all angles of a layer are equal");
  if (multi_angle && layerwise)
    refuse_option("multi_angle", "does not go with start=interp and fourier; use table");
  if (max_evaluations > 0 && !optimize) refuse_option("max_evaluations", "needs an optimizer; set optimizer");
  if (tail != kTail && objective != Objective::cvar) refuse_option("cvar_alpha", "is for objective=cvar");
  if ((warm_start != WarmStart::any || margin != kMargin) && mixer != WEISS_MIXER_WARM_START)
    refuse_option("warm_start", "and warm_margin are for mixer=warm-start");
  if (noisy && objective == Objective::expectation)
    refuse_option("objective", "is shots or cvar with noise: a noisy circuit is known by its shots only");
}

}  // namespace
