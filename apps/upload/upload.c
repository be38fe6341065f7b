/*
 * upload.c - takes a file of any size in constant memory and says what came:
 * how many bytes, and the sum that cksum(1) prints for the same file.
 *
 * The file is the whole body, or the first part with a file name of a
 * multipart form.  Nothing is kept, unless DATA_DIR names a folder: there
 * `last-upload` is replaced, in one step, when a file has come whole.
 */
#include <sys/stat.h>

#include <errno.h>
#include <fcntl.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <unistd.h>

#include "../common/page.h"
#include "part.h"

#define PART_NAME	"upload.part"
#define LAST_NAME	"last-upload"

struct upload {
	struct part	 part;
	uint64_t	 body;		/* bytes that were read in all */
	uint64_t	 bytes;		/* of the file itself */
	uint32_t	 sum;
	int		 dir;		/* DATA_DIR, or -1 */
	int		 fd;		/* PART_NAME in it, or -1 */
	const char	*saved;		/* what became of the file */
};

static uint32_t	sum_table[256];

static void
sum_init(void)
{
	for (uint32_t i = 0; i < 256; i++) {
		uint32_t c = i << 24;

		for (int bit = 0; bit < 8; bit++)
			c = c & 0x80000000 ? c << 1 ^ 0x04c11db7 : c << 1;
		sum_table[i] = c;
	}
}

static uint32_t
sum_byte(uint32_t sum, unsigned char c)
{
	return sum << 8 ^ sum_table[sum >> 24 ^ c];
}

/* POSIX: the length follows the bytes, its least byte first. */
static uint32_t
sum_end(uint32_t sum, uint64_t n)
{
	for (; n != 0; n >>= 8)
		sum = sum_byte(sum, n & 0xff);
	return ~sum;
}

/*
 * One name for the half-written file, held with a lock, so that killed runs
 * cannot fill the folder.  The second stat sees that the name is still ours:
 * its last holder may just have renamed it.
 */
static int
open_part(int dir)
{
	struct flock lock = { .l_type = F_WRLCK, .l_whence = SEEK_SET };
	struct stat mine, named;
	int fd;

	fd = openat(dir, PART_NAME, O_WRONLY | O_CREAT | O_CLOEXEC |
	    O_NOFOLLOW, 0600);
	if (fd == -1)
		return -1;
	if (fcntl(fd, F_SETLK, &lock) == 0 && fstat(fd, &mine) == 0 &&
	    fstatat(dir, PART_NAME, &named, AT_SYMLINK_NOFOLLOW) == 0 &&
	    mine.st_ino == named.st_ino && mine.st_dev == named.st_dev &&
	    ftruncate(fd, 0) == 0)
		return fd;
	close(fd);
	return -1;
}

static void
save_open(struct upload *u)
{
	const char *path = getenv("DATA_DIR");

	u->dir = u->fd = -1;
	u->saved = "no: the server keeps nothing";
	if (path == NULL || *path == '\0')
		return;
	u->dir = open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	u->saved = "no: the folder for it cannot be used";
	if (u->dir == -1)
		return;
	u->fd = open_part(u->dir);
	u->saved = u->fd != -1 ? "yes" : "no: another upload is under way";
}

static void
save_block(struct upload *u, const char *p, size_t n)
{
	while (n > 0 && u->fd != -1) {
		ssize_t did = write(u->fd, p, n);

		if (did == -1 && errno != EINTR) {
			perror("upload: write");
			unlinkat(u->dir, PART_NAME, 0);
			close(u->fd);
			u->fd = -1;
			u->saved = "no: it could not be written";
		}
		if (did > 0) {
			p += did;
			n -= (size_t)did;
		}
	}
}

static void
save_end(struct upload *u, bool whole)
{
	if (u->fd == -1)
		return;
	if (!whole || fsync(u->fd) == -1 ||
	    renameat(u->dir, PART_NAME, u->dir, LAST_NAME) == -1) {
		unlinkat(u->dir, PART_NAME, 0);
		u->saved = "no: it did not come whole";
	}
	close(u->fd);
	u->fd = -1;
}

/* Bytes of the file itself, as part.c finds them. */
static void
take(void *arg, const char *p, size_t n)
{
	struct upload *u = arg;

	for (size_t i = 0; i < n; i++)
		u->sum = sum_byte(u->sum, (unsigned char)p[i]);
	u->bytes += n;
	save_block(u, p, n);
}

static bool
read_body(struct upload *u, bool multipart)
{
	static char block[65536];
	const char *length = getenv("CONTENT_LENGTH");
	ssize_t n;

	for (;;) {
		n = read(STDIN_FILENO, block, sizeof(block));
		if (n == -1 && errno == EINTR)
			continue;
		if (n <= 0)
			break;
		u->body += (uint64_t)n;
		if (multipart)
			part_feed(&u->part, block, (size_t)n);
		else
			take(u, block, (size_t)n);
	}
	if (n == -1 || (multipart && !u->part.found))
		return false;
	return length == NULL || strtoull(length, NULL, 10) == u->body;
}

static void
print_row(const char *name, const char *value)
{
	printf("<tr><th scope=\"row\">%s</th><td>", name);
	page_text(value);
	puts("</td></tr>");
}

static void
print_number(const char *name, uint64_t value)
{
	printf("<tr><th scope=\"row\">%s</th><td><code>%llu</code></td></tr>\n",
	    name, (unsigned long long)value);
}

static void
print_form(void)
{
	page_open("Upload a file");
	puts("<p>Choose a file of any size. The program reads it as it comes, "
	    "counts its bytes and sums them as <code>cksum</code> does.</p>\n"
	    "<form method=\"post\" enctype=\"multipart/form-data\">\n"
	    "<p><label for=\"file\">File</label>\n"
	    "<input id=\"file\" name=\"file\" type=\"file\" required></p>\n"
	    "<p><button>Send it</button></p>\n</form>\n"
	    "<p>From a shell: <code>curl -T FILE</code> and the address of "
	    "this page.</p>");
	page_close();
}

static void
print_result(const struct upload *u, bool whole)
{
	if (!whole)
		printf("Status: 400 Bad Request\r\n");
	page_open(whole ? "It has arrived" : "No whole file has arrived");
	puts("<table>\n<tbody>");
	if (u->part.name[0] != '\0')
		print_row("Name", u->part.name);
	print_number("Bytes", u->bytes);
	print_number("cksum", sum_end(u->sum, u->bytes));
	print_number("Bytes of the body", u->body);
	print_row("Saved", u->saved);
	puts("</tbody>\n</table>");
	page_close();
}

static void
take_upload(void)
{
	const char *type = getenv("CONTENT_TYPE");
	struct upload u = { .sum = 0 };
	bool multipart, whole;

	multipart = type != NULL && strncasecmp(type, "multipart/", 10) == 0;
	sum_init();
	save_open(&u);
	whole = !multipart || part_init(&u.part, type, take, &u) == 0;
	if (whole)
		whole = read_body(&u, multipart);
	save_end(&u, whole);
	print_result(&u, whole);
}

int
main(void)
{
	const char *method = getenv("REQUEST_METHOD");

	if (method == NULL || strcmp(method, "GET") == 0 ||
	    strcmp(method, "HEAD") == 0) {
		print_form();
	} else if (strcmp(method, "POST") == 0 || strcmp(method, "PUT") == 0) {
		take_upload();
	} else {
		printf("Status: 405 Method Not Allowed\r\n"
		    "Allow: GET, HEAD, POST, PUT\r\n");
		page_open("This program takes GET, POST and PUT");
		page_close();
	}
	return fflush(stdout) == 0 ? 0 : 1;
}
