// The results of an experiment: rows of a table with tabs, each with a key and numbers.
#pragma once

#include <map>
#include <string>
#include <vector>

namespace papers {

using Key = std::vector<std::string>;

class Table {
 public:
  Table(std::vector<std::string> key_names, std::vector<std::string> number_names)
      : key_names_(std::move(key_names)), number_names_(std::move(number_names)) {}

  const std::vector<std::string>& key_names() const noexcept { return key_names_; }
  const std::vector<std::string>& number_names() const noexcept { return number_names_; }
  size_t size() const noexcept { return rows_.size(); }
  const std::map<Key, std::vector<double>>& rows() const noexcept { return rows_; }

  const std::vector<double>* find(const Key& key) const;
  void set(const Key& key, std::vector<double> numbers) { rows_[key] = std::move(numbers); }

  // Adds the rows of a file with the same heading; a last line that was cut short is left out. Nothing when
  // there is no file. Throws std::runtime_error when it is another table.
  void read(const std::string& path);
  void write(const std::string& path) const;  // in the order of the keys
  std::string heading() const;
  static std::string line(const Key& key, const std::vector<double>& numbers);

 private:
  std::vector<std::string> key_names_, number_names_;
  std::map<Key, std::vector<double>> rows_;
};

}  // namespace papers
