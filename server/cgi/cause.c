#include "cgi/cause.h"

#include <errno.h>
#include <signal.h>
#include <string.h>

enum {
	QUOTE_MAX = 80,			/* bytes of a program in a sentence */
	EXIT_CANNOT_RUN = 126, EXIT_NOT_FOUND = 127	/* what shells say */
};

typedef int text_fn(struct buf *, const struct cause *);

static const struct {
	int		 number;
	const char	*name;
	const char	*hint;		/* or NULL */
} signals[] = {
	{ SIGABRT, "SIGABRT", "an assertion or a check of the C library" },
	{ SIGALRM, "SIGALRM", NULL },
	{ SIGBUS, "SIGBUS", NULL },
	{ SIGFPE, "SIGFPE", "often a division by zero" },
	{ SIGHUP, "SIGHUP", NULL },
	{ SIGILL, "SIGILL", "perhaps built for another processor" },
	{ SIGINT, "SIGINT", NULL },
	{ SIGKILL, "SIGKILL", "perhaps the system was out of memory" },
	{ SIGPIPE, "SIGPIPE", NULL },
	{ SIGQUIT, "SIGQUIT", NULL },
	{ SIGSEGV, "SIGSEGV", NULL },
	{ SIGTERM, "SIGTERM", NULL },
	{ SIGUSR1, "SIGUSR1", NULL },
	{ SIGUSR2, "SIGUSR2", NULL },
#ifdef SIGXCPU				/* not in the base of POSIX */
	{ SIGSYS, "SIGSYS", "a system call that it may not make" },
	{ SIGTRAP, "SIGTRAP", NULL },
	{ SIGVTALRM, "SIGVTALRM", NULL },
	{ SIGXCPU, "SIGXCPU", "its limit of processor time is used up" },
	{ SIGXFSZ, "SIGXFSZ", "a file grew over its limit" },
#endif
};

enum { NSIGNALS = sizeof(signals) / sizeof(signals[0]) };

/* exec(2) for reasons that the text of the file has no part in. */
static const struct {
	int		 error;
	const char	*text;
} exec_errors[] = {
	{ E2BIG, "its arguments and environment are too large: what the "
	    "request head and setenv add up to" },
	{ EAGAIN, "its user has too many processes" },
	{ ELOOP, "too many links lead to it, or too many interpreters are "
	    "scripts themselves" },
	{ EMFILE, "the server has too many files open" },
	{ ENFILE, "the system has too many files open" },
	{ ENOMEM, "the system is out of memory" },
	{ ETXTBSY, "the file is being written: write a new one beside it and "
	    "rename that" },
};

static struct slice
first_line(struct slice start)
{
	return slice_of(start.p, slice_find(start, '\n'));
}

struct slice
cause_interpreter(struct slice start)
{
	struct slice line = first_line(start);
	size_t n = 0;

	if (!slice_starts(line, SLICE("#!")))
		return slice_of(NULL, 0);
	line = slice_trim(slice_skip(line, 2));
	while (n < line.n && strchr(" \t\r", line.p[n]) == NULL)
		n++;			/* a NUL ends it, too */
	return slice_of(line.p, n);
}

static int
add_byte(struct buf *b, unsigned char c)
{
	switch (c) {
	case '\n':
		return buf_adds(b, "\\n");
	case '\r':
		return buf_adds(b, "\\r");
	case '\t':
		return buf_adds(b, "\\t");
	case '"':
		return buf_adds(b, "\\\"");
	case '\\':
		return buf_adds(b, "\\\\");
	}
	return c < 0x20 || c >= 0x7f ? buf_addf(b, "\\x%02x", c) :
	    buf_addc(b, (char)c);
}

/* Bytes of a program, in one line and without power over a terminal. */
static int
add_escaped(struct buf *b, struct slice s)
{
	for (size_t i = 0; i < s.n && i < QUOTE_MAX; i++)
		if (add_byte(b, (unsigned char)s.p[i]) == -1)
			return -1;
	return s.n > QUOTE_MAX ? buf_adds(b, "...") : 0;
}

/* before, the text itself, after. */
static int
add_around(struct buf *b, const char *before, struct slice s,
    const char *after)
{
	if (buf_adds(b, before) == -1 || add_escaped(b, s) == -1)
		return -1;
	return buf_adds(b, after);
}

/* `; it wrote "..."`, when it wrote something. */
static int
add_output(struct buf *b, const struct cause *c)
{
	return c->output.n == 0 ? 0 :
	    add_around(b, "; it wrote \"", c->output, "\"");
}

