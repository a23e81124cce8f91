#include "effects/progress.h"

#include "effects/progress_line.h"
#include "suitemain.h"
#include "tmproot.h"

#include <check.h>
#include <stdlib.h>
#include <sys/ioctl.h>
#include <termios.h>
#include <time.h>

#define MIB (1024.0 * 1024)

START_TEST(sizes_and_times)
{
	static const struct {
		double n;
		const char *text;
	} bytes[] = {
		{ 0, "0 B" }, { -5, "0 B" }, { 1023, "1023 B" }, { 1024, "1.0 KiB" },
		{ 1536, "1.5 KiB" }, { 1023.96 * 1024, "1.0 MiB" }, { 22.06 * MIB, "22.1 MiB" },
		{ 3 * 1024 * MIB, "3.0 GiB" }, { 5000.0 * 1024 * 1024 * MIB, "5000.0 TiB" },
	}, clocks[] = {
		{ 0, "0:00" }, { -1, "0:00" }, { 2.9, "0:02" }, { 60, "1:00" }, { 754, "12:34" },
		{ 3723, "1:02:03" }, { 1e30, "99:59:59" },
	};

	for (size_t i = 0; i < PV_ARRAY_SIZE(bytes); i++) {
		pv_cleanup_buf struct pv_buf b = PV_BUF_INIT;

		pv_text_add_bytes(&b, bytes[i].n);
		ck_assert_str_eq(b.p, bytes[i].text);
	}
	for (size_t i = 0; i < PV_ARRAY_SIZE(clocks); i++) {
		pv_cleanup_buf struct pv_buf b = PV_BUF_INIT;

		pv_text_add_clock(&b, clocks[i].n);
		ck_assert_str_eq(b.p, clocks[i].text);
	}
}
END_TEST

/* What is shown of a text in so many columns. */
START_TEST(clipping)
{
	static const struct {
		const char *text;
		size_t columns;
		const char *shown;
	} cases[] = {
		{ "Python.tar.xz", 13, "Python.tar.xz" },
		{ "Python.tar.xz", 12, "Python.tar.." },
		{ "Python", 4, "Py.." },
		{ "Python", 3, "Pyt" },
		{ "Python", 1, "P" },
		{ "Python", 0, "" },
		{ "", 0, "" },
		{ "na\xc3\xafve", 5, "na\xc3\xafve" },
		{ "na\xc3\xafve", 4, "na.." },
		{ "e\xcc\x81", 1, "e\xcc\x81" }, /* a combining accent */
		{ "\xe6\x97\xa5\xe6\x9c\xac", 4, "\xe6\x97\xa5\xe6\x9c\xac" }, /* wide */
		{ "\xe6\x97\xa5\xe6\x9c\xac", 3, "\xe6\x97\xa5" },
		{ "\xe6\x97\xa5\xe6\x9c\xac", 1, "" },
		{ "a\033[31mb\n", 20, "a?[31mb?" }, /* no escape sequence */
		{ "\xc2\x9b"
		  "31m",
		  20, "?31m" },                  /* nor an 8-bit one */
		{ "x\xe2\x80\xaey", 20, "x?y" }, /* nor right to left */
		{ "\xff\xc3", 20, "??" },
		{ "\xc0\xaf", 20, "??" },
		{ "\xed\xa0\x80", 20, "???" },
	};

	for (size_t i = 0; i < PV_ARRAY_SIZE(cases); i++) {
		pv_cleanup_buf struct pv_buf b = PV_BUF_INIT;

		pv_text_add_clipped(&b, cases[i].text, cases[i].columns);
		ck_assert_msg(strcmp(b.p ? b.p : "", cases[i].shown) == 0, "case %zu: %s", i, b.p);
		ck_assert_uint_le(pv_text_columns(b.p ? b.p : ""), cases[i].columns);
	}
}
END_TEST

static const struct pv_progress_line download = {
	.label = "Python-3.13.15.tar.xz",
	.done = (long long)(12.3 * MIB),
	.total = (long long)(22.1 * MIB),
	.bytes = true,
	.seconds = 3,
	.rate = 4.1 * MIB,
};

