#include "apps/lib/store_line.h"

#include <inttypes.h>
#include <limits.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include "base/slice.h"
#include "web/hash.h"
#include "web/store.h"

#define MAGIC	"W1 "
#define ESCAPED	"\\u0057"	/* the W of it */

enum {
	CRC_DIGITS = 8, PREV_DIGITS = 8,
	RECORD_MIN = 29		/* bytes of "W1 1 0 1 <crc32c> <prev8> 0\n" */
};

/* The fields in front of a json, as they stand. */
struct head {
	struct slice	seq, ms, len, crc, prev;
	uint64_t	seq_value, ms_value, len_value;
	size_t		size;
};

/* Decimal digits as we write them: no zero in front, at most max. */
static bool
read_number(struct slice s, uint64_t max, uint64_t *value)
{
	return slice_to_u64(s, value) == 0 && *value <= max &&
	    (s.n == 1 || s.p[0] != '0');
}

/* So many lower-case hexadecimal digits. */
static bool
is_hex(struct slice s, size_t n)
{
	if (s.n != n)
		return false;
	for (size_t i = 0; i < n; i++)
		if (ascii_hex(s.p[i]) == -1 || ascii_lower(s.p[i]) != s.p[i])
			return false;
	return true;
}

/* Cut up to the next blank, which must be there. */
static bool
cut_field(struct slice *s, struct slice *field)
{
	size_t n = slice_find(*s, ' ');

	if (n == s->n)
		return false;
	*field = slice_of(s->p, n);
	*s = slice_skip(*s, n + 1);
	return true;
}

static bool
read_head(struct head *h, struct slice line)
{
	struct slice s = line;

	/* No search for blanks through a long line that is no record. */
	if (s.n > STORE_HEAD_MAX)
		s.n = STORE_HEAD_MAX;
	if (!slice_starts(s, SLICE(MAGIC)))
		return false;
	s = slice_skip(s, strlen(MAGIC));
	if (!cut_field(&s, &h->seq) || !cut_field(&s, &h->ms) ||
	    !cut_field(&s, &h->len) || !cut_field(&s, &h->crc) ||
	    !cut_field(&s, &h->prev))
		return false;
	h->size = (size_t)(s.p - line.p);
	return read_number(h->seq, STORE_SEQ_MAX, &h->seq_value) &&
	    read_number(h->ms, LLONG_MAX, &h->ms_value) &&
	    read_number(h->len, STORE_RECORD_MAX, &h->len_value) &&
	    h->seq_value > 0 && h->len_value > 0 &&
	    is_hex(h->prev, PREV_DIGITS);
}

/* From seq to json, without the checksum and its blank. */
static uint32_t
line_crc(struct slice before, struct slice behind)
{
	uint32_t crc = crc32c(0, before.p, before.n);

	return crc32c(crc, behind.p, behind.n);
}

static bool
crc_ok(const struct head *h, const char *end)
{
	const char *prev = h->prev.p;
	char digits[CRC_DIGITS + 1];
	uint32_t crc;

	crc = line_crc(slice_of(h->seq.p, (size_t)(h->crc.p - h->seq.p)),
	    slice_of(prev, (size_t)(end - prev)));
	(void)snprintf(digits, sizeof(digits), "%08" PRIx32, crc);
	return slice_eqs(h->crc, digits);
}

static void
take(struct store_line *l, const struct head *h, const char *p)
{
	l->seq = (long long)h->seq_value;
	l->ms = (long long)h->ms_value;
	l->json = p + h->size;
	l->n = (size_t)h->len_value;
	memcpy(l->prev8, h->prev.p, PREV_DIGITS);
	l->size = h->size + l->n + 1;
	l->ended = p[l->size - 1] == '\n';
}

/*
 * `line` ends before the first newline, if there is one.  A record whose
 * newline is damaged ends where its length says, which the checksum covers.
 */
static const char *
read_line(struct store_line *l, struct slice line, bool newline)
{
	struct head h;
	size_t n;

	if (!read_head(&h, line))
		return "this is no record";
	n = h.size + (size_t)h.len_value;
	if (n > line.n || (n == line.n && !newline))
		return "the record is cut short";
	if (!crc_ok(&h, line.p + n))
		return "the checksum is wrong";
	take(l, &h, line.p);
	return NULL;
}

enum store_found
store_line_read(struct store_line *l, const char *p, size_t n)
{
	const char *newline = n == 0 ? NULL : memchr(p, '\n', n);
	size_t length = newline == NULL ? n : (size_t)(newline - p);

	memset(l, 0, sizeof(*l));
	l->what = read_line(l, slice_of(p, length), newline != NULL);
	if (l->what == NULL)
		return STORE_RECORD;
	if (newline == NULL)
		return STORE_PART;
	l->size = length + 1;
	return STORE_BAD;
}

size_t
store_line_json(char *out, const char *json, size_t n)
{
	struct slice rest = slice_of(json, n);
	size_t size = 0, upto;

	while (rest.n > 0) {
		upto = slice_find(rest, MAGIC[0]);
		if (upto == 0)
			upto = 1;
		if (slice_starts(rest, SLICE(MAGIC))) {
			if (out != NULL)
				memcpy(out + size, ESCAPED, strlen(ESCAPED));
			size += strlen(ESCAPED);
		} else {
			if (out != NULL)
				memcpy(out + size, rest.p, upto);
			size += upto;
		}
		rest = slice_skip(rest, upto);
	}
	return size;
}

size_t
store_line_write(char head[STORE_HEAD_MAX + 1], const struct store_line *l)
{
	char before[STORE_HEAD_MAX], prev[PREV_DIGITS + 2];
	uint32_t crc;
	int n;

	n = snprintf(before, sizeof(before), "%lld %lld %zu ", l->seq, l->ms,
	    l->n);
	(void)snprintf(prev, sizeof(prev), "%s ", l->prev8);
	crc = line_crc(slice_of(before, (size_t)n), slice_str(prev));
	crc = crc32c(crc, l->json, l->n);
	n = snprintf(head, STORE_HEAD_MAX + 1, MAGIC "%s%08" PRIx32 " %s",
	    before, crc, prev);
	return (size_t)n;
}

void
store_chain_init(struct store_chain *c)
{
	memset(c, 0, sizeof(*c));
	memset(c->prev8, '0', PREV_DIGITS);
}

enum store_link
store_chain_check(const struct store_chain *c, const struct store_line *l)
{
	if (l->seq <= c->seq)
		return STORE_AGAIN;
	if (c->lost > 0)
		return STORE_FITS;
	return l->seq == c->seq + 1 && strcmp(l->prev8, c->prev8) == 0 ?
	    STORE_FITS : STORE_GAP;
}

void
store_chain_next(struct store_chain *c, const struct store_line *l,
    const char *p)
{
	unsigned char digest[SHA256_SIZE];
	struct sha256 h;

	/* A damaged newline counts as the one that it was. */
	sha256_init(&h);
	sha256_add(&h, p, l->size - 1);
	sha256_add(&h, "\n", 1);
	sha256_end(&h, digest);
	hex_write(c->prev8, digest, PREV_DIGITS / 2);
	c->seq = l->seq;
	c->lost = 0;
}

void
store_chain_lose(struct store_chain *c, size_t n)
{
	c->lost += n < RECORD_MIN ? 1 : (long long)(n / RECORD_MIN);
}

long long
store_chain_seq(const struct store_chain *c)
{
	return c->seq + 1 + c->lost;
}
