/*
 * main.c - one binary, two servers: a CGI program, and what a socket runs.
 */
#include <signal.h>
#include <stdlib.h>
#include <unistd.h>

#include "apps/yell/raw.h"
#include "apps/yell/shout.h"
#include "web/app.h"

int
main(int argc, char **argv)
{
	shout_locale();
	if (argc > 1 || getenv("GATEWAY_INTERFACE") != NULL)
		return web_main(argc, argv, &application);
	(void)signal(SIGPIPE, SIG_IGN);	/* cannot fail for this one */
	return raw_yell(STDIN_FILENO, STDOUT_FILENO);
}
