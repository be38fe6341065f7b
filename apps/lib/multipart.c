#include "web/multipart.h"

#include <string.h>

#include "apps/lib/multipart_code.h"
#include "apps/lib/multipart_head.h"
#include "web/mem.h"

enum {
	BOUNDARY_MAX = 70,		/* RFC 2046, 5.1.1 */
	TAIL_MAX = 64			/* blanks behind a boundary */
};

enum state { BODY, BEHIND, HEAD, OVER, NSTATES };

/*
 * A boundary is looked for as CR LF "--" boundary.  Since CR stands only at
 * its start, a mismatch can begin a new one at the mismatch alone.  A body
 * whose first boundary line ends in LF is one of lines that end in LF: then
 * the mark begins with LF, and CR is data.
 */
struct multipart {
	const struct multipart_events *events;
	void		*arg;
	enum state	 state;
	int		 error;
	bool		 preamble;	/* no part yet */
	bool		 stray;		/* there was more in it than lines */
	unsigned	 parts;
	const char	*delim;		/* in mark */
	size_t		 len;
	size_t		 hit;		/* bytes of it that matched */
	size_t		 given;		/* of these, no data if it is none */
	size_t		 ntail;
	size_t		 nline;		/* where the line of a head begins */
	size_t		 nhead;
	struct multipart_code code;
	char		 mark[4 + BOUNDARY_MAX];
	char		 tail[TAIL_MAX];	/* came behind the boundary */
	char		 raw[MULTIPART_HEAD_MAX];
	struct multipart_head head;
};

static size_t
line_end(const struct multipart *m)
{
	return m->delim[0] == '\r' ? 2 : 1;
}

/* Visible characters and blanks, no blank at the end. */
static int
set_boundary(struct multipart *m, const struct multipart_param *p)
{
	struct slice s = p->value;
	size_t n = 4;
	char c;

	if (m->len != 0)
		return -1;
	memcpy(m->mark, "\r\n--", n);
	while (s.n > 0 && n < sizeof(m->mark)) {
		c = s.p[0];
		if (p->quoted)
			c = multipart_unquote(&s);
		else
			s = slice_skip(s, 1);
		if (c < ' ' || c > '~')
			return -1;
		m->mark[n++] = c;
	}
	m->len = n;
	return s.n > 0 || n == 4 || m->mark[n - 1] == ' ' ? -1 : 0;
}

static int
read_type(struct multipart *m, struct slice type)
{
	struct multipart_param p;
	size_t n = slice_find(type, ';');
	int more;

	if (!slice_caseeqs(slice_trim(slice_of(type.p, n)),
	    "multipart/form-data"))
		return -1;
	type = slice_skip(type, n);
	while ((more = multipart_param_next(&type, &p)) == 1)
		if (slice_caseeqs(p.name, "boundary") &&
		    set_boundary(m, &p) == -1)
			return -1;
	return more == 0 && m->len > 0 ? 0 : -1;
}

struct multipart *
multipart_new(struct mem *mem, const char *content_type,
    const struct multipart_events *events, void *arg)
{
	struct multipart *m = mem_alloc(mem, sizeof(*m));

	m->events = events;
	m->arg = arg;
	m->preamble = true;
	if (content_type == NULL || read_type(m, slice_str(content_type)) == -1)
		return NULL;
	/* Before the first boundary, lines may end in LF; one ended here. */
	m->delim = m->mark + 1;
	m->len--;
	m->hit = m->given = 1;
	return m;
}

static void
fail(struct multipart *m, int error)
{
	if (m->error == 0)
		m->error = error;
}

static void
emit(struct multipart *m, const char *p, size_t n)
{
	if (n > 0 && m->error == 0)
		fail(m, m->events->data(m->arg, p, n));
}

/* Bytes that belong to no boundary. */
static void
give(struct multipart *m, const char *p, size_t n)
{
	char out[MULTIPART_OUT];
	struct slice in = slice_of(p, n);

	if (m->preamble) {
		for (size_t i = 0; i < n && !m->stray; i++)
			m->stray = p[i] != '\r' && p[i] != '\n';
		return;
	}
	if (!m->head.form_data)
		return;
	if (m->code.coding == MULTIPART_PLAIN) {
		emit(m, p, n);
		return;
	}
	while (in.n > 0 && !m->code.bad && m->error == 0) {
		n = multipart_code_next(&m->code, &in, out);
		emit(m, out, n);
	}
	if (m->code.bad)
		fail(m, -400);
}

/* What looked like a boundary is none. */
static void
release(struct multipart *m)
{
	give(m, m->delim + m->given, m->hit - m->given);
	give(m, m->tail, m->ntail);
	m->hit = m->given = m->ntail = 0;
	m->state = BODY;
}

