#include "apps/tutor/model/mark.h"

#include <stdlib.h>
#include <string.h>

#include "apps/tutor/model/page.h"
#include "apps/tutor/model/problem.h"
#include "apps/tutor/model/variant.h"
#include "tap.h"
#include "web/mem.h"
#include "web/secret.h"
#include "web/text.h"
#include "web/val.h"
#include "web/xml.h"

static struct mem	mem;

#define BAD	"\"><script>alert('x')</script>&"

static const struct question *
question_of(const char *s)
{
	struct problems ps;
	struct page *page;
	const char *text = mem_printf(&mem, "title: T\n\n::: %s\n:::\n", s);

	problems_init(&ps, &mem);
	page = page_read(&mem, "10.p.md", text, strlen(text), &ps);
	if (page->nquestions != 1 || ps.errors > 0) {
		tap_ok(false, "read %s: %s", s,
		    ps.n == 0 ? "" : ps.list[0].what);
		exit(1);
	}
	return page->questions[0];
}

static const struct val *
answer_of(const struct question *q, const char *s)
{
	struct val *v;
	size_t n;

	if (s == NULL)
		return NULL;
	v = val_list(&mem);
	if (!mark_takes_list(q->type))
		return q->type == Q_UPLOAD ? v : val_str(&mem, s);
	for (; *s != '\0'; s += n + (s[n] == '|')) {
		n = strcspn(s, "|");
		val_push(v, val_string(&mem, s, n));
	}
	return v;
}

enum how { OPEN, LOCKED, PAPER };

/* Prompt, input and solution, as a page has them. */
static const char *
html_of(const struct question *q, const char *user, const char *answer,
    enum how how)
{
	static const unsigned char key[SECRET_KEY_SIZE];
	struct variant_key who = { key, user, "p", q->name, 0 };
	struct variant v;
	struct input in = { q, &v, answer_of(q, answer), "f", how == LOCKED,
	    how == PAPER };
	struct text t;

	variant_make(&v, &mem, q, &who, "10.p.md", NULL);
	text_init(&t, &mem);
	mark_prompt(&t, &mem, &in);
	mark_input(&t, &mem, &in);
	text_adds(&t, "<hr/>\n");
	mark_solution(&t, &mem, q, &v);
	return t.p;
}

static size_t
count(const char *s, const char *what)
{
	size_t n = 0;

	for (s = strstr(s, what); s != NULL; s = strstr(s + 1, what))
		n++;
	return n;
}

/* Each id that the attribute names, in blanks, is there exactly once. */
static bool
ids_exist(const char *html, const char *attribute)
{
	const char *id;
	size_t n;

	for (const char *s = strstr(html, attribute); s != NULL;
	    s = strstr(s, attribute)) {
		s += strlen(attribute);
		while (*s != '"') {
			n = strcspn(s, " \"");
			id = mem_printf(&mem, " id=\"%.*s\"", (int)n, s);
			if (count(html, id) != 1)
				return false;
			s += n + (s[n] == ' ');
		}
	}
	return true;
}

/* Every control but those in a label has one that is for it, or its own. */
static bool
labelled(const char *html)
{
	return count(html, "<label") + count(html, "aria-label=") >=
	    count(html, "<input") + count(html, "<select") +
	    count(html, "<textarea");
}

/* onclick= and the like. */
static bool
has_handler(const char *s)
{
	for (s = strstr(s, " on"); s != NULL; s = strstr(s + 1, " on"))
		if (s[3 + strspn(s + 3, "abcdefghijklmnopqrstuvwxyz")] == '=')
			return true;
	return false;
}

