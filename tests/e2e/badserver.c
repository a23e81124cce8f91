/* An HTTP server that misbehaves in the ways a real one cannot be told to:
 *   badserver FOLDER LOG
 * Prints its port on loopback, then answers one request at a time until it is
 * killed (or five minutes are over). The address says what to do, the number of
 * requests for it so far included:  /VERB[/ARGUMENT]/NAME  serves FOLDER/NAME.
 * Each request leaves a line in LOG: method, target, Range, If-Range.
 *   badserver deaf
 * prints a port where connections are neither accepted nor refused (Linux). */
#define PV_ALLOW_BANNED
#include <arpa/inet.h>
#include <fcntl.h>
#include <netinet/in.h>
#include <poll.h>
#include <signal.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

#define HEAD_MAX 8192
#ifndef MSG_NOSIGNAL /* where it is missing, SIGPIPE is ignored below */
#define MSG_NOSIGNAL 0
#endif

struct request {
	char head[HEAD_MAX];
	char method[16], target[1024];
	char verb[64], name[256];
	long arg, arg2; /* of the verb */
	int seen;       /* requests for this target before */
	long from;      /* Range: bytes=FROM-; -1 without one */
	char if_range[256];
};

/* The file served, and what is said about it. */
struct body {
	char *data;
	long size;
};

static void send_all(int fd, const void *data, long n)
{
	const char *p = data;

	while (n > 0) {
		ssize_t done = send(fd, p, (size_t)n, MSG_NOSIGNAL);

		if (done <= 0)
			return;
		p += done;
		n -= done;
	}
}

static void send_text(int fd, const char *text)
{
	send_all(fd, text, (long)strlen(text));
}

static void wait_for_close(int fd, int ms)
{
	struct pollfd p = { fd, POLLIN, 0 };
	char junk[256];

	while (poll(&p, 1, ms) > 0 && recv(fd, junk, sizeof(junk), 0) > 0)
		;
}

/* The value of a header, "" without it. */
static void header(const char *head, const char *name, char *value, size_t size)
{
	const char *at = strcasestr(head, name);

	value[0] = '\0';
	if (!at)
		return;
	at += strlen(name);
	at += strspn(at, ": ");
	snprintf(value, size, "%.*s", (int)strcspn(at, "\r\n"), at);
}

static int count(const char *target)
{
	static struct {
		char *target;
		int n;
	} seen[256];

	for (int i = 0; i < 256; i++) {
		if (!seen[i].target)
			seen[i].target = strdup(target);
		if (strcmp(seen[i].target, target) == 0)
			return seen[i].n++;
	}
	abort();
}

static bool read_request(int fd, struct request *r)
{
	char range[64], path[1024];
	const char *rest, *slash;
	size_t n = 0;

	while (n < HEAD_MAX - 1 && !strstr(r->head, "\r\n\r\n")) {
		ssize_t got = recv(fd, r->head + n, HEAD_MAX - 1 - n, 0);

		if (got <= 0)
			return false;
		n += (size_t)got;
	}
	if (sscanf(r->head, "%15s %1023s", r->method, r->target) != 2)
		return false;
	header(r->head, "\r\nRange", range, sizeof(range));
	header(r->head, "\r\nIf-Range", r->if_range, sizeof(r->if_range));
	r->from = -1;
	sscanf(range, "bytes=%ld-", &r->from);
	rest = strstr(r->target, "://"); /* as a proxy is asked */
	rest = rest ? strchr(rest + 3, '/') : r->target;
	snprintf(path, sizeof(path), "%s", rest ? rest : "/");
	sscanf(path, "/%63[^/]/%ld/%ld", r->verb, &r->arg, &r->arg2);
	slash = strrchr(path, '/');
	snprintf(r->name, sizeof(r->name), "%s", slash ? slash + 1 : "");
	r->seen = count(r->target);
	return true;
}

static void send_head(int fd, int status, long length, const char *more)
{
	char text[1024];
	int n = snprintf(text, sizeof(text), "HTTP/1.1 %d Whatever\r\nConnection: close\r\n%s",
			 status, more);

	if (length >= 0)
		n += snprintf(text + n, sizeof(text) - (size_t)n, "Content-Length: %ld\r\n",
			      length);
	send_all(fd, text, n);
	send_text(fd, "\r\n");
}

