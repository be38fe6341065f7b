/*
 * act - a CGI program that does what its query says, step by step.
 *
 * QUERY_STRING (or $ACT when that is empty) holds commands with '&' between
 * them, "name" or "name=value"; a value may hold %XX escapes:
 *   head          a Content-Type and the empty line
 *   out=T err=T   write text         outn=N errn=N   write N bytes
 *   read[=N]      read stdin to its end, or N bytes     count  tell what came
 *   echo yell     copy stdin to stdout, as it is, in upper case
 *   sleep=MS  spin=MS  forever       wait, burn a processor, never end
 *   mark=F        make the file $MARKS/F     wait=F   until $MARKS/F is there
 *   close=FD  exit=N  kill=SIG  ignore=SIG   onterm=F  TERM makes a mark only
 *   spawn[=MS]    a child that keeps everything open (for MS, else for ever)
 *   fork          the parent exits 0 here, a child goes on
 *   env=NAME environ facts pid       print what it was started with
 */
#include <ctype.h>
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#include "facts.h"

enum { STEP = 4096, WAIT_MAX_MS = 20000, WAIT_STEP_MS = 5 };

extern char **environ;

static unsigned long long nread;
static int pattern_broken, at_eof;
static char term_mark[1024];

static void
write_all(int fd, const char *p, size_t n)
{
	ssize_t done;

	for (; n > 0; p += done, n -= (size_t)done) {
		done = write(fd, p, n);
		if (done == -1)
			exit(errno == EPIPE ? 3 : 4);
	}
}

static void
say(const char *text)
{
	write_all(1, text, strlen(text));
}

static void
nap(long ms)
{
	struct timespec ts = { ms / 1000, ms % 1000 * 1000000 };

	while (nanosleep(&ts, &ts) == -1 && errno == EINTR)
		;
}

static void
mark_path(char *path, size_t n, const char *name)
{
	const char *dir = getenv("MARKS");

	if (dir == NULL || snprintf(path, n, "%s/%s", dir, name) >= (int)n)
		exit(5);
}

static void
touch(const char *path)
{
	int fd = open(path, O_WRONLY | O_CREAT | O_APPEND, 0666);

	if (fd != -1)
		close(fd);
}

static void
act_head(const char *v)
{
	(void)v;
	say("Content-Type: text/plain\n\n");
}

static void
act_out(const char *v)
{
	say(v);
}

static void
act_err(const char *v)
{
	write_all(2, v, strlen(v));
}

/* The pattern that rawhttp -g sends; newline makes lines of 64 for stderr. */
static void
pattern(int fd, unsigned long long n, int lines)
{
	static char buf[26 * STEP];
	unsigned long long off = 0;
	size_t k;

	for (size_t i = 0; i < sizeof(buf); i++)
		buf[i] = lines && i % 64 == 63 ? '\n' :
		    (char)('a' + i % 26);
	for (; off < n; off += k) {
		k = n - off < sizeof(buf) ? (size_t)(n - off) : sizeof(buf);
		write_all(fd, buf, k);
	}
}

static void
act_outn(const char *v)
{
	pattern(1, strtoull(v, NULL, 10), 0);
}

static void
act_errn(const char *v)
{
	pattern(2, strtoull(v, NULL, 10), 1);
}

static void
act_read(const char *v)
{
	unsigned long long max = *v == '\0' ? -1ULL : strtoull(v, NULL, 10);
	unsigned long long end = max > -1ULL - nread ? -1ULL : nread + max;
	char buf[STEP];
	ssize_t n;

	while (nread < end) {
		n = read(0, buf, end - nread < STEP ?
		    (size_t)(end - nread) : STEP);
		if (n == 0)
			at_eof = 1;
		if (n <= 0)
			return;
		for (ssize_t i = 0; i < n; i++)
			if (buf[i] != (char)('a' + (nread + (size_t)i) % 26))
				pattern_broken = 1;
		nread += (unsigned long long)n;
	}
}

static void
act_count(const char *v)
{
	char line[100];

	(void)v;
	snprintf(line, sizeof(line), "read=%llu pattern=%s eof=%d\n", nread,
	    pattern_broken ? "broken" : "ok", at_eof);
	say(line);
}

static void
copy(int (*change)(int))
{
	char buf[STEP];
	ssize_t n;

	while ((n = read(0, buf, sizeof(buf))) > 0) {
		for (ssize_t i = 0; change != NULL && i < n; i++)
			buf[i] = (char)change((unsigned char)buf[i]);
		write_all(1, buf, (size_t)n);
	}
	if (n == -1) {
		fprintf(stderr, "act: read: %s\n", strerror(errno));
		exit(5);
	}
}

static void
act_echo(const char *v)
{
	(void)v;
	copy(NULL);
}

static void
act_yell(const char *v)
{
	(void)v;
	copy(toupper);
}

static void
act_sleep(const char *v)
{
	nap(strtol(v, NULL, 10));
}

static void
act_spin(const char *v)
{
	clock_t end = clock() + strtol(v, NULL, 10) * (CLOCKS_PER_SEC / 1000);

	while (clock() < end)
		;
}

