/*
 * main.c - options, read the configuration, call master_run(); nothing else.
 */
#define _XOPEN_SOURCE 700	/* realpath */

#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/log.h"
#include "io/plat.h"
#include "load.h"
#include "master.h"

enum { EXIT_USAGE = 2 };

struct options {
	const char	*file;		/* -c, made absolute; NULL: none */
	const char	*listen;	/* -l */
	const char	*dir;
	bool		 test, print, background;
};

static const char usage_text[] =
	"usage: preforkd -c FILE [-t | -T] [-D]\n"
	"       preforkd [-l ADDR:PORT] [DIR]\n"
	"       preforkd -V | -h\n"
	"\n"
	"  -c FILE       serve what the configuration FILE says\n"
	"  -t            test the configuration, start nothing\n"
	"  -T            print the effective configuration\n"
	"  -D            go to the background once the server is ready\n"
	"  -l ADDR:PORT  listen there, without a configuration\n"
	"  -V            print the version\n"
	"  -h            print this help\n"
	"\n"
	"Without -c it serves DIR (default .) on 127.0.0.1:8000, and runs the\n"
	"programs in DIR/cgi-bin.\n";

static void
say(const char *line)
{
	(void)fprintf(stderr, "%s\n", line);
}

static struct loaded *
load(void *arg, load_say_fn *fn)
{
	const struct options *o = arg;

	if (o->file != NULL)
		return load_file(o->file, fn);
	return load_folder(o->dir, o->listen, fn);
}

static void
print_text(void *arg, const char *text, size_t n)
{
	(void)fwrite(text, 1, n, arg);
}

/* Fork; the parent leaves once the server is ready, or has failed. */
static int
go_to_background(void)
{
	int ready[2], null;
	char byte;
	pid_t pid;

	if (plat_pipe(ready) == -1)
		fatal("pipe");
	pid = fork();
	if (pid == -1)
		fatal("fork");
	if (pid > 0) {
		(void)close(ready[1]);
		exit(read(ready[0], &byte, 1) == 1 ? 0 : 1);
	}
	(void)close(ready[0]);
	null = open("/dev/null", O_RDWR);
	if (setsid() == -1 || null == -1 || dup2(null, 0) == -1)
		fatal("background");
	if (null > 2)
		(void)close(null);
	return ready[1];
}

/* Descriptors 0, 1 and 2 exist, so that no other one becomes one of them. */
static void
fill_standard_fds(void)
{
	int fd;

	do {
		fd = open("/dev/null", O_RDWR);
		if (fd == -1)
			_exit(1);
	} while (fd <= 2);
	(void)close(fd);
}

static int
usage(FILE *to, int status)
{
	(void)fputs(usage_text, to);
	return status;
}

/* Returns the exit status to leave with, or -1 to go on. */
static int
parse_options(int argc, char **argv, struct options *o)
{
	int c;

	while ((c = getopt(argc, argv, "c:tTDVhl:")) != -1) {
		switch (c) {
		case 'c':
			o->file = optarg;
			break;
		case 'l':
			o->listen = optarg;
			break;
		case 't':
			o->test = true;
			break;
		case 'T':
			o->print = true;
			break;
		case 'D':
			o->background = true;
			break;
		case 'V':
			(void)printf("preforkd %s\n", VERSION);
			return 0;
		case 'h':
			return usage(stdout, 0);
		default:
			return usage(stderr, EXIT_USAGE);
		}
	}
	if (argc - optind > 1 || (o->file != NULL && (o->listen != NULL ||
	    optind < argc)))
		return usage(stderr, EXIT_USAGE);
	o->dir = optind < argc ? argv[optind] : ".";
	return -1;
}

/*
 * A reload, perhaps from another folder, must find the same name; links in it
 * are followed then, since a new configuration may be another link.
 */
static void
make_absolute(const char **path)
{
	char *here = NULL, *text;
	size_t n;

	if (*path != NULL && (*path)[0] != '/')
		here = realpath(".", NULL);
	if (here == NULL)
		return;
	n = strlen(here) + strlen(*path) + 2;
	text = malloc(n);		/* kept for ever */
	if (text == NULL)
		fatalx("no memory");
	(void)snprintf(text, n, "%s/%s", here, *path);
	*path = text;
	free(here);
}

int
main(int argc, char **argv)
{
	static struct options o;	/* for reloads */
	struct master_setup setup = { .load = load, .arg = &o,
		.ready_fd = -1 };
	int status;

	fill_standard_fds();
	plat_close_on_exec();
	log_to(2, LOG_INFO);
	status = parse_options(argc, argv, &o);
	if (status != -1)
		return status;
	setup.loaded = load(&o, say);
	if (setup.loaded == NULL)
		return EXIT_USAGE;
	if (o.print)
		conf_print(&setup.loaded->conf, print_text, stdout);
	if (o.test)
		(void)fprintf(stderr, "preforkd: the configuration is good\n");
	if (o.print || o.test) {
		load_free(setup.loaded);
		return fflush(stdout) == 0 ? 0 : 1;
	}
	make_absolute(&o.file);
	make_absolute(&o.dir);
	if (o.background)
		setup.ready_fd = go_to_background();
	return master_run(&setup);
}
