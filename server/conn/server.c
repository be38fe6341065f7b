#include "conn/server.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/log.h"
#include "conn/conn.h"
#include "conn/exchange.h"
#include "conn/roots.h"
#include "io/plat.h"

enum {
	SPARE_WATCHES = 64,		/* listeners, signals, wake-ups */
	WATCHES_A_PROGRAM = 3,		/* stdin, stdout, stderr */
	SPARE_CONNS = 1024,		/* accepted and closed in one turn */
	MAX_RELAYS = 4096,
	MAX_SPOOLS = 4096,
	LOG_COMPLAINT_MS = 60000	/* a full disk is told once a minute */
};

static uint32_t
largest_header(const struct conf *conf)
{
	uint32_t max = 0;

	for (size_t i = 0; i < conf->nsites; i++)
		if (conf->sites[i].max_header_size > max)
			max = conf->sites[i].max_header_size;
	return max;
}

/* What is closed keeps its struct conn until the end of the turn. */
static int
make_pools(struct server *s, uint32_t conns)
{
	size_t relays = conns < MAX_RELAYS ? conns + 64 : MAX_RELAYS;

	if (pool_init(&s->conns, sizeof(struct conn),
	    2 * (size_t)conns + SPARE_CONNS) == -1 ||
	    pool_init(&s->exchanges, sizeof(struct exchange), conns) == -1 ||
	    pool_init(&s->smalls, HEAD_SMALL, 2 * (size_t)conns) == -1 ||
	    pool_init(&s->relays, RELAY_SIZE, relays) == -1 ||
	    pool_init(&s->spools, SPOOL_MEM, MAX_SPOOLS) == -1)
		return -1;
	return 0;
}

int
server_types(const struct mime **mime, struct slice text, struct arena *a)
{
	struct mime *m = arena_alloc(a, sizeof(*m));

	*mime = m;
	return m == NULL ? -1 : mime_read(m, text, a);
}

int
server_init(struct server *s, const struct server_setup *setup)
{
	char *lines = malloc(LOG_BATCH);

	*s = (struct server){ .conf = setup->conf, .mime = setup->mime,
		.board = setup->board, .worker = setup->worker,
		.caps = setup->caps, .wake = setup->wake,
		.access_fd = setup->access_fd, .date_at = -1 };
	list_init(&s->all);
	list_init(&s->halves);
	s->max_header = largest_header(s->conf);
	s->scratch = malloc(RELAY_SIZE);
	s->loop = loop_new(setup->max_conns * (1 + 2 * WATCHES_A_PROGRAM) +
	    SPARE_WATCHES);
	if (s->loop != NULL)
		s->roots = roots_new(s->conf, setup->files, loop_now(s->loop));
	s->null_fd = open("/dev/null", O_RDONLY | O_CLOEXEC);
	plat_random(&s->id_seed, sizeof(s->id_seed));
	if (lines == NULL || s->scratch == NULL || s->loop == NULL ||
	    s->roots == NULL || s->null_fd == -1)
		return -1;
	buf_init(&s->lines, lines, LOG_BATCH);
	return make_pools(s, setup->max_conns);
}

const char *
server_date(struct server *s)
{
	int64_t now = loop_wall(s->loop) / 1000;

	if (now != s->date_at) {
		date_format(s->date, now);
		s->date_at = now;
	}
	return s->date;
}

/* A step of splitmix64: a counter that looks random. */
void
server_new_id(struct server *s, char out[ID_LEN + 1])
{
	uint64_t z = s->id_seed += UINT64_C(0x9e3779b97f4a7c15);

	z = (z ^ (z >> 30)) * UINT64_C(0xbf58476d1ce4e5b9);
	z = (z ^ (z >> 27)) * UINT64_C(0x94d049bb133111eb);
	z ^= z >> 31;
	for (int i = ID_LEN - 1; i >= 0; i--, z >>= 4)
		out[i] = "0123456789abcdef"[z & 15];
	out[ID_LEN] = '\0';
}

void
server_log_flush(struct server *s)
{
	struct slice text = buf_slice(&s->lines);

	if (text.n == 0)
		return;
	if (file_write_all(s->access_fd, text) == -1 &&
	    loop_now(s->loop) >= s->complain_at) {
		s->complain_at = loop_now(s->loop) + LOG_COMPLAINT_MS;
		log_warn("access log: lines are lost: %s", strerror(errno));
	}
	buf_clear(&s->lines);
}

void
server_log(struct server *s, const struct access *a)
{
	enum access_format f = s->conf->access_format == LOG_JSON ?
	    ACCESS_JSON : ACCESS_COMBINED;

	if (s->access_fd == -1)
		return;
	if (s->lines.cap - s->lines.end < ACCESS_LINE_MAX)
		server_log_flush(s);
	(void)access_format(&s->lines, a, f);	/* fits: see above */
}
