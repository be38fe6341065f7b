#include "apps/tutor/model/page.h"

#include <stdlib.h>
#include <string.h>

#include "apps/tutor/model/page_known.h"
#include "apps/tutor/model/problem.h"
#include "tap.h"
#include "web/hash.h"
#include "web/mem.h"
#include "web/text.h"

static struct mem	mem;
static struct problems	problems;

static struct page *
read_as(const char *file, const char *s)
{
	problems_init(&problems, &mem);
	return page_read(&mem, file, s, strlen(s), &problems);
}

static void
dump_answers(struct text *t, const struct question *q)
{
	const struct answer_line *a;

	for (size_t i = 0; i < q->nanswers; i++) {
		a = &q->answers[i];
		text_addf(t, " %c%g<%s>", a->kind, a->credit, a->text);
		if (a->feedback != NULL)
			text_addf(t, ":<%s>", a->feedback);
	}
}

static void
dump_tests(struct text *t, const struct question *q)
{
	const struct code_test *c;

	if (q->starter != NULL)
		text_addf(t, " starter<%s>", q->starter);
	if (q->solution != NULL)
		text_addf(t, " solution<%s>", q->solution);
	for (size_t i = 0; i < q->ntests; i++) {
		c = &q->tests[i];
		text_addf(t, " %s %s %g", c->hidden ? "hidden" : "test",
		    c->name, c->points);
		if (c->args != NULL)
			text_addf(t, " args<%s>", c->args);
		if (c->in_file != NULL)
			text_addf(t, " in=%s", c->in_file);
		else
			text_addf(t, " in<%s>", c->in);
		if (c->out_file != NULL)
			text_addf(t, " out=%s", c->out_file);
		else if (c->out != NULL)
			text_addf(t, " out<%s>", c->out);
	}
}

static void
dump_question(struct text *t, const struct question *q)
{
	text_addf(t, "[%s %s@%zu <%s>", question_type_name(q->type), q->name,
	    q->line, q->prompt);
	for (size_t i = 0; i < q->nlets; i++)
		text_addf(t, " let %s<%s>", q->lets[i].name,
		    q->lets[i].values);
	dump_answers(t, q);
	dump_tests(t, q);
	for (size_t i = 0; i < q->nhints; i++)
		text_addf(t, " hint%d<%s>", q->hints[i].after,
		    q->hints[i].text);
	if (q->why != NULL)
		text_addf(t, " why<%s>", q->why);
	text_adds(t, "]");
}

/* The page in one line, and behind it what is wrong. */
static const char *
dump(const struct page *p)
{
	struct text t;

	text_init(&t, &mem);
	for (size_t i = 0; i < p->nparts; i++) {
		if (p->parts[i].question != NULL)
			dump_question(&t, p->parts[i].question);
		else
			text_addf(&t, "@%zu<%s>", p->parts[i].line,
			    p->parts[i].text);
	}
	for (size_t i = 0; i < problems.n; i++)
		text_addf(&t, " ! %zu: %s", problems.list[i].line,
		    problems.list[i].what);
	return t.p;
}

struct row {
	const char	*name;
	const char	*in;		/* behind "title: T\n\n": line 3 */
	const char	*want;
};