static void
act_forever(const char *v)
{
	(void)v;
	for (;;)
		nap(60000);
}

static void
act_mark(const char *v)
{
	char path[1024];

	mark_path(path, sizeof(path), v);
	touch(path);
}

static void
act_wait(const char *v)
{
	char path[1024];

	mark_path(path, sizeof(path), v);
	for (int ms = 0; ms < WAIT_MAX_MS; ms += WAIT_STEP_MS) {
		if (access(path, F_OK) == 0)
			return;
		nap(WAIT_STEP_MS);
	}
	exit(6);
}

static void
act_close(const char *v)
{
	close((int)strtol(v, NULL, 10));
}

static void
act_exit(const char *v)
{
	_exit((int)strtol(v, NULL, 10));
}

static int
signal_number(const char *name)
{
	static const struct { const char *name; int sig; } all[] = {
		{ "TERM", SIGTERM }, { "KILL", SIGKILL }, { "INT", SIGINT },
		{ "SEGV", SIGSEGV }, { "ABRT", SIGABRT }, { "HUP", SIGHUP },
		{ "PIPE", SIGPIPE }, { "STOP", SIGSTOP }
	};

	for (size_t i = 0; i < sizeof(all) / sizeof(all[0]); i++)
		if (strcmp(all[i].name, name) == 0)
			return all[i].sig;
	exit(7);
}

static void
act_kill(const char *v)
{
	int sig = signal_number(v);

	signal(sig, SIG_DFL);		/* a sanitizer's would tell of it */
	raise(sig);
}

static void
act_ignore(const char *v)
{
	signal(signal_number(v), SIG_IGN);
}

static void
on_term(int sig)
{
	(void)sig;
	touch(term_mark);
}

static void
act_onterm(const char *v)
{
	struct sigaction sa = { .sa_handler = on_term };

	mark_path(term_mark, sizeof(term_mark), v);
	sigaction(SIGTERM, &sa, NULL);
}

static void
act_spawn(const char *v)
{
	if (fork() != 0)
		return;
	if (*v == '\0')
		act_forever(v);
	nap(strtol(v, NULL, 10));
	_exit(0);
}

static void
act_fork(const char *v)
{
	(void)v;
	if (fork() != 0)
		_exit(0);
}

static void
act_env(const char *v)
{
	const char *value = getenv(v);

	say(v);
	say(value == NULL ? " is unset" : "=");
	say(value == NULL ? "" : value);
	say("\n");
}

static void
act_environ(const char *v)
{
	(void)v;
	for (char **e = environ; *e != NULL; e++) {
		say(*e);
		say("\n");
	}
}

static void
act_facts(const char *v)
{
	(void)v;
	facts_print(1);
}

static void
act_pid(const char *v)
{
	char line[100];

	(void)v;
	snprintf(line, sizeof(line), "pid=%ld worker=%ld\n", (long)getpid(),
	    (long)getppid());
	say(line);
}

static const struct {
	const char	*name;
	void		(*run)(const char *);
} acts[] = {
	{ "head", act_head }, { "out", act_out }, { "err", act_err },
	{ "outn", act_outn }, { "errn", act_errn }, { "read", act_read },
	{ "count", act_count }, { "echo", act_echo },
	{ "yell", act_yell }, { "sleep", act_sleep },
	{ "spin", act_spin }, { "forever", act_forever },
	{ "mark", act_mark }, { "wait", act_wait }, { "close", act_close },
	{ "exit", act_exit }, { "kill", act_kill }, { "ignore", act_ignore },
	{ "onterm", act_onterm }, { "spawn", act_spawn },
	{ "fork", act_fork }, { "env", act_env }, { "environ", act_environ },
	{ "facts", act_facts }, { "pid", act_pid }
};

static void
decode(char *text)
{
	char hex[3] = "", *to = text;

	for (; *text != '\0'; text++) {
		if (*text != '%' || text[1] == '\0' || text[2] == '\0') {
			*to++ = *text;
			continue;
		}
		memcpy(hex, text + 1, 2);
		*to++ = (char)strtol(hex, NULL, 16);
		text += 2;
	}
	*to = '\0';
}

static void
act(char *command)
{
	char *value = strchr(command, '=');

	if (value != NULL)
		*value++ = '\0';
	else
		value = command + strlen(command);
	decode(value);
	for (size_t i = 0; i < sizeof(acts) / sizeof(acts[0]); i++)
		if (strcmp(acts[i].name, command) == 0) {
			acts[i].run(value);
			return;
		}
	fprintf(stderr, "act: unknown command %s\n", command);
	exit(8);
}

int
main(void)
{
	const char *query = getenv("QUERY_STRING");
	char script[16384], *p, *end;

	if (query == NULL || *query == '\0')
		query = getenv("ACT");
	if (query == NULL || strlen(query) >= sizeof(script))
		return 9;
	memcpy(script, query, strlen(query) + 1);
	for (p = script; p != NULL; p = end) {
		end = strchr(p, '&');
		if (end != NULL)
			*end++ = '\0';
		act(p);
	}
	return 0;
}
