/*
 * group.h - partners, as a student sees them on a page.
 */
#ifndef TUTOR_CONTROLLER_GROUP_H
#define TUTOR_CONTROLLER_GROUP_H

#include "apps/tutor/controller/question.h"

/*
 * Add "group" to the model of a page that is worked on in groups: who is in
 * that of `shown`, whom he has asked, who asks him.
 */
void	group_model(struct val *model, const struct asked *);

#endif
