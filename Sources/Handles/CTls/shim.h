#pragma once
#include <openssl/err.h>
#include <openssl/ssl.h>
#include <openssl/x509.h>
#include <openssl/x509_vfy.h>

// A stack's functions, a flag and a memory BIO's contents are macros, which Swift doesn't see.

static inline int constat_tls_count(const STACK_OF(X509) *chain) { return sk_X509_num(chain); }
static inline X509 *constat_tls_at(const STACK_OF(X509) *chain, int index) {
  return sk_X509_value(chain, index);
}
// Writes a name as RFC 4514 does, in UTF-8, cut off where the room ends; the bytes written.
static inline int constat_tls_name(const X509_NAME *name, char *room, int size) {
  BIO *memory = BIO_new(BIO_s_mem());
  int count = 0;
  if (memory == NULL) return 0;
  if (X509_NAME_print_ex(memory, name, 0, XN_FLAG_RFC2253 & ~ASN1_STRFLGS_ESC_MSB) >= 0)
    count = BIO_read(memory, room, size);
  BIO_free(memory);
  return count < 0 ? 0 : count;
}