static const struct row rows[] = {
	{ "nothing", "", "" },
	{ "text", "# A\n\ntext\n", "@3<# A\n\ntext\n>" },
	{ "no line end", "text", "@3<text\n>" },
	{ "CRLF", "a\r\n::: text q\r\nb\r\n= c\r\n:::\r\n",
	    "@3<a\n>[text q@4 <b> =1<c>]" },
	{ "text round a question", "a\n\n::: essay q\nb\n:::\n\nc\n",
	    "@3<a\n\n>[essay q@5 <b>]@8<\nc\n>" },
	{ "two questions", "::: essay p\n:::\n\n::: essay q\n:::\n",
	    "[essay p@3 <>][essay q@6 <>]" },
	{ "no blank behind the colons", ":::essay q\n:::\n", "[essay q@3 <>]" },
	{ "blanks behind the end", "::: essay q\n::: \t\n", "[essay q@3 <>]" },
	{ "colons in the middle", "a ::: essay q\n", "@3<a ::: essay q\n>" },
	{ "colons that are indented", " ::: says q\n",
	    "@3< ::: says q\n>" },
	{ "escaped colons", "\\::: essay q\n\\\\:::\n\\a\n",
	    "@3<::: essay q\n\\:::\n\\a\n>" },
	{ "fenced colons", "```\n::: essay q\n\\:::\n```\n",
	    "@3<```\n::: essay q\n\\:::\n```\n>" },
	{ "a longer fence", "````\n```\n::: a\n````\n::: essay q\n:::\n",
	    "@3<````\n```\n::: a\n````\n>[essay q@7 <>]" },
	{ "a fence of waves", "~~~ `x`\n::: a\n~~~\n",
	    "@3<~~~ `x`\n::: a\n~~~\n>" },
	{ "code in a line is no fence", "``` a ```\n::: essay q\n:::\n",
	    "@3<``` a ```\n>[essay q@4 <>]" },
	{ "a fence in a list", "- ```\n  :::\n  ```\n::: essay q\n:::\n",
	    "@3<- ```\n  :::\n  ```\n>[essay q@6 <>]" },
	{ "a fence in a numbered list",
	    "12. ```c\n    x\n    ```\n::: essay q\n:::\n",
	    "@3<12. ```c\n    x\n    ```\n>[essay q@6 <>]" },
	{ "indented code is no fence", "    ```\n::: essay q\n:::\n",
	    "@3<    ```\n>[essay q@4 <>]" },

	{ "all of it",
	    "::: number bits points=1 tries=3\nHow many?\n\nSay.\n= 8\n"
	    "~ 4 : That is a nibble.\nhint: Look.\n"
	    "hint after 1: Think.\n  More.\n\nEnd.\n"
	    "why: By definition\nof *POSIX*.\n\n:::\n",
	    "[number bits@3 <How many?\n\nSay.> =1<8> "
	    "~0<4>:<That is a nibble.> hint0<Look.> "
	    "hint1<Think.\n  More.\n\nEnd.> why<By definition\nof *POSIX*.>]" },
	{ "choose", "::: choose q\na\n(x) b\n( ) c : d\n(40%) e\n(X) f\n:::\n",
	    "[choose q@3 <a> x1<b>  0<c>:<d> x0.4<e> x1<f>]" },
	{ "tick", "::: tick q\n[x] b\n[ ] c : $3 \\cdot 3$\n:::\n",
	    "[tick q@3 <> x1<b>  0<c>:<$3 \\cdot 3$>]" },
	{ "credit", "::: text q\n= a 40%\n= 50%\n= b 12.5% : c\n= d%\n:::\n",
	    "[text q@3 <> =0.4<a> =1<50%> =0.125<b>:<c> =1<d%>]" },
	{ "a tolerance is no credit",
	    "::: number q\n= 5 +- 1%\n= 5 +-1%\n= 6 +- 1% 30%\n"
	    "= 5 \xc2\xb1 1%\n:::\n",
	    "[number q@3 <> =1<5 +- 1%> =1<5 +-1%> =0.3<6 +- 1%> "
	    "=1<5 \xc2\xb1 1%>]" },
	{ "no credit for what is wrong", "::: text q\n~ a 40%\n:::\n",
	    "[text q@3 <> ~0<a 40%>]" },
	{ "an option of per cents", "::: choose q\n(x) about 50%\n:::\n",
	    "[choose q@3 <> x1<about 50%>]" },
	{ "the last colon", "::: text q\n= a : b : c\n= d:e :f\n:::\n",
	    "[text q@3 <> =1<a : b>:<c> =1<d:e :f>]" },
	{ "an escaped colon", "::: text q\n= a \\: b\n= \\:x \\: y : z\n:::\n",
	    "[text q@3 <> =1<a : b> =1<\\:x : y>:<z>]" },
	{ "an answer of two lines", "::: choose q\n(x) a\n\n  b\n  : c\n:::\n",
	    "[choose q@3 <> x1<a\n  b>:<c>]" },
	{ "code in an option", "::: choose q\n(x)\n```\n= a\n```\n( ) b\n:::\n",
	    "[choose q@3 <> x1<```\n= a\n```>  0<b>]" },
	{ "order keeps lines",
	    "::: order q\n= int s = 0; : 50%\n=     s += a[i];\n~ b : c\n:::\n",
	    "[order q@3 <> =1<int s = 0; : 50%> =1<    s += a[i];> "
	    "~0<b : c>]" },
	{ "escaped marks",
	    "::: text q\n\\= a\n\\~ b\n\\hint: c\n\\why: d\n"
	    "\\let x = 3\n\\(x) e\n\\[ ] f\n\\:::\n\\\\= g\n\\alpha\n= h\n"
	    ":::\n",
	    "[text q@3 <= a\n~ b\nhint: c\nwhy: d\nlet x = 3\n(x) e\n[ ] f\n"
	    ":::\n\\= g\n\\alpha> =1<h>]" },
	{ "fenced marks", "::: text q\n```\n= a\n:::\nwhy: b\n```\n= c\n:::\n",
	    "[text q@3 <```\n= a\n:::\nwhy: b\n```> =1<c>]" },
	{ "no marks", "::: text q\n=> a\n== \n~~c~~\n(y) d\n[x](y)\n"
	    "whyever: e\nlet us see = what\nhinted: f\n5 g\n= h\n:::\n",
	    "[text q@3 <=> a\n== \n~~c~~\n(y) d\n[x](y)\nwhyever: e\n"
	    "let us see = what\nhinted: f\n5 g> =1<h>]" },
	{ "let", "::: number q\nlet w = 2..9\na\nlet h = 2..9 not w\nb\n"
	    "= {w*h} unit cm^2\n:::\n",
	    "[number q@3 <a\nb> let w<2..9> let h<2..9 not w> "
	    "=1<{w*h} unit cm^2>]" },
	{ "a rubric", "::: essay q rubric\na\n5 names\n0.5 tidy : b\n:::\n",
	    "[essay q@3 <a> #5<names> #0.5<tidy>:<b>]" },
	{ "no rubric", "::: essay q\n5 names\n:::\n",
	    "[essay q@3 <5 names>]" },

	{ "code",
	    "::: code q lang=c\na\n--- starter\nint main(void) { }\n\n= x\n"
	    "--- solution\n\n\tint y;\n--- test small points=2 show\nin: a b\n"
	    "c\n\nout: X\n\n--- test big hidden file=big.in,big.out\n:::\n",
	    "[code q@3 <a> starter<int main(void) { }\n\n= x> "
	    "solution<\tint y;> test small 2 in<a b\nc\n> out<X\n> "
	    "hidden big 1 in=big.in out=big.out]" },
	{ "more tests",
	    "::: code q\n--- test a\nargs:  -n 3 \nout:\n  x\n y\n"
	    "--- test b file=,o\nin:\n--- test c file=i\nout:\n\n\n:::\n",
	    "[code q@3 <> test a 1 args<-n 3> in<> out<  x\n y\n> "
	    "test b 1 in<> out=o test c 1 in=i out<>]" },
	{ "escapes in code",
	    "::: code q\n--- starter\n\\--- test x\n\\:::\n\\n\n---\n"
	    "--- test a\nout:\n\\out: x\n\\\n\\in: y\n:::\n",
	    "[code q@3 <> starter<--- test x\n:::\n\\n\n---> "
	    "test a 1 in<> out<out: x\n\\\nin: y\n>]" },
	{ "fences in code are text",
	    "::: code q\n--- starter\n```\n--- test a\nout: ```\n:::\n",
	    "[code q@3 <> starter<```> test a 1 in<> out<```\n>]" },
	{ "an empty starter", "::: code q\n--- starter\n:::\n",
	    "[code q@3 <>]" },
	{ "hints before sections",
	    "::: code q\nhint: a\nwhy: b\n--- solution\n\\why: c\n:::\n",
	    "[code q@3 <> solution<why: c> hint0<a> why<b>]" },
};

