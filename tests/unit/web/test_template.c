#include "web/template.h"

#include <stdio.h>
#include <string.h>

#include "tap.h"
#include "web/json.h"
#include "web/mem.h"
#include "web/text.h"
#include "web/val.h"

/* What most rows are shown with. */
#define MODEL \
	"{\"a\": \"A\", \"html\": \"<a b='c'>&\\\"\", \"n\": 1.50, \"yes\": " \
	"true, \"no\": false, \"null\": null, \"empty\": \"\", \"zero\": 0, " \
	"\"none\": [], \"lines\": \"1\\n2\", \"which\": \"two\", \"list\": " \
	"[{\"a\": \"x\"}, {\"b\": \"y\"}], \"words\": [\"v\", \"w\"], " \
	"\"nested\": [[1, 2], [3]], \"o\": {\"a\": \"OA\", \"p\": {\"q\": " \
	"\"deep\"}, \"none\": {}}}"

/* Templates that the rows may name. */
static const struct {
	const char	*name, *text;
} others[] = {
	{ "one", "1{{a}}" },
	{ "two", "l1\nl2\n" },
	{ "crlf", "l1\r\nl2\r\n" },
	{ "gap", "l1\n\nl2" },
	{ "value", "[\n{{{lines}}}\n]\n" },
	{ "outer", " {{>two}}\nl3\n" },
	{ "tags", "{{#yes}}\n{{a}}{{! c }}\n{{/yes}}\n{{#no}}x{{/no}}y\n" },
	{ "delims", "{{=| |=}}|a|" },
	{ "tree", "<{{v}}{{#kids}}{{>tree}}{{/kids}}>" },
	{ "page", "<{{$title}}T{{/title}}|{{$body}}B{{/body}}>" },
	{ "mid", "{{<page}}{{$title}}M{{$sub}}S{{/sub}}{{/title}}{{/page}}" },
	{ "indented", "p:\n  {{$body}}d{{/body}}\nq\n" },
	{ "hanging", "p:\n{{$body}}\n  d\n{{/body}}\nq\n" },
	{ "looped", "{{#list}}{{$body}}B{{/body}};{{/list}}" },
	{ "loop", "{{>loop}}" },
	{ "self", "{{<self}}{{/self}}" },
	{ "bad", "x\n\n{{#a}}" },
};

