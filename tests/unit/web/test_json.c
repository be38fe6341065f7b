#include "web/json.h"

#include <stdio.h>
#include <string.h>

#include "tap.h"
#include "web/mem.h"
#include "web/text.h"
#include "web/val.h"

#define S(literal)	SLICE_INIT(literal)

static struct slice
written(struct mem *m, const struct val *v)
{
	struct text t;

	text_init(&t, m);
	json_write(&t, v);
	return slice_of(t.p, t.n);
}

/* Read, and written again; NULL: as it was. */
static const struct {
	const char	*name;
	struct slice	 in;
	const char	*want;
} good[] = {
	{ "null", S("null"), NULL },
	{ "true", S("true"), NULL },
	{ "false", S("false"), NULL },
	{ "a number", S("12"), NULL },
	{ "a string", S("\"a\""), NULL },
	{ "an empty string", S("\"\""), NULL },
	{ "an empty list", S("[]"), NULL },
	{ "an empty object", S("{}"), NULL },
	{ "lists in lists", S("[[],[[]],[1,[2,[3]]]]"), NULL },
	{ "objects in objects", S("{\"a\":{\"b\":{\"\":{}}}}"), NULL },
	{ "of all types",
	    S("{\"a\":[null,true,false,0,\"\",[],{}],\"b\":-1.5}"), NULL },
	{ "blanks", S(" \t\r\n[ 1 ,\n2\t]\r "), "[1,2]" },
	{ "blanks in a string", S("\"  a b \""), NULL },
	{ "blanks in an object", S(" { \"a\" : 1 , \"b\" : { } } "),
	    "{\"a\":1,\"b\":{}}" },
	{ "blanks in empty ones", S("[ [ ] , { } ]"), "[[],{}]" },

	{ "the text of numbers stays",
	    S("[0,-0,0.0,1.10,1e5,1E+05,1e-05,0e0,-0.0E-0]"), NULL },
	{ "large and small ones, too",
	    S("[123456789012345678901234567890,0.1e-9999,-1e9999]"), NULL },
	{ "a long number", S("3.14159265358979323846264338327950288"), NULL },

	{ "order of keys", S("{\"z\":1,\"a\":2,\"m\":3}"), NULL },
	{ "the last of equal keys", S("{\"a\":1,\"b\":2,\"a\":3}"),
	    "{\"a\":3,\"b\":2}" },
	{ "keys that are equal by escapes", S("{\"a\":1,\"\\u0061\":2}"),
	    "{\"a\":2}" },
	{ "keys in two cases", S("{\"a\":1,\"A\":2}"), NULL },

	{ "short escapes", S("\"\\\"\\\\\\/\\b\\f\\n\\r\\t\""),
	    "\"\\\"\\\\/\\b\\f\\n\\r\\t\"" },
	{ "escapes of ASCII", S("\"\\u0041\\u005a\\u007A\\u007f\""),
	    "\"AZz\x7f\"" },
	{ "NUL", S("\"\\u0000\""), "\"\\u0000\"" },
	{ "control characters", S("\"\\u0001\\u001F\""),
	    "\"\\u0001\\u001f\"" },
	{ "markup is escaped", S("\"</script>&\""),
	    "\"\\u003c/script\\u003e\\u0026\"" },
	{ "ends of lines of JavaScript", S("\"\xe2\x80\xa8\\u2029\""),
	    "\"\\u2028\\u2029\"" },
	{ "their neighbours", S("\"\xe2\x80\xa7\xe2\x80\xaa\xe2\x81\xa8\""),
	    NULL },
	{ "two bytes", S("\"\\u0080\\u07ff\""), "\"\xc2\x80\xdf\xbf\"" },
	{ "three bytes", S("\"\\u0800\\ud7ff\\ue000\\uFFFF\""),
	    "\"\xe0\xa0\x80\xed\x9f\xbf\xee\x80\x80\xef\xbf\xbf\"" },
	{ "pairs", S("\"\\ud800\\udc00\\uD83D\\uDE00\\udbff\\udfff\""),
	    "\"\xf0\x90\x80\x80\xf0\x9f\x98\x80\xf4\x8f\xbf\xbf\"" },
	{ "text behind an escape", S("\"\\u00e9t\\u00e9\""),
	    "\"\xc3\xa9t\xc3\xa9\"" },
	{ "UTF-8", S("\"\x7f\xc2\x80\xdf\xbf\xe0\xa0\x80\xed\x9f\xbf"
	    "\xee\x80\x80\xef\xbf\xbf\xf0\x90\x80\x80\xf4\x8f\xbf\xbf\""),
	    NULL },
	{ "UTF-8 in a key", S("{\"\xc3\xa9\":1}"), NULL },
	{ "a byte order mark in a string", S("\"\xef\xbb\xbf\""), NULL },
	{ "a slash, not escaped", S("\"a/b\\/c\""), "\"a/b/c\"" },
};

