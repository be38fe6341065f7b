#include "answer.h"

#include <stdlib.h>
#include <string.h>
#include <strings.h>

static void
bad(struct answer *a, const char *why)
{
	a->state = ANSWER_BAD;
	a->why = why;
}

/*
 * The n-th value of a field, without the blanks round it, or NULL.  *len is
 * its length.
 */
static const char *
field(const struct answer *a, const char *name, int nth, size_t *len)
{
	const char *end = a->head + a->nhead, *p = a->head, *eol;
	size_t n = strlen(name);

	for (; p < end; p = eol + 2) {
		eol = strstr(p, "\r\n");
		if (eol == NULL)
			return NULL;
		if (strncasecmp(p, name, n) != 0 || p[n] != ':' || nth-- > 0)
			continue;
		for (p += n + 1; *p == ' ' || *p == '\t'; p++)
			;
		while (eol > p && (eol[-1] == ' ' || eol[-1] == '\t'))
			eol--;
		*len = (size_t)(eol - p);
		return p;
	}
	return NULL;
}

static bool
field_is(const struct answer *a, const char *name, const char *want)
{
	size_t len;
	const char *v = field(a, name, 0, &len);

	return v != NULL && len == strlen(want) &&
	    strncasecmp(v, want, len) == 0;
}

static bool
digits(const char *p, size_t n, int base, uint64_t *value)
{
	static const char all[] = "0123456789abcdef";
	const char *d;

	if (n == 0 || n > 15)
		return false;
	*value = 0;
	for (size_t i = 0; i < n; i++) {
		int c = p[i] >= 'A' && p[i] <= 'F' ? p[i] | 0x20 : p[i];

		d = c == '\0' ? NULL : strchr(all, c);
		if (d == NULL || d - all >= base)
			return false;
		*value = *value * (uint64_t)base + (uint64_t)(d - all);
	}
	return true;
}

/* Status line; 1.0 closes unless it says otherwise. */
static bool
read_status(struct answer *a)
{
	uint64_t status;

	if (strncmp(a->head, "HTTP/1.", 7) != 0 ||
	    (a->head[7] != '0' && a->head[7] != '1') || a->head[8] != ' ' ||
	    !digits(a->head + 9, 3, 10, &status) ||
	    (a->head[12] != ' ' && a->head[12] != '\r'))
		return false;
	a->status = (int)status;
	a->minor = a->head[7] - '0';
	a->close = field_is(a, "Connection", "close") ||
	    (a->minor == 0 && !field_is(a, "Connection", "keep-alive"));
	return true;
}

/* Every line of the head ends in CRLF and every field has a name. */
static bool
lines_sound(const struct answer *a)
{
	const char *p = a->head, *eol;

	if (memchr(p, '\0', a->nhead) != NULL)
		return false;
	for (eol = strchr(p, '\n'); eol != NULL; eol = strchr(p, '\n')) {
		if (eol == p || eol[-1] != '\r' ||
		    memchr(p, '\r', (size_t)(eol - 1 - p)) != NULL)
			return false;
		if (p != a->head && eol - 1 != p &&
		    strcspn(p, ": \t\r") != strcspn(p, ":\r"))
			return false;
		if (p != a->head && eol - 1 != p && strcspn(p, ":\r") ==
		    (size_t)(eol - 1 - p))
			return false;
		p = eol + 1;
	}
	return true;
}

static void
choose_framing(struct answer *a)
{
	size_t len, len2;
	const char *cl = field(a, "Content-Length", 0, &len);
	const char *te = field(a, "Transfer-Encoding", 0, &len2);

	if (cl != NULL && field(a, "Content-Length", 1, &len2) != NULL)
		bad(a, "two Content-Lengths");
	else if (cl != NULL && te != NULL)
		bad(a, "Content-Length and Transfer-Encoding");
	else if (cl != NULL && !digits(cl, len, 10, &a->left))
		bad(a, "a Content-Length that is no number");
	else if (te != NULL && (a->minor == 0 || a->status < 200 ||
	    a->status == 204 || !field_is(a, "Transfer-Encoding", "chunked")))
		bad(a, "Transfer-Encoding where it must not be");
	else if (a->to_head || a->status < 200 || a->status == 204 ||
	    a->status == 304)
		a->state = ANSWER_DONE;
	else if (te != NULL)
		a->state = ANSWER_SIZE;
	else if (cl != NULL)
		a->state = a->left > 0 ? ANSWER_COUNTED : ANSWER_DONE;
	else {
		a->state = ANSWER_TO_CLOSE;
		a->close = true;
	}
}

