#include "conf/lex.h"

#include <stdio.h>
#include <string.h>

#include "tap.h"

struct row {
	const char	*name;
	struct slice	 in;
	const char	*want;		/* line, kind and value of each token */
};

static const struct row rows[] = {
	{ "nothing", SLICE_INIT(""), "1$" },
	{ "blanks alone", SLICE_INIT(" \t "), "1$" },
	{ "a directive", SLICE_INIT("listen 127.0.0.1:80"),
	    "1(listen)1(127.0.0.1:80)1$" },
	{ "an ended line", SLICE_INIT("a b\n"), "1(a)1(b)1;2$" },
	{ "CRLF", SLICE_INIT("a b\r\nc\r\n"), "1(a)1(b)1;2(c)2;3$" },
	{ "blanks at both ends", SLICE_INIT("\t a \t b \n"),
	    "1(a)1(b)1;2$" },
	{ "semicolon", SLICE_INIT("a;b ; c"), "1(a)1;1(b)1;1(c)1$" },
	{ "a block", SLICE_INIT("a {\n b\n}\n"), "1(a)1{1;2(b)2;3}3;4$" },
	{ "braces need no blanks", SLICE_INIT("a{b}"), "1(a)1{1(b)1}1$" },
	{ "comment", SLICE_INIT("# a { \"\nb"), "1;2(b)2$" },
	{ "comment behind a value", SLICE_INIT("a b # c\nd"),
	    "1(a)1(b)1;2(d)2$" },
	{ "# within a word is none", SLICE_INIT("a b#c"), "1(a)1(b#c)1$" },
	{ "# after a brace is one", SLICE_INIT("a {# c }\n}"),
	    "1(a)1{1;2}2$" },
	{ "quotes", SLICE_INIT("a \"b c\""), "1(a)1(b c)1$" },
	{ "empty quotes", SLICE_INIT("a \"\""), "1(a)1()1$" },
	{ "all that needs quotes", SLICE_INIT("\" #;{}\t\""),
	    "1( #;{}\t)1$" },
	{ "escapes in quotes", SLICE_INIT("\"a\\\"b\\\\\""),
	    "1(a\"b\\)1$" },
	{ "a backslash in a word is itself", SLICE_INIT("a\\n"),
	    "1(a\\n)1$" },
	{ "semicolon after quotes", SLICE_INIT("\"a\";b"), "1(a)1;1(b)1$" },
	{ "8-bit bytes are text", SLICE_INIT("\xc3\xa9"), "1(\xc3\xa9)1$" },
	{ "byte order mark", SLICE_INIT("\xef\xbb\xbf" "a"), "1(a)1$" },
	{ "byte order mark later is text", SLICE_INIT("a \xef\xbb\xbf"),
	    "1(a)1(\xef\xbb\xbf)1$" },
	{ "unclosed quote", SLICE_INIT("a \"b\nc"), "1(a)1!1;2(c)2$" },
	{ "unclosed quote at the end", SLICE_INIT("a \"b"), "1(a)1!1$" },
	{ "a lone quote", SLICE_INIT("\""), "1!1$" },
	{ "escaped quote does not close", SLICE_INIT("\"a\\\"\nb"),
	    "1!1;2(b)2$" },
	{ "backslash ends the line", SLICE_INIT("\"a\\\nb\"c\n"),
	    "1!1;2!2;3$" },
	{ "backslash ends the text", SLICE_INIT("\"a\\"), "1!1$" },
	{ "unclosed quote leaves the brace", SLICE_INIT("a \"b {\nc\n}"),
	    "1(a)1!1{1;2(c)2;3}3$" },
	{ "unknown escape", SLICE_INIT("\"a\\nb\" c"), "1!1$" },
	{ "text after a quote", SLICE_INIT("\"a\"b c"), "1!1$" },
	{ "quote in a word", SLICE_INIT("a\"b\" c\nd"), "1!1;2(d)2$" },
	{ "NUL", SLICE_INIT("a\0b"), "1!1$" },
	{ "NUL alone", SLICE_INIT("\0"), "1!1$" },
	{ "escape character", SLICE_INIT("a \x1b[m"), "1(a)1!1$" },
	{ "DEL in quotes", SLICE_INIT("\"\x7f\""), "1!1$" },
};

static size_t
add_token(char *out, size_t room, const struct lex_token *t)
{
	static const char marks[] = {
		[LEX_OPEN] = '{', [LEX_CLOSE] = '}', [LEX_END] = ';',
		[LEX_EOF] = '$', [LEX_BAD] = '!'
	};
	char value[64];

	if (t->kind != LEX_WORD)
		return (size_t)snprintf(out, room, "%d%c", t->line,
		    marks[t->kind]);
	return (size_t)snprintf(out, room, "%d(%.*s)", t->line,
	    (int)lex_value(t, value), value);
}

static void
show_tokens(char *out, size_t room, struct slice in)
{
	struct lex lex;
	struct lex_token t;
	size_t n = 0;

	lex_init(&lex, in);
	do {
		lex_next(&lex, &t);
		n += add_token(out + n, room - n, &t);
	} while (t.kind != LEX_EOF && n < room / 2);
}

static void
test_rows(void)
{
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		struct slice in = guard_copy(rows[i].in);
		char got[400];

		show_tokens(got, sizeof(got), in);
		tap_is(slice_str(got), slice_str(rows[i].want), "%s",
		    rows[i].name);
		guard_free(in);
	}
}

/* No cut of any row is read past its end, and each comes to its end. */
static void
test_cuts(void)
{
	bool all = true;

	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++)
		for (size_t n = 0; n < rows[i].in.n; n++) {
			struct slice in = guard_copy(slice_of(rows[i].in.p, n));
			char got[400];

			show_tokens(got, sizeof(got), in);
			all = all && strchr(got, '$') != NULL;
			guard_free(in);
		}
	tap_ok(all, "every cut of every text comes to its end");
}

static void
test_bare(void)
{
	static const struct {
		const char	*value;
		bool		 want;
	} values[] = {
		{ "a", true }, { "/a:b\\c#d", true }, { "", false },
		{ "#a", false }, { "a b", false }, { "a\tb", false },
		{ "a;", false }, { "{", false }, { "}", false },
		{ "a\"", false }
	};

	for (size_t i = 0; i < sizeof(values) / sizeof(values[0]); i++)
		tap_int(lex_is_bare(slice_str(values[i].value)),
		    values[i].want, "bare: '%s'", values[i].value);
}

int
main(void)
{
	struct lex lex;
	struct lex_token t;

	test_rows();
	test_cuts();
	test_bare();
	lex_init(&lex, SLICE(""));
	lex_next(&lex, &t);
	lex_next(&lex, &t);
	tap_int(t.kind, LEX_EOF, "the end stays the end");
	return tap_done();
}