static void
test_good(void)
{
	struct slice in, again;
	struct json_error error;
	struct mem m;
	struct val *v;

	for (size_t i = 0; i < sizeof(good) / sizeof(*good); i++) {
		mem_init(&m, 0);
		in = guard_copy(good[i].in);
		v = json_parse(&m, in.p, in.n, &error);
		if (!tap_ok(v != NULL, "%s", good[i].name))
			tap_note("%s", error.what);
		again = written(&m, v);
		tap_is(again, good[i].want == NULL ? good[i].in :
		    slice_str(good[i].want), "%s, written", good[i].name);
		v = json_parse(&m, again.p, again.n, NULL);
		tap_is(written(&m, v), again, "%s, and again", good[i].name);
		guard_free(in);
		mem_release(&m);
	}
}

/* What is refused, where, and a word of why. */
static const struct {
	const char	*name;
	struct slice	 in;
	size_t		 line, column;
	const char	*what;
} bad[] = {
	{ "nothing", S(""), 1, 1, "empty" },
	{ "blanks", S(" \n "), 2, 2, "empty" },
	{ "a byte order mark", S("\xef\xbb\xbf[]"), 1, 1, "order mark" },
	{ "half a byte order mark", S("\xef\xbb{}"), 1, 1, "no value" },
	{ "two values", S("1 2"), 1, 3, "has ended" },
	{ "two lists", S("[]\n[]"), 2, 1, "has ended" },
	{ "a bracket too many", S("[1]]"), 1, 4, "has ended" },
	{ "a NUL behind", S("[]\0"), 1, 3, "has ended" },
	{ "a NUL before", S("\0[]"), 1, 1, "no value" },
	{ "a NUL in a list", S("[\0]"), 1, 2, "no value" },
	{ "a word", S("hello"), 1, 1, "no value" },
	{ "True", S("[True]"), 1, 2, "written small" },
	{ "NULL", S("NULL"), 1, 1, "written small" },
	{ "tru", S("tru"), 1, 1, "no value" },
	{ "truer", S("[truer]"), 1, 6, "comma or ]" },
	{ "nul", S("[nul]"), 1, 2, "no value" },
	{ "undefined", S("undefined"), 1, 1, "no value" },
	{ "single quotes", S("['a']"), 1, 2, "double quotes" },
	{ "a comment", S("[/**/]"), 1, 2, "comments" },
	{ "a comment of a line", S("[1, // one\n2]"), 1, 5, "comments" },
	{ "a form feed", S("[\f]"), 1, 2, "no value" },
	{ "a no-break space", S("[\xc2\xa0]"), 1, 2, "no value" },
	{ "an element of XML", S("<a/>"), 1, 1, "no value" },

	{ "a comma at the end", S("[1,]"), 1, 3, "nothing follows" },
	{ "two of them", S("[1,,]"), 1, 4, "value is missing" },
	{ "a comma at the start", S("[,1]"), 1, 2, "value is missing" },
	{ "only a comma", S("[,]"), 1, 2, "value is missing" },
	{ "no comma", S("[1 2]"), 1, 4, "comma or ]" },
	{ "a semicolon", S("[1;2]"), 1, 3, "comma or ]" },
	{ "a colon in a list", S("[\"a\":1]"), 1, 5, "comma or ]" },
	{ "an open list", S("["), 1, 2, "text ends" },
	{ "an open list with a value", S("[1"), 1, 3, "comma or ]" },
	{ "an open list with a comma", S("[1,"), 1, 4, "text ends" },
	{ "the wrong bracket", S("[1}"), 1, 3, "comma or ]" },
	{ "a bracket alone", S("]"), 1, 1, "value is missing" },
	{ "a brace alone", S("}"), 1, 1, "value is missing" },

	{ "an open object", S("{"), 1, 2, "key" },
	{ "a comma at its end", S("{\"a\":1,}"), 1, 7, "nothing follows" },
	{ "two commas", S("{\"a\":1,,\"b\":2}"), 1, 8, "key" },
	{ "no key", S("{:1}"), 1, 2, "key" },
	{ "a key without quotes", S("{a:1}"), 1, 2, "key" },
	{ "a key in single quotes", S("{'a':1}"), 1, 2, "key" },
	{ "a number as key", S("{1:1}"), 1, 2, "key" },
	{ "null as key", S("{null:1}"), 1, 2, "key" },
	{ "only a key", S("{\"a\"}"), 1, 5, "colon" },
	{ "no colon", S("{\"a\" 1}"), 1, 6, "colon" },
	{ "an equals sign", S("{\"a\"=1}"), 1, 5, "colon" },
	{ "two colons", S("{\"a\"::1}"), 1, 6, "value is missing" },
	{ "no value", S("{\"a\":}"), 1, 6, "value is missing" },
	{ "no comma", S("{\"a\":1\n \"b\":2}"), 2, 2, "comma or }" },
	{ "the wrong bracket", S("{\"a\":1]"), 1, 7, "comma or }" },
	{ "an open object with a key", S("{\"a\""), 1, 5, "colon" },
	{ "and a colon", S("{\"a\":"), 1, 6, "text ends" },
	{ "and a value", S("{\"a\":1"), 1, 7, "comma or }" },
	{ "and a comma", S("{\"a\":1,"), 1, 8, "key" },
	{ "a broken key", S("{\"\\x\":1}"), 1, 3, "escapes" },

	{ "a plus", S("[+1]"), 1, 2, "begins with" },
	{ "a minus", S("[-]"), 1, 2, "minus" },
	{ "two minus", S("[--1]"), 1, 2, "minus" },
	{ "a minus and a blank", S("[- 1]"), 1, 2, "minus" },
	{ "zeros in front", S("[01]"), 1, 2, "zeros" },
	{ "two zeros", S("[00]"), 1, 2, "zeros" },
	{ "minus, zeros in front", S("[-012]"), 1, 2, "zeros" },
	{ "a point in front", S("[.5]"), 1, 2, "begins with" },
	{ "a minus and a point", S("[-.5]"), 1, 2, "minus" },
	{ "a point at the end", S("[5.]"), 1, 3, "point" },
	{ "a point and an e", S("[5.e1]"), 1, 3, "point" },
	{ "two points", S("[1.2.3]"), 1, 5, "one point" },
	{ "an e at the end", S("[1e]"), 1, 3, "follow the e" },
	{ "an e and a sign", S("[1E+]"), 1, 3, "follow the e" },
	{ "an e and two signs", S("[1e+-2]"), 1, 3, "follow the e" },
	{ "two e", S("[1e2e3]"), 1, 5, "follow the e" },
	{ "an e with a point", S("[1e2.5]"), 1, 5, "point" },
	{ "an e alone", S("[e1]"), 1, 2, "no value" },
	{ "hexadecimal", S("[0x10]"), 1, 3, "comma or ]" },
	{ "a low line", S("[1_000]"), 1, 3, "comma or ]" },
	{ "NaN", S("[NaN]"), 1, 2, "no such number" },
	{ "Infinity", S("[Infinity]"), 1, 2, "no such number" },
	{ "minus Infinity", S("[-Infinity]"), 1, 2, "minus" },
	{ "a digit of another script", S("[\xef\xbc\x91]"), 1, 2,
	    "no value" },
	{ "a number that ends in the text's end", S("1."), 1, 2, "point" },
	{ "and one with an e", S("-1e"), 1, 3, "follow the e" },

	{ "no quote at the end", S("[\"abc]"), 1, 2, "at its end" },
	{ "only a quote", S("\""), 1, 1, "at its end" },
	{ "an escaped quote at the end", S("\"a\\\""), 1, 1, "at its end" },
	{ "a backslash at the end", S("\"a\\"), 1, 3, "escapes" },
	{ "a line feed", S("\"a\nb\""), 1, 3, "control" },
	{ "a tab", S("\"\t\""), 1, 2, "control" },
	{ "a NUL", S("\"a\0b\""), 1, 3, "control" },
	{ "U+001F", S("\"\x1f\""), 1, 2, "control" },
	{ "\\a", S("\"\\a\""), 1, 2, "escapes" },
	{ "\\'", S("\"\\'\""), 1, 2, "escapes" },
	{ "\\x41", S("\"\\x41\""), 1, 2, "escapes" },
	{ "\\0", S("\"\\0\""), 1, 2, "escapes" },
	{ "\\U", S("\"\\U0041\""), 1, 2, "escapes" },
	{ "backslash, NUL", S("\"\\\0\""), 1, 2, "escapes" },
	{ "backslash, UTF-8", S("\"\\\xc3\xa9\""), 1, 2, "escapes" },
	{ "\\u", S("\"\\u\""), 1, 4, "four" },
	{ "\\u with three digits", S("\"\\u004\""), 1, 7, "four" },
	{ "\\u with another letter", S("\"\\u00g1\""), 1, 6, "four" },
	{ "\\u and a sign", S("\"\\u+041\""), 1, 4, "four" },
	{ "\\u and the end", S("\"\\u00"), 1, 6, "four" },
	{ "a first half", S("\"\\ud800\""), 1, 2, "must follow" },
	{ "a first half and text", S("\"\\ud800abc\""), 1, 2,
	    "must follow" },
	{ "two first halves", S("\"\\ud800\\ud800\""), 1, 2,
	    "must follow" },
	{ "a first half and a letter", S("\"\\udbff\\u0041\""), 1, 2,
	    "must follow" },
	{ "a first half and \\n", S("\"\\ud800\\n\""), 1, 2, "must follow" },
	{ "half of the second half", S("\"\\ud800\\udc\""), 1, 12, "four" },
	{ "a second half", S("\"\\udc00\""), 1, 2, "stand before" },
	{ "halves in the wrong order", S("\"\\udfff\\ud800\""), 1, 2,
	    "stand before" },
	{ "second halves behind a pair", S("\"\\ud800\\udc00\\udc00\""), 1,
	    14, "stand before" },

	{ "a stray byte", S("\"\x80\""), 1, 2, "UTF-8" },
	{ "another", S("[\"ab\xbf\"]"), 1, 5, "UTF-8" },
	{ "ISO 8859-1", S("\"\xe9t\xe9\""), 1, 2, "UTF-8" },
	{ "two bytes overlong", S("\"\xc0\x80\""), 1, 2, "UTF-8" },
	{ "C1", S("\"\xc1\xbf\""), 1, 2, "UTF-8" },
	{ "three bytes overlong", S("\"\xe0\x9f\xbf\""), 1, 2, "UTF-8" },
	{ "four bytes overlong", S("\"\xf0\x8f\xbf\xbf\""), 1, 2, "UTF-8" },
	{ "the first surrogate", S("\"\xed\xa0\x80\""), 1, 2, "UTF-8" },
	{ "the last surrogate", S("\"\xed\xbf\xbf\""), 1, 2, "UTF-8" },
	{ "a pair of them",
	    S("\"\xed\xa0\xbd\xed\xb8\x80\""), 1, 2, "UTF-8" },
	{ "U+110000", S("\"\xf4\x90\x80\x80\""), 1, 2, "UTF-8" },
	{ "F5", S("\"\xf5\x80\x80\x80\""), 1, 2, "UTF-8" },
	{ "five bytes", S("\"\xf8\x88\x80\x80\x80\""), 1, 2, "UTF-8" },
	{ "FE", S("\"\xfe\""), 1, 2, "UTF-8" },
	{ "FF", S("\"\xff\""), 1, 2, "UTF-8" },
	{ "two bytes cut", S("\"\xc3\""), 1, 2, "UTF-8" },
	{ "three bytes cut", S("\"\xe2\x82\""), 1, 2, "UTF-8" },
	{ "four bytes cut", S("\"\xf0\x9f\x98\""), 1, 2, "UTF-8" },
	{ "cut by the end", S("\"\xe2\x82"), 1, 2, "UTF-8" },
	{ "in a key", S("{\"\xff\":1}"), 1, 3, "UTF-8" },
	{ "outside of strings", S("[\xff]"), 1, 2, "no value" },
	{ "behind a number", S("[1\xe5]"), 1, 3, "comma or ]" },

	{ "on line 3", S("{\n  \"a\": 1,\r\n  \"b\": x\n}"), 3, 8,
	    "no value" },
	{ "columns are bytes", S("[\"\xc3\xa9\" x]"), 1, 7, "comma or ]" },
};