START_TEST(lines)
{
	static const struct {
		struct pv_progress_line l;
		size_t columns;
		const char *line;
	} cases[] = {
		{ { "Python.tar.xz", NULL, 0, -1, true, 5.5, 0 }, 79, "Python.tar.xz  0:05" },
		{ { "Python.tar.xz", NULL, 0, 1024, true, 5.5, 0 },
		  79,
		  "Python.tar.xz  0 B/1.0 KiB" },
		{ { "Python.tar.xz", NULL, 2048, -1, true, 5.5, 1024 },
		  79,
		  "Python.tar.xz  2.0 KiB  1.0 KiB/s  0:05" },
		{ { "Building", NULL, 0, -1, false, 83, 0 }, 79, "Building  1:23" },
		{ { "Building", "Objects/longobject.c", 0, -1, false, 83, 0 },
		  79,
		  "Building  Objects/longobject.c  1:23" },
		{ { "Building", "Objects/longobject.c", 0, -1, false, 83, 0 },
		  30,
		  "Building  Objects/long..  1:23" },
		{ { "Building", "Objects/longobject.c", 0, -1, false, 83, 0 },
		  20,
		  "Building  1:23" },
		{ { "Unpacking", NULL, 30, 120, false, 2, 15 }, 79, "Unpacking  30/120  0:02" },
	};

	for (size_t i = 0; i < PV_ARRAY_SIZE(cases); i++) {
		size_t label = 0;
		pv_cleanup_free char *line =
			pv_progress_line(&cases[i].l, cases[i].columns, &label);

		ck_assert_str_eq(line, cases[i].line);
		ck_assert_uint_eq(label, strlen(cases[i].l.label));
	}
}
END_TEST

/* What goes first as a window gets narrower. */
START_TEST(narrower)
{
	static const struct {
		size_t columns;
		const char *line;
	} cases[] = {
		{ 100, "Python-3.13.15.tar.xz  12.3/22.1 MiB  4.1 MiB/s  0:02" },
		{ 53, "Python-3.13.15.tar.xz  12.3/22.1 MiB  4.1 MiB/s  0:02" },
		{ 52, "Python-3.13.15.tar..  12.3/22.1 MiB  4.1 MiB/s  0:02" },
		{ 44, "Python-3.1..  12.3/22.1 MiB  4.1 MiB/s  0:02" },
		{ 43, "Python-3.13.15...  12.3/22.1 MiB  4.1 MiB/s" },
		{ 37, "Python-3.13.15.tar.xz  12.3/22.1 MiB" },
		{ 27, "Python-3.1..  12.3/22.1 MiB" },
		{ 26, "Python-3.13.15.tar.xz  55%" },
		{ 17, "Python-3.1..  55%" },
		{ 9, "Py..  55%" },
		{ 8, "Python.." },
		{ 4, "Py.." },
		{ 1, "P" },
		{ 0, "" },
	};

	for (size_t i = 0; i < PV_ARRAY_SIZE(cases); i++) {
		size_t label;
		pv_cleanup_free char *line = pv_progress_line(&download, cases[i].columns, &label);

		ck_assert_msg(strcmp(line, cases[i].line) == 0, "%zu columns: `%s'",
			      cases[i].columns, line);
	}
}
END_TEST

START_TEST(every_width)
{
	struct pv_progress_line l = download;

	for (size_t columns = 0; columns < 120; columns++)
		for (int kind = 0; kind < 8; kind++) {
			pv_cleanup_free char *line = NULL;
			size_t label = 0;

			l.note = kind & 1 ? "note \xe6\x97\xa5\xe6\x9c\xac\xe8\xaa\x9e" : NULL;
			l.label = kind & 2 ? "\xe6\x97\xa5\xe6\x9c\xac\xe8\xaa\x9e-3.13.tar.xz"
					   : download.label;
			l.total = kind & 4 ? -1 : download.total;
			line = pv_progress_line(&l, columns, &label);
			ck_assert_uint_le(pv_text_columns(line), columns);
			ck_assert_uint_le(label, strlen(line));
		}
}
END_TEST

/* A terminal of our own: what is written to ->file comes out of ->fd. */
struct terminal {
	int fd;
	FILE *file;
};

static struct terminal terminal_open(unsigned short columns)
{
	struct terminal t = { posix_openpt(O_RDWR | O_NOCTTY), NULL };
	const struct winsize ws = { .ws_row = 24, .ws_col = columns };

	ck_assert_int_ge(t.fd, 0);
	ck_assert_int_eq(grantpt(t.fd) | unlockpt(t.fd), 0);
	t.file = fdopen(open(ptsname(t.fd), O_RDWR | O_NOCTTY), "w");
	ck_assert_ptr_nonnull(t.file);
	ck_assert_int_eq(ioctl(t.fd, TIOCSWINSZ, &ws), 0);
	return t;
}

/* All that was written up to now; the caller frees. */
static char *terminal_text(struct terminal *t)
{
	struct pv_buf b = PV_BUF_INIT;
	ssize_t n;

	fflush(t->file);
	pv_buf_adds(&b, "");
	fcntl(t->fd, F_SETFL, O_NONBLOCK);
	while ((n = read(t->fd, pv_buf_reserve(&b, 4096), 4096)) > 0) {
		b.len += (size_t)n;
		b.p[b.len] = '\0';
	}
	return pv_buf_detach(&b);
}

static void terminal_close(struct terminal *t)
{
	fclose(t->file);
	close(t->fd);
}

/* What the last redraw left on the line, colours taken out; the caller frees. */
static char *last_line(const char *text)
{
	const char *from = strrchr(text, '\r');
	struct pv_buf b = PV_BUF_INIT;

	for (from = from ? from + 1 : text; *from; from++)
		if (*from == '\033')
			from += strcspn(from, "mK");
		else
			pv_buf_addc(&b, *from);
	return pv_buf_detach(&b);
}

