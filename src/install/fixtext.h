/* Corrections of text files in prebuilt trees. Prebuilt archives were made for
 * /install with a compiler that lies in /tools: both have to become what is
 * true on this machine. Text in, text out; no file is touched. */
#pragma once

#include "base/str.h"

#define PV_BUILD_PREFIX "/install" /* the prefix that prebuilt archives were built for */

/* How a path has to be written in the text. */
enum pv_quoting {
	PV_QUOTE_NONE,   /* as it is */
	PV_QUOTE_STRING, /* inside a Python or JSON string: '"' and '\' are escaped */
};

/* Appends `text` to *ret with PV_BUILD_PREFIX replaced by `prefix` wherever it
 * stands as a path of its own: at the beginning of a word, behind a quote, '=',
 * ':', ',' or "#!", or behind -I, -L and the like, and not as the beginning of
 * a longer name. Returns how many were replaced. */
size_t pv_fixtext_prefix(struct pv_slice text, const char *prefix, enum pv_quoting quoting,
			 struct pv_buf *ret);

/* Appends `text` (a Makefile, _sysconfigdata or sysconfig's JSON) to *ret with
 * the build machine's tools replaced: /tools/.../clang and cross compilers
 * become cc or c++, llvm-ar becomes ar, other programs below /tools lose their
 * folder; "-isysroot PATH" and -I, -L below /tools are dropped. Values of CC, CXX, LDSHARED, ...
 * that begin with a compiler's bare name get cc or c++ too. */
void pv_fixtext_tools(struct pv_slice text, struct pv_buf *ret);

/* Appends the first line of a script made to run `prefix`/bin/PROGRAM: "#!" and
 * the path, or lines that /bin/sh and Python both understand where the path
 * is too long for the kernel or holds blanks. Ends with a newline. */
void pv_fixtext_shebang(const char *prefix, const char *program, struct pv_buf *ret);
