// weiss/plugin/module.hpp - from a class to a table of functions. A part of plugin.hpp.
#ifndef WEISS_PLUGIN_MODULE_HPP
#define WEISS_PLUGIN_MODULE_HPP

#include <array>
#include <cstring>
#include <new>
#include <type_traits>
#include <utility>

#include "options.hpp"
#include "run.hpp"

namespace weiss {
namespace plugin {

struct About {
  const char* id;  // [a-z0-9.-]{3,64}
  const char* title;
  const char* version;
  const char* summary;  // one sentence
  uint32_t caps;        // WEISS_CAP_*
  int64_t max_spins = 0;
};

namespace detail {

// The one place where exceptions end: explain(text) gets what they say.
template <class Explain, class Body>
weiss_status guarded(Explain&& explain, Body&& body) noexcept {
  try {
    return body();
  } catch (const Failure& failure) {
    explain(failure.what());
    return failure.status();
  } catch (const std::bad_alloc&) {
    explain("the host has no more memory");
    return WEISS_E_NOMEM;
  } catch (const std::exception& exception) {
    explain(exception.what());
    return WEISS_E_FAIL;
  } catch (...) {
    explain("an exception of unknown type");
    return WEISS_E_FAIL;
  }
}

// A run of a class: body returns void or weiss_status.
template <class Body>
weiss_status guarded_run(const weiss_run* table, Body&& body) noexcept {
  return guarded([&](const char* text) { table->set_error(table, text); },
                 [&]() -> weiss_status {
                   const Run run(table);
                   if constexpr (std::is_void_v<decltype(body(run))>) {
                     body(run);
                     return run.should_stop() ? WEISS_STOPPED : WEISS_OK;
                   } else {
                     return body(run);
                   }
                 });
}

inline void explain(weiss_error* error, const char* text) noexcept {
  if (!error || !WEISS_HAS_FIELD(error, message)) return;
  std::strncpy(error->message, text, sizeof error->message - 1);
  error->message[sizeof error->message - 1] = '\0';
}

template <class T, class = void>
struct HasSolve : std::false_type {};
template <class T>
struct HasSolve<T, std::void_t<decltype(&T::solve)>> : std::true_type {};
template <class T, class = void>
struct HasSolveBatch : std::false_type {};
template <class T>
struct HasSolveBatch<T, std::void_t<decltype(&T::solve_batch)>> : std::true_type {};
template <class T, class = void>
struct HasPartition : std::false_type {};
template <class T>
struct HasPartition<T, std::void_t<decltype(&T::partition)>> : std::true_type {};

template <class T, class = void>
struct OptionPointers {
  static constexpr uint32_t count = 0;
  static constexpr const weiss_option_info* const* data() noexcept { return nullptr; }
};
template <class T>
struct OptionPointers<T, std::void_t<decltype(T::option_infos)>> {
  static constexpr uint32_t count = static_cast<uint32_t>(std::extent_v<decltype(T::option_infos)>);
  template <size_t... K>
  static constexpr std::array<const weiss_option_info*, count> list(std::index_sequence<K...>) noexcept {
    return {{&T::option_infos[K]...}};
  }
  static constexpr std::array<const weiss_option_info*, count> pointers =
      list(std::make_index_sequence<count>());
  static constexpr const weiss_option_info* const* data() noexcept { return pointers.data(); }
};

template <class T>
struct Functions {
  static weiss_status create(const weiss_algorithm*, const weiss_host* host, const weiss_value* values,
                             uint32_t num_values, void** self, weiss_error* error) noexcept {
    return guarded([&](const char* text) { explain(error, text); },
                   [&] {
                     *self = new T(Host(host), Options(values, num_values));
                     return WEISS_OK;
                   });
  }
  static void destroy(const weiss_algorithm*, void* self) noexcept { delete static_cast<T*>(self); }

