#include <string.h>

#include "apps/lib/mathml_atom.h"
#include "apps/lib/mathml_command.h"
#include "apps/lib/mathml_list.h"

/* The fence that is the token, or NULL; "." is none, as "". */
static const char *
take_fence(struct math *p)
{
	const struct math_symbol *s = NULL;
	const char *text = NULL;

	if (math_is_char(p, '.'))
		text = "";
	else if (math_is_char(p, '<') || math_is_command(p, "lt"))
		text = "⟨";
	else if (math_is_char(p, '>') || math_is_command(p, "gt"))
		text = "⟩";
	else if (p->tok == TOK_COMMAND)
		s = math_symbol(p->name);
	else if (p->tok == TOK_CHAR)
		s = math_char(p->name.p[0]);
	if (s != NULL && (s->kind == SYM_OPEN || s->kind == SYM_CLOSE ||
	    s->kind == SYM_FENCE) && strcmp(s->name, "!") != 0 &&
	    strcmp(s->name, "?") != 0)
		text = math_text(s);
	if (text != NULL)
		math_next(p);
	return text;
}

/* The fence behind a command, as tall as what it stands with. */
static void
write_fence(struct math *p, struct slice command, const char *attributes)
{
	const char *text = take_fence(p);

	if (text == NULL)
		math_error(p, command);
	else if (text[0] != '\0')
		math_operator(p, text, attributes);
}

/* \left ( ... \middle | ... \right ) */
struct math_atom
math_left(struct math *p, const struct math_command *c, struct slice src)
{
	struct slice command;

	(void)c;
	if (!math_enter(p))
		return (struct math_atom){ MATH_NONE, false };
	text_adds(p->t, "<mrow>");
	write_fence(p, src,
	    " form=\"prefix\" stretchy=\"true\" fence=\"true\"");
	(void)math_list(p, CLOSE_RIGHT, MATH_NONE);
	while (math_is_command(p, "middle")) {
		command = math_source(p);
		math_next(p);
		write_fence(p, command, " stretchy=\"true\" fence=\"true\""
		    " lspace=\"0.1667em\" rspace=\"0.1667em\"");
		(void)math_list(p, CLOSE_RIGHT, MATH_NONE);
	}
	command = math_source(p);
	if (math_is_command(p, "right")) {
		math_next(p);
		write_fence(p, command,
		    " form=\"postfix\" stretchy=\"true\" fence=\"true\"");
	} else {
		math_error(p, src);
	}
	text_adds(p->t, "</mrow>");
	math_leave(p);
	return (struct math_atom){ MATH_FENCED, false };
}

/* \big and its like: text is the size, arg the class. */
struct math_atom
math_big(struct math *p, const struct math_command *c, struct slice src)
{
	const char *text = take_fence(p);
	const char *space = c->arg == MATH_REL ? "0.2778em" : "0";

	if (text == NULL) {
		math_error(p, src);
	} else {
		text_addf(p->t, "<mo stretchy=\"true\" symmetric=\"true\""
		    " minsize=\"%s\" maxsize=\"%s\" lspace=\"%s\""
		    " rspace=\"%s\">", c->text, c->text, space, space);
		text_htmls(p->t, text);
		text_adds(p->t, "</mo>");
	}
	return (struct math_atom){ (enum math_class)c->arg, false };
}
