#include "conf/lists.h"

#include <string.h>

#include "http/field.h"
#include "http/head.h"

#define fault(st, ...)	parse_fault((st)->p, (st)->node, __VA_ARGS__)

/* Lists of words */

typedef const char *word_fault_fn(const char *);

static const char *
index_fault(const char *s)
{
	return s[0] == '\0' || strchr(s, '/') != NULL ?
	    "is not the name of a file, without '/'" : NULL;
}

static const char *
suffix_fault(const char *s)
{
	return s[0] != '.' || s[1] == '\0' || strchr(s, '/') != NULL ?
	    "is not a suffix: it starts with a dot, like .cgi" : NULL;
}

static const char *
var_fault(const char *s)
{
	if (s[0] == '\0' || ascii_digit(s[0]))
		return "is not a variable's name: letters, digits and _";
	for (; *s != '\0'; s++)
		if (!ascii_alpha(*s) && !ascii_digit(*s) && *s != '_')
			return "is not a variable's name: letters, digits "
			    "and _";
	return NULL;
}

static void
set_words(const struct setting *st, word_fault_fn *fault_of)
{
	struct conf_words *list = value_field(st);

	if (st->first)
		*list = (struct conf_words){
			.v = value_room(st, 1, sizeof(*list->v))
		};
	if (list->v == NULL || value_is_off(st))
		return;
	for (size_t i = 0; i < st->node->nvalues; i++) {
		const char *what = fault_of(st->node->values[i]);

		if (what != NULL)
			fault(st, "'%s' %s", st->node->values[i], what);
		list->v[list->n++] = st->node->values[i];
	}
}

void
lists_set_index(const struct setting *st)
{
	set_words(st, index_fault);
}

void
lists_set_suffixes(const struct setting *st)
{
	set_words(st, suffix_fault);
}

void
lists_set_vars(const struct setting *st)
{
	set_words(st, var_fault);
}

void
lists_set_command(const struct setting *st)
{
	struct conf_command *field = value_field(st);
	const struct node *node = st->node;

	value_set_path(st, &field->program, node->values[0]);
	field->args = (struct conf_words){
		.v = node->values + 1, .n = node->nvalues - 1
	};
}

/* Lists of pairs */

/*
 * Start or go on with a list of names and values.  False when there is none to
 * add: for "off", and after a fault.
 */
static bool
pair_wanted(const struct setting *st)
{
	struct conf_pairs *list = value_field(st);

	if (st->first)
		*list = (struct conf_pairs){
			.v = value_room(st, 1, sizeof(*list->v))
		};
	if (list->v == NULL || value_is_off(st))
		return false;
	if (st->node->nvalues == 2)
		return true;
	fault(st, "%s takes two values: %s %s", st->key->name, st->key->name,
	    st->key->example);
	return false;
}

static void
add_pair(const struct setting *st, const char *value)
{
	struct conf_pairs *list = value_field(st);

	list->v[list->n++] = (struct conf_pair){ st->node->values[0], value };
}

static bool
has_pair(const struct setting *st)
{
	const struct conf_pairs *list = value_field(st);

	for (size_t i = 0; i < list->n; i++)
		if (strcmp(list->v[i].name, st->node->values[0]) == 0)
			return true;
	return false;
}

static void
set_unique_pair(const struct setting *st, word_fault_fn *fault_of,
    const char *value)
{
	const char *what = fault_of(st->node->values[0]);

	if (what != NULL)
		fault(st, "'%s' %s", st->node->values[0], what);
	else if (has_pair(st))
		fault(st, "%s '%s' is given twice in this block: leave one out",
		    st->key->name, st->node->values[0]);
	else if (value != NULL)
		add_pair(st, value);
}

void
lists_set_setenv(const struct setting *st)
{
	if (pair_wanted(st))
		set_unique_pair(st, var_fault, st->node->values[1]);
}

void
lists_set_interpreters(const struct setting *st)
{
	if (pair_wanted(st))
		set_unique_pair(st, suffix_fault,
		    value_absolute(st, st->node->values[1]));
}

/* Fields that frame the answer: only the server may say them. */
static bool
frames_answer(const char *name)
{
	static const char *const names[] = {
		"Connection", "Content-Length", "Date", "Keep-Alive",
		"Trailer", "Transfer-Encoding", "Upgrade"
	};

	for (size_t i = 0; i < sizeof(names) / sizeof(names[0]); i++)
		if (slice_caseeqs(slice_str(name), names[i]))
			return true;
	return false;
}

void
lists_set_headers(const struct setting *st)
{
	const char *name = st->node->values[0];

	if (!pair_wanted(st))
		return;
	if (!is_token(slice_str(name)))
		fault(st, "'%s' is not a header's name: letters, digits and "
		    "'-', without ':'", name);
	else if (frames_answer(name))
		fault(st, "'%s' cannot be added: the server sets it itself",
		    name);
	else if (!field_value_ok(slice_str(st->node->values[1])))
		fault(st, "the value of '%s' holds a control character", name);
	else
		add_pair(st, st->node->values[1]);
}

/* Error pages */

static bool
add_error_page(const struct setting *st, const char *text,
    const struct conf_path *file)
{
	struct location *loc = st->home;
	uint64_t status;

	if (slice_to_u64(slice_str(text), &status) == -1 || status < 400 ||
	    status > 599) {
		fault(st, "'%s' is not the status of an error, 400 to 599: "
		    "error_page %s", text, st->key->example);
		return false;
	}
	for (size_t i = 0; i < loc->nerror_pages; i++)
		if (loc->error_pages[i].status == (int)status) {
			fault(st, "error_page %s is given twice in this "
			    "block: leave one out", text);
			return false;
		}
	loc->error_pages[loc->nerror_pages++] =
	    (struct conf_error_page){ (int)status, *file };
	return true;
}

void
lists_set_error_pages(const struct setting *st)
{
	struct location *loc = st->home;
	const struct node *node = st->node;
	struct conf_path file = { NULL, node->pos };
	size_t last = node->nvalues - 1;

	if (st->first) {
		loc->nerror_pages = 0;
		loc->error_pages = value_room(st, 1,
		    sizeof(*loc->error_pages));
	}
	if (loc->error_pages == NULL || value_is_off(st))
		return;
	if (last == 0)
		fault(st, "error_page takes a status and a file: error_page "
		    "%s", st->key->example);
	value_set_path(st, &file, node->values[last]);
	for (size_t i = 0; i < last && file.path != NULL; i++)
		if (!add_error_page(st, node->values[i], &file))
			return;
}
