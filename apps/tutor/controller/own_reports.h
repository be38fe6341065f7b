/*
 * own_reports.h - what a student reported, and the staff's answers.
 */
#ifndef TUTOR_CONTROLLER_OWN_REPORTS_H
#define TUTOR_CONTROLLER_OWN_REPORTS_H

#include "apps/tutor/controller/context.h"
#include "apps/tutor/model/reports.h"

/*
 * Add those of t->shown as "reports" to the model, the newest first; of one
 * question, or (page NULL) all.  Unless somebody only watches, it is written
 * down that the student has them before the eyes now.
 */
void	own_reports(struct val *model, struct tutor *, const char *page,
	    const char *question);

/* For the course's page: told, how many have news; reported, is there any? */
void	own_reports_count(struct val *model, struct tutor *);

/* One of them for own_report.html, also for the staff. */
void	report_model(struct val *row, struct tutor *, const struct report *);

#endif
