#include "web/val.h"

#include <float.h>
#include <limits.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "tap.h"
#include "web/mem.h"

/* A value of each type. */
static struct val *
sample(struct mem *m, enum val_type type)
{
	struct val *v;

	switch (type) {
	case VAL_NULL:
		return val_null(m);
	case VAL_BOOL:
		return val_bool(m, true);
	case VAL_NUMBER:
		return val_int(m, 7);
	case VAL_STRING:
		return val_str(m, "text");
	case VAL_LIST:
		v = val_list(m);
		val_push(v, val_int(m, 1));
		return v;
	case VAL_OBJECT:
		v = val_object(m);
		val_seti(v, "k", 1);
		return v;
	}
	return NULL;
}

static const struct {
	enum val_type	 type;
	long long	 number;
	bool		 truth;
	const char	*text;
	size_t		 size;
	bool		 at, get;
} rows[] = {
	{ VAL_NULL, 0, false, "", 0, false, false },
	{ VAL_BOOL, 0, true, "", 0, false, false },
	{ VAL_NUMBER, 7, false, "7", 1, false, false },
	{ VAL_STRING, 0, false, "text", 4, false, false },
	{ VAL_LIST, 0, false, "", 1, true, false },
	{ VAL_OBJECT, 0, false, "", 1, true, true },
};

static void
test_getters(struct mem *m)
{
	const struct val *v;
	size_t n = 99;

	for (size_t i = 0; i < sizeof(rows) / sizeof(*rows); i++) {
		v = sample(m, rows[i].type);
		tap_ok(val_type(v) == rows[i].type, "type %zu", i);
		tap_int(val_toint(v), rows[i].number, "toint %zu", i);
		tap_ok(val_toreal(v) == (double)rows[i].number,
		    "toreal %zu", i);
		tap_ok(val_isint(v) == (i == VAL_NUMBER), "isint %zu", i);
		tap_ok(val_tobool(v) == rows[i].truth, "tobool %zu", i);
		tap_is(slice_str(val_tostr(v)), slice_str(rows[i].text),
		    "tostr %zu", i);
		tap_ok(val_size(v) == rows[i].size, "size %zu", i);
		tap_ok((val_at(v, 0) != NULL) == rows[i].at, "at %zu", i);
		tap_ok(val_at(v, 1) == NULL, "at the end %zu", i);
		tap_ok((val_get(v, "k") != NULL) == rows[i].get,
		    "get %zu", i);
		tap_is(slice_str(val_key(v, 0, &n)),
		    slice_str(rows[i].get ? "k" : ""), "key %zu", i);
		tap_ok(n == rows[i].get, "bytes of key %zu", i);
		tap_ok(*val_key(v, 1, NULL) == '\0', "no key %zu", i);
		tap_ok(val_mem(v) == m, "arena %zu", i);
	}
}

static void
test_nothing(void)
{
	size_t n = 99;

	tap_ok(val_type(NULL) == VAL_NULL, "NULL: null");
	tap_ok(!val_isint(NULL) && val_toint(NULL) == 0 &&
	    val_toreal(NULL) == 0 && !val_tobool(NULL), "NULL: 0, false");
	tap_ok(*val_tostr(NULL) == '\0' && val_size(NULL) == 0, "NULL: \"\"");
	tap_ok(val_at(NULL, 0) == NULL && val_get(NULL, "k") == NULL,
	    "NULL has no members");
	tap_ok(*val_key(NULL, 0, &n) == '\0' && n == 0, "NULL has no keys");
	tap_is(slice_str(val_getstr(val_get(NULL, "a"), "b")), slice_str(""),
	    "lookups can be chained");
	tap_int(val_getint(NULL, "a"), 0, "and end with 0");
}

/* What is added to another type is left out. */
static void
test_wrong_setters(struct mem *m)
{
	struct val *v, *one = val_int(m, 1);

	for (size_t i = 0; i < sizeof(rows) / sizeof(*rows); i++) {
		v = sample(m, rows[i].type);
		tap_ok(val_push(v, one) == one, "push to %zu", i);
		tap_int((long long)val_size(v), (long long)rows[i].size +
		    (i == VAL_LIST), "pushed to %zu", i);
		v = sample(m, rows[i].type);
		tap_ok(val_put(v, "x", one) == one, "put into %zu", i);
		val_setlist(v, "y");
		tap_int((long long)val_size(v), (long long)rows[i].size +
		    (i == VAL_OBJECT ? 2 : 0), "put into %zu", i);
	}
}

