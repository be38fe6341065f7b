#include "http/body.h"

#include "http/field.h"

/*
 * What is not even a list of codings is -400; a coding that we do not know is
 * -501.  Empty list elements, which RFC 9110 (5.6.1.2) would let pass, are
 * refused: others disagree about them.
 */
static int
check_coding(struct slice coding, bool *chunked)
{
	bool bare = is_token(coding);

	if (*chunked || coding.n == 0)
		return -400;		/* something behind "chunked" */
	if (bare && slice_caseeqs(coding, "chunked")) {
		*chunked = true;
		return 0;
	}
	coding = slice_trim(slice_of(coding.p, slice_find(coding, ';')));
	if (!is_token(coding) || slice_caseeqs(coding, "chunked"))
		return -400;
	return -501;
}

/* The worse of two results: 400 beats 501 beats 0. */
static int
worse(int a, int b)
{
	if (a == -400 || b == -400)
		return -400;
	return a != 0 ? a : b;
}

/* Cut at each comma, also the last: "a," is "a" and an empty element. */
static bool
next_element(struct slice *list, struct slice *element)
{
	size_t n;

	if (list->p == NULL)
		return false;
	n = slice_find(*list, ',');
	*element = slice_trim(slice_of(list->p, n));
	*list = n < list->n ? slice_skip(*list, n + 1) : slice_of(NULL, 0);
	return true;
}

static int
transfer_coding(const struct head *h)
{
	const struct field *field = NULL;
	bool chunked = false;
	int result = 0;
	struct slice list, coding;

	while ((field = head_next(h, field, "transfer-encoding")) != NULL) {
		list = field->value;
		while (next_element(&list, &coding))
			result = worse(result, check_coding(coding, &chunked));
	}
	if (result == 0 && !chunked)
		return -400;
	return result;
}

static int
content_length(const struct head *h, uint64_t *length)
{
	const struct field *field = NULL;
	struct slice list, digits;
	uint64_t value;
	bool known = false;

	while ((field = head_next(h, field, "content-length")) != NULL) {
		list = field->value;
		while (next_element(&list, &digits)) {
			if (slice_to_u64(digits, &value) != 0 ||
			    (known && value != *length))
				return -400;
			*length = value;
			known = true;
		}
	}
	return known ? 0 : -400;
}

static int
expectation(const struct head *h, bool *expect)
{
	const struct field *field = NULL;
	struct slice list, what;

	while ((field = head_next(h, field, "expect")) != NULL) {
		list = field->value;
		while (field_next(&list, &what)) {
			if (!slice_caseeqs(what, "100-continue"))
				return -417;
			*expect = true;
		}
	}
	return 0;
}

static int
framing(const struct head *h, struct body_framing *f)
{
	bool counted = head_find(h, "content-length") != NULL;

	if (head_find(h, "transfer-encoding") != NULL) {
		if (counted || h->minor == 0)
			return -400;
		f->kind = BODY_CHUNKED;
		return transfer_coding(h);
	}
	if (counted) {
		f->kind = BODY_COUNTED;
		return content_length(h, &f->length);
	}
	return 0;
}

int
body_framing(const struct head *h, struct body_framing *f)
{
	bool expect = false;
	int error;

	*f = (struct body_framing){ .kind = BODY_NONE };
	error = framing(h, f);
	if (error == 0)
		error = expectation(h, &expect);
	f->expect = expect && h->minor == 1 &&
	    (f->kind == BODY_CHUNKED || f->length > 0);
	return error;
}
