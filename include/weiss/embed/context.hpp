// weiss::Context: what is there, and services.
#ifndef WEISS_EMBED_CONTEXT_HPP
#define WEISS_EMBED_CONTEXT_HPP

#include <cstdint>
#include <string>
#include <utility>
#include <vector>

#include "../context.h"
#include "../plugin.h"
#include "base.hpp"

namespace weiss {
inline namespace embed {

// Instances must go before their context; problems and results may outlive it.
class Context {
 public:
  explicit Context(const weiss_context_config& config = detail::make<weiss_context_config>()) {
    detail::check([&](weiss_error* error) {
      weiss_context* context = nullptr;
      const weiss_status status = weiss_context_create(&config, &context, error);
      handle_.reset(context);
      return status;
    });
  }

  weiss_context* get() const noexcept { return handle_.get(); }
  std::string simd() const { return weiss_context_simd(get()); }
  std::int64_t memory() const noexcept { return weiss_context_memory(get(), nullptr); }
  std::int64_t peak_memory() const noexcept {
    std::int64_t peak = 0;
    weiss_context_memory(get(), &peak);
    return peak;
  }

  // ---- plugins ----
  void load_plugin(const std::string& path) {
    detail::check([&](weiss_error* error) { return weiss_context_load_plugin(get(), path.c_str(), error); });
  }
  std::int64_t scan_directory(const std::string& directory) {  // returns how many were loaded
    std::int64_t loaded = 0;
    detail::check([&](weiss_error* error) {
      return weiss_context_scan_directory(get(), directory.c_str(), &loaded, error);
    });
    return loaded;
  }
  void add_plugin(weiss_plugin_entry_fn entry) {
    detail::check([&](weiss_error* error) { return weiss_context_add_plugin(get(), entry, error); });
  }
  // algorithm must stay valid until release is called; when this throws it is not called.
  void add_algorithm(const weiss_algorithm& algorithm, void (*release)(const weiss_algorithm*) WEISS_NOEXCEPT = nullptr) {
    detail::check([&](weiss_error* error) {
      return weiss_context_add_algorithm(get(), &algorithm, release, error);
    });
  }

  // ---- what is there; texts are valid as long as the context ----
  std::vector<weiss_algorithm_info> algorithms() {
    std::int64_t count = 0;
    detail::check([&](weiss_error* error) { return weiss_context_num_algorithms(get(), &count, error); });
    std::vector<weiss_algorithm_info> infos(static_cast<std::size_t>(count));
    for (std::int64_t k = 0; k < count; ++k) {
      weiss_algorithm_info& info = infos[static_cast<std::size_t>(k)];
      info = detail::make<weiss_algorithm_info>();
      detail::check([&](weiss_error* error) { return weiss_context_algorithm(get(), k, &info, error); });
    }
    return infos;
  }
  weiss_algorithm_info find_algorithm(const std::string& name, std::int32_t kind = 0) {
    auto info = detail::make<weiss_algorithm_info>();
    detail::check([&](weiss_error* error) {
      return weiss_context_find_algorithm(get(), kind, name.c_str(), &info, error);
    });
    return info;
  }

 private:
  detail::Handle<weiss_context, weiss_context_destroy> handle_;
};

}  // namespace embed
}  // namespace weiss

#endif  // WEISS_EMBED_CONTEXT_HPP