static void
test_bad(void)
{
	struct json_error error;
	struct slice in;
	struct mem m;

	for (size_t i = 0; i < sizeof(bad) / sizeof(*bad); i++) {
		mem_init(&m, 0);
		in = guard_copy(bad[i].in);
		memset(&error, 0, sizeof(error));
		if (tap_ok(json_parse(&m, in.p, in.n, &error) == NULL,
		    "%s is refused", bad[i].name)) {
			tap_int((long long)error.line,
			    (long long)bad[i].line, "%s: line", bad[i].name);
			tap_int((long long)error.column,
			    (long long)bad[i].column, "%s: column",
			    bad[i].name);
			tap_ok(strstr(error.what, bad[i].what) != NULL,
			    "%s: %s", bad[i].name, error.what);
		}
		tap_ok(json_parse(&m, in.p, in.n, NULL) == NULL,
		    "%s, and nobody asks why", bad[i].name);
		guard_free(in);
		mem_release(&m);
	}
}

/* No text that is cut is whole, wherever it is cut. */
static void
test_cut(void)
{
	static const char text[] = "{\"a\\u00e9\":[1,-2.5e-3,true,null,"
	    "\"\xf0\x9f\x98\x80\\ud83d\\ude00\"],\"b\":{\"c\":false}}";
	struct json_error error;
	struct slice in;
	struct mem m;

	for (size_t n = 0; n < sizeof(text) - 1; n++) {
		mem_init(&m, 0);
		in = guard_copy(slice_of(text, n));
		tap_ok(json_parse(&m, in.p, in.n, &error) == NULL &&
		    error.offset <= n, "cut behind %zu bytes", n);
		guard_free(in);
		mem_release(&m);
	}
	mem_init(&m, 0);
	tap_ok(json_parse(&m, text, sizeof(text) - 1, NULL) != NULL,
	    "not cut");
	mem_release(&m);
}

