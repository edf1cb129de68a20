/* What the end of a build sorts, compiled: postings, buckets, vocabularies. indexing.py, hashing.py, deletions.py and
 * gathering.py do the same with numpy and pyarrow where this is absent, and the tests compare the files.
 */
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#if defined(_MSC_VER)
#define EXPORT __declspec(dllexport)
#else
#define EXPORT __attribute__((visibility("default")))
#endif

#define BASE 0x9E3779B97F4A7C15ULL
#define MIX 0xD6E8FEB86659FD93ULL
#define SHORTEST 3
#define RUN 12

/* What is sorted: by key, then by mark. */
typedef struct { uint64_t key; uint32_t mark, number; } One;
typedef struct { const uint32_t *at; const uint8_t *text; } Texts;

/* Whether a comes before b; `texts` tells apart those whose key, the first eight bytes, is the same. */
static int is_less(const One *a, const One *b, const Texts *texts)
{
    uint32_t an, bn;
    int c;
    if (a->key != b->key) return a->key < b->key;
    if (!texts) return a->mark < b->mark;
    an = texts->at[a->mark + 1] - texts->at[a->mark];
    bn = texts->at[b->mark + 1] - texts->at[b->mark];
    c = memcmp(texts->text + texts->at[a->mark], texts->text + texts->at[b->mark], (size_t)(an < bn ? an : bn));
    return c ? c < 0 : an < bn;
}

static void sort_run(One *all, int64_t n, const Texts *texts)
{
    int64_t i, k;
    for (i = 1; i < n; i++) {
        One one = all[i];
        for (k = i; k > 0 && is_less(&one, &all[k - 1], texts); k--) all[k] = all[k - 1];
        all[k] = one;
    }
}

/* Merges runs that double in length; `other` has room for n. The result is in `all`. */
static void sort(One *all, One *other, int64_t n, const Texts *texts)
{
    One *from = all, *to = other, *swap;
    int64_t width, i;
    for (i = 0; i < n; i += RUN) sort_run(all + i, n - i < RUN ? n - i : RUN, texts);
    for (width = RUN; width < n; width *= 2) {
        for (i = 0; i < n; i += 2 * width) {
            int64_t a = i, b = i + width < n ? i + width : n, a_end = b, b_end = i + 2 * width < n ? i + 2 * width : n, k = i;
            if (b == b_end || !is_less(&from[b], &from[b - 1], texts)) {
                memcpy(to + i, from + i, (size_t)(b_end - i) * sizeof *to);
                continue;
            }
            while (a < a_end && b < b_end) to[k++] = is_less(&from[b], &from[a], texts) ? from[b++] : from[a++];
            while (a < a_end) to[k++] = from[a++];
            while (b < b_end) to[k++] = from[b++];
        }
        swap = from; from = to; to = swap;
    }
    if (from != all) memcpy(all, from, (size_t)n * sizeof *all);
}

/* Postings in order of form, first name, row and bits. form[i] and given[i] are numbers that the ranks translate; start has
 * n_forms + 1 places. -1 without memory. */
EXPORT int32_t cc_postings(int64_t n, const uint32_t *form, const uint32_t *form_rank, const uint32_t *given,
                           const uint32_t *given_rank, const uint32_t *row, const uint16_t *bits, int64_t n_forms,
                           uint32_t *start, uint32_t *to_given, uint32_t *to_row, uint16_t *to_bits)
{
    uint32_t *place = calloc((size_t)n_forms + 1, sizeof *place);
    One *all = malloc(((size_t)n + 1) * sizeof *all), *other;
    int64_t i, f, most = 0;
    if (!place || !all) { free(place); free(all); return -1; }
    for (i = 0; i < n; i++) place[form_rank[form[i]] + 1]++;
    for (f = 0; f < n_forms; f++) {
        if (place[f + 1] > most) most = place[f + 1];
        place[f + 1] += place[f];
    }
    memcpy(start, place, ((size_t)n_forms + 1) * sizeof *start);
    for (i = 0; i < n; i++) {
        One *one = all + place[form_rank[form[i]]]++;
        one->key = (uint64_t)given_rank[given[i]] << 32 | row[i];
        one->mark = bits[i];
    }
    other = malloc(((size_t)most + 1) * sizeof *other);
    if (!other) { free(place); free(all); return -1; }
    for (f = 0; f < n_forms; f++) sort(all + start[f], other, start[f + 1] - start[f], NULL);
    for (i = 0; i < n; i++) {
        to_given[i] = (uint32_t)(all[i].key >> 32);
        to_row[i] = (uint32_t)all[i].key;
        to_bits[i] = (uint16_t)all[i].mark;
    }
    free(place); free(all); free(other);
    return 0;
}