/* A block that is wrong, and all that is told of it. */
static const struct row faults[] = {
	{ "no type", "::: nothing q\n= a\n:::\n",
	    " ! 3: \"nothing\" is no type of question: choose tick text number "
	    "formula order match blanks table essay upload code checkoff" },
	{ "a type like one", "::: chose q\n:::\n",
	    " ! 3: \"chose\" is no type of question: did you mean "
	    "\"choose\"?" },
	{ "what is behind that is read",
	    "::: chose q\n```\n:::\n```\n:::\nb\n",
	    "@8<b\n> ! 3: \"chose\" is no type of question: "
	    "did you mean \"choose\"?" },
	{ "no type, not closed", "::: chose q\n::: essay r\n:::\n",
	    "[essay r@4 <>] ! 3: \"chose\" is no type of question: "
	    "did you mean \"choose\"?" },
	{ "no name", "::: essay\n:::\n",
	    " ! 3: a name such as \"q1\" goes behind essay, of a-z 0-9 _ - and "
	    "at most 64, not \"\"" },
	{ "a bad name", "::: essay Q1 points=2\n:::\n",
	    " ! 3: a name such as \"q1\" goes behind essay, of a-z 0-9 _ - and "
	    "at most 64, not \"Q1\"" },
	{ "a name twice", "::: essay q\n:::\n::: essay q\n:::\n",
	    "[essay q@3 <>][essay q@5 <>] ! 5: the name q is there twice: "
	    "line 3 has it too" },
	{ "an unknown attribute", "::: essay q point=1\n:::\n",
	    "[essay q@3 <>] ! 3: \"point\" is not an attribute of essay: "
	    "did you mean \"points\"?" },
	{ "one of another type", "::: essay q lang=c\n:::\n",
	    "[essay q@3 <>] ! 3: \"lang\" is not an attribute of essay" },
	{ "one like none", "::: essay q zzzzzz\n:::\n",
	    "[essay q@3 <>] ! 3: \"zzzzzz\" is not an attribute of essay" },
	{ "an attribute twice", "::: essay q tries=1 tries=2\n:::\n",
	    "[essay q@3 <>] ! 3: tries is there twice: take one away" },
	{ "no number", "::: essay q points=x\n:::\n",
	    "[essay q@3 <>] ! 3: points takes a number such as 2 or 0.5, "
	    "not \"x\"" },
	{ "no count", "::: essay q tries=1.5\n:::\n",
	    "[essay q@3 <>] ! 3: tries takes a whole number from 0 to 1000, "
	    "not \"1.5\"" },
	{ "no share", "::: essay q penalty=200%\n:::\n",
	    "[essay q@3 <>] ! 3: penalty takes a share such as 25% or 0.25, "
	    "not \"200%\"" },
	{ "no time", "::: code q time=2x\n:::\n",
	    "[code q@3 <>] ! 3: time takes a time such as 2s, 90m, 24h or 3d, "
	    "not \"2x\"" },
	{ "no size", "::: code q mem=big\n:::\n",
	    "[code q@3 <>] ! 3: mem takes a size such as 500, 64K or 2M, "
	    "not \"big\"" },
	{ "no choice", "::: essay q policy=worst\n:::\n",
	    "[essay q@3 <>] ! 3: policy takes one of: best last first, "
	    "not \"worst\"" },
	{ "a choice of its type", "::: tick q credit=half\n:::\n",
	    "[tick q@3 <>] ! 3: credit takes one of: all net each cover, "
	    "not \"half\"" },
	{ "no choices", "::: text q fold=case,dots\n:::\n",
	    "[text q@3 <>] ! 3: fold takes some of, with commas: case space "
	    "accents, not \"case,dots\"" },
	{ "a flag with a value", "::: essay q rubric=5\n:::\n",
	    "[essay q@3 <>] ! 3: rubric takes nothing: it stands alone, "
	    "not \"5\"" },
	{ "no value", "::: essay q title\n:::\n",
	    "[essay q@3 <>] ! 3: title takes a value, not \"\"" },
	{ "no second quote", "::: essay q title=\"a b\n:::\n",
	    "[essay q@3 <>] ! 3: a closing \" is missing" },
	{ "behind a quote", "::: essay q title=\"a\"b\n:::\n",
	    "[essay q@3 <>] ! 3: \"b\" cannot be read: key=value or "
	    "key=\"a value\" goes here" },
	{ "no key", "::: essay q =5 tries=2\n:::\n",
	    "[essay q@3 <>] ! 3: \"=5 tries=2\" cannot be read: key=value or "
	    "key=\"a value\" goes here" },
	{ "not closed", "::: essay q\na\n",
	    "[essay q@3 <a>] ! 3: this question is not closed: a line ::: is "
	    "missing" },
	{ "not closed before another", "::: essay p\na\n::: essay q\n:::\n",
	    "[essay p@3 <a>][essay q@5 <>] ! 3: this question is not closed: "
	    "a line ::: is missing" },
	{ "closed twice", "::: essay q\n:::\n:::\n",
	    "[essay q@3 <>] ! 5: there is no question to close here" },
	{ "a fence that is not closed", "a\n```c\n::: essay q\n:::\n",
	    "@3<a\n```c\n::: essay q\n:::\n> ! 4: this code is not closed: a "
	    "line ``` is missing" },
	{ "such a fence in a question", "::: essay q\n~~~\n:::\n",
	    "[essay q@3 <~~~\n:::>] ! 4: this code is not closed: a line ~~~ "
	    "is missing" },
	{ "marks of another type", "::: essay q\n= a\n:::\n",
	    "[essay q@3 <> =1<a>] ! 4: essay has no marks, but its rubric's "
	    "points: begin the line with \\ if it is text" },
	{ "= in choose", "::: choose q\n= a\n:::\n",
	    "[choose q@3 <> =1<a>] ! 4: choose has ( ) and (x): begin the line "
	    "with \\ if it is text" },
	{ "( ) in tick", "::: tick q\n( ) a\n:::\n",
	    "[tick q@3 <>  0<a>] ! 4: tick has [ ] and [x]: begin the line "
	    "with \\ if it is text" },
	{ "[ ] in number", "::: number q\n[x] a\n:::\n",
	    "[number q@3 <> x1<a>] ! 4: number has = and ~: begin the line "
	    "with \\ if it is text" },
	{ "= in code", "::: code q\n= a\n:::\n",
	    "[code q@3 <> =1<a>] ! 4: code has no marks, but tests: begin the "
	    "line with \\ if it is text" },
	{ "an empty answer", "::: text q\n=\n= : a\n:::\n",
	    "[text q@3 <> =1<> =1<>:<a>] ! 4: nothing stands behind the mark "
	    "! 5: nothing stands behind the mark" },
	{ "empty feedback", "::: text q\n= a :\n:::\n",
	    "[text q@3 <> =1<a>] ! 4: nothing stands behind the \" : \"" },
	{ "a text behind answers", "::: text q\n= a\nb\n:::\n",
	    "[text q@3 <> =1<a>] ! 5: this line has no mark: indent it to go "
	    "on with the answer above" },
	{ "too large a credit", "::: text q\n= a 101%\n:::\n",
	    "[text q@3 <> =1<a>] ! 4: 101% is no share: 0% to 100%" },
	{ "too large an option", "::: choose q\n(101%) a\n:::\n",
	    "[choose q@3 <>  0<a>] ! 4: (101%) is no share: 0% to 100%" },
	{ "bad points", "::: essay q rubric\n1.2.3 a\n:::\n",
	    "[essay q@3 <> #0<a>] ! 4: \"1.2.3\" is no number of points" },
	{ "an empty hint", "::: essay q\nhint:\n:::\n",
	    "[essay q@3 <>] ! 4: a hint has no text" },
	{ "hint after nothing", "::: essay q\nhint after x: a\n:::\n",
	    "[essay q@3 <> hint0<x: a>] ! 4: a number of tries is missing: "
	    "hint after 2: text" },
	{ "hint without a colon", "::: essay q\nhint after 2 a\n:::\n",
	    "[essay q@3 <> hint2< a>] ! 4: a : is missing: "
	    "hint after 2: text" },
	{ "why twice", "::: essay q\nwhy: a\nwhy: b\n:::\n",
	    "[essay q@3 <> why<b>] ! 5: why: is there twice: put both into "
	    "one" },
	{ "why nothing", "::: essay q\nwhy:\n:::\n",
	    "[essay q@3 <>] ! 4: why: has no text" },
	{ "a bad let", "::: essay q\nlet w2 = 1\nlet x =\nlet x = 1\n:::\n",
	    "[essay q@3 <> let w2<1> let x<> let x<1>] ! 4: \"w2\" is no name "
	    "for a value: letters only, at most 16 ! 5: let x has no values: "
	    "let x = 2..9 ! 6: let x is there twice" },
	{ "a section that is none", "::: code q\n--- tests\na\n:::\n",
	    "[code q@3 <>] ! 4: \"--- tests\" is no section: starter, solution "
	    "or test; or begin the line with \\" },
	{ "behind a section", "::: code q\n--- starter c\na\n:::\n",
	    "[code q@3 <> starter<a>] ! 4: nothing goes behind --- starter" },
	{ "two starters", "::: code q\n--- starter\na\n--- starter\nb\n:::\n",
	    "[code q@3 <> starter<b>] ! 6: --- starter is there twice: put "
	    "both into one" },
	{ "an empty solution", "::: code q\n--- solution\n:::\n",
	    "[code q@3 <>] ! 4: --- solution has no text" },
	{ "a test without a name", "::: code q\n--- test\nout: a\n:::\n",
	    "[code q@3 <> test  1 in<> out<a\n>] ! 4: a test has a name of "
	    "a-z 0-9 _ -, not \"\"" },
	{ "a test twice", "::: code q\n--- test a\nout: b\n--- test a\n"
	    "out: c\n:::\n", "[code q@3 <> test a 1 in<> out<b\n> "
	    "test a 1 in<> out<c\n>] ! 6: test a is there twice" },
	{ "a test's attribute", "::: code q\n--- test a point=2\nout: b\n:::\n",
	    "[code q@3 <> test a 1 in<> out<b\n>] ! 4: \"point\" is not an "
	    "attribute of a test: did you mean \"points\"?" },
	{ "shown and hidden", "::: code q\n--- test a show hidden\nout: b\n"
	    ":::\n", "[code q@3 <> hidden a 1 in<> out<b\n>] ! 4: a test is "
	    "either shown or hidden: take one away" },
	{ "no output", "::: code q\n--- test a\nin: b\n:::\n",
	    "[code q@3 <> test a 1 in<b\n>] ! 4: test a has no output: "
	    "out: text, or file=NAME.in,NAME.out" },
	{ "a file elsewhere", "::: code q\n--- test a file=../a,b\n:::\n",
	    "[code q@3 <> test a 1 in=../a out=b] ! 4: file=../a,b: two names "
	    "of files beside the page, as in file=big.in,big.out" },
	{ "text in a test", "::: code q\n--- test a\nx\nout: b\n:::\n",
	    "[code q@3 <> test a 1 in<> out<b\n>] ! 5: in a test in: or out: "
	    "goes before its text" },
	{ "in: twice", "::: code q\n--- test a\nin: a\nin: b\nout: c\n:::\n",
	    "[code q@3 <> test a 1 in<b\n> out<c\n>] ! 6: in: is there twice "
	    "in a test" },
	{ "out: and a file", "::: code q\n--- test a file=a,b\nout: c\n:::\n",
	    "[code q@3 <> test a 1 in=a out=b] ! 5: the test has out: and a "
	    "file for it: take one away" },
	{ "args: twice, and long", "::: code q\n--- test a\nargs: a\nargs: b\n"
	    "c\nout: d\n:::\n", "[code q@3 <> test a 1 args<b\nc> in<> "
	    "out<d\n>] ! 6: args: is there twice in a test ! 6: args: has one "
	    "line" },
	{ "no UTF-8", "a\xff\n", "@3<a\xff\n> ! 3: this line is not UTF-8: "
	    "save the file as UTF-8" },
	{ "overlong UTF-8", "\xc0\xaf\n\xe0\x80\xaf\n",
	    "@3<\xc0\xaf\n\xe0\x80\xaf\n> ! 3: this line is not UTF-8: save "
	    "the file as UTF-8 ! 4: this line is not UTF-8: save the file as "
	    "UTF-8" },
	{ "a message is clean", "::: essay q tries=\x01\xc3\xa9\xff\x7f\n:::\n",
	    "[essay q@3 <>] ! 3: this line is not UTF-8: save the file as "
	    "UTF-8 ! 3: tries takes a whole number from 0 to 1000, not "
	    "\"?\xc3\xa9??\"" },
	{ "a message is cut",
	    "::: essay q "
	    "tries=xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx\xc3\xa9\n:::\n",
	    "[essay q@3 <>] ! 3: tries takes a whole number from 0 to 1000, "
	    "not \"xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx?\"" },
	{ "all at once", "::: essay q points=x tries=y\n= a\n",
	    "[essay q@3 <> =1<a>] ! 3: points takes a number such as 2 or "
	    "0.5, not \"x\" ! 3: tries takes a whole number from 0 to 1000, "
	    "not \"y\" ! 4: essay has no marks, but its rubric's points: begin "
	    "the line with \\ if it is text ! 3: this question is not closed: "
	    "a line ::: is missing" },
};

