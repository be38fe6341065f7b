#include "client.h"

#include <errno.h>
#include <fcntl.h>
#include <netdb.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <poll.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <time.h>
#include <unistd.h>

enum { BODY_STEP = 65536, SLOW_BUFFER = 4096 };

static long long
now_ms(void)
{
	struct timespec ts;

	clock_gettime(CLOCK_MONOTONIC, &ts);
	return (long long)ts.tv_sec * 1000 + ts.tv_nsec / 1000000;
}

static void
finish(struct client *c, enum result result)
{
	c->done = true;
	c->result = result;
}

static void
hang_up(struct client *c)
{
	struct linger now = { .l_onoff = 1, .l_linger = 0 };

	if (c->fd == -1)
		return;
	if (c->plan->reset)
		(void)setsockopt(c->fd, SOL_SOCKET, SO_LINGER, &now,
		    sizeof(now));
	close(c->fd);
	c->fd = -1;
}

/* A connected, non-blocking socket in c->fd, or false. */
static bool
dial(struct client *c, int family, const struct sockaddr *sa, socklen_t len)
{
	struct pollfd pfd;
	int one = 1, small = SLOW_BUFFER, error = 0;
	socklen_t n = sizeof(error);

	c->fd = socket(family, SOCK_STREAM, 0);
	if (c->fd == -1)
		return false;
	(void)fcntl(c->fd, F_SETFL, O_NONBLOCK);
	(void)fcntl(c->fd, F_SETFD, FD_CLOEXEC);
	if (c->plan->rate > 0)
		(void)setsockopt(c->fd, SOL_SOCKET, SO_RCVBUF, &small,
		    sizeof(small));
	if (connect(c->fd, sa, len) == -1) {
		pfd.fd = c->fd;
		pfd.events = POLLOUT;
		if (errno != EINPROGRESS ||
		    poll(&pfd, 1, (int)c->plan->timeout) != 1 ||
		    getsockopt(c->fd, SOL_SOCKET, SO_ERROR, &error, &n) == -1 ||
		    error != 0) {
			hang_up(c);
			return false;
		}
	}
	if (family != AF_UNIX)
		(void)setsockopt(c->fd, IPPROTO_TCP, TCP_NODELAY, &one,
		    sizeof(one));
	return true;
}

static bool
dial_unix(struct client *c, const char *path)
{
	struct sockaddr_un sun = { .sun_family = AF_UNIX };

	if (strlen(path) >= sizeof(sun.sun_path))
		return false;
	memcpy(sun.sun_path, path, strlen(path) + 1);
	return dial(c, AF_UNIX, (struct sockaddr *)&sun, sizeof(sun));
}

static bool
dial_inet(struct client *c, const char *addr)
{
	struct addrinfo hints = { .ai_socktype = SOCK_STREAM }, *list;
	const char *colon = strrchr(addr, ':');
	size_t skip = addr[0] == '[' ? 1 : 0;
	char host[256];
	size_t n;
	bool connected = false;

	if (colon == NULL || colon - addr < (long)(2 * skip))
		return false;
	n = (size_t)(colon - addr) - 2 * skip;
	if (n >= sizeof(host))
		return false;
	memcpy(host, addr + skip, n);
	host[n] = '\0';
	if (getaddrinfo(host, colon + 1, &hints, &list) != 0)
		return false;
	for (struct addrinfo *ai = list; ai != NULL && !connected;
	    ai = ai->ai_next)
		connected = dial(c, ai->ai_family, ai->ai_addr, ai->ai_addrlen);
	freeaddrinfo(list);
	return connected;
}

static bool
connect_to(struct client *c)
{
	const char *addr = c->plan->addr;

	if (strncmp(addr, "unix:", 5) == 0)
		return dial_unix(c, addr + 5);
	return dial_inet(c, addr);
}

static FILE *
out_file(const struct plan *pl, const char *name, const char *mode)
{
	char path[4096];
	FILE *f = NULL;

	if (snprintf(path, sizeof(path), "%s/%s", pl->out_dir, name) <
	    (int)sizeof(path))
		f = fopen(path, mode);
	if (f == NULL) {
		perror(path);
		exit(64);
	}
	return f;
}

static void
keep_text(struct client *c, const char *p, size_t n)
{
	if (c->ntext + n > c->size_text) {
		c->size_text = 2 * (c->ntext + n);
		c->text = realloc(c->text, c->size_text);
		if (c->text == NULL)
			abort();
	}
	memcpy(c->text + c->ntext, p, n);
	c->ntext += n;
}