static void
nest(struct text *t, const char *opening, const char *closing, int depth)
{
	text_clear(t);
	for (int i = 0; i < depth; i++)
		text_adds(t, opening);
	text_adds(t, "1");
	for (int i = 0; i < depth; i++)
		text_adds(t, closing);
}

static void
test_depth(struct mem *m)
{
	struct json_error error;
	struct text t;

	text_init(&t, m);
	nest(&t, "[", "]", JSON_DEPTH_MAX);
	tap_ok(json_parse(m, t.p, t.n, NULL) != NULL, "as deep as allowed");
	nest(&t, "[", "]", JSON_DEPTH_MAX + 1);
	tap_ok(json_parse(m, t.p, t.n, &error) == NULL &&
	    error.offset == JSON_DEPTH_MAX, "one list too deep");
	nest(&t, "{\"a\":", "}", JSON_DEPTH_MAX);
	tap_ok(json_parse(m, t.p, t.n, NULL) != NULL, "objects so deep");
	nest(&t, "{\"a\":", "}", JSON_DEPTH_MAX + 1);
	tap_ok(json_parse(m, t.p, t.n, &error) == NULL &&
	    strstr(error.what, "128") != NULL, "one object too deep");
	nest(&t, "[{\"a\":", "}]", 100000);
	tap_ok(json_parse(m, t.p, t.n, NULL) == NULL, "very deep");
	text_clear(&t);
	text_adds(&t, "[");
	for (int i = 0; i < 1000; i++)
		text_adds(&t, "[[[]]],{},{\"a\":[{}]},");
	text_adds(&t, "0]");
	tap_ok(json_parse(m, t.p, t.n, NULL) != NULL,
	    "what was closed does not count");
}

