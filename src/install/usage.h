/* What `pyver help install' and the installing program say about the options:
 * one text for both, so that they cannot disagree. */
#pragma once

#define PV_INSTALL_USAGE                                                                           \
	"pyver install [-fksvqgp] [--build|--prebuilt] [VERSION[:ALIAS]...]\n"                     \
	"pyver install -l|--list\n"                                                                \
	"pyver install --version"

#define PV_INSTALL_SUMMARY "Install a Python version"

#define PV_INSTALL_HELP                                                                            \
	"VERSION is exact (3.13.5, 3.14.0rc2, 3.13.5t) or a prefix (3.13, 3, 3.13t), which\n"      \
	"stands for the newest release that can be had. Without any, what the nearest\n"           \
	".python-version asks for is installed. With ALIAS, it is installed under that name.\n"    \
	"\n"                                                                                       \
	"  -l, --list           list all versions that can be installed\n"                         \
	"      --json           with --list: one JSON document. Key: versions [name, prebuilt\n"   \
	"                       and source (there is such an archive for this machine),\n"         \
	"                       prerelease, freethreaded, installed]\n"                            \
	"  -f, --force          install again what is installed already\n"                         \
	"  -s, --skip-existing  leave alone what is installed already\n"                           \
	"      --prebuilt       only from a prebuilt archive, never from source\n"                 \
	"      --build          only from source\n"                                                \
	"      --offline        open no network connection\n"                                      \
	"  -k, --keep           keep the source tree after the build\n"                            \
	"  -v, --verbose        show the build's output\n"                                         \
	"  -q, --quiet          say nothing but errors\n"                                          \
	"  -p, --patch          apply a patch from standard input before building\n"               \
	"  -g, --debug          build with debugging support, as VERSION-debug\n"                  \
	"      --version        show the version of the installer\n"                               \
	"\n"                                                                                       \
	"A prebuilt archive is taken where there is one for this platform, else Python is\n"       \
	"built from source. Archives are looked for in the cache, in the mirrors that\n"           \
	"PYVER_MIRROR names, at their origin, and in the machine's own package archive."
