#include "apps/lib/store_line.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "tap.h"
#include "web/hash.h"
#include "web/store.h"

/* The checksum (@) is put in by the test. */
static const struct {
	const char	*name;
	const char	*line;
	long long	 seq;		/* 0: none */
} rows[] = {
	{ "the first", "W1 1 0 2 @ 00000000 {}", 1 },
	{ "another", "W1 7 1700000000000 9 @ 0123abcd {\"a\":\"b\"}", 7 },
	{ "an empty json", "W1 1 0 0 @ 00000000 ", 0 },
	{ "a bare number", "W1 1 0 1 @ 00000000 5", 1 },
	{ "no magic", "1 0 2 @ 00000000 {}", 0 },
	{ "another version", "W2 1 0 2 @ 00000000 {}", 0 },
	{ "a blank in front", " W1 1 0 2 @ 00000000 {}", 0 },
	{ "seq 0", "W1 0 0 2 @ 00000000 {}", 0 },
	{ "seq with a zero in front", "W1 01 0 2 @ 00000000 {}", 0 },
	{ "seq with a sign", "W1 +1 0 2 @ 00000000 {}", 0 },
	{ "a negative seq", "W1 -1 0 2 @ 00000000 {}", 0 },
	{ "no seq", "W1  0 2 @ 00000000 {}", 0 },
	{ "the last seq", "W1 4611686018427387903 0 2 @ 00000000 {}",
	    4611686018427387903 },
	{ "one more", "W1 4611686018427387904 0 2 @ 00000000 {}", 0 },
	{ "far more", "W1 99999999999999999999 0 2 @ 00000000 {}", 0 },
	{ "the last ms", "W1 1 9223372036854775807 2 @ 00000000 {}", 1 },
	{ "one more ms", "W1 1 9223372036854775808 2 @ 00000000 {}", 0 },
	{ "no ms", "W1 1  2 @ 00000000 {}", 0 },
	{ "a short len", "W1 1 0 1 @ 00000000 {}", 0 },
	{ "a long len", "W1 1 0 3 @ 00000000 {}", 0 },
	{ "a huge len", "W1 1 0 1048577 @ 00000000 {}", 0 },
	{ "capitals in prev8", "W1 1 0 2 @ 0000ABCD {}", 0 },
	{ "a short prev8", "W1 1 0 2 @ 0000000 {}", 0 },
	{ "a long prev8", "W1 1 0 2 @ 000000000 {}", 0 },
	{ "two blanks", "W1 1 0 2 @ 00000000  {}", 0 },
	{ "no json", "W1 1 0 2 @ 00000000", 0 },
	{ "a CR at the end", "W1 1 0 2 @ 00000000 {}\r", 0 },
	{ "nothing", "", 0 },
	{ "only the magic", "W1 ", 0 },
	{ "blanks", "W1      ", 0 },
};

/* The row with its checksum, worked out by the words of the header. */
static size_t
complete(char *out, size_t room, const char *row)
{
	const char *at = strchr(row, '@');
	char body[256], crc[9] = "";
	int n;

	if (at != NULL && strlen(row) > 3) {
		(void)snprintf(body, sizeof(body), "%.*s%s",
		    (int)(at - row - 3), row + 3,
		    at[1] == '\0' ? "" : at + 2);
		(void)snprintf(crc, sizeof(crc), "%08x",
		    (unsigned)crc32c(0, body, strlen(body)));
	}
	n = snprintf(out, room, "%.*s%s%s\n",
	    at == NULL ? (int)strlen(row) : (int)(at - row), row, crc,
	    at == NULL ? "" : at + 1);
	return (size_t)n;
}

static void
test_rows(void)
{
	struct store_line l;
	enum store_found found;
	struct slice in;
	char line[300];
	size_t n;

	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		n = complete(line, sizeof(line), rows[i].line);
		in = guard_copy(slice_of(line, n));
		found = store_line_read(&l, in.p, in.n);
		if (rows[i].seq == 0)
			tap_ok(found == STORE_BAD && l.size == n &&
			    l.what != NULL, "%s is no record", rows[i].name);
		else
			tap_ok(found == STORE_RECORD && l.size == n &&
			    l.seq == rows[i].seq && l.ended, "%s is one",
			    rows[i].name);
		guard_free(in);
	}
}

static size_t
write_line(char *out, const char *json, long long seq)
{
	struct store_line l = { .seq = seq, .ms = 1700000000123, .json = json,
	    .n = strlen(json), .prev8 = "89abcdef" };
	size_t n = store_line_write(out, &l);

	memcpy(out + n, json, l.n);
	out[n + l.n] = '\n';
	return n + l.n + 1;
}

