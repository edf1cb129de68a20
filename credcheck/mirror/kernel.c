/* The search of the local copy, compiled ahead of time. twin.py does the same in numpy, and the tests compare the two.
 *
 * Every number read from a file is checked before it is used as an index: one that cannot be right makes the search
 * answer that the copy is damaged, never crash or run on.
 */
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#if defined(_MSC_VER)
#include <intrin.h>
#define EXPORT __declspec(dllexport)
#define POPCOUNT(x) ((int)__popcnt64(x))
#else
#define EXPORT __attribute__((visibility("default")))
#define POPCOUNT(x) __builtin_popcountll(x)
#endif

#if defined(__GNUC__)
#define SOON(x) __builtin_prefetch(x)
#else
#define SOON(x) ((void)(x))
#endif
#define FEW 6
#define AHEAD 12   /* so many postings or forms ahead, what they point to is asked for */

#if defined(__GNUC__) && defined(__x86_64__)
#include <immintrin.h>
#define WIDE 1
#endif

#define VERSION 9
#define MAX_VARIANTS 8
#define LONGEST 63
#define OVERFLOW_SET 0xFFFF
#define LETTERS ((1ULL << 52) - 1)
#define PART_BIT 128
#define OTHER_BIT 256
#define MIDDLE_BIT 512   /* the posting's first name is the row's middle name */
#define SLACK 1e-9
#define BINS 256
#define MAX_BUCKET 100000   /* a bucket holds two forms on average */

typedef struct { const uint32_t *at; const uint8_t *text; const uint64_t *sign; const uint32_t *people; uint32_t n; uint32_t text_n; } Vocabulary;
typedef struct { const uint32_t *over_row; const uint32_t *over_set; uint32_t n_over; uint32_t n_sets; } Sets;
/* How many rows that count no more carried each of some sorted numbers. */
typedef struct { const uint32_t *number; const uint32_t *people; uint32_t n; uint32_t reserved; } Less;
typedef struct {
    Vocabulary forms, given;
    const uint32_t *forms_post, *post_given, *post_row;
    const uint16_t *post_states, *post_codes, *post_bits;
    const uint32_t *near_at, *near_form;
    uint32_t n_posts, n_near, near_bits, n_rows;
    Sets states, codes;
    const uint8_t *dead;   /* a bit a row: 1 where later changes replaced it */
    uint32_t n_dead, reserved2;
    Less forms_less, given_less;
} Index;

typedef struct {
    const uint8_t *variant[MAX_VARIANTS];
    int32_t variant_len[MAX_VARIANTS];
    double variant_weight[MAX_VARIANTS];
    const uint8_t *given;
    const uint32_t *related;
    const uint8_t *want_states, *want_codes;
    int32_t n_variants, given_len, n_related, middle, sex, limit;
    double factor, family, given_weight, middle_weight, state, code, sex_weight;
    double nickname, initial, other_name, name_part, middle_name, least, far, cut;
} Asked;

typedef struct { double score; uint32_t row, post; } Best;
typedef struct { uint64_t mask[256]; const uint8_t *text; int len; uint64_t sign; int spare; double share[64]; } Pattern;
typedef struct { uint32_t form; float unused; double similarity; } Form;

typedef struct {
    double *memo;          /* similarity of each first name, valid where memo_stamp == stamp */
    uint32_t *memo_stamp, *form_stamp;
    Form *found, *sorted;
    uint32_t stamp, form_clock, n_found;
    Pattern variant[MAX_VARIANTS], given;
} Scratch;

/* 0 where the processor lacks what the compiler was allowed to use: the caller then takes the twin. */
EXPORT int cc_version(void)
{
#if defined(__GNUC__) && defined(__x86_64__) && defined(__POPCNT__)
    if (!__builtin_cpu_supports("popcnt")) return 0;
#endif
    return VERSION;
}

EXPORT Scratch *cc_open(const Index *ix)
{
    Scratch *s = calloc(1, sizeof *s);
    if (!s) return NULL;
    s->memo = malloc(((size_t)ix->given.n + 1) * sizeof *s->memo);
    s->memo_stamp = calloc((size_t)ix->given.n + 1, sizeof *s->memo_stamp);
    s->form_stamp = calloc((size_t)ix->forms.n + 1, sizeof *s->form_stamp);
    s->found = malloc(((size_t)ix->forms.n + 1) * sizeof *s->found);
    s->sorted = malloc(((size_t)ix->forms.n + 1) * sizeof *s->sorted);
    if (s->memo && s->memo_stamp && s->form_stamp && s->found && s->sorted) return s;
    free(s->memo); free(s->memo_stamp); free(s->form_stamp); free(s->found); free(s->sorted); free(s);
    return NULL;
}

