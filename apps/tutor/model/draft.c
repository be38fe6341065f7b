#include "apps/tutor/model/draft.h"

#include <errno.h>
#include <string.h>
#include <unistd.h>

#include "apps/tutor/model/grade.h"
#include "apps/tutor/model/log.h"
#include "web/folder.h"
#include "web/hash.h"
#include "web/json.h"
#include "web/mem.h"
#include "web/text.h"
#include "web/val.h"

/* The file of a page's drafts. */
struct place {
	int	fd;		/* its folder, or -1 */
	char	name[SHA256_HEX + 1];
};

static int
find_place(struct place *p, const struct course_data *d,
    const struct draft_place *of, bool make)
{
	struct sha256 h;
	unsigned char digest[SHA256_SIZE];
	int all = folder_in(d->dirfd, "draft", make), error;

	p->fd = -1;
	if (all == -1)
		return -1;
	sha256_init(&h);
	sha256_add(&h, of->user, strlen(of->user) + 1);
	sha256_add(&h, of->page, strlen(of->page));
	sha256_end(&h, digest);
	hex_write(p->name, digest, sizeof(digest));
	p->fd = folder_fan(all, p->name, make);
	error = errno;
	(void)close(all);	/* a folder */
	errno = error;
	return p->fd == -1 ? -1 : 0;
}

/* The drafts of the page, an object or NULL. */
static struct val *
load(const struct place *p, struct mem *m)
{
	struct val *drafts;
	size_t n;
	char *json;

	json = folder_load(p->fd, p->name, m, DRAFTS_MAX, &n);
	if (json == NULL)
		return NULL;
	drafts = json_parse(m, json, n, NULL);
	return val_type(drafts) == VAL_OBJECT ? drafts : NULL;
}

static int
save(const struct place *p, const struct val *drafts)
{
	struct text t;

	text_init(&t, val_mem(drafts));
	json_write(&t, drafts);
	if (t.n > DRAFTS_MAX) {
		errno = EFBIG;
		return -1;
	}
	return folder_save(p->fd, p->name, t.p, t.n);
}

int
draft_put(const struct course_data *d, const struct draft_place *of,
    struct val *record)
{
	struct mem *m = val_mem(record);
	struct val *drafts;
	struct place p;
	int result, error;

	if (find_place(&p, d, of, true) == -1)
		return -1;
	drafts = load(&p, m);
	if (drafts == NULL)
		drafts = val_object(m);
	val_put(drafts, of->question, record);
	result = save(&p, drafts);
	error = errno;
	(void)close(p.fd);	/* a folder */
	errno = error;
	return result;
}

/* When something was last sent or saved for a question. */
static long long
last_time(const struct question_state *qs)
{
	long long last = val_getint(qs->saved, "at");

	if (qs->nattempts > 0 && qs->attempts[qs->nattempts - 1].ms > last)
		last = qs->attempts[qs->nattempts - 1].ms;
	return last;
}

static void
put_drafts(struct user_state *s, const char *page, const struct val *drafts)
{
	struct question_state *qs;
	const struct val *draft;

	for (size_t i = 0; i < val_size(drafts); i++) {
		draft = val_at(drafts, i);
		qs = state_question(s, page, val_key(drafts, i, NULL));
		if (val_getint(draft, "variant") == qs->variant &&
		    val_getint(draft, "at") > last_time(qs))
			qs->draft = draft;
	}
}

void
draft_load(const struct course_data *d, const char *log,
    struct user_state *s, const char *page)
{
	const struct draft_place of = { .user = log, .page = page };
	struct place p;

	if (find_place(&p, d, &of, false) == -1)
		return;
	put_drafts(s, page, load(&p, s->mem));
	(void)close(p.fd);	/* a folder */
}
