/*
 * answer_file.c - conditions, and files with ranges (RFC 9110, 13 and 14).
 */
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "apps/lib/request.h"
#include "http/date.h"
#include "http/precond.h"
#include "http/range.h"
#include "web/answer.h"
#include "web/ask.h"

/*
 * The fields that conditions look at, as the head they came from.  Those of
 * dates say nothing of what has none (RFC 9110, 13.1.3 and 13.1.4).
 */
static void
conditions(const struct web *w, struct head *head, bool dated)
{
	static const char *const names[] = {
		"If-Match", "If-None-Match", "If-Range",
		"If-Modified-Since", "If-Unmodified-Since"
	};
	enum { UNDATED = 3, ALL = 5 };
	const char *value;

	head_clear(head);
	for (size_t i = 0; i < (dated ? ALL : UNDATED); i++) {
		value = web_header(w, names[i]);
		if (value != NULL)
			(void)head_add(head, slice_str(names[i]),
			    slice_str(value));	/* fits: a few of them */
	}
}

static void
validators(struct web *w, struct validators *v, const char *etag,
    long long mtime)
{
	char date[DATE_LEN + 1];

	memset(v, 0, sizeof(*v));
	v->now = web_now(w) / 1000;
	v->mtime = mtime < 0 ? v->now : mtime;
	if (etag != NULL) {
		v->etag = slice_str(mem_printf(&w->mem, "\"%s\"", etag));
		web_set(w, "ETag", "\"%s\"", etag);
	}
	if (mtime >= 0) {
		date_format(date, mtime);
		web_set(w, "Last-Modified", "%s", date);
	}
}

int
web_fresh(struct web *w, const char *etag, long long mtime)
{
	struct validators v;
	struct head head;
	int status;

	validators(w, &v, etag, mtime);
	conditions(w, &head, mtime >= 0);
	status = precond_check(&head, &v);
	if (status == 412)
		return web_fail(w, 412, NULL);
	return status == 304 ? 304 : 0;
}

/*
 * RFC 6266: a name of ASCII, and the real one in UTF-8 for who knows filename*.
 */
static void
set_disposition(struct web *w, const char *name)
{
	char *plain = mem_str(&w->mem, name);
	struct text encoded;

	text_init(&encoded, &w->mem);
	text_urls(&encoded, name);
	for (char *p = plain; *p != '\0'; p++)
		if (*p < 0x20 || *p > 0x7e || strchr("\"\\%/", *p) != NULL)
			*p = '_';
	web_set(w, "Content-Disposition",
	    "attachment; filename=\"%s\"; filename*=UTF-8''%s", plain,
	    encoded.p);
}

/* 200, or 206 and 416 with the part that goes out. */
static int
choose_range(struct web *w, const struct head *head,
    const struct validators *v)
{
	const char *wanted = web_header(w, "Range");
	struct range r[RANGE_MAX];
	long long size = w->send_size;
	int n;

	if (wanted == NULL || strcmp(web_method(w), "GET") != 0 ||
	    !precond_range(head, v))
		return 200;
	n = range_parse(slice_str(wanted), (uint64_t)size, r);
	if (n == -416) {
		web_set(w, "Content-Range", "bytes */%lld", size);
		return 416;
	}
	if (n != 1)		/* none, or several: all of it is right, too */
		return 200;
	w->send_from = (long long)r[0].start;
	w->send_size = (long long)r[0].len;
	web_set(w, "Content-Range", "bytes %lld-%lld/%lld", w->send_from,
	    w->send_from + w->send_size - 1, size);
	return 206;
}

int
web_send(struct web *w, int fd, const char *type, const char *download_as)
{
	struct validators v;
	struct head head;
	struct stat st;
	int status;

	w->send_fd = fd;
	if (fstat(fd, &st) == -1 || !S_ISREG(st.st_mode))
		return web_broken(w, "what was to be sent is no file");
	w->send_from = 0;
	w->send_size = st.st_size;
	web_type(w, type);
	web_set(w, "Accept-Ranges", "bytes");
	web_set(w, "Content-Security-Policy", "default-src 'none'; sandbox");
	if (download_as != NULL)
		set_disposition(w, download_as);
	validators(w, &v, mem_printf(&w->mem, "%llx-%llx-%lld",
	    (unsigned long long)st.st_ino,
	    (unsigned long long)st.st_mtim.tv_sec * 1000000000ULL +
	    (unsigned long long)st.st_mtim.tv_nsec,
	    (long long)st.st_size), st.st_mtime);
	conditions(w, &head, true);
	status = precond_check(&head, &v);
	if (status == 200)
		status = choose_range(w, &head, &v);
	return status == 412 || status == 416 ? web_fail(w, status, NULL) :
	    status;
}