/* Rows grouped by the top `bits` bits of their hash, in order within each group; `at` has 2^bits + 1 places. -1 without memory. */
EXPORT int32_t cc_buckets(int64_t n, const uint32_t *hash, const uint32_t *row, int32_t bits, uint32_t *at, uint32_t *out)
{
    int64_t count = 1LL << bits, i, b, most = 0;
    int shift = 32 - bits;
    One *all, *other;
    memset(at, 0, ((size_t)count + 1) * sizeof *at);
    for (i = 0; i < n; i++) at[(hash[i] >> shift) + 1]++;
    for (b = 0; b < count; b++) {
        if (at[b + 1] > most) most = at[b + 1];
        at[b + 1] += at[b];
    }
    for (i = 0; i < n; i++) out[at[hash[i] >> shift]++] = row[i];
    for (b = count; b > 0; b--) at[b] = at[b - 1];
    at[0] = 0;
    all = malloc(((size_t)most + 1) * 2 * sizeof *all);
    if (!all) return -1;
    other = all + most + 1;
    for (b = 0; b < count; b++) {
        uint32_t *group = out + at[b], size = at[b + 1] - at[b], k;
        for (k = 1; k < size && group[k - 1] <= group[k]; k++) ;
        if (k >= size) continue;
        for (k = 0; k < size; k++) { all[k].key = group[k]; all[k].mark = 0; }
        sort(all, other, size, NULL);
        for (k = 0; k < size; k++) group[k] = (uint32_t)all[k].key;
    }
    free(all);
    return 0;
}

/* The order of n strings by their bytes. -1 without memory. */
EXPORT int32_t cc_in_order(int64_t n, const uint32_t *at, const uint8_t *text, uint32_t *order)
{
    One *all = malloc(((size_t)n + 1) * 2 * sizeof *all);
    Texts texts = {at, text};
    int64_t i;
    if (!all) return -1;
    for (i = 0; i < n; i++) {
        uint32_t len = at[i + 1] - at[i], k;
        uint64_t key = 0;
        for (k = 0; k < 8; k++) key = key << 8 | (k < len ? text[at[i] + k] : 0);
        all[i].key = key;
        all[i].mark = (uint32_t)i;
    }
    sort(all, all + n + 1, n, &texts);
    for (i = 0; i < n; i++) order[i] = all[i].mark;
    free(all);
    return 0;
}

static uint32_t upper_half(uint64_t total)
{
    total ^= total >> 32;
    total *= MIX;
    return (uint32_t)((total ^ total >> 32) >> 32);
}

/* The hashes of each form and of each form less one letter, from three letters on, and whose they are; how many there are. */
EXPORT int64_t cc_neighbours(int64_t n, const uint32_t *at, const uint8_t *text, uint32_t *hash, uint32_t *owner)
{
    int64_t i, found = 0;
    for (i = 0; i < n; i++) {
        uint32_t len = at[i + 1] - at[i], k;
        uint64_t here[64], moved[65], power = 1, below = 0, total = 0;
        if (len > 64) continue;
        for (k = 0; k < len; k++) {
            uint64_t letter = (uint64_t)text[at[i] + k] + 1;
            here[k] = letter * power;
            moved[k] = letter * below;
            total += here[k];
            below = power;
            power *= BASE;
        }
        hash[found] = upper_half(total);
        owner[found++] = (uint32_t)i;
        if (len < SHORTEST) continue;
        moved[len] = 0;
        for (k = len; k-- > 0;) moved[k] += moved[k + 1];
        for (below = 0, k = 0; k < len; k++) {
            hash[found] = upper_half(below + moved[k + 1]);
            owner[found++] = (uint32_t)i;
            below += here[k];
        }
    }
    return found;
}