/* Each would take minutes if the time grew with the square of the size. */
static void
test_large(struct mem *m)
{
	enum { MANY = 100000 };
	struct val *v;
	struct text t;

	text_init(&t, m);
	text_adds(&t, "{\"k\":0");
	for (int i = 1; i < MANY; i++)
		text_addf(&t, ",\"k%d\":%d", i, i);
	text_adds(&t, "}");
	v = json_parse(m, t.p, t.n, NULL);
	tap_ok(val_size(v) == MANY && val_getint(v, "k99999") == 99999,
	    "%d keys", MANY);
	tap_is(written(m, v), slice_of(t.p, t.n), "written in order");
	text_clear(&t);
	text_adds(&t, "{\"a\":0");
	for (int i = 1; i < MANY; i++)
		text_adds(&t, ",\"a\":1");
	text_adds(&t, "}");
	tap_int((long long)val_size(json_parse(m, t.p, t.n, NULL)), 1,
	    "%d times the same key", MANY);
	text_clear(&t);
	text_adds(&t, "[0");
	for (int i = 1; i < MANY; i++)
		text_adds(&t, ",0");
	text_adds(&t, "]");
	tap_int((long long)val_size(json_parse(m, t.p, t.n, NULL)), MANY,
	    "%d zeros", MANY);
	text_clear(&t);
	text_adds(&t, "\"");
	for (int i = 0; i < MANY; i++)
		text_adds(&t, "\\u0041");
	text_adds(&t, "\"");
	tap_int((long long)val_size(json_parse(m, t.p, t.n, NULL)), MANY,
	    "%d escapes", MANY);
}

