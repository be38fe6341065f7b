#include "apps/tutor/model/mark.h"

#include <stdlib.h>
#include <string.h>

#include "apps/tutor/model/page.h"
#include "apps/tutor/model/problem.h"
#include "apps/tutor/model/variant.h"
#include "tap.h"
#include "web/json.h"
#include "web/mem.h"
#include "web/secret.h"
#include "web/text.h"
#include "web/val.h"

static struct mem	mem;

/* A page's only question, of which the first line is "::: type q" and more. */
static const struct question *
question_of(const char *s)
{
	struct problems ps;
	struct page *page;
	const char *text = mem_printf(&mem, "title: T\n\n::: %s\n:::\n", s);

	problems_init(&ps, &mem);
	page = page_read(&mem, "10.p.md", text, strlen(text), &ps);
	for (size_t i = 0; i < ps.n; i++)
		tap_note("line %zu: %s", ps.list[i].line, ps.list[i].what);
	if (page->nquestions != 1 || ps.errors > 0) {
		tap_ok(false, "read %s", s);
		exit(1);
	}
	return page->questions[0];
}

/* JSON if it looks so, a list when the type has one: "0|2". */
static const struct val *
answer_of(const struct question *q, const char *s)
{
	struct val *list;
	size_t n;

	if (*s == '{' && s[1] == '"')
		return json_parse(&mem, s, strlen(s), NULL);
	if (!mark_takes_list(q->type))
		return val_str(&mem, s);
	list = val_list(&mem);
	while (*s != '\0') {
		n = strcspn(s, "|");
		val_push(list, val_string(&mem, s, n));
		s += n + (s[n] == '|');
	}
	return list;
}

static const char *
told(const struct verdict *v)
{
	const char *message = v->message == NULL ? "" : v->message;

	if (v->kind == MARK_LATER)
		return "later";
	if (v->kind == MARK_INVALID)
		return mem_printf(&mem, "free: %s", message);
	return mem_printf(&mem, "%.4g%s%s", 100 * v->score,
	    *message == '\0' ? "" : ": ", message);
}

static const char *
mark(const struct question *q, const struct val *answer)
{
	static const unsigned char key[SECRET_KEY_SIZE];
	struct variant_key who = { key, "ann", "p", q->name, 0 };
	struct variant v;
	struct verdict verdict;

	variant_make(&v, &mem, q, &who, "10.p.md", NULL);
	mark_answer(&verdict, &mem, q, &v, answer);
	return told(&verdict);
}

#define NONE	"free: There is no answer yet."
#define NUMBER	"free: This is not a number. Write for example 3.5, -2, 1/3 " \
		"or 1e3."
#define COMMA	"free: A comma can be read in two ways. Write 1000 without " \
		"it, and 2.5 with a point."
#define BLANK	"free: A blank stands inside the number. Write 1000, and " \
		"2.5 for two and a half."
#define ALONE	"free: Write the number alone: nothing belongs behind it here."
#define BEHIND	"free: Write the number alone: its unit stands behind the box."