/* The file from the offset asked for (when `ranges`), at most `most` bytes of it;
 * -1: all. `tag` is its ETag. */
static void send_file(int fd, const struct request *r, const struct body *b, bool ranges, long most,
		      const char *tag)
{
	bool part = ranges && r->from >= 0 && (!r->if_range[0] || strcmp(r->if_range, tag) == 0);
	long from = part ? r->from : 0, n = b->size - from;
	char more[512];

	if (part && from >= b->size) {
		snprintf(more, sizeof(more), "Content-Range: bytes */%ld\r\n", b->size);
		send_head(fd, 416, 0, more);
		return;
	}
	snprintf(more, sizeof(more), "ETag: %s\r\n", tag);
	if (part)
		snprintf(more, sizeof(more), "ETag: %s\r\nContent-Range: bytes %ld-%ld/%ld\r\n",
			 tag, from, b->size - 1, b->size);
	send_head(fd, part ? 206 : 200, n, more);
	send_all(fd, b->data + from, most >= 0 && most < n ? most : n);
}

/* Verbs that are about errors. True when it was one. */
static bool answer_error(int fd, const struct request *r)
{
	char more[128] = "";

	if (strcmp(r->verb, "fail") == 0 && r->seen < r->arg2) { /* /fail/STATUS/TIMES */
		send_head(fd, (int)r->arg, 5, more);
		send_text(fd, "sorry");
	} else if (strcmp(r->verb, "wait") == 0 && r->seen == 0) { /* /wait/STATUS/SECONDS */
		snprintf(more, sizeof(more), "Retry-After: %ld\r\n", r->arg2);
		send_head(fd, (int)r->arg, 0, more);
	} else if (strcmp(r->verb, "hangup") == 0 && r->seen < r->arg) { /* /hangup/TIMES */
		return true;
	} else if (strcmp(r->verb, "silent") == 0) {
		wait_for_close(fd, 20000);
	} else if (strcmp(r->verb, "loop") == 0) { /* /loop/STATUS */
		snprintf(more, sizeof(more), "Location: %.100s\r\n", r->target);
		send_head(fd, (int)r->arg, 0, more);
	} else if (strcmp(r->verb, "endless") == 0) { /* an error page without an end */
		send_head(fd, 403, -1, more);
		for (int i = 0; i < 10000; i++)
			send_all(fd, r->head, HEAD_MAX);
	} else if (strcmp(r->method, "CONNECT") == 0) {
		send_head(fd, 403, 0, more);
	} else {
		return false;
	}
	return true;
}

/* Bodies that are not what they should be. True when it was one. */
static bool answer_wrong(int fd, const struct request *r, const struct body *b)
{
	struct body other = { calloc(1, (size_t)b->size), b->size };
	char more[128];
	bool mine = true;

	if (strcmp(r->verb, "chop") == 0) { /* /chop/N: ends early, and no length says so */
		send_head(fd, 200, -1, "");
		send_all(fd, b->data, r->arg);
	} else if (strcmp(r->verb, "long") == 0) { /* /long/N: more than it should be, no length */
		send_head(fd, 200, -1, "");
		send_all(fd, b->data, b->size);
		for (long n = 0; n < r->arg; n += b->size)
			send_all(fd, b->data, b->size);
	} else if (strcmp(r->verb, "length") == 0) { /* /length/N: N bytes, honestly */
		send_head(fd, 200, r->arg, "");
		send_all(fd, b->data, r->arg);
	} else if (strcmp(r->verb, "lie") == 0 &&
		   r->seen == 0) { /* /lie/N: N other bytes, same tag */
		send_file(fd, r, &other, true, r->arg, "\"one\"");
	} else if (strcmp(r->verb, "change") == 0 && r->seen == 0) { /* /change/N: then a new tag */
		send_file(fd, r, &other, true, r->arg, "\"old\"");
	} else if (strcmp(r->verb, "shift") == 0 &&
		   r->from > 0) { /* a range that was not asked for */
		snprintf(more, sizeof(more), "Content-Range: bytes 1-%ld/%ld\r\n", b->size - 1,
			 b->size);
		send_head(fd, 206, b->size - 1, more);
		send_all(fd, b->data + 1, b->size - 1);
	} else {
		mine = false;
	}
	free(other.data);
	return mine;
}

