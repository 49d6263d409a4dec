#include "bounds/elimination.hpp"

#include <algorithm>
#include <cmath>

namespace weiss {

namespace {

// Rows in doubly linked lists by degree.
class DegreeLists {
 public:
  DegreeLists(size_t size, Memory* memory)
      : first_(size + 1, -1, memory),
        next_(size, -1, memory),
        previous_(size, -1, memory),
        degree_(size, 0, memory) {}

  int32_t degree(int32_t i) const { return degree_[at(i)]; }
  void insert(int32_t i, int32_t degree) {
    degree_[at(i)] = degree;
    const int32_t head = first_[at(degree)];
    next_[at(i)] = head;
    previous_[at(i)] = -1;
    if (head >= 0) previous_[at(head)] = i;
    first_[at(degree)] = i;
    least_ = std::min(least_, degree);
  }
  void erase(int32_t i) {
    const int32_t next = next_[at(i)], previous = previous_[at(i)];
    if (next >= 0) previous_[at(next)] = previous;
    (previous >= 0 ? next_[at(previous)] : first_[at(degree_[at(i)])]) = next;
  }
  // A row of least degree; -1 when there is none.
  int32_t least() {
    const auto end = static_cast<int32_t>(first_.size());
    while (least_ < end && first_[at(least_)] < 0) ++least_;
    return least_ < end ? first_[at(least_)] : -1;
  }

 private:
  static size_t at(int32_t i) { return static_cast<size_t>(i); }

  Vector<int32_t> first_, next_, previous_, degree_;
  int32_t least_ = 0;
};

// The quotient graph: a row that has been eliminated is an element, which stands for the clique of its
// neighbours.
class QuotientGraph {
 public:
  QuotientGraph(const QuadraticForm& form, Elimination& out)
      : out_(out),
        size_(static_cast<size_t>(form.size())),
        start_(form.row_start),
        slot_(form.column.begin(), form.column.end(), form.memory),
        elements_(size_, 0, form.memory),
        entries_(size_, 0, form.memory),
        state_(size_, kRow, form.memory),
        mark_(size_, -1, form.memory),
        outside_(size_, 0, form.memory),
        outside_at_(size_, -1, form.memory),
        members_(size_, 0, form.memory),
        element_of_(size_, -1, form.memory),
        lists_(size_, form.memory) {
    const double usual = 10.0 * std::sqrt(static_cast<double>(size_)) + 16.0;
    for (size_t i = 0; i < size_; ++i) {
      entries_[i] = static_cast<int32_t>(start_[i + 1] - start_[i]);
      if (entries_[i] > usual) state_[i] = kHub;
    }
    for (size_t i = 0; i < size_; ++i)
      if (state_[i] == kRow) lists_.insert(static_cast<int32_t>(i), entries_[i]);
  }

  // Eliminates rows while that is cheaper than to have them in the tail: a product here takes some nine times
  // as long as there, where every pair of rows has one. False when the fill passes its limit or the run
  // stops.
  bool run(Meter& meter) {
    for (int32_t p = lists_.least(); p >= 0; p = lists_.least()) {
      const auto left = static_cast<int64_t>(size_) - static_cast<int64_t>(out_.order.size());
      if (3 * int64_t{lists_.degree(p)} >= left && left <= kMostTail) break;
      eliminate(p);
      const auto fill = static_cast<int64_t>(out_.below.size());
      const double column = static_cast<double>(fill - out_.column_start[out_.order.size() - 1]);
      products_ += 4.5 * column * column;
      if (fill > kMostFill || products_ > kMostProducts || meter.spend(looked_at_)) return false;
      looked_at_ = 0;
    }
    return true;
  }

  double products() const { return products_; }
  bool is_left(size_t i) const { return state_[i] != kElement; }

 private:
  enum State : uint8_t { kRow, kHub, kElement };

  static size_t at(int32_t i) { return static_cast<size_t>(i); }
  int32_t* slot(int32_t i) { return slot_.data() + start_[at(i)]; }

  void eliminate(int32_t p) {
    lists_.erase(p);
    const auto begin = out_.below.size();
    gather_neighbours(p);
    const auto end = out_.below.size();
    state_[at(p)] = kElement;
    element_of_[at(p)] = static_cast<int32_t>(out_.order.size());
    out_.order.push_back(p);
    out_.column_start.push_back(static_cast<int64_t>(end));
    int32_t ordinary = 0;
    for (size_t k = begin; k < end; ++k) ordinary += state_[at(out_.below[k])] == kRow;
    members_[at(p)] = ordinary;
    for (size_t k = begin; k < end; ++k)
      if (state_[at(out_.below[k])] == kRow) count_outside(out_.below[k], p);
    for (size_t k = begin; k < end; ++k)
      if (state_[at(out_.below[k])] == kRow) update(out_.below[k], p);
  }

