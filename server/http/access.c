#include "http/access.h"

#include <assert.h>
#include <stddef.h>
#include <string.h>

#include "base/num.h"
#include "base/utf8.h"
#include "http/class.h"
#include "http/date.h"

/*
 * The most bytes that a value takes in the line, escapes counted.  With the
 * rest of the line, which is short, they stay below ACCESS_LINE_MAX.
 */
enum {
	MAX_SHORT = 64,			/* remote, user, id, method */
	MAX_HOST = 255,
	MAX_TARGET = 1500,
	MAX_REFERER = 800,
	MAX_AGENT = 500
};

/* What stands for the first bytes of a value. */
struct unit {
	char	text[6];
	size_t	len;
	size_t	taken;			/* bytes of the value */
};

struct style {
	char	also;			/* needs no escape, like those of
					   CLASS_BARE */
	struct unit (*escape)(struct slice);
};

/* Every line has room in its storage (see the sizes above). */
static inline void
put(struct buf *b, struct slice s)
{
	assert(s.n <= b->cap - b->end);
	if (s.n > 0)
		memcpy(b->mem + b->end, s.p, s.n);
	b->end += s.n;
}

static inline void
put_text(struct buf *b, const char *text)
{
	put(b, slice_str(text));
}

static void
put_number(struct buf *b, const char *before, uint64_t v)
{
	char text[NUM_DEC_MAX];

	put_text(b, before);
	put(b, slice_of(text, num_dec(text, v)));
}

/* Figures that cannot be negative, except when a clock was set back. */
static uint64_t
count(int64_t v)
{
	return v < 0 ? 0 : (uint64_t)v;
}

/* Microseconds as milliseconds: "1.234". */
static void
put_ms(struct buf *b, const char *before, int64_t us)
{
	char rest[4] = { '.' };

	put_number(b, before, count(us) / 1000);
	num_pad(rest + 1, 3, count(us));
	put(b, slice_of(rest, sizeof(rest)));
}

static struct unit
unit_hex(const char *prefix, char c)
{
	struct unit u = { .len = strlen(prefix) + 2, .taken = 1 };
	unsigned v = (unsigned char)c;

	memcpy(u.text, prefix, u.len - 2);
	u.text[u.len - 2] = "0123456789abcdef"[v >> 4];
	u.text[u.len - 1] = "0123456789abcdef"[v & 15];
	return u;
}

static struct unit
escape_combined(struct slice s)
{
	return unit_hex("\\x", s.p[0]);
}

static struct unit
escape_json(struct slice s)
{
	struct unit u = { .text = "\\", .len = 2, .taken = 1 };
	size_t n = utf8_len(s);

	if (n > 1) {
		memcpy(u.text, s.p, n);
		u.len = u.taken = n;
		return u;
	}
	if (s.p[0] != '"' && s.p[0] != '\\')
		return unit_hex("\\u00", s.p[0]);
	u.text[1] = s.p[0];
	return u;
}

static const struct style word = { '-', escape_combined };
static const struct style quoted = { ' ', escape_combined };
static const struct style json = { ' ', escape_json };

/* Bytes at the front that need no escape, at most max. */
static size_t
plain_run(struct slice s, char also, size_t max)
{
	size_t n = 0;

	if (s.n < max)
		max = s.n;
	while (n < max && (class_has(s.p[n], CLASS_BARE) || s.p[n] == also))
		n++;
	return n;
}

/* Write a value, cut where its text would be longer than max. */
static void
put_value(struct buf *b, struct slice s, size_t max, const struct style *style)
{
	while (s.n > 0) {
		size_t n = plain_run(s, style->also, max);
		struct unit u;

		put(b, slice_of(s.p, n));
		s = slice_skip(s, n);
		max -= n;
		if (s.n == 0 || max == 0)
			return;
		u = style->escape(s);
		if (u.len > max)
			return;
		put(b, slice_of(u.text, u.len));
		s = slice_skip(s, u.taken);
		max -= u.len;
	}
}

static void
put_word(struct buf *b, struct slice s)
{
	if (s.n == 0)
		s = SLICE("-");
	put_value(b, s, MAX_SHORT, &word);
}

static void
put_quoted(struct buf *b, struct slice s, size_t max)
{
	put_text(b, " \"");
	put_value(b, s.n == 0 ? SLICE("-") : s, max, &quoted);
	put_text(b, "\"");
}

/* "[06/Nov/1994:08:49:37 +0000]" */
static void
put_time(struct buf *b, int64_t ms)
{
	char date[DATE_LEN + 1];	/* "Sun, 06 Nov 1994 08:49:37 GMT" */
	char text[] = " [dd/mmm/yyyy:hh:mm:ss +0000]";

	date_format(date, (int64_t)(count(ms) / 1000));
	memcpy(text + 2, date + 5, 2);
	memcpy(text + 5, date + 8, 3);
	memcpy(text + 9, date + 12, 4);
	memcpy(text + 14, date + 17, 8);
	put(b, slice_of(text, sizeof(text) - 1));
}

static void
put_request_line(struct buf *b, const struct access *a)
{
	if (a->method.n == 0) {
		put_text(b, " \"-\"");
		return;
	}
	put_text(b, " \"");
	put_value(b, a->method, MAX_SHORT, &quoted);
	put_text(b, " ");
	put_value(b, a->target, MAX_TARGET, &quoted);
	if (a->minor >= 0)
		put_number(b, " HTTP/1.", (uint64_t)a->minor);
	put_text(b, "\"");
}

