#include "solver.hpp"

#include "presets.hpp"

namespace cli {

namespace {

// A name, maybe with settings; "" is the default solver.
std::string asked_spec(const Arguments& arguments) {
  if (const auto preset = arguments.text("--preset")) return find_preset(*preset).spec;
  return arguments.text("--solver").value_or("");
}

}  // namespace

Instance make_solver(weiss_context* context, const Arguments& arguments) {
  const std::string spec = asked_spec(arguments);
  const std::vector<std::string> settings = arguments.all("--set");
  std::vector<std::string> keys, texts;
  for (const std::string& setting : settings) {
    const size_t equals = setting.find('=');
    if (equals == std::string::npos || equals == 0)
      throw Failure(kUsage, "--set takes key=value, not \"" + setting + "\"");
    keys.push_back(setting.substr(0, equals));
    texts.push_back(setting.substr(equals + 1));
  }
  std::vector<weiss_value> values(settings.size());
  for (size_t k = 0; k < settings.size(); ++k) {
    values[k].key = keys[k].c_str();
    values[k].type = WEISS_TYPE_TEXT;
    values[k].s = texts[k].c_str();
  }
  weiss_error error = WEISS_ERROR_INIT;
  weiss_instance* instance = nullptr;
  const weiss_status status =
      weiss_instance_create(context, WEISS_KIND_SOLVER, spec.c_str(), values.data(),
                            static_cast<int64_t>(values.size()), &instance, &error);
  // A name or an option that does not exist is the user's mistake; what a plugin breaks is not.
  const bool mistake = status == WEISS_E_OPTION || status == WEISS_E_NOT_FOUND || status == WEISS_E_ARGUMENT;
  require(status, error, mistake ? kUsage : kFailed);
  return Instance(instance);
}

std::string solver_as_asked(const Arguments& arguments, const weiss_instance* instance) {
  std::string text = asked_spec(arguments);
  if (text.empty()) {
    const std::string full = weiss_instance_spec(instance);
    text = full.substr(0, full.find(' ')) + " (the default)";
  }
  for (const std::string& setting : arguments.all("--set")) text += " " + setting;
  return text;
}

}  // namespace cli
