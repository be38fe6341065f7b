#include "cgi/cause.h"

#include <errno.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>

#include "tap.h"

struct row {
	const char	*name;
	struct cause	 cause;
	const char	*want;
};

#define EXEC(err, text)							\
	.kind = CAUSE_EXEC, .step = "exec", .error = (err),		\
	.start = SLICE_INIT(text)
#define EXITED(k, code)	.kind = (k), .exited = true, .exit_code = (code)
#define SIGNALED(k, s)	.kind = (k), .exited = true, .signal = (s)
#define BAD_HEAD(why, text)						\
	.kind = CAUSE_BAD_HEAD, .detail = (why), .output = SLICE_INIT(text)

static const struct row rows[] = {
	{ "a missing interpreter", { EXEC(ENOENT, "#!/usr/bin/pyhton3\n"),
	    .interpreter_missing = "/usr/bin/pyhton3" },
	    "cannot exec: the interpreter /usr/bin/pyhton3 named in its first "
	    "line does not exist" },
	{ "one that plays with the terminal", { EXEC(ENOENT, "#!/a\x1b[2J\n"),
	    .interpreter_missing = "/a\x1b[2J" },
	    "cannot exec: the interpreter /a\\x1b[2J named in its first line "
	    "does not exist" },
	{ "DOS line ends", { EXEC(ENOENT, "#!/bin/sh\r\necho\r\n"),
	    .interpreter_missing = "/bin/sh\r" },
	    "cannot exec: its first line ends in a carriage return: it was "
	    "saved with DOS line ends" },
	{ "no #! line", { EXEC(ENOEXEC, "echo hello\n") },
	    "cannot exec: no #! line: the first line must name an "
	    "interpreter, as #!/bin/sh does" },
	{ "an empty file", { EXEC(ENOEXEC, "") },
	    "cannot exec: it is empty, or cannot be read" },
	{ "a byte order mark", { EXEC(ENOEXEC, "\xef\xbb\xbf#!/bin/sh\n") },
	    "cannot exec: a byte order mark stands before its #!: save it "
	    "without one" },
	{ "blanks before #!", { EXEC(ENOEXEC, "  #!/bin/sh\n") },
	    "cannot exec: blanks stand before its #!, which must be its first "
	    "two bytes" },
	{ "#! without interpreter", { EXEC(ENOEXEC, "#! \necho\n") },
	    "cannot exec: its #! line names no interpreter" },
	{ "#! without a path", { EXEC(ENOENT, "#!python3\n"),
	    .interpreter_missing = "python3" },
	    "cannot exec: its #! line must name the interpreter by its whole "
	    "path" },
	{ "another processor", { EXEC(ENOEXEC, "\177ELF\2\1") },
	    "cannot exec: it was built for another kind of processor" },
	{ "no dynamic loader", { EXEC(ENOENT, "\177ELF\2\1") },
	    "cannot exec: the dynamic loader that it was linked for does not "
	    "exist here" },
	{ "gone meanwhile", { EXEC(ENOENT, "") },
	    "cannot exec: it does not exist any more" },
	{ "permission of a script", { EXEC(EACCES, "#!/opt/x y\n") },
	    "cannot exec: permission denied: may the server's user run "
	    "/opt/x? Or is the file system mounted noexec?" },
	{ "permission of a program", { EXEC(EACCES, "\177ELF") },
	    "cannot exec: permission denied: may the server's user run it, "
	    "and enter every folder above? Or is the file system mounted "
	    "noexec?" },
	{ "too large", { EXEC(E2BIG, "#!/bin/sh\n") },
	    "cannot exec: its arguments and environment are too large: what "
	    "the request head and setenv add up to" },
	{ "being written", { EXEC(ETXTBSY, "\177ELF") },
	    "cannot exec: the file is being written: write a new one beside "
	    "it and rename that" },
	{ "a loop", { EXEC(ELOOP, "#!/a\n") },
	    "cannot exec: too many links lead to it, or too many interpreters "
	    "are scripts themselves" },
	{ "memory, whatever the script", { EXEC(ENOMEM, "#!/bin/sh\r\n") },
	    "cannot exec: the system is out of memory" },

	{ "silent failure", { EXITED(CAUSE_NO_OUTPUT, 1) },
	    "exited 1 without writing an answer; see its stderr lines above" },
	{ "silent success", { EXITED(CAUSE_NO_OUTPUT, 0) },
	    "exited 0 without writing an answer" },
	{ "command not found", { EXITED(CAUSE_NO_OUTPUT, 127) },
	    "exited 127 without writing an answer: a command was not found; "
	    "see its stderr lines above" },
	{ "env and DOS line ends", { EXITED(CAUSE_NO_OUTPUT, 127),
	    .start = SLICE_INIT("#!/usr/bin/env python3\r\n") },
	    "exited 127 without writing an answer: its first line ends in a "
	    "carriage return: it was saved with DOS line ends; see its stderr "
	    "lines above" },
	{ "command not run", { EXITED(CAUSE_NO_OUTPUT, 126) },
	    "exited 126 without writing an answer: a command could not be "
	    "run; see its stderr lines above" },
	{ "crash", { SIGNALED(CAUSE_NO_OUTPUT, SIGSEGV) },
	    "killed by signal 11 (SIGSEGV) before it wrote an answer" },
	{ "no memory", { SIGNALED(CAUSE_NO_OUTPUT, SIGKILL) },
	    "killed by signal 9 (SIGKILL: perhaps the system was out of "
	    "memory) before it wrote an answer" },
	{ "a nameless signal", { SIGNALED(CAUSE_NO_OUTPUT, 63) },
	    "killed by signal 63 before it wrote an answer" },
	{ "closed its output", { .kind = CAUSE_NO_OUTPUT },
	    "closed its output without writing an answer" },

	{ "a page without a head", { BAD_HEAD("a line without a colon",
	    "<html>\n<p class=\"x\">") },
	    "its answer has no good head: a line without a colon; it wrote "
	    "\"<html>\\n<p class=\\\"x\\\">\"; a line such as Content-Type: "
	    "text/html and an empty line must come before the page" },
	{ "another bad head", { BAD_HEAD("two different Locations",
	    "Location: a\\b\r\n\t\x1b\xff") },
	    "its answer has no good head: two different Locations; it wrote "
	    "\"Location: a\\\\b\\r\\n\\t\\x1b\\xff\"" },
	{ "a bad head without details", { .kind = CAUSE_BAD_HEAD },
	    "its answer has no good head: it cannot be read" },
	{ "long output is cut", { BAD_HEAD("a line without a colon",
	    "12345678901234567890123456789012345678901234567890"
	    "1234567890123456789012345678901") },
	    "its answer has no good head: a line without a colon; it wrote "
	    "\"12345678901234567890123456789012345678901234567890"
	    "123456789012345678901234567890...\"" },
	{ "a head that is cut", { EXITED(CAUSE_CUT_HEAD, 0),
	    .output = SLICE_INIT("Content-Type: text/plain\n") },
	    "exited 0 inside the head of its answer, which an empty line "
	    "ends; it wrote \"Content-Type: text/plain\\n\"" },

	{ "a short body", { EXITED(CAUSE_SHORT_BODY, 3) },
	    "exited 3 before it had written as much as its Content-Length "
	    "says; the connection was cut" },
	{ "a long body", { .kind = CAUSE_LONG_BODY },
	    "wrote more than its Content-Length says; the rest was cut off" },
	{ "no first byte", { .kind = CAUSE_FIRST_BYTE, .limit_ms = 60000 },
	    "stopped: wrote nothing within 1m of its start "
	    "(first_byte_timeout)" },
	{ "idle", { .kind = CAUSE_IDLE, .limit_ms = 90000 },
	    "stopped: wrote nothing more for 90s (idle_timeout)" },
	{ "too long", { .kind = CAUSE_TIMEOUT, .limit_ms = 2 * 3600000 },
	    "stopped: still ran after 2h (timeout)" },
	{ "milliseconds", { .kind = CAUSE_TIMEOUT, .limit_ms = 1500 },
	    "stopped: still ran after 1500ms (timeout)" },
	{ "output", { .kind = CAUSE_OUTPUT_LIMIT },
	    "stopped: wrote more than its limit (max_output)" },
	{ "not executable", { .kind = CAUSE_NOT_EXECUTABLE },
	    "not executable: chmod +x makes it a program; as a file it is "
	    "never served from here" },
	{ "a loop of redirects", { .kind = CAUSE_LOOP },
	    "too many local redirects in a row: does its Location lead back "
	    "to itself?" },
	{ "killed later", { SIGNALED(CAUSE_KILLED, SIGTERM) },
	    "killed by signal 15 (SIGTERM) in the middle of its answer; the "
	    "connection was cut" },
	{ "a service killed", { SIGNALED(CAUSE_ENDED, SIGTERM) },
	    "killed by signal 15 (SIGTERM)" },
	{ "a service that ended", { EXITED(CAUSE_ENDED, 3) }, "exited 3" },
};