static const struct {
	const char	*name;
	struct slice	 in;
	const char	*want;
} strings[] = {
	{ "nothing", S(""), "\"\"" },
	{ "all that has a short escape", S("\"\\\b\f\n\r\t"),
	    "\"\\\"\\\\\\b\\f\\n\\r\\t\"" },
	{ "NUL and others", S("\0\x01\x0b\x1f"),
	    "\"\\u0000\\u0001\\u000b\\u001f\"" },
	{ "markup", S("<!--&-->'"),
	    "\"\\u003c!--\\u0026--\\u003e'\"" },
	{ "what stays", S(" !#$%'()*+,-./0:;=?@AZ[]^_`az{|}~\x7f"),
	    "\" !#$%'()*+,-./0:;=?@AZ[]^_`az{|}~\x7f\"" },
	{ "UTF-8", S("\xc3\xa9\xe2\x82\xac\xf0\x9f\x98\x80"),
	    "\"\xc3\xa9\xe2\x82\xac\xf0\x9f\x98\x80\"" },
	{ "ends of lines", S("a\xe2\x80\xa8" "b\xe2\x80\xa9"),
	    "\"a\\u2028b\\u2029\"" },
	{ "a stray byte", S("a\x80" "b"), "\"a\xef\xbf\xbd" "b\"" },
	{ "at both ends", S("\xff" "a\xff"),
	    "\"\xef\xbf\xbd" "a\xef\xbf\xbd\"" },
	{ "cut", S("\xe2\x82"), "\"\xef\xbf\xbd\xef\xbf\xbd\"" },
	{ "a surrogate", S("\xed\xa0\x80"),
	    "\"\xef\xbf\xbd\xef\xbf\xbd\xef\xbf\xbd\"" },
};