static void
test_strings(struct mem *m)
{
	const struct val *v = val_string(m, "a\0b", 3);

	tap_ok(val_size(v) == 3 && memcmp(val_tostr(v), "a\0b", 4) == 0,
	    "a string with a NUL in it");
	tap_ok(val_type(val_str(m, NULL)) == VAL_NULL, "no string is null");
	tap_ok(val_type(val_str(m, "")) == VAL_STRING, "an empty one is not");
	tap_ok(val_type(val_bool(m, false)) == VAL_BOOL &&
	    !val_tobool(val_bool(m, false)), "false");
}

static void
test_list(struct mem *m)
{
	struct val *list = val_list(m);
	bool good = true;

	for (int i = 0; i < 1000; i++) {
		good = good && (int)val_size(list) == i;
		good = good && val_toint(val_push(list, val_int(m, i))) == i;
	}
	for (int i = 0; i < 1000; i++)
		good = good && val_toint(val_at(list, (size_t)i)) == i;
	tap_ok(good && val_at(list, 1000) == NULL, "a list of 1000");
	tap_ok(val_type(val_pushobject(list)) == VAL_OBJECT &&
	    val_size(list) == 1001, "an object in a list");
}

static void
test_object(struct mem *m)
{
	struct val *o = val_object(m);

	val_set(o, "string", "a");
	val_set(o, "none", NULL);
	val_setf(o, "format", "%d%%", 5);
	val_seti(o, "int", -3);
	val_setr(o, "real", 0.5);
	val_setb(o, "bool", true);
	val_seti(val_setobject(o, "object"), "x", 1);
	val_push(val_setlist(o, "list"), val_int(m, 9));
	val_put(o, "string", val_int(m, 8));
	tap_int((long long)val_size(o), 8, "one member a key");
	tap_is(slice_str(val_key(o, 0, NULL)), slice_str("string"),
	    "a member is replaced in its place");
	tap_int(val_getint(o, "string"), 8, "the last value counts");
	tap_ok(val_type(val_get(o, "none")) == VAL_NULL, "null");
	tap_is(slice_str(val_getstr(o, "format")), slice_str("5%"), "format");
	tap_int(val_getint(o, "int"), -3, "int");
	tap_is(slice_str(val_getstr(o, "real")), slice_str("0.5"), "real");
	tap_ok(val_tobool(val_get(o, "bool")), "bool");
	tap_int(val_getint(val_get(o, "object"), "x"), 1, "object");
	tap_int(val_toint(val_at(val_get(o, "list"), 0)), 9, "list");
	tap_is(slice_str(val_key(o, 7, NULL)), slice_str("list"), "order");
	tap_ok(val_get(o, "strin") == NULL && val_get(o, "strings") == NULL &&
	    val_get(o, "") == NULL, "no other keys");
}

/* Keys that differ in little: in a bit, in a NUL, in length. */
static size_t
key_make(char *key, unsigned i)
{
	static const unsigned char bytes[] = { 0, 1, 0x80, 0xff };
	size_t n = 0;

	while (i > 0) {
		i--;
		key[n++] = (char)bytes[i % 4];
		i /= 4;
	}
	return n;
}

/* After each key all keys so far are there, and no other. */
static void
test_keys(struct mem *m)
{
	enum { KEYS = 400 };
	struct val *o = val_object(m);
	char key[16];
	size_t n;
	bool good = true;

	for (unsigned i = 0; i < KEYS; i++) {
		n = key_make(key, i);
		val_putn(o, key, n, val_int(m, i));
		for (unsigned k = 0; k < KEYS; k++) {
			n = key_make(key, k);
			good = good && (k <= i ?
			    val_toint(val_getn(o, key, n)) == k :
			    val_getn(o, key, n) == NULL);
		}
		good = good && val_size(o) == i + 1;
	}
	tap_ok(good, "keys that differ in little are told apart");
	for (unsigned i = 0; i < KEYS; i++) {
		n = key_make(key, i);
		good = good && memcmp(val_key(o, i, NULL), key, n) == 0;
		val_putn(o, key, n, val_int(m, 2 * i));
		good = good && val_toint(val_at(o, i)) == 2 * i;
	}
	tap_ok(good && val_size(o) == KEYS, "and replaced in their place");
}