static const struct row {
	const char	*name, *in, *want;
} rows[] = {
	{ "text", "Hello {} } { world\n", "Hello {} } { world\n" },
	{ "nothing", "", "" },
	{ "a name", "{{a}}", "A" },
	{ "blanks around it", "{{ a }}{{\ta\n}}{{{ a }}}{{& a }}", "AAAA" },
	{ "escaped", "{{html}}", "&lt;a b=&#39;c&#39;&gt;&amp;&quot;" },
	{ "not escaped", "{{{html}}}{{&html}}",
	    "<a b='c'>&\"<a b='c'>&\"" },
	{ "a number as it was read", "{{n}}", "1.50" },
	{ "bools", "{{yes}} {{no}}", "true false" },
	{ "nothing to show", "[{{x}}{{null}}{{empty}}{{o}}{{list}}{{none}}]",
	    "[]" },
	{ "dotted", "{{o.p.q}}|{{o.x.y}}|{{a.b}}|{{o.p.q.r}}", "deep|||" },
	{ "the first name decides", "{{#o}}{{p.q}}{{none.a}}{{/o}}", "deep" },
	{ "itself", "{{#words}}{{.}}{{/words}}", "vw" },
	{ "braces", "{{{a}}}}{ {{a}} }", "A}{ A }" },

	{ "comments", "a{{! x }}b{{!\n\n}}c", "abc" },
	{ "comment alone", "a\n  {{! x\n y }}  \nb", "a\nb" },
	{ "comment alone, CRLF", "a\r\n{{! x }}\r\nb", "a\r\nb" },
	{ "comment alone at the end", "a\n  {{! x }}", "a\n" },
	{ "comment first and last", "{{! x }}", "" },
	{ "comment not alone", " {{! x }} y\n", "  y\n" },
	{ "two are not alone", "a\n{{! x }}{{! y }}\nb", "a\n\nb" },

	{ "delimiters", "{{=<% %>=}}<%a%>{{a}}<%={{ }}=%>{{a}}", "A{{a}}A" },
	{ "delimiters alone", "a\n {{= | | =}} \n|a|\n", "a\nA\n" },
	{ "delimiters of one byte", "{{=[ ]=}}[a][&html][{a}]",
	    "A<a b='c'>&\"A" },
	{ "delimiters in a section", "{{#yes}}{{=| |=}}|a|\n|/yes||a|",
	    "A\nA" },

	{ "section", "{{#yes}}x{{/yes}}{{#no}}y{{/no}}", "x" },
	{ "inverted", "{{^yes}}x{{/yes}}{{^no}}y{{/no}}", "y" },
	{ "false are", "{{#null}}1{{/null}}{{#x}}2{{/x}}{{#none}}3{{/none}}"
	    "{{#empty}}4{{/empty}}{{#zero}}5{{/zero}}", "" },
	{ "and inverted", "{{^null}}1{{/null}}{{^x}}2{{/x}}{{^none}}3{{/none}}"
	    "{{^empty}}4{{/empty}}{{^zero}}5{{/zero}}", "12345" },
	{ "list", "{{#list}}[{{a}}{{b}}]{{/list}}", "[x][Ay]" },
	{ "list in a list", "{{#nested}}({{#.}}{{.}}{{/.}}){{/nested}}",
	    "(12)(3)" },
	{ "object", "{{#o}}{{a}}{{n}}{{/o}}", "OA1.50" },
	{ "string", "{{#a}}<{{.}}>{{/a}}", "<A>" },
	{ "dotted section", "{{#o.p}}{{q}}{{/o.p}}{{^o.x}}no{{/o.x}}",
	    "deepno" },
	{ "lines of their own", "a\n  {{#yes}}\n b\n\t{{/yes}}  \nc\n",
	    "a\n b\nc\n" },
	{ "lines of their own, CRLF", "{{#yes}}\r\nb\r\n{{/yes}}\r\nc",
	    "b\r\nc" },
	{ "no line of its own", " {{#yes}} b {{/yes}} \n", "  b  \n" },
	{ "nested", "{{#yes}}{{#yes}}{{^no}}x{{/no}}{{/yes}}{{/yes}}", "x" },
	{ "name with a star", "{{#*a}}x{{/*a}}{{*a}}", "" },

	{ "partial", "[{{>one}}]", "[1A]" },
	{ "no such partial", "[{{>x}}]", "[]" },
	{ "partial, own delimiters", "{{=| |=}}|>one||>delims||a|", "1AAA" },
	{ "delimiters do not leak", "{{>delims}}{{a}}|a|", "AA|a|" },
	{ "partial in a line", "x {{>two}}\n", "x l1\nl2\n\n" },
	{ "partial alone", "a\n  {{>two}}\nb", "a\n  l1\n  l2\nb" },
	{ "partial alone, CRLF", "a\r\n\t{{>crlf}}\r\nb",
	    "a\r\n\tl1\r\n\tl2\r\nb" },
	{ "partial alone at the end", "  {{>two}}", "  l1\n  l2\n" },
	{ "no blanks in an empty line", "  {{>gap}}\n", "  l1\n\n  l2" },
	{ "values are not indented", " {{>value}}", " [\n 1\n2\n ]\n" },
	{ "partial in a partial", " {{>outer}}", "  l1\n  l2\n l3\n" },
	{ "tags in an indented one", "  {{>tags}}", "  A\n  y\n" },
	{ "partial alone in a list", "{{#words}}\n {{>one}}\n{{/words}}",
	    " 1A 1A" },
	{ "dynamic", "{{>*which}}|{{> * which }}|{{>*x}}|{{>*a}}",
	    "l1\nl2\n|l1\nl2\n||" },
	{ "dynamic, alone", " {{>*which}}\n", " l1\n l2\n" },

	{ "block", "{{$x}}d{{a}}{{/x}}", "dA" },
	{ "layout", "{{<page}}{{/page}}", "<T|B>" },
	{ "no such layout", "[{{<x}}{{$b}}c{{/b}}{{/x}}]", "[]" },
	{ "one block", "{{<page}}{{$body}}b{{a}}{{/body}}{{/page}}",
	    "<T|bA>" },
	{ "what is between them is not shown",
	    "{{<page}}x{{a}}{{#no}}{{$body}}n{{/body}}{{/no}}"
	    "{{$title}}t{{/title}}y{{/page}}", "<t|B>" },
	{ "through a layout", "{{<mid}}{{$sub}}s{{/sub}}{{/mid}}", "<Ms|B>" },
	{ "the outermost wins", "{{<mid}}{{$title}}t{{/title}}{{/mid}}",
	    "<t|B>" },
	{ "not through a partial",
	    "{{<mid}}{{$body}}{{>page}}{{/body}}{{/mid}}",
	    "<MS|<T|B>>" },
	{ "two of them", "{{<page}}{{$body}}1{{/body}}{{/page}}"
	    "{{<page}}{{$body}}2{{/body}}{{/page}}", "<T|1><T|2>" },
	{ "the context of the place",
	    "{{<looped}}{{$body}}{{a}}{{b}}{{/body}}{{/looped}}", "x;Ay;" },
	{ "layout of a dynamic name", "{{<*w}}{{/*w}}{{< * which}}{{/ *which}}",
	    "l1\nl2\n" },
	{ "layout alone", "a\n  {{<two}}\n  {{/two}}\nb",
	    "a\n  l1\n  l2\nb" },
	{ "block at its place's margin",
	    "{{<indented}}{{$body}}x\ny{{/body}}{{/indented}}",
	    "p:\n  x\n  y\nq\n" },
	{ "its own margin goes",
	    "{{<indented}}\n{{$body}}\n    x\n      y{{/body}}\n{{/indented}}",
	    "p:\n  x\n    y\nq\n" },
	{ "its last line begins with a tag",
	    "{{<indented}}{{$body}}\n  x\n  {{a}}{{/body}}{{/indented}}",
	    "p:\n  x\n  A\nq\n" },
	{ "the margin of the text it replaces",
	    "{{<hanging}}{{$body}}\nx\ny\n{{/body}}{{/hanging}}",
	    "p:\n  x\n  y\nq\n" },
	{ "not replaced", "{{<hanging}}{{/hanging}}{{<indented}}{{/indented}}",
	    "p:\n  d\nq\np:\n  d\nq\n" },
	{ "default of many lines",
	    "a\n  {{$x}}\n    b\n  c\n  {{/x}}\nd\n  {{$y}}\n  {{/y}}\n",
	    "a\n    b\n  c\nd\n" },
	{ "layout in a margin",
	    "  {{<indented}}{{$body}}x\ny{{/body}}{{/indented}}\n",
	    "  p:\n    x\n    y\n  q\n" },
};

