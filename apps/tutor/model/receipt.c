#include "apps/tutor/model/receipt.h"

#include <stdlib.h>
#include <string.h>

#include "apps/tutor/model/given.h"
#include "web/hash.h"
#include "web/mem.h"
#include "web/secret.h"
#include "web/text.h"

/* So that no other use of the key makes the same. */
static const char	purpose[] = "receipt\n";

enum { DIGITS = 32, PARTS = 9, TEXT_MAX = 4096 };

static void
mac_of(char hex[SHA256_HEX + 1], struct mem *m, const unsigned char *key,
    const struct text *said)
{
	unsigned char digest[SHA256_SIZE];
	struct text t;

	text_init(&t, m);
	text_add(&t, purpose, strlen(purpose));
	text_add(&t, said->p, said->n);
	hmac_sha256(key, SECRET_KEY_SIZE, t.p, t.n, digest);
	hex_write(hex, digest, sizeof(digest));
}

static void
say(struct text *t, const struct receipt *r)
{
	text_adds(t, "R1 ");
	text_urls(t, r->course);
	text_addc(t, ' ');
	text_urls(t, r->user);
	text_addc(t, ' ');
	text_urls(t, r->page);
	text_addc(t, ' ');
	text_urls(t, r->question);
	text_addf(t, " %lld %lld %.*s", r->seq, r->ms, DIGITS, r->answer);
}

void
receipt_make(struct text *t, const unsigned char *key,
    const struct receipt *r)
{
	char mac[SHA256_HEX + 1];
	struct text said;

	text_init(&said, t->mem);
	say(&said, r);
	mac_of(mac, t->mem, key, &said);
	text_add(t, said.p, said.n);
	text_addf(t, " %.*s", DIGITS, mac);
}

/* The words of a text; how many, at most PARTS + 1. */
static size_t
split(char *parts[PARTS], char *s)
{
	static const char blanks[] = " \t\r\n";
	size_t n = 0;

	for (s += strspn(s, blanks); *s != '\0'; s += strspn(s, blanks)) {
		if (n == PARTS)
			return n + 1;
		parts[n++] = s;
		s += strcspn(s, blanks);
		if (*s != '\0')
			*s++ = '\0';
	}
	return n;
}

/* What text_url() wrote; bad escapes stay, and the mac will not fit. */
static const char *
decoded(char *s)
{
	char *out = s, *start = s, digits[3] = "";
	unsigned char byte;

	for (; *s != '\0'; s++) {
		if (*s == '%')
			memcpy(digits, s + 1, strnlen(s + 1, 2) + 1);
		digits[2] = '\0';
		if (*s == '%' && hex_read(&byte, 1, digits) == 0 && byte != 0) {
			*out++ = (char)byte;
			s += 2;
		} else
			*out++ = *s;
	}
	*out = '\0';
	return start;
}

static bool
read_number(long long *n, const char *s)
{
	size_t digits = strspn(s, "0123456789");

	if (digits == 0 || digits > 18 || s[digits] != '\0')
		return false;
	*n = strtoll(s, NULL, 10);
	return true;
}

static bool
read_parts(struct receipt *r, char *parts[PARTS])
{
	if (strcmp(parts[0], "R1") != 0 || strlen(parts[7]) != DIGITS ||
	    strlen(parts[8]) != DIGITS)
		return false;
	*r = (struct receipt){ .course = decoded(parts[1]),
	    .user = decoded(parts[2]), .page = decoded(parts[3]),
	    .question = decoded(parts[4]) };
	memcpy(r->answer, parts[7], DIGITS);
	return read_number(&r->seq, parts[5]) && read_number(&r->ms, parts[6]);
}

/* What it says is written again: only what we would say ourselves is true. */
bool
receipt_check(struct receipt *r, struct mem *m, const unsigned char *key,
    const char *text)
{
	char *parts[PARTS], mac[SHA256_HEX + 1];
	size_t n = strnlen(text, TEXT_MAX + 1);
	struct text said;

	if (n > TEXT_MAX || split(parts, mem_dup(m, text, n)) != PARTS ||
	    !read_parts(r, parts))
		return false;
	text_init(&said, m);
	say(&said, r);
	mac_of(mac, m, key, &said);
	return secret_equal(mac, parts[8], DIGITS);
}

bool
receipt_fits(const struct receipt *r, long long seq, const struct val *record)
{
	char hash[65];

	given_hash(record, hash);
	return r->seq == seq && strncmp(r->answer, hash, DIGITS) == 0;
}