static const char *const questions[] = {
	"choose q\nWhich?\n(x) a " BAD "\n( ) b $x^2$\n( ) `c`",
	"choose q menu shuffle\nWhich?\n(x) a " BAD "\n( ) b\n( ) c",
	"tick q shuffle\nWhich?\n[x] a " BAD "\n[ ] b\n[x] c",
	"text q\nSay " BAD "\n= " BAD,
	"text q\n= /a" BAD "/",
	"number q unit=\"cm^2\"\nHow " BAD "\n= 3 +- 1%",
	"number q\n= 3 unit <b>",
	"formula q vars=x,y\nWhat " BAD "\n= x^2/(1+y)",
	"order q\nSort.\n= if (a < b " BAD "\n=     b();\n~ \"c\"",
	"match q\nPair.\n= a " BAD " = x " BAD "\n= $b$ = y\n~ " BAD,
	"blanks q\nIn `{_a_}` is {_b_} " BAD "\n\n- {_c_}\n= a = x\n= b = "
	    BAD "\n= c = z",
	"table q\nFill.\n\n| n | m |\n|---|---|\n| 1 | {_a_} |\n| {_b_} | 4 |"
	    "\n= a = 2\n= b = 3",
	"essay q rubric lines=5\nWrite " BAD "\n5 is " BAD,
	"upload q accept=.pdf,.txt max=64K\nSend.",
	"code q lang=c\nProgram.\n--- starter\n\nint " BAD "\n--- solution\n"
	    BAD "\n--- test a\nin:\nout: 1",
	"checkoff q\nShow " BAD,
};

static void
test_all(void)
{
	static const char *const answers[] = { NULL, "", "0|1|2", BAD "|" BAD,
	    "999999|-1" };
	const struct question *q;
	const char *html;
	struct xml x;
	bool locked;

	for (size_t i = 0; i < sizeof(questions) / sizeof(questions[0]); i++)
		for (size_t k = 0; k < 15; k++) {
			locked = k / 5 == LOCKED;
			q = question_of(questions[i]);
			html = html_of(q, "ann", answers[k % 5],
			    (enum how)(k / 5));
			if (!tap_ok(xml_check(&x, html, strlen(html)) &&
			    strstr(html, "<script") == NULL &&
			    strstr(html, "style=") == NULL &&
			    !has_handler(html) &&
			    ids_exist(html, " id=\"") &&
			    ids_exist(html, " for=\"") &&
			    ids_exist(html, "aria-describedby=\"") &&
			    labelled(html), "%s %zu is good HTML",
			    question_type_name(q->type), k))
				tap_note("%s", html);
			if (k / 5 == PAPER)
				tap_ok(count(html, " name=") == 0 &&
				    count(html, "<input") == 0 &&
				    count(html, "<select") == 0 &&
				    count(html, "<textarea") == 0,
				    "%s has no control on paper",
				    question_type_name(q->type));
			tap_int((long long)count(html, "disabled"), locked ?
			    (long long)count(html, "name=\"f\"") : 0,
			    "%s %zu is locked or not",
			    question_type_name(q->type), k);
		}
}

static const struct {
	size_t		 question;
	const char	*answer, *want;
} papers[] = {
	{ 0, NULL, "<span class=\"box round\"></span> b" },
	{ 0, "1", "<span class=\"box round\">✕</span> b" },
	{ 1, "2", "<span class=\"box round\">✕</span> c" },
	{ 2, "1|2", "<span class=\"box\">✕</span> b" },
	{ 3, NULL, "<span class=\"write wide empty\"></span>" },
	{ 3, "<a>", "<span class=\"write wide\">&lt;a&gt;</span>" },
	{ 5, "3", "3</span> <span class=\"unit\">cm^2</span>" },
	{ 8, "0|1", "<li><span class=\"write\">" },
	{ 8, NULL, "<li><span class=\"write empty\">" },
	{ 9, "1|0", "<span class=\"write wide\">y</span>" },
	{ 10, "|z|", "<span class=\"write\">z</span>" },
	{ 12, NULL, "<div class=\"ruled\"><span></span><span></span>"
	    "<span></span><span></span><span></span></div>" },
	{ 12, "a\n\nb", "<pre class=\"written\"><code>a\n\nb</code></pre>" },
	{ 13, NULL, "To be handed in as a file." },
	{ 14, "echo", "<code>echo</code>" },
	{ 14, NULL, "<pre class=\"written\"><code>int " }
};

static void
test_paper(void)
{
	const char *html;

	for (size_t i = 0; i < sizeof(papers) / sizeof(papers[0]); i++) {
		html = html_of(question_of(questions[papers[i].question]),
		    "ann", papers[i].answer, PAPER);
		if (!tap_ok(strstr(html, papers[i].want) != NULL,
		    "paper %zu: %s", i, papers[i].want))
			tap_note("%s", html);
	}
}

