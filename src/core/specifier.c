#include "core/specifier.h"

#include "base/str.h"

#define PARTS 4

/* A public version: its numbers, and where a pre-release of it stands. */
struct release {
	int part[PARTS];
	int n;        /* how many were given */
	int stage;    /* 0 alpha, 1 beta, 2 candidate, 3 final */
	int serial;   /* of the pre-release */
	bool any;     /* ".*" */
};

enum operator { OP_EQ, OP_NE, OP_GE, OP_LE, OP_GT, OP_LT, OP_COMPATIBLE };

static const struct {
	const char *text;
	enum operator op;
} operators[] = {
	{ "===", OP_EQ }, { "==", OP_EQ }, { "!=", OP_NE }, { ">=", OP_GE },
	{ "<=", OP_LE },  { "~=", OP_COMPATIBLE }, { ">", OP_GT }, { "<", OP_LT },
};

static bool take_number(struct pv_slice *s, int *ret)
{
	int value = 0;
	size_t n = 0;

	while (n < s->n && n < 6 && s->p[n] >= '0' && s->p[n] <= '9')
		value = value * 10 + (s->p[n++] - '0');
	if (n == 0)
		return false;
	s->p += n;
	s->n -= n;
	*ret = value;
	return true;
}

static bool take_text(struct pv_slice *s, const char *text)
{
	size_t n = strlen(text);

	if (s->n < n || memcmp(s->p, text, n) != 0)
		return false;
	s->p += n;
	s->n -= n;
	return true;
}

/* The whole of `s` is a release; "3.12.*" only when `wildcard`. */
static bool parse_release(struct pv_slice s, bool wildcard, struct release *ret)
{
	static const char *const stages[] = { "a", "b", "rc" };
	struct release r = { .stage = 3 };

	do {
		if (wildcard && r.n > 0 && take_text(&s, "*")) {
			r.any = true;
			break;
		}
		if (r.n == PARTS || !take_number(&s, &r.part[r.n]))
			return false;
		r.n++;
	} while (take_text(&s, "."));
	for (int i = 0; i < 3 && !r.any && r.stage == 3; i++)
		if (take_text(&s, stages[i])) {
			r.stage = i;
			if (!take_number(&s, &r.serial))
				return false;
		}
	*ret = r;
	return s.n == 0;
}

static int compare(const struct release *a, const struct release *b)
{
	for (int i = 0; i < PARTS; i++)
		if (a->part[i] != b->part[i])
			return a->part[i] < b->part[i] ? -1 : 1;
	if (a->stage != b->stage)
		return a->stage < b->stage ? -1 : 1;
	return (a->serial > b->serial) - (a->serial < b->serial);
}

/* The first `n` numbers are the same. */
static bool same_series(const struct release *a, const struct release *b, int n)
{
	for (int i = 0; i < n; i++)
		if (a->part[i] != b->part[i])
			return false;
	return true;
}

static bool equal(const struct release *wanted, const struct release *have)
{
	return wanted->any ? same_series(wanted, have, wanted->n) : compare(have, wanted) == 0;
}

static bool meets(enum operator op, const struct release *wanted, const struct release *have)
{
	switch (op) {
	case OP_EQ:
		return equal(wanted, have);
	case OP_NE:
		return !equal(wanted, have);
	case OP_GE:
		return compare(have, wanted) >= 0;
	case OP_LE:
		return compare(have, wanted) <= 0;
	case OP_GT:
		return compare(have, wanted) > 0;
	case OP_LT:
		/* "<3.13" leaves out 3.13.0rc1, too. */
		return compare(have, wanted) < 0 &&
		       (wanted->stage < 3 || have->stage == 3 || !same_series(wanted, have, PARTS));
	case OP_COMPATIBLE:
		return compare(have, wanted) >= 0 && same_series(wanted, have, wanted->n - 1);
	}
	return false;
}

static bool parse_clause(struct pv_slice clause, enum operator *ret_op, struct release *ret)
{
	for (size_t i = 0; i < PV_ARRAY_SIZE(operators); i++) {
		bool wildcard = operators[i].op == OP_EQ || operators[i].op == OP_NE;

		if (!take_text(&clause, operators[i].text))
			continue;
		*ret_op = operators[i].op;
		return parse_release(clause, wildcard, ret) &&
		       (*ret_op != OP_COMPATIBLE || ret->n >= 2);
	}
	return false;
}

/* `text` without blanks; owned by the caller. */
static char *without_blanks(const char *text)
{
	struct pv_buf out = PV_BUF_INIT;

	for (; *text; text++)
		if (*text != ' ' && *text != '\t')
			pv_buf_addc(&out, *text);
	return pv_buf_detach(&out);
}

bool pv_specifier_looks_like(const char *text)
{
	return *text && strchr("<>=!~", *text) != NULL;
}

/* Every clause is valid, and `have` (may be NULL) meets it. */
static bool check(const char *text, const struct release *have)
{
	pv_cleanup_free char *tight = without_blanks(text);
	struct pv_slice rest = pv_slice_of(tight), clause;
	bool met = true, names_prerelease = false;

	while (pv_slice_split(&rest, ',', &clause)) {
		struct release wanted;
		enum operator op;

		if (!parse_clause(clause, &op, &wanted))
			return false;
		names_prerelease = names_prerelease || wanted.stage < 3;
		met = met && (!have || meets(op, &wanted, have));
	}
	return met && (!have || have->stage == 3 || names_prerelease);
}

bool pv_specifier_valid(const char *text)
{
	return check(text, NULL);
}

bool pv_specifier_allows(const char *text, const char *name)
{
	struct release have;

	return parse_release(pv_slice_of(name), false, &have) && check(text, &have);
}