static void sleep_ms(long ms)
{
	const struct timespec t = { 0, ms * 1000000 };

	nanosleep(&t, NULL);
}

START_TEST(live)
{
	struct terminal t = terminal_open(80);
	struct pv_progress *p = pv_progress_new(t.file, false, true);
	pv_cleanup_free char *begun = NULL, *moved = NULL, *said = NULL, *ended = NULL,
			     *line = NULL;

	pv_progress_begin(p, "Python.tar.xz", 4096, true);
	begun = terminal_text(&t);
	ck_assert_str_eq(begun, "\r\033[1mPython.tar.xz\033[0m  0 B/4.0 KiB\033[K");
	pv_progress_at(p, 1024);
	pv_progress_at(p, 1025); /* too soon to be drawn */
	sleep_ms(300);
	pv_progress_at(p, 2048);
	moved = terminal_text(&t);
	line = last_line(moved);
	ck_assert_msg(pv_starts_with(line, "Python.tar.xz  2.0/4.0 KiB  "), "%s", line);
	ck_assert_ptr_nonnull(strstr(line, "KiB/s  0:0"));
	ck_assert_ptr_null(strchr(moved, '\n'));
	pv_progress_say(p, "a line %d", 1);
	said = terminal_text(&t);
	ck_assert_msg(pv_starts_with(said, "\r\033[Ka line 1\r\n\r\033[1mPython"), "%s", said);
	pv_progress_end(p);
	ended = terminal_text(&t);
	ck_assert_str_eq(ended, "\r\033[K");
	pv_progress_free(p);
	terminal_close(&t);
}
END_TEST

START_TEST(window_changes)
{
	struct terminal t = terminal_open(60);
	struct pv_progress *p = pv_progress_new(t.file, false, false);

	pv_progress_begin(p, "Python-3.13.15.tar.xz", 1000, true);
	for (unsigned short columns = 30; columns > 0; columns = (unsigned short)(columns - 5)) {
		const struct winsize ws = { .ws_row = 24, .ws_col = columns };
		pv_cleanup_free char *text = NULL, *line = NULL;

		ck_assert_int_eq(ioctl(t.fd, TIOCSWINSZ, &ws), 0);
		sleep_ms(110);
		pv_progress_at(p, 500);
		text = terminal_text(&t);
		line = last_line(text);
		ck_assert_uint_lt(pv_text_columns(line), columns);
		ck_assert_ptr_nonnull(strchr(line, 'P'));
		if (columns == 10)
			ck_assert_str_eq(line, "Py..  50%");
	}
	pv_progress_free(p);
	terminal_close(&t);
}
END_TEST

/* Into a file or a pipe: lines that stay, no control character. */
START_TEST(plain)
{
	pv_cleanup_free char *dir = tmproot_fresh(), *path = pv_path_join(dir, "log"), *text = NULL;
	FILE *file = fopen(path, "we");
	struct pv_progress *p = pv_progress_new(file, false, true);

	pv_progress_say(p, "before");
	pv_progress_begin(p, "one", 100, true);
	pv_progress_at(p, 50);
	pv_progress_note(p, "note");
	pv_progress_say(p, "between");
	pv_progress_end(p);
	pv_progress_begin(p, "two", -1, false);
	pv_progress_free(p); /* ends it */
	fclose(file);
	text = tmproot_read(dir, "log");
	ck_assert_str_eq(text, "before\none\nbetween\ntwo\n");
}
END_TEST

START_TEST(quiet)
{
	struct terminal t = terminal_open(80);
	struct pv_progress *p = pv_progress_new(t.file, true, true);
	pv_cleanup_free char *text = NULL;

	pv_progress_say(p, "nothing");
	pv_progress_begin(p, "nothing", 100, true);
	pv_progress_at(p, 50);
	pv_progress_note(p, "note");
	pv_progress_end(p);
	pv_progress_at(p, 60); /* outside of a phase: nothing happens */
	pv_progress_note(p, "note");
	pv_progress_free(p);
	pv_progress_free(NULL);
	text = terminal_text(&t);
	ck_assert_str_eq(text, "");
	terminal_close(&t);
}
END_TEST

static Suite *suite(void)
{
	Suite *s = suite_create("progress");
	TCase *tc = tcase_create("all");

	tcase_add_unchecked_fixture(tc, tmproot_make, tmproot_remove);
	tcase_add_test(tc, sizes_and_times);
	tcase_add_test(tc, clipping);
	tcase_add_test(tc, lines);
	tcase_add_test(tc, narrower);
	tcase_add_test(tc, every_width);
	tcase_add_test(tc, live);
	tcase_add_test(tc, window_changes);
	tcase_add_test(tc, plain);
	tcase_add_test(tc, quiet);
	suite_add_tcase(s, tc);
	return s;
}

int main(void)
{
	return suitemain_run(suite());
}
