/* When a reference loop starts its probes: as constatd does, or as fast as answers come.
 *
 * Paced, `rate` checks have one slot a second each, at phases spread over the second; what is due
 * is started together at the next point of a grid of 5 ms, as constatd's scheduler does it. As
 * there, a slot that is half a second late does not run, nor does one while 2,000 are under way.
 */
#include <signal.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

enum { GRID_NS = 5000000, SECOND_NS = 1000000000, UNDER_WAY = 2000 };

static int64_t *phases, origin_ns;
static long rate, slot;
static volatile sig_atomic_t is_ended;

static int64_t now_ns(void) {
  struct timespec time;
  clock_gettime(CLOCK_MONOTONIC, &time);
  return time.tv_sec * (int64_t)SECOND_NS + time.tv_nsec;
}

static void on_signal(int signal) {
  (void)signal;
  is_ended = 1;
}

static int compare(const void *left, const void *right) {
  int64_t a = *(const int64_t *)left, b = *(const int64_t *)right;
  return (a > b) - (a < b);
}

/* `checks` a second; 0 is no pace. Ends at SIGTERM. */
static void pace(long checks) {
  struct sigaction action = {.sa_handler = on_signal};
  sigaction(SIGTERM, &action, NULL);
  rate = checks;
  phases = calloc((size_t)checks + 1, sizeof *phases);
  srandom(1);
  for (long i = 0; i < checks; i++) phases[i] = (int64_t)((double)random() / RAND_MAX * 999999999);
  qsort(phases, (size_t)checks, sizeof *phases, compare);
  origin_ns = now_ns();
}

static int64_t due_ns(void) { return origin_ns + slot / rate * SECOND_NS + phases[slot % rate]; }

/* How many probes are to be started now, while `under_way` are. */
static long take_due(long under_way) {
  long count = 0;
  for (int64_t now = now_ns(); rate > 0 && due_ns() <= now; slot++)
    if (now - due_ns() <= SECOND_NS / 2 && under_way + count < UNDER_WAY) count++;
  return count;
}

/* How long nothing is to be started, up to `deadline_ns` of the monotonic clock; no limit is -1. */
static struct timespec *patience(int64_t deadline_ns, struct timespec *wait) {
  int64_t next = deadline_ns;
  if (rate > 0) {
    int64_t point = (due_ns() + GRID_NS - 1) / GRID_NS * GRID_NS;
    if (next < 0 || point < next) next = point;
  }
  if (next < 0) return NULL;
  int64_t left = next - now_ns();
  if (left < 0) left = 0;
  *wait = (struct timespec){.tv_sec = left / SECOND_NS, .tv_nsec = left % SECOND_NS};
  return wait;
}