static const struct mistake {
	const char	*in, *name;
	size_t		 line;
	const char	*what;
} mistakes[] = {
	{ "a\n{{a", "main", 2, "a tag is not closed" },
	{ "{{{a}}", "main", 1, "a tag is not closed" },
	{ "{{", "main", 1, "a tag is not closed" },
	{ "\n\n{{#", "main", 3, "a tag is not closed" },
	{ "{{}}", "main", 1, "a tag has no name" },
	{ "{{# }}", "main", 1, "a tag has no name" },
	{ "{{{}}}", "main", 1, "a tag has no name" },
	{ "{{>*}}", "main", 1, "a tag has no name" },
	{ "{{a b}}", "main", 1, "the name \"a b\" has a blank in it" },
	{ "{{#a\nb}}", "main", 1, "the name \"a\nb\" has a blank in it" },
	{ "{{#yes}}\n{{#a}}", "main", 2, "section {{#a}} is not closed" },
	{ "{{^a}}", "main", 1, "section {{^a}} is not closed" },
	{ "{{<a}}", "main", 1, "layout {{<a}} is not closed" },
	{ "{{$a}}", "main", 1, "block {{$a}} is not closed" },
	{ "x\n{{/a}}", "main", 2, "{{/a}} closes nothing" },
	{ "{{#a}}{{/b}}", "main", 1,
	    "{{/b}} closes another section than the last" },
	{ "{{<*a}}{{/a}}", "main", 1,
	    "{{/a}} closes another section than the last" },
	{ "{{=a=}}", "main", 1, "delimiters are two words without \"=\"" },
	{ "{{=a = b=}}", "main", 1, "delimiters are two words without \"=\"" },
	{ "{{=a b c=}}", "main", 1, "delimiters are two words without \"=\"" },
	{ "{{#yes}}\n{{>bad}}{{/yes}}", "bad", 3,
	    "section {{#a}} is not closed" },
	{ "{{>loop}}", "loop", 1, "too deep" },
	{ "{{<self}}{{/self}}", "self", 1, "too deep" },
	{ "{{<page}}{{$body}}{{$body}}{{/body}}{{/body}}{{/page}}", "main", 1,
	    "too deep" },
};

