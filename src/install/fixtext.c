#include "install/fixtext.h"

#include <ctype.h>

#define SHEBANG_MAX 127 /* older kernels cut the line there */

/* --- the prefix --- */

static bool ends_word(char c)
{
	return c == '\0' || strchr("/ \t\r\n'\":;,)}]\\$`&|<>", c) != NULL;
}

/* May an absolute path begin at text[at]? */
static bool begins_path(const char *text, size_t at)
{
	char before;

	if (at == 0)
		return true;
	before = text[at - 1];
	if (strchr(" \t\r\n'\"=:;,({[!`&|<>", before))
		return true;
	/* -I/install/include */
	return at >= 2 && strchr("ILRFB", before) && text[at - 2] == '-';
}

static void add_path(struct pv_buf *ret, const char *path, enum pv_quoting quoting)
{
	for (const char *p = path; *p; p++) {
		if (quoting == PV_QUOTE_STRING && (*p == '"' || *p == '\\'))
			pv_buf_addc(ret, '\\');
		pv_buf_addc(ret, *p);
	}
}

size_t pv_fixtext_prefix(struct pv_slice text, const char *prefix, enum pv_quoting quoting,
			 struct pv_buf *ret)
{
	const size_t len = strlen(PV_BUILD_PREFIX);
	size_t copied = 0, count = 0;

	for (size_t i = 0; i + len <= text.n; i++) {
		if (text.p[i] != '/' || memcmp(text.p + i, PV_BUILD_PREFIX, len) != 0 ||
		    !begins_path(text.p, i) ||
		    !ends_word(i + len < text.n ? text.p[i + len] : '\0'))
			continue;
		pv_buf_add(ret, text.p + copied, i - copied);
		add_path(ret, prefix, quoting);
		i += len - 1;
		copied = i + 1;
		count++;
	}
	pv_buf_add(ret, text.p + copied, text.n - copied);
	return count;
}

/* --- the tools --- */

static bool base_is(struct pv_slice base, const char *name)
{
	return pv_slice_eq(base, name);
}

static bool base_ends(struct pv_slice base, const char *suffix)
{
	size_t n = strlen(suffix);

	return base.n > n && memcmp(base.p + base.n - n, suffix, n) == 0;
}

/* What stands for the program `base` on this machine; NULL: nothing special. */
static const char *replacement(struct pv_slice base)
{
	if (base_is(base, "clang") || base_is(base, "musl-clang") || base_is(base, "gcc") ||
	    base_ends(base, "-gcc") || base_ends(base, "-clang"))
		return "cc";
	if (base_is(base, "clang++") || base_is(base, "musl-clang++") || base_is(base, "g++") ||
	    base_ends(base, "-g++") || base_ends(base, "-clang++"))
		return "c++";
	if (base_is(base, "llvm-ar") || base_ends(base, "-gcc-ar"))
		return "ar";
	if (base_is(base, "llvm-ranlib"))
		return "ranlib";
	return NULL;
}

/* The part behind the last '/'. */
static struct pv_slice base_of(struct pv_slice word)
{
	for (size_t i = word.n; i > 0; i--)
		if (word.p[i - 1] == '/')
			return (struct pv_slice){ word.p + i, word.n - i };
	return word;
}

static bool starts(struct pv_slice s, const char *prefix)
{
	size_t n = strlen(prefix);

	return s.n >= n && memcmp(s.p, prefix, n) == 0;
}

static bool is_word_char(char c)
{
	return isalnum((unsigned char)c) || strchr("/._+-", c) != NULL;
}

/* The name of the variable whose value begins at text[at], on the same line:
 * 'CC': 'clang ...', "CC": "clang ...", CC=<tab>clang ... Empty: none. */
static struct pv_slice variable_before(struct pv_slice text, size_t at)
{
	size_t end = at, begin;

