/*
 * handlers.h - which handler answers a request.
 */
#ifndef HANDLERS_H
#define HANDLERS_H

#include "conn/handler.h"

/* By the location, and by what was found there. */
const struct handler	*handlers_pick(struct exchange *);

#endif
