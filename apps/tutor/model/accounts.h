/*
 * accounts.h - who has an account, all at once, for a roster.
 */
#ifndef TUTOR_MODEL_ACCOUNTS_H
#define TUTOR_MODEL_ACCOUNTS_H

struct mem;
struct val;

/*
 * An object with a member for each user who has an account: an object with
 * "disabled" and "unproved" (users.h).  NULL with errno.
 */
struct val *accounts_read(int data_fd, struct mem *);

#endif
