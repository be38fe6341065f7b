#include "base/buf.h"

#include <string.h>

#include "tap.h"

static void
test_add(void)
{
	char mem[8];
	struct buf b;

	buf_init(&b, mem, sizeof(mem));
	tap_int((long long)buf_len(&b), 0, "empty at first");
	tap_int(buf_adds(&b, "abc"), 0, "add");
	tap_int(buf_addc(&b, 'd'), 0, "add a byte");
	tap_int(buf_add(&b, SLICE("ef")), 0, "add a slice");
	tap_is(buf_slice(&b), SLICE("abcdef"), "content");
	tap_int(buf_adds(&b, "ghi"), -1, "does not fit");
	tap_is(buf_slice(&b), SLICE("abcdef"), "nothing was added");
	tap_int(buf_adds(&b, "gh"), 0, "fits to the last byte");
	tap_int(buf_addc(&b, 'i'), -1, "full");
	tap_int(buf_adds(&b, ""), 0, "nothing always fits");
	tap_int((long long)buf_room(&b), 0, "no room");
}

static void
test_queue(void)
{
	char mem[8];
	struct buf b;

	buf_init(&b, mem, sizeof(mem));
	buf_adds(&b, "abcdefgh");
	buf_consume(&b, 5);
	tap_is(buf_slice(&b), SLICE("fgh"), "consumed at the front");
	tap_int((long long)buf_room(&b), 5, "room after moving");
	tap_is(buf_slice(&b), SLICE("fgh"), "content after moving");
	buf_adds(&b, "ij");
	buf_consume(&b, 2);
	tap_int(buf_adds(&b, "klmno"), 0, "add moves by itself");
	tap_is(buf_slice(&b), SLICE("hijklmno"), "content in order");
	tap_int(buf_addc(&b, 'p'), -1, "never over the bound");
	buf_consume(&b, 8);
	tap_int((long long)b.end, 0, "empty starts at the front again");
	buf_adds(&b, "x");
	buf_clear(&b);
	tap_int((long long)buf_len(&b), 0, "cleared");
	tap_int((long long)buf_room(&b), 8, "cleared gives all the room");
}

static void
test_commit(void)
{
	char mem[4];
	struct buf b;

	buf_init(&b, mem, sizeof(mem));
	memcpy(buf_tail(&b), "abc", 3);
	buf_commit(&b, 3);
	memcpy(buf_tail(&b), "d", 1);
	buf_commit(&b, 1);
	tap_is(buf_slice(&b), SLICE("abcd"), "written in place");
	buf_commit(&b, 0);
	tap_int((long long)buf_len(&b), 4, "commit of nothing");
}

static void
test_format(void)
{
	char mem[8];
	struct buf b;

	buf_init(&b, mem, sizeof(mem));
	tap_int(buf_addf(&b, "%d-%s", 12, "ab"), 0, "format");
	tap_is(buf_slice(&b), SLICE("12-ab"), "formatted");
	tap_int(buf_addf(&b, "%s", "xyz"), -1, "no room for its NUL");
	tap_is(buf_slice(&b), SLICE("12-ab"), "nothing was added");
	tap_int(buf_addf(&b, "%s", "xy"), 0, "fits with its NUL");
	buf_consume(&b, 3);
	tap_int(buf_addc(&b, 'z'), 0, "to the end of the storage");
	tap_int(buf_addf(&b, "%d", 7), 0, "format moves by itself");
	tap_is(buf_slice(&b), SLICE("abxyz7"), "content in order");
	buf_adds(&b, "89");
	tap_int(buf_addf(&b, "%s", ""), -1, "full");
}

static void
test_format_behind_consumed(void)
{
	char mem[8];
	struct buf b;

	buf_init(&b, mem, sizeof(mem));
	buf_adds(&b, "abcdef");
	buf_consume(&b, 5);
	tap_int(buf_addf(&b, "%s", "1234"), 0,
	    "format uses the room at the front");
	tap_is(buf_slice(&b), SLICE("f1234"), "content in order");
}

static void
test_grow(void)
{
	char mem[6];
	struct buf b;
	char *at;

	buf_init(&b, mem, sizeof(mem));
	buf_adds(&b, "abcde");
	buf_consume(&b, 3);
	tap_ok(buf_grow(&b, 5) == NULL, "grow: does not fit");
	tap_is(buf_slice(&b), SLICE("de"), "grow: nothing happened");
	at = buf_grow(&b, 4);
	tap_ok(at == mem + 2, "grow: behind what was moved to the front");
	memcpy(at, "1234", 4);
	tap_is(buf_slice(&b), SLICE("de1234"), "grow: counts as added");
	tap_ok(buf_grow(&b, 1) == NULL, "grow: full");
}

static void
test_no_storage(void)
{
	struct buf b;

	buf_init(&b, NULL, 0);
	tap_int((long long)buf_len(&b), 0, "no storage: empty");
	tap_int((long long)buf_slice(&b).n, 0, "no storage: empty slice");
	tap_int((long long)buf_room(&b), 0, "no storage: no room");
	tap_int(buf_addc(&b, 'a'), -1, "no storage: full");
	tap_int(buf_add(&b, SLICE("")), 0, "no storage: nothing fits");
	tap_int(buf_addf(&b, "x"), -1, "no storage: format");
}

int
main(void)
{
	test_add();
	test_queue();
	test_commit();
	test_format();
	test_format_behind_consumed();
	test_grow();
	test_no_storage();
	return tap_done();
}
