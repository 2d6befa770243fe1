/* The reference for an HTTP or HTTPS probe: libcurl's multi-socket interface on epoll, and nothing
 * else. No scheduling, no record, no verdict: what the library itself costs.
 *
 * usage: http_loop URL IN_FLIGHT RATE [CA_FILE]
 * Keeps IN_FLIGHT under way, or starts RATE a second if that is not 0 (pace.h), until SIGTERM. A
 * probe that fails ends it with 1. What it costs is measured from outside, as constatd is.
 */
#define _GNU_SOURCE
#include <curl/curl.h>
#include <sys/epoll.h>

#include "pace.h"

static CURLM *multi;
static int epoll_fd;
static int64_t timer_ns = -1;
static const char *url, *ca_file;
static CURL *idle[UNDER_WAY];
static long idle_count, under_way;

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
  timer_ns = ms < 0 ? -1 : now_ns() + ms * 1000000;
  return 0;
}

static size_t on_body(char *bytes, size_t size, size_t count, void *context) {
  (void)bytes, (void)context;
  return size * count;
}

static CURL *prepared(void) {
  CURL *easy = curl_easy_init();
  curl_easy_setopt(easy, CURLOPT_URL, url);
  curl_easy_setopt(easy, CURLOPT_WRITEFUNCTION, on_body);
  curl_easy_setopt(easy, CURLOPT_NOSIGNAL, 1L);
  curl_easy_setopt(easy, CURLOPT_FRESH_CONNECT, 1L);
  curl_easy_setopt(easy, CURLOPT_FORBID_REUSE, 1L);
  curl_easy_setopt(easy, CURLOPT_SSL_SESSIONID_CACHE, 0L);
  curl_easy_setopt(easy, CURLOPT_FAILONERROR, 1L);
  curl_easy_setopt(easy, CURLOPT_PROXY, "");
  curl_easy_setopt(easy, CURLOPT_TIMEOUT_MS, 5000L);
  curl_easy_setopt(easy, CURLOPT_CAPATH, NULL);
  if (ca_file) curl_easy_setopt(easy, CURLOPT_CAINFO, ca_file);
  return easy;
}

static void start(void) {
  under_way++;
  curl_multi_add_handle(multi, idle_count > 0 ? idle[--idle_count] : prepared());
}

static void reap(void) {
  int left;
  for (CURLMsg *message; (message = curl_multi_info_read(multi, &left));) {
    CURL *easy = message->easy_handle;
    if (message->data.result != CURLE_OK) {
      fprintf(stderr, "%s: %s\n", url, curl_easy_strerror(message->data.result));
      exit(1);
    }
    curl_multi_remove_handle(multi, easy);
    idle[idle_count++] = easy;
    under_way--;
    if (rate == 0) start();
  }
}

int main(int argc, char **argv) {
  if (argc < 4) return fprintf(stderr, "usage: http_loop URL IN_FLIGHT RATE [CA_FILE]\n"), 64;
  url = argv[1];
  ca_file = argc > 4 ? argv[4] : NULL;
  curl_global_init(CURL_GLOBAL_DEFAULT);
  multi = curl_multi_init();
  epoll_fd = epoll_create1(0);
  curl_multi_setopt(multi, CURLMOPT_SOCKETFUNCTION, on_socket);
  curl_multi_setopt(multi, CURLMOPT_TIMERFUNCTION, on_timer);
  pace(atol(argv[3]));
  for (long i = atol(argv[2]); rate == 0 && i > 0; i--) start();
  while (!is_ended) {
    struct epoll_event events[64];
    struct timespec wait;
    int running, ready = epoll_pwait2(epoll_fd, events, 64, patience(timer_ns, &wait), NULL);
    for (int i = 0; i < ready; i++) {
      int bits = (events[i].events & EPOLLIN ? CURL_CSELECT_IN : 0) |
                 (events[i].events & EPOLLOUT ? CURL_CSELECT_OUT : 0) |
                 (events[i].events & (EPOLLERR | EPOLLHUP) ? CURL_CSELECT_ERR : 0);
      curl_multi_socket_action(multi, events[i].data.fd, bits, &running);
    }
    reap();
    for (long due = take_due(under_way); due > 0; due--) start();
    if (timer_ns >= 0 && timer_ns <= now_ns())
      curl_multi_socket_action(multi, CURL_SOCKET_TIMEOUT, 0, &running);
    reap();
  }
  return 0;
}