static void
test_rows(const struct row *list, size_t n)
{
	const char *got;

	for (size_t i = 0; i < n; i++) {
		mem_init(&mem, 0);
		got = dump(read_as("10.a.md", mem_printf(&mem,
		    "title: T\n\n%s", list[i].in)));
		tap_is(slice_str(got), slice_str(list[i].want), "%s",
		    list[i].name);
		mem_release(&mem);
	}
}

/* Heads: the whole file. */
static const struct row heads[] = {
	{ "a mark of byte order", "\xef\xbb\xbftitle: A\n\nb\n", "@3<b\n>" },
	{ "no head", "\n# A\n", "@2<# A\n>" },
	{ "nothing at all", "", "" },
	{ "a head only", "title: A", "" },
	{ "text at once", "# A\nb\n", "@1<# A\nb\n> ! 1: a page begins with "
	    "headers such as \"title: Week 1\", and an empty line ends them" },
	{ "an unknown header", "titel: A\n\n", " ! 1: \"titel\" is not a "
	    "header of pages: did you mean \"title\"?" },
	{ "a header twice", "title: A\ntitle: B\n\n",
	    " ! 2: title is there twice: take one away" },
	{ "an empty header", "title:\n\n",
	    " ! 1: title takes a value, not \"\"" },
	{ "no time", "timed: long\n\n", " ! 1: timed takes a time such as 2s, "
	    "90m, 24h or 3d, not \"long\"" },
	{ "no choice", "feedback: soon\n\n", " ! 1: feedback takes one of: "
	    "now due lock never, not \"soon\"" },
	{ "all mistakes", "a: b\ntitle: T\nzzzz\n", "@3<zzzz\n> ! 1: \"a\" is "
	    "not a header of pages ! 3: a page begins with headers such as "
	    "\"title: Week 1\", and an empty line ends them" },
};

