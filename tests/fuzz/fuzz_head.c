/*
 * Request heads.  The scan must not depend on how the bytes arrive; scanner
 * and parser, which check the same grammar apart from each other, must agree.
 */
#undef NDEBUG
#include <assert.h>

#include "http/body.h"
#include "http/class.h"
#include "http/field.h"
#include "http/head.h"

int	LLVMFuzzerTestOneInput(const uint8_t *, size_t);

static bool
inside(struct slice s, struct slice all)
{
	return s.n == 0 || (s.p >= all.p && s.n <= all.n &&
	    (size_t)(s.p - all.p) <= all.n - s.n);
}

/* A place to split that depends on all of the input. */
static size_t
some_split(struct slice in)
{
	size_t sum = 0;

	for (size_t i = 0; i < in.n; i++)
		sum = sum * 31 + (unsigned char)in.p[i];
	return sum % (in.n + 1);
}

static ssize_t
scan_in_two(struct slice in)
{
	struct head_scan scan = { 0 };
	ssize_t n = head_scan(&scan, slice_of(in.p, some_split(in)));

	return n != 0 ? n : head_scan(&scan, in);
}

static ssize_t
scan_by_bytes(struct slice in)
{
	struct head_scan scan = { 0 };
	ssize_t n = 0;

	for (size_t i = 0; i <= in.n && n == 0; i++)
		n = head_scan(&scan, slice_of(in.p, i));
	return n;
}

static ssize_t
scan(struct slice in)
{
	struct head_scan scan = { 0 };
	ssize_t n = head_scan(&scan, in);

	assert(n == -400 || (n >= 0 && (size_t)n <= in.n));
	assert(scan.off <= in.n);
	assert(head_scan(&scan, in) == n);
	assert(scan_in_two(in) == n);
	assert(scan_by_bytes(in) == n);
	return n;
}

static void
check_parsed(const struct head *h, struct slice in)
{
	assert(is_token(h->method) && inside(h->method, in));
	assert(h->target.n > 0 && inside(h->target, in));
	assert(class_all(h->target, CLASS_WORD));
	assert(h->minor == 0 || h->minor == 1);
	assert(h->nfields <= HEAD_MAX_FIELDS);
	for (size_t i = 0; i < h->nfields; i++) {
		const struct field *f = &h->fields[i];

		assert(is_token(f->name) && inside(f->name, in));
		assert(inside(f->value, in) && field_value_ok(f->value));
		assert(slice_eq(slice_trim(f->value), f->value));
	}
}

static void
check_framing(const struct head *h)
{
	size_t lengths = head_count(h, "content-length");
	size_t codings = head_count(h, "transfer-encoding");
	struct body_framing f;
	int error = body_framing(h, &f);

	assert(error == 0 || error == -400 || error == -417 ||
	    error == -501);
	if (lengths > 0 && codings > 0)
		assert(error == -400);
	if (error != 0)
		return;
	assert((f.kind == BODY_COUNTED) == (lengths > 0));
	assert((f.kind == BODY_CHUNKED) == (codings > 0));
	if (f.kind == BODY_CHUNKED)
		assert(h->minor == 1 && codings == 1 && slice_caseeqs(
		    head_find(h, "transfer-encoding")->value, "chunked"));
	if (f.expect)
		assert(h->minor == 1 && head_find(h, "expect") != NULL);
}

static void
check_host(const struct head *h, struct slice in)
{
	struct slice host;

	if (head_host(h, slice_of(NULL, 0), &host) != 0)
		return;
	assert(inside(host, in) && inside(host_name(host), host));
	assert(head_count(h, "host") <= 1);
	assert(slice_find(host, '@') == host.n);
	assert(slice_find(host, ',') == host.n);
	assert(slice_find(host, '/') == host.n);
	assert(class_all(host, CLASS_TARGET));
}

static void
check_lists(const struct head *h)
{
	struct slice list, element;
	int q;

	for (size_t i = 0; i < h->nfields; i++) {
		list = h->fields[i].value;
		q = field_quality(list, "gzip");
		assert(q >= 0 && q <= 1000);
		while (field_next(&list, &element))
			assert(element.n > 0 &&
			    inside(element, h->fields[i].value));
	}
	(void)head_keep_alive(h);	/* only that it comes back */
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct slice in = slice_of((const char *)data, size);
	ssize_t n = scan(in);
	struct head h;
	int error = head_parse(&h, in);

	assert(error == 0 || error == -400 || error == -431 ||
	    error == -505);
	assert(inside(h.method, in) && inside(h.target, in));
	if (error == 0)
		assert(n == (ssize_t)size);
	else
		assert(h.nfields == 0);
	if (n <= 0)
		return 0;
	in.n = (size_t)n;
	if (head_parse(&h, in) == 0) {
		check_parsed(&h, in);
		check_framing(&h);
		check_host(&h, in);
		check_lists(&h);
	}
	return 0;
}
