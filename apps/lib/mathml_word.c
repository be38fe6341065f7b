#include <string.h>

#include "apps/lib/mathml_command.h"
#include "apps/lib/mathml_list.h"

/* How many bytes there are before one that means something in a text. */
static size_t
plain_len(struct slice s)
{
	size_t n = 0;

	while (n < s.n && (s.p[n] == '\0' || strchr("\\~{} ", s.p[n]) == NULL))
		n++;
	return n;
}

/* "\%" and its like are the character, "\," is a thin space. */
static size_t
write_escaped(struct text *t, struct slice s)
{
	char c = s.n > 1 ? s.p[1] : '\0';

	if (c != '\0' && strchr(", ;:", c) != NULL)
		text_adds(t, "\xe2\x80\x89");
	else if (c != '\0' && strchr("{}%$&#_\\", c) != NULL)
		text_html(t, &c, 1);
	else
		text_addc(t, '\\');
	return c != '\0' && strchr(", ;:{}%$&#_\\", c) != NULL ? 2 : 1;
}

/* A text of a group; a blank at one of its ends would be lost. */
static void
write_words(struct text *t, struct slice text)
{
	struct slice s = text;
	size_t n;

	for (; s.n > 0; s = slice_skip(s, n)) {
		n = plain_len(s);
		if (n > 0) {
			math_escape(t, slice_of(s.p, n));
			continue;
		}
		n = 1;
		if (s.p[0] == '\\')
			n = write_escaped(t, s);
		else if (s.p[0] == '~' ||
		    (s.p[0] == ' ' && (s.n == 1 || s.n == text.n)))
			text_adds(t, "\xc2\xa0");
		else if (s.p[0] == ' ')
			text_addc(t, ' ');
	}
}

/* The text behind a command; when it has no end, all the rest is an error. */
static bool
take_words(struct math *p, struct slice command, struct slice *words)
{
	if (math_raw(p, words))
		return true;
	if (math_is_char(p, '{')) {
		math_seek(p, p->src.n);
		command.n = (size_t)(p->src.p + p->src.n - command.p);
	}
	math_error(p, command);
	return false;
}

/* \text{...}; text is the class of the element or NULL. */
struct math_atom
math_text_words(struct math *p, const struct math_command *c, struct slice src)
{
	struct math_atom atom = { MATH_ORD, false };
	struct slice words;

	if (!take_words(p, src, &words))
		return atom;
	text_adds(p->t, "<mtext");
	if (c->text != NULL)
		text_addf(p->t, " class=\"%s\"", c->text);
	text_addc(p->t, '>');
	write_words(p->t, words);
	text_adds(p->t, "</mtext>");
	return atom;
}

/* \tag{1}; arg: whether it has parentheses. */
struct math_atom
math_tag(struct math *p, const struct math_command *c, struct slice src)
{
	struct slice words;

	if (math_is_char(p, '*'))
		math_next(p);
	if (!take_words(p, src, &words))
		return (struct math_atom){ MATH_ORD, false };
	text_adds(p->t, "<mrow><mspace width=\"2em\"/><mtext>(");
	write_words(p->t, words);
	text_adds(p->t, ")</mtext></mrow>");
	(void)c;
	return (struct math_atom){ MATH_ORD, false };
}

/* \label{...} and what else has no place here. */
struct math_atom
math_nothing(struct math *p, const struct math_command *c, struct slice src)
{
	struct slice words;

	if (c->arg == 0 || take_words(p, src, &words))
		return (struct math_atom){ MATH_NONE, false };
	return (struct math_atom){ MATH_ORD, false };
}

/* \mathbb and its like: arg is the alphabet. */
struct math_atom
math_letters(struct math *p, const struct math_command *c, struct slice src)
{
	enum math_alphabet around = p->alphabet;

	p->alphabet = (enum math_alphabet)c->arg;
	math_argument(p, src);
	p->alphabet = around;
	return (struct math_atom){ MATH_ORD, false };
}

/* \operatorname{name}, and with limits \operatorname*{name}. */
struct math_atom
math_function(struct math *p, const struct math_command *c, struct slice src)
{
	bool stacks = math_is_char(p, '*');
	struct slice words;

	(void)c;
	if (stacks)
		math_next(p);
	if (!take_words(p, src, &words))
		return (struct math_atom){ MATH_ORD, false };
	text_adds(p->t, words.n == 1 ? "<mi mathvariant=\"normal\">" : "<mi>");
	write_words(p->t, words);
	text_adds(p->t, "</mi>");
	return (struct math_atom){ MATH_NAME, stacks && p->display };
}