static void
test_heads(void)
{
	const char *got;

	for (size_t i = 0; i < sizeof(heads) / sizeof(heads[0]); i++) {
		mem_init(&mem, 0);
		got = dump(read_as("10.a.md", heads[i].in));
		tap_is(slice_str(got), slice_str(heads[i].want), "head: %s",
		    heads[i].name);
		mem_release(&mem);
	}
}

static const struct {
	const char	*file;
	long		 number;
	const char	*name;		/* NULL: an error */
} files[] = {
	{ "10.week1.md", 10, "week1" },
	{ "007.a/page.md", 7, "a" },
	{ "10.md", 0, NULL },
	{ "week1.md", 0, NULL },
	{ "10week1.md", 0, NULL },
	{ "10.Week1.md", 0, NULL },
	{ "10.week 1.md", 0, NULL },
	{ "10./page.md", 0, NULL },
	{ "1234567.a.md", 0, NULL },
	{ "10.week1.txt", 0, NULL },
	{ ".md", 0, NULL },
	{ "", 0, NULL },
};

static void
test_files(void)
{
	const struct page *p;

	mem_init(&mem, 0);
	for (size_t i = 0; i < sizeof(files) / sizeof(files[0]); i++) {
		p = read_as(files[i].file, "\n");
		if (files[i].name == NULL) {
			tap_is(slice_str(problems.n == 1 ?
			    problems.list[0].what : "?"), slice_str("the name "
			    "of a page's file is a number and a name, as in "
			    "10.week1.md"), "file \"%s\"", files[i].file);
			continue;
		}
		tap_ok(p->number == files[i].number && problems.n == 0 &&
		    strcmp(p->name, files[i].name) == 0, "file \"%s\"",
		    files[i].file);
		tap_ok(strcmp(p->title, p->name) == 0, "its title is its name");
	}
	mem_release(&mem);
}

