#include "apps/lib/test_page.h"

#include <string.h>

#include "apps/lib/test_markup.h"
#include "web/mem.h"
#include "web/text.h"

enum capture { CAPTURE_NONE, CAPTURE_LINK, CAPTURE_FIELD };

struct reader {
	struct mem	*mem;
	struct page	*page;
	struct slice	 rest;
	struct page_form *form;		/* that is open, or NULL */
	const char	*select;	/* its name, or NULL */
	bool		 many;		/* of the select */
	enum capture	 capture;	/* whose text `text` is */
	struct text	 text;
};

/* Room for one more behind n; doubles at powers of two. */
static void *
grow(struct mem *m, void *items, size_t n, size_t size)
{
	void *larger;

	if (n != 0 && (n & (n - 1)) != 0)
		return items;
	larger = mem_array(m, n == 0 ? 1 : 2 * n, size);
	if (n > 0)
		memcpy(larger, items, n * size);
	return larger;
}

static const char *
attribute_or(struct reader *r, const struct markup_tag *tag, const char *which,
    const char *dflt)
{
	const char *value = markup_attribute(r->mem, tag, which);

	return value == NULL ? dflt : value;
}

static bool
attribute_is(struct reader *r, const struct markup_tag *tag, const char *which,
    const char *value)
{
	return slice_caseeqs(slice_str(attribute_or(r, tag, which, "")), value);
}

static void
end_capture(struct reader *r)
{
	const char *text = markup_visible(r->mem, r->text.p);
	struct page_field *field;

	if (r->capture == CAPTURE_LINK)
		r->page->links[r->page->nlinks - 1].text = text;
	if (r->capture == CAPTURE_FIELD) {
		field = &r->form->fields[r->form->n - 1];
		field->text = text;
		if (field->value == NULL)
			field->value = field->kind == PAGE_BUTTON ? "" : text;
	}
	r->capture = CAPTURE_NONE;
	text_init(&r->text, r->mem);
}

static struct page_field *
add_field(struct reader *r, const struct markup_tag *tag, enum page_kind kind)
{
	struct page_form *form = r->form;
	struct page_field *field;

	form->fields = grow(r->mem, form->fields, form->n,
	    sizeof(*form->fields));
	field = &form->fields[form->n++];
	*field = (struct page_field){ .kind = kind, .text = "",
	    .name = attribute_or(r, tag, "name", ""),
	    .value = markup_attribute(r->mem, tag, "value") };
	if (markup_attribute(r->mem, tag, "disabled") != NULL)
		field->name = "";
	return field;
}

static void
read_form(struct reader *r, const struct markup_tag *tag)
{
	struct page *page = r->page;

	r->form = NULL;
	if (tag->is_end)
		return;
	page->forms = grow(r->mem, page->forms, page->nforms,
	    sizeof(*page->forms));
	r->form = &page->forms[page->nforms++];
	*r->form = (struct page_form){
		.action = attribute_or(r, tag, "action", ""),
		.post = attribute_is(r, tag, "method", "post"),
		.multipart = attribute_is(r, tag, "enctype",
		    "multipart/form-data")
	};
}

static void
read_input(struct reader *r, const struct markup_tag *tag)
{
	static const struct {
		const char	*type;
		enum page_kind	 kind;
		const char	*value;
	} types[] = {
		{ "checkbox", PAGE_CHECK, "on" },
		{ "radio", PAGE_CHOICE, "on" }, { "file", PAGE_FILE, NULL },
		{ "submit", PAGE_BUTTON, "" }, { "image", PAGE_BUTTON, "" },
		{ "text", PAGE_VALUE, "" }
	};
	size_t i = 0;
	struct page_field *field;

	if (r->form == NULL || tag->is_end ||
	    attribute_is(r, tag, "type", "reset") ||
	    attribute_is(r, tag, "type", "button"))
		return;
	while (i + 1 < sizeof(types) / sizeof(types[0]) &&
	    !attribute_is(r, tag, "type", types[i].type))
		i++;
	field = add_field(r, tag, types[i].kind);
	field->on = markup_attribute(r->mem, tag, "checked") != NULL;
	if (field->value == NULL || field->kind == PAGE_FILE)
		field->value = types[i].value;
	if (field->kind == PAGE_BUTTON)
		field->text = field->value;
}

static void
read_button(struct reader *r, const struct markup_tag *tag)
{
	if (r->form == NULL || tag->is_end ||
	    attribute_is(r, tag, "type", "button") ||
	    attribute_is(r, tag, "type", "reset"))
		return;
	(void)add_field(r, tag, PAGE_BUTTON);
	r->capture = CAPTURE_FIELD;
}

/* Without a mark, the first option is what a browser shows and sends. */
static void
mark_first(struct page_form *form, const char *name)
{
	struct page_field *first = NULL;

	for (size_t i = 0; i < form->n; i++) {
		struct page_field *field = &form->fields[i];

		if (strcmp(field->name, name) != 0)
			continue;
		if (field->on)
			return;
		if (first == NULL)
			first = field;
	}
	if (first != NULL)
		first->on = true;
}

