/* create and destroy of an algorithm without a state of its own: a NULL self is legal. */
#ifndef HOSTILE_STATELESS_H
#define HOSTILE_STATELESS_H

#include <weiss/plugin.h>

static weiss_status create(const weiss_algorithm* algorithm, const weiss_host* host, const weiss_value* values,
                           uint32_t num_values, void** self, weiss_error* error) WEISS_NOEXCEPT {
  (void)algorithm, (void)host, (void)values, (void)num_values, (void)error;
  *self = NULL;
  return WEISS_OK;
}

static void destroy(const weiss_algorithm* algorithm, void* self) WEISS_NOEXCEPT {
  (void)algorithm;
  (void)self;
}

#endif /* HOSTILE_STATELESS_H */
