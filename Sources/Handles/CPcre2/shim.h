#pragma once
#define PCRE2_CODE_UNIT_WIDTH 8
#include <pcre2.h>

// The names of PCRE2 are macros that paste the width of a code unit on; these are plain functions.
typedef pcre2_code_8 constat_pcre2_code;
typedef pcre2_match_context_8 constat_pcre2_limits;

static inline constat_pcre2_code *constat_pcre2_compile(
    const unsigned char *pattern, size_t length, int *error, size_t *offset) {
  return pcre2_compile_8(
      pattern, length, PCRE2_UTF | PCRE2_MATCH_INVALID_UTF | PCRE2_NEVER_BACKSLASH_C, error, offset,
      NULL);
}
static inline void constat_pcre2_free(constat_pcre2_code *code) { pcre2_code_free_8(code); }
static inline int constat_pcre2_message(int error, unsigned char *text, size_t size) {
  return pcre2_get_error_message_8(error, text, size);
}
static inline constat_pcre2_limits *constat_pcre2_limits_create(
    unsigned match, unsigned depth, unsigned heap_kib) {
  pcre2_match_context_8 *limits = pcre2_match_context_create_8(NULL);
  if (!limits) return NULL;
  pcre2_set_match_limit_8(limits, match);
  pcre2_set_depth_limit_8(limits, depth);
  pcre2_set_heap_limit_8(limits, heap_kib);
  return limits;
}
static inline void constat_pcre2_limits_free(constat_pcre2_limits *limits) {
  pcre2_match_context_free_8(limits);
}
static inline int constat_pcre2_match(
    const constat_pcre2_code *code, const unsigned char *subject, size_t length,
    constat_pcre2_limits *limits) {
  pcre2_match_data_8 *data = pcre2_match_data_create_8(1, NULL);
  if (!data) return PCRE2_ERROR_NOMEMORY;
  int rc = pcre2_match_8(code, subject, length, 0, 0, data, limits);
  pcre2_match_data_free_8(data);
  return rc;
}
