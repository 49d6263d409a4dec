// What Neural QAOA² (arXiv 2605.13072) reports of rho.
#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <utility>

namespace papers {

// Tables 1 and 2: means by set, then by row.
inline const std::map<std::string, std::map<std::string, double>>& published_rho() {
  static const std::map<std::string, std::map<std::string, double>> table = {
      {"B", {{"Random", .8047}, {"Modularity", .8351}, {"Boundary", .8246}, {"KL", .8092}, {"GEN", .8417}}},
      {"BE", {{"Random", .8626}, {"Modularity", .8692}, {"Boundary", .8722}, {"KL", .8672}, {"GEN", .8824}}},
      {"W", {{"Random", .8962}, {"Modularity", .9137}, {"Boundary", .9114}, {"KL", .8934}, {"GEN", .9153}}},
      {"test 50",
       {{"Random", .8708}, {"Modularity", .8869}, {"Boundary", .8850}, {"KL", .8716}, {"GEN", .8930}}},
      {"GKA", {{"Random", .8478}, {"Modularity", .8659}, {"Boundary", .8601}, {"KL", .8503}, {"GEN", .8762}}},
      {"L", {{"Random", .6984}, {"Modularity", .7391}, {"Boundary", .8205}, {"KL", .7022}, {"GEN", .8160}}},
      {"ood 93",
       {{"Random", .7707}, {"Modularity", .8005}, {"Boundary", .8397}, {"KL", .7739}, {"GEN", .8451}}},
  };
  return table;
}

// Figure 3, read by eye to .005: by method and number of nodes.
inline const std::map<std::pair<std::string, int64_t>, double>& published_over_n() {
  static const std::map<std::pair<std::string, int64_t>, double> points = {
      {{"GEN", 21}, .961},       {{"GEN", 400}, .80},      {{"GEN", 501}, .875},
      {{"GEN", 800}, .826},      {{"GEN", 1000}, .768},    {{"modularity", 21}, .975},
      {{"boundary", 400}, .855}, {{"boundary", 800}, .853}};
  return points;
}

}  // namespace papers