EXPORT void cc_close(Scratch *s)
{
    if (!s) return;
    free(s->memo); free(s->memo_stamp); free(s->form_stamp); free(s->found); free(s->sorted); free(s);
}

/* Set where a file contradicts itself; calls hold the interpreter's lock, so there is one at a time. */
static int damaged;

/* ---------------------------------------------------------------- words */
static int word(const Vocabulary *v, uint32_t i, const uint8_t **text)
{
    uint32_t low, high;
    *text = v->text;
    if (i >= v->n) { damaged = 1; return 0; }
    low = v->at[i]; high = v->at[i + 1];
    if (high < low || high > v->text_n || high - low > LONGEST) { damaged = 1; return 0; }
    *text = v->text + low;
    return (int)(high - low);
}

static int compare(const uint8_t *a, int an, const uint8_t *b, int bn)
{
    int c = memcmp(a, b, (size_t)(an < bn ? an : bn));
    return c ? c : an - bn;
}

static uint32_t lower(const Vocabulary *v, const uint8_t *text, int len)
{
    uint32_t low = 0, high = v->n;
    while (low < high) {
        uint32_t middle = low + (high - low) / 2;
        const uint8_t *t;
        int n = word(v, middle, &t);
        if (compare(t, n, text, len) < 0) low = middle + 1; else high = middle;
    }
    return low;
}

EXPORT int64_t cc_number(const Vocabulary *v, const uint8_t *text, int32_t len)
{
    uint32_t at = lower(v, text, len);
    const uint8_t *t;
    int n;
    if (at >= v->n) return -1;
    n = word(v, at, &t);
    return n == len && !memcmp(t, text, (size_t)len) ? (int64_t)at : -1;
}

static uint64_t sign(const uint8_t *text, int len)
{
    uint64_t once = 0, twice = 0;
    int i;
    for (i = 0; i < len; i++)
        if (text[i] >= 'A' && text[i] <= 'Z') {
            uint64_t bit = 1ULL << (text[i] - 'A');
            twice |= once & bit;
            once |= bit;
        }
    return once | twice << 26 | (uint64_t)(len ? text[0] & 63 : 0) << 52 | (uint64_t)(len < LONGEST ? len : LONGEST) << 58;
}

/* The signatures of n forms. */
EXPORT void cc_signs(const uint32_t *at, const uint8_t *text, int64_t n, uint64_t *out)
{
    int64_t i;
    for (i = 0; i < n; i++) out[i] = sign(text + at[i], (int)(at[i + 1] - at[i]));
}

static void learn(Pattern *p, const uint8_t *text, int len)
{
    int i;
    if (len > LONGEST) len = LONGEST;
    memset(p->mask, 0, sizeof p->mask);
    for (i = 0; i < len; i++) p->mask[text[i]] |= 1ULL << i;
    p->text = text;
    p->len = len;
    p->sign = sign(text, len);
    p->spare = len - POPCOUNT(p->sign & LETTERS);
    for (i = 1; len && i < 64; i++) p->share[i] = 1.0 / i + 1.0 / len;
}

/* Jaro-Winkler as rapidfuzz computes it, operation by operation, so that both give the same bits. */
static double jaro_winkler(const Pattern *p, const uint8_t *text, int len)
{
    uint64_t mine = 0, theirs = 0;
    int bound, j, matches, moved = 0, prefix = 0;
    double similarity;
    if (!p->len || !len) return p->len == len ? 1.0 : 0.0;
    if (p->len == 1 && len == 1) return p->text[0] == text[0] ? 1.0 : 0.0;
    bound = (p->len > len ? p->len : len) / 2 - 1;
    for (j = 0; j < len; j++) {
        int from = j - bound < 0 ? 0 : j - bound, to = j + bound + 1;
        uint64_t window, bit;
        if (from >= p->len) break;
        window = (to >= 64 ? ~0ULL : (1ULL << to) - 1) & ~((1ULL << from) - 1);
        bit = p->mask[text[j]] & window & ~mine;
        if (bit) { mine |= bit & (0 - bit); theirs |= 1ULL << j; }
    }
    matches = POPCOUNT(mine);
    if (!matches) return 0.0;
    for (j = 0; j < len; j++)
        if (theirs >> j & 1) {
            uint64_t bit = mine & (0 - mine);
            if (!(p->mask[text[j]] & bit)) moved++;
            mine ^= bit;
        }
    moved /= 2;
    similarity = (double)matches / (double)p->len;
    similarity += (double)matches / (double)len;
    similarity += ((double)matches - (double)moved) / (double)matches;
    similarity /= 3.0;
    if (similarity > 0.7) {
        while (prefix < 4 && prefix < p->len && prefix < len && p->text[prefix] == text[prefix]) prefix++;
        similarity += (double)prefix * 0.1 * (1.0 - similarity);
    }
    return similarity;
}