static size_t
feed_head(struct answer *a, const char *in, size_t n)
{
	for (size_t i = 0; i < n; i++) {
		if (a->nhead == ANSWER_HEAD_MAX) {
			bad(a, "a head without end");
			return i;
		}
		a->head[a->nhead++] = in[i];
		a->head[a->nhead] = '\0';
		if (a->nhead == 7 && memcmp(a->head, "HTTP/1.", 7) != 0) {
			bad(a, "no HTTP/1 status line");
			return i + 1;
		}
		if (a->nhead < 4 || memcmp(a->head + a->nhead - 4, "\r\n\r\n",
		    4) != 0)
			continue;
		if (!lines_sound(a))
			bad(a, "a bad line in the head");
		else if (!read_status(a))
			bad(a, "a bad status line");
		else
			choose_framing(a);
		return i + 1;
	}
	return n;
}

static size_t
feed_data(struct answer *a, const char *in, size_t n, enum answer_state next)
{
	if (n > a->left)
		n = (size_t)a->left;
	if (a->body != NULL)
		a->body(a->arg, in, n);
	a->left -= n;
	if (a->left == 0)
		a->state = next;
	return n;
}

/* Collect one line of the chunked coding; true when it is whole. */
static bool
feed_line(struct answer *a, char c)
{
	if (a->nline == sizeof(a->line)) {
		bad(a, "a chunk line without end");
		return false;
	}
	a->line[a->nline++] = c;
	if (c != '\n')
		return false;
	if (a->nline < 2 || a->line[a->nline - 2] != '\r') {
		bad(a, "a chunk line without CRLF");
		return false;
	}
	return true;
}

static void
end_line(struct answer *a)
{
	const char *semicolon;
	size_t len = a->nline - 2;

	a->nline = 0;
	switch (a->state) {
	case ANSWER_SIZE:
		semicolon = memchr(a->line, ';', len);
		if (semicolon != NULL)
			len = (size_t)(semicolon - a->line);
		if (!digits(a->line, len, 16, &a->left))
			bad(a, "a bad chunk size");
		else
			a->state = a->left > 0 ? ANSWER_CHUNK : ANSWER_TRAILER;
		break;
	case ANSWER_CHUNK_END:
		if (len > 0)
			bad(a, "a chunk longer than its size");
		else
			a->state = ANSWER_SIZE;
		break;
	default:
		if (len == 0)
			a->state = ANSWER_DONE;
		break;
	}
}

void
answer_reset(struct answer *a)
{
	a->state = ANSWER_HEAD;
	a->why = NULL;
	a->status = 0;
	a->close = false;
	a->nhead = a->nline = 0;
	a->left = 0;
	a->head[0] = '\0';
}

static size_t
feed_some(struct answer *a, const char *in, size_t n)
{
	switch (a->state) {
	case ANSWER_HEAD:
		return feed_head(a, in, n);
	case ANSWER_COUNTED:
		return feed_data(a, in, n, ANSWER_DONE);
	case ANSWER_CHUNK:
		return feed_data(a, in, n, ANSWER_CHUNK_END);
	case ANSWER_TO_CLOSE:
		if (a->body != NULL)
			a->body(a->arg, in, n);
		return n;
	default:
		if (feed_line(a, in[0]))
			end_line(a);
		return 1;
	}
}

size_t
answer_feed(struct answer *a, const char *in, size_t n)
{
	size_t used = 0;

	while (used < n && a->state < ANSWER_DONE)
		used += feed_some(a, in + used, n - used);
	return used;
}

bool
answer_end(struct answer *a)
{
	if (a->state == ANSWER_TO_CLOSE)
		a->state = ANSWER_DONE;
	return a->state == ANSWER_DONE;
}

bool
answer_fresh(const struct answer *a)
{
	return a->state == ANSWER_HEAD && a->nhead == 0;
}

bool
answer_interim(const struct answer *a)
{
	return a->status >= 100 && a->status < 200 && a->status != 101;
}

const char *
answer_framing(const struct answer *a)
{
	size_t len;

	if (field(a, "Transfer-Encoding", 0, &len) != NULL)
		return "chunked";
	if (field(a, "Content-Length", 0, &len) != NULL)
		return "length";
	return a->status < 200 || a->status == 204 || a->status == 304 ?
	    "none" : "close";
}
