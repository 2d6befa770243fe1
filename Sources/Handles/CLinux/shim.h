#pragma once
#include <stdint.h>
#include <sys/epoll.h>
#include <sys/eventfd.h>
#include <sys/prctl.h>
#include <sys/timex.h>
#include <malloc.h>
#include <errno.h>
#include <string.h>
#include <sys/syscall.h>

// struct epoll_event holds a union: here it becomes integers.
static inline int constat_epoll_control(int epoll, int operation, int descriptor, uint32_t events,
                                        uint64_t tag) {
  struct epoll_event event;
  event.events = events;
  event.data.u64 = tag;
  return epoll_ctl(epoll, operation, descriptor, &event);
}

// One event as integers.
struct constat_epoll_event {
  uint64_t tag;
  uint32_t events;
};

// Waits for at most 64 events; a negative `nanoseconds` waits without limit.
static inline int constat_epoll_wait(int epoll, struct constat_epoll_event *ready, int capacity,
                                     int64_t nanoseconds) {
  struct epoll_event events[64];
  struct timespec patience;
  patience.tv_sec = nanoseconds / 1000000000;
  patience.tv_nsec = nanoseconds % 1000000000;
  int limit = capacity < 64 ? capacity : 64;
  int count = epoll_pwait2(epoll, events, limit, nanoseconds < 0 ? 0 : &patience, 0);
  if (count < 0 && errno == ENOSYS) {  // Linux before 5.11
    int64_t whole = (nanoseconds + 999999) / 1000000;
    int milliseconds = nanoseconds < 0 ? -1 : whole > 86400000 ? 86400000 : (int)whole;
    count = epoll_wait(epoll, events, limit, milliseconds);
  }
  for (int i = 0; i < count; i++) {
    ready[i].tag = events[i].data.u64;
    ready[i].events = events[i].events;
  }
  return count;
}

// Not <unistd.h>: what it declares would belong to this module.
long syscall(long number, ...);

// renameat2(2) with RENAME_NOREPLACE in one directory: -1 and EEXIST when the new name is taken. Where the
// file system can't, a link has the same effect.
static inline int constat_rename_new(int directory, const char *name, const char *other) {
  if (syscall(SYS_renameat2, directory, name, directory, other, 1) == 0) return 0;
  if (errno != EINVAL && errno != ENOSYS) return -1;
  if (syscall(SYS_linkat, directory, name, directory, other, 0) != 0) return -1;
  return (int)syscall(SYS_unlinkat, directory, name, 0);
}

// A variadic function.
static inline int constat_name_thread(const char *name) {
  return prctl(PR_SET_NAME, (unsigned long)name, 0, 0, 0);
}

// 1 if the kernel calls its clock synchronized, else 0.
static inline int constat_clock_is_synchronized(void) {
  struct timex state;
  memset(&state, 0, sizeof state);
  return adjtimex(&state) != TIME_ERROR;
}

// What the kernel says of its clock, errors in microseconds; `result` is less than 0 if it says nothing.
struct constat_clock_state {
  int32_t result;
  uint32_t status;
  int64_t maximum_error;
  int64_t estimated_error;
  int32_t tai_offset;
};
static inline struct constat_clock_state constat_clock_state(void) {
  struct timex state;
  memset(&state, 0, sizeof state);
  struct constat_clock_state answer;
  answer.result = adjtimex(&state);
  answer.status = (uint32_t)state.status;
  answer.maximum_error = state.maxerror;
  answer.estimated_error = state.esterror;
  answer.tai_offset = state.tai;
  return answer;
}