/* A row without a question is about the one above. */
static const struct {
	const char	*question, *answer, *want;
} rows[] = {
	{ "choose q\n(x) a : Yes!\n( ) b : No.\n(40%) c\n( ) d", "0",
	    "100: Yes!" },
	{ NULL, "1", "0: No." },
	{ NULL, "2", "40" },
	{ NULL, "3", "0" },
	{ NULL, "4", "free: This is none of the options." },
	{ NULL, "-1", "free: This is none of the options." },
	{ NULL, "a", "free: This is none of the options." },
	{ NULL, "0 ", "free: This is none of the options." },
	{ NULL, "99999999999999999999", "free: This is none of the options." },
	{ NULL, "", "free: Nothing is chosen yet." },

	{ "tick q\n[x] a\n[ ] b : Odd.\n[x] c : Good.\n[ ] d", "0|2",
	    "100: - Good.\n" },
	{ NULL, "2|0", "100: - Good.\n" },
	{ NULL, "0", "0" },
	{ NULL, "0|1|2", "0: - Odd.\n- Good.\n" },
	{ NULL, "0|0", "free: This is none of the options." },
	{ NULL, "0|7", "free: This is none of the options." },
	{ NULL, "0|", "0" },
	{ NULL, "", "free: Nothing is ticked yet." },
	{ "tick q credit=each\n[x] a\n[ ] b\n[x] c\n[ ] d", "0|2", "100" },
	{ NULL, "0", "75" }, { NULL, "1", "25" }, { NULL, "1|3", "0" },
	{ NULL, "0|1|2|3", "50" },
	{ "tick q credit=net\n[x] a\n[ ] b\n[x] c\n[ ] d", "0|2", "100" },
	{ NULL, "0", "50" }, { NULL, "0|1", "0" }, { NULL, "1", "0" },
	{ NULL, "0|1|2", "50" },
	{ "tick q credit=cover\n[x] a\n[ ] b\n[x] c\n[ ] d", "0|2", "100" },
	{ NULL, "0", "50" }, { NULL, "0|1|2", "0" },

	{ "text q\n= bonjour\n= salut 50% : Informal.\n~ hello : English.",
	    "bonjour", "100" },
	{ NULL, " bonjour\r\n", "100" },
	{ NULL, "Bonjour", "0" },
	{ NULL, "salut", "50: Informal." },
	{ NULL, "hello", "0: English." },
	{ NULL, "", NONE }, { NULL, " \t\n ", NONE },
	{ "text q fold=case\n= \xc3\x89t\xc3\xa9 A\n= "
	    "\xce\x91\xd0\x90", "\xc3\xa9T\xc3\x89 a", "100" },
	{ NULL, "\xce\xb1\xd0\xb0", "100" },
	{ NULL, "ete a", "0" }, { NULL, "\xc3\xa9t\xc3\xa9  a", "0" },
	{ "text q fold=space,accents\n= \xc3\xa9t\xc3\xa9 a",
	    "ete \t\n a", "100" },
	{ NULL, "e\xcc\x81te\xcc\x81 a", "100" }, { NULL, "Ete a", "0" },
	{ NULL, "\xc3\xa9t\xc3\xa9" "a", "0" },
	{ "text q\n= /salut( toi)?/\n~ /s.*/ : Almost.", "salut", "100" },
	{ NULL, "salut toi", "100" }, { NULL, "xsalut", "0" },
	{ NULL, "salut toi!", "0: Almost." }, { NULL, "Salut", "0" },
	{ "text q fold=case,space\n= /salut( toi)?/", "SALUT   Toi", "100" },
	{ "text q\n= /a|b/", "ab", "0" }, { NULL, "b", "100" },
	{ "text q fold=case\n= /\xc3\x89t[[:alpha:]]+/", "\xc3\xa9te",
	    "100" },
	{ "text q\n= 1/2/", "1/2/", "100" },
	{ "text q\n= a.c", "abc", "0" },
	{ "text q\n= a : b : c", "a : b", "100: c" },

	{ "number q\n= 8\n~ 4 : A nibble.\n= 7 40%", "8", "100" },
	{ NULL, " 8.0 ", "100" }, { NULL, "+8", "100" }, { NULL, "16/2",
	    "100" },
	{ NULL, "0.8e1", "100" }, { NULL, "8e0", "100" },
	{ NULL, "80*10^-1", "100" }, { NULL, "0.8 x 10^1", "100" },
	{ NULL, "-8", "0" }, { NULL, "\xe2\x88\x92" "8", "0" },
	{ NULL, "4", "0: A nibble." }, { NULL, "7", "40" },
	{ NULL, "8.0000001", "0" }, { NULL, "8.0000000001", "100" },
	{ NULL, "", NONE }, { NULL, "eight", NUMBER }, { NULL, "--8",
	    NUMBER },
	{ NULL, "4+4", NUMBER }, { NULL, "2^3", NUMBER },
	{ NULL, "8.", "100" }, { NULL, "1.2.3", NUMBER },
	{ NULL, "1,000", COMMA }, { NULL, "8,0", COMMA },
	{ NULL, "1,000,000.5", COMMA },
	{ NULL, ",5", "free: Write a point in decimal numbers: 0.5 instead "
	    "of 0,5." },
	{ NULL, "1 000", BLANK }, { NULL, "7 1/2", BLANK },
	{ NULL, "1'000", NUMBER }, { NULL, "1_000", NUMBER },
	{ NULL, "8 cm", ALONE }, { NULL, "8%", ALONE },
	{ NULL, "0x8", ALONE }, { NULL, "8/0",
	    "free: Nothing can be divided by zero." },
	{ NULL, "1/2/3", NUMBER }, { NULL, "inf", NUMBER },
	{ NULL, "nan", NUMBER }, { NULL, "1e999",
	    "free: This number is too large." },
	{ NULL, "8<script>", NUMBER },
	{ "number q\n= 1/3", "1/3", "100" },
	{ NULL, "0.3333333333", "100" }, { NULL, "0.333", "0" },
	{ "number q\n= 2*pi +- 0.01", "6.28", "100" }, { NULL, "6.3", "0" },
	{ "number q\n= 5 +- 0.1", "5.1", "100" }, { NULL, "4.9", "100" },
	{ NULL, "5.11", "0" },
	{ "number q\n= 5 \xc2\xb1 1%", "5.05", "100" }, { NULL, "5.06", "0" },
	{ "number q\n= 0 +- 0.1", "0.1", "100" }, { NULL, "-0.1001", "0" },
	{ "number q\n= -200 +- 1%", "-202", "100" }, { NULL, "-203", "0" },
	{ NULL, "200", "0" },
	{ "number q tolerance=1%\n= 200\n= 100 +- 0 50%", "202", "100" },
	{ NULL, "101", "0" }, { NULL, "100", "50" },
	{ "number q\n= 3.14159 sig 3", "3.14", "100" },
	{ NULL, "3.1416", "100" }, { NULL, "3.1", "0" },
	{ NULL, "3.13", "0" },
	{ "number q sig=2\n= 0.001234", "0.0012", "100" },
	{ NULL, "1.2e-3", "100" }, { NULL, "0.001", "0" },
	{ "number q\n= 3..5\n~ -1..-0.5 : Sign?", "3", "100" },
	{ NULL, "5", "100" }, { NULL, "5.01", "0" },
	{ NULL, "-0.7", "0: Sign?" },
	{ "number q\n= (0,1]", "0", "0" }, { NULL, "1e-12", "100" },
	{ NULL, "1", "100" }, { NULL, "1.001", "0" },
	{ "number q\n= [1/3, 2)", "1/3", "100" }, { NULL, "2", "0" },
	{ NULL, "1.999", "100" },
	{ "number q\n= (0, inf)", "1e300", "100" }, { NULL, "0", "0" },
	{ "number q\n= 20 +- 1% unit cm^2\n~ 2000 unit mm^2 : Which?",
	    "20 cm^2", "100" },
	{ NULL, "20cm2", "100" }, { NULL, "20 cm\xc2\xb2", "100" },
	{ NULL, "20.1 cm^2", "100" }, { NULL, "2000 mm^2", "0: Which?" },
	{ NULL, "20", "free: A unit is missing: write it behind the "
	    "number." },
	{ NULL, "20 m^2", "0: The number is right, but its unit is not." },
	{ NULL, "20 Cm^2", "0: The number is right, but its unit is not." },
	{ NULL, "9 cm^2", "0" },
	{ "number q\n= 9.81 +- 0.1 unit m/s^2", "9.8 m/s^2", "100" },
	{ NULL, "9.8 m / s^2", "100" },
	{ "number q\n= 5 unit \xc2\xb5m", "5 \xce\xbcm", "100" },
	{ NULL, "5 um", "100" },
	{ "number q unit=\"cm^2\"\n= 20", "20", "100" },
	{ NULL, "20 cm2", "100" }, { NULL, "20 m", BEHIND },
	{ "number q\nlet w = -3\nlet h = 4\n= {w*h} : It is {w*h}.", "-12",
	    "100: It is -12." },
	{ NULL, "12", "0" },
	{ "number q\nlet w = -3\n= {w}^2", "9", "100" },

	{ "formula q vars=x\n= 3*x^2\n~ 3*x : Forgot the power.\n= x^2 50%",
	    "3x^2", "100" },
	{ NULL, "x*x*(1+2)", "100" }, { NULL, "3x", "0: Forgot the power." },
	{ NULL, "x^2", "50" }, { NULL, "2x^2", "0" },
	{ NULL, "3x^2+0*sin(x)", "100" },
	{ NULL, "", NONE },
	{ NULL, "3y^2", "free: This formula cannot be read: there is no y "
	    "here: use x." },
	{ NULL, "3x^", "free: This formula cannot be read: something is "
	    "missing at the end." },
	{ NULL, "1/(x-x)", "0: Your formula has no value at x = 2.28." },
	{ "formula q vars=x,y range=1..5,-1..1\n= x+y", "y+x", "100" },
	{ NULL, "x", "0" },
	{ "formula q vars=x range=-5..-1\n= abs(x)", "-x", "100" },
	{ NULL, "x", "0" },
	{ "formula q\n= pi/4", "atan(1)", "100" },
	{ NULL, "0.7853", "0" },
	{ NULL, "ln(0)", "0: Your formula has no value." },
	{ "formula q tolerance=1%\n= pi/4", "0.7853", "100" },
	{ "formula q tolerance=0.1\n= pi", "3.2", "100" },
	{ NULL, "3.3", "0" },
	{ "formula q vars=x\n= 0", "x-x", "100" }, { NULL, "1", "0" },
	{ "formula q vars=t\nlet a = -2\n= {a}^2*t", "4t", "100" },
	{ NULL, "-4t", "0" },

	{ "order q\n= a\n= b\n= c", "0|1|2", "100" },
	{ NULL, "0|2|1", "0" }, { NULL, "0|1", "free: A line is not used "
	    "yet." },
	{ NULL, "0|1|1", "free: A line is used twice." },
	{ NULL, "0|1|3", "free: This is none of the lines." },
	{ NULL, "0|x", "free: This is none of the lines." },
	{ NULL, "", "free: No line is in its place yet." },
	{ NULL, "||", "free: No line is in its place yet." },
	{ "order q\n= {\n= a\n= }\n= {\n= b\n= }", "0|1|2|3|4|5", "100" },
	{ NULL, "3|1|5|0|4|2", "100" }, { NULL, "0|4|2|3|1|5", "0" },
	{ "order q\n= a\n= b\n~ x", "0|1", "100" }, { NULL, "0|1|", "100" },
	{ NULL, "0|1|2", "0" }, { NULL, "0", "0" },
	{ "order q credit=each\n= a\n= b\n= c\n= d\n~ x", "0|1|2|3", "100" },
	{ NULL, "0|2|1|3", "75: 3 of 4 lines are in order." },
	{ NULL, "3|2|1|0", "25: 1 of 4 lines are in order." },
	{ NULL, "0|1", "50: 2 of 4 lines are in order." },
	{ NULL, "0|1|4|2|3", "75: 4 of 4 lines are in order. Some do not "
	    "belong." },
	{ NULL, "4", "0: 0 of 4 lines are in order. Some do not belong." },

	{ "match q\n= France = Paris\n= Spain = Madrid\n~ Rome : Italy.",
	    "0|1", "100" },
	{ NULL, "1|0", "0" }, { NULL, "0|2", "0: - Spain: Italy.\n" },
	{ NULL, "0|", "free: A place is still empty." },
	{ NULL, "", NONE }, { NULL, "0|9",
	    "free: Spain: this is none of the choices." },
	{ "match q credit=each\n= a = x\n= b = y\n= c = x\n~ z", "2|1|0",
	    "100" },
	{ NULL, "0|0|0", "66.67: 2 of 3 are right." },
	{ NULL, "0||", "33.33: 1 of 3 are right." },
	{ "match q\n= $a = b$ = x\n= `c = d` = y", "0|1", "100" },

	{ "blanks q\nIn {_f_} is {_p_}.\n= f = France\n= p = Paris\n"
	    "= p = Lutetia 50%\n~ p = Lyon : Not.", "France|Paris", "100" },
	{ NULL, "France|Lyon", "0: - gap 2: Not.\n" },
	{ NULL, "France|Lutetia", "0" },
	{ NULL, "Paris|France", "0" }, { NULL, "France|",
	    "free: A place is still empty." },
	{ NULL, "", NONE },
	{ "blanks q credit=each fold=case\n{_a_} {_b_}\n= a = /x+/\n= b = y\n"
	    "= b = z 50%", "XX|Y", "100" },
	{ NULL, "x|z", "75: 1 of 2 are right." },
	{ NULL, "|y", "50: 1 of 2 are right." },

	{ "table q\n| n | m |\n|--|--|\n| 3 | {_a_} |\n| {_b_} | 16 |\n"
	    "= a = 8\n~ a = 6 : Twice?\n= b = 4 +- 0.5", "8|4", "100" },
	{ NULL, "16/2|4.5", "100" }, { NULL, "6|4",
	    "0: - gap 1: Twice?\n" },
	{ NULL, "8|4,0", "free: gap 2: A comma can be read in two ways. "
	    "Write 1000 without it, and 2.5 with a point." },
	{ NULL, "8 cm|4", "free: gap 1: Write the number alone." },
	{ "table q tolerance=10% credit=each\n{_a_} {_b_}\n= a = 10\n"
	    "= b = 20", "11|23", "50: 1 of 2 are right." },

	{ "essay q rubric max=10\nWrite.\n5 good", "short", "later" },
	{ NULL, "much too long", "free: This is too long: it has 13 bytes, "
	    "and may have 10." },
	{ NULL, " \n", NONE },
	{ "code q lang=c max=20\n--- test a\nin:\nout: 1", "main(){}",
	    "later" },
	{ NULL, "", NONE },
	{ NULL, "123456789012345678901", "free: This is too long: it has 21 "
	    "bytes, and may have 20." },
	{ "upload q accept=.pdf,.txt max=1K",
	    "{\"name\":\"a.pdf\",\"size\":1024}", "later" },
	{ NULL, "{\"name\":\"A.TXT\",\"size\":1}", "later" },
	{ NULL, "{\"name\":\"a.pdf\",\"size\":1025}", "free: This file is "
	    "too large: it has 1025 bytes, and may have 1024." },
	{ NULL, "{\"name\":\"a.pdf.exe\",\"size\":1}", "free: This kind of "
	    "file is not taken here: only .pdf,.txt." },
	{ NULL, "{\"name\":\".pdf\",\"size\":1}", "free: This kind of "
	    "file is not taken here: only .pdf,.txt." },
	{ NULL, "{\"name\":\"a.pdf\",\"size\":0}",
	    "free: This file is empty." },
	{ NULL, "{\"x\":1}", "free: There is no file yet." },
	{ NULL, "a.pdf", "free: There is no file yet." },
	{ "checkoff q\nShow it.", "", "later" },
};

