// The tables of angles against the exact values of infinite graphs, and on the Heawood graph.
#include "../../../plugins/common/angles/rules.hpp"
#include "infinite_tree.hpp"
#include "qaoa_reference.hpp"

namespace {

using weiss::bundled::AngleTable;
using weiss::bundled::kLargeGirthTable;
using weiss::bundled::kRegularMaxCutTable;
using weiss::bundled::kSkTable;
using weiss_test::InfiniteTree;

void check_cut_fractions(const AngleTable& table, int most_depth) {
  for (size_t k = 0; k < table.num_rows; ++k) {
    const AngleTable::Entry entry = table.at(k);
    if (entry.row->depth > most_depth) continue;
    CAPTURE(entry.row->degree);
    CAPTURE(entry.row->depth);
    const InfiniteTree tree(static_cast<size_t>(entry.row->depth), entry.gammas, entry.betas);
    CHECK(std::fabs(tree.cut_fraction(entry.row->degree) - entry.row->value) < 1e-5);
  }
}

double cut_fraction(const std::vector<double>& angles) {
  const weiss_test::Terms graph = weiss_test::heawood(0.5);  // E = -C + 21/2
  return (10.5 - weiss_test::naive_mean(graph, angles)) / 21.0;
}

}  // namespace

TEST_CASE("an infinite tree is cut as the tables of regular graphs say, for every row of depth up to 4") {
  CHECK(kRegularMaxCutTable.num_rows == 37);
  check_cut_fractions(kRegularMaxCutTable, 4);
  CHECK(kLargeGirthTable.num_rows == 17);
  check_cut_fractions(kLargeGirthTable, 4);
}

TEST_CASE("the infinite SK model has the energies of its table, for depths up to 5") {
  CHECK(kSkTable.num_rows == 34);
  for (size_t k = 0; k < 5; ++k) {
    const AngleTable::Entry entry = kSkTable.at(k);
    const InfiniteTree model(static_cast<size_t>(entry.row->depth), entry.gammas, entry.betas);
    CHECK(std::fabs(model.sk() - entry.row->value) < (k == 0 ? 5e-5 : 1e-5));  // .3033 in the source
  }
}

TEST_CASE("deeper rows of a table reach more") {
  for (const AngleTable& table : {kRegularMaxCutTable, kLargeGirthTable, kSkTable})
    for (size_t k = 1; k < table.num_rows; ++k)
      if (table.rows[k].degree == table.rows[k - 1].degree) {
        CHECK(table.rows[k].depth > table.rows[k - 1].depth);
        CHECK(table.rows[k].value > table.rows[k - 1].value);
      }
}

TEST_CASE("fixed angles cut the known fraction of the Heawood graph, and with the other sign they do not") {
  const double expected[] = {0.692450, 0.755906};
  for (int64_t depth = 1; depth <= 2; ++depth) {
    const auto context = weiss_test::make_context();
    const auto problem = weiss_test::build(context, weiss_test::heawood(0.5));
    weiss_problem_view view = weiss_test::sized<weiss_problem_view>();
    REQUIRE(weiss_problem_get_view(problem.get(), &view, nullptr) == WEISS_OK);
    std::vector<double> angles(static_cast<size_t>(2 * depth));
    weiss::bundled::TableAngles(depth).write(weiss::bundled::EnergyScale(view), angles.data());
    CHECK(std::fabs(cut_fraction(angles) - expected[depth - 1]) < 1e-6);
    for (size_t l = static_cast<size_t>(depth); l < angles.size(); ++l) angles[l] = -angles[l];
    CHECK(cut_fraction(angles) < 0.5);
  }
}
