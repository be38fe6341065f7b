#include "http/class.h"

#include <string.h>

#include "tap.h"

#define ALNUM	"0123456789abcdefghijklmnopqrstuvwxyz" \
		"ABCDEFGHIJKLMNOPQRSTUVWXYZ"
#define UNRESERVED	ALNUM "-._~"		/* RFC 3986, 2.3 */

static bool
in_word(int i)
{
	return (i > 0x20 && i < 0x7f) || i >= 0x80;
}

static bool
in_text(int i)
{
	return i == '\t' || i == ' ' || in_word(i);
}

static bool
in_target(int i)
{
	return i > 0x20 && i < 0x7f && i != '#';
}

static bool
in_bare(int i)
{
	return i > 0x20 && i < 0x7f && i != '"' && i != '\\';
}

static bool
in_plain(int i)
{
	return i == ' ' || in_word(i);
}

/* Runs that are read in words: each byte at each place in the first three. */
static void
test_run(const char *name, size_t (*run)(struct slice), bool (*in)(int))
{
	char text[24];
	int wrong = -1;

	for (int i = 0; i < 256; i++)
		for (size_t at = 0; at < sizeof(text); at++) {
			memset(text, 'x', sizeof(text));
			text[at] = (char)i;
			for (size_t n = at + 1; n <= sizeof(text); n++)
				if (run(slice_of(text, n)) !=
				    (in(i) ? n : at))
					wrong = i;
		}
	tap_int(wrong, -1, "run of %s: all 256 bytes everywhere", name);
}

static void
test_list(const char *name, uint8_t set, const char *bytes)
{
	int wrong = -1;

	for (int i = 0; i < 256; i++)
		if (class_has((char)i, set) !=
		    (i != 0 && strchr(bytes, i) != NULL))
			wrong = i;
	tap_int(wrong, -1, "%s: all 256 bytes", name);
}

static void
test_rule(const char *name, uint8_t set, bool (*in)(int))
{
	int wrong = -1;

	for (int i = 0; i < 256; i++)
		if (class_has((char)i, set) != in(i))
			wrong = i;
	tap_int(wrong, -1, "%s: all 256 bytes", name);
}

int
main(void)
{
	test_list("token", CLASS_TOKEN, "!#$%&'*+-.^_`|~" ALNUM);
	test_list("host", CLASS_HOST, UNRESERVED "!$&'()*+;=");
	test_list("path", CLASS_PATH, UNRESERVED "!$&'()*+,;=:@/");
	test_rule("word", CLASS_WORD, in_word);
	test_rule("text", CLASS_TEXT, in_text);
	test_rule("target", CLASS_TARGET, in_target);
	test_rule("bare", CLASS_BARE, in_bare);
	test_run("plain", class_plain, in_plain);
	test_run("text", class_text, in_text);
	tap_int((long long)class_text(slice_of(NULL, 0)), 0, "text of NULL");
	tap_int((long long)class_run(SLICE("abc def"), CLASS_WORD), 3, "run");
	tap_int((long long)class_run(SLICE(" a"), CLASS_WORD), 0, "no run");
	tap_ok(class_all(SLICE("abc"), CLASS_WORD), "all");
	tap_ok(class_all(SLICE(""), CLASS_WORD), "all of nothing");
	tap_ok(!class_all(SLICE("abc "), CLASS_WORD), "not all");
	return tap_done();
}