static int
add_signal(struct buf *b, int number)
{
	for (size_t i = 0; i < NSIGNALS; i++)
		if (signals[i].number == number)
			return buf_addf(b, "killed by signal %d (%s%s%s)",
			    number, signals[i].name,
			    signals[i].hint == NULL ? "" : ": ",
			    signals[i].hint == NULL ? "" : signals[i].hint);
	return buf_addf(b, "killed by signal %d", number);
}

/* How it ended, and `then`: "exited 1", then " before...". */
static int
add_end(struct buf *b, const struct cause *c, const char *then)
{
	int bad;

	if (!c->exited)
		bad = buf_adds(b, "closed its output");
	else if (c->signal != 0)
		bad = add_signal(b, c->signal);
	else
		bad = buf_addf(b, "exited %d", c->exit_code);
	return bad == -1 ? -1 : buf_adds(b, then);
}

/* As the configuration writes it: 90s, 10m, 500ms. */
static int
add_time(struct buf *b, long long ms)
{
	static const struct {
		long long	 ms;
		const char	*unit;
	} units[] = {
		{ 3600000, "h" }, { 60000, "m" }, { 1000, "s" }, { 1, "ms" },
	};
	size_t i = 0;

	while (ms % units[i].ms != 0)
		i++;
	return buf_addf(b, "%lld%s", ms / units[i].ms, units[i].unit);
}

static int
add_limit(struct buf *b, const struct cause *c, const char *before,
    const char *after)
{
	if (buf_adds(b, before) == -1 || add_time(b, c->limit_ms) == -1)
		return -1;
	return buf_adds(b, after);
}

/* What its first line tells about exec(2) having failed; NULL: nothing. */
static const char *
script_fault(const struct cause *c)
{
	struct slice line = first_line(c->start);

	if (slice_starts(c->start, SLICE("\xef\xbb\xbf#!")))
		return "a byte order mark stands before its #!: save it "
		    "without one";
	if (slice_starts(slice_trim(line), SLICE("#!")) && line.p[0] != '#')
		return "blanks stand before its #!, which must be its first "
		    "two bytes";
	if (!slice_starts(line, SLICE("#!")))
		return NULL;
	if (slice_ends(line, SLICE("\r")))
		return "its first line ends in a carriage return: it was "
		    "saved with DOS line ends";
	if (cause_interpreter(c->start).n == 0)
		return "its #! line names no interpreter";
	if (cause_interpreter(c->start).p[0] != '/')
		return "its #! line must name the interpreter by its whole "
		    "path";
	return NULL;
}

/* ENOEXEC and ENOENT of a file that is no script; NULL: something else. */
static const char *
file_fault(const struct cause *c)
{
	bool elf = slice_starts(c->start, SLICE("\177ELF"));

	if (c->error == ENOEXEC && c->start.n == 0)
		return "it is empty, or cannot be read";
	if (c->error == ENOEXEC && elf)
		return "it was built for another kind of processor";
	if (c->error == ENOEXEC && cause_interpreter(c->start).n == 0)
		return "no #! line: the first line must name an interpreter, "
		    "as #!/bin/sh does";
	if (c->error == ENOENT && c->start.n == 0)
		return "it does not exist any more";
	if (c->error == ENOENT && elf)
		return "the dynamic loader that it was linked for does not "
		    "exist here";
	return NULL;
}

static const char *
exec_fault(const struct cause *c)
{
	const char *fault = NULL;

	if (c->error == ENOEXEC || c->error == ENOENT || c->error == EACCES)
		fault = script_fault(c);
	if (fault == NULL)
		fault = file_fault(c);
	for (size_t i = 0; i < sizeof(exec_errors) / sizeof(exec_errors[0]);
	    i++)
		if (exec_errors[i].error == c->error)
			fault = exec_errors[i].text;
	return fault == NULL ? strerror(c->error) : fault;
}

static int
add_denied(struct buf *b, const struct cause *c)
{
	struct slice interpreter = cause_interpreter(c->start);

	if (buf_adds(b, "permission denied: ") == -1)
		return -1;
	if (interpreter.n > 0)
		return add_around(b, "may the server's user run ", interpreter,
		    "? Or is the file system mounted noexec?");
	return buf_adds(b, "may the server's user run it, and enter every "
	    "folder above? Or is the file system mounted noexec?");
}