static void
test_values(void)
{
	const struct page *p;
	const struct question *q;

	mem_init(&mem, 0);
	p = read_as("1.a.md", "title:  A title \ndue: 2026-01-01\n\n"
	    "::: tick q points=2.5 tries=3 penalty=25% policy=last "
	    "credit=net shuffle title=\"a \\\"b\\\" \\\\ \\c\"\n:::\n"
	    "::: text r fold=case,space\n:::\n"
	    "::: code s time=1500ms mem=64M max=2K policy=first\n:::\n");
	tap_int((long long)problems.n, 0, "values: nothing wrong");
	tap_is(slice_str(p->title), slice_str("A title"), "the title");
	tap_is(slice_str(page_head(p, "due")), slice_str("2026-01-01"), "due");
	tap_ok(page_head(p, "lock") == NULL, "no lock");
	tap_ok(p->points == 4.5, "points of the page");
	q = page_question(p, "q");
	tap_ok(q->points == 2.5 && q->tries == 3 && q->penalty == 0.25 &&
	    q->policy == POLICY_LAST, "settings");
	tap_is(slice_str(question_attr(q, "title")),
	    slice_str("a \"b\" \\ \\c"), "a value in quotes");
	tap_is(slice_str(question_attr(q, "shuffle")), slice_str(""),
	    "an attribute that stands alone");
	tap_ok(question_attr(q, "menu") == NULL, "one that is not there");
	q = page_question(p, "r");
	tap_ok(question_has(q, "fold", "case") &&
	    question_has(q, "fold", "space") &&
	    !question_has(q, "fold", "cas") && !question_has(q, "fold", "") &&
	    !question_has(q, "unit", "x"), "words of a list");
	tap_ok(q->points == 1 && q->tries == 0 && q->penalty == 0 &&
	    q->policy == POLICY_BEST, "settings that are not there");
	q = page_question(p, "s");
	tap_int(question_time(q, "time", 7), 1500, "a time");
	tap_int(question_time(q, "sig", 7), 7, "no time");
	tap_int(question_size(q, "mem", 7), 64LL << 20, "a size");
	tap_int(question_size(q, "max", 7), 2048, "a small size");
	tap_ok(question_number(q, "points", 7) == 7, "no number");
	tap_ok(question_number(page_question(p, "q"), "penalty", 7) == 0.25,
	    "a share");
	tap_int(q->policy, POLICY_FIRST, "the first");
	tap_ok(page_question(p, "t") == NULL, "no such question");
	mem_release(&mem);
}