/* The most that Jaro-Winkler makes of a Jaro similarity: a shared beginning counts only above 0.7. */
static double most(double jaro, int same_first) { return same_first && jaro > 0.7 ? jaro + 0.4 * (1.0 - jaro) : jaro; }

/* The most that Jaro-Winkler can be, from the signatures alone. */
static double bound(const Pattern *p, uint64_t other)
{
    int len = (int)(other >> 58), m = POPCOUNT(p->sign & other & LETTERS) + p->spare;
    double jaro;
    if (len >= LONGEST || !len || !p->len) return 1.0;
    if (m > len) m = len;
    if (m > p->len) m = p->len;
    jaro = (m * p->share[len] + 1.0) * (1.0 / 3.0);
    return most(jaro + SLACK, ((p->sign ^ other) >> 52 & 63) == 0);
}

/* ---------------------------------------------------------------- surname forms */
static double family_similarity(const Scratch *s, const Asked *a, const uint8_t *text, int len)
{
    double best = 0.0;
    int i;
    for (i = 0; i < a->n_variants; i++) {
        double one = a->variant_weight[i] * jaro_winkler(&s->variant[i], text, len);
        if (one > best) best = one;
    }
    return best;
}

static void consider(const Index *ix, const Asked *a, Scratch *s, uint32_t form, double least)
{
    const uint8_t *text;
    double similarity;
    int len;
    if (form >= ix->forms.n) { damaged = 1; return; }
    if (s->form_stamp[form] == s->form_clock) return;
    s->form_stamp[form] = s->form_clock;
    len = word(&ix->forms, form, &text);
    similarity = family_similarity(s, a, text, len);
    if (similarity >= least) {
        s->found[s->n_found].form = form;
        s->found[s->n_found++].similarity = similarity;
    }
}

#define BASE 0x9E3779B97F4A7C15ULL
#define MIX 0xD6E8FEB86659FD93ULL

static uint64_t finish(uint64_t total)
{
    total ^= total >> 32;
    total *= MIX;
    return total ^ total >> 32;
}

/* Whether two words share a key of the table: the same, or the same less one byte of either (words of three bytes on).
 * A bucket also holds words whose hash only begins alike. */
static int share_key(const uint8_t *a, int an, const uint8_t *b, int bn)
{
    int p = 0, e = 0, rest, other;
    if (an - bn > 1 || bn - an > 1) return 0;
    while (p < an && p < bn && a[p] == b[p]) p++;
    while (e < an - p && e < bn - p && a[an - 1 - e] == b[bn - 1 - e]) e++;
    rest = an - p - e;
    other = bn - p - e;
    if (!rest && !other) return 1;
    if ((an > bn ? an : bn) < 3) return 0;
    if (an != bn) return rest + other == 1;
    return !memcmp(a + p + 1, b + p, (size_t)rest - 1) || !memcmp(a + p, b + p + 1, (size_t)rest - 1);
}

static void look_up(const Index *ix, const Asked *a, Scratch *s, int v, uint32_t bucket)
{
    uint32_t i = ix->near_at[bucket], end = ix->near_at[bucket + 1];
    if (i > end || end > ix->n_near || end - i > MAX_BUCKET) { damaged = 1; return; }
    for (; i < end && !damaged; i++) {
        const uint8_t *text;
        int len = word(&ix->forms, ix->near_form[i], &text);
        if (share_key(a->variant[v], a->variant_len[v], text, len)) consider(ix, a, s, ix->near_form[i], a->least);
    }
}

/* Ask for what the look-ups of some buckets will read, one step for all of them before the next: nothing is near in memory. */
static void foresee(const Index *ix, const uint32_t *bucket, int n)
{
    int i;
    for (i = 0; i < n; i++) SOON(ix->near_at + bucket[i]);
    for (i = 0; i < n; i++) if (ix->near_at[bucket[i]] < ix->n_near) SOON(ix->near_form + ix->near_at[bucket[i]]);
    for (i = 0; i < n; i++) {
        uint32_t k = ix->near_at[bucket[i]], end = k + 4 < ix->n_near ? k + 4 : ix->n_near;
        for (; k < end; k++) SOON(ix->forms.at + ix->near_form[k]);
    }
    for (i = 0; i < n; i++) {
        uint32_t k = ix->near_at[bucket[i]], end = k + 4 < ix->n_near ? k + 4 : ix->n_near;
        for (; k < end; k++) if (ix->near_form[k] < ix->forms.n) SOON(ix->forms.text + ix->forms.at[ix->near_form[k]]);
    }
}

