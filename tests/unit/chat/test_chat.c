/*
 * The chat without its events, which need a client that stays; and the model,
 * which knows what is new.
 */
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "apps/chat/model.h"
#include "tap.h"
#include "web/folder.h"
#include "web/test.h"
#include "web/web.h"

static void
has(struct web_test *t, const char *text, const char *name)
{
	if (!tap_ok(test_has(t, text), "%s", name))
		tap_note("no \"%s\" in: %.1500s", text, test_body(t));
}

static int
say(struct web_test *t, const char *name, const char *line)
{
	test_get(t, "/");
	if (name != NULL)
		test_fill(t, "name", name);
	test_fill(t, "line", line);
	return test_click(t, "Say it");
}

static void
test_saying(void)
{
	struct web_test *t = test_new(&application);

	tap_int(test_get(t, "/"), 200, "an empty room");
	has(t, "/events?after=0\"", "listens from the beginning");
	tap_int(say(t, "Jü & co", "<hello>"), 303, "a line");
	tap_is(slice_str(test_header(t, "Location")),
	    slice_str("/#say"), "back to the form");
	tap_int(test_follow(t), 200, "the room");
	has(t, "<time>09:00</time> <strong>Jü &amp; co</strong> "
	    "<span>&lt;hello&gt;</span>", "shows it, harmless");
	has(t, "value=\"Jü &amp; co\"", "remembers who speaks");
	has(t, "/events?after=1\"", "listens behind it");
	test_pass(t, 3600);
	tap_int(say(t, NULL, "an hour later"), 303, "the name stands there");
	test_get(t, "/");
	has(t, "<time>10:00</time> <strong>Jü &amp; co</strong> "
	    "<span>an hour later</span>", "and is sent again");
	test_free(t);
}

static void
test_mistakes(void)
{
	struct web_test *t = test_new(&application);

	tap_int(say(t, "", "kept"), 422, "nobody says something");
	has(t, "Your name must not be empty.", "told so");
	has(t, "value=\"kept\"", "keeps what was typed");
	tap_int(say(t, "Ann", ""), 422, "somebody says nothing");
	has(t, "What you say must not be empty.", "told so");
	tap_int(test_post(t, "/", "name=Ann&line=two%0Alines"), 422,
	    "two lines in one");
	test_forget(t);
	tap_int(test_post(t, "/", "name=Ann&line=x"), 403, "no token");
	tap_int(test_get(t, "/events?after=-1"), 400, "before the beginning");
	test_free(t);
}

static void
test_throttle(void)
{
	struct web_test *t = test_new(&application);
	int status = 303;

	for (int i = 0; i < 30 && status == 303; i++)
		status = say(t, "Eve", "again");
	tap_int(status, 303, "thirty lines a minute");
	tap_int(say(t, "Eve", "again"), 429, "no more");
	test_pass(t, 60);
	tap_int(say(t, "Eve", "again"), 303, "later it is fine");
	test_free(t);
}

/* What is new behind that place, which moves on. */
static void
list_is(int dirfd, struct room_place *place, size_t max, const char *want)
{
	struct mem m;
	struct val *list;
	struct text got;
	int status;

	mem_init(&m, 0);
	list = val_list(&m);
	text_init(&got, &m);
	status = room_since(dirfd, place, max, list);
	for (size_t i = 0; i < val_size(list); i++)
		text_addf(&got, "%lld%s ", val_getint(val_at(list, i),
		    "number"), val_getstr(val_at(list, i), "line"));
	text_addf(&got, "last %lld", place->last);
	tap_int(status, 0, "the room is read");
	tap_is(slice_of(got.p, got.n), slice_str(want), "%zu at most", max);
	mem_release(&m);
}

static const struct {
	long long	 after;
	size_t		 max;
	const char	*want;
} reads[] = {
	{ 0, 10, "1a 2b 3c last 3" },
	{ 0, 2, "2b 3c last 3" },
	{ 1, 1, "3c last 3" },
	{ 3, 5, "last 3" },
	{ 9, 5, "last 9" }
};

static void
test_model(void)
{
	struct web_test *t = test_new(&application);
	struct room_place here = { .last = 0 }, place;
	int dirfd = folder_open(test_folder(t));
	long long before;

	tap_ok(dirfd != -1, "a folder");
	list_is(dirfd, &here, 10, "last 0");
	tap_int(room_size(dirfd), 0, "nothing was said");
	tap_int(room_say(dirfd, "A", "a", 1000), 1, "a line");
	before = room_size(dirfd);
	list_is(dirfd, &here, 10, "1a last 1");
	room_say(dirfd, "A", "b", 2000);
	room_say(dirfd, "A", "c", 3000);
	tap_ok(before > 0 && room_size(dirfd) > before, "the room grows");
	list_is(dirfd, &here, 10, "2b 3c last 3");
	list_is(dirfd, &here, 10, "last 3");
	for (size_t i = 0; i < sizeof(reads) / sizeof(reads[0]); i++) {
		place = (struct room_place){ .last = reads[i].after };
		list_is(dirfd, &place, reads[i].max, reads[i].want);
	}
	(void)close(dirfd);
	test_free(t);
}

int
main(void)
{
	test_saying();
	test_mistakes();
	test_throttle();
	test_model();
	return tap_done();
}
