/*
 * hash.h - checksums and digests: CRC-32C, SHA-256, HMAC-SHA-256.
 *
 * Pure (RFC 3720 B.4, FIPS 180-4, RFC 2104).  And the two ways to write
 * bytes as text.
 */
#ifndef WEB_HASH_H
#define WEB_HASH_H

#include <stddef.h>
#include <stdint.h>

enum { SHA256_SIZE = 32, SHA256_HEX = 64 };

struct sha256 {
	uint32_t	state[8];
	uint64_t	bytes;
	unsigned char	block[64];
};

void	sha256_init(struct sha256 *);
void	sha256_add(struct sha256 *, const void *, size_t n);
void	sha256_end(struct sha256 *, unsigned char out[SHA256_SIZE]);

/* At once. */
void	sha256_of(const void *, size_t n, unsigned char out[SHA256_SIZE]);

/* The digest as 64 lower-case digits and a NUL. */
void	sha256_hex(const void *, size_t n, char out[SHA256_HEX + 1]);

void	hmac_sha256(const void *key, size_t key_size, const void *, size_t n,
	    unsigned char out[SHA256_SIZE]);

/* CRC-32C (Castagnoli).  Start with crc 0; may go on in pieces. */
uint32_t crc32c(uint32_t crc, const void *, size_t n);

/* 2n lower-case hexadecimal digits and a NUL. */
void	hex_write(char *out, const void *, size_t n);

/* n bytes from exactly 2n digits (either case).  0, or -1. */
int	hex_read(void *out, size_t n, const char *);

#endif