/* A form's hash is the sum of (letter + 1) * BASE^place; behind a deleted letter every place moves down by one. */
static void near_forms(const Index *ix, const Asked *a, Scratch *s)
{
    int v, i, shift = 64 - (int)ix->near_bits;
    if (!ix->near_bits) return;
    for (v = 0; v < a->n_variants; v++) {
        int len = a->variant_len[v] < LONGEST ? a->variant_len[v] : LONGEST, n = 0;
        uint64_t power = 1, below = 0, here[64], moved[65];
        uint32_t bucket[65];
        for (i = 0; i < len; i++) {
            uint64_t letter = (uint64_t)a->variant[v][i] + 1;
            here[i] = letter * power;
            moved[i] = letter * below;
            below = power;
            power *= BASE;
        }
        moved[len] = 0;
        for (i = len - 1; i >= 0; i--) moved[i] += moved[i + 1];
        for (below = 0, i = 0; i < len; i++) below += here[i];
        bucket[n++] = (uint32_t)(finish(below) >> shift);
        for (below = 0, i = 0; len >= 3 && i < len; i++) {
            bucket[n++] = (uint32_t)(finish(below + moved[i + 1]) >> shift);
            below += here[i];
        }
        foresee(ix, bucket, n);
        for (i = 0; i < n; i++) look_up(ix, a, s, v, bucket[i]);
    }
}

static void exact_forms(const Index *ix, const Asked *a, Scratch *s)
{
    int v;
    for (v = 0; v < a->n_variants; v++) {
        int64_t form = cc_number(&ix->forms, a->variant[v], a->variant_len[v]);
        if (form >= 0) consider(ix, a, s, (uint32_t)form, a->least);
    }
}

/* Which letters a form must share: `fewest` whatever its length, and all but `edits` of the longer of both. */
typedef struct { uint64_t letters; int fewest, len, edits; } Sieve;
typedef uint32_t Sift(const uint64_t *signs, uint32_t from, uint32_t to, const Sieve *sieve, uint32_t *out);

/* The only loop over the whole vocabulary. */
static uint32_t sift(const uint64_t *signs, uint32_t from, uint32_t to, const Sieve *sieve, uint32_t *out)
{
    uint32_t i, n = 0;
    for (i = from; i < to; i++) {
        int shared = POPCOUNT(signs[i] & sieve->letters), len = (int)(signs[i] >> 58);
        out[n] = i;
        n += (shared >= sieve->fewest) & (shared + sieve->edits >= (len > sieve->len ? len : sieve->len));
    }
    return n;
}

#ifdef WIDE
__attribute__((target("avx512f,avx512vpopcntdq")))
static uint32_t sift_wide(const uint64_t *signs, uint32_t from, uint32_t to, const Sieve *sieve, uint32_t *out)
{
    const __m512i letters = _mm512_set1_epi64((long long)sieve->letters), fewest = _mm512_set1_epi64(sieve->fewest);
    const __m512i mine = _mm512_set1_epi64(sieve->len), edits = _mm512_set1_epi64(sieve->edits);
    uint32_t i, n = 0;
    for (i = from; i + 8 <= to; i += 8) {
        __m512i eight = _mm512_loadu_si512(signs + i), shared = _mm512_popcnt_epi64(_mm512_and_si512(eight, letters));
        __m512i longer = _mm512_max_epi64(_mm512_srli_epi64(eight, 58), mine);
        unsigned enough = _mm512_cmpge_epi64_mask(shared, fewest) & _mm512_cmpge_epi64_mask(_mm512_add_epi64(shared, edits), longer);
        for (; enough; enough &= enough - 1) out[n++] = i + (uint32_t)__builtin_ctz(enough);
    }
    return n + sift(signs, i, to, sieve, out + n);
}
#endif

static Sift *best_sift(void)
{
#ifdef WIDE
    if (__builtin_cpu_supports("avx512f") && __builtin_cpu_supports("avx512vpopcntdq")) return sift_wide;
#endif
    return sift;
}

