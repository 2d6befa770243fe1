#pragma once
#include <ares.h>
#include <arpa/inet.h>
#include <stdint.h>
#include <string.h>
#include <sys/time.h>

// Options hold pointers and a mask that says which of them count; one call sets what we use.
static inline int constat_ares_open(
    ares_channel *channel, int flags, int timeout_ms, int tries, ares_sock_state_cb on_socket,
    void *context) {
  struct ares_options options;
  memset(&options, 0, sizeof options);
  options.flags = flags;
  options.timeout = timeout_ms;
  options.tries = tries;
  options.lookups = (char *)"b";
  options.sock_state_cb = on_socket;
  options.sock_state_cb_data = context;
  return ares_init_options(
      channel, &options,
      ARES_OPT_FLAGS | ARES_OPT_TIMEOUTMS | ARES_OPT_TRIES | ARES_OPT_LOOKUPS |
          ARES_OPT_SOCK_STATE_CB);
}

static inline int constat_ares_server_count(ares_channel channel) {
  struct ares_addr_node *servers = NULL;
  int count = 0;
  if (ares_get_servers(channel, &servers) != ARES_SUCCESS) return 0;
  for (struct ares_addr_node *s = servers; s; s = s->next) count++;
  if (servers) ares_free_data(servers);
  return count;
}

// -1 when nothing is under way. One more than c-ares says, because it rounds down.
static inline long constat_ares_timeout_ms(ares_channel channel) {
  struct timeval tv;
  struct timeval *found = ares_timeout(channel, NULL, &tv);
  if (!found) return -1;
  return found->tv_sec * 1000 + found->tv_usec / 1000 + 1;
}

// The address of one node as two numbers, highest byte first; 4, 6 or 0 for any other family.
static inline int constat_ares_address(
    const struct ares_addrinfo_node *node, uint64_t *high, uint64_t *low) {
  *high = 0;
  *low = 0;
  if (node->ai_family == AF_INET) {
    uint32_t four;
    memcpy(&four, &((const struct sockaddr_in *)node->ai_addr)->sin_addr, 4);
    *low = ntohl(four);
    return 4;
  }
  if (node->ai_family == AF_INET6) {
    unsigned char bytes[16];
    memcpy(bytes, &((const struct sockaddr_in6 *)node->ai_addr)->sin6_addr, 16);
    for (int i = 0; i < 8; i++) {
      *high = *high << 8 | bytes[i];
      *low = *low << 8 | bytes[8 + i];
    }
    return 6;
  }
  return 0;
}

static inline void constat_ares_lookup(
    ares_channel channel, const char *name, int family, ares_addrinfo_callback on_answer,
    void *context) {
  struct ares_addrinfo_hints hints = {0, family, SOCK_STREAM, 0};
  ares_getaddrinfo(channel, name, NULL, &hints, on_answer, context);
}