static void
test_rows(void)
{
	const struct question *q = NULL;

	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		if (rows[i].question != NULL)
			q = question_of(rows[i].question);
		tap_is(slice_str(mark(q, answer_of(q, rows[i].answer))),
		    slice_str(rows[i].want), "%.30s <- %s", q->source,
		    rows[i].answer);
	}
}

/* What nobody sends who uses the page. */
static void
test_hostile(void)
{
	const struct question *q;
	struct val *list = val_list(&mem), *object = val_object(&mem);
	char *large = mem_alloc(&mem, 100001);
	static const char nul[] = "a\0b";
	const struct val *odd[6];

	memset(large, 'a', 100000);
	val_push(list, val_list(&mem));
	val_push(list, object);
	odd[0] = NULL;
	odd[1] = val_null(&mem);
	odd[2] = list;
	odd[3] = object;
	odd[4] = val_string(&mem, nul, 3);
	odd[5] = val_str(&mem, large);
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		bool good = true;

		if (rows[i].question == NULL)
			continue;
		q = question_of(rows[i].question);
		for (size_t k = 0; k < 6; k++)
			good = good && (q->type == Q_CHECKOFF ||
			    strncmp(mark(q, odd[k]), "free: ", 6) == 0);
		tap_ok(good, "odd answers to %.30s", q->source);
	}
	q = question_of("text q\n= /(a*)*b|(a|aa)+c|(a?){100}d/");
	tap_ok(strcmp(mark(q, val_string(&mem, large, 1000)), "0") == 0,
	    "a pattern and an answer that fight");
}

