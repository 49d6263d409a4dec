#include "table.hpp"

#include <fstream>
#include <stdexcept>

#include "../../cli/text.hpp"

namespace papers {

const std::vector<double>* Table::find(const Key& key) const {
  const auto found = rows_.find(key);
  return found == rows_.end() ? nullptr : &found->second;
}

std::string Table::heading() const {
  return cli::join(key_names_, "\t") + "\t" + cli::join(number_names_, "\t");
}

std::string Table::line(const Key& key, const std::vector<double>& numbers) {
  std::string text = cli::join(key, "\t");
  for (const double number : numbers) text += "\t" + cli::format_digits(number, 10);
  return text;
}

void Table::read(const std::string& path) {
  std::ifstream in(path);
  std::string text;
  if (!in || !std::getline(in, text)) return;
  if (text != heading())
    throw std::runtime_error(path + " holds another table; give another folder, or remove the file");
  const size_t width = key_names_.size() + number_names_.size();
  while (std::getline(in, text)) {
    const std::vector<std::string> words = cli::split(text, '\t');
    if (words.size() != width) continue;
    const Key key(words.begin(), words.begin() + static_cast<std::ptrdiff_t>(key_names_.size()));
    std::vector<double> numbers;
    for (size_t k = key.size(); k < width; ++k)
      if (const auto number = cli::parse_real(words[k])) numbers.push_back(*number);
    if (numbers.size() == number_names_.size()) set(key, std::move(numbers));
  }
}

void Table::write(const std::string& path) const {
  std::ofstream out(path);
  out << heading() << "\n";
  for (const auto& [key, numbers] : rows_) out << line(key, numbers) << "\n";
  if (!out.flush()) throw std::runtime_error("cannot write " + path);
}

}  // namespace papers
