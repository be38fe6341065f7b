#include "conn/output.h"

#include <errno.h>
#include <sys/socket.h>
#include <sys/uio.h>

#include "conn/exchange.h"
#include "io/plat.h"

enum {
	TURN_MAX = 1 << 21,		/* bytes for one client in a turn */
	FILE_MAX = 1 << 20		/* bytes asked of one sendfile */
};

/* n bytes of the first parts have been written. */
static void
advance(struct exchange *x, size_t n)
{
	while (x->first < x->nparts) {
		struct part *p = &x->parts[x->first];
		size_t k = n < p->n ? n : (size_t)p->n;

		p->n -= k;
		n -= k;
		if (p->kind == PART_BYTES)
			p->p += k;
		if (p->body)
			x->sent += k;
		if (p->n > 0)
			return;
		x->first++;
	}
	x->first = x->nparts = 0;
}

/* Does something follow at once: a file, or the end of the connection? */
static bool
has_sequel(const struct exchange *x, unsigned next)
{
	if (next < x->nparts)
		return true;
	/* The last bytes go with the FIN; should it be a reset, without. */
	return x->ended && x->close && !x->broken;
}

static ssize_t
send_bytes(struct exchange *x, int fd)
{
	struct iovec iov[EXCHANGE_PARTS];
	struct msghdr m = { .msg_iov = iov };
	int flags = MSG_NOSIGNAL;
	unsigned i;

	for (i = x->first; i < x->nparts; i++) {
		const struct part *p = &x->parts[i];

		if (p->kind != PART_BYTES)
			break;
		iov[i - x->first].iov_base = (void *)(uintptr_t)p->p;
		iov[i - x->first].iov_len = (size_t)p->n;
		m.msg_iovlen++;
	}
	if (has_sequel(x, i))
		flags |= plat_msg_more;
	return sendmsg(fd, &m, flags);
}

static ssize_t
send_file(struct exchange *x, int fd)
{
	struct part *p = &x->parts[x->first];
	size_t n = p->n < FILE_MAX ? (size_t)p->n : FILE_MAX;
	ssize_t sent = plat_sendfile(fd, p->fd, &p->off, n);

	if (sent == 0) {	/* shorter than its length was told to be */
		errno = EIO;
		return -1;
	}
	return sent;
}

enum output
output_flush(struct exchange *x, int fd, bool *progress)
{
	size_t total = 0;
	ssize_t n;

	*progress = false;
	while (x->first < x->nparts) {
		if (total >= TURN_MAX)
			return OUTPUT_BLOCKED;
		if (x->parts[x->first].n == 0) {
			advance(x, 0);
			continue;
		}
		n = x->parts[x->first].kind == PART_FILE ? send_file(x, fd) :
		    send_bytes(x, fd);
		if (n == -1 && errno == EINTR)
			continue;
		if (n == -1)
			return errno == EAGAIN || errno == EWOULDBLOCK ?
			    OUTPUT_BLOCKED : OUTPUT_BROKEN;
		*progress = true;
		total += (size_t)n;
		advance(x, (size_t)n);
	}
	return OUTPUT_DONE;
}
