/* What `pyver install` does to an archive before it is a version, by itself:
 * `unpack ARCHIVE SHA256 DEST` compares the sum, makes DEST and unpacks. */
#define PV_ALLOW_BANNED
#include "effects/digest.h"
#include "effects/unpack.h"

#include <fcntl.h>
#include <stdio.h>
#include <sys/stat.h>
#include <unistd.h>

static int verify(const char *archive, const char *expected, struct pv_err **err)
{
	char hex[PV_SHA256_HEX];
	int fd = open(archive, O_RDONLY | O_CLOEXEC);
	long long size;
	int result;

	if (fd < 0)
		return pv_fail_errno(err, "%s", archive);
	result = pv_digest_fd(fd, archive, hex, &size, err);
	close(fd);
	if (result < 0)
		return -1;
	return pv_digest_equal(hex, expected) ? 0 : pv_fail(err, "%s: the sum is %s", archive, hex);
}

int main(int argc, char **argv)
{
	const struct pv_unpack what = { .archive = argv[1], .dest = argc > 3 ? argv[3] : "",
	                                .strip_top = true };
	struct pv_err *err = NULL;

	if (argc != 4 || mkdir(argv[3], 0777) < 0)
		return 2;
	if (verify(argv[1], argv[2], &err) == 0 && pv_unpack(&what, &err) == 0)
		return 0;
	fprintf(stderr, "unpack: %s\n", err->msg);
	return 1;
}