static void
read_select(struct reader *r, const struct markup_tag *tag)
{
	if (r->form == NULL)
		return;
	if (tag->is_end) {
		if (r->select != NULL && !r->many)
			mark_first(r->form, r->select);
		r->select = NULL;
		return;
	}
	r->select = attribute_or(r, tag, "name", "");
	r->many = markup_attribute(r->mem, tag, "multiple") != NULL;
}

static void
read_option(struct reader *r, const struct markup_tag *tag)
{
	struct page_field *field;

	if (r->form == NULL || r->select == NULL || tag->is_end)
		return;
	field = add_field(r, tag, r->many ? PAGE_CHECK : PAGE_CHOICE);
	field->name = r->select;
	field->on = markup_attribute(r->mem, tag, "selected") != NULL;
	r->capture = CAPTURE_FIELD;
}

static void
read_link(struct reader *r, const struct markup_tag *tag)
{
	struct page *page = r->page;
	const char *href = markup_attribute(r->mem, tag, "href");

	if (tag->is_end || href == NULL)
		return;
	page->links = grow(r->mem, page->links, page->nlinks,
	    sizeof(*page->links));
	page->links[page->nlinks++] = (struct page_link){ href, "" };
	r->capture = CAPTURE_LINK;
}

static void
read_raw(struct reader *r, const struct markup_tag *tag)
{
	if (!tag->is_end)
		(void)markup_cut_raw(&r->rest, tag->name);
}

/* A line end right behind the tag is not part of the value. */
static void
read_textarea(struct reader *r, const struct markup_tag *tag)
{
	struct slice text;

	if (tag->is_end)
		return;
	text = markup_cut_raw(&r->rest, tag->name);
	if (slice_starts(text, SLICE("\r\n")))
		text = slice_skip(text, 2);
	else if (slice_starts(text, SLICE("\n")))
		text = slice_skip(text, 1);
	if (r->form != NULL)
		add_field(r, tag, PAGE_VALUE)->value =
		    markup_decode(r->mem, text);
}

static const struct {
	const char	*name;
	void		(*read)(struct reader *, const struct markup_tag *);
} elements[] = {
	{ "a", read_link }, { "button", read_button }, { "form", read_form },
	{ "input", read_input }, { "option", read_option },
	{ "script", read_raw }, { "select", read_select },
	{ "style", read_raw }, { "textarea", read_textarea }
};

static void
read_tag(struct reader *r, const struct markup_tag *tag)
{
	for (size_t i = 0; i < sizeof(elements) / sizeof(elements[0]); i++)
		if (slice_caseeqs(tag->name, elements[i].name)) {
			end_capture(r);
			elements[i].read(r, tag);
		}
}

void
test_page_read(struct page *page, struct mem *m, const char *html, size_t n)
{
	struct reader r = { .mem = m, .page = page,
	    .rest = { mem_dup(m, html, n), n } };
	struct markup_tag tag;

	memset(page, 0, sizeof(*page));
	text_init(&r.text, m);
	while (markup_next(&r.rest, &tag))
		if (tag.name.n > 0)
			read_tag(&r, &tag);
		else if (r.capture != CAPTURE_NONE)
			text_adds(&r.text, markup_decode(m, tag.text));
	end_capture(&r);
}

static bool
choose(struct page_form *form, const struct page_field *chosen)
{
	for (size_t i = 0; i < form->n; i++)
		if (strcmp(form->fields[i].name, chosen->name) == 0)
			form->fields[i].on = &form->fields[i] == chosen;
	return true;
}

static bool
fill(struct page_form *form, struct page_field *field, const char *value)
{
	bool is_it = strcmp(field->value == NULL ? "" : field->value, value)
	    == 0 || strcmp(field->text, value) == 0;

	switch (field->kind) {
	case PAGE_VALUE:
	case PAGE_FILE:
		field->value = value;
		return true;
	case PAGE_CHOICE:
		return is_it && choose(form, field);
	case PAGE_CHECK:
		if (!is_it && value[0] != '\0' && strcmp(value, "on") != 0)
			return false;
		field->on = value[0] != '\0';
		return true;
	case PAGE_BUTTON:
		break;
	}
	return false;
}

int
page_fill(struct page_form *form, const char *name, const char *value)
{
	for (size_t i = 0; i < form->n; i++)
		if (strcmp(form->fields[i].name, name) == 0 &&
		    fill(form, &form->fields[i], value))
			return 0;
	return -1;
}

struct page_field *
page_button(const struct page *page, const char *what, struct page_form **form)
{
	for (size_t f = 0; f < page->nforms; f++)
		for (size_t i = 0; i < page->forms[f].n; i++) {
			struct page_field *field = &page->forms[f].fields[i];

			if (field->kind != PAGE_BUTTON)
				continue;
			*form = &page->forms[f];
			if (strcmp(field->text, what) == 0 ||
			    strcmp(field->name, what) == 0 ||
			    strcmp(field->value, what) == 0)
				return field;
		}
	return NULL;
}