static void
test_rows(void)
{
	char mem[1024];
	struct buf b;

	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		buf_init(&b, mem, sizeof(mem));
		if (cause_text(&b, &rows[i].cause) == -1)
			buf_clear(&b);
		tap_is(buf_slice(&b), slice_str(rows[i].want), "%s",
		    rows[i].name);
	}
}

/* The sentences that end in what the C library says of an errno. */
static void
test_errno(void)
{
	static const struct cause chdir = {
		.kind = CAUSE_EXEC, .step = "chdir", .error = EACCES,
		.start = SLICE_INIT("#!/bin/sh\n"),
	};
	static const struct cause io = { EXEC(EIO, "#!/bin/sh\n") };
	static const struct cause none = {
		.kind = CAUSE_EXEC, .error = EIO
	};
	static const struct {
		const struct cause *cause;
		const char *begin;
	} steps[] = {
		{ &chdir, "cannot chdir: " },
		{ &io, "cannot exec: " },
		{ &none, "cannot start: " },
	};
	char mem[256], want[256];
	struct buf b;

	for (size_t i = 0; i < sizeof(steps) / sizeof(steps[0]); i++) {
		snprintf(want, sizeof(want), "%s%s", steps[i].begin,
		    strerror(steps[i].cause->error));
		buf_init(&b, mem, sizeof(mem));
		(void)cause_text(&b, steps[i].cause);
		tap_is(buf_slice(&b), slice_str(want), "%s", want);
	}
}

