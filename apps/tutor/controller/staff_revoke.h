/*
 * staff_revoke.h - extensions that were taken back.
 */
#ifndef TUTOR_CONTROLLER_STAFF_REVOKE_H
#define TUTOR_CONTROLLER_STAFF_REVOKE_H

struct tutor;
struct val;

/* Where their records are, by the seq of the extension. */
const struct val *staff_revoked(struct tutor *);

/* Whether the extension of that seq stands, and who took it back, for a row. */
void	staff_add_revoked(struct val *row, struct tutor *,
	    const struct val *all, long long seq);

#endif
