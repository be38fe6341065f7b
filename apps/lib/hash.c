#include "web/hash.h"

#include <string.h>

#include "base/slice.h"

enum { BLOCK = 64 };

/* Fractions of the cube roots of the first 64 primes (FIPS 180-4, 4.2.2). */
static const uint32_t	round_word[64] = {
	0x428a2f98, 0x71374491, 0xb5c0fbcf, 0xe9b5dba5, 0x3956c25b, 0x59f111f1,
	0x923f82a4, 0xab1c5ed5, 0xd807aa98, 0x12835b01, 0x243185be, 0x550c7dc3,
	0x72be5d74, 0x80deb1fe, 0x9bdc06a7, 0xc19bf174, 0xe49b69c1, 0xefbe4786,
	0x0fc19dc6, 0x240ca1cc, 0x2de92c6f, 0x4a7484aa, 0x5cb0a9dc, 0x76f988da,
	0x983e5152, 0xa831c66d, 0xb00327c8, 0xbf597fc7, 0xc6e00bf3, 0xd5a79147,
	0x06ca6351, 0x14292967, 0x27b70a85, 0x2e1b2138, 0x4d2c6dfc, 0x53380d13,
	0x650a7354, 0x766a0abb, 0x81c2c92e, 0x92722c85, 0xa2bfe8a1, 0xa81a664b,
	0xc24b8b70, 0xc76c51a3, 0xd192e819, 0xd6990624, 0xf40e3585, 0x106aa070,
	0x19a4c116, 0x1e376c08, 0x2748774c, 0x34b0bcb5, 0x391c0cb3, 0x4ed8aa4a,
	0x5b9cca4f, 0x682e6ff3, 0x748f82ee, 0x78a5636f, 0x84c87814, 0x8cc70208,
	0x90befffa, 0xa4506ceb, 0xbef9a3f7, 0xc67178f2
};

static uint32_t
rotate(uint32_t x, int n)
{
	return x >> n | x << (32 - n);
}

static uint32_t
load(const unsigned char *p)
{
	return (uint32_t)p[0] << 24 | (uint32_t)p[1] << 16 |
	    (uint32_t)p[2] << 8 | p[3];
}

static void
save(unsigned char *p, uint32_t x)
{
	p[0] = (unsigned char)(x >> 24);
	p[1] = (unsigned char)(x >> 16);
	p[2] = (unsigned char)(x >> 8);
	p[3] = (unsigned char)x;
}

static void
schedule(uint32_t w[64], const unsigned char *p)
{
	uint32_t a, b;

	for (int i = 0; i < 16; i++)
		w[i] = load(p + 4 * i);
	for (int i = 16; i < 64; i++) {
		a = w[i - 15];
		b = w[i - 2];
		a = rotate(a, 7) ^ rotate(a, 18) ^ a >> 3;
		b = rotate(b, 17) ^ rotate(b, 19) ^ b >> 10;
		w[i] = w[i - 16] + a + w[i - 7] + b;
	}
}

/*
 * Round n of FIPS 180-4, 6.2.2.  The letters a to h of the standard stand a
 * place further on in each round, so that none is moved: with n known when it
 * is compiled, all eight are registers.
 */
static inline void
turn(uint32_t s[8], unsigned n, uint32_t word)
{
	uint32_t a = s[-n & 7], b = s[(1 - n) & 7], c = s[(2 - n) & 7];
	uint32_t e = s[(4 - n) & 7], f = s[(5 - n) & 7], g = s[(6 - n) & 7];
	uint32_t *h = &s[(7 - n) & 7];

	*h += (rotate(e, 6) ^ rotate(e, 11) ^ rotate(e, 25)) +
	    (g ^ (e & (f ^ g))) + word;
	s[(3 - n) & 7] += *h;
	*h += (rotate(a, 2) ^ rotate(a, 13) ^ rotate(a, 22)) +
	    ((a & b) | (c & (a | b)));
}

static void
compress(uint32_t state[8], const unsigned char *p)
{
	uint32_t w[64], s[8];

	schedule(w, p);
	memcpy(s, state, sizeof(s));
	for (int i = 0; i < 64; i += 8) {
		turn(s, 0, w[i] + round_word[i]);
		turn(s, 1, w[i + 1] + round_word[i + 1]);
		turn(s, 2, w[i + 2] + round_word[i + 2]);
		turn(s, 3, w[i + 3] + round_word[i + 3]);
		turn(s, 4, w[i + 4] + round_word[i + 4]);
		turn(s, 5, w[i + 5] + round_word[i + 5]);
		turn(s, 6, w[i + 6] + round_word[i + 6]);
		turn(s, 7, w[i + 7] + round_word[i + 7]);
	}
	for (int i = 0; i < 8; i++)
		state[i] += s[i];
}

