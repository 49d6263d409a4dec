// A sum that carries its rounding errors along.
#pragma once

namespace weiss {

// Compensated sum with the error-free addition of Knuth (TAOCP 2, 4.2.2): exact as long as the sum and its
// error both fit a double, and as if summed in twice the precision otherwise. The error is off the chain
// of dependent additions, so a long sum costs as much as a plain one.
class CompensatedSum {
 public:
  CompensatedSum() noexcept = default;
  explicit CompensatedSum(double start) noexcept : sum_(start) {}

  void add(double x) noexcept {
    const double next = sum_ + x;
    const double part = next - sum_;
    error_ += (sum_ - (next - part)) + (x - part);
    sum_ = next;
  }
  // An infinite or undefined sum stays recognisable: value() is then not finite.
  double value() const noexcept { return sum_ + error_; }

 private:
  double sum_ = 0.0;
  double error_ = 0.0;
};

}  // namespace weiss