static void
test_source(void)
{
	static const char block[] = "::: text q\r\na\r\n= b\r\n:::\r\n";
	const struct question *q;
	char hex[SHA256_HEX + 1];

	mem_init(&mem, 0);
	q = page_question(read_as("1.a.md", mem_printf(&mem, "\nx\n%sy\n",
	    block)), "q");
	tap_is((struct slice){ q->source, q->source_size }, slice_str(block),
	    "the block as it was written");
	sha256_hex(block, sizeof(block) - 1, hex);
	tap_is(slice_str(q->version), slice_str(hex), "its version");
	q = page_question(read_as("1.a.md", "\n::: text q\n::: text r\n"),
	    "q");
	tap_is((struct slice){ q->source, q->source_size },
	    slice_str("::: text q\n"), "one that is not closed");
	mem_release(&mem);
}

static void
test_nul(void)
{
	mem_init(&mem, 0);
	problems_init(&problems, &mem);
	(void)page_read(&mem, "1.a.md", "\na\n\0b\n", 6, &problems);
	tap_ok(problems.n == 1 && problems.list[0].line == 3 &&
	    strcmp(problems.list[0].what,
	    "there is a NUL byte here: take it away") == 0, "a NUL");
	mem_release(&mem);
}

/* So many lines, each of which begins like this. */
static const char *
repeated(const char *before, const char *line, size_t n)
{
	struct text t;

	text_init(&t, &mem);
	text_adds(&t, before);
	for (size_t i = 0; i < n; i++)
		text_addf(&t, line, i);
	return t.p;
}

