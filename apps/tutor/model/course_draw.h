/*
 * course_draw.h - questions out of banks: bank.NAME.md in a course's folder.
 */
#ifndef TUTOR_MODEL_COURSE_DRAW_H
#define TUTOR_MODEL_COURSE_DRAW_H

struct course;
struct page;
struct problems;

/*
 * Put all questions that may be drawn in the place of each draw of a page, with
 * the draw's name before theirs: warm.sum.
 */
void	course_draw(struct course *, struct page *, struct problems *);

#endif
