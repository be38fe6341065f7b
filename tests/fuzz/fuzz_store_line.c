/*
 * Any bytes as a log: what is shown as a record is, byte for byte, what the
 * writer writes for it.  And a log of records of which one byte is not what it
 * was: no other record is lost, none is shown that was not written.
 */
#undef NDEBUG
#include <assert.h>
#include <stdint.h>
#include <string.h>

#include "apps/lib/store_line.h"
#include "web/store.h"

enum {
	LARGEST = 8192,
	MAX_RECORDS = 64,
	MAX_LOG = 3 * LARGEST + MAX_RECORDS * (STORE_HEAD_MAX + 1)
};

/* A log that we wrote, and where its lines end. */
struct written {
	char	bytes[MAX_LOG];
	char	json[3 * LARGEST];
	size_t	end[MAX_RECORDS + 1];
	int	count;
};

int	LLVMFuzzerTestOneInput(const uint8_t *, size_t);

/* The line of a record, written again. */
static void
check_record(const struct store_line *l, const char *p)
{
	char head[STORE_HEAD_MAX + 1];
	size_t n = store_line_write(head, l);

	assert(l->size == n + l->n + 1);
	assert(memcmp(head, p, n) == 0);
	assert(l->json == p + n && l->n > 0 && l->n <= STORE_RECORD_MAX);
	assert(memchr(p, '\n', l->size - 1) == NULL);
	assert(l->ended == (p[l->size - 1] == '\n'));
	assert(l->seq > 0 && l->seq <= STORE_SEQ_MAX && l->ms >= 0);
	assert(l->what == NULL && strlen(l->prev8) == 8);
}

/* A part of what is no part is one. */
static void
check_parts(const char *p, size_t size)
{
	struct store_line l;

	for (size_t n = 0; n < size; n += 1 + size / 16)
		assert(store_line_read(&l, p, n) == STORE_PART);
	assert(store_line_read(&l, p, size - 1) == STORE_PART);
}

static void
read_any(const char *p, size_t n)
{
	struct store_chain chain;
	struct store_line l;
	enum store_found found;
	long long last = 0;

	store_chain_init(&chain);
	while ((found = store_line_read(&l, p, n)) != STORE_PART) {
		assert(l.size > 0 && l.size <= n);
		check_parts(p, l.size);
		if (found == STORE_RECORD) {
			check_record(&l, p);
			if (store_chain_check(&chain, &l) != STORE_AGAIN) {
				assert(l.seq > last);
				last = l.seq;
				store_chain_next(&chain, &l, p);
			}
		} else {
			assert(l.what != NULL && p[l.size - 1] == '\n');
			store_chain_lose(&chain, l.size);
		}
		assert(store_chain_seq(&chain) > last);
		p += l.size;
		n -= l.size;
	}
}

/* Records of the lines of the input. */
static void
write_log(struct written *w, const char *p, size_t n)
{
	struct store_chain chain;
	struct store_line l = { .ms = 1 };
	const char *newline;
	char head[STORE_HEAD_MAX + 1];
	char *to = w->bytes;
	size_t size, from;

	store_chain_init(&chain);
	for (w->count = 0; n > 0 && w->count < MAX_RECORDS; n -= from + 1) {
		newline = memchr(p, '\n', n);
		if (newline == NULL || newline == p)
			break;
		from = (size_t)(newline - p);
		l.n = store_line_json(w->json, p, from);
		l.json = w->json;
		l.seq = store_chain_seq(&chain);
		memcpy(l.prev8, chain.prev8, sizeof(l.prev8));
		size = store_line_write(head, &l);
		memcpy(to, head, size);
		memcpy(to + size, w->json, l.n);
		l.size = size + l.n + 1;
		to[l.size - 1] = '\n';
		store_chain_next(&chain, &l, to);
		to += l.size;
		w->end[++w->count] = (size_t)(to - w->bytes);
		p = newline + 1;
	}
}

/* The byte at `at` has been changed. */
static void
read_damaged(const struct written *w, size_t at)
{
	size_t size = w->end[w->count];
	bool shown[MAX_RECORDS + 1] = { false };
	struct store_line l;
	enum store_found found;
	size_t from = 0;

	for (; from < size; from += l.size) {
		found = store_line_read(&l, w->bytes + from, size - from);
		if (found == STORE_PART)
			break;
		if (found == STORE_BAD)
			continue;
		assert(l.seq <= w->count && !shown[l.seq]);
		assert(from == w->end[l.seq - 1]);
		assert(from + l.size == w->end[l.seq]);
		shown[l.seq] = true;
	}
	for (int i = 1; i <= w->count; i++)
		if (at < w->end[i - 1] || at >= w->end[i])
			assert(shown[i]);
		else
			assert(shown[i] == (at == w->end[i] - 1));
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	static struct written w;
	size_t at;

	if (size < 3 || size > LARGEST)
		return 0;
	read_any((const char *)data, size);
	write_log(&w, (const char *)data + 3, size - 3);
	if (w.count == 0 || data[2] == 0)
		return 0;
	read_any(w.bytes, w.end[w.count]);
	at = (size_t)(data[0] << 8 | data[1]) % w.end[w.count];
	w.bytes[at] ^= (char)data[2];
	read_damaged(&w, at);
	return 0;
}
