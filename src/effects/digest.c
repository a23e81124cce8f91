#include "effects/digest.h"

#include <errno.h>
#include <openssl/evp.h>
#include <string.h>
#include <sys/stat.h>

#define READ_SIZE (1024 * 1024) /* large enough that system calls do not show */

#define NO_SUM "not computed: OpenSSL failed" /* equals no sum */

struct pv_digest {
	EVP_MD_CTX *ctx;
	bool bad; /* a library without SHA-256 (a policy, memory): the sum matches nothing */
};

struct pv_digest *pv_digest_new(void)
{
	struct pv_digest *d = pv_xmalloc(sizeof(*d));

	d->ctx = EVP_MD_CTX_new();
	d->bad = !d->ctx || EVP_DigestInit_ex(d->ctx, EVP_sha256(), NULL) != 1;
	return d;
}

void pv_digest_free(struct pv_digest *d)
{
	if (!d)
		return;
	EVP_MD_CTX_free(d->ctx);
	free(d);
}

void pv_digest_update(struct pv_digest *d, const void *data, size_t n)
{
	d->bad = d->bad || EVP_DigestUpdate(d->ctx, data, n) != 1;
}

void pv_digest_peek(const struct pv_digest *d, char hex[PV_SHA256_HEX])
{
	static const char digits[] = "0123456789abcdef";
	EVP_MD_CTX *copy = EVP_MD_CTX_new();
	unsigned char sum[EVP_MAX_MD_SIZE];
	unsigned int n = 0;

	if (d->bad || !copy || EVP_MD_CTX_copy_ex(copy, d->ctx) != 1 ||
	    EVP_DigestFinal_ex(copy, sum, &n) != 1 || n != (PV_SHA256_HEX - 1) / 2) {
		memcpy(hex, NO_SUM, sizeof(NO_SUM));
		n = 0;
	}
	for (unsigned int i = 0; i < n; i++) {
		hex[2 * i] = digits[sum[i] >> 4];
		hex[2 * i + 1] = digits[sum[i] & 15];
		hex[2 * i + 2] = '\0';
	}
	EVP_MD_CTX_free(copy);
}

void pv_digest_finish(struct pv_digest *d, char hex[PV_SHA256_HEX])
{
	pv_digest_peek(d, hex);
	pv_digest_free(d);
}

int pv_digest_update_fd(struct pv_digest *d, int fd, const char *name, long long *ret_size,
			struct pv_err **err)
{
	pv_cleanup_free char *data = NULL;
	long long done = 0;
	struct stat st;

	if (fstat(fd, &st) < 0)
		return pv_fail_errno(err, "cannot read `%s'", name);
	if (!S_ISREG(st.st_mode))
		return pv_fail(err, "cannot read `%s': not a regular file", name);
	data = pv_xmalloc(READ_SIZE);
	for (;;) {
		ssize_t n = pread(fd, data, READ_SIZE, (off_t)done);

		if (n < 0 && errno == EINTR)
			continue;
		if (n < 0)
			return pv_fail_errno(err, "cannot read `%s'", name);
		if (n == 0)
			break;
		pv_digest_update(d, data, (size_t)n);
		done += n;
	}
	*ret_size = done;
	return 0;
}

int pv_digest_fd(int fd, const char *name, char hex[PV_SHA256_HEX], long long *ret_size,
		 struct pv_err **err)
{
	struct pv_digest *d = pv_digest_new();

	if (pv_digest_update_fd(d, fd, name, ret_size, err) < 0) {
		pv_digest_free(d);
		return -1;
	}
	pv_digest_finish(d, hex);
	return 0;
}

/* The value of a hex digit, or 16. */
static unsigned int hex_value(char c)
{
	if (c >= '0' && c <= '9')
		return (unsigned int)(c - '0');
	if (c >= 'a' && c <= 'f')
		return (unsigned int)(c - 'a') + 10;
	if (c >= 'A' && c <= 'F')
		return (unsigned int)(c - 'A') + 10;
	return 16;
}

bool pv_digest_equal(const char *hex_a, const char *hex_b)
{
	unsigned int differ = 0;

	if (strlen(hex_a) != PV_SHA256_HEX - 1 || strlen(hex_b) != PV_SHA256_HEX - 1)
		return false;
	for (size_t i = 0; i < PV_SHA256_HEX - 1; i++) {
		unsigned int a = hex_value(hex_a[i]), b = hex_value(hex_b[i]);

		differ |= (a ^ b) | ((a | b) & 16);
	}
	return differ == 0;
}