static void
test_strings(struct mem *m)
{
	struct slice in;
	struct text t;

	for (size_t i = 0; i < sizeof(strings) / sizeof(*strings); i++) {
		in = guard_copy(strings[i].in);
		text_init(&t, m);
		json_write_string(&t, in.p, in.n);
		tap_is(slice_of(t.p, t.n), slice_str(strings[i].want),
		    "string: %s", strings[i].name);
		guard_free(in);
	}
}

static const struct {
	const char	*name, *in, *want;
} pretty[] = {
	{ "a number", "1", "1\n" },
	{ "empty ones", "[[],{}]", "[\n  [],\n  {}\n]\n" },
	{ "an empty list", "[]", "[]\n" },
	{ "a list", "[1,\"a\"]", "[\n  1,\n  \"a\"\n]\n" },
	{ "an object", "{\"a\":1,\"b\":[2]}",
	    "{\n  \"a\": 1,\n  \"b\": [\n    2\n  ]\n}\n" },
};

static void
test_pretty(struct mem *m)
{
	struct text t;

	for (size_t i = 0; i < sizeof(pretty) / sizeof(*pretty); i++) {
		text_init(&t, m);
		json_write_pretty(&t, json_parse(m, pretty[i].in,
		    strlen(pretty[i].in), NULL));
		tap_is(slice_of(t.p, t.n), slice_str(pretty[i].want),
		    "pretty: %s", pretty[i].name);
	}
}

/* Each text ends with a NUL, since those who take it as a string will. */
static void
test_ends(struct mem *m)
{
	static const char in[] = "{\"key\":[12,34,\"a\",\"\",-5.5]}";
	struct val *v = json_parse(m, in, sizeof(in) - 1, NULL);
	struct val *list = val_get(v, "key");

	tap_is(slice_str(val_key(v, 0, NULL)), slice_str("key"),
	    "a key ends");
	tap_int(val_toint(val_at(list, 0)), 12, "a number ends");
	tap_int(val_toint(val_at(list, 1)), 34, "the next number");
	tap_is(slice_str(val_tostr(val_at(list, 2))), slice_str("a"),
	    "a string ends");
	tap_is(slice_str(val_tostr(val_at(list, 3))), slice_str(""),
	    "an empty string");
	tap_ok(val_toreal(val_at(list, 4)) == -5.5, "the last number");
}

/* Deeper than the stack would be, and than we read. */
static void
test_write_deep(struct mem *m)
{
	enum { DEEP = 1000000 };
	struct val *root = val_list(m), *v = root;
	struct slice out;

	for (int i = 1; i < DEEP; i++)
		v = val_push(v, val_list(m));
	out = written(m, root);
	tap_ok(out.n == 2 * DEEP && strspn(out.p, "[") == DEEP &&
	    strspn(out.p + DEEP, "]") == DEEP, "%d lists in each other",
	    DEEP);
	tap_is(written(m, NULL), slice_str("null"), "NULL is null");
}

int
main(void)
{
	struct mem m;

	mem_init(&m, (size_t)1 << 30);
	test_good();
	test_bad();
	test_cut();
	test_depth(&m);
	test_large(&m);
	test_strings(&m);
	test_pretty(&m);
	test_ends(&m);
	test_write_deep(&m);
	mem_release(&m);
	return tap_done();
}
