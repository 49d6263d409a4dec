// Powell's optimization by linear interpolation, with bounds.
#include <cfloat>

#include "frame.hpp"
#include "simplex.hpp"

namespace {

using weiss::bundled::Objective;
using weiss::bundled::Point;
using weiss::plugin::Host;
using weiss::plugin::Options;
using weiss::plugin::real_option;
using weiss::plugin::Run;

// The constants of the paper: a simplex is good when its heights are at least alpha and its edges at most
// beta times the radius; new vertices go gamma times the radius from their face; edges above delta times are
// worth losing.
constexpr double kAlpha = 0.25;
constexpr double kBeta = 2.1;
constexpr double kGamma = 0.5;
constexpr double kDelta = 1.1;
constexpr double kTie = 1e-9;

class Search {
 public:
  Search(const Host& host, Frame& frame, double first_radius, double last_radius)
      : frame_(frame),
        simplex_(host, frame.dimension()),
        gradient_(frame.dimension(), 0.0, host),
        step_(gradient_),
        other_(gradient_),
        room_(gradient_),
        radius_(first_radius),
        last_radius_(last_radius) {}

  void run() {
    if (!begin()) return;
    bool improve_geometry = false;
    for (;;) {
      simplex_.promote_best();
      simplex_.gradient(gradient_);
      const bool good = is_good();
      const Outcome outcome = improve_geometry && !good ? move_worst_placed() : try_minimum();
      improve_geometry = false;
      if (outcome == Outcome::ended) return;
      if (outcome == Outcome::success) continue;
      if (!good)
        improve_geometry = true;
      else if (!shorten_radius())
        return;
    }
  }

 private:
  // Of one point: the simplex is better for it, the model misleads, or the search is over.
  enum class Outcome { success, failure, ended };

  bool begin() {
    Point start(gradient_);
    for (size_t k = 0; k < start.size(); ++k) start[k] = frame_.start(k);
    double f = 0.0;
    if (!frame_.evaluate(start, step_.data(), f)) return false;
    simplex_.begin(start, f);
    for (size_t k = 0; k < start.size(); ++k) {
      // To the side with more room when the upper one has too little.
      const double above = frame_.upper(k) - simplex_.base()[k], below = simplex_.base()[k] - frame_.lower(k);
      const double length = above >= radius_ || above >= below ? radius_ : -radius_;
      step_.assign(step_.size(), 0.0);
      step_[k] = length;
      if (!frame_.evaluate(simplex_.base(), step_.data(), f)) return false;
      simplex_.begin_axis(k, length, f);
    }
    return !start.empty();
  }

  bool is_good() const noexcept {
    for (size_t j = 0; j < simplex_.dimension(); ++j)
      if (simplex_.height(j) < kAlpha * radius_ || simplex_.length(j) > kBeta * radius_) return false;
    return true;
  }

  // Evaluates the minimum of the linear model within the radius. A failure when it is too near, or the model
  // was wrong by too much.
  Outcome try_minimum() {
    minimize_model();
    double square = 0.0, slope = 0.0;
    for (size_t i = 0; i < step_.size(); ++i) {
      square += step_[i] * step_[i];
      slope += gradient_[i] * step_[i];
    }
    if (!(square >= 0.25 * radius_ * radius_)) return Outcome::failure;
    double f = 0.0;
    if (!frame_.evaluate(simplex_.base(), step_.data(), f)) return Outcome::ended;
    const double gain = simplex_.base_value() - f;
    const size_t vertex = vertex_to_replace(gain > 0.0);
    if (vertex == simplex_.dimension()) return Outcome::failure;
    simplex_.replace(vertex, step_, f);
    return gain > 0.0 && gain >= -0.1 * slope ? Outcome::success : Outcome::failure;
  }

  // step = the minimum of gradient * step with length at most the radius, within the bounds: minus a multiple
  // of the gradient, cut at bounds. Each pass finds the multiple for the parameters that are not cut yet.
  void minimize_model() noexcept {
    const size_t n = step_.size();
    double square = radius_ * radius_;  // left for what is not cut
    for (size_t i = 0; i < n; ++i) {
      room_[i] =
          gradient_[i] > 0.0 ? simplex_.base()[i] - frame_.lower(i) : frame_.upper(i) - simplex_.base()[i];
      room_[i] = std::max(room_[i], 0.0);
      step_[i] = 0.0;
    }
    for (bool cut = true; cut;) {
      double norm = 0.0;
      for (size_t i = 0; i < n; ++i)
        if (room_[i] > 0.0) norm = std::hypot(norm, gradient_[i]);
      if (norm == 0.0) return;
      cut = false;
      const double multiple = std::sqrt(std::max(square, 0.0)) / norm;
      for (size_t i = 0; i < n; ++i) {
        if (room_[i] == 0.0) continue;
        const double wanted = multiple * std::fabs(gradient_[i]);
        const double length = std::min(wanted, room_[i]);
        step_[i] = gradient_[i] > 0.0 ? -length : length;
        if (wanted <= room_[i]) continue;
        square -= length * length;
        room_[i] = 0.0;
        cut = true;
      }
    }
  }

