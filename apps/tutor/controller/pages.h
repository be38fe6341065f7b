/*
 * pages.h - the handlers of the student's side, for the table in tutor.c.
 */
#ifndef TUTOR_CONTROLLER_PAGES_H
#define TUTOR_CONTROLLER_PAGES_H

#include "web/app.h"

/* login.c, register.c, account.c */
web_fn	get_login, post_login, post_logout;
web_fn	get_register, post_register;
web_fn	get_account, post_password, post_prove;

/* course.c, scores.c, calendar.c */
web_fn	get_courses, get_course, post_join;
web_fn	get_scores, get_calendar;

/* help.c */
web_fn	get_help, post_help, get_help_about, post_help_about;

/* page.c, page_json.c, files.c */
web_fn	get_page, get_page_slash, post_begin, get_page_json, get_file;

/* group.c */
web_fn	post_group;

/* answer.c, history.c, preview.c, complain.c, own_reports.c */
web_fn	post_answer, get_history, get_upload, get_progress;
web_fn	post_preview, post_complaint, get_reports;
web_fn	post_watch_end;

/* refused.c */
int	tutor_refused(struct web *, enum web_refusal);

#endif