/* Where a boundary begins, or what may become one; n: nowhere. */
static size_t
find_delim(const struct multipart *m, const char *in, size_t n)
{
	const char *end = in + n, *p = memchr(in, m->delim[0], n);
	size_t left;

	while (p != NULL) {
		left = (size_t)(end - p);
		if (memcmp(p, m->delim, left < m->len ? left : m->len) == 0)
			return (size_t)(p - in);
		p = memchr(p + 1, m->delim[0], left - 1);
	}
	return n;
}

static size_t
body_step(struct multipart *m, const char *in, size_t n)
{
	size_t at = 0, same = 0;

	if (m->hit == 0) {
		at = find_delim(m, in, n);
		give(m, in, at);
	}
	while (at + same < n && m->hit < m->len &&
	    in[at + same] == m->delim[m->hit]) {
		m->hit++;
		same++;
	}
	if (m->hit == m->len)
		m->state = BEHIND;
	else if (at + same < n)
		release(m);
	return at + same;
}

static void
end_part(struct multipart *m)
{
	char out[MULTIPART_OUT];

	if (m->preamble || !m->head.form_data)
		return;
	emit(m, out, multipart_code_end(&m->code, out));
	if (m->code.bad)
		fail(m, -400);
	if (m->error == 0)
		fail(m, m->events->end(m->arg));
}

static void
open_part(struct multipart *m, bool crlf)
{
	end_part(m);
	if (++m->parts > MULTIPART_PARTS_MAX)
		fail(m, -413);
	if (m->preamble && crlf) {
		m->delim = m->mark;
		m->len++;
	}
	m->preamble = false;
	m->nhead = m->nline = 0;
	m->state = HEAD;
}

/* A wrong first boundary makes a preamble of all the parts. */
static void
close_body(struct multipart *m)
{
	end_part(m);
	if (m->parts == 0 && m->stray)
		fail(m, -400);
	m->state = OVER;
}

/* A byte behind a boundary: more of these, the end of its line, or data. */
static size_t
behind_step(struct multipart *m, const char *in, size_t n)
{
	char c = in[0], last = m->ntail == 0 ? '\0' : m->tail[m->ntail - 1];
	bool crlf = m->preamble || m->delim[0] == '\r';
	bool lf = m->preamble || m->delim[0] == '\n';

	(void)n;
	if (c == '-' && last == '-')
		close_body(m);
	else if (c == '\n' && (last == '\r' || (lf && last != '-')))
		open_part(m, last == '\r');
	else if (last != '-' && last != '\r' && m->ntail < TAIL_MAX &&
	    (c == ' ' || c == '\t' || (c == '\r' && crlf) ||
	    (c == '-' && m->ntail == 0))) {
		m->tail[m->ntail++] = c;
		return 1;
	} else {
		release(m);
		return 0;
	}
	m->ntail = m->hit = m->given = 0;
	return 1;
}

/* The line end before the data may be the one before a boundary, too. */
static void
begin_data(struct multipart *m)
{
	fail(m, multipart_head_parse(&m->head, slice_of(m->raw, m->nline)));
	multipart_code_init(&m->code, m->head.coding);
	m->state = BODY;
	m->hit = m->given = line_end(m);
	if (m->error == 0 && m->head.form_data)
		fail(m, m->events->part(m->arg, &m->head.part));
}

/* A line is whole: check it, and put a folded one behind the one before. */
static void
head_line(struct multipart *m)
{
	char *line = m->raw + m->nline;
	size_t n = m->nhead - m->nline, end = line_end(m);

	if (n < end || line[n - end] != m->delim[0]) {
		fail(m, -400);
		return;
	}
	if (n == end) {
		begin_data(m);
		return;
	}
	for (size_t i = 0; i < n - end; i++)
		if (((unsigned char)line[i] < ' ' && line[i] != '\t') ||
		    line[i] == 0x7f)
			fail(m, -400);
	if (line[0] == ' ' || line[0] == '\t') {
		if (m->nline == 0)
			fail(m, -400);
		else
			memset(line - end, ' ', end);
	}
	m->nline = m->nhead;
}

static size_t
head_step(struct multipart *m, const char *in, size_t n)
{
	const char *newline = memchr(in, '\n', n);

	if (newline != NULL)
		n = (size_t)(newline - in) + 1;
	if (n > sizeof(m->raw) - m->nhead) {
		fail(m, -431);
		return n;
	}
	memcpy(m->raw + m->nhead, in, n);
	m->nhead += n;
	if (newline != NULL)
		head_line(m);
	return n;
}

int
multipart_push(struct multipart *m, const char *in, size_t n)
{
	static size_t (*const step[NSTATES])(struct multipart *, const char *,
	    size_t) = {
		[BODY] = body_step,
		[BEHIND] = behind_step,
		[HEAD] = head_step,
	};
	size_t used;

	while (n > 0 && m->error == 0 && m->state != OVER) {
		used = step[m->state](m, in, n);
		in += used;
		n -= used;
	}
	return m->error;
}

int
multipart_end(struct multipart *m)
{
	if (m->error == 0 && m->state != OVER)
		m->error = -400;
	return m->error;
}
