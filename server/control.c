#define _DEFAULT_SOURCE		/* CMSG_SPACE, in POSIX since 2024 */

#include "control.h"

#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/uio.h>
#include <unistd.h>

#include "io/sock.h"

union fds_space {
	struct cmsghdr	align;
	char		space[CMSG_SPACE(2 * sizeof(int))];
};

int
control_pair(int fds[2])
{
	if (socketpair(AF_UNIX, SOCK_STREAM, 0, fds) == -1)
		return -1;
	for (int i = 0; i < 2; i++)
		if (fcntl(fds[i], F_SETFD, FD_CLOEXEC) == -1 ||
		    sock_nonblock(fds[i]) == -1) {
			(void)close(fds[0]);
			(void)close(fds[1]);
			return -1;
		}
	return 0;
}

int
control_send(int fd, char order, const struct control_logs *logs)
{
	struct iovec iov = { .iov_base = &order, .iov_len = 1 };
	struct msghdr m = { .msg_iov = &iov, .msg_iovlen = 1 };
	union fds_space u;
	struct cmsghdr *c;
	int fds[2], n = 0;

	if (logs != NULL) {
		fds[n++] = logs->error;
		if (logs->access != -1)
			fds[n++] = logs->access;
		memset(&u, 0, sizeof(u));
		m.msg_control = &u;
		m.msg_controllen = CMSG_SPACE((size_t)n * sizeof(int));
		c = CMSG_FIRSTHDR(&m);
		c->cmsg_level = SOL_SOCKET;
		c->cmsg_type = SCM_RIGHTS;
		c->cmsg_len = CMSG_LEN((size_t)n * sizeof(int));
		memcpy(CMSG_DATA(c), fds, (size_t)n * sizeof(int));
	}
	return sendmsg(fd, &m, MSG_NOSIGNAL) == 1 ? 0 : -1;
}

static void
take_fds(struct msghdr *m, struct control_logs *logs)
{
	struct cmsghdr *c = CMSG_FIRSTHDR(m);
	int fds[2] = { -1, -1 };
	size_t n;

	if (c == NULL || c->cmsg_type != SCM_RIGHTS)
		return;
	n = c->cmsg_len - CMSG_LEN(0);
	memcpy(fds, CMSG_DATA(c), n < sizeof(fds) ? n : sizeof(fds));
	logs->error = fds[0];
	logs->access = fds[1];
	for (int i = 0; i < 2; i++)
		if (fds[i] != -1)
			(void)fcntl(fds[i], F_SETFD, FD_CLOEXEC);
}

int
control_receive(int fd, struct control_logs *logs)
{
	union fds_space u;
	char order = 0;
	struct iovec iov = { .iov_base = &order, .iov_len = 1 };
	struct msghdr m = { .msg_iov = &iov, .msg_iovlen = 1,
		.msg_control = &u, .msg_controllen = sizeof(u) };
	ssize_t n;

	*logs = (struct control_logs){ -1, -1 };
	while ((n = recvmsg(fd, &m, 0)) == -1)
		if (errno != EINTR)
			break;
	if (n == 0)
		return -1;
	if (n == -1)
		return errno == EAGAIN || errno == EWOULDBLOCK ? 0 : -1;
	take_fds(&m, logs);
	return order;
}
