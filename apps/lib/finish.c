#include "apps/lib/finish.h"

#include <string.h>
#include <strings.h>
#include <unistd.h>

#include "apps/lib/request.h"
#include "base/num.h"
#include "http/status.h"
#include "web/answer.h"

/* Nothing but our own files, no scripts in pages, in nobody's frame. */
#define POLICY \
	"default-src 'self'; img-src 'self' data:; object-src 'none'; " \
	"base-uri 'none'; form-action 'self'; frame-ancestors 'none'"

enum { COPY_SIZE = 65536 };

static bool
has_field(const struct web *w, const char *name)
{
	for (size_t i = 0; i < w->nfields; i++)
		if (strcasecmp(w->fields[i].name, name) == 0)
			return true;
	return false;
}

static void
add_field(struct text *head, const char *name, const char *value)
{
	text_adds(head, name);
	text_add(head, ": ", 2);
	text_adds(head, value);
	text_add(head, "\r\n", 2);
}

static void
add_number(struct text *head, const char *name, unsigned long long number)
{
	char digits[NUM_DEC_MAX + 1];

	digits[num_dec(digits, number)] = '\0';
	add_field(head, name, digits);
}

static void
add_default(const struct web *w, struct text *head, const char *name,
    const char *value)
{
	if (!has_field(w, name))
		add_field(head, name, value);
}

static void
head_text(const struct web *w, int status, struct text *head)
{
	char digits[NUM_DEC_MAX];

	text_adds(head, "Status: ");
	text_add(head, digits, num_dec(digits, (unsigned)status));
	text_addc(head, ' ');
	text_adds(head, status_reason(status));
	text_add(head, "\r\n", 2);
	for (size_t i = 0; i < w->nfields; i++)
		add_field(head, w->fields[i].name, w->fields[i].value);
	if (!status_bodyless(status))
		add_default(w, head, "Content-Type",
		    "text/html; charset=utf-8");
	add_default(w, head, "Cache-Control", w->session.loaded ||
	    has_field(w, "Set-Cookie") ? "private, no-cache" : "no-cache");
	add_default(w, head, "Content-Security-Policy", POLICY);
	add_default(w, head, "X-Content-Type-Options", "nosniff");
	add_default(w, head, "Referrer-Policy", "same-origin");
}

static int
send_bytes(struct web *w, const char *p, size_t n)
{
	if (!w->gone && w->port->write(w->port->arg, p, n) == -1)
		w->gone = true;
	return w->gone ? -1 : 0;
}

int
finish_head(struct web *w, int status)
{
	struct text head;

	text_init(&head, &w->mem);
	head_text(w, status, &head);
	text_adds(&head, "\r\n");
	w->streaming = status;
	return send_bytes(w, head.p, head.n);
}

int
finish_flush(struct web *w)
{
	int status = send_bytes(w, w->out.p, w->out.n);

	text_clear(&w->out);
	return status;
}

/*
 * A file that became shorter: the server sees that the length is a lie.  No
 * memory of the request: were it full, another head would follow this one.
 */
static void
send_file(struct web *w)
{
	char block[COPY_SIZE];
	long long left = w->send_size, at = w->send_from;
	ssize_t n;

	while (left > 0) {
		n = pread(w->send_fd, block,
		    left < COPY_SIZE ? (size_t)left : COPY_SIZE, (off_t)at);
		if (n <= 0 || send_bytes(w, block, (size_t)n) == -1)
			return;
		left -= n;
		at += n;
	}
}

/* A small answer leaves in one write, head and body together. */
static void
send_answer(struct web *w, int status)
{
	bool body = strcmp(web_method(w), "HEAD") != 0 &&
	    !status_bodyless(status);
	struct text head;

	text_init(&head, &w->mem);
	head_text(w, status, &head);
	if (w->send_fd != -1)
		add_number(&head, "Content-Length",
		    (unsigned long long)w->send_size);
	else if (!status_bodyless(status))
		add_number(&head, "Content-Length", w->out.n);
	text_adds(&head, "\r\n");
	if (body && w->send_fd == -1)
		text_add(&head, w->out.p, w->out.n);
	if (send_bytes(w, head.p, head.n) == 0 && body && w->send_fd != -1)
		send_file(w);
}

int
finish_answer(struct web *w, int status)
{
	if (w->streaming != 0) {
		(void)finish_flush(w);	/* the client may be gone */
		return w->broken == NULL ? w->streaming : -1;
	}
	if (w->broken != NULL && status < 500)
		status = web_fail(w, 500, NULL);
	else if (status < 200 || status > 599)
		status = web_broken(w, "the handler returned %d", status);
	else if (status >= 400 && w->out.n == 0 && w->send_fd == -1)
		status = web_fail(w, status, NULL);
	send_answer(w, status);
	return status;
}
