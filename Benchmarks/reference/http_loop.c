/* The reference for an HTTP or HTTPS probe: libcurl's multi-socket interface on epoll, and nothing
 * else. No scheduling, no record, no verdict: what the library itself costs.
 *
 * usage: http_loop URL PROBES IN_FLIGHT [CA_FILE]
 * Prints one line: probes, failures, CPU microseconds a probe (user + system of this process).
 */
#include <curl/curl.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/epoll.h>
#include <sys/resource.h>

static CURLM *multi;
static int epoll_fd;
static long timeout_ms = -1;
static const char *url, *ca_file;

static int on_socket(CURL *easy, curl_socket_t fd, int what, void *context, void *assigned) {
  struct epoll_event event = {.data.fd = fd};
  (void)easy, (void)context;
  if (what == CURL_POLL_REMOVE) return epoll_ctl(epoll_fd, EPOLL_CTL_DEL, fd, &event), 0;
  if (what & CURL_POLL_IN) event.events |= EPOLLIN;
  if (what & CURL_POLL_OUT) event.events |= EPOLLOUT;
  epoll_ctl(epoll_fd, assigned ? EPOLL_CTL_MOD : EPOLL_CTL_ADD, fd, &event);
  curl_multi_assign(multi, fd, &multi);
  return 0;
}

static int on_timer(CURLM *m, long ms, void *context) {
  (void)m, (void)context;
  timeout_ms = ms;
  return 0;
}

static size_t on_body(char *bytes, size_t size, size_t count, void *context) {
  (void)bytes, (void)context;
  return size * count;
}

static void start(CURL *easy) {
  curl_easy_setopt(easy, CURLOPT_URL, url);
  curl_easy_setopt(easy, CURLOPT_WRITEFUNCTION, on_body);
  curl_easy_setopt(easy, CURLOPT_NOSIGNAL, 1L);
  curl_easy_setopt(easy, CURLOPT_FRESH_CONNECT, 1L);
  curl_easy_setopt(easy, CURLOPT_FORBID_REUSE, 1L);
  curl_easy_setopt(easy, CURLOPT_PROXY, "");
  curl_easy_setopt(easy, CURLOPT_TIMEOUT_MS, 5000L);
  curl_easy_setopt(easy, CURLOPT_CAPATH, NULL);
  if (ca_file) curl_easy_setopt(easy, CURLOPT_CAINFO, ca_file);
  curl_multi_add_handle(multi, easy);
}

int main(int argc, char **argv) {
  if (argc < 4) return fprintf(stderr, "usage: http_loop URL PROBES IN_FLIGHT [CA_FILE]\n"), 64;
  url = argv[1];
  long probes = atol(argv[2]), in_flight = atol(argv[3]), started = 0, ended = 0, failed = 0;
  ca_file = argc > 4 ? argv[4] : NULL;
  curl_global_init(CURL_GLOBAL_DEFAULT);
  multi = curl_multi_init();
  epoll_fd = epoll_create1(0);
  curl_multi_setopt(multi, CURLMOPT_SOCKETFUNCTION, on_socket);
  curl_multi_setopt(multi, CURLMOPT_TIMERFUNCTION, on_timer);
  for (; started < in_flight && started < probes; started++) start(curl_easy_init());
  while (ended < probes) {
    struct epoll_event events[64];
    int running, left, ready = epoll_wait(epoll_fd, events, 64, (int)timeout_ms);
    if (ready == 0) curl_multi_socket_action(multi, CURL_SOCKET_TIMEOUT, 0, &running);
    for (int i = 0; i < ready; i++) {
      int bits = (events[i].events & EPOLLIN ? CURL_CSELECT_IN : 0) |
                 (events[i].events & EPOLLOUT ? CURL_CSELECT_OUT : 0) |
                 (events[i].events & (EPOLLERR | EPOLLHUP) ? CURL_CSELECT_ERR : 0);
      curl_multi_socket_action(multi, events[i].data.fd, bits, &running);
    }
    for (CURLMsg *message; (message = curl_multi_info_read(multi, &left));) {
      CURL *easy = message->easy_handle;
      failed += message->data.result != CURLE_OK;
      ended++;
      curl_multi_remove_handle(multi, easy);
      if (started < probes) curl_easy_reset(easy), start(easy), started++;
      else curl_easy_cleanup(easy);
    }
  }
  struct rusage use;
  getrusage(RUSAGE_SELF, &use);
  double us = (use.ru_utime.tv_sec + use.ru_stime.tv_sec) * 1e6 + use.ru_utime.tv_usec +
              use.ru_stime.tv_usec;
  printf("%ld probes, %ld failed, %.1f us each\n", ended, failed, us / (double)ended);
  return failed != 0;
}