/* Would take minutes if each key were compared with each. */
static void
test_many(struct mem *m)
{
	enum { MANY = 200000 };
	struct val *o = val_object(m);
	char key[32];
	bool good = true;

	for (int i = 0; i < MANY; i++) {
		(void)snprintf(key, sizeof(key), "%d", i);
		val_seti(o, key, i);
	}
	for (int i = 0; i < MANY; i++) {
		(void)snprintf(key, sizeof(key), "%d", i);
		good = good && val_getint(o, key) == i;
	}
	tap_ok(good && val_size(o) == MANY, "%d keys", MANY);
}

/* Each key is the start of the next: as deep as a tree of keys gets. */
static void
test_prefixes(struct mem *m)
{
	enum { LONGEST = 3000 };
	struct val *o = val_object(m);
	static char key[LONGEST];
	bool good = true;

	memset(key, 'a', sizeof(key));
	for (size_t n = 0; n < LONGEST; n++)
		val_putn(o, key, n, val_int(m, (long long)n));
	for (size_t n = 0; n < LONGEST; n++)
		good = good && val_toint(val_getn(o, key, n)) == (long long)n;
	tap_ok(good, "keys of 0 to %d times the same letter", LONGEST - 1);
}

static const struct {
	const char	*text;
	bool		 valid, isint;
	long long	 number;
} numbers[] = {
	{ "0", true, true, 0 },
	{ "-0", true, true, 0 },
	{ "-1", true, true, -1 },
	{ "10", true, true, 10 },
	{ "9223372036854775807", true, true, LLONG_MAX },
	{ "-9223372036854775808", true, true, LLONG_MIN },
	{ "9223372036854775808", true, false, LLONG_MAX },
	{ "-9223372036854775809", true, false, LLONG_MIN },
	{ "-9223372036854775808.0", true, true, LLONG_MIN },
	{ "9223372036854775808.0", true, false, LLONG_MAX },
	{ "-9223372036854777856.0", true, false, LLONG_MIN },
	{ "9007199254740993", true, true, 9007199254740993 },
	{ "1e400", true, false, LLONG_MAX },
	{ "-1e400", true, false, LLONG_MIN },
	{ "1e-400", true, true, 0 },
	{ "1.0", true, true, 1 },
	{ "1.5", true, false, 1 },
	{ "-1.9", true, false, -1 },
	{ "1E2", true, true, 100 },
	{ "1e+2", true, true, 100 },
	{ "150e-2", true, false, 1 },
	{ "0.0e0", true, true, 0 },
	{ "", false, false, 0 },
	{ "-", false, false, 0 },
	{ "+1", false, false, 0 },
	{ "01", false, false, 0 },
	{ "-01", false, false, 0 },
	{ "00", false, false, 0 },
	{ ".5", false, false, 0 },
	{ "1.", false, false, 0 },
	{ "1.e1", false, false, 0 },
	{ "1e", false, false, 0 },
	{ "1e+", false, false, 0 },
	{ "1e1.5", false, false, 0 },
	{ "0x10", false, false, 0 },
	{ "1 ", false, false, 0 },
	{ " 1", false, false, 0 },
	{ "1,5", false, false, 0 },
	{ "Infinity", false, false, 0 },
	{ "nan", false, false, 0 },
};

