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
	tap_int((long long)class_run(SLICE("abc def"), CLASS_WORD), 3, "run");
	tap_int((long long)class_run(SLICE(" a"), CLASS_WORD), 0, "no run");
	tap_ok(class_all(SLICE("abc"), CLASS_WORD), "all");
	tap_ok(class_all(SLICE(""), CLASS_WORD), "all of nothing");
	tap_ok(!class_all(SLICE("abc "), CLASS_WORD), "not all");
	return tap_done();
}