static const struct {
	size_t		 question;
	const char	*answer, *want;
} rows[] = {
	{ 0, "1", "<input type=\"radio\" value=\"1\" id=\"f-2\" name=\"f\""
	    " checked=\"\"/> <label for=\"f-2\">"
	    "b <math" },
	{ 0, "1", "<input type=\"radio\" value=\"0\" id=\"f-1\" name=\"f\"/>"
	    },
	{ 0, NULL, "<label for=\"f-3\"><code>c</code></label>" },
	{ 0, NULL, "<legend>Choose one</legend>" },
	{ 0, NULL, "<fieldset class=\"answer\" aria-describedby=\"f-prompt"
	    "\">" },
	{ 7, NULL, "aria-describedby=\"f-prompt f-help\"" },
	{ 13, NULL, "aria-describedby=\"f-prompt f-help\"" },
	{ 12, NULL, "aria-describedby=\"f-prompt\"" },
	{ 1, "2", "<option value=\"2\" selected=\"\">c</option>" },
	{ 2, "0|2", "value=\"2\" id=" },
	{ 2, NULL, "<legend>Tick all that apply</legend>" },
	{ 3, BAD, "value=\"&quot;&gt;&lt;script&gt;alert(&#39;x&#39;)&lt;/"
	    "script&gt;&amp;\"" },
	{ 5, "7", "<span class=\"unit\">cm^2</span>" },
	{ 5, "7", "value=\"7\"" },
	{ 7, NULL, "Names: x, y." },
	{ 8, "1", "selected=\"\">" },
	{ 8, NULL, "<select aria-label=\"Line 3\"" },
	{ 8, NULL, "<pre><code>if (a &lt; b " },
	{ 9, "1|0", "<option value=\"1\" selected=\"\">y</option>" },
	{ 10, "x", "<code><label class=\"gap\"><span class=\"unseen\">Gap 1 "
	    "</span><input" },
	{ 10, "x||z", "value=\"z\"" },
	{ 11, NULL, "<td><label class=\"gap\">" },
	{ 12, "a\nb", "<textarea class=\"essay\" rows=\"5\" cols=\"80\"" },
	{ 12, "\na\nb", ">\n\na\nb</textarea>" },
	{ 13, NULL, "accept=\".pdf,.txt\"" },
	{ 13, NULL, "At most 64 KiB. Taken: .pdf,.txt." },
	{ 14, NULL, ">\nint &quot;&gt;&lt;" },
	{ 14, "x = 1", ">\nx = 1</textarea>" },
	{ 15, NULL, "member of staff" },
};

static void
test_rows(void)
{
	const char *html;

	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		html = html_of(question_of(questions[rows[i].question]),
		    "ann", rows[i].answer, OPEN);
		if (!tap_ok(strstr(html, rows[i].want) != NULL, "%s",
		    rows[i].want))
			tap_note("%s", html);
	}
}

static const char *
order_of(const struct question *q, const char *user)
{
	struct text t;
	const char *s;

	text_init(&t, &mem);
	for (s = strstr(html_of(q, user, NULL, OPEN), " value=\"");
	    s != NULL; s = strstr(s + 1, " value=\""))
		if (s[8] != '"')
			text_addc(&t, s[8]);
	return t.p;
}

static void
test_shuffle(void)
{
	const struct question *q = question_of("choose q shuffle\n(x) a\n"
	    "( ) b\n( ) c\n( ) d\n( ) e\n( ) f");
	const char *first = order_of(q, "ann");
	size_t others = 0;

	tap_is(slice_str(order_of(q, "ann")), slice_str(first),
	    "a student sees one order");
	for (int i = 0; i < 20; i++)
		others += strcmp(first, order_of(q, mem_printf(&mem, "u%d",
		    i))) != 0;
	tap_ok(others > 15, "others see others");
	q = question_of("choose q\n(x) a\n( ) b\n( ) c");
	tap_is(slice_str(order_of(q, "ann")), slice_str("012"),
	    "without shuffle as written");
	q = question_of("order q\n= a\n= b");
	others = 0;
	for (int i = 0; i < 20; i++)
		others += strncmp(order_of(q, mem_printf(&mem, "u%d", i)),
		    "01", 2) == 0;
	tap_int((long long)others, 0, "lines never stand in order");
}

int
main(void)
{
	mem_init(&mem, 0);
	test_all();
	test_paper();
	test_rows();
	test_shuffle();
	mem_release(&mem);
	return tap_done();
}
