/*
 * upload.c - the controller: takes a file of any size in constant memory, says
 * what came, and gives it back.
 */
#include <errno.h>
#include <string.h>
#include <unistd.h>

#include "apps/upload/model.h"
#include "web/web.h"

static const struct web_field fields[] = {
	{ "file", F_FILE, .max = 4LL << 30, .required = 1 },
	{ 0 }
};

static int
show(struct web *w, struct val *model, int status)
{
	struct val *last = NULL;

	if (web_data(w) != -1)
		last = upload_about(web_data(w), web_mem(w));
	if (last != NULL)
		val_put(model, "last", last);
	return web_render(w, "upload", model) == 200 ? status : 500;
}

static int
get_form(struct web *w)
{
	return show(w, val_object(web_mem(w)), 200);
}

/* The disk may be full or the client gone: neither is a mistake of ours. */
static int
not_kept(struct web *w, int error)
{
	if (error == ENOSPC || error == EDQUOT || error == EFBIG)
		return web_fail(w, 507, NULL);
	if (error == EPIPE)
		return web_fail(w, 400, "The file did not come whole.");
	return web_broken(w, "upload: %s", strerror(error));
}

static int
keep(struct web *w, const struct kept *kept, const struct source *source)
{
	struct val *model = val_object(web_mem(w));
	struct val *about = val_setobject(model, "came");

	if (web_data(w) == -1 ||
	    upload_keep(web_data(w), kept, source, about) == -1)
		return not_kept(w, errno);
	return show(w, model, 200);
}

static ssize_t
read_file(void *arg, void *to, size_t n)
{
	const struct web_file *file = arg;

	return read(file->fd, to, n);
}

static int
post_form(struct web *w)
{
	int status = web_form(w, fields);
	const struct web_file *file = web_upload(w, "file");
	struct web_file from;
	struct kept kept;

	if (status == 422)
		return show(w, web_form_model(w), 422);
	if (status != 0)
		return web_fail(w, status, NULL);
	from = *file;
	kept.name = file->name;
	kept.type = file->type;
	return keep(w, &kept, &(struct source){ read_file, &from });
}

static ssize_t
read_body(void *arg, void *to, size_t n)
{
	return web_read(arg, to, n);
}

/* curl -T FILE: a page of another site cannot make a browser send PUT. */
static int
put_file(struct web *w)
{
	struct kept kept = { web_arg(w, "name"), "" };

	if (*kept.name == '\0')
		kept.name = "file";
	if (web_header(w, "Content-Type") != NULL)
		kept.type = web_header(w, "Content-Type");
	return keep(w, &kept, &(struct source){ read_body, w });
}

/* Never as a page of ours, whatever type it claims to have. */
static int
get_last(struct web *w)
{
	struct val *about = NULL;
	int fd = -1;

	if (web_data(w) != -1)
		fd = upload_open(web_data(w), web_mem(w), &about);
	if (fd == -1)
		return web_fail(w, 404, "Nothing was uploaded yet.");
	return web_send(w, fd, "application/octet-stream",
	    val_getstr(about, "name"));
}

static const struct web_route routes[] = {
	{ "GET", "/", get_form, R_PUBLIC },
	{ "POST", "/", post_form, R_PUBLIC },
	{ "GET", "/last", get_last, R_PUBLIC },
	{ "PUT", "/", put_file, R_NO_CSRF | R_STREAM },
	{ "PUT", "/{name:word}", put_file, R_NO_CSRF | R_STREAM },
	{ 0 }
};

const struct web_app application = {
	.name = "upload",
	.title = "Upload a file",
	.routes = routes,
	.views = app_views,
	.max_body = 5LL << 30
};
