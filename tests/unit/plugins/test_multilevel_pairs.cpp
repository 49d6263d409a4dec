// How multilevel pairs spins: by couplings and by samples.
#include "../../../plugins/solvers/multilevel/matching.hpp"
#include "fake_host.hpp"
#include "support.hpp"

namespace {

using State = std::vector<int8_t>;

struct Fixture {
  explicit Fixture(uint32_t seed, int64_t samples)
      : context(weiss_test::make_context()),
        problem(weiss_test::build(context,
                                  weiss_test::random_terms(60, 0.1, true, weiss_test::Data::real, seed))) {
    REQUIRE(weiss_problem_get_view(problem.get(), &view, nullptr) == WEISS_OK);
    std::mt19937 random(seed);
    words.of_spin.assign(static_cast<size_t>(view.num_spins), 0);
    for (int64_t k = 0; k < samples; ++k) {
      states.emplace_back(static_cast<size_t>(view.num_spins));
      words.mask |= uint64_t{1} << k;
      for (size_t i = 0; i < states.back().size(); ++i) {
        const bool down = random() % 4 < 1 + i % 2;
        states.back()[i] = down ? int8_t{-1} : int8_t{1};
        words.of_spin[i] |= static_cast<uint64_t>(down) << k;
      }
    }
  }
  double correlation(int32_t i, int32_t j) const {
    double sum = 0.0;
    for (const State& state : states) sum += state[static_cast<size_t>(i)] * state[static_cast<size_t>(j)];
    return sum / static_cast<double>(states.size());
  }

  weiss_test::FakeHost fake{};
  Host host{(fake.limit = SIZE_MAX, fake.table())};
  weiss_test::FakeRun fake_run{};
  Run run{fake_run.table()};
  weiss_test::ContextPtr context;
  weiss_test::ProblemPtr problem;
  weiss_problem_view view = weiss_test::sized<weiss_problem_view>();
  std::vector<State> states{};
  Words words{host};
};

}  // namespace

TEST_CASE("a relation is the coupling times the fourth power of the mean product in the samples") {
  for (const int64_t samples : {0, 1, 5, 64}) {
    const Fixture fixture(static_cast<uint32_t>(samples + 1), samples);
    const Relation relation(fixture.words);
    for (int32_t i = 0; i < fixture.view.num_spins; ++i)
      for (const auto [j, value] : weiss::plugin::row(fixture.view, i)) {
        if (samples == 0) {
          CHECK(relation(i, j, value) == -value);
          continue;
        }
        const double c = fixture.correlation(i, j);
        CHECK(relation(i, j, value) == doctest::Approx(c * value < 0.0 ? -value * c * c * c * c : 0.0));
      }
  }
}

TEST_CASE("a relation sees the samples of its mask only") {
  Fixture fixture(3, 20);
  fixture.words.mask = 0xF0F;
  fixture.states = {fixture.states.begin(), fixture.states.begin() + 12};
  fixture.states.erase(fixture.states.begin() + 4, fixture.states.begin() + 8);
  const Relation relation(fixture.words);
  for (int32_t i = 0; i < fixture.view.num_spins; ++i)
    for (const auto [j, value] : weiss::plugin::row(fixture.view, i)) {
      const double c = fixture.correlation(i, j);
      CHECK(relation(i, j, value) == doctest::Approx(c * value < 0.0 ? -value * c * c * c * c : 0.0));
    }
}

TEST_CASE("pairs hang together, are oriented by their relation or the state, and take the words along") {
  for (const int64_t samples : {0, 1, 7, 64})
    for (const bool gauged : {false, true}) {
      CAPTURE(samples);
      CAPTURE(gauged);
      Fixture fixture(static_cast<uint32_t>(samples + 10), samples);
      const Relation relation(fixture.words);
      State state(static_cast<size_t>(fixture.view.num_spins));
      for (size_t i = 0; i < state.size(); ++i) state[i] = i % 3 == 0 ? int8_t{-1} : int8_t{1};
      Random random(5);
      Matching matching(fixture.host, fixture.view, relation, gauged ? state.data() : nullptr, fixture.run,
                        random);
      REQUIRE(!matching.stopped());
      const Grouping grouping = matching.take();
      if (gauged) CHECK(std::equal(state.begin(), state.end(), grouping.sign.begin()));

      std::vector<std::vector<int32_t>> members(static_cast<size_t>(grouping.count));
      for (int32_t i = 0; i < fixture.view.num_spins; ++i)
        members[static_cast<size_t>(grouping.group[static_cast<size_t>(i)])].push_back(i);
      for (const std::vector<int32_t>& group : members) {
        CHECK(!group.empty());
        CHECK(group.size() <= 3);
        for (const int32_t i : group) {
          bool bound = group.size() == 1;  // to a member of the group, in this orientation
          for (const auto [j, value] : weiss::plugin::row(fixture.view, i))
            if (grouping.group[static_cast<size_t>(j)] == grouping.group[static_cast<size_t>(i)])
              bound = bound || relation(i, j, value) * grouping.sign[static_cast<size_t>(i)] *
                                       grouping.sign[static_cast<size_t>(j)] >
                                   0.0;
          CHECK(bound);
        }
      }

      const Words above = words_of_groups(fixture.host, fixture.words, grouping);
      CHECK(above.mask == fixture.words.mask);
      if (samples == 0) continue;
      REQUIRE(above.of_spin.size() == members.size());
      for (size_t g = 0; g < members.size(); ++g) {
        const auto first = static_cast<size_t>(members[g].front());
        for (size_t k = 0; k < fixture.states.size(); ++k) {
          const bool down = ((above.of_spin[g] >> k) & 1) != 0;
          CHECK((down ? -1 : 1) == fixture.states[k][first] * grouping.sign[first]);
        }
      }
    }
}
