/*
 * test_click.c - what a visitor does with a page: links, forms, buttons.
 */
#include <string.h>

#include "apps/lib/compose.h"
#include "apps/lib/test_client.h"

/* A link of the last page as a path of the application; NULL: it is not. */
static const char *
resolve(struct web_test *t, const char *href)
{
	const char *path = test_last(t)->path, *slash;

	if (strncmp(href, "http://localhost", 16) == 0)
		href += 16;
	else if (strncmp(href, "https://localhost", 17) == 0)
		href += 17;
	if (href[0] == '/')
		return href[1] == '/' ? NULL : href;
	if (href[0] == '\0' || href[0] == '#')
		return path;
	path = mem_dup(&t->mem, path, strcspn(path, "?#"));
	if (href[0] == '?')
		return mem_printf(&t->mem, "%s%s", path, href);
	if (href[strcspn(href, ":/?")] == ':')
		return NULL;
	slash = strrchr(path, '/');
	return mem_printf(&t->mem, "%.*s/%s",
	    slash == NULL ? 0 : (int)(slash - path), path, href);
}

static bool
is_sent(const struct page_field *field, const struct page_field *pressed)
{
	if (field->name[0] == '\0')
		return false;
	if (field->kind == PAGE_BUTTON)
		return field == pressed;
	return field->on ||
	    (field->kind != PAGE_CHECK && field->kind != PAGE_CHOICE);
}

/* A file that was not chosen is sent without name and bytes. */
static void
add_file(struct compose *c, const struct page_field *field)
{
	const char *bytes = field->value == NULL ? "" : field->value;

	if (c->boundary == NULL) {
		compose_field(c, field->name, bytes);
		return;
	}
	compose_file(c, &(struct compose_file){ .field = field->name,
	    .name = field->value == NULL ? "" : "file.txt",
	    .bytes = bytes, .n = strlen(bytes) });
}

static void
compose_form(struct compose *c, const struct page_form *form,
    const struct page_field *pressed)
{
	for (size_t i = 0; i < form->n; i++) {
		const struct page_field *field = &form->fields[i];

		if (!is_sent(field, pressed))
			continue;
		if (field->kind == PAGE_FILE)
			add_file(c, field);
		else
			compose_field(c, field->name, field->value);
	}
	compose_end(c);
}

static int
send_form(struct web_test *t, const struct page_form *form,
    const struct page_field *pressed)
{
	const char *path = resolve(t, form->action);
	struct compose c;

	if (path == NULL)
		return -1;
	compose_init(&c, &t->mem, form->post && form->multipart);
	compose_form(&c, form, pressed);
	if (form->post)
		return test_send(t, &(struct test_request){ .method = "POST",
		    .path = path, .type = c.type, .body = c.out.p,
		    .size = c.out.n });
	return test_get(t, mem_printf(&t->mem, "%.*s?%s",
	    (int)strcspn(path, "?#"), path, c.out.p));
}

int
test_click(struct web_test *t, const char *button)
{
	struct page_form *form = NULL;
	const struct page_field *pressed;

	pressed = page_button(&test_last(t)->page, button, &form);
	if (pressed == NULL)
		return -1;
	for (size_t i = 0; i < t->fills.n; i++)
		if (page_fill(form, t->fills.pairs[i].name,
		    t->fills.pairs[i].value) == -1)
			return -1;
	return send_form(t, form, pressed);
}

static int
go_to(struct web_test *t, const char *href)
{
	const char *path = href == NULL ? NULL : resolve(t, href);

	return path == NULL ? -1 : test_get(t, path);
}

int
test_link(struct web_test *t, const char *text)
{
	const struct page *page = &test_last(t)->page;

	for (size_t i = 0; i < page->nlinks; i++)
		if (strcmp(page->links[i].text, text) == 0)
			return go_to(t, page->links[i].href);
	return -1;
}

int
test_follow(struct web_test *t)
{
	return go_to(t, test_header(t, "Location"));
}

