/*
 * main.c - the CGI port: the environment, standard input and output.
 */
#include <errno.h>
#include <signal.h>
#include <stdlib.h>
#include <unistd.h>

#include "apps/lib/record.h"
#include "apps/lib/record.h"
#include "apps/lib/request.h"

extern char **environ;

static const char *
cgi_env(void *arg, const char *name)
{
	(void)arg;
	return getenv(name);
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
	ssize_t done;

	(void)arg;
	while (n > 0) {
		done = write(STDOUT_FILENO, bytes, n);
		if (done == -1 && errno == EINTR)
			continue;
		if (done == -1)
			return -1;
		bytes += done;
		n -= (size_t)done;
	}
	return 0;
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
	struct web_port port = {
		.env = cgi_env, .read = cgi_read, .write = cgi_write,
		.all = (const char *const *)environ
	};

	ignore_signals();
	if (getenv("GATEWAY_INTERFACE") == NULL)
		return web_shell(argc, argv, app);
	/* The status went to the client. */
	(void)record_serve(app, &port, getenv("WEB_RECORD"));
	return 0;
}