  // Which vertex the point base + step should replace: one that is far away, else the one whose height grows
  // most. A point that is no better than the base may only enlarge the simplex. None: the dimension.
  size_t vertex_to_replace(bool better) const noexcept {
    const size_t n = simplex_.dimension();
    size_t chosen = n, far = n;
    double most = better ? 0.0 : 1.0, most_of_far = 0.0;
    double farthest = kDelta * radius_;
    for (size_t j = 0; j < n; ++j) {
      const double growth = std::fabs(simplex_.growth(j, step_));
      if (growth > most) {
        most = growth;
        chosen = j;
      }
      if (growth * simplex_.height(j) < kAlpha * radius_ && growth < 1.0) continue;
      const double distance = better ? simplex_.distance(j, step_) : simplex_.length(j);
      // Steps are often of the same length but for rounding, which should decide nothing.
      const bool tie = std::fabs(distance - farthest) <= kTie * farthest;
      if (tie ? growth <= most_of_far : distance < farthest) continue;
      farthest = distance;
      most_of_far = growth;
      far = j;
    }
    return far < n ? far : chosen;
  }

  // Moves the vertex that is too far away, or else too near its face, to the side of its face where the model
  // is lower.
  Outcome move_worst_placed() {
    const size_t n = simplex_.dimension();
    size_t vertex = n;
    double farthest = kBeta * radius_;
    for (size_t j = 0; j < n; ++j) {
      if (simplex_.length(j) <= farthest) continue;
      farthest = simplex_.length(j);
      vertex = j;
    }
    if (vertex == n) {
      vertex = 0;
      for (size_t j = 1; j < n; ++j)
        if (simplex_.height(j) < simplex_.height(vertex)) vertex = j;
    }
    const double scale = kGamma * radius_ * simplex_.height(vertex);
    const double* const normal = simplex_.normal(vertex);
    double slope = 0.0;
    for (size_t i = 0; i < n; ++i) slope += gradient_[i] * normal[i];
    const double side = slope > 0.0 ? -scale : scale;
    step_within(normal, side, step_);
    step_within(normal, -side, other_);
    // Bounds may leave room on the other side only.
    const double height = std::fabs(simplex_.growth(vertex, step_)) * simplex_.height(vertex);
    if (height < kAlpha * radius_ &&
        std::fabs(simplex_.growth(vertex, other_)) > std::fabs(simplex_.growth(vertex, step_)))
      step_.swap(other_);
    if (!(std::fabs(simplex_.growth(vertex, step_)) > 0.0))
      return Outcome::ended;  // rounding has the last word
    double f = 0.0;
    if (!frame_.evaluate(simplex_.base(), step_.data(), f)) return Outcome::ended;
    simplex_.replace(vertex, step_, f);
    return Outcome::success;
  }
  void step_within(const double* direction, double scale, Point& step) const noexcept {
    for (size_t i = 0; i < step.size(); ++i)
      step[i] = std::clamp(scale * direction[i], std::min(0.0, frame_.lower(i) - simplex_.base()[i]),
                           std::max(0.0, frame_.upper(i) - simplex_.base()[i]));
  }

  // False when the radius is the last one.
  bool shorten_radius() noexcept {
    if (radius_ <= last_radius_) return false;
    radius_ *= 0.5;
    if (radius_ <= 1.5 * last_radius_) radius_ = last_radius_;
    return true;
  }

  Frame& frame_;
  Simplex simplex_;
  Point gradient_;  // of the linear model
  Point step_;      // from the base to the next point
  Point other_, room_;
  double radius_;
  const double last_radius_;
};

class Cobyla {
 public:
  static constexpr weiss::plugin::About about = {
      "weiss.cobyla", "COBYLA", "1.0.0",
      "Minimises linear models that interpolate the function, within a radius that shrinks.",
      WEISS_CAP_DETERMINISTIC | WEISS_CAP_ANY_THREAD};
  static constexpr weiss_option_info option_infos[] = {
      real_option("rhobeg",
                  "First radius: how far to go at first. 0: the initial step of the function, or 1.", 0.0,
                  0.0, 1e100),
      real_option("rhoend", "Last radius: about the accuracy of the result.", 1e-4, 1e-100, 1e100),
      weiss::bundled::max_evaluations_option()};

  Cobyla(const Host& host, const Options& options)
      : host_(host),
        rhobeg_(options.real("rhobeg")),
        rhoend_(options.real("rhoend")),
        max_evaluations_(options.integer("max_evaluations")) {}

  weiss_status minimize(const weiss_objective& source, const Run& run, weiss_optimizer_output& output) const {
    Objective objective(host_, source, run, max_evaluations_, output);
    const double first = rhobeg_ > 0.0 ? rhobeg_ : source.initial_step > 0.0 ? source.initial_step : 1.0;
    Frame frame(host_, objective, first);
    Search(host_, frame, first, std::min(rhoend_, first)).run();
    return objective.status();
  }

 private:
  Host host_;
  double rhobeg_, rhoend_;
  int64_t max_evaluations_;
};

constexpr weiss::plugin::Module<Cobyla> module("weiss.cobyla", "Weiss: cobyla", "1.0.0", "MIT");

}  // namespace

WEISS_PLUGIN_ENTRY(optimizer_cobyla) { return &module.table; }
