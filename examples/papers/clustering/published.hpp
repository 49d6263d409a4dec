// What the paper shows (figures digitised from their vector graphics), and what an independent run of its
// published code gave on the stored graphs (30 runs a row).
#pragma once

#include <map>
#include <string>
#include <vector>

namespace papers {

// Means over 30 runs on the stored graphs, groups of 16, and what the paper's figures show there.
struct Reference {
  double cut, gap, calls, evaluations;  // gap in percent of the best known cut; evaluations of each call
  double paper_cut, paper_calls;        // 0: not shown
};
inline const std::map<std::string, std::map<std::string, Reference>>& reference() {
  static const std::map<std::string, std::map<std::string, Reference>> rows = {
      {"r3w",
       {{"cluster", {693.2, 2.40, 16.03, 30.8, 684.6, 16.6}},
        {"impact", {657.6, 7.44, 8.80, 31.8, 652.0, 7.7}},
        {"certainty", {648.6, 8.69, 6.53, 30.9, 646.0, 6.5}},
        {"random", {661.8, 6.85, 10.20, 31.2, 0.0, 0.0}}}},
      {"er.05",
       {{"cluster", {1022.3, 3.61, 14.43, 30.5, 1013.6, 16.3}},
        {"impact", {1006.5, 5.10, 7.50, 31.4, 984.1, 7.6}},
        {"certainty", {999.8, 5.73, 5.67, 30.5, 978.5, 5.7}},
        {"random", {1007.2, 5.03, 8.33, 30.7, 0.0, 0.0}}}}};
  return rows;
}

// Cut of cluster minus that of another grouping, same graph and same start, with the standard error over 30
// pairs.
struct Difference {
  double mean, error;
};
inline const std::map<std::string, std::map<std::string, Difference>>& reference_differences() {
  static const std::map<std::string, std::map<std::string, Difference>> rows = {
      {"r3w", {{"impact", {35.6, 4.1}}, {"certainty", {44.6, 4.2}}, {"random", {31.4, 3.5}}}},
      {"er.05", {{"impact", {15.8, 4.3}}, {"certainty", {22.5, 4.4}}, {"random", {15.1, 4.2}}}}};
  return rows;
}

// Figures over the group size, 100 variables.
inline const std::vector<int>& figure_sizes() {
  static const std::vector<int> sizes = {10, 12, 14, 15, 16, 17, 18, 20, 22, 24};
  return sizes;
}
struct Figure {
  std::vector<double> cut, calls, evaluations;
};
inline const std::map<std::string, std::map<std::string, Figure>>& figures() {
  static const std::map<std::string, std::map<std::string, Figure>> all = {
      {"3-regular",
       {{"cluster",
         {{687.5, 688.0, 688.7, 687.2, 684.6, 682.8, 684.7, 681.8, 682.5, 683.0},
          {23.6, 21.5, 20.1, 19.8, 16.6, 11.3, 12.9, 9.7, 9.5, 10.3},
          {731.7, 664.8, 619.5, 613.6, 511.8, 348.7, 399.7, 300.5, 295.0, 317.1}}},
        {"impact",
         {{646.7, 652.6, 652.2, 659.0, 652.0, 647.0, 654.0, 653.3, 656.5, 658.6},
          {12.5, 14.0, 14.8, 15.5, 7.7, 7.9, 8.8, 7.4, 9.3, 10.0},
          {398.3, 449.0, 470.3, 490.0, 245.7, 252.4, 279.7, 234.8, 296.1, 316.7}}},
        {"certainty",
         {{643.3, 648.7, 652.6, 654.7, 646.0, 646.3, 648.3, 647.6, 652.7, 653.9},
          {11.2, 12.6, 15.1, 16.4, 6.5, 6.2, 6.3, 7.2, 7.7, 7.6},
          {348.6, 395.0, 469.0, 507.0, 202.2, 192.8, 196.3, 223.9, 240.1, 236.4}}}}},
      {"ER",
       {{"cluster",
         {{1010.2, 1015.6, 1012.3, 1017.1, 1013.6, 1002.1, 1009.2, 1007.3, 1004.9, 1006.4},
          {20.2, 21.0, 19.7, 19.8, 16.3, 10.5, 12.9, 9.1, 9.2, 9.7},
          {}}},
        {"impact",
         {{982.5, 989.8, 987.3, 996.5, 984.1, 992.3, 990.0, 995.0, 993.9, 995.4},
          {12.6, 14.2, 14.1, 15.8, 7.6, 9.0, 8.8, 7.9, 10.2, 9.8},
          {}}},
        {"certainty",
         {{983.7, 980.8, 988.6, 993.2, 978.5, 984.8, 980.3, 982.3, 987.5, 996.9},
          {10.3, 12.9, 14.3, 16.2, 5.7, 5.9, 6.1, 7.0, 7.3, 7.8},
          {}}}}}};
  return all;
}

// Table 1: group sizes at which the number of calls drops, by the number of variables.
inline const std::map<int, std::vector<int>>& printed_drops() {
  static const std::map<int, std::vector<int>> drops = {{80, {7, 13}},      {100, {6, 8, 16}},
                                                        {120, {7, 10, 19}}, {140, {8, 11, 22}},
                                                        {160, {9, 13}},     {180, {10, 14}}};
  return drops;
}

// Figure 7: calls = a n / m.
inline const std::map<int, double>& fitted_a() {
  static const std::map<int, double> a = {{80, 2.50},  {100, 2.55}, {120, 2.71},
                                          {140, 2.76}, {160, 2.96}, {180, 3.00}};
  return a;
}

// Figure 5 of Appendix A, groups of at most 15: percent above a plain tabu search, from and to.
inline const std::map<std::string, std::pair<double, double>>& tabu_gain() {
  static const std::map<std::string, std::pair<double, double>> gains = {
      {"cluster", {0.119, 0.129}}, {"impact", {0.106, 0.119}}, {"certainty", {0.108, 0.120}}};
  return gains;
}

}  // namespace papers
