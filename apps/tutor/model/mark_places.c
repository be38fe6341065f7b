/*
 * mark_places.c - questions with several places, and pairs of texts.
 */
#include "apps/tutor/model/mark_type.h"

#include <string.h>

#include "web/mem.h"
#include "web/text.h"

void
places_add(const struct marking *mk, struct places *ps,
    const struct verdict *v, const char *name)
{
	ps->n++;
	if (v->kind == MARK_INVALID) {
		if (ps->invalid == NULL)
			ps->invalid = mem_printf(mk->mem, "%s: %s", name,
			    v->message);
		return;
	}
	ps->sum += v->score;
	ps->right += v->score == 1;
	if (v->message == NULL)
		return;
	if (ps->messages == NULL) {
		ps->messages = mem_alloc(mk->mem, sizeof(*ps->messages));
		text_init(ps->messages, mk->mem);
	}
	text_addf(ps->messages, "- %s: %s\n", name, v->message);
}

/* Empty places are an oversight, unless each counts for itself. */
void
places_end(const struct marking *mk, struct places *ps, struct verdict *out)
{
	bool each = mark_each(mk);
	const char *found = ps->messages == NULL ? "" : ps->messages->p;

	if (ps->invalid != NULL) {
		mark_invalid(out, ps->invalid);
		return;
	}
	if (ps->n == 0 || ps->empty == ps->n) {
		mark_invalid(out, "There is no answer yet.");
		return;
	}
	if (ps->empty > 0 && !each) {
		mark_invalid(out, "A place is still empty.");
		return;
	}
	out->score = each ? ps->sum / (double)ps->n : ps->right == ps->n;
	if (each && ps->right < ps->n)
		out->message = mem_printf(mk->mem, "%zu of %zu are right.%s%s",
		    ps->right, ps->n, *found == '\0' ? "" : "\n\n", found);
	else if (*found != '\0')
		out->message = found;
}

static const char *
trimmed(struct mem *m, const char *s, size_t n)
{
	while (n > 0 && (*s == ' ' || *s == '\t' || *s == '\n')) {
		s++;
		n--;
	}
	while (n > 0 && (s[n - 1] == ' ' || s[n - 1] == '\t' ||
	    s[n - 1] == '\n'))
		n--;
	return mem_dup(m, s, n);
}

bool
pair_cut(struct mem *m, const char *s, const char **left, const char **right)
{
	char inside = '\0';

	for (size_t i = 0; s[i] != '\0'; i++) {
		if (s[i] == '\\' && s[i + 1] != '\0')
			i++;
		else if (inside != '\0')
			inside = s[i] == inside ? '\0' : inside;
		else if ((s[i] == '$' || s[i] == '`') &&
		    strchr(s + i + 1, s[i]) != NULL)
			inside = s[i];
		else if (s[i] == '=' && i > 0 && s[i - 1] == ' ' &&
		    s[i + 1] == ' ') {
			*left = trimmed(m, s, i);
			*right = trimmed(m, s + i + 1, strlen(s + i + 1));
			return **left != '\0' && **right != '\0';
		}
	}
	return false;
}