static void answer(int fd, const struct request *r, const struct body *b)
{
	bool first = r->seen == 0;

	if (answer_error(fd, r) || answer_wrong(fd, r, b))
		return;
	if (!b->data) {
		send_head(fd, 404, 0, "");
	} else if (strcmp(r->verb, "cut") == 0) { /* /cut/N: N bytes each time */
		send_file(fd, r, b, true, r->arg, "\"one\"");
	} else if (strcmp(r->verb, "cutonce") == 0 || strcmp(r->verb, "shift") == 0) {
		send_file(fd, r, b, true, first ? r->arg : -1, "\"one\"");
	} else if (strcmp(r->verb, "norange") == 0) { /* /norange/N: cut once, then all again */
		send_file(fd, r, b, false, first ? r->arg : -1, "\"one\"");
	} else if (strcmp(r->verb, "stall") == 0 && first) { /* /stall/N: then nothing more */
		send_file(fd, r, b, true, r->arg, "\"one\"");
		wait_for_close(fd, 20000);
	} else {
		send_file(fd, r, b, true, -1, "\"one\"");
	}
}

static struct body load(const char *folder, const char *name)
{
	struct body b = { NULL, 0 };
	char path[1024];
	struct stat st;
	int fd;

	snprintf(path, sizeof(path), "%s/%s", folder, name);
	fd = open(path, O_RDONLY);
	if (fd < 0 || fstat(fd, &st) < 0 || !S_ISREG(st.st_mode))
		return b;
	b.data = malloc((size_t)st.st_size + 1);
	b.size = read(fd, b.data, (size_t)st.st_size);
	close(fd);
	return b;
}

/* A listening socket on loopback; its address in *addr. */
static int listen_somewhere(struct sockaddr_in *addr, int queue)
{
	socklen_t len = sizeof(*addr);
	int fd = socket(AF_INET, SOCK_STREAM, 0);

	*addr = (struct sockaddr_in){ .sin_family = AF_INET,
				      .sin_addr = { htonl(INADDR_LOOPBACK) } };
	if (fd < 0 || bind(fd, (struct sockaddr *)addr, sizeof(*addr)) < 0 ||
	    listen(fd, queue) < 0 || getsockname(fd, (struct sockaddr *)addr, &len) < 0) {
		perror("badserver");
		exit(1);
	}
	return fd;
}

static void say_port(const struct sockaddr_in *addr)
{
	signal(SIGPIPE, SIG_IGN);
	alarm(300);
	printf("%d\n", ntohs(addr->sin_port));
	fflush(stdout);
}

/* Fills the queue of a socket that nobody accepts from: the kernel then drops
 * what else comes. */
static void be_deaf(void)
{
	struct sockaddr_in addr;

	listen_somewhere(&addr, 0);
	for (int i = 0; i < 4; i++) {
		int fd = socket(AF_INET, SOCK_STREAM | SOCK_NONBLOCK, 0);

		connect(fd, (struct sockaddr *)&addr, sizeof(addr));
	}
	usleep(50000);
	say_port(&addr);
	for (;;)
		pause();
}

static void serve(int fd, const char *folder, FILE *log)
{
	struct request *r = calloc(1, sizeof(*r));

	if (read_request(fd, r)) {
		struct body b = load(folder, r->name);

		fprintf(log, "%s %s range=%ld if-range=%s\n", r->method, r->target, r->from,
			r->if_range);
		fflush(log);
		answer(fd, r, &b);
		free(b.data);
	}
	free(r);
	shutdown(fd, SHUT_WR);
	wait_for_close(fd, 200);
	close(fd);
}

int main(int argc, char **argv)
{
	struct sockaddr_in addr;
	int listener;
	FILE *log;

	if (argc == 2 && strcmp(argv[1], "deaf") == 0)
		be_deaf();
	log = argc == 3 ? fopen(argv[2], "a") : NULL;
	if (!log) {
		fputs("usage: badserver FOLDER LOG, or badserver deaf\n", stderr);
		return 1;
	}
	listener = listen_somewhere(&addr, 16);
	say_port(&addr);
	for (;;) {
		int fd = accept(listener, NULL, NULL);

		if (fd >= 0)
			serve(fd, argv[1], log);
	}
}
