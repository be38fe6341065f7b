/*
 * main.c - the CGI port: the environment, standard input and output.
 */
#include <signal.h>
#include <stddef.h>
#include <stdlib.h>
#include <unistd.h>

#include "apps/lib/put.h"
#include "apps/lib/record.h"
#include "apps/lib/request.h"

enum { ZEROS = 1 << 20 };		/* only what is touched costs */

extern char **environ;

/* getenv(3) compares more; this is asked for again and again. */
static const char *
cgi_env(void *arg, const char *name)
{
	size_t i;

	(void)arg;
	for (char **e = environ; *e != NULL; e++) {
		for (i = 0; name[i] != '\0' && (*e)[i] == name[i]; i++)
			continue;
		if (name[i] == '\0' && (*e)[i] == '=')
			return *e + i + 1;
	}
	return NULL;
}

static ssize_t
cgi_read(void *arg, void *to, size_t n)
{
	(void)arg;
	return read(STDIN_FILENO, to, n);
}

static int
cgi_write(void *arg, const char *bytes, size_t n)
{
	(void)arg;
	return put_all(STDOUT_FILENO, bytes, n);
}

/* A client that leaves and a disk that is full are errors to handle. */
static void
ignore_signals(void)
{
	(void)signal(SIGPIPE, SIG_IGN);	/* cannot fail for these */
	(void)signal(SIGXFSZ, SIG_IGN);
}

int
web_main(int argc, char **argv, const struct web_app *app)
{
	/* One process answers one request, so this is used once. */
	static max_align_t zeros[ZEROS / sizeof(max_align_t)];
	struct web_port port = {
		.env = cgi_env, .read = cgi_read, .write = cgi_write,
		.all = (const char *const *)environ,
		.zeros = zeros, .nzeros = sizeof(zeros), .once = true
	};

	ignore_signals();
	if (getenv("GATEWAY_INTERFACE") == NULL)
		return web_shell(argc, argv, app);
	/* The status went to the client.  Of a program that is killed, the
	 * server does not end the answer as if it were whole. */
	if (record_serve(app, &port, getenv("WEB_RECORD")) == -1)
		(void)kill(getpid(), SIGTERM);
	return 0;
}
