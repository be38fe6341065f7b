#include "apps/guestbook/model.h"

#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include "tap.h"
#include "web/folder.h"
#include "web/mem.h"
#include "web/val.h"

enum { ENTRIES = 105 };

static struct mem mem;

/* "105..86" of a page, and how many there are in all. */
static const char *
page_of(int fd, long long page)
{
	struct val *list = val_list(&mem);
	long long total = entry_page(fd, page, list);
	size_t n = val_size(list);

	if (n == 0)
		return mem_printf(&mem, "none of %lld", total);
	return mem_printf(&mem, "%lld..%lld: %zu of %lld",
	    val_getint(val_at(list, 0), "number"),
	    val_getint(val_at(list, n - 1), "number"), n, total);
}

static void
look(int fd, const char *how)
{
	static const char *const want[] = { "105..86: 20 of 105",
	    "85..66: 20 of 105", "65..46: 20 of 105", "45..26: 20 of 105",
	    "25..6: 20 of 105", "5..1: 5 of 105", "none of 105" };

	for (size_t i = 0; i < sizeof(want) / sizeof(want[0]); i++)
		tap_is(slice_str(page_of(fd, (long long)i + 1)),
		    slice_str(want[i]), "page %zu, %s", i + 1, how);
}

static void
spoil(int fd, const char *name, long long at, const char *bytes)
{
	int file = openat(fd, name, O_WRONLY);

	if (file == -1 || pwrite(file, bytes, 3, at) != 3)
		abort();
	close(file);
}

int
main(void)
{
	char path[] = "/tmp/guestbook-XXXXXX", *marks;
	size_t n;
	int fd;

	mem_init(&mem, 0);
	if (mkdtemp(path) == NULL)
		abort();
	fd = folder_open(path);
	tap_is(slice_str(page_of(fd, 1)), slice_str("none of 0"), "no book");
	for (int i = 1; i <= ENTRIES; i++)
		if (entry_add(fd, "Ann", "Here.", 1000) != i)
			tap_ok(false, "entry %d", i);
	marks = folder_load(fd, "marks", &mem, 1000, &n);
	tap_ok(marks != NULL && n == 5 * 51 &&
	    strtoll(marks + 4 * 51 + 21, NULL, 10) == 100,
	    "a mark behind each page");
	look(fd, "by marks");
	spoil(fd, "marks", 100, "xxx");
	look(fd, "with a mark that is none");
	spoil(fd, "marks", 4 * 51 + 37, "999");
	look(fd, "with one of another entry");
	unlinkat(fd, "marks", 0);
	look(fd, "without marks");
	spoil(fd, "entries", 0, "xxx");
	tap_is(slice_str(page_of(fd, 6)), slice_str("5..2: 4 of 105"),
	    "a damaged entry is passed over");
	tap_ok(entry_add(fd, "Bob", "Too.", 1000) == 106, "and one goes on");
	unlinkat(fd, "entries", 0);
	unlinkat(fd, "marks", 0);
	close(fd);
	rmdir(path);
	mem_release(&mem);
	return tap_done();
}