static const char *
find(void *arg, const char *name, size_t *n)
{
	const char *text = NULL;

	if (strcmp(name, "main") == 0)
		text = arg;
	for (size_t i = 0; i < sizeof(others) / sizeof(others[0]); i++)
		if (strcmp(name, others[i].name) == 0)
			text = others[i].text;
	*n = text == NULL ? 0 : strlen(text);
	return text;
}

static int
render(struct text *t, const char *text, const char *model,
    struct template_error *error)
{
	char copy[1024];
	struct template_source source = { find, copy };
	struct val *v = json_parse(t->mem, model, strlen(model), NULL);

	snprintf(copy, sizeof(copy), "%s", text);
	return template_render(t, "main", v, &source, error);
}

static void
test_row(const struct row *r, const char *model)
{
	struct template_error e = { "", 0, "" };
	struct mem mem;
	struct text t;

	mem_init(&mem, 0);
	text_init(&t, &mem);
	text_adds(&t, "+");
	if (render(&t, r->in, model, &e) == -1)
		text_addf(&t, "%s:%zu: %s", e.name, e.line, e.what);
	tap_is(slice_of(t.p + 1, t.n - 1), slice_str(r->want), "%s", r->name);
	mem_release(&mem);
}

static void
test_mistake(const struct mistake *m, size_t number)
{
	struct template_error e = { "", 0, "" };
	struct mem mem;
	struct text t;
	bool failed;

	mem_init(&mem, 0);
	text_init(&t, &mem);
	text_adds(&t, "before");
	failed = render(&t, m->in, MODEL, &e) == -1;
	tap_ok(failed && strcmp(t.p, "before") == 0,
	    "mistake %zu: nothing is added", number);
	tap_is(slice_str(e.what), slice_str(m->what), "mistake %zu: what",
	    number);
	tap_ok(strcmp(e.name, m->name) == 0 && e.line == m->line,
	    "mistake %zu: where (%s:%zu)", number, e.name, e.line);
	mem_release(&mem);
}

/* The text ends where memory does. */
static void
test_check(void)
{
	struct template_error e = { "", 0, "" };
	struct mem mem;
	struct slice s;

	mem_init(&mem, 0);
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		s = guard_copy(slice_str(rows[i].in));
		for (size_t n = 0; n <= s.n; n++)
			(void)template_check(&mem, "x", s.p + s.n - n, n, NULL);
		tap_ok(template_check(&mem, "x", s.p, s.n, &e) == 0,
		    "%s: no mistake", rows[i].name);
		guard_free(s);
	}
	tap_int(template_check(&mem, "x", "a\n{{", 4, &e), -1, "a mistake");
	tap_ok(strcmp(e.name, "x") == 0 && e.line == 2, "and where");
	tap_int(template_check(&mem, "x", "{{", 2, NULL), -1,
	    "nobody has to ask which");
	mem_release(&mem);
}

static const char *
find_none(void *arg, const char *name, size_t *n)
{
	(void)arg;
	(void)name;
	(void)n;
	return NULL;
}

static void
test_none(void)
{
	struct template_source source = { find_none, NULL };
	struct template_error e = { "", 0, "" };
	struct mem mem;
	struct text t;

	mem_init(&mem, 0);
	text_init(&t, &mem);
	tap_int(template_render(&t, "x", NULL, &source, &e), -1,
	    "no such template");
	tap_is(slice_str(e.what), SLICE("there is no such template"),
	    "it is said");
	tap_is(slice_str(e.name), SLICE("x"), "and which");
	tap_int(template_render(&t, "x", NULL, &source, NULL), -1,
	    "nobody has to ask");
	mem_release(&mem);
}