static void
body_bytes(void *arg, const char *p, size_t n)
{
	struct client *c = arg;

	if (c->plan->print == PRINT_BODIES)
		keep_text(c, p, n);
	if (c->plan->out_dir == NULL)
		return;
	if (c->body_out == NULL)
		c->body_out = out_file(c->plan, "body", "w");
	fwrite(p, 1, n, c->body_out);
}

/* Write what -o and -p want of an answer that has ended, whole or not. */
static void
record(struct client *c)
{
	const struct plan *pl = c->plan;
	const struct answer *a = &c->answer;
	FILE *f;

	if (pl->print == PRINT_BODIES)
		fwrite(c->text, 1, c->ntext, stdout);
	c->ntext = 0;
	if (pl->out_dir == NULL)
		return;
	f = out_file(pl, "list", "a");
	fprintf(f, "%d %s %s\n", a->status, answer_framing(a),
	    a->state == ANSWER_DONE ? "complete" : "cut");
	fclose(f);
	f = out_file(pl, "head", "w");
	fwrite(a->head, 1, a->nhead, f);
	fclose(f);
	if (c->body_out == NULL)
		c->body_out = out_file(pl, "body", "w");
	fclose(c->body_out);
	c->body_out = NULL;
}

static void
begin_round(struct client *c)
{
	const struct plan *pl = c->plan;

	c->finals = c->seen = 0;
	c->piece = 0;
	c->nout = 0;
	c->body_left = pl->body_left;
	c->body_off = 0;
	c->body_ended = pl->body_file == NULL && pl->body_left == 0 &&
	    pl->chunk == 0;
	c->sent = false;
	c->not_before = 0;
	if (c->body_file != NULL)
		rewind(c->body_file);
}

void
client_init(struct client *c, const struct plan *pl)
{
	c->plan = pl;
	c->fd = -1;
	c->started = now_ms();
	c->answer.to_head = pl->head;
	c->answer.body = body_bytes;
	c->answer.arg = c;
	answer_reset(&c->answer);
	if (pl->body_file != NULL) {
		c->body_file = fopen(pl->body_file, "r");
		if (c->body_file == NULL) {
			perror(pl->body_file);
			exit(64);
		}
	}
	begin_round(c);
	if (!connect_to(c))
		finish(c, RESULT_REFUSED);
}

void
client_release(struct client *c)
{
	/* a head that never ended has a status too, if its line came */
	if (!answer_fresh(&c->answer) && c->answer.state != ANSWER_DONE)
		record(c);
	hang_up(c);
	if (c->body_file != NULL)
		fclose(c->body_file);
	free(c->text);
}

/* Up to `n` bytes of the body; fewer at its end. */
static size_t
body_read(struct client *c, char *to, size_t n)
{
	if (c->body_file != NULL)
		return fread(to, 1, n, c->body_file);
	if ((long long)n > c->body_left)
		n = (size_t)c->body_left;
	for (size_t i = 0; i < n; i++)
		to[i] = (char)('a' + (c->body_off + i) % 26);
	c->body_off += n;
	c->body_left -= (long long)n;
	return n;
}

/* The next part of the body, in a chunk when asked for, into buf. */
static void
next_of_body(struct client *c)
{
	size_t want = BODY_STEP, n;
	char size[20];
	int len;

	if (c->plan->chunk > 0 && c->plan->chunk < BODY_STEP)
		want = (size_t)c->plan->chunk;
	n = body_read(c, c->buf + sizeof(size), want);
	c->out = c->buf + sizeof(size);
	c->nout = n;
	c->body_ended = n < want;
	if (c->plan->chunk == 0)
		return;
	if (n > 0) {
		len = snprintf(size, sizeof(size), "%zx\r\n", n);
		c->out -= len;
		memcpy(c->buf + sizeof(size) - len, size, (size_t)len);
		memcpy(c->buf + sizeof(size) + n, "\r\n", 2);
		c->nout += (size_t)len + 2;
	}
	if (c->body_ended) {
		memcpy(c->buf + (c->out - c->buf) + c->nout, "0\r\n\r\n", 5);
		c->nout += 5;
	}
}

static void
all_sent(struct client *c)
{
	c->sent = true;
	if (c->plan->half_close)
		(void)shutdown(c->fd, SHUT_WR);
	if (c->plan->stop_after == 0)
		finish(c, RESULT_COMPLETE);
}

/* Take the next thing to send, when it is time for it. */
static void
refill(struct client *c)
{
	const struct plan *pl = c->plan;

	while (c->nout == 0 && !c->sent) {
		if (pl->wait_answer && c->seen < (long long)c->piece)
			return;
		if (c->piece < pl->npieces) {
			c->out = pl->pieces[c->piece].p;
			c->nout = pl->pieces[c->piece].n;
			if (c->piece++ > 0)
				c->not_before = now_ms() + pl->delay;
		} else if (!c->body_ended) {
			next_of_body(c);
		} else {
			all_sent(c);
		}
	}
}

