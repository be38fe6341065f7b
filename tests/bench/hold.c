/*
 * hold.c - opens many connections, says something on each, and holds them.
 *
 * usage: hold [-n count] [-s text] [-r] port
 *	-s	bytes to send on each; \r and \n are understood
 *	-r	read something back on each before the next
 *
 * Prints "holding N" when all are open.  On the end of its stdin it prints
 * "kept N", the connections that the server has not closed, and leaves.
 */
#include <sys/resource.h>
#include <sys/socket.h>

#include <arpa/inet.h>
#include <err.h>
#include <errno.h>
#include <netinet/in.h>
#include <poll.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

struct order {
	struct sockaddr_in	 to;
	const char		*text;
	bool			 read_back;
};

/* In place: \r and \n of the command line become the bytes. */
static void
unescape(char *s)
{
	char *to = s;

	for (; *s != '\0'; s++) {
		if (s[0] == '\\' && (s[1] == 'r' || s[1] == 'n')) {
			*to++ = s[1] == 'r' ? '\r' : '\n';
			s++;
		} else {
			*to++ = *s;
		}
	}
	*to = '\0';
}

static void
raise_limit(void)
{
	struct rlimit rl;

	if (getrlimit(RLIMIT_NOFILE, &rl) == -1)
		err(1, "getrlimit");
	rl.rlim_cur = rl.rlim_max;
	if (setrlimit(RLIMIT_NOFILE, &rl) == -1)
		err(1, "setrlimit");
}

static int
open_one(const struct order *o)
{
	size_t len = strlen(o->text);
	char answer[4096];
	int fd;

	fd = socket(AF_INET, SOCK_STREAM, 0);
	if (fd == -1)
		err(1, "socket");
	if (connect(fd, (const struct sockaddr *)&o->to, sizeof(o->to)) == -1)
		err(1, "connect");
	if (len > 0 && send(fd, o->text, len, MSG_NOSIGNAL) != (ssize_t)len)
		err(1, "send");
	if (o->read_back && recv(fd, answer, sizeof(answer), 0) <= 0)
		errx(1, "no answer");
	return fd;
}

static int
count_open(struct pollfd *p, int n)
{
	int kept = 0;

	for (int i = 0; i < n; i++) {
		if (poll(&p[i], 1, 0) == 0)
			kept++;
	}
	return kept;
}

static struct pollfd *
open_all(const struct order *o, int n)
{
	struct pollfd *p = calloc((size_t)n, sizeof(*p));

	if (p == NULL)
		err(1, "calloc");
	for (int i = 0; i < n; i++)
		p[i] = (struct pollfd){ .fd = open_one(o), .events = POLLIN };
	return p;
}

int
main(int argc, char *argv[])
{
	struct order o = { .text = "" };
	struct pollfd *p;
	int n = 10000, opt;
	char c;

	while ((opt = getopt(argc, argv, "n:s:r")) != -1) {
		switch (opt) {
		case 'n':
			n = (int)strtol(optarg, NULL, 10);
			break;
		case 's':
			unescape(optarg);
			o.text = optarg;
			break;
		case 'r':
			o.read_back = true;
			break;
		default:
			return 2;
		}
	}
	if (argc - optind != 1 || n < 1) {
		fprintf(stderr, "usage: hold [-n count] [-s text] [-r] port\n");
		return 2;
	}
	o.to.sin_family = AF_INET;
	o.to.sin_port = htons((uint16_t)strtol(argv[optind], NULL, 10));
	o.to.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
	raise_limit();
	p = open_all(&o, n);
	printf("holding %d\n", n);
	fflush(stdout);
	while (read(STDIN_FILENO, &c, 1) > 0)
		continue;
	printf("kept %d\n", count_open(p, n));
	return 0;
}
