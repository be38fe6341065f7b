/*
 * students.c - a class that sends in its answers, all at once.
 *
 * usage: students [-o] [-n STUDENTS] [-a ANSWERS] [-p PAUSE] [-s SECONDS]
 *	PORT COURSE PAGE QUESTION ...
 *
 * Student i is user "s<i>" with the password "password <i>".  Each is a process
 * that logs in, waits for all others, and then gives so many different answers
 * to each question, after a pause of at most PAUSE milliseconds.  Each is sent
 * twice at the same moment, as a double click does, and again until the server
 * says something: yes, or no.  For each the page is read anew.  -o: the page is
 * read before the others are waited for, and then each answer is sent once.
 *
 * Prints "ready" when all are in, and a line an answer: "ack USER QUESTION
 * NONCE" when it was taken, "no" when it was not, "lost" when nothing was said
 * in time; or "out USER" when there was no way in.  At last "took SECONDS"
 * since all were in.
 */
#include <sys/socket.h>
#include <sys/time.h>
#include <sys/wait.h>

#include <netinet/in.h>
#include <arpa/inet.h>

#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

enum { PAGE_SIZE_MAX = 1 << 18, WORD = 128, JAR = 1024, BODY = 2048 };

static const char base[] = "/cgi-bin/tutor";

struct plan {
	bool		 once;
	int		 students, answers, pause, seconds, port;
	const char	*course, *page;
	char		**questions;
	time_t		 until;
};

struct student {
	const struct plan *plan;
	int		 number;
	char		 cookies[JAR];
	char		 csrf[WORD], nonce[WORD];
	char		 answer[PAGE_SIZE_MAX];	/* the last one */
};

static _Noreturn void
die(const char *what)
{
	perror(what);
	exit(1);
}

static int
to_int(const char *text)
{
	return (int)strtol(text, NULL, 10);
}

static void
rest(long ms)
{
	struct timespec t = { ms / 1000, ms % 1000 * 1000000 };

	(void)nanosleep(&t, NULL);
}

static bool
in_time(const struct student *s)
{
	return time(NULL) < s->plan->until;
}

/* A connection with a request on it, or -1. */
static int
ask(const struct student *s, const char *method, const char *path,
    const char *body)
{
	struct sockaddr_in to = { .sin_family = AF_INET,
	    .sin_port = htons((unsigned short)s->plan->port),
	    .sin_addr = { htonl(INADDR_LOOPBACK) } };
	struct timeval patience = { 20, 0 };
	char head[JAR + BODY];
	int fd = socket(AF_INET, SOCK_STREAM, 0);
	int n = snprintf(head, sizeof(head), "%s %s%s HTTP/1.0\r\n"
	    "Host: 127.0.0.1:%d\r\nCookie: %s\r\nContent-Length: %zu\r\n"
	    "Content-Type: application/x-www-form-urlencoded\r\n\r\n%s",
	    method, base, path, s->plan->port, s->cookies, strlen(body), body);

	if (fd == -1 || n < 0 || (size_t)n >= sizeof(head))
		die("request");
	(void)setsockopt(fd, SOL_SOCKET, SO_RCVTIMEO, &patience,
	    sizeof(patience));
	if (connect(fd, (const struct sockaddr *)&to, sizeof(to)) == 0 &&
	    send(fd, head, (size_t)n, MSG_NOSIGNAL) == n)
		return fd;
	(void)close(fd);
	return -1;
}

/* The status of the answer, which is then in s->answer; 0: there is none. */
static int
hear(struct student *s, int fd)
{
	size_t n = 0;
	ssize_t got = 1;

	while (fd != -1 && got > 0 && n < sizeof(s->answer) - 1) {
		got = recv(fd, s->answer + n, sizeof(s->answer) - 1 - n, 0);
		n += got > 0 ? (size_t)got : 0;
	}
	if (fd != -1)
		(void)close(fd);
	s->answer[n] = '\0';
	if (got == -1 || strstr(s->answer, "\r\n\r\n") == NULL ||
	    strncmp(s->answer, "HTTP/1.", 7) != 0)
		return 0;
	return to_int(s->answer + 8);	/* behind the version */
}

/* The cookies of the last answer; a later one of a name comes first. */
static void
keep_cookies(struct student *s)
{
	static const char field[] = "\r\nSet-Cookie: ";
	char old[JAR];
	const char *p = s->answer;
	size_t n;

	for (p = strstr(p, field); p != NULL; p = strstr(p, field)) {
		p += sizeof(field) - 1;
		n = strcspn(p, ";\r");
		memcpy(old, s->cookies, sizeof(old));
		(void)snprintf(s->cookies, sizeof(s->cookies), "%.*s%s%.800s",
		    (int)n, p, old[0] == '\0' ? "" : "; ", old);
	}
}

/* The value of a hidden control behind that place of the answer. */
static bool
find_value(const char *from, const char *name, char value[WORD])
{
	char mark[WORD];
	const char *p;
	size_t n;

	(void)snprintf(mark, sizeof(mark), "name=\"%s\" value=\"", name);
	p = from == NULL ? NULL : strstr(from, mark);
	if (p == NULL)
		return false;
	p += strlen(mark);
	n = strcspn(p, "\"");
	if (n == 0 || n >= WORD || p[n] != '"')
		return false;
	memcpy(value, p, n);
	value[n] = '\0';
	return true;
}

