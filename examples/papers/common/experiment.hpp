// Runs the cells of an experiment that a table does not hold yet, and compares tables.
#pragma once

#include <functional>
#include <stdexcept>
#include <string>
#include <vector>

#include "table.hpp"

namespace papers {

// What a program of a paper is asked to do.
struct Request {
  enum class Mode {
    kFull,   // all cells
    kQuick,  // those that are marked, compared with stored ones
    kCheck,  // a random share of the stored ones, again, compared with them
  };
  Mode mode = Mode::kFull;
  std::string out;     // folder for the table, the page and the plots; what it holds is not run again
  std::string stored;  // folder with the published table
  std::string file = "cells.tsv";  // name of the table in both; another one for each further table of a paper
  int threads = 2;
  double share = 0.1;
  unsigned seed = 1;
};

// The main function of a paper's program: reads the command line and calls body. 0: done; 1: failed, with a
// message; 77: there are no benchmark instances, so nothing was done.
int run_program(int argc, char** argv, const std::function<void(const Request&)>& body);

// What body throws when it lacks the benchmark instances.
struct Skipped : std::runtime_error {
  using std::runtime_error::runtime_error;
};

// One measurement: what identifies it, and how it is made. Cells run on several threads at once, each
// deterministic by itself. Numbers called "... seconds" are not compared.
struct Cell {
  Key key;
  std::function<std::vector<double>()> run;
  bool quick = false;
  bool repeatable = true;  // otherwise it depends on the clock, and is not compared
};

// Fills the table as asked, a row at a time, so that an interrupted run goes on where it was; progress on the
// standard error. In the modes that compare, throws std::runtime_error when a number is off by more than a
// fiftieth of the largest of its column in the same set (the first word of the key), when a row is not
// stored, and when there is nothing to compare.
void run(const Request& request, std::vector<Cell> cells, Table& table);

}  // namespace papers