static void all_forms(const Index *ix, const Asked *a, Scratch *s, double least)
{
    uint32_t some[4096], from, n, k;
    int v, len, m, same, fewest;
    Sift *sifted = best_sift();
    Sieve sieve;
    for (v = 0; v < a->n_variants; v++) {
        const Pattern *p = &s->variant[v];
        double needed = a->far / a->variant_weight[v];
        int edits = a->far > 0.5 ? (p->len < 10 ? 2 : 3) : LONGEST;
        uint8_t table[2][64];
        if (!p->len || needed > 1.0) continue;
        for (same = 0; same < 2; same++)
            for (len = 0; len < 64; len++) {
                table[same][len] = 255;
                for (m = 63; m >= 0; m--) {
                    int all = m + p->spare;
                    double jaro;
                    if (all > len) all = len;
                    if (all > p->len) all = p->len;
                    jaro = len ? ((double)all / len + (double)all / p->len + 1.0) / 3.0 : 0.0;
                    if ((most(jaro + SLACK, same) >= needed && all + edits >= (len > p->len ? len : p->len))) table[same][len] = (uint8_t)m; else break;
                }
            }
        for (fewest = 255, same = 0; same < 2; same++)
            for (len = 0; len < LONGEST; len++)
                if (table[same][len] < fewest) fewest = table[same][len];
        sieve.letters = p->sign & LETTERS;
        sieve.fewest = fewest;
        sieve.len = p->len;
        sieve.edits = edits + p->spare;
        for (from = 0; from < ix->forms.n; from += 4096) {
            uint32_t to = ix->forms.n - from < 4096 ? ix->forms.n : from + 4096;
            n = sifted(ix->forms.sign, from, to, &sieve, some);
            for (k = 0; k < n; k++) {
                uint64_t other = ix->forms.sign[some[k]];
                int m = POPCOUNT(other & p->sign & LETTERS);
                if (k + AHEAD < n) SOON(ix->forms.text + ix->forms.at[some[k + AHEAD]]);
                if (m >= table[((other ^ p->sign) >> 52 & 63) == 0][other >> 58]) consider(ix, a, s, some[k], least);
            }
        }
    }
}

/* ---------------------------------------------------------------- postings */
static double given_similarity(const Index *ix, const Asked *a, Scratch *s, uint32_t g)
{
    const uint8_t *text;
    int len;
    double found;
    if (!a->given_len) return 0.5;
    if (g >= ix->given.n) { damaged = 1; return 0.0; }
    if (s->memo_stamp[g] == s->stamp) return s->memo[g];
    len = word(&ix->given, g, &text);
    if (!len) found = 0.5;
    else if ((len == 1 || a->given_len == 1) && text[0] == a->given[0] && !(len == a->given_len))
        found = a->initial;
    else found = jaro_winkler(&s->given, text, len);
    s->memo[g] = found;
    s->memo_stamp[g] = s->stamp;
    return found;
}

static double given_bound(const Index *ix, const Asked *a, const Scratch *s, uint32_t g)
{
    uint64_t other;
    if (!a->given_len) return 0.5;
    if (g >= ix->given.n) return 0.0;
    if (s->memo_stamp[g] == s->stamp) return s->memo[g];
    other = ix->given.sign[g];
    if (other >> 58 <= 1 || a->given_len == 1) return 1.0;
    return bound(&s->given, other);
}

static int has(const Sets *sets, const uint8_t *wanted, uint16_t number, uint32_t row)
{
    uint32_t low, high;
    if (number != OVERFLOW_SET) return number < sets->n_sets && wanted[number];
    low = 0; high = sets->n_over;
    while (low < high) {
        uint32_t middle = low + (high - low) / 2;
        if (sets->over_row[middle] < row) low = middle + 1; else high = middle;
    }
    if (low >= sets->n_over || sets->over_row[low] != row || sets->over_set[low] >= sets->n_sets) return 0;
    return wanted[sets->over_set[low]];
}

static int is_dead(const Index *ix, uint32_t row)
{
    return row >> 3 < ix->n_dead && ix->dead[row >> 3] >> (row & 7) & 1;
}

static double context(const Index *ix, const Asked *a, uint32_t post, uint16_t bits)
{
    double total = 0.0;
    uint32_t row = ix->post_row[post];
    if (a->middle) {
        int initial = bits & 31;
        total += a->middle_weight * (initial == a->middle ? 1.0 : initial ? 0.0 : 0.5);
    }
    if (a->sex) {
        int sex = bits >> 5 & 3;
        total += a->sex_weight * (sex == a->sex ? 1.0 : sex ? 0.0 : 0.5);
    }
    if (a->want_states) total += a->state * has(&ix->states, a->want_states, ix->post_states[post], row);
    if (a->want_codes) total += a->code * has(&ix->codes, a->want_codes, ix->post_codes[post], row);
    return total;
}

