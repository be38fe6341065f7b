/*
 * chart_words.h - what a chart says in words: caption, legend, description
 * for who cannot see it, and the table of its numbers.
 */
#ifndef LIB_CHART_WORDS_H
#define LIB_CHART_WORDS_H

#include <stdbool.h>
#include <stddef.h>

struct chart;
struct plot;
struct text;

/* Characters in a text of UTF-8. */
size_t	words_length(const char *);

/* The name of place i, its characters when cut, and the cut one itself. */
void	words_label(struct text *, const struct chart *, size_t i);
size_t	words_label_length(const struct chart *, size_t i);
void	words_short_label(struct text *, const struct chart *, size_t i);

/* Whether there is a value at all. */
bool	words_has_data(const struct chart *);

/* The figure with caption and legend, up to the drawing. */
void	words_begin(struct plot *);

/* One sentence on the chart, and one on each series. */
void	words_describe(struct plot *);

/* The table, and the end of the figure. */
void	words_end(struct plot *);

#endif