static const char *
shown(const char *question, const char *answer)
{
	const struct question *q = question_of(question);
	struct verdict v;

	mark_answer(&v, &mem, q, NULL, val_str(&mem, answer));
	return v.shown == NULL ? "" : v.shown;
}

static void
test_shown(void)
{
	tap_is(slice_str(shown("formula q vars=x\n= x", "2x")), slice_str(
	    "<math><mrow><mn>2</mn><mo>\xe2\x81\xa2</mo><mi>x</mi></mrow>"
	    "</math>"), "a formula is shown");
	tap_is(slice_str(shown("number q\n= 1", "1/3")),
	    slice_str("0.3333333333"), "a fraction is shown");
	tap_is(slice_str(shown("number q\n= 1", "2*10^3")), slice_str("2000"),
	    "a power of ten is shown");
	tap_is(slice_str(shown("number q\n= 1", "17")), slice_str(""),
	    "a number is not");
	tap_is(slice_str(shown("text q\n= a", "<b>")), slice_str(""),
	    "a text is not");
}

static const struct {
	const char	*question;
	size_t		 line;		/* of the file */
	const char	*what;		/* NULL: nothing is wrong */
} checks[] = {
	{ "choose q\n(x) a\n( ) b", 0, NULL },
	{ "choose q\n( ) a\n( ) b", 3, "no option of q is right: mark one "
	    "with (x)" },
	{ "choose q\n(x) a\n(x) b\n( ) c", 3, "2 options of q are right, each "
	    "alone: to have all of them ticked, it is a tick, with [x]" },
	{ "tick q\n[x] a\n[x] b\n[ ] c", 0, NULL },
	{ "choose q\n(x) a", 3, "q has fewer than two options" },
	{ "choose q\n(x) a\n( ) a", 5, "this option is there twice: the "
	    "other is in line 4" },
	{ "choose q\nlet w = 1..3\n(x) {w}\n( ) 2", 6, "this option is "
	    "there twice: the other is in line 5" },
	{ "tick q\n[ ] a\n[ ] b", 3, "no option of q is right: mark one "
	    "with [x]" },
	{ "text q\n= a", 0, NULL },
	{ "text q\n~ a", 3, "q has no right answer: a line \"= answer\" is "
	    "missing" },
	{ "text q\n= /a(/", 4, NULL },
	{ "text q\n= /a)(b/", 4, NULL },
	{ "text q\n= /(a)\\1/", 4, "the pattern /(a)\\1/: references back "
	    "(\\1) are not taken" },
	{ "text q\n= /\\d+/", 4, "the pattern /\\d+/: of letters only w, s and "
	    "b, and W, S and B, stand behind a \\: write [0-9] for a digit" },
	{ "text q\n= /\\w+\\s\\\\d\\./", 0, NULL },
	{ "text q\n= /(((((((((((((a+)+)+)+)+)+)+)+)+)+)+)+)+)/", 4, "the "
	    "pattern /(((((((((((((a+)+)+)+)+)+)+)+)+)+)+)+)+)/: its repeats "
	    "make it too large" },
	{ "text q\n= /((a{1,99}){1,99}){1,99}/", 4, "the pattern /((a{1,99})"
	    "{1,99}){1,99}/: its repeats make it too large" },
	{ "text q\n= /a{256}/", 4, "the pattern /a{256}/: it repeats more than "
	    "255 times" },
	{ "text q\n= /[a-z]{1,30} [a-z]{1,30}-[0-9]{4}{9}([(]b){30}\\{{9}/", 0,
	    NULL },
	{ "text q\n= /[\xc3\xa9]/", 4, "the pattern /[\xc3\xa9]/: in [ ] "
	    "only ASCII is taken: write (\xc3\xa9|\xc3\xa8)" },
	{ "text q\n= /[a/", 4, "the pattern /[a/: a ] is missing" },
	{ "text q\n= //", 4, "the pattern //: it is empty" },
	{ "number q\n= 8 +- 1%", 0, NULL },
	{ "number q\n= 8 +- x", 4, "\"8 +- x\": a tolerance is a number such "
	    "as 0.1, or 1%" },
	{ "number q\n= 1,000", 4, "\"1,000\": a comma stands where none can "
	    "be: decimal numbers have a point" },
	{ "number q\n= 5..3", 4, "\"5..3\": the range ends before it "
	    "begins" },
	{ "number q\n= (3 \xc2\xb1 4, 5]", 4, "\"(3 \xc2\xb1 4, 5]\": a ) is "
	    "missing" },
	{ "number q\n= inf", 4, "\"inf\": only a range can end at infinity" },
	{ "number q\n= 3..5 +- 1", 4, "\"3..5 +- 1\": a range has no "
	    "tolerance" },
	{ "number q\n= 3 sig 0", 4, "\"3 sig 0\": behind sig goes a number "
	    "of digits, 1 to 15" },
	{ "number q\n= eight", 4, "\"eight\": there is no eight here" },
	{ "number q\n= unit cm", 4, "\"unit cm\": there is no unit here" },
	{ "number q tolerance=much\n= 8", 3, "tolerance= is a number such as "
	    "0.1, or 1%" },
	{ "number q\nlet w = 1..3\n= {1/(w-2)}", 3, NULL },
	{ "number q\nlet w = 9..1\n= {w}", 4, "let w: the range ends before "
	    "it begins" },
	{ "formula q vars=x\n= x^2", 0, NULL },
	{ "formula q vars=x\n= y", 4, "\"y\": there is no y here: use x" },
	{ "formula q vars=x\n= ln(-x)/0", 4, "\"ln(-x)/0\": it has too few "
	    "finite values in range=" },
	{ "formula q vars=x1\n= 1", 3, "vars= are names of letters, with "
	    "commas: x,y" },
	{ "formula q vars=sin\n= 1", 3, "a name of vars= is that of a "
	    "function" },
	{ "formula q vars=x range=5..1\n= x", 3, "range= is 1..5, or one a "
	    "name: 1..5,0..1" },
	{ "formula q vars=x range=1..5,1..2\n= x", 3, "range= is 1..5, or "
	    "one a name: 1..5,0..1" },
	{ "order q\n= a\n= b", 0, NULL },
	{ "order q\n= a", 3, "q has fewer than two lines to put in order: "
	    "\"= line\"" },
	{ "order q\n= a\n= b\n~ a", 6, "this line is among = and ~: the other"
	    " is in line 4" },
	{ "match q\n= a = x\n= b = y", 0, NULL },
	{ "match q\n= a = x\n= b", 5, "a pair has = between blanks: "
	    "= France = Paris" },
	{ "match q\n= a = x\n= b = y\n= a = z", 6, "\"a\" is there twice" },
	{ "blanks q\n{_a_}\n= a = x", 0, NULL },
	{ "blanks q\nNothing.\n= a = x", 3, "q has no gap: {_capital_}" },
	{ "blanks q\n{_a_}\n= a = x\n= b = x", 6, "there is no gap {_b_} in "
	    "the text" },
	{ "blanks q\n{_a_} {_b_}\n= a = x", 3, "nothing is right for {_b_}: "
	    "a line \"= b = text\" is missing" },
	{ "blanks q\n{_a_} {_a_}\n= a = x", 3, "gap {_a_} is there twice" },
	{ "blanks q\n$x + {_a_}$\n= a = x", 3, "a gap of q stands in a "
	    "formula or a link" },
	{ "table q\n{_a_}\n= a = x", 5, "there is no x here" },
	{ "table q\n{_a_}\n= a = 5 unit m", 5, "numbers of a table have no "
	    "unit: write it into the text" },
	{ "upload q accept=pdf", 3, "accept= are endings of names: "
	    ".pdf,.txt" },
	{ "essay q", 0, NULL },
	{ "number q\nlet w = 2\n{w} and {wz}\n= {w}", 3, "{wz}: there is no "
	    "wz here: use w (\\{ is a brace that stays)" },
};

static void
test_check(void)
{
	struct problems ps;

	for (size_t i = 0; i < sizeof(checks) / sizeof(checks[0]); i++) {
		problems_init(&ps, &mem);
		mark_check(question_of(checks[i].question), "f.md", &ps);
		tap_int(ps.n == 0 ? 0 : (long long)ps.list[0].line,
		    (long long)checks[i].line, "line of %s",
		    checks[i].question);
		if (checks[i].what != NULL)
			tap_is(slice_str(ps.n == 0 ? "" : ps.list[0].what),
			    slice_str(checks[i].what), "check %s",
			    checks[i].question);
	}
}

int
main(void)
{
	mem_init(&mem, 0);
	test_rows();
	test_hostile();
	test_shown();
	test_check();
	mem_release(&mem);
	return tap_done();
}
