// sgd, rmsprop, adam and adagrad step by step against PyTorch's published rules.
#include "support.hpp"

namespace {

using weiss_test::distance;
using weiss_test::Function;
using weiss_test::Numbers;

double value(const Numbers& x) {
  return 2.0 * (x[0] - 1.0) * (x[0] - 1.0) + 5.0 * (x[1] + 2.0) * (x[1] + 2.0) + x[0] * x[1];
}
Numbers gradient(const Numbers& x) { return {4.0 * (x[0] - 1.0) + x[1], 10.0 * (x[1] + 2.0) + x[0]}; }

const Function kFunction = {"quadratic form", value, gradient, {0.5, -1.0}, 0.0, {}};

// Computed apart from this program with 50 decimal digits from the rules in the documentation of
// torch.optim 2.4, five steps from (0.5, -1).
const struct {
  std::string spec;
  std::vector<Numbers> steps;
} kCases[] = {
    {"sgd",
     {{0.503, -1.0105},
      {0.5059985, -1.020898},
      {0.508995404, -1.0311950185},
      {0.5119906174025, -1.041392063719},
      {0.514984046996609, -1.0514901336992125}}},
    {"sgd lr=0.05 momentum=0.9",
     {{0.65, -1.525},
      {0.93125, -2.2675},
      {1.3115, -2.8485625},
      {1.733853125, -3.0128125},
      {2.1178409375, -2.74092390625}}},
    {"sgd lr=0.05 momentum=0.9 dampening=0.4 weight_decay=0.1",
     {{0.6475, -1.52},
      {0.8662075, -2.146865},
      {1.1409066775, -2.68652963},
      {1.4484003048175, -2.992436519435},
      {1.7567644274937475, -3.00449646368222}}},
    {"sgd lr=0.05 momentum=0.8 nesterov=true",
     {{0.77, -1.945},
      {1.12385, -2.3998},
      {1.463726, -2.4521665},
      {1.713204425, -2.33381119},
      {1.8421860791, -2.21520282925}}},
    {"rmsprop",
     {{0.59999999666666678, -1.0999999990476191},
      {0.66708203449417782, -1.1676614415419194},
      {0.72002656388234562, -1.2213779710255726},
      {0.76463769590377873, -1.2668667063221954},
      {0.80358767146153699, -1.3067659651251918}}},
    {"rmsprop lr=0.1 alpha=0.9 momentum=0.5 weight_decay=0.2",
     {{0.81622776256856211, -1.3162277650459641},
      {1.1532770976752444, -1.6651030080938915},
      {1.4012220704382486, -1.9463121158016559},
      {1.5314291580382594, -2.1283663803999222},
      {1.5640884636247048, -2.214375465778749}}},
    {"rmsprop lr=0.02 alpha=0.8 eps=0.001 centered=true",
     {{0.54995836802664446, -1.0499880980718876},
      {0.59062391905700275, -1.0908184283681162},
      {0.62898637821217416, -1.1294439098106066},
      {0.66731037978253481, -1.1681430595119305},
      {0.70671111837762614, -1.2080644475889829}}},
    {"adam",
     {{0.50099999999666667, -1.0009999999990476},
      {0.50199997378949973, -1.0019999775545993},
      {0.50299990393990611, -1.0029999177347459},
      {0.503999773081155, -1.0039998056721626},
      {0.50499956395676589, -1.004999626596886}}},
    {"adam lr=0.5 beta1=0.7 beta2=0.9 eps=0.01 weight_decay=0.3",
     {{0.99825174825174825, -1.4995102840352595},
      {1.4346432494700428, -1.960185472222172},
      {1.7042885336439267, -2.3168880699147151},
      {1.7566420905397562, -2.4911831146362801},
      {1.660251393031836, -2.4756381055922425}}},
    {"adam lr=0.5 beta2=0.5 amsgrad=true",
     {{0.99999999833333334, -1.4999999995238095},
      {1.4512217918795112, -1.974243313927807},
      {1.7725321907383495, -2.337186573053005},
      {1.9584429300455887, -2.5733027877469521},
      {2.0298715900871782, -2.6936156097136178}}},
    {"adagrad",
     {{0.50999999999966667, -1.0099999999999048},
      {0.51703544597870254, -1.0170405675838514},
      {0.52276206719402521, -1.0227739309471041},
      {0.52770968385240713, -1.02772908592718},
      {0.53212616553228088, -1.0321535829499716}}},
    {"adagrad lr=0.5 lr_decay=0.1 initial_accumulator_value=0.25 eps=0.001 weight_decay=0.05",
     {{0.99292111974232685, -1.4993809165580191},
      {1.1928527707581367, -1.7233358982275146},
      {1.2997845908280395, -1.8510942430091183},
      {1.3638099466469444, -1.9313792376641656},
      {1.40485601411427, -1.9847833463999984}}},
};

}  // namespace

TEST_CASE("the update rules are PyTorch's, defaults included") {
  const auto context = weiss_test::make_context();
  for (const auto& expected : kCases) {
    CAPTURE(expected.spec);
    weiss_test::Setup setup;
    setup.gradient = true;
    setup.work = 6;
    const auto done = weiss_test::found(context, expected.spec, kFunction, setup);
    REQUIRE(done.points.size() == 6);
    CHECK(done.points[0] == kFunction.start);
    for (size_t t = 0; t < 5; ++t) CHECK(distance(done.points[t + 1], expected.steps[t]) < 1e-14);
  }
}

TEST_CASE("differences take the same way as gradients, for two evaluations a parameter more") {
  const auto context = weiss_test::make_context();
  for (const auto& expected : kCases) {
    CAPTURE(expected.spec);
    weiss_test::Setup setup;
    setup.work = 6 * 5;
    const auto done = weiss_test::found(context, expected.spec, kFunction, setup);
    REQUIRE(done.points.size() == 6 * 5);
    for (size_t t = 0; t < 5; ++t) CHECK(distance(done.points[5 * (t + 1)], expected.steps[t]) < 1e-7);
    CHECK(done.reason == WEISS_REASON_WORK);
  }
}

TEST_CASE("gradient descent ends where the gradient vanishes, and nesterov needs momentum") {
  const auto context = weiss_test::make_context();
  weiss_test::Setup setup;
  setup.gradient = true;
  const auto done = weiss_test::found(context, "sgd lr=0.1", weiss_test::function("sphere"), setup);
  CHECK(done.reason == WEISS_REASON_CONVERGED);
  CHECK(done.f < 1e-15);
  CHECK(done.counted < 200);
  const auto refused =
      weiss_test::minimize(context, "sgd nesterov=true", weiss_test::function("sphere"), setup);
  CHECK(refused.status == WEISS_E_OPTION);
  CHECK(refused.message.find("momentum") != std::string::npos);
}

TEST_CASE("a step that leaves the bounds ends at them") {
  const auto context = weiss_test::make_context();
  weiss_test::Setup setup;
  setup.lower = {-1.0, -1.5};
  setup.upper = {0.75, 1.0};
  for (const bool exact : {true, false}) {
    setup.gradient = exact;
    for (const std::string spec :
         {"sgd lr=0.05 momentum=0.5", "rmsprop lr=0.1", "adam lr=0.1", "adagrad lr=0.5"}) {
      CAPTURE(spec);
      const auto done = weiss_test::found(context, spec, kFunction, setup);
      CHECK(distance(done.x, {0.75, -1.5}) < 1e-8);
      CHECK(done.reason == WEISS_REASON_CONVERGED);
    }
  }
}
