/*
 * answer_view.c - views: templates with what every page shows.
 */
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "apps/lib/request.h"
#include "web/answer.h"
#include "web/folder.h"
#include "web/template.h"
#include "web/user.h"
#include "web/val.h"

enum {
	VIEW_MAX = 1 << 20,
	PARTS_DEPTH = 4			/* of views in views, for the token */
};

/* From the folder that somebody edits them in. */
static const char *
find_edited(struct web *w, const char *name, size_t *n)
{
	const char *folder = web_env(w, "WEB_VIEWS");
	const char *text;
	int fd;

	if (folder == NULL || *folder == '\0')
		return NULL;
	fd = folder_open(folder);
	if (fd == -1)
		return NULL;
	text = folder_load(fd, mem_printf(&w->mem, "%s.html", name), &w->mem,
	    VIEW_MAX, n);
	(void)close(fd);	/* a folder: nothing to lose */
	return text;
}

const char *
web_view_find(void *arg, const char *name, size_t *n)
{
	struct web *w = arg;
	const char *text = find_edited(w, name, n);
	const struct web_view *view = w->app->views;

	if (text != NULL || view == NULL)
		return text;
	for (; view->name != NULL; view++)
		if (strcmp(view->name, name) == 0) {
			*n = view->size;
			return view->text;
		}
	return NULL;
}

/* Of a tag "{{> name }}", from behind the sign. */
static const char *
name_in_tag(struct web *w, const char *tag)
{
	tag += strspn(tag, " \t\r\n");
	return mem_dup(&w->mem, tag, strcspn(tag, " \t\r\n}"));
}

/* Does a view, or one that it is made of, name the token? */
static bool
names_token(struct web *w, const char *view, int depth)
{
	size_t n;
	const char *text = web_view_find(w, view, &n), *tag;

	if (text == NULL || depth == 0)
		return false;
	if (strstr(text, "csrf") != NULL)
		return true;
	for (tag = strstr(text, "{{"); tag != NULL; tag = strstr(tag, "{{")) {
		tag += 2 + strspn(tag + 2, " \t\r\n");
		if ((*tag == '>' || *tag == '<') &&
		    names_token(w, name_in_tag(w, tag + 1), depth - 1))
			return true;
	}
	return false;
}

/*
 * A token for a visitor is a cookie, too; so there is one only where it is
 * shown.  Who is logged in has one already.
 */
static void
add_token(struct web *w, const char *view, struct val *model)
{
	struct text field;

	if (web_user(w) == NULL && !names_token(w, view, PARTS_DEPTH))
		return;
	text_init(&field, &w->mem);
	text_htmlf(&field, "<input type=\"hidden\" name=\"csrf\" "
	    "value=\"%s\">", web_csrf(w));
	val_set(model, "csrf", field.p);
}

static void
add_shared(struct web *w, const char *view, struct val *model)
{
	const char *flash;
	struct text url;

	val_set(model, "app", w->app->name);
	if (val_get(model, "title") == NULL)
		val_set(model, "title", w->app->title);
	text_init(&url, &w->mem);
	text_urlpath(&url, web_base(w));
	val_set(model, "url", url.p);
	val_set(model, "user", web_user(w));
	add_token(w, view, model);
	flash = web_flash_take(w);
	if (flash != NULL)
		val_set(model, "flash", flash);
	if (w->app->shared != NULL)
		w->app->shared(w, model);
}

int
web_render(struct web *w, const char *view, struct val *model)
{
	const struct template_source source = { web_view_find, w };
	struct template_error error;

	add_shared(w, view, model);
	if (template_render(&w->out, view, model, &source, &error) == -1)
		return web_broken(w, "view %s, line %zu: %s", error.name,
		    error.line, error.what);
	return 200;
}
