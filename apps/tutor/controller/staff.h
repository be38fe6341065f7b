/*
 * staff.h - what the staff of a course does: rows of routes for tutor.c.
 *
 * To add a page: write a handler in a file staff_x.c that begins with
 * tutor_run(w, ROLE_ASSISTANT or ROLE_STAFF, ...), declare it here, and add a
 * row to STAFF_ROUTES.  Paths begin with /c/{course}/staff, so that they never
 * meet those of students.  Views are view/staff_*.html and begin with
 * {{<course_layout}}, filled from staff_model().
 */
#ifndef TUTOR_CONTROLLER_STAFF_H
#define TUTOR_CONTROLLER_STAFF_H

#include "web/route.h"

/* staff_home.c, staff_roster.c, staff_user.c */
web_fn	get_staff, get_staff_log;
web_fn	get_staff_roster, get_staff_roster_csv;
web_fn	get_staff_user, post_staff_override, post_staff_view;

/* staff_extend.c, staff_news.c */
web_fn	get_staff_extensions, post_staff_extensions, post_staff_exempt;
web_fn	post_staff_revoke;
web_fn	get_staff_news, post_staff_news;

/* staff_groups.c, staff_groups_csv.c */
web_fn	get_staff_groups, post_staff_groups;
web_fn	get_staff_groups_csv, post_staff_groups_csv;

/* staff_gradebook.c, staff_grid.c, staff_stats.c, staff_question.c */
web_fn	get_staff_gradebook, get_staff_gradebook_csv;
web_fn	get_staff_grid, get_staff_stats, get_staff_question;
web_fn	post_staff_remark;	/* staff_remark.c */

/* staff_help.c */
web_fn	get_staff_help, post_staff_help;

/* staff_queue.c, staff_grade.c, staff_checkoff.c */
web_fn	get_staff_queue, post_staff_publish;
web_fn	get_staff_grade, post_staff_grade, get_staff_file;
web_fn	get_staff_checkoff, post_staff_checkoff;

/* staff_reports.c */
web_fn	get_staff_reports, post_staff_reports;

/* staff_regrade.c, staff_similar.c */
web_fn	get_staff_regrade, post_staff_regrade;
web_fn	get_staff_similar, get_staff_pair;

/* The first words of all paths, and of those that are about a question. */
#define STAFF	"/c/{course}/staff"
#define STAFF_Q	"/{page}/{question}"

/* Each row: { method, path, handler, flags }, and a comma. */
#define STAFF_ROUTES \
	{ "GET", STAFF, get_staff, R_LOGIN }, \
	{ "GET", STAFF "/log", get_staff_log, R_LOGIN }, \
	{ "GET", STAFF "/roster", get_staff_roster, R_LOGIN }, \
	{ "GET", STAFF "/roster.csv", get_staff_roster_csv, R_LOGIN }, \
	{ "GET", STAFF "/user/{user:word}", get_staff_user, R_LOGIN }, \
	{ "POST", STAFF "/override", post_staff_override, R_LOGIN }, \
	{ "POST", STAFF "/view-as", post_staff_view, R_LOGIN }, \
	{ "GET", STAFF "/extensions", get_staff_extensions, R_LOGIN }, \
	{ "POST", STAFF "/extensions", post_staff_extensions, R_LOGIN }, \
	{ "POST", STAFF "/extensions/{seq:int}/revoke", post_staff_revoke, \
	    R_LOGIN }, \
	{ "POST", STAFF "/exempt", post_staff_exempt, R_LOGIN }, \
	{ "GET", STAFF "/groups", get_staff_groups, R_LOGIN }, \
	{ "POST", STAFF "/groups", post_staff_groups, R_LOGIN }, \
	{ "GET", STAFF "/groups.csv", get_staff_groups_csv, R_LOGIN }, \
	{ "POST", STAFF "/groups.csv", post_staff_groups_csv, R_LOGIN }, \
	{ "GET", STAFF "/news", get_staff_news, R_LOGIN }, \
	{ "POST", STAFF "/news", post_staff_news, R_LOGIN }, \
	{ "GET", STAFF "/help", get_staff_help, R_LOGIN }, \
	{ "POST", STAFF "/help", post_staff_help, R_LOGIN }, \
	{ "GET", STAFF "/gradebook", get_staff_gradebook, R_LOGIN }, \
	{ "GET", STAFF "/gradebook.csv", get_staff_gradebook_csv, R_LOGIN }, \
	{ "GET", STAFF "/grid/{page}", get_staff_grid, R_LOGIN }, \
	{ "GET", STAFF "/stats/{page}", get_staff_stats, R_LOGIN }, \
	{ "GET", STAFF "/stats" STAFF_Q, get_staff_question, R_LOGIN }, \
	{ "POST", STAFF "/stats" STAFF_Q, post_staff_remark, R_LOGIN }, \
	{ "GET", STAFF "/grading", get_staff_queue, R_LOGIN }, \
	{ "GET", STAFF "/grading" STAFF_Q, get_staff_grade, R_LOGIN }, \
	{ "POST", STAFF "/grading" STAFF_Q, post_staff_grade, R_LOGIN }, \
	{ "GET", STAFF "/file" STAFF_Q "/{who:hex}/{seq:int}", \
	    get_staff_file, R_LOGIN }, \
	{ "POST", STAFF "/publish", post_staff_publish, R_LOGIN }, \
	{ "GET", STAFF "/checkoff" STAFF_Q, get_staff_checkoff, R_LOGIN }, \
	{ "POST", STAFF "/checkoff" STAFF_Q, post_staff_checkoff, \
	    R_LOGIN }, \
	{ "GET", STAFF "/reports", get_staff_reports, R_LOGIN }, \
	{ "POST", STAFF "/reports", post_staff_reports, R_LOGIN }, \
	{ "GET", STAFF "/regrade", get_staff_regrade, R_LOGIN }, \
	{ "POST", STAFF "/regrade", post_staff_regrade, R_LOGIN }, \
	{ "GET", STAFF "/similar" STAFF_Q, get_staff_similar, R_LOGIN }, \
	{ "GET", STAFF "/similar" STAFF_Q "/{a:word}/{b:word}", \
	    get_staff_pair, R_LOGIN },

#endif
