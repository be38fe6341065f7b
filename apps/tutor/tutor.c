/*
 * tutor.c - what answers where.
 *
 * An automatic tutor: pages with questions, whose answers are collected and
 * assessed.  model/ knows courses, answers and grades, and nothing of HTTP;
 * controller/ has a file for each thing that one can do; view/ has the pages.
 */
#include "apps/tutor/controller/commands.h"
#include "apps/tutor/controller/pages.h"
#include "apps/tutor/controller/staff.h"
#include "web/web.h"

enum { BODY_MAX = 20 << 20 };		/* bytes: an upload and its form */

static const struct web_route routes[] = {
	{ "GET", "/", get_courses, R_PUBLIC },
	{ "GET", "/login", get_login, R_PUBLIC },
	{ "POST", "/login", post_login, R_PUBLIC },
	{ "POST", "/logout", post_logout, R_PUBLIC },
	{ "GET", "/register", get_register, R_PUBLIC },
	{ "POST", "/register", post_register, R_PUBLIC },
	{ "GET", "/account", get_account, R_LOGIN },
	{ "POST", "/account", post_password, R_LOGIN },
	{ "POST", "/account/prove", post_prove, R_LOGIN },

	{ "GET", "/c/{course}", get_course, R_LOGIN },
	{ "POST", "/c/{course}/join", post_join, R_LOGIN },
	{ "GET", "/c/{course}/scores", get_scores, R_LOGIN },
	{ "GET", "/c/{course}/reports", get_reports, R_LOGIN },
	{ "GET", "/c/{course}/dates.ics", get_calendar, R_LOGIN },
	{ "POST", "/c/{course}/watch/end", post_watch_end, R_LOGIN },

	STAFF_ROUTES

	{ "GET", "/c/{course}/help", get_help, R_LOGIN },
	{ "POST", "/c/{course}/help", post_help, R_LOGIN },
	{ "GET", "/c/{course}/help/{page}", get_help_about, R_LOGIN },
	{ "POST", "/c/{course}/help/{page}", post_help_about, R_LOGIN },
	{ "GET", "/c/{course}/help/{page}/{question}", get_help_about,
	    R_LOGIN },
	{ "POST", "/c/{course}/help/{page}/{question}", post_help_about,
	    R_LOGIN },

	{ "GET", "/c/{course}/p/{page}", get_page_slash, R_LOGIN },
	{ "GET", "/c/{course}/p/{page}/", get_page, R_LOGIN },
	{ "GET", "/c/{course}/p/{page}/{file:path}", get_file, R_LOGIN },
	{ "GET", "/c/{course}/json/{page}", get_page_json, R_LOGIN },
	{ "POST", "/c/{course}/begin/{page}", post_begin, R_LOGIN },
	{ "POST", "/c/{course}/group/{page}", post_group, R_LOGIN },
	{ "GET", "/c/{course}/q/{page}/{question}", get_history, R_LOGIN },
	{ "POST", "/c/{course}/q/{page}/{question}", post_answer, R_LOGIN },
	{ "GET", "/c/{course}/q/{page}/{question}/progress", get_progress,
	    R_LOGIN },
	{ "POST", "/c/{course}/q/{page}/{question}/preview", post_preview,
	    R_LOGIN },
	{ "POST", "/c/{course}/q/{page}/{question}/report", post_complaint,
	    R_LOGIN },
	{ "GET", "/c/{course}/u/{page}/{question}/{seq:int}", get_upload,
	    R_LOGIN },
	{ 0 }
};

const struct web_app application = {
	.name = "tutor",
	.title = "Tutor",
	.routes = routes,
	.views = app_views,
	.max_body = BODY_MAX,
	.login = "/login",
	.refused = tutor_refused,
	.command = tutor_command
};