static void
put_run(struct buf *b, const struct access *a)
{
	put_number(b, " pid=", count(a->pid));
	put_ms(b, " queue=", a->queue_us);
	put_ms(b, "ms run=", a->run_us);
	put_ms(b, "ms cpu=", a->cpu_us);
	put_number(b, "ms rss=", count(a->rss_kb));
	if (a->signal != 0)
		put_number(b, "k signal=", count(a->signal));
	else if (a->exit_code >= 0)
		put_number(b, "k exit=", count(a->exit_code));
	else
		put_text(b, "k exit=-");
}

static void
put_combined(struct buf *b, const struct access *a)
{
	put_word(b, a->remote);
	put_text(b, " - ");
	put_word(b, a->user);
	put_time(b, a->time);
	put_request_line(b, a);
	if (a->status > 0)
		put_number(b, " ", (uint64_t)a->status);
	else
		put_text(b, " -");
	if (a->unmeasured)
		put_text(b, " -");
	else
		put_number(b, " ", a->bytes);
	put_quoted(b, a->referer, MAX_REFERER);
	put_quoted(b, a->agent, MAX_AGENT);
	put_ms(b, " ", a->duration_us);
	put_text(b, "ms ");
	put_word(b, a->id);
	if (a->cgi)
		put_run(b, a);
	if (!a->complete)
		put_text(b, " incomplete");
}

/* {"time":"1994-11-06T08:49:37.123Z" */
static void
put_json_time(struct buf *b, int64_t ms)
{
	char text[] = "{\"time\":\"yyyy-mm-ddThh:mm:ss.fffZ\"";
	uint64_t t = count(ms), left = t / 1000 % 86400;
	int64_t year;
	int month, day;

	date_civil((int64_t)(t / 86400000), &year, &month, &day);
	num_pad(text + 9, 4, (uint64_t)year);
	num_pad(text + 14, 2, (uint64_t)month);
	num_pad(text + 17, 2, (uint64_t)day);
	num_pad(text + 20, 2, left / 3600);
	num_pad(text + 23, 2, left / 60 % 60);
	num_pad(text + 26, 2, left % 60);
	num_pad(text + 29, 3, t);
	put(b, slice_of(text, sizeof(text) - 1));
}

static const struct json_text {
	const char	*before;
	size_t		 offset;
	size_t		 max;
} json_texts[] = {
	{ ",\"remote\":\"", offsetof(struct access, remote), MAX_SHORT },
	{ "\",\"user\":\"", offsetof(struct access, user), MAX_SHORT },
	{ "\",\"method\":\"", offsetof(struct access, method), MAX_SHORT },
	{ "\",\"target\":\"", offsetof(struct access, target), MAX_TARGET },
	{ "\",\"host\":\"", offsetof(struct access, host), MAX_HOST },
	{ "\",\"referer\":\"", offsetof(struct access, referer), MAX_REFERER },
	{ "\",\"agent\":\"", offsetof(struct access, agent), MAX_AGENT },
	{ "\",\"id\":\"", offsetof(struct access, id), MAX_SHORT },
};

static void
put_json_texts(struct buf *b, const struct access *a)
{
	for (size_t i = 0; i < sizeof(json_texts) / sizeof(json_texts[0]);
	    i++) {
		const struct json_text *t = &json_texts[i];
		struct slice s;

		memcpy(&s, (const char *)a + t->offset, sizeof(s));
		put_text(b, t->before);
		put_value(b, s, t->max, &json);
	}
}

static void
put_json_run(struct buf *b, const struct access *a)
{
	put_number(b, ",\"cgi\":{\"pid\":", count(a->pid));
	put_ms(b, ",\"queue_ms\":", a->queue_us);
	put_ms(b, ",\"run_ms\":", a->run_us);
	if (a->first_us >= 0)
		put_ms(b, ",\"first_ms\":", a->first_us);
	else
		put_text(b, ",\"first_ms\":null");
	put_ms(b, ",\"cpu_ms\":", a->cpu_us);
	put_number(b, ",\"rss_kb\":", count(a->rss_kb));
	if (a->signal == 0 && a->exit_code >= 0)
		put_number(b, ",\"exit\":", count(a->exit_code));
	else
		put_text(b, ",\"exit\":null");
	if (a->signal != 0)
		put_number(b, ",\"signal\":", count(a->signal));
	else
		put_text(b, ",\"signal\":null");
	put_text(b, "}");
}

static void
put_json(struct buf *b, const struct access *a)
{
	put_json_time(b, a->time);
	put_json_texts(b, a);
	if (a->minor >= 0)
		put_number(b, "\",\"protocol\":\"HTTP/1.", (uint64_t)a->minor);
	else
		put_text(b, "\",\"protocol\":\"");
	put_number(b, "\",\"status\":", count(a->status));
	if (a->unmeasured) {
		put_text(b, ",\"bytes\":null,\"received\":null");
	} else {
		put_number(b, ",\"bytes\":", a->bytes);
		put_number(b, ",\"received\":", a->received);
	}
	put_ms(b, ",\"duration_ms\":", a->duration_us);
	put_text(b, a->complete ? ",\"complete\":true" :
	    ",\"complete\":false");
	if (a->cgi)
		put_json_run(b, a);
	put_text(b, "}");
}

int
access_format(struct buf *out, const struct access *a,
    enum access_format format)
{
	char line[ACCESS_LINE_MAX];
	struct buf b;

	buf_init(&b, line, sizeof(line));
	if (format == ACCESS_JSON)
		put_json(&b, a);
	else
		put_combined(&b, a);
	put_text(&b, "\n");
	return buf_add(out, buf_slice(&b));
}