static int before_in_order(const Best *a, const Best *b)
{
    if (a->score != b->score) return a->score > b->score;
    return a->row != b->row ? a->row < b->row : a->post < b->post;
}

static int insert(Best *best, int n, int limit, Best one)
{
    int i, at;
    for (at = 0; at < n && best[at].row != one.row; at++) ;
    if (at < n) {
        if (!before_in_order(&one, &best[at])) return n;
    } else {
        if (n == limit && !before_in_order(&one, &best[n - 1])) return n;
        if (n < limit) n++;
        at = n - 1;
    }
    for (i = at; i > 0 && before_in_order(&one, &best[i - 1]); i--) best[i] = best[i - 1];
    best[i] = one;
    return n;
}

typedef struct { const Index *ix; const Asked *a; Scratch *s; Best *best; int n; double context_most; } Search;

/* What a posting must score to be kept: as much as the last of the best, and no less than the first less the cut. */
static double floor_of(const Search *q)
{
    double cut = q->n ? q->best[0].score - q->a->cut : -1.0;
    return q->n < q->a->limit || q->best[q->n - 1].score < cut ? cut : q->best[q->n - 1].score;
}

static void score_posts(Search *q, double family, double given, uint32_t low, uint32_t high)
{
    const Asked *a = q->a;
    uint32_t i;
    for (i = low; i < high; i++) {
        uint16_t bits = q->ix->post_bits[i];
        double kind = (bits & PART_BIT ? a->name_part : 1.0) * (bits & OTHER_BIT ? a->other_name : 1.0);
        double first = given * (bits & MIDDLE_BIT ? a->middle_name : 1.0);
        Best one;
        one.score = a->factor * (a->family * family * kind + a->given_weight * first + context(q->ix, a, i, bits));
        if (one.score < floor_of(q)) continue;
        one.row = q->ix->post_row[i];
        if (one.row >= q->ix->n_rows) { damaged = 1; return; }
        if (is_dead(q->ix, one.row)) continue;
        one.post = i;
        q->n = insert(q->best, q->n, a->limit, one);
    }
}

static void span(const Index *ix, uint32_t form, uint32_t *low, uint32_t *high)
{
    *low = ix->forms_post[form];
    *high = ix->forms_post[form + 1];
    if (*low > *high || *high > ix->n_posts) { damaged = 1; *low = *high = 0; }
}

static uint32_t first_of(const uint32_t *values, uint32_t low, uint32_t high, uint32_t value)
{
    while (low < high) {
        uint32_t middle = low + (high - low) / 2;
        if (values[middle] < value) low = middle + 1; else high = middle;
    }
    return low;
}

/* The postings of one form under one first name, found by halving: they raise the floor before the long walk. */
static void score_given(Search *q, const Form *f, uint32_t g)
{
    uint32_t low, high, from, to;
    span(q->ix, f->form, &low, &high);
    from = first_of(q->ix->post_given, low, high, g);
    to = first_of(q->ix->post_given, from, high, g + 1);
    if (from < to) score_posts(q, f->similarity, given_similarity(q->ix, q->a, q->s, g), from, to);
}

static void foresee_given(const Search *q, uint32_t g)
{
    SOON(q->s->memo_stamp + g);
    SOON(q->ix->given.sign + g);
    SOON(q->ix->given.at + g);
}

/* Ask for what the forms that come next will need: where the postings of the fourth start, and the first of those of the second. */
static void foresee_forms(const Search *q, uint32_t i)
{
    const Index *ix = q->ix;
    uint32_t low, high, end;
    if (i + 4 < q->s->n_found) SOON(ix->forms_post + q->s->sorted[i + 4].form);
    if (i + 3 < q->s->n_found) {
        low = ix->forms_post[q->s->sorted[i + 3].form];
        SOON(ix->post_given + low);
    }
    if (i + 2 >= q->s->n_found) return;
    low = ix->forms_post[q->s->sorted[i + 2].form];
    high = ix->forms_post[q->s->sorted[i + 2].form + 1];
    if (low > high || high > ix->n_posts) return;
    for (end = high - low < AHEAD ? high : low + AHEAD; low < end && q->a->given_len; end--) foresee_given(q, ix->post_given[end - 1]);
    SOON(ix->post_bits + low);
    SOON(ix->post_row + low);
    SOON(ix->post_states + low);
    SOON(ix->post_codes + low);
}

/* Whether one of a few postings agrees in state, code, middle initial and sex well enough: to know that costs less than to
 * compare the first name. */
