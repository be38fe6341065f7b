#include "apps/tutor/model/given.h"

#include <errno.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "apps/tutor/model/log.h"
#include "web/folder.h"
#include "web/hash.h"
#include "web/json.h"
#include "web/mem.h"
#include "web/text.h"
#include "web/val.h"

/* The text of an answer: of a string itself, of others the JSON. */
static void
text_of(struct text *t, const struct val *answer)
{
	text_init(t, val_mem(answer));
	if (val_type(answer) == VAL_STRING)
		text_add(t, val_tostr(answer), val_size(answer));
	else
		json_write(t, answer);
}

size_t
given_size(const struct val *answer)
{
	size_t sum = 0;

	if (val_type(answer) == VAL_STRING)
		return val_size(answer);
	for (size_t i = 0; i < val_size(answer); i++)
		sum += val_size(val_at(answer, i));
	return sum;
}

void
given_inline(struct val *record, const struct given *g)
{
	struct mem *m = val_mem(record);
	struct text t;

	if (g->answer == NULL)
		return;
	text_init(&t, m);
	json_write(&t, g->answer);
	val_put(record, "answer", json_parse(m, t.p, t.n, NULL));
}

static int
put_file(struct val *record, const struct course_data *d,
    const struct given *g)
{
	char hex[65];
	struct stat st;

	if (fstat(g->fd, &st) == -1 || blob_keep(d, g->fd, hex) == -1)
		return -1;
	val_set(record, "blob", hex);
	val_set(record, "as", "file");
	val_set(record, "name", g->name);
	val_seti(record, "size", (long long)st.st_size);
	return 0;
}

int
given_put(struct val *record, const struct course_data *d,
    const struct given *g)
{
	char hex[65];
	struct text t;

	if (g->fd != -1)
		return put_file(record, d, g);
	if (g->answer == NULL)
		return 0;
	text_of(&t, g->answer);
	if (t.n <= GIVEN_INLINE_MAX) {
		given_inline(record, g);
		return 0;
	}
	if (t.n > GIVEN_TEXT_MAX) {
		errno = EFBIG;
		return -1;
	}
	if (blob_save(d, t.p, t.n, hex) == -1)
		return -1;
	val_set(record, "blob", hex);
	val_set(record, "as", val_type(g->answer) == VAL_STRING ? "text" :
	    "json");
	return 0;
}

/* All of a blob, if it is what its name says; NULL. */
static char *
load(struct mem *m, int fd, const char *hex, size_t *n)
{
	char found[65], *p;
	struct stat st;
	ssize_t got;

	if (fstat(fd, &st) == -1 || st.st_size > GIVEN_TEXT_MAX)
		return NULL;
	*n = (size_t)st.st_size;
	p = mem_alloc(m, *n + 1);
	got = read(fd, p, *n);
	if (got != (ssize_t)*n)
		return NULL;
	sha256_hex(p, *n, found);
	return strcmp(found, hex) == 0 ? p : NULL;
}

static const struct val *
load_blob(const struct course_data *d, struct mem *m, const char *hex,
    bool json)
{
	int fd = blob_open(d, hex);
	char *text;
	size_t n;

	if (fd == -1)
		return NULL;
	text = load(m, fd, hex, &n);
	(void)close(fd);	/* only read */
	if (text == NULL)
		return NULL;
	return json ? json_parse(m, text, n, NULL) : val_string(m, text, n);
}

const struct val *
given_load(const struct course_data *d, struct mem *m,
    const struct val *record)
{
	const char *as = val_getstr(record, "as");
	const char *hex = val_getstr(record, "blob");

	if (*hex == '\0')
		return val_get(record, "answer");
	if (strcmp(as, "file") == 0)
		return NULL;
	return load_blob(d, m, hex, strcmp(as, "json") == 0);
}

void
given_hash(const struct val *record, char hex[65])
{
	const struct val *blob = val_get(record, "blob");
	const struct val *answer = val_get(record, "answer");
	struct text t;

	if (val_size(blob) == SHA256_HEX && val_type(blob) == VAL_STRING) {
		memcpy(hex, val_tostr(blob), SHA256_HEX + 1);
		return;
	}
	if (answer == NULL) {
		sha256_hex("", 0, hex);
		return;
	}
	text_of(&t, answer);
	sha256_hex(t.p, t.n, hex);
}

bool
given_same(const struct given *g, struct mem *m, const struct val *record)
{
	bool is_file = strcmp(val_getstr(record, "as"), "file") == 0;
	char ours[65], theirs[65];
	struct val *now;

	given_hash(record, theirs);
	if (is_file != (g->fd != -1))
		return false;
	if (is_file)
		return blob_hash(g->fd, ours) == 0 &&
		    strcmp(ours, theirs) == 0;
	now = val_object(m);
	given_inline(now, g);
	given_hash(now, ours);
	return strcmp(ours, theirs) == 0;
}
