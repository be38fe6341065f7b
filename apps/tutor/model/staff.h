/*
 * staff.h - what the staff of a course decided, folded from staff.log.
 *
 * Pure.  Records (JSON, "k" tells the kind; a page may be a pattern of
 * fnmatch(3), as in "week*", but of an override; who may be "*", all):
 *	{"k":"extend","who":user|"@section","page":p,"due":ms,"replace":bool,
 *	 "by":u,"why":s}
 *	{"k":"revoke","of":seq,"by":u,"why":s}
 *					that extension is taken back
 *	{"k":"exempt","who":u|"@section","page":p,"by":u,"off":bool}
 *	{"k":"override","who":u,"page":p,"q":q,"score":x|null,"by":u,"why":s}
 *					null: as it was before
 *	{"k":"publish","page":p,"q":q,"by":u,"off":bool}
 *					without q: the whole page
 *	{"k":"regrade","batch":b,"page":p,"q":q,"by":u,"why":s}
 *					without batch: its seq
 *	{"k":"group","page":p,"id":g,"who":[u,...],"name":s,"off":bool,"by":u}
 *					together from now on (group.h); a new
 *					group: without id, which is its seq;
 *					off: they work alone
 *	{"k":"invite","page":p,"who":u,"from":v,"off":bool,"by":u|v}
 *					v wants u for a partner; off by v: no
 *					longer; off by u: u does not want to
 *	{"k":"remark","page":p,"q":q,"ver":v,"answer":a,"text":s,"by":u,
 *	 "off":bool}			what who answers that is told: remark.h
 *	{"k":"report","by":u,"page":p,"q":q,"about":"problem"|"grade",
 *	 "attempt":seq,"text":s}	of a student, who had answered so far
 *	{"k":"reply","of":seq,"by":u,"text":s,"closed":bool}
 *					of the staff, to that report: reports.h
 *	{"k":"read","of":seq,"seen":seq,"by":u}
 *					who reported it knows that reply
 */
#ifndef TUTOR_MODEL_STAFF_H
#define TUTOR_MODEL_STAFF_H

#include <stdbool.h>
#include <stddef.h>

struct course;
struct due;
struct member;
struct mem;
struct user_state;
struct val;
struct when_page;

struct staff_order {
	const char	*who;		/* "": all */
	const char	*page;
	const char	*question;	/* "": all of the page */
	long long	 seq;
	long long	 due;		/* extend: ms */
	bool		 replace;	/* extend */
	bool		 off;		/* exempt, publish; extend: revoked */
	double		 score;		/* override; NaN: none */

	/* group, invite */
	long long	 id;
	const char	*log;		/* of the group: "+17" */
	const char	*name;		/* of the group; "": none */
	const char	*from, *by;
	long long	 ms;		/* of the record */
};

/* Orders of one kind, by who and then in order of giving. */
struct staff_orders {
	struct staff_order *list;
	size_t		 n;
};

struct staff {
	struct mem	*mem;
	struct staff_orders extends, exempts, overrides, publishes, groups,
			    invites;
	struct course	*course;	/* of group_pages(), or NULL */
	struct val	*grouped;	/* what is known of its pages */
	long long	 batch;		/* the newest; 0: none */
	struct val	*remarks;	/* remark.h */
	const struct val *records;
};

/* records: of staff_read(), borrowed. */
void	staff_fold(struct staff *, struct mem *, const struct val *records);

/* The orders for one, *n of them, or NULL; is one for that page? */
const struct staff_order *staff_orders_for(const struct staff_orders *,
		const char *who, size_t *n);
bool	staff_order_fits(const struct staff_order *, const char *page);

/* Put overrides, and what is published, into the state of a user. */
void	staff_apply(const struct staff *, struct user_state *);

bool	staff_exempt(const struct staff *, const struct member *,
	    const char *page);

/* The dates of a page for one student (when.h), with what was granted. */
struct due_query {
	const struct staff	*staff;
	const struct member	*member;
	const char		*page;
	const struct when_page	*dates;
	long long		 first_view;
};
void	staff_due(struct due *, const struct due_query *);

#endif
