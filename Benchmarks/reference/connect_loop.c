/* The reference for a TCP probe: non-blocking connects on epoll, and nothing else.
 *
 * usage: connect_loop IPV4 PORT PROBES IN_FLIGHT
 * Prints one line: probes, failures, CPU microseconds a probe (user + system of this process).
 */
#include <arpa/inet.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/epoll.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <unistd.h>

static int epoll_fd;
static struct sockaddr_in target = {.sin_family = AF_INET};

static int start(void) {
  int fd = socket(AF_INET, SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0);
  struct epoll_event event = {.events = EPOLLOUT, .data.fd = fd};
  if (fd < 0) return -1;
  connect(fd, (struct sockaddr *)&target, sizeof target);
  return epoll_ctl(epoll_fd, EPOLL_CTL_ADD, fd, &event);
}

int main(int argc, char **argv) {
  if (argc != 5) return fprintf(stderr, "usage: connect_loop IPV4 PORT PROBES IN_FLIGHT\n"), 64;
  inet_pton(AF_INET, argv[1], &target.sin_addr);
  target.sin_port = htons((unsigned short)atoi(argv[2]));
  long probes = atol(argv[3]), in_flight = atol(argv[4]), started = 0, ended = 0, failed = 0;
  epoll_fd = epoll_create1(0);
  for (; started < in_flight && started < probes; started++)
    if (start() < 0) return perror("connect"), 1;
  while (ended < probes) {
    struct epoll_event events[64];
    int ready = epoll_wait(epoll_fd, events, 64, -1);
    for (int i = 0; i < ready; i++) {
      int error = 0;
      socklen_t size = sizeof error;
      getsockopt(events[i].data.fd, SOL_SOCKET, SO_ERROR, &error, &size);
      failed += error != 0;
      ended++;
      close(events[i].data.fd);
      if (started < probes) {
        if (start() < 0) return perror("connect"), 1;
        started++;
      }
    }
  }
  struct rusage use;
  getrusage(RUSAGE_SELF, &use);
  double us = (use.ru_utime.tv_sec + use.ru_stime.tv_sec) * 1e6 + use.ru_utime.tv_usec +
              use.ru_stime.tv_usec;
  printf("%ld probes, %ld failed, %.1f us each\n", ended, failed, us / (double)ended);
  return failed != 0;
}