static bool
told(const char *what)
{
	for (size_t i = 0; i < problems.n; i++)
		if (strcmp(problems.list[i].what, what) == 0)
			return true;
	return false;
}

static const char *
many_lets(int n)
{
	struct text t;

	text_init(&t, &mem);
	text_adds(&t, "\n::: number q\n");
	for (int i = 0; i < n; i++)
		text_addf(&t, "let %c%c = 1\n", 'a' + i / 26, 'a' + i % 26);
	return t.p;
}

static void
test_limits(void)
{
	const struct page *p;

	mem_init(&mem, 0);
	p = read_as("1.a.md", repeated("\n", "::: essay q%zu\n:::\n", 501));
	tap_ok(p->nquestions == 500 &&
	    told("more than 500 questions: make two pages"), "questions");
	p = read_as("1.a.md", repeated("\n::: essay q\n", "::: essay q\n",
	    300));
	tap_ok(problems.n == PROBLEMS_MAX && problems.errors > 300 &&
	    told("too many mistakes: the others are not told"), "problems");
	(void)read_as("1.a.md", repeated("\n::: code q\n",
	    "--- test t%zu\nout: a\n", 201));
	tap_ok(told("more than 200 tests"), "tests");
	(void)read_as("1.a.md", repeated("\n::: number q", " a=%zu", 33));
	tap_ok(told("more than 32 attributes"), "attributes");
	(void)read_as("1.a.md", repeated("\n::: text q\n", "= %zu\n", 501));
	tap_ok(told("more than 500 answers"), "answers");
	(void)read_as("1.a.md", repeated("\n::: text q\n", "hint: %zu\n",
	    51));
	tap_ok(told("more than 50 hints"), "hints");
	(void)read_as("1.a.md", many_lets(65));
	tap_ok(told("more than 64 lets"), "lets");
	mem_release(&mem);
}

/* A megabyte of whatever costs most fits into an arena of 64. */
static void
test_large(void)
{
	static const char *const lines[] = {
		"= %zu\n", "(x)\n", "hint:\n", "```\n", "\\\\\\\\=%zu\n",
		": : : : \n", "::: essay q\n", "::: text q%zu\n:::\n",
		"--- test %zu\n", "in:\n",
		"let x = 1\n", "why:\n", "\n", "a=\"b\" ", "- - - - - ",
	};
	const struct page *p;

	for (size_t i = 0; i < sizeof(lines) / sizeof(lines[0]); i++) {
		mem_init(&mem, 0);
		p = read_as("1.a.md", repeated("\n::: code q\n", lines[i],
		    (1 << 20) / strlen(lines[i])));
		tap_ok(p->nquestions > 0, "a megabyte of %.3s", lines[i]);
		tap_note("%zu kilobytes of memory", mem.used >> 10);
		mem_release(&mem);
	}
}

static void
test_names(void)
{
	for (int i = 0; i < Q_TYPES; i++)
		tap_int(question_type_find(question_type_name(
		    (enum question_type)i)), i, "type %s",
		    question_type_name((enum question_type)i));
	tap_int(question_type_find(""), -1, "no type");
	tap_int(word_distance("points", "pionts"), 2, "two letters changed");
	tap_int(word_distance("due", "due"), 0, "the same");
	tap_int(word_distance("", "due"), 3, "nothing");
	tap_int(word_distance("a234567890123456789012345", "due"), 9, "far");
}

int
main(void)
{
	test_rows(rows, sizeof(rows) / sizeof(rows[0]));
	test_rows(faults, sizeof(faults) / sizeof(faults[0]));
	test_heads();
	test_files();
	test_values();
	test_source();
	test_nul();
	test_limits();
	test_large();
	test_names();
	return tap_done();
}