static bool
log_in(struct student *s)
{
	char body[BODY];

	for (; in_time(s); rest(100)) {
		s->cookies[0] = '\0';
		if (hear(s, ask(s, "GET", "/login", "")) != 200 ||
		    !find_value(s->answer, "csrf", s->csrf))
			continue;
		keep_cookies(s);
		(void)snprintf(body, sizeof(body),
		    "csrf=%s&user=s%d&password=password+%d&to=%%2F", s->csrf,
		    s->number, s->number);
		if (hear(s, ask(s, "POST", "/login", body)) != 303)
			continue;
		keep_cookies(s);
		return true;
	}
	return false;
}

static bool
read_page(struct student *s, const char *question)
{
	char path[WORD], mark[WORD];
	const char *form;

	(void)snprintf(path, sizeof(path), "/c/%s/p/%s/", s->plan->course,
	    s->plan->page);
	(void)snprintf(mark, sizeof(mark), "id=\"q-%s\"", question);
	for (; in_time(s); rest(100)) {
		if (hear(s, ask(s, "GET", path, "")) != 200)
			continue;
		form = strstr(s->answer, mark);
		if (find_value(form, "csrf", s->csrf) &&
		    find_value(form, "nonce", s->nonce))
			return true;
	}
	return false;
}

/* What the server said: 1 yes, 0 no, -1 nothing. */
static int
meaning(const struct student *s, int status)
{
	if (status == 303)
		return strstr(s->answer, "#q-") != NULL ? 1 : -1;
	return status == 409 || status == 422 ? 0 : -1;
}

/* The same form twice at once; the answer that says more. */
static int
double_click(struct student *s, const char *path, const char *body)
{
	int one = ask(s, "POST", path, body);
	int two = s->plan->once ? -1 : ask(s, "POST", path, body);
	int first = meaning(s, hear(s, one));
	int second = meaning(s, hear(s, two));

	return first > second ? first : second;
}

static void
send_in(struct student *s, const char *question, int number)
{
	static const char *const words[] = { "lost", "no", "ack" };
	char path[WORD], body[BODY];
	int said = -1;

	rest(rand() % (s->plan->pause + 1));
	(void)snprintf(path, sizeof(path), "/c/%s/q/%s/%s", s->plan->course,
	    s->plan->page, question);
	if (s->plan->once || read_page(s, question)) {
		(void)snprintf(body, sizeof(body), "csrf=%s&nonce=%s&variant=0"
		    "&do=submit&a-%s=echo+%d+%%23+%d", s->csrf, s->nonce,
		    question, number, s->number);
		said = double_click(s, path, body);
		for (; said == -1 && in_time(s); rest(500))
			said = double_click(s, path, body);
	}
	printf("%s s%d %s %s\n", words[said + 1], s->number, question,
	    s->nonce);
}

/* The others are there when nobody has the other end of the pipe. */
static void
wait_for_all(const int door[2])
{
	char c;

	(void)close(door[1]);
	if (read(door[0], &c, 1) == -1)
		die("pipe");
}

static _Noreturn void
live(const struct plan *plan, int number, const int door[2])
{
	static struct student s;
	bool in;

	s.plan = plan;
	s.number = number;
	srand((unsigned)number);
	in = log_in(&s);
	if (in && plan->once)
		in = read_page(&s, plan->questions[0]);
	wait_for_all(door);
	if (!in)
		printf("out s%d\n", number);
	for (int i = 0; in && i < plan->answers; i++)
		for (char **q = plan->questions; *q != NULL; q++)
			send_in(&s, *q, i);
	exit(fflush(stdout) == EOF);
}

static double
clock_now(void)
{
	struct timespec t;

	if (clock_gettime(CLOCK_MONOTONIC, &t) == -1)
		die("clock");
	return (double)t.tv_sec + (double)t.tv_nsec / 1e9;
}

static int
run(const struct plan *plan)
{
	int door[2], status, worst = 0;
	double begin;
	pid_t pid;

	if (pipe(door) == -1)
		die("pipe");
	for (int i = 1; i <= plan->students; i++) {
		pid = fork();
		if (pid == -1)
			die("fork");
		if (pid == 0)
			live(plan, i, door);
	}
	wait_for_all(door);
	puts("ready");
	(void)fflush(stdout);
	begin = clock_now();
	while (wait(&status) != -1)
		if (status != 0)
			worst = 1;
	printf("took %.3f\n", clock_now() - begin);
	return worst;
}

int
main(int argc, char **argv)
{
	struct plan plan = { .students = 40, .answers = 4, .seconds = 100 };
	int opt;

	while ((opt = getopt(argc, argv, "on:a:p:s:")) != -1)
		switch (opt) {
		case 'o': plan.once = true; break;
		case 'n': plan.students = to_int(optarg); break;
		case 'a': plan.answers = to_int(optarg); break;
		case 'p': plan.pause = to_int(optarg); break;
		case 's': plan.seconds = to_int(optarg); break;
		default: return 64;
		}
	argv += optind;
	if (argc - optind < 4) {
		fprintf(stderr, "usage: students [-o] [-n STUDENTS] "
		    "[-a ANSWERS] [-p PAUSE] [-s SECONDS]\n"
		    "\tPORT COURSE PAGE QUESTION ...\n");
		return 64;
	}
	plan.port = to_int(argv[0]);
	plan.course = argv[1];
	plan.page = argv[2];
	plan.questions = argv + 3;
	plan.until = time(NULL) + plan.seconds;
	return run(&plan);
}
