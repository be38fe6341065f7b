#include "apps/lib/mathml_symbol.h"

#include <stdlib.h>
#include <string.h>

static const struct math_symbol chars[] = {
	['!'] = { "!", NULL, SYM_CLOSE },
	['"'] = { "\"", NULL, SYM_ORD },
	['('] = { "(", NULL, SYM_OPEN },
	[')'] = { ")", NULL, SYM_CLOSE },
	['*'] = { "*", "∗", SYM_BIN },
	['+'] = { "+", NULL, SYM_BIN },
	[','] = { ",", NULL, SYM_PUNCT },
	['-'] = { "-", "−", SYM_BIN },
	['.'] = { ".", NULL, SYM_ORD },
	['/'] = { "/", NULL, SYM_FENCE },
	[':'] = { ":", NULL, SYM_REL },
	[';'] = { ";", NULL, SYM_PUNCT },
	['<'] = { "<", NULL, SYM_REL },
	['='] = { "=", NULL, SYM_REL },
	['>'] = { ">", NULL, SYM_REL },
	['?'] = { "?", NULL, SYM_CLOSE },
	['@'] = { "@", NULL, SYM_ORD },
	['['] = { "[", NULL, SYM_OPEN },
	[']'] = { "]", NULL, SYM_CLOSE },
	['`'] = { "`", "‘", SYM_ORD },
	['|'] = { "|", NULL, SYM_FENCE },
	['~'] = { "~", "0.25em", SYM_SPACE },
};

static const struct negation {
	const char	*text, *struck;
} negations[] = {
	{ "=", "≠" }, { "<", "≮" }, { ">", "≯" }, { "∈", "∉" },
	{ "∋", "∌" }, { "≡", "≢" }, { "∼", "≁" }, { "≃", "≄" },
	{ "≅", "≇" }, { "≈", "≉" }, { "≤", "≰" }, { "≥", "≱" },
	{ "⊂", "⊄" }, { "⊃", "⊅" }, { "⊆", "⊈" }, { "⊇", "⊉" },
	{ "∣", "∤" }, { "∥", "∦" }, { "∃", "∄" }, { "⊢", "⊬" },
	{ "⊨", "⊭" }, { "→", "↛" }, { "←", "↚" }, { "⇒", "⇏" },
};

static int
compare(const void *key, const void *row)
{
	const struct slice *name = key;
	const struct math_symbol *s = row;
	int order = strncmp(name->p, s->name, name->n);

	if (order == 0 && s->name[name->n] != '\0')
		return -1;
	return order;
}

const struct math_symbol *
math_symbol(struct slice name)
{
	return bsearch(&name, math_symbols, math_nsymbols,
	    sizeof(math_symbols[0]), compare);
}

const struct math_symbol *
math_char(char c)
{
	unsigned char at = (unsigned char)c;

	if (at >= sizeof(chars) / sizeof(chars[0]) ||
	    chars[at].kind == SYM_NONE)
		return NULL;
	return &chars[at];
}

const char *
math_text(const struct math_symbol *s)
{
	return s->text != NULL ? s->text : s->name;
}

const char *
math_negation(const char *text)
{
	for (size_t i = 0; i < sizeof(negations) / sizeof(negations[0]); i++)
		if (strcmp(negations[i].text, text) == 0)
			return negations[i].struck;
	return NULL;
}
