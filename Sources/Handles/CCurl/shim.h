#pragma once
#include <curl/curl.h>

// libcurl's setters and getters are variadic, which Swift can't call; each line here fixes the
// type of the last argument and does nothing else.

static inline CURLcode constat_curl_set_long(CURL *h, CURLoption o, long v) {
  return curl_easy_setopt(h, o, v);
}
static inline CURLcode constat_curl_set_text(CURL *h, CURLoption o, const char *v) {
  return curl_easy_setopt(h, o, v);
}
static inline CURLcode constat_curl_set_pointer(CURL *h, CURLoption o, void *v) {
  return curl_easy_setopt(h, o, v);
}
static inline CURLcode constat_curl_set_list(CURL *h, CURLoption o, struct curl_slist *v) {
  return curl_easy_setopt(h, o, v);
}
typedef size_t (*constat_curl_receiver)(char *bytes, size_t size, size_t count, void *context);
static inline CURLcode constat_curl_set_receiver(CURL *h, CURLoption o, constat_curl_receiver f) {
  return curl_easy_setopt(h, o, f);
}
static inline CURLcode constat_curl_set_context_receiver(CURL *h, curl_ssl_ctx_callback f) {
  return curl_easy_setopt(h, CURLOPT_SSL_CTX_FUNCTION, f);
}
static inline CURLcode constat_curl_get_long(CURL *h, CURLINFO i, long *v) {
  return curl_easy_getinfo(h, i, v);
}
static inline CURLcode constat_curl_get_offset(CURL *h, CURLINFO i, curl_off_t *v) {
  return curl_easy_getinfo(h, i, v);
}
static inline CURLcode constat_curl_get_text(CURL *h, CURLINFO i, const char **v) {
  return curl_easy_getinfo(h, i, v);
}
static inline CURLMcode constat_curl_multi_set_long(CURLM *m, CURLMoption o, long v) {
  return curl_multi_setopt(m, o, v);
}
static inline CURLMcode constat_curl_multi_observe(
    CURLM *m, curl_socket_callback on_socket, curl_multi_timer_callback on_timer, void *context) {
  CURLMcode rc = curl_multi_setopt(m, CURLMOPT_SOCKETFUNCTION, on_socket);
  if (rc == CURLM_OK) rc = curl_multi_setopt(m, CURLMOPT_SOCKETDATA, context);
  if (rc == CURLM_OK) rc = curl_multi_setopt(m, CURLMOPT_TIMERFUNCTION, on_timer);
  if (rc == CURLM_OK) rc = curl_multi_setopt(m, CURLMOPT_TIMERDATA, context);
  return rc;
}
// `data` is a union in CURLMsg; the result of a finished transfer is the only member there is.
static inline CURLcode constat_curl_message_result(const CURLMsg *m) { return m->data.result; }

// The newest layout of the answer is named by a macro.
static inline const char *constat_curl_tls_version(void) {
  curl_version_info_data *info = curl_version_info(CURLVERSION_NOW);
  return info == NULL ? NULL : info->ssl_version;
}

// A socket of our own making, so that the errno of a failed socket() is kept, which libcurl drops.
int socket(int, int, int);
int *__errno_location(void);
static curl_socket_t constat_curl_open_socket(
    void *failed_errno, curlsocktype purpose, struct curl_sockaddr *address) {
  const int close_on_exec = 02000000;  // SOCK_CLOEXEC
  (void)purpose;
  int descriptor = socket(address->family, address->socktype | close_on_exec, address->protocol);
  if (descriptor < 0) *(int *)failed_errno = *__errno_location();
  return descriptor;
}
static inline CURLcode constat_curl_set_sockets(CURL *h, int *failed_errno) {
  CURLcode rc = curl_easy_setopt(h, CURLOPT_OPENSOCKETFUNCTION, constat_curl_open_socket);
  if (rc == CURLE_OK) rc = curl_easy_setopt(h, CURLOPT_OPENSOCKETDATA, failed_errno);
  return rc;
}