static void
test_numbers(struct mem *m)
{
	const struct val *v;
	struct slice in;

	for (size_t i = 0; i < sizeof(numbers) / sizeof(*numbers); i++) {
		in = guard_copy(slice_str(numbers[i].text));
		v = val_number(m, in.p, in.n);
		tap_is(slice_str(val_tostr(v)), numbers[i].valid ? in :
		    slice_str(""), "number \"%s\"", numbers[i].text);
		tap_ok(val_isint(v) == numbers[i].isint, "\"%s\" is%s whole",
		    numbers[i].text, numbers[i].isint ? "" : " not");
		tap_int(val_toint(v), numbers[i].number, "\"%s\" as a number",
		    numbers[i].text);
		guard_free(in);
	}
	tap_is(slice_str(val_tostr(val_int(m, LLONG_MIN))),
	    slice_str("-9223372036854775808"), "the smallest int");
}

static const struct {
	double		 number;
	const char	*want;
} reals[] = {
	{ 0, "0" },
	{ -0.0, "-0" },
	{ 1, "1" },
	{ -1, "-1" },
	{ 100, "100" },
	{ 0.1, "0.1" },
	{ 0.5, "0.5" },
	{ 3.14, "3.14" },
	{ -12.25, "-12.25" },
	{ 1.0 / 3, "0.3333333333333333" },
	{ 2.0 / 3, "0.6666666666666666" },
	{ 0.1 + 0.2, "0.30000000000000004" },
	{ 123456789.125, "123456789.125" },
	{ 1000000, "1000000" },
	{ 9007199254740991, "9007199254740991" },
	{ 9007199254740992, "9007199254740992" },
	{ -9007199254740991, "-9007199254740991" },
	{ 123456789012345680000.0, "1.2345678901234568e20" },
	{ 1e21, "1e21" },
	{ 1.25e-10, "1.25e-10" },
	{ 1.5e300, "1.5e300" },
	{ 1e-7, "1e-7" },
	{ 0.0001, "0.0001" },
	{ DBL_MAX, "1.7976931348623157e308" },
	{ -DBL_MAX, "-1.7976931348623157e308" },
	{ DBL_MIN, "2.2250738585072014e-308" },
	{ 5e-324, "5e-324" },
	{ NAN, "" },
	{ INFINITY, "" },
	{ -INFINITY, "" },
};

/* No shorter text reads back as the same. */
static bool
shortest(double number, const char *text)
{
	char shorter[40];
	int digits = 0;

	if (strtod(text, NULL) != number)
		return false;
	for (const char *s = text; *s != '\0' && *s != 'e'; s++)
		digits += *s >= '0' && *s <= '9';
	if (strchr(text, '.') == NULL && strchr(text, 'e') == NULL)
		return true;	/* a whole number is written in full */
	while (*text == '-' || *text == '0' || *text == '.') {
		digits -= *text == '0';
		text++;
	}
	if (digits <= 1)
		return true;
	(void)snprintf(shorter, sizeof(shorter), "%.*e", digits - 2, number);
	return strtod(shorter, NULL) != number;
}

static void
test_reals(struct mem *m)
{
	unsigned long long bits = 1;
	bool good = true;
	double number;

	for (size_t i = 0; i < sizeof(reals) / sizeof(*reals); i++)
		tap_is(slice_str(val_tostr(val_real(m, reals[i].number))),
		    slice_str(reals[i].want), "real %g", reals[i].number);
	tap_ok(val_type(val_real(m, NAN)) == VAL_NULL, "NaN is null");
	for (int i = 0; i < 20000; i++) {
		bits = bits * 6364136223846793005u + 1442695040888963407u;
		memcpy(&number, &bits, sizeof(number));
		if (i % 2 == 0)
			number = (double)(long long)(bits >> 40) / 1000;
		if (!isfinite(number) || shortest(number,
		    val_tostr(val_real(m, number))))
			continue;
		tap_note("%.17g", number);
		good = false;
	}
	tap_ok(good, "20000 doubles read back, and none is too long");
}

int
main(void)
{
	struct mem m;

	mem_init(&m, (size_t)1 << 30);
	test_getters(&m);
	test_nothing();
	test_wrong_setters(&m);
	test_strings(&m);
	test_list(&m);
	test_object(&m);
	test_keys(&m);
	test_many(&m);
	test_prefixes(&m);
	test_numbers(&m);
	test_reals(&m);
	mem_release(&m);
	return tap_done();
}
