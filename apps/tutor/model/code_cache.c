#include "apps/tutor/model/code_run.h"

#include <sys/stat.h>

#include <string.h>
#include <unistd.h>

#include "apps/tutor/model/log.h"
#include "apps/tutor/model/page.h"
#include "web/folder.h"
#include "web/hash.h"
#include "web/json.h"
#include "web/mem.h"
#include "web/store.h"
#include "web/text.h"
#include "web/val.h"

/*
 * What root makes belongs to who owns the course's data, who could not read
 * any page without idx.
 */
static int
make_folder(const struct code_work *w, int in, const char *name, bool make)
{
	int fd = folder_in(in, name, make);
	struct stat st;

	if (fd != -1 && make && geteuid() == 0 &&
	    (fstat(w->data->dirfd, &st) == -1 ||
	    fchown(fd, st.st_uid, st.st_gid) == -1)) {
		(void)close(fd);
		return -1;
	}
	return fd;
}

/* DATA/c/COURSE/idx/code/ab; -1: there is none. */
static int
cache_folder(const struct code_work *w, const char *hash, bool make)
{
	int idx, code, fan = -1;

	if (w->data == NULL)
		return -1;
	idx = make_folder(w, w->data->dirfd, "idx", make);
	if (idx == -1)
		return -1;
	code = make_folder(w, idx, "code", make);
	(void)close(idx);
	if (code == -1)
		return -1;
	fan = folder_fan(code, hash, make);
	(void)close(code);
	return fan;
}

struct val *
code_cached(const struct code_work *w, struct mem *mem, const char *hash)
{
	int folder = cache_folder(w, hash, false);
	char *text;
	size_t n;

	if (folder == -1)
		return NULL;
	text = folder_load(folder, hash, mem, STORE_RECORD_MAX, &n);
	(void)close(folder);
	return text == NULL ? NULL : json_parse(mem, text, n, NULL);
}

/* What depends on the moment is not kept: another time it may be right. */
static bool
is_lasting(const struct val *record)
{
	const struct val *tests = val_get(record, "tests");
	const char *verdict;

	for (size_t i = 0; i < val_size(tests); i++) {
		verdict = val_getstr(val_at(tests, i), "verdict");
		if (strcmp(verdict, "ok") != 0 && strcmp(verdict, "wrong") != 0)
			return false;
	}
	return val_get(record, "failed") == NULL;
}

void
code_cache(const struct code_work *w, const struct val *record,
    const char *hash)
{
	struct text t;
	int folder;

	if (!is_lasting(record))
		return;
	folder = cache_folder(w, hash, true);
	if (folder == -1)
		return;
	text_init(&t, val_mem(record));
	json_write(&t, record);
	(void)folder_add(folder, hash, t.p, t.n);	/* only a cache */
	(void)close(folder);
}

static void
add_piece(struct sha256 *h, const char *p, size_t n)
{
	unsigned char size[8];

	for (int i = 0; i < 8; i++)
		size[i] = (unsigned char)((unsigned long long)n >> 8 * i);
	sha256_add(h, size, sizeof(size));
	if (n > 0)
		sha256_add(h, p, n);
}

void
code_hash(const struct code_work *w, const struct code_data *data,
    char hash[65])
{
	unsigned char digest[SHA256_SIZE];
	struct sha256 h;

	sha256_init(&h);
	add_piece(&h, w->question->version, strlen(w->question->version));
	for (size_t i = 0; i < w->question->ntests; i++) {
		add_piece(&h, data[i].in.p, data[i].in.n);
		add_piece(&h, data[i].out.p, data[i].out.n);
	}
	add_piece(&h, w->answer, w->n);
	sha256_end(&h, digest);
	hex_write(hash, digest, sizeof(digest));
}