void
sha256_init(struct sha256 *h)
{
	static const uint32_t first[8] = {
		0x6a09e667, 0xbb67ae85, 0x3c6ef372, 0xa54ff53a,
		0x510e527f, 0x9b05688c, 0x1f83d9ab, 0x5be0cd19
	};

	memset(h, 0, sizeof(*h));
	memcpy(h->state, first, sizeof(first));
}

void
sha256_add(struct sha256 *h, const void *bytes, size_t n)
{
	const unsigned char *p = bytes;
	size_t have = (size_t)(h->bytes % BLOCK), take;

	h->bytes += n;
	while (n > 0) {
		if (have == 0 && n >= BLOCK) {
			compress(h->state, p);
			p += BLOCK;
			n -= BLOCK;
			continue;
		}
		take = n < BLOCK - have ? n : BLOCK - have;
		memcpy(h->block + have, p, take);
		p += take;
		n -= take;
		have += take;
		if (have == BLOCK) {
			compress(h->state, h->block);
			have = 0;
		}
	}
}

void
sha256_end(struct sha256 *h, unsigned char out[SHA256_SIZE])
{
	static const unsigned char pad[BLOCK] = { 0x80 };
	unsigned char length[8];
	uint64_t bits = h->bytes * 8;
	size_t have = (size_t)(h->bytes % BLOCK);

	save(length, (uint32_t)(bits >> 32));
	save(length + 4, (uint32_t)bits);
	sha256_add(h, pad, (have < 56 ? 56 : 56 + BLOCK) - have);
	sha256_add(h, length, sizeof(length));
	for (int i = 0; i < 8; i++)
		save(out + 4 * i, h->state[i]);
}

void
sha256_of(const void *bytes, size_t n, unsigned char out[SHA256_SIZE])
{
	struct sha256 h;

	sha256_init(&h);
	sha256_add(&h, bytes, n);
	sha256_end(&h, out);
}

void
sha256_hex(const void *bytes, size_t n, char out[SHA256_HEX + 1])
{
	unsigned char digest[SHA256_SIZE];

	sha256_of(bytes, n, digest);
	hex_write(out, digest, sizeof(digest));
}

/* One of the two layers of RFC 2104: the digest of key ^ mask and the bytes. */
static void
hmac_layer(const unsigned char key[BLOCK], unsigned char mask,
    struct slice in, unsigned char out[SHA256_SIZE])
{
	unsigned char masked[BLOCK];
	struct sha256 h;

	for (size_t i = 0; i < BLOCK; i++)
		masked[i] = key[i] ^ mask;
	sha256_init(&h);
	sha256_add(&h, masked, sizeof(masked));
	sha256_add(&h, in.p, in.n);
	sha256_end(&h, out);
}

void
hmac_sha256(const void *key, size_t key_size, const void *bytes, size_t n,
    unsigned char out[SHA256_SIZE])
{
	unsigned char block[BLOCK] = { 0 }, inner[SHA256_SIZE];

	if (key_size > BLOCK)
		sha256_of(key, key_size, block);
	else if (key_size > 0)
		memcpy(block, key, key_size);
	hmac_layer(block, 0x36, slice_of(bytes, n), inner);
	hmac_layer(block, 0x5c, slice_of((const char *)inner, sizeof(inner)),
	    out);
}

void
hex_write(char *out, const void *bytes, size_t n)
{
	static const char digits[] = "0123456789abcdef";
	const unsigned char *p = bytes;

	for (size_t i = 0; i < n; i++) {
		out[2 * i] = digits[p[i] >> 4];
		out[2 * i + 1] = digits[p[i] & 15];
	}
	out[2 * n] = '\0';
}

int
hex_read(void *out, size_t n, const char *text)
{
	unsigned char *p = out;
	int high, low;

	if (strlen(text) != 2 * n)
		return -1;
	for (size_t i = 0; i < n; i++) {
		high = ascii_hex(text[2 * i]);
		low = ascii_hex(text[2 * i + 1]);
		if (high == -1 || low == -1)
			return -1;
		p[i] = (unsigned char)(high << 4 | low);
	}
	return 0;
}