  // Appends the neighbours of p to below: those of its own, and those of the elements at it, which p absorbs.
  void gather_neighbours(int32_t p) {
    const int32_t* const own = slot(p);
    mark_[at(p)] = p;
    const auto add = [&](int32_t j) {
      ++looked_at_;
      if (state_[at(j)] == kElement || mark_[at(j)] == p) return;
      mark_[at(j)] = p;
      out_.below.push_back(j);
    };
    for (int32_t k = 0; k < elements_[at(p)]; ++k) {
      const int32_t e = own[k];
      if (members_[at(e)] < 0) continue;
      const auto step = at(element_of_[at(e)]);
      for (auto q = static_cast<size_t>(out_.column_start[step]),
                last = static_cast<size_t>(out_.column_start[step + 1]);
           q < last; ++q)
        add(out_.below[q]);
      members_[at(e)] = -1;
    }
    for (int32_t k = elements_[at(p)]; k < entries_[at(p)]; ++k) add(own[k]);
  }

  // outside[e] becomes the number of rows of element e that are no neighbours of p, step by step.
  void count_outside(int32_t i, int32_t p) {
    const int32_t* const own = slot(i);
    for (int32_t k = 0; k < elements_[at(i)]; ++k) {
      const auto e = at(own[k]);
      if (members_[e] < 0) continue;
      if (outside_at_[e] != p) {
        outside_at_[e] = p;
        outside_[e] = members_[e];
      }
      --outside_[e];
      ++looked_at_;
    }
  }

  // The slot of a neighbour i of p gets element p for what p stands for; its degree is bounded from above.
  void update(int32_t i, int32_t p) {
    int32_t* const own = slot(i);
    int64_t degree = members_[at(p)] - 1;
    int32_t kept = 0;
    int32_t carried = p;  // shifts the list by the one place that the new element takes
    const auto keep = [&](int32_t node) {
      own[kept++] = carried;
      carried = node;
    };
    const int32_t elements = elements_[at(i)], entries = entries_[at(i)];
    int32_t new_elements = 1;
    for (int32_t k = 0; k < elements; ++k) {
      const int32_t e = own[k];
      if (members_[at(e)] < 0) continue;
      degree += outside_[at(e)];
      keep(e);
      ++new_elements;
    }
    for (int32_t k = elements; k < entries; ++k) {
      const int32_t j = own[k];
      if (state_[at(j)] == kElement || mark_[at(j)] == p) continue;
      ++degree;
      keep(j);
    }
    own[kept++] = carried;
    looked_at_ += entries;
    elements_[at(i)] = new_elements;
    entries_[at(i)] = kept;
    const int64_t grown = int64_t{lists_.degree(i)} + members_[at(p)] - 1;
    lists_.erase(i);
    lists_.insert(i, static_cast<int32_t>(std::min({degree, grown, static_cast<int64_t>(size_) - 1})));
  }

  Elimination& out_;
  const size_t size_;
  const Vector<int64_t>& start_;
  Vector<int32_t> slot_;      // of each row: its elements, then its other neighbours
  Vector<int32_t> elements_;  // how many of them
  Vector<int32_t> entries_;   // of both
  Vector<State> state_;
  Vector<int32_t> mark_;  // p for the neighbours of p
  Vector<int32_t> outside_, outside_at_;
  Vector<int32_t> members_;     // of an element, hubs not counted; -1 once absorbed
  Vector<int32_t> element_of_;  // the step at which a row was eliminated
  DegreeLists lists_;
  int64_t looked_at_ = 0;
  double products_ = 0.0;
};

}  // namespace

Elimination::Elimination(const QuadraticForm& form, Meter& meter)
    : order(form.memory),
      position(static_cast<size_t>(form.size()), 0, form.memory),
      column_start(form.memory),
      below(form.memory) {
  column_start.push_back(0);
  QuotientGraph graph(form, *this);
  if (!graph.run(meter)) return;
  head = static_cast<int64_t>(order.size());
  const double rows = static_cast<double>(tail());
  if (tail() > kMostTail || graph.products() + rows * rows * rows / 6.0 > kMostProducts) return;

  for (size_t i = 0; i < position.size(); ++i)
    if (graph.is_left(i)) order.push_back(static_cast<int32_t>(i));
  for (size_t k = 0; k < order.size(); ++k) position[static_cast<size_t>(order[k])] = static_cast<int32_t>(k);
  for (int32_t& i : below) i = position[static_cast<size_t>(i)];
  for (size_t k = 0; k < static_cast<size_t>(head); ++k)
    std::sort(below.begin() + column_start[k], below.begin() + column_start[k + 1]);
  affordable = true;
}

}  // namespace weiss
