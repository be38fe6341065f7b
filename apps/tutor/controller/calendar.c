/*
 * calendar.c - due dates for calendars (iCalendar, RFC 5545).
 */
#include <string.h>
#include <time.h>

#include "apps/tutor/controller/pages.h"
#include "apps/tutor/controller/summary.h"

enum { LINE_MAX_BYTES = 75 };

/* Octets that begin a character of UTF-8 may begin a line. */
static bool
begins(char c)
{
	return ((unsigned char)c & 0xc0) != 0x80;
}

/* A line, folded (3.1). */
static void
add_line(struct text *t, const char *line)
{
	size_t column = 0;

	for (; *line != '\0'; line++) {
		if (column >= LINE_MAX_BYTES - 4 && begins(*line)) {
			text_adds(t, "\r\n ");
			column = 1;
		}
		text_addc(t, *line);
		column++;
	}
	text_adds(t, "\r\n");
}

/* TEXT (3.3.11): no line break can get through. */
static const char *
escaped(struct mem *m, const char *s)
{
	struct text t;

	text_init(&t, m);
	for (; *s != '\0'; s++) {
		if (strchr("\\;,", *s) != NULL)
			text_addc(&t, '\\');
		text_addc(&t, (unsigned char)*s < 0x20 ? ' ' : *s);
	}
	return t.p;
}

static const char *
stamp(struct mem *m, long long ms)
{
	char *text = mem_alloc(m, sizeof("20260102T030405Z"));
	time_t seconds = (time_t)(ms / 1000);
	struct tm tm;

	if (gmtime_r(&seconds, &tm) != NULL)
		(void)strftime(text, sizeof("20260102T030405Z"),
		    "%Y%m%dT%H%M%SZ", &tm);
	return text;
}

static void
add_event(struct text *out, struct tutor *t, const struct summary_page *p,
    long long due)
{
	struct mem *m = t->mem;

	add_line(out, "BEGIN:VEVENT");
	add_line(out, mem_printf(m, "UID:%s-%s@tutor", t->course->name,
	    p->at->name));
	add_line(out, mem_printf(m, "DTSTAMP:%s", stamp(m, web_now(t->web))));
	add_line(out, mem_printf(m, "DTSTART:%s", stamp(m, due)));
	add_line(out, mem_printf(m, "SUMMARY:%s is due (%s)",
	    escaped(m, p->page->title), escaped(m, t->course->title)));
	add_line(out, "END:VEVENT");
}

static int
write_calendar(struct tutor *t)
{
	struct text *out = web_out(t->web);
	struct summary s;
	const struct due *due;
	int status = summary_make(&s, t);

	if (status != 0)
		return status;
	web_type(t->web, "text/calendar; charset=utf-8");
	web_set(t->web, "Content-Disposition",
	    "attachment; filename=\"%s.ics\"", t->course->name);
	add_line(out, "BEGIN:VCALENDAR");
	add_line(out, "VERSION:2.0");
	add_line(out, "PRODID:-//preforkd//tutor//EN");
	for (size_t i = 0; i < s.npages; i++) {
		if (s.pages[i].broken)
			continue;
		due = &s.result.pages[s.pages[i].index].due;
		if (due->due != 0)
			add_event(out, t, &s.pages[i], due->due);
	}
	add_line(out, "END:VCALENDAR");
	return 200;
}

int
get_calendar(struct web *w)
{
	return tutor_run(w, ROLE_STUDENT, write_calendar);
}