	while (end > 0 && strchr(" \t'\":=", text.p[end - 1]))
		end--;
	/* There has to be an assignment in between. */
	if (end == at ||
	    (!memchr(text.p + end, '=', at - end) && !memchr(text.p + end, ':', at - end)))
		return (struct pv_slice){ text.p, 0 };
	begin = end;
	while (begin > 0 && (isalnum((unsigned char)text.p[begin - 1]) || text.p[begin - 1] == '_'))
		begin--;
	return (struct pv_slice){ text.p + begin, end - begin };
}

static bool is_tool_variable(struct pv_slice name)
{
	static const char *const names[] = { "CC",     "CXX",      "CPP",         "MAINCC",
					     "LINKCC", "LDSHARED", "LDCXXSHARED", "BLDSHARED",
					     "AR",     "RANLIB",   "PURIFY" };

	for (size_t i = 0; i < PV_ARRAY_SIZE(names); i++)
		if (pv_slice_eq(name, names[i]))
			return true;
	return false;
}

/* What the word at text[at] becomes; false: it stays. */
static bool new_word(struct pv_slice text, struct pv_slice word, size_t at, struct pv_slice *ret)
{
	struct pv_slice base = base_of(word);
	const char *name = replacement(base);

	if (starts(word, "-I/tools/") || starts(word, "-L/tools/")) {
		*ret = (struct pv_slice){ "", 0 };
		return true;
	}
	if (starts(word, "/tools/")) {
		*ret = name ? pv_slice_of(name) : base;
		/* "llvm-profdata" and its like keep their names, without the folder. */
		return base.n > 0;
	}
	if (!name)
		return false;
	if (!starts(word, "/usr/bin/") && !is_tool_variable(variable_before(text, at)))
		return false;
	*ret = pv_slice_of(name);
	return true;
}

/* The length of "-isysroot PATH" and the blanks behind it at text[at]; 0: it is not there. */
static size_t sysroot_length(struct pv_slice text, size_t at)
{
	static const char option[] = "-isysroot";
	struct pv_slice rest = { text.p + at, text.n - at };
	size_t i = strlen(option);

	if (!starts(rest, option) || i >= rest.n || (rest.p[i] != ' ' && rest.p[i] != '\t'))
		return 0;
	while (i < rest.n && (rest.p[i] == ' ' || rest.p[i] == '\t'))
		i++;
	while (i < rest.n && !strchr(" \t\r\n'\"", rest.p[i]))
		i++;
	while (i < rest.n && (rest.p[i] == ' ' || rest.p[i] == '\t'))
		i++;
	return i;
}

void pv_fixtext_tools(struct pv_slice text, struct pv_buf *ret)
{
	size_t i = 0;

	while (i < text.n) {
		struct pv_slice word = { text.p + i, 0 }, other;
		size_t skip = sysroot_length(text, i);

		if (skip > 0) {
			i += skip;
			continue;
		}
		while (i + word.n < text.n && is_word_char(text.p[i + word.n]))
			word.n++;
		if (word.n == 0) {
			pv_buf_addc(ret, text.p[i++]);
			continue;
		}
		if (new_word(text, word, i, &other))
			pv_buf_add(ret, other.p, other.n);
		else
			pv_buf_add(ret, word.p, word.n);
		i += word.n;
	}
}

/* --- scripts --- */

void pv_fixtext_shebang(const char *prefix, const char *program, struct pv_buf *ret)
{
	size_t n = strlen("#!") + strlen(prefix) + strlen("/bin/") + strlen(program);

	if (n <= SHEBANG_MAX && !strpbrk(prefix, " \t")) {
		pv_buf_addf(ret, "#!%s/bin/%s\n", prefix, program);
		return;
	}
	/* For sh: runs the interpreter with this file. For Python: one string. */
	pv_buf_addf(ret, "#!/bin/sh\n'''exec' \"%s/bin/%s\" \"$0\" \"$@\"\n' '''\n", prefix,
		    program);
}
