/*
 * sock.h - sockets: listen, accept, addresses as bytes and as text.
 */
#ifndef IO_SOCK_H
#define IO_SOCK_H

#include <stdbool.h>
#include <stdint.h>
#include <sys/socket.h>
#include <sys/types.h>

enum { SOCK_TEXT_MAX = 112 };		/* "[ipv6]:port" or "unix:path" */

struct sock_addr {
	bool		unix_peer;	/* a unix socket: no address, port 0 */
	uint8_t		ip[16];		/* IPv4 as ::ffff:a.b.c.d */
	uint16_t	port;
};

/* What to listen on; of sock_listen(). */
struct sock_spec {
	int		family;		/* AF_INET, AF_INET6, AF_UNIX */
	uint8_t		ip[16];		/* network order; INET: 4 bytes */
	uint16_t	port;		/* 0: the system chooses */
	bool		dual;		/* INET6: take IPv4, too */
	const char	*path;		/* UNIX; made with mode 0666, an old
					   socket that nobody serves is
					   removed first */
};

/* A listening socket, non-blocking, close-on-exec; -1 with errno. */
int	sock_listen(const struct sock_spec *);

/*
 * Accept one connection: its descriptor, non-blocking, TCP_NODELAY, and the
 * peer's address; -1 with errno (EAGAIN: none there).
 */
int	sock_accept(int fd, struct sock_addr *peer);

/* The address this socket is bound to.  0 or -1. */
int	sock_local(int fd, struct sock_addr *);

/* "192.0.2.1" or "2001:db8::1", mapped addresses as IPv4; "unix:" for those. */
void	sock_ip_text(const struct sock_addr *, char out[SOCK_TEXT_MAX]);

/* Cut the connection so that the peer sees an error, not an end. */
void	sock_reset_on_close(int fd);

/*
 * Make a connected socket what programs expect: blocking, and a read or a write
 * that waits longer than idle_ms fails with EAGAIN (0: never).  0 or -1.
 */
int	sock_for_program(int fd, int64_t idle_ms);

/* Set a descriptor non-blocking.  0 or -1. */
int	sock_nonblock(int fd);

#endif
