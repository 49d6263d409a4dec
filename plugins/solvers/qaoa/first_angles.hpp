// The angles that a run begins with.
#pragma once

#include "../../common/angles/rules.hpp"
#include "ansatz.hpp"
#include "gamma_scan.hpp"

namespace {

using weiss::bundled::Angles;
using weiss::bundled::EnergyScale;

class FirstAngles {
 public:
  explicit FirstAngles(const Settings& settings)
      : settings_(settings), table_(layerwise() && settings.angles.empty() ? 1 : settings.depth) {}

  // Deepens the circuit layer by layer, with the optimizer at each depth.
  bool layerwise() const noexcept {
    return settings_.start == Start::interp || settings_.start == Start::fourier;
  }
  // What energies are divided by.
  double unit(const EnergyScale& scale) const noexcept {
    const double size = settings_.normalisation == Normalisation::rms   ? scale.local
                        : settings_.normalisation == Normalisation::max ? scale.largest
                                                                        : 1.0;
    return size > 0.0 ? size : 1.0;
  }

  // One gamma and one beta for each layer, or what was given. False: the run said stop.
  bool write(const EnergyScale& scale, const weiss_solver_input& input, const weiss::plugin::Run& run,
             Ansatz& ansatz, Angles& angles) const {
    const auto depth = static_cast<size_t>(settings_.depth);
    switch (settings_.start) {
      case Start::given:
        return given(input, ansatz, angles);
      case Start::interp:
      case Start::fourier:
        if (input.num_parameters > 0 || !settings_.angles.empty()) return shallower(input, angles);
        angles.resize(2);
        break;
      default:
        angles.resize(2 * depth);
    }
    switch (settings_.start) {
      case Start::ramp:
        weiss::bundled::ramp_angles(settings_.depth, settings_.ramp_gamma, settings_.ramp_beta, unit(scale),
                                    angles.data());
        return true;
      case Start::annealing:
        weiss::bundled::annealing_angles(settings_.depth, unit(scale), angles.data());
        return true;
      case Start::random:
        weiss::bundled::random_angles(settings_.depth, run.stream(kRandomStream), unit(scale), angles.data());
        return true;
      default:
        table_.write(scale, angles.data());
    }
    const bool closed_form = angles.size() == 2 && settings_.mixer == WEISS_MIXER_X && !settings_.multi_angle;
    const bool scans = settings_.scan && scale.fields && closed_form;
    return !scans || GammaScan(run, ansatz, angles[0]).best(angles);
  }

  // The angles of a circuit with one layer more.
  Angles deeper(const Angles& angles) const {
    return settings_.start == Start::interp ? weiss::bundled::interpolated(angles)
                                            : weiss::bundled::fourier_extended(angles);
  }

  // The same circuit with an angle for each term and each spin.
  static void spread(const weiss_problem_view& problem, size_t num_parameters, Angles& angles) {
    const size_t depth = angles.size() / 2;
    const auto spins = static_cast<size_t>(problem.num_spins);
    const size_t terms = num_parameters / depth - spins;
    Angles all;
    all.reserve(num_parameters);
    for (size_t l = 0; l < depth; ++l) all.insert(all.end(), terms, angles[l]);
    for (size_t l = 0; l < depth; ++l) all.insert(all.end(), spins, angles[depth + l]);
    angles = std::move(all);
  }

 private:
  static constexpr uint64_t kRandomStream = 2;

  void copy(const weiss_solver_input& input, Angles& angles) const {
    if (input.num_parameters > 0)
      angles.assign(input.parameters, input.parameters + input.num_parameters);
    else
      angles = settings_.angles;
    for (const double angle : angles)
      if (!std::isfinite(angle))
        throw Failure(WEISS_E_ARGUMENT, "the run's parameters must be finite numbers");
  }
  bool given(const weiss_solver_input& input, const Ansatz& ansatz, Angles& angles) const {
    copy(input, angles);
    const size_t wanted = ansatz.num_parameters(settings_.depth);
    if (angles.size() == wanted || angles.size() == static_cast<size_t>(2 * settings_.depth)) return true;
    refuse_option("start", "is given: depth " + std::to_string(settings_.depth) + " needs " +
                               std::to_string(wanted) +
                               " angles, and the run's parameters or the option angles have " +
                               std::to_string(angles.size()));
  }
  bool shallower(const weiss_solver_input& input, Angles& angles) const {
    copy(input, angles);
    if (angles.size() % 2 == 0 && angles.size() <= static_cast<size_t>(2 * settings_.depth)) return true;
    refuse_option("start", "needs as many gammas as betas, of at most " + std::to_string(settings_.depth) +
                               " layers; the run's parameters have " + std::to_string(angles.size()));
  }

  const Settings& settings_;
  const weiss::bundled::TableAngles table_;
};

}  // namespace