/* Any beginning is a part, at a guard page; what follows changes nothing. */
static void
test_parts(void)
{
	static const char json[] = "{\"kind\":\"submit\",\"answer\":\"W1 1\"}";
	char line[400];
	size_t n = write_line(line, json, 41), wrong = 0;
	struct store_line l;
	struct slice in;

	for (size_t k = 0; k < n; k++) {
		in = guard_copy(slice_of(line, k));
		wrong += store_line_read(&l, in.p, in.n) != STORE_PART;
		guard_free(in);
	}
	tap_int((long long)wrong, 0, "each beginning is a part");
	for (size_t k = n; k < sizeof(line); k++) {
		line[k] = k % 3 == 0 ? '\n' : 'W';
		wrong += store_line_read(&l, line, k) != STORE_RECORD ||
		    l.size != n || l.seq != 41 || l.ms != 1700000000123 ||
		    strcmp(l.prev8, "89abcdef") != 0 || l.n != strlen(json) ||
		    memcmp(l.json, json, l.n) != 0;
	}
	tap_int((long long)wrong, 0, "a whole line is a record");
}

/* No bit may be another one, but those of the newline behind it. */
static void
test_bits(void)
{
	char line[400];
	size_t n = write_line(line, "{\"answer\":\"forty-two\"}", 3);
	int shown = 0, ended = 0;
	struct store_line l;

	for (size_t bit = 0; bit < n * 8; bit++) {
		line[bit / 8] ^= (char)(1 << bit % 8);
		if (store_line_read(&l, line, n) == STORE_RECORD) {
			shown++;
			ended += l.ended;
		}
		line[bit / 8] ^= (char)(1 << bit % 8);
	}
	tap_int(shown, 8, "with the newline bent it is still a record");
	tap_int(ended, 0, "which has not ended well");
	tap_int(store_line_read(&l, line, n), STORE_RECORD, "as it was");
}

/* The text of a record is never taken for a record. */
static void
test_forged(void)
{
	char inner[400], outer[900];
	size_t n = write_line(inner, "{\"score\":100}", 9);
	struct store_line l;

	inner[n - 1] = '\0';
	tap_int((long long)store_line_json(NULL, inner, n - 1),
	    (long long)n + 4, "the size of a json with a record in it");
	outer[store_line_json(outer, inner, n - 1)] = '\0';
	tap_ok(strstr(outer, "W1 ") == NULL && strncmp(outer, "\\u00571 9 ",
	    10) == 0, "of which one letter is escaped");
	outer[store_line_json(outer, "WW1 WW1W1", 9)] = '\0';
	tap_is(slice_str(outer), SLICE("W\\u00571 WW1W1"), "and no other");
	n = write_line(outer, inner, 8);
	outer[0] = 'V';
	tap_int(store_line_read(&l, outer, n), STORE_BAD, "a bent line");
	tap_int((long long)l.size, (long long)n, "is passed as a whole");
	tap_int(store_line_read(&l, "", 0), STORE_PART, "no bytes");
	tap_int(store_line_read(&l, "\n", 1), STORE_BAD, "an empty line");
}

static void
test_largest(void)
{
	size_t size = STORE_HEAD_MAX + 1 + STORE_RECORD_MAX + 2;
	char *line = malloc(size), *json = malloc(STORE_RECORD_MAX + 2);
	struct store_line l;
	size_t n;

	if (line == NULL || json == NULL)
		exit(1);
	memset(json, '7', STORE_RECORD_MAX);
	json[STORE_RECORD_MAX] = '\0';
	n = write_line(line, json, STORE_SEQ_MAX);
	tap_ok(n <= STORE_HEAD_MAX + STORE_RECORD_MAX + 1, "it has room");
	tap_ok(store_line_read(&l, line, n) == STORE_RECORD &&
	    l.n == STORE_RECORD_MAX, "the largest record");
	json[STORE_RECORD_MAX] = '7';
	json[STORE_RECORD_MAX + 1] = '\0';
	free(line);
	line = malloc(size);
	if (line == NULL)
		exit(1);
	n = write_line(line, json, 1);
	tap_int(store_line_read(&l, line, n), STORE_BAD, "a larger one");
	free(line);
	free(json);
}

/* The chain: what follows on what. */
static void
test_chain(void)
{
	struct store_chain c;
	struct store_line l = { .seq = 1, .prev8 = "00000000", .size = 6 };

	store_chain_init(&c);
	tap_int(store_chain_check(&c, &l), STORE_FITS, "the first");
	l.seq = 2;
	tap_int(store_chain_check(&c, &l), STORE_GAP, "not the first");
	l.seq = 1;
	store_chain_next(&c, &l, "hello\n");
	/* SHA-256 of "hello" and a newline: 5891b5b5... */
	tap_is(slice_str(c.prev8), SLICE("5891b5b5"), "the digest of a line");
	tap_int(store_chain_check(&c, &l), STORE_AGAIN, "the same again");
	l.seq = 2;
	tap_int(store_chain_check(&c, &l), STORE_GAP, "with another before");
	memcpy(l.prev8, "5891b5b5", 9);
	tap_int(store_chain_check(&c, &l), STORE_FITS, "the second");
	l.seq = 3;
	tap_int(store_chain_check(&c, &l), STORE_GAP, "one is missing");
	c.lost = 2;
	tap_int(store_chain_check(&c, &l), STORE_FITS, "after lost lines");
	tap_int(store_chain_seq(&c), 4, "whose numbers are not used again");
	l.seq = 1;
	tap_int(store_chain_check(&c, &l), STORE_AGAIN, "never backwards");
}

int
main(void)
{
	test_rows();
	test_parts();
	test_bits();
	test_forged();
	test_largest();
	test_chain();
	return tap_done();
}
