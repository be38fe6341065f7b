#include "apps/tutor/model/receipt.h"

#include <stdlib.h>
#include <string.h>

#include "apps/tutor/model/given.h"
#include "tap.h"
#include "web/mem.h"
#include "web/secret.h"
#include "web/text.h"
#include "web/val.h"

static struct mem	mem;
static const unsigned char key[SECRET_KEY_SIZE] = { 7, 7 },
    other[SECRET_KEY_SIZE] = { 7, 8 };

static struct receipt
sample(const struct val *record)
{
	struct receipt r = { .course = "demo", .user = "ann@x.org",
	    .page = "week 1", .question = "bits", .seq = 17,
	    .ms = 1770000000123 };

	given_hash(record, r.answer);
	return r;
}

static bool
checks(const char *text)
{
	struct receipt r;

	return receipt_check(&r, &mem, key, text);
}

static void
test_changes(const struct text *t)
{
	char *copy = mem_str(&mem, t->p);
	int passed = 0;

	for (size_t i = 0; i < t->n; i++) {
		copy[i] ^= 1;
		passed += checks(copy);
		copy[i] ^= 1;
	}
	tap_int(passed, 0, "no byte of it can be changed");
	passed = 0;
	for (size_t i = 0; i < t->n; i++) {
		copy[i] = '\0';
		passed += checks(copy);
		copy[i] = t->p[i];
	}
	tap_int(passed, 0, "nor is any part of it one");
}

static void
test_odd(const struct text *t)
{
	char *long_text = mem_alloc(&mem, 100001);

	memset(long_text, '%', 100000);
	tap_ok(!checks("") && !checks("R1") && !checks("R1 a b c d 1 1 x y") &&
	    !checks(long_text), "nonsense");
	tap_ok(!checks(mem_printf(&mem, "%s x", t->p)), "with more behind");
	tap_ok(!checks(mem_printf(&mem, "R2%s", t->p + 2)), "another form");
	tap_ok(checks(mem_printf(&mem, " %.50s%s\r\n", t->p, t->p + 50)),
	    "blanks around do not matter");
}

int
main(void)
{
	struct val *record;
	struct receipt r, got;
	struct text t;

	mem_init(&mem, 0);
	record = val_object(&mem);
	val_set(record, "answer", "42");
	r = sample(record);
	text_init(&t, &mem);
	receipt_make(&t, key, &r);
	tap_note("%s", t.p);
	tap_ok(receipt_check(&got, &mem, key, t.p), "made and checked");
	tap_ok(strcmp(got.course, "demo") == 0 && strcmp(got.user,
	    "ann@x.org") == 0 && strcmp(got.page, "week 1") == 0 &&
	    strcmp(got.question, "bits") == 0 && got.seq == 17 &&
	    got.ms == 1770000000123, "it says what was submitted");
	tap_ok(receipt_fits(&got, 17, record), "it fits the record");
	tap_ok(!receipt_fits(&got, 18, record), "and no other seq");
	val_set(record, "answer", "43");
	tap_ok(!receipt_fits(&got, 17, record), "nor another answer");
	tap_ok(!receipt_check(&got, &mem, other, t.p), "nor another key");
	test_changes(&t);
	test_odd(&t);
	mem_release(&mem);
	return tap_done();
}