static int
text_exec(struct buf *b, const struct cause *c)
{
	const char *step = c->step == NULL ? "start" : c->step;

	if (buf_addf(b, "cannot %s: ", step) == -1)
		return -1;
	if (strcmp(step, "exec") != 0)
		return buf_adds(b, strerror(c->error));
	if (c->error == EACCES && script_fault(c) == NULL)
		return add_denied(b, c);
	if (c->interpreter_missing != NULL && script_fault(c) == NULL)
		return add_around(b, "the interpreter ",
		    slice_str(c->interpreter_missing),
		    " named in its first line does not exist");
	return buf_adds(b, exec_fault(c));
}

/* What the exit status of a shell or of env(1) says; NULL: nothing. */
static const char *
exit_fault(const struct cause *c)
{
	const char *fault = script_fault(c);

	if (c->exit_code == EXIT_CANNOT_RUN)
		return "a command could not be run";
	if (c->exit_code == EXIT_NOT_FOUND)
		return fault == NULL ? "a command was not found" : fault;
	return NULL;
}

static int
text_no_output(struct buf *b, const struct cause *c)
{
	const char *fault = exit_fault(c);

	if (c->exited && c->signal != 0)
		return add_end(b, c, " before it wrote an answer");
	if (add_end(b, c, " without writing an answer") == -1)
		return -1;
	if (!c->exited || c->exit_code == 0)
		return 0;
	return buf_addf(b, "%s%s; see its stderr lines above",
	    fault == NULL ? "" : ": ", fault == NULL ? "" : fault);
}

static int
text_bad_head(struct buf *b, const struct cause *c)
{
	if (buf_addf(b, "its answer has no good head: %s",
	    c->detail == NULL ? "it cannot be read" : c->detail) == -1 ||
	    add_output(b, c) == -1)
		return -1;
	return slice_starts(c->output, SLICE("<")) ?
	    buf_adds(b, "; a line such as Content-Type: text/html and an "
	    "empty line must come before the page") : 0;
}

static int
text_cut_head(struct buf *b, const struct cause *c)
{
	if (add_end(b, c, " inside the head of its answer, which an empty "
	    "line ends") == -1)
		return -1;
	return add_output(b, c);
}

static int
text_short_body(struct buf *b, const struct cause *c)
{
	return add_end(b, c, " before it had written as much as its "
	    "Content-Length says; the connection was cut");
}

static int
text_first_byte(struct buf *b, const struct cause *c)
{
	return add_limit(b, c, "stopped: wrote nothing within ",
	    " of its start (first_byte_timeout)");
}

static int
text_idle(struct buf *b, const struct cause *c)
{
	return add_limit(b, c, "stopped: wrote nothing more for ",
	    " (idle_timeout)");
}

static int
text_timeout(struct buf *b, const struct cause *c)
{
	return add_limit(b, c, "stopped: still ran after ", " (timeout)");
}

static int
text_fixed(struct buf *b, const struct cause *c)
{
	static const char *const fixed[] = {
		[CAUSE_LONG_BODY] = "wrote more than its Content-Length says; "
		    "the rest was cut off",
		[CAUSE_OUTPUT_LIMIT] = "stopped: wrote more than its limit "
		    "(max_output)",
		[CAUSE_NOT_EXECUTABLE] = "not executable: chmod +x makes it a "
		    "program; as a file it is never served from here",
		[CAUSE_LOOP] = "too many local redirects in a row: does its "
		    "Location lead back to itself?",
	};

	return buf_adds(b, fixed[c->kind]);
}

static int
text_killed(struct buf *b, const struct cause *c)
{
	return add_end(b, c, " in the middle of its answer; the connection "
	    "was cut");
}

static int
text_ended(struct buf *b, const struct cause *c)
{
	return add_end(b, c, "");
}

static text_fn *const texts[] = {
	[CAUSE_EXEC] = text_exec,
	[CAUSE_NO_OUTPUT] = text_no_output,
	[CAUSE_BAD_HEAD] = text_bad_head,
	[CAUSE_CUT_HEAD] = text_cut_head,
	[CAUSE_SHORT_BODY] = text_short_body,
	[CAUSE_LONG_BODY] = text_fixed,
	[CAUSE_FIRST_BYTE] = text_first_byte,
	[CAUSE_IDLE] = text_idle,
	[CAUSE_TIMEOUT] = text_timeout,
	[CAUSE_OUTPUT_LIMIT] = text_fixed,
	[CAUSE_NOT_EXECUTABLE] = text_fixed,
	[CAUSE_LOOP] = text_fixed,
	[CAUSE_KILLED] = text_killed,
	[CAUSE_ENDED] = text_ended,
};

int
cause_text(struct buf *b, const struct cause *c)
{
	return texts[c->kind](b, c);
}