/* How much may be read now under the rate limit. */
static long long
may_read(const struct client *c, long long now)
{
	long long rate = c->plan->rate;

	if (rate == 0)
		return BODY_STEP;
	return (now - c->started + 1) * rate / 1000 - (long long)c->received;
}

long long
client_wants(struct client *c, short *events)
{
	long long now = now_ms(), wait = c->started + c->plan->timeout - now;

	*events = 0;
	refill(c);
	if (may_read(c, now) > 0)
		*events |= POLLIN;
	else
		wait = wait > 10 ? 10 : wait;
	if (c->nout > 0 && now >= c->not_before)
		*events |= POLLOUT;
	else if (c->nout > 0 && c->not_before - now < wait)
		wait = c->not_before - now;
	if (c->done)
		wait = 0;
	return wait < 0 ? 0 : wait;
}

static void
do_send(struct client *c)
{
	size_t n = c->plan->byte_delay >= 0 ? 1 : c->nout;
	ssize_t done = send(c->fd, c->out, n, MSG_NOSIGNAL);

	if (done == -1 && (errno == EAGAIN || errno == EINTR))
		return;
	if (done == -1) {
		/* what the server said before it closed can still be read */
		c->nout = 0;
		c->sent = true;
		return;
	}
	c->out += done;
	c->nout -= (size_t)done;
	if (c->plan->byte_delay > 0)
		c->not_before = now_ms() + c->plan->byte_delay;
	refill(c);
}

/* A whole answer is there: count it, and go on or end. */
static void
answered(struct client *c, bool stopping)
{
	bool closing = c->answer.close;

	record(c);
	c->seen++;
	if (!answer_interim(&c->answer))
		c->finals++;
	answer_reset(&c->answer);
	if (c->plan->wait_answer && closing)
		c->sent = true;
	if (c->plan->answers == 0 || c->finals < c->plan->answers)
		return;
	if (++c->round >= c->plan->rounds || stopping) {
		finish(c, RESULT_COMPLETE);
		return;
	}
	if (closing) {
		hang_up(c);
		if (!connect_to(c)) {
			finish(c, RESULT_REFUSED);
			return;
		}
	}
	begin_round(c);
}

static void
at_eof(struct client *c, bool stopping)
{
	if (answer_end(&c->answer)) {
		answered(c, stopping);
		if (c->done || c->finals == 0)	/* or another round began */
			return;
	}
	if (answer_fresh(&c->answer) && c->plan->answers == 0)
		finish(c, RESULT_COMPLETE);
	else
		finish(c, RESULT_CUT);
}

static void
take(struct client *c, const char *p, size_t n, bool stopping)
{
	size_t used;

	if (c->plan->print == PRINT_RAW) {
		fwrite(p, 1, n, stdout);
		fflush(stdout);
	}
	c->received += n;
	while (n > 0 && !c->done) {
		used = answer_feed(&c->answer, p, n);
		p += used;
		n -= used;
		if (c->answer.state == ANSWER_DONE)
			answered(c, stopping);
		else if (c->answer.state == ANSWER_BAD) {
			fprintf(stderr, "rawhttp: %s\n", c->answer.why);
			finish(c, RESULT_INVALID);
		}
	}
	if (c->plan->stop_after >= 0 && !c->done &&
	    c->received >= (uint64_t)c->plan->stop_after)
		finish(c, RESULT_COMPLETE);
}

static void
do_read(struct client *c, bool stopping)
{
	static char buf[BODY_STEP];
	long long max = may_read(c, now_ms());
	ssize_t n;

	if (max <= 0)
		return;
	if (max > BODY_STEP)
		max = BODY_STEP;
	n = read(c->fd, buf, (size_t)max);
	if (n == -1 && (errno == EAGAIN || errno == EINTR))
		return;
	if (n == -1)
		finish(c, RESULT_RESET);
	else if (n == 0)
		at_eof(c, stopping);
	else
		take(c, buf, (size_t)n, stopping);
}

void
client_step(struct client *c, short revents, bool stopping)
{
	if (now_ms() - c->started >= c->plan->timeout) {
		finish(c, RESULT_TIMEOUT);
		return;
	}
	if ((revents & POLLOUT) != 0)
		do_send(c);
	if ((revents & (POLLIN | POLLHUP | POLLERR)) != 0 && !c->done)
		do_read(c, stopping);
}
