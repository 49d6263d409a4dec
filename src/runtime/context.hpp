// The context: what an embedder opens first and everything else hangs off. The C handle weiss_context is
// this struct.
#pragma once

#include <memory>
#include <mutex>

#include "base/environment.hpp"
#include "base/error.hpp"
#include "runtime/gate.hpp"
#include "runtime/pool.hpp"
#include "runtime/registry.hpp"

struct weiss_context {
  weiss_context(weiss::EnvironmentPtr env, int32_t thread_cap, weiss::Pool::ParallelFor parallel_for,
                void* parallel_for_user)
      : environment(std::move(env)), max_threads(thread_cap), pool(parallel_for, parallel_for_user),
        gates(*environment) {}
  ~weiss_context() { pool.stop(); }  // before plugins are shut down

  // Throws E_ARGUMENT in the child of a fork, where neither threads nor locks can be relied on.
  void require_own_process() const {
    if (!environment->in_own_process())
      throw weiss::Error(WEISS_E_ARGUMENT, "the context belongs to the parent process: create another one after "
                                           "the fork; this one can only be destroyed here");
  }

  const weiss::EnvironmentPtr environment;
  const int32_t max_threads;  // 0: no cap
  weiss::Pool pool;
  weiss::Gates gates;
  std::unique_ptr<weiss::Registry> registry;  // set right after the construction: plugins get the context

  // The handle that the user holds. Instances hold references of their own, so that a context that is
  // destroyed first goes when the last of them goes.
  std::shared_ptr<weiss_context> handle;
  // The listing of the last weiss_context_num_algorithms.
  std::mutex listing_mutex;
  std::vector<const weiss::Algorithm*> listing;
};

namespace weiss {

using Context = ::weiss_context;

// Adds the table of host services (log, alloc, free; extensions by the given function) for plugins of the
// context.
weiss_host host_services(Context& context,
                         const void* (*get_extension)(const weiss_host* host, const char* id) noexcept);

// The context behind a plugin's host table.
Context& context_of(const weiss_host* host) noexcept;

}  // namespace weiss
