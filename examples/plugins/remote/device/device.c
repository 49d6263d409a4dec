/* The other side of ../remote.cpp: a process that plays a device. It answers one line of standard input after another:
     submit ID SPINS COUPLINGS, then SPINS fields and COUPLINGS triples "i j J", in words    -> accepted ID
     poll ID      -> pending ID | done ID ENERGY SPINS, the spins as a text of + and -
     cancel ID    -> cancelled ID
   device [LATENCY_MS [DIE_AFTER]]: a job is done so many milliseconds after its submission; the process dies without
   a word when job number DIE_AFTER is submitted (0: never). */
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

enum { kJobs = 256 };
typedef struct {
  long long id; /* 0: free */
  double ready, energy;
  char* spins; /* text */
} job;
static job jobs[kJobs];

static double now(void) {
  struct timespec t;
  clock_gettime(CLOCK_MONOTONIC, &t);
  return (double)t.tv_sec * 1e3 + (double)t.tv_nsec * 1e-6;
}

static job* find(long long id) {
  for (int k = 0; k < kJobs; ++k)
    if (jobs[k].id == id) return &jobs[k];
  return NULL;
}

static void forget(job* j) {
  free(j->spins);
  memset(j, 0, sizeof *j);
}

typedef struct {
  int spins, couplings;
  double* field;       /* [spins] */
  int *row, *column;   /* [couplings] */
  double* value;       /* [couplings] */
} problem;

/* local[i] is what spin i feels: the fields and its neighbours. */
static void local_fields(const problem* p, const signed char* s, double* local) {
  memcpy(local, p->field, (size_t)p->spins * sizeof *local);
  for (int k = 0; k < p->couplings; ++k) {
    local[p->row[k]] += p->value[k] * s[p->column[k]];
    local[p->column[k]] += p->value[k] * s[p->row[k]];
  }
}

/* What the device is good at: all spins against the field turn with probability one half, over and over. */
static double solve(const problem* p, char* text) {
  signed char* s = malloc((size_t)p->spins + 1);
  double* local = malloc(((size_t)p->spins + 1) * sizeof *local);
  double best = 1e300;
  uint64_t random = 88172645463325252u;
  for (int i = 0; s && i < p->spins; ++i) s[i] = 1;
  for (int step = 0; s && local && step < 200; ++step) {
    double energy = 0;
    local_fields(p, s, local);
    for (int i = 0; i < p->spins; ++i) energy += 0.5 * (local[i] + p->field[i]) * s[i];
    if (energy < best) {
      best = energy;
      for (int i = 0; i < p->spins; ++i) text[i] = s[i] > 0 ? '+' : '-';
    }
    for (int i = 0; i < p->spins; ++i) {
      random ^= random << 13, random ^= random >> 7, random ^= random << 17;
      if (s[i] * local[i] > 0 && random & 1024) s[i] = (signed char)-s[i];
    }
  }
  free(s), free(local);
  return best;
}

static int read_problem(problem* p) {
  int good = 1;
  p->field = calloc((size_t)p->spins + 1, sizeof *p->field);
  p->value = calloc((size_t)p->couplings + 1, sizeof *p->value);
  p->row = calloc((size_t)p->couplings + 1, sizeof *p->row);
  p->column = calloc((size_t)p->couplings + 1, sizeof *p->column);
  if (!p->field || !p->value || !p->row || !p->column) return 0;
  for (int i = 0; good && i < p->spins; ++i) good = scanf("%lf", &p->field[i]) == 1;
  for (int k = 0; good && k < p->couplings; ++k)
    good = scanf("%d %d %lf", &p->row[k], &p->column[k], &p->value[k]) == 3 && p->row[k] >= 0 &&
           p->row[k] < p->spins && p->column[k] >= 0 && p->column[k] < p->spins;
  return good;
}

static int submit(double latency) {
  long long id;
  problem p;
  job* j = find(0);
  if (scanf("%lld %d %d", &id, &p.spins, &p.couplings) != 3 || p.spins < 0 || p.couplings < 0 || !j) return 0;
  j->spins = calloc((size_t)p.spins + 1, 1);
  if (!j->spins || !read_problem(&p)) return 0;
  j->id = id;
  j->ready = now() + latency;
  j->energy = solve(&p, j->spins);
  free(p.field), free(p.value), free(p.row), free(p.column);
  printf("accepted %lld\n", id);
  return 1;
}

int main(int argc, char** argv) {
  const double latency = argc > 1 ? atof(argv[1]) : 0;
  const long die_after = argc > 2 ? atol(argv[2]) : 0;
  long submitted = 0;
  char word[16];
  while (scanf("%15s", word) == 1) {
    if (strcmp(word, "submit") == 0) {
      if (++submitted == die_after) return 1;
      if (!submit(latency)) return 2;
    } else {
      long long id;
      if (scanf("%lld", &id) != 1 || id <= 0) return 2;
      job* j = find(id);
      if (!j) {
        printf("failed %lld there is no such job\n", id);
      } else if (strcmp(word, "poll") == 0 && now() < j->ready) {
        printf("pending %lld\n", id);
      } else if (strcmp(word, "poll") == 0) {
        printf("done %lld %.17g %s\n", id, j->energy, j->spins);
        forget(j);
      } else {
        printf("cancelled %lld\n", id);
        forget(j);
      }
    }
    fflush(stdout);
  }
  return 0;
}