static int may_reach(const Search *q, double name, double floor, uint32_t low, uint32_t high)
{
    const Asked *a = q->a;
    if (high - low > FEW || q->context_most <= 0.0) return 1;
    for (; low < high; low++)
        if (a->factor * (name + context(q->ix, a, low, q->ix->post_bits[low])) >= floor) return 1;
    return 0;
}

static void score_form(Search *q, const Form *f)
{
    const Asked *a = q->a;
    uint32_t i, high;
    span(q->ix, f->form, &i, &high);
    while (i < high) {
        uint32_t g = q->ix->post_given[i], end = i + 1;
        double rest = a->family * f->similarity + q->context_most, floor = floor_of(q) - SLACK, most;
        if (i + AHEAD < high && a->given_len) foresee_given(q, q->ix->post_given[i + AHEAD]);
        while (end < high && q->ix->post_given[end] == g) end++;
        most = a->given_weight * given_bound(q->ix, a, q->s, g);
        if (a->factor * (rest + most) >= floor && may_reach(q, a->family * f->similarity + most, floor, i, end)) {
            double given = given_similarity(q->ix, a, q->s, g);
            if (a->factor * (rest + a->given_weight * given) >= floor) score_posts(q, f->similarity, given, i, end);
        }
        i = end;
    }
}

static int bin_of(const Asked *a, double similarity)
{
    int bin = (int)((1.0 - similarity) / (1.0 - a->least + SLACK) * (BINS - 1));
    return bin < 0 ? 0 : bin >= BINS ? BINS - 1 : bin;
}

static void sort_found(const Asked *a, Scratch *s)
{
    uint32_t count[BINS + 1] = {0}, i;
    for (i = 0; i < s->n_found; i++) count[bin_of(a, s->found[i].similarity) + 1]++;
    for (i = 0; i < BINS; i++) count[i + 1] += count[i];
    for (i = 0; i < s->n_found; i++) s->sorted[count[bin_of(a, s->found[i].similarity)]++] = s->found[i];
}

static void rank(Search *q)
{
    const Asked *a = q->a;
    Scratch *s = q->s;
    int64_t exact = a->given_len ? cc_number(&q->ix->given, a->given, a->given_len) : -1;
    uint32_t i;
    int r;
    sort_found(a, s);
    for (i = 0; i < s->n_found && i < 4; i++) {
        if (exact >= 0) score_given(q, &s->sorted[i], (uint32_t)exact);
        for (r = 0; r < a->n_related; r++) score_given(q, &s->sorted[i], a->related[r]);
    }
    for (i = 0; i < s->n_found; i++) {
        const Form *f = &s->sorted[i];
        foresee_forms(q, i);
        if (a->factor * (a->family * f->similarity + a->given_weight + q->context_most) >= floor_of(q) - SLACK)
            score_form(q, f);
    }
}

/* tier 0: the spellings as asked (the floor of the benchmark); 1: within one edit; 2: all that are like it.
 * `best` holds n results already, best first, and has room for `limit`; returns how many it holds then, -1 where
 * the copy is damaged. */
EXPORT int32_t cc_search(const Index *ix, const Asked *a, Scratch *s, int32_t tier, Best *best, int32_t n)
{
    Search q = {ix, a, s, best, n, 0.0};
    int i;
    damaged = 0;
    if (a->n_variants > MAX_VARIANTS || a->limit < 1 || n > a->limit) return n;
    if (a->middle) q.context_most += a->middle_weight;
    if (a->sex) q.context_most += a->sex_weight;
    if (a->want_states) q.context_most += a->state;
    if (a->want_codes) q.context_most += a->code;
    for (i = 0; i < a->n_variants; i++) learn(&s->variant[i], a->variant[i], a->variant_len[i]);
    learn(&s->given, a->given, a->given_len);
    s->n_found = 0;
    if (!++s->form_clock) { memset(s->form_stamp, 0, (size_t)ix->forms.n * 4); s->form_clock = 1; }
    if (!++s->stamp) { memset(s->memo_stamp, 0, (size_t)ix->given.n * 4); s->stamp = 1; }
    for (i = 0; i < a->n_related; i++)
        if (a->related[i] < ix->given.n) { s->memo[a->related[i]] = a->nickname; s->memo_stamp[a->related[i]] = s->stamp; }
    if (tier <= 0) exact_forms(ix, a, s);
    else if (tier == 1) near_forms(ix, a, s);
    else {
        double least = (floor_of(&q) / a->factor - a->given_weight - q.context_most) / a->family - SLACK;
        all_forms(ix, a, s, least > a->far ? least : a->far);
    }
    rank(&q);
    while (q.n && q.best[q.n - 1].score < q.best[0].score - a->cut) q.n--;
    return damaged ? -1 : q.n;
}

