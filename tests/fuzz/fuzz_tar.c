/*
 * Archives.  Whatever the input is, paths end, sizes are as large as they may
 * be, as many bytes follow an entry as it said, and what can be written again
 * is read as the same.
 */
#undef NDEBUG
#include <assert.h>
#include <stdint.h>
#include <string.h>

#include "apps/tutor/model/archive.h"
#include "apps/tutor/model/tar.h"
#include "web/mem.h"
#include "web/text.h"

int	LLVMFuzzerTestOneInput(const uint8_t *, size_t);

static void
check_again(const struct tar_entry *e)
{
	struct tar_entry copy = *e;
	struct text text;
	struct tar t;
	struct mem m;
	size_t at = 0;

	mem_init(&m, 0);
	text_init(&text, &m);
	if (tar_head(&text, &copy) == 0) {
		tar_init(&t);
		while (tar_block(&t, (const unsigned char *)text.p + at) ==
		    TAR_MORE)
			at += TAR_BLOCK;
		assert(at + TAR_BLOCK == text.n);
		assert(strcmp(t.entry.path, e->path) == 0);
		assert(t.entry.kind == e->kind && t.entry.size == e->size &&
		    t.entry.mtime == e->mtime);
	}
	mem_release(&m);
}

static void
check_entry(const struct tar_entry *e)
{
	const char *top, *below;
	size_t n = strlen(e->path), ntop;

	assert(n <= TAR_PATH_MAX);
	assert(e->size >= 0 && e->size <= TAR_SIZE_MAX && e->mtime >= 0);
	below = archive_below(e->path, &top, &ntop);
	if (below != NULL) {
		assert(e->path[0] != '/' && strstr(e->path, "..") != e->path);
		assert(strstr(e->path, "/../") == NULL && ntop > 0);
		(void)archive_part(below);
	}
	/* Kinds that are no entries cannot be written as such. */
	if (e->kind == TAR_FILE || e->kind == TAR_FOLDER)
		check_again(e);
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	long long left = 0;
	struct tar t;

	tar_init(&t);
	for (size_t i = 0; i + TAR_BLOCK <= size; i += TAR_BLOCK)
		switch (tar_block(&t, data + i)) {
		case TAR_ENTRY:
			assert(left == 0);
			check_entry(&t.entry);
			left = t.entry.size;
			break;
		case TAR_DATA:
			assert(t.n > 0 && t.n <= TAR_BLOCK);
			left -= (long long)t.n;
			assert(left == 0 || (left > 0 && t.n == TAR_BLOCK));
			break;
		case TAR_END:
			assert(left == 0);
			return 0;
		case TAR_BAD:
			assert(left == 0 && t.wrong != NULL);
			return 0;
		default:
			assert(left == 0);
			break;
		}
	return 0;
}
