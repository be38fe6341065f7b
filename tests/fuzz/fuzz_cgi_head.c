#include <assert.h>
#include <stdlib.h>
#include <string.h>

#include "cgi/head.h"
#include "http/head.h"

int	LLVMFuzzerTestOneInput(const uint8_t *, size_t);

enum { MAX_SPLITS = 64 };

/* Never to the client: they are ours to say. */
static const char *const ours[] = {
	"status", "content-length", "connection", "keep-alive", "te",
	"trailer", "transfer-encoding", "upgrade", "proxy-connection",
};

static void
check_inside(struct slice s, struct slice head)
{
	assert(s.n == 0 || (s.p >= head.p && s.p + s.n <= head.p + head.n));
}

static void
check_text(struct slice s, struct slice head)
{
	check_inside(s, head);
	for (size_t i = 0; i < s.n; i++) {
		unsigned char c = (unsigned char)s.p[i];

		assert(c == '\t' || (c >= 0x20 && c != 0x7f));
	}
}

static void
check_field(const struct cgi_field *f, struct slice head)
{
	check_inside(f->name, head);
	check_text(f->value, head);
	assert(is_token(f->name));
	assert(slice_eq(f->value, slice_trim(f->value)));
	for (size_t i = 0; i < sizeof(ours) / sizeof(ours[0]); i++)
		assert(!slice_caseeqs(f->name, ours[i]));
}

static void
check_good(const struct cgi_head *h, struct slice head)
{
	assert(head.n <= CGI_MAX_HEAD && head.p[head.n - 1] == '\n');
	assert(h->error == NULL);
	assert(h->status >= 200 && h->status <= 599 && h->length >= -1);
	assert(h->nfields <= CGI_MAX_FIELDS);
	check_text(h->reason, head);
	for (size_t i = 0; i < h->nfields; i++)
		check_field(&h->fields[i], head);
	assert((h->kind == CGI_LOCAL) == (h->location.n > 0));
	if (h->kind == CGI_LOCAL) {
		check_text(h->location, head);
		assert(h->nfields == 0 && h->location.p[0] == '/');
	}
}

/* In memory of its own size, so that reading past the end is seen. */
static ssize_t
parse(struct cgi_head *h, const uint8_t *data, size_t size)
{
	char *copy = malloc(size == 0 ? 1 : size);
	ssize_t n;

	if (copy == NULL)
		abort();
	if (size > 0)
		memcpy(copy, data, size);
	n = cgi_head_parse(h, slice_of(copy, size));
	assert(n == -502 || (n >= 0 && (size_t)n <= size));
	if (n > 0)
		check_good(h, slice_of(copy, (size_t)n));
	if (n < 0)
		assert(h->error != NULL && h->nfields == 0);
	free(copy);
	return n;
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	static struct cgi_head whole, part;
	ssize_t n = parse(&whole, data, size);
	size_t step = size / MAX_SPLITS + 1;

	for (size_t i = 0; i < size; i += step) {
		ssize_t got = parse(&part, data, i);

		assert(got == 0 || got == n);
		if (n > 0)
			assert((got != 0) == (i >= (size_t)n));
		if (got > 0)
			assert(part.kind == whole.kind &&
			    part.status == whole.status &&
			    part.length == whole.length &&
			    part.nfields == whole.nfields);
		if (got < 0)
			assert(strcmp(part.error, whole.error) == 0);
	}
	return 0;
}
