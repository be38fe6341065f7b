#include "io/sock.h"

#include <arpa/inet.h>
#include <errno.h>
#include <fcntl.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/time.h>
#include <sys/un.h>
#include <unistd.h>

#include "base/num.h"
#include "io/plat.h"

enum { BACKLOG = 4096 };		/* the system has a limit of its own */

union any_addr {
	struct sockaddr		sa;
	struct sockaddr_in	in;
	struct sockaddr_in6	in6;
	struct sockaddr_un	un;
	struct sockaddr_storage	storage;
};

static const uint8_t mapped[12] = { [10] = 0xff, [11] = 0xff };

static socklen_t
fill_unix(union any_addr *a, const char *path)
{
	size_t n = strlen(path);

	if (n >= sizeof(a->un.sun_path)) {
		errno = ENAMETOOLONG;
		return 0;
	}
	a->un.sun_family = AF_UNIX;
	memcpy(a->un.sun_path, path, n + 1);
	return sizeof(a->un);
}

static socklen_t
fill(union any_addr *a, const struct sock_spec *s)
{
	memset(a, 0, sizeof(*a));
	switch (s->family) {
	case AF_INET:
		a->in.sin_family = AF_INET;
		a->in.sin_port = htons(s->port);
		memcpy(&a->in.sin_addr, s->ip, 4);
		return sizeof(a->in);
	case AF_INET6:
		a->in6.sin6_family = AF_INET6;
		a->in6.sin6_port = htons(s->port);
		memcpy(&a->in6.sin6_addr, s->ip, 16);
		return sizeof(a->in6);
	default:
		return fill_unix(a, s->path);
	}
}

/* Remove a unix socket that a dead server left; a live one stays. */
static int
remove_stale(const char *path, const union any_addr *a, socklen_t n)
{
	struct stat st;
	int fd, r;

	if (lstat(path, &st) == -1)
		return errno == ENOENT ? 0 : -1;
	if (!S_ISSOCK(st.st_mode)) {
		errno = EEXIST;
		return -1;
	}
	fd = socket(AF_UNIX, SOCK_STREAM, 0);
	if (fd == -1)
		return -1;
	r = connect(fd, &a->sa, n);
	(void)close(fd);
	if (r == 0) {
		errno = EADDRINUSE;
		return -1;
	}
	return unlink(path);
}

static int
bind_spec(int fd, const struct sock_spec *s)
{
	union any_addr a;
	socklen_t n = fill(&a, s);
	int on = 1, off = 0;

	if (n == 0)
		return -1;
	if (s->family == AF_UNIX) {
		if (remove_stale(s->path, &a, n) == -1 ||
		    bind(fd, &a.sa, n) == -1)
			return -1;
		return chmod(s->path, 0666);
	}
	if (setsockopt(fd, SOL_SOCKET, SO_REUSEADDR, &on, sizeof(on)) == -1)
		return -1;
	if (s->family == AF_INET6 && setsockopt(fd, IPPROTO_IPV6, IPV6_V6ONLY,
	    s->dual ? &off : &on, sizeof(on)) == -1)
		return -1;
	/* For plat_accept(); only speed depends on it. */
	(void)setsockopt(fd, IPPROTO_TCP, TCP_NODELAY, &on, sizeof(on));
	return bind(fd, &a.sa, n);
}

int
sock_nonblock(int fd)
{
	int flags = fcntl(fd, F_GETFL);

	return flags == -1 ? -1 : fcntl(fd, F_SETFL, flags | O_NONBLOCK);
}

int
sock_for_program(int fd, int64_t idle_ms)
{
	struct timeval tv = { .tv_sec = (time_t)(idle_ms / 1000),
		.tv_usec = (suseconds_t)(idle_ms % 1000 * 1000) };
	int flags = fcntl(fd, F_GETFL);

	if (flags == -1 || fcntl(fd, F_SETFL, flags & ~O_NONBLOCK) == -1)
		return -1;
	if (idle_ms == 0)
		return 0;
	return setsockopt(fd, SOL_SOCKET, SO_RCVTIMEO, &tv, sizeof(tv)) == -1 ?
	    -1 : setsockopt(fd, SOL_SOCKET, SO_SNDTIMEO, &tv, sizeof(tv));
}

int
sock_listen(const struct sock_spec *s)
{
	int fd = socket(s->family, SOCK_STREAM, 0);
	int saved;

	if (fd == -1)
		return -1;
	if (fcntl(fd, F_SETFD, FD_CLOEXEC) == 0 && sock_nonblock(fd) == 0 &&
	    bind_spec(fd, s) == 0 && listen(fd, BACKLOG) == 0)
		return fd;
	saved = errno;
	(void)close(fd);
	errno = saved;
	return -1;
}

static void
from_any(struct sock_addr *out, const union any_addr *a)
{
	memset(out, 0, sizeof(*out));
	switch (a->sa.sa_family) {
	case AF_INET:
		memcpy(out->ip, mapped, sizeof(mapped));
		memcpy(out->ip + sizeof(mapped), &a->in.sin_addr, 4);
		out->port = ntohs(a->in.sin_port);
		break;
	case AF_INET6:
		memcpy(out->ip, &a->in6.sin6_addr, 16);
		out->port = ntohs(a->in6.sin6_port);
		break;
	default:
		out->unix_peer = true;
		break;
	}
}

int
sock_accept(int fd, struct sock_addr *peer)
{
	union any_addr a = { .sa.sa_family = AF_UNIX };
	socklen_t n = sizeof(a);
	int s = plat_accept(fd, &a.sa, &n);

	if (s != -1)
		from_any(peer, &a);
	return s;
}

int
sock_local(int fd, struct sock_addr *out)
{
	union any_addr a = { .sa.sa_family = AF_UNIX };
	socklen_t n = sizeof(a);

	if (getsockname(fd, &a.sa, &n) == -1)
		return -1;
	from_any(out, &a);
	return 0;
}

/* Most of them, and each request has one: inet_ntop() goes by printf. */
static void
ipv4_text(const uint8_t ip[4], char out[SOCK_TEXT_MAX])
{
	char *at = out;

	for (int i = 0; i < 4; i++) {
		at += num_dec(at, ip[i]);
		*at++ = '.';
	}
	at[-1] = '\0';
}

void
sock_ip_text(const struct sock_addr *a, char out[SOCK_TEXT_MAX])
{
	if (a->unix_peer)
		memcpy(out, "unix:", sizeof("unix:"));
	else if (memcmp(a->ip, mapped, sizeof(mapped)) == 0)
		ipv4_text(a->ip + sizeof(mapped), out);
	else
		(void)inet_ntop(AF_INET6, a->ip, out, SOCK_TEXT_MAX);
}

void
sock_reset_on_close(int fd)
{
	struct linger l = { .l_onoff = 1, .l_linger = 0 };

	/* Should it fail, the peer still sees an answer that is cut short. */
	(void)setsockopt(fd, SOL_SOCKET, SO_LINGER, &l, sizeof(l));
}