static void
test_interpreter(void)
{
	static const struct {
		const char *start, *want;
	} lines[] = {
		{ "#!/bin/sh\n", "/bin/sh" },
		{ "#!/bin/sh", "/bin/sh" },
		{ "#! \t/bin/sh -e\n", "/bin/sh" },
		{ "#!/usr/bin/env\tpython3\n", "/usr/bin/env" },
		{ "#!/bin/sh\r\n", "/bin/sh" },
		{ "#!\n/bin/sh\n", "" },
		{ "#!", "" }, { "#", "" }, { "", "" },
		{ " #!/bin/sh\n", "" }, { "\177ELF", "" },
	};

	for (size_t i = 0; i < sizeof(lines) / sizeof(lines[0]); i++) {
		struct slice start = guard_copy(slice_str(lines[i].start));

		tap_is(cause_interpreter(start), slice_str(lines[i].want),
		    "interpreter %zu", i);
		guard_free(start);
	}
	tap_is(cause_interpreter(SLICE("#!/a\0b\n")), SLICE("/a"),
	    "a NUL ends the path");
}

/* Every sentence into every buffer that is too small for it. */
static void
test_full(void)
{
	char mem[1024];
	struct buf b;
	bool refused = true;

	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++)
		for (size_t cap = 0; cap < strlen(rows[i].want); cap++) {
			mem[cap] = '#';
			buf_init(&b, mem, cap);
			if (cause_text(&b, &rows[i].cause) != -1 ||
			    mem[cap] != '#')
				refused = false;
		}
	tap_ok(refused, "a buffer that is too small");
}

int
main(void)
{
	test_rows();
	test_errno();
	test_interpreter();
	test_full();
	return tap_done();
}
