#pragma once
#include <openssl/err.h>
#include <openssl/evp.h>

// The number of the algorithm is a macro of a macro, which Swift doesn't see; everything else here
// is named so that one line of Swift makes one call.

static inline EVP_MD *constat_crypto_sha256(void) { return EVP_MD_fetch(NULL, "SHA256", NULL); }
static inline EVP_PKEY *constat_crypto_private_key(const unsigned char *seed, size_t length) {
  return EVP_PKEY_new_raw_private_key(EVP_PKEY_ED25519, NULL, seed, length);
}
static inline EVP_PKEY *constat_crypto_public_key(const unsigned char *key, size_t length) {
  return EVP_PKEY_new_raw_public_key(EVP_PKEY_ED25519, NULL, key, length);
}
// EVP_PKEY_Q_keygen is variadic.
static inline EVP_PKEY *constat_crypto_generate(void) {
  return EVP_PKEY_Q_keygen(NULL, NULL, "ED25519");
}