/* Lists of ten within ten sections: ten thousand million times. */
static void
test_too_much(void)
{
	static const char model[] = "{\"l\": [1,2,3,4,5,6,7,8,9,0]}";
	char in[512] = "";
	struct template_error e = { "", 0, "" };
	struct mem mem;
	struct text t;

	for (int i = 0; i < 10; i++)
		strncat(in, "{{#l}}", sizeof(in) - strlen(in) - 1);
	for (int i = 0; i < 10; i++)
		strncat(in, "{{/l}}", sizeof(in) - strlen(in) - 1);
	mem_init(&mem, 0);
	text_init(&t, &mem);
	tap_int(render(&t, in, model, &e), -1, "sections without end");
	tap_is(slice_str(e.what), SLICE("too much to show"), "it is said");
	mem_release(&mem);
}

/* A value of a MiB, so many times. */
static int
mebibytes(size_t n, struct template_error *e)
{
	struct template_source source;
	struct val *model, *list;
	struct mem mem;
	struct text t;
	char in[] = "\n{{#l}}{{{.}}}{{/l}}";
	char *big;
	int result;

	mem_init(&mem, (size_t)256 << 20);
	text_init(&t, &mem);
	big = mem_alloc(&mem, 1 << 20);
	memset(big, 'x', 1 << 20);
	model = val_object(&mem);
	list = val_setlist(model, "l");
	for (size_t i = 0; i < n; i++)
		(void)val_push(list, val_string(&mem, big, 1 << 20));
	source = (struct template_source){ find, in };
	result = template_render(&t, "main", model, &source, e);
	tap_int((long long)t.n, result == -1 ? 0 : ((long long)n << 20) + 1,
	    "all of %zu MiB, or nothing", n);
	mem_release(&mem);
	return result;
}

static void
test_out_max(void)
{
	struct template_error e = { "", 0, "" };

	tap_int(mebibytes(TEMPLATE_OUT_MAX / (1 << 20) - 1, &e), 0,
	    "much to show");
	tap_int(mebibytes(TEMPLATE_OUT_MAX / (1 << 20), &e), -1,
	    "a byte too much to show");
	tap_is(slice_str(e.what), SLICE("too much to show"), "it is said");
	tap_is(slice_str(e.name), SLICE("main"), "and where");
}

static int
sections(size_t n)
{
	struct mem mem;
	struct text t;
	int result;

	mem_init(&mem, 0);
	text_init(&t, &mem);
	for (size_t i = 0; i < n; i++)
		text_adds(&t, "{{#a}}");
	for (size_t i = 0; i < n; i++)
		text_adds(&t, "{{/a}}");
	result = template_check(&mem, "x", t.p, t.n, NULL);
	mem_release(&mem);
	return result;
}

int
main(void)
{
	static const struct row tree = {
		"a partial within itself", "{{>tree}}", "<1<2<3>><4>>"
	}, root = {
		"the model is a list", "{{#.}}{{.}};{{/.}}", "1;a;"
	}, nul = {
		"a name with a NUL in it", "[{{>*x}}{{>*y}}]", "[]"
	}, word = {
		"the model is a word", "{{.}}{{a}}", "&lt;"
	};

	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++)
		test_row(&rows[i], MODEL);
	test_row(&tree, "{\"v\": 1, \"kids\": [{\"v\": 2, \"kids\": [{\"v\": "
	    "3, \"kids\": []}]}, {\"v\": 4, \"kids\": []}]}");
	test_row(&root, "[1, \"a\"]");
	test_row(&word, "\"<\"");
	test_row(&nul, "{\"x\": \"one\\u0000\", \"y\": \"\"}");
	for (size_t i = 0; i < sizeof(mistakes) / sizeof(mistakes[0]); i++)
		test_mistake(&mistakes[i], i);
	test_check();
	test_none();
	test_too_much();
	test_out_max();
	tap_int(sections(TEMPLATE_DEPTH_MAX), 0, "the deepest");
	tap_int(sections(TEMPLATE_DEPTH_MAX + 1), -1, "too deep");
	return tap_done();
}
