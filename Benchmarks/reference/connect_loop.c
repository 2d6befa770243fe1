/* The reference for a TCP probe: non-blocking connects on epoll, and nothing else.
 *
 * usage: connect_loop IPV4 PORT IN_FLIGHT RATE
 * Keeps IN_FLIGHT under way, or starts RATE a second if that is not 0 (pace.h), until SIGTERM. A
 * connect that fails ends it with 1. What it costs is measured from outside, as constatd is.
 */
#define _GNU_SOURCE
#include <arpa/inet.h>
#include <errno.h>
#include <sys/epoll.h>
#include <sys/socket.h>
#include <unistd.h>

#include "pace.h"

static int epoll_fd;
static long under_way;
static struct sockaddr_in target = {.sin_family = AF_INET};

static void fail(const char *what, int error) {
  fprintf(stderr, "%s: %s\n", what, strerror(error));
  exit(1);
}

static void start(void) {
  int fd = socket(AF_INET, SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0);
  struct epoll_event event = {.events = EPOLLOUT, .data.fd = fd};
  if (fd < 0) fail("socket", errno);
  if (connect(fd, (struct sockaddr *)&target, sizeof target) < 0 && errno != EINPROGRESS)
    fail("connect", errno);
  if (epoll_ctl(epoll_fd, EPOLL_CTL_ADD, fd, &event) < 0) fail("epoll_ctl", errno);
  under_way++;
}

int main(int argc, char **argv) {
  if (argc != 5) return fprintf(stderr, "usage: connect_loop IPV4 PORT IN_FLIGHT RATE\n"), 64;
  inet_pton(AF_INET, argv[1], &target.sin_addr);
  target.sin_port = htons((unsigned short)atoi(argv[2]));
  epoll_fd = epoll_create1(0);
  pace(atol(argv[4]));
  for (long i = atol(argv[3]); rate == 0 && i > 0; i--) start();
  while (!is_ended) {
    struct epoll_event events[64];
    struct timespec wait;
    int ready = epoll_pwait2(epoll_fd, events, 64, patience(-1, &wait), NULL);
    for (int i = 0; i < ready; i++) {
      int error = 0;
      socklen_t size = sizeof error;
      getsockopt(events[i].data.fd, SOL_SOCKET, SO_ERROR, &error, &size);
      if (error != 0) fail("connect", error);
      close(events[i].data.fd);
      under_way--;
      if (rate == 0) start();
    }
    for (long due = take_due(under_way); due > 0; due--) start();
  }
  return 0;
}