  static weiss_status solve(void* self, const weiss_problem_view* problem, const weiss_solver_input* input,
                            const weiss_run* run, const weiss_sink* sink) noexcept {
    return guarded_run(run, [&](const Run& wrapped) {
      return static_cast<T*>(self)->solve(*problem, *input, wrapped, Sink(sink));
    });
  }
  // What solve_batch throws is the failure of all: the host looks for the text in each run.
  static weiss_status solve_batch(void* self, int64_t count, const weiss_problem_view* const* problems,
                                  const weiss_solver_input* const* inputs, const weiss_run* const* runs,
                                  const weiss_sink* const* sinks, weiss_status* statuses) noexcept {
    return guarded(
        [&](const char* text) {
          for (int64_t k = 0; k < count; ++k) runs[k]->set_error(runs[k], text);
        },
        [&] {
          static_cast<T*>(self)->solve_batch(Batch(count, problems, inputs, runs, sinks, statuses));
          return WEISS_OK;
        });
  }
  static weiss_status partition(void* self, const weiss_problem_view* problem,
                                const weiss_partition_task* task, const weiss_run* run,
                                const weiss_part_sink* sink) noexcept {
    return guarded_run(run, [&](const Run& wrapped) {
      return static_cast<T*>(self)->partition(*problem, *task, wrapped, PartSink(sink));
    });
  }
  static weiss_status minimize(void* self, const weiss_objective* objective, const weiss_run* run,
                               weiss_optimizer_output* output) noexcept {
    return guarded_run(run, [&](const Run& wrapped) {
      return static_cast<T*>(self)->minimize(*objective, wrapped, *output);
    });
  }

  static constexpr int32_t kind = HasSolve<T>::value       ? WEISS_KIND_SOLVER
                                  : HasPartition<T>::value ? WEISS_KIND_PARTITIONER
                                                           : WEISS_KIND_OPTIMIZER;
  static constexpr auto make_table() noexcept {
    if constexpr (HasSolveBatch<T>::value)
      return weiss_solver{sizeof(weiss_solver), 0, solve, solve_batch};
    else if constexpr (kind == WEISS_KIND_SOLVER)
      return weiss_solver{sizeof(weiss_solver), 0, solve, nullptr};
    else if constexpr (kind == WEISS_KIND_PARTITIONER)
      return weiss_partitioner{sizeof(weiss_partitioner), 0, partition};
    else
      return weiss_optimizer{sizeof(weiss_optimizer), 0, minimize};
  }
};

template <class T>
inline constexpr auto table = Functions<T>::make_table();

}  // namespace detail

// The table of a class, for weiss_context_add_algorithm or a plugin written by hand.
template <class T>
inline constexpr weiss_algorithm algorithm = {sizeof(weiss_algorithm),
                                              detail::Functions<T>::kind,
                                              T::about.caps,
                                              detail::OptionPointers<T>::count,
                                              T::about.max_spins,
                                              T::about.id,
                                              T::about.title,
                                              T::about.version,
                                              T::about.summary,
                                              detail::OptionPointers<T>::data(),
                                              &detail::table<T>,
                                              nullptr,
                                              detail::Functions<T>::create,
                                              detail::Functions<T>::destroy,
                                              nullptr};

// A plugin of one or more algorithms. license is an SPDX expression.
template <class... Ts>
struct Module {
  static constexpr std::array<const weiss_algorithm*, sizeof...(Ts)> algorithms = {{&algorithm<Ts>...}};
  weiss_plugin table;

  constexpr Module(const char* id, const char* title, const char* version, const char* license) noexcept
      : table{sizeof(weiss_plugin), WEISS_ABI_MAJOR, WEISS_ABI_MINOR, sizeof...(Ts), id,      title,
              version,              license,         algorithms.data(), nullptr,     nullptr} {}
};

}  // namespace plugin
}  // namespace weiss

#endif  // WEISS_PLUGIN_MODULE_HPP
