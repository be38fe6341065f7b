#include "apps/chat/model.h"

#include <errno.h>
#include <fcntl.h>
#include <sys/stat.h>
#include <time.h>

#include "web/json.h"
#include "web/mem.h"
#include "web/store.h"
#include "web/val.h"

#define STORE	"room"

enum { LOCK_WAIT_MS = 5000 };

long long
room_say(int dirfd, const char *name, const char *line, long long now_ms)
{
	struct store *s = store_open(dirfd, STORE, STORE_WRITE, LOCK_WAIT_MS);
	long long seq;

	if (s == NULL)
		return -1;
	seq = store_addf(s, now_ms, "{\"name\":%s,\"line\":%s}", name, line);
	store_close(s);
	return seq;
}

static struct val *
line_read(struct mem *mem, const struct store_rec *rec)
{
	struct val *line = json_parse(mem, rec->json, rec->n, NULL);
	time_t t = (time_t)(rec->ms / 1000);
	char text[16];
	struct tm tm;

	if (val_type(line) != VAL_OBJECT)
		return NULL;
	val_seti(line, "number", rec->seq);
	if (gmtime_r(&t, &tm) != NULL &&
	    strftime(text, sizeof(text), "%H:%M", &tm) > 0)
		val_set(line, "time", text);
	return line;
}

/* The last `max` lines, in a ring while it is not known which these are. */
struct ring {
	struct val	**lines;
	size_t		  max, n;
};

static void
ring_list(const struct ring *r, struct val *list)
{
	size_t from = r->n > r->max ? r->n - r->max : 0;

	for (size_t i = from; i < r->n; i++)
		if (r->lines[i % r->max] != NULL)
			val_push(list, r->lines[i % r->max]);
}

static int
read_on(struct store *s, struct room_place *place, struct ring *ring,
    struct mem *mem)
{
	struct store_rec rec;
	int more;

	/* Not there any more: then from the start, up to the same line. */
	(void)store_seek(s, &place->mark);
	while ((more = store_next(s, &rec)) != 0 && more != -2) {
		if (more != 1 || rec.seq <= place->last)
			continue;
		ring->lines[ring->n++ % ring->max] = line_read(mem, &rec);
		place->last = rec.seq;
	}
	store_mark(s, &place->mark);
	return more == -2 ? -1 : 0;
}

int
room_since(int dirfd, struct room_place *place, size_t max, struct val *list)
{
	struct store *s = store_open(dirfd, STORE, STORE_READ, 0);
	struct ring ring = { NULL, max, 0 };
	int status;

	if (s == NULL)
		return errno == ENOENT ? 0 : -1;
	ring.lines = mem_array(val_mem(list), max, sizeof(*ring.lines));
	status = read_on(s, place, &ring, val_mem(list));
	store_close(s);
	ring_list(&ring, list);
	return status;
}

long long
room_size(int dirfd)
{
	struct stat st;

	if (fstatat(dirfd, STORE, &st, AT_SYMLINK_NOFOLLOW) == -1)
		return errno == ENOENT ? 0 : -1;
	return st.st_size;
}
