#include "conn/spool.h"

#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <unistd.h>

#include "base/log.h"
#include "board/stats.h"
#include "conn/server.h"
#include "io/file.h"
#include "io/plat.h"
#include "io/sock.h"

void
spool_init(struct spool *sp)
{
	*sp = (struct spool){ .fd = -1 };
}

void
spool_release(struct server *s, struct spool *sp)
{
	if (sp->mem != NULL)
		pool_give(&s->spools, sp->mem);
	if (sp->fd != -1)
		(void)close(sp->fd);	/* it has no name: it is gone */
	atomic_fetch_sub(&s->board->workers[s->worker].spooled, sp->charged);
	spool_init(sp);
}

/* Count n bytes of disk; false when all workers together have too much. */
static bool
charge(struct server *s, struct spool *sp, uint64_t n)
{
	if (stats_spooled(s->board) + n > s->conf->max_spool)
		return false;
	sp->charged += n;
	atomic_fetch_add(&s->board->workers[s->worker].spooled, n);
	return true;
}

static int
write_file(struct spool *sp, struct slice data)
{
	if (file_write_all(sp->fd, data) == 0)
		return 0;
	log_err("spool: cannot write a request body: %s", strerror(errno));
	return -500;
}

/* Go on in a file: what is in memory moves there. */
static int
to_file(struct server *s, struct spool *sp)
{
	int r;

	if (!charge(s, sp, sp->size))
		return -503;
	sp->fd = file_temp(s->conf->spool_dir.path);
	if (sp->fd == -1) {
		log_err("spool: cannot make a file in %s: %s",
		    s->conf->spool_dir.path == NULL ? "the folder for "
		    "temporary files" : s->conf->spool_dir.path,
		    strerror(errno));
		return -500;
	}
	if (sp->mem == NULL)
		return 0;
	r = write_file(sp, slice_of(sp->mem, (size_t)sp->size));
	pool_give(&s->spools, sp->mem);
	sp->mem = NULL;
	return r;
}

int
spool_add(struct server *s, struct spool *sp, struct slice data)
{
	int r;

	if (data.n == 0)
		return 0;
	if (sp->fd == -1 && sp->mem == NULL && data.n <= SPOOL_MEM)
		sp->mem = pool_take(&s->spools);
	if (sp->mem != NULL && data.n <= SPOOL_MEM - sp->size) {
		memcpy(sp->mem + sp->size, data.p, data.n);
		sp->size += data.n;
		return 0;
	}
	if (sp->fd == -1) {
		r = to_file(s, sp);
		if (r < 0)
			return r;
	}
	if (!charge(s, sp, data.n))
		return -503;
	r = write_file(sp, data);
	if (r == 0)
		sp->size += data.n;
	return r;
}

/*
 * A pipe that holds the whole body, its write end closed already.  A pipe can
 * be smaller than usual when a user has many; then -1 with EAGAIN.
 */
static int
fill_pipe(const struct spool *sp)
{
	int fds[2];
	ssize_t n;

	if (plat_pipe(fds) == -1)
		return -1;
	n = -1;
	if (sock_nonblock(fds[1]) == 0)
		n = write(fds[1], sp->mem, (size_t)sp->size);
	(void)close(fds[1]);
	if (n == (ssize_t)sp->size)
		return fds[0];
	(void)close(fds[0]);
	errno = EAGAIN;
	return -1;
}

int
spool_open(struct server *s, struct spool *sp)
{
	int fd;

	if (sp->size == 0)
		return fcntl(s->null_fd, F_DUPFD_CLOEXEC, 0);
	if (sp->fd == -1) {
		fd = fill_pipe(sp);
		if (fd != -1 || errno != EAGAIN || to_file(s, sp) < 0)
			return fd;
	}
	fd = sp->fd;		/* handed over: the body is read once */
	sp->fd = -1;
	if (lseek(fd, 0, SEEK_SET) == -1) {
		(void)close(fd);
		return -1;
	}
	return fd;
}