/* ---------------------------------------------------------------- counts */
static void sort_rows(uint32_t *rows, uint32_t *other, uint32_t n)
{
    int shift;
    uint32_t i;
    for (shift = 0; shift < 32; shift += 8) {
        uint32_t count[257] = {0}, *swap;
        for (i = 0; i < n; i++) count[(rows[i] >> shift & 255) + 1]++;
        for (i = 0; i < 256; i++) count[i + 1] += count[i];
        for (i = 0; i < n; i++) other[count[rows[i] >> shift & 255]++] = rows[i];
        swap = rows; rows = other; other = swap;
    }
}

static int64_t distinct(uint32_t *rows, uint32_t *other, uint32_t n)
{
    uint32_t i;
    int64_t found = n > 0;
    sort_rows(rows, other, n);
    for (i = 1; i < n; i++) found += rows[i] != rows[i - 1];
    return found;
}

/* How many people carry the numbers low, low + 1, ..., high - 1 of a vocabulary. */
static int64_t people_of(const Vocabulary *v, const Less *less, uint32_t low, uint32_t high)
{
    int64_t found = 0;
    uint32_t i;
    if (high > v->n) high = v->n;
    for (i = low; i < high; i++) found += v->people[i];
    for (i = first_of(less->number, 0, less->n, low); i < less->n && less->number[i] < high; i++) found -= less->people[i];
    return found;
}

/* out: family, given, pair, pair+specialty, pair+state, pair+specialty+state; -1 where not asked. Returns -1 without memory, -2 where
 * the copy is damaged. */
EXPORT int32_t cc_counts(const Index *ix, const Asked *a, int64_t out[6])
{
    int64_t form = a->n_variants ? cc_number(&ix->forms, a->variant[0], a->variant_len[0]) : -1;
    uint32_t low = 0, high = 0, n_spans = 0, total = 0, i, k, n;
    uint32_t spans[256][2], *rows, *posts;
    int r, use;
    damaged = 0;
    for (i = 0; i < 6; i++) out[i] = -1;
    out[0] = form >= 0 ? people_of(&ix->forms, &ix->forms_less, (uint32_t)form, (uint32_t)form + 1) : 0;
    if (!a->given_len) return 0;
    if (a->given_len == 1) {
        uint8_t next = (uint8_t)(a->given[0] + 1);
        spans[0][0] = lower(&ix->given, a->given, 1);
        spans[0][1] = lower(&ix->given, &next, 1);
        n_spans = 1;
    } else {
        int64_t exact = cc_number(&ix->given, a->given, a->given_len);
        for (r = -1; r < a->n_related && n_spans < 256; r++) {
            int64_t g = r < 0 ? exact : (int64_t)a->related[r];
            if (g >= 0 && g < ix->given.n && (r < 0 || g != exact)) { spans[n_spans][0] = (uint32_t)g; spans[n_spans++][1] = (uint32_t)g + 1; }
        }
    }
    out[1] = 0;
    for (i = 0; i < n_spans; i++) out[1] += people_of(&ix->given, &ix->given_less, spans[i][0], spans[i][1]);
    if (form >= 0) span(ix, (uint32_t)form, &low, &high);
    for (i = 0; i < n_spans; i++) {
        spans[i][0] = first_of(ix->post_given, low, high, spans[i][0]);
        spans[i][1] = first_of(ix->post_given, spans[i][0], high, spans[i][1]);
        total += spans[i][1] - spans[i][0];
        if (total > high - low) return -2;
    }
    if (damaged) return -2;
    rows = malloc(((size_t)total + 1) * 8);
    posts = rows ? rows + total : NULL;
    if (!rows) return -1;
    for (use = 0; use < 4; use++) {
        if ((use & 1 && !a->want_codes) || (use & 2 && !a->want_states)) continue;
        for (n = 0, i = 0; i < n_spans; i++)
            for (k = spans[i][0]; k < spans[i][1]; k++) {
                if (use & 1 && !has(&ix->codes, a->want_codes, ix->post_codes[k], ix->post_row[k])) continue;
                if (use & 2 && !has(&ix->states, a->want_states, ix->post_states[k], ix->post_row[k])) continue;
                if (ix->post_bits[k] & MIDDLE_BIT || is_dead(ix, ix->post_row[k])) continue;
                rows[n++] = ix->post_row[k];
            }
        out[2 + use] = distinct(rows, posts, n);
    }
    free(rows);
    return 0;
}
