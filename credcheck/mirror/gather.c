/* What a build does to every row, compiled: strings to numbers, sets to numbers, licence keys, records in one piece.
 *
 * gathering.py and gathered.py do the same with pyarrow where this is absent, and the tests compare the two.
 * A column is the two buffers of an Arrow text column: n + 1 offsets and the bytes they point into.
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
#define MAX_SET 64
#define GROUP 32   /* strings whose places in memory are asked for together: the table is far larger than the cache */

#if defined(__GNUC__)
#define SOON(x) __builtin_prefetch(x)
#else
#define SOON(x) ((void)(x))
#endif

typedef struct { const int32_t *at; const uint8_t *text; } Column;

/* Distinct byte strings numbered as they come; number 0 is the empty one. */
typedef struct {
    uint64_t *slot;      /* upper half of the hash of the string that lies here, its number + 1; 0 where none does */
    uint64_t *start;     /* where each string starts in `text`; one more than there are */
    uint8_t *text;
    uint64_t slots, n, room, text_room;
} Table;

static uint64_t hash_of(const uint8_t *text, uint64_t len)
{
    uint64_t total = len * BASE, word;
    for (; len >= 8; text += 8, len -= 8) {
        memcpy(&word, text, 8);
        total = (total ^ word) * MIX;
        total ^= total >> 29;
    }
    word = 0;
    memcpy(&word, text, (size_t)len);
    total = (total ^ word) * MIX;
    total ^= total >> 32;
    total *= BASE;
    return total ^ total >> 32;
}

EXPORT void cc_table_close(Table *t)
{
    if (!t) return;
    free(t->slot); free(t->start); free(t->text); free(t);
}

EXPORT Table *cc_table_open(void)
{
    Table *t = calloc(1, sizeof *t);
    if (!t) return NULL;
    t->slots = 1 << 12;
    t->room = 1 << 10;
    t->text_room = 1 << 14;
    t->slot = calloc(t->slots, sizeof *t->slot);
    t->start = malloc((t->room + 1) * sizeof *t->start);
    t->text = malloc(t->text_room);
    if (!t->slot || !t->start || !t->text) { cc_table_close(t); return NULL; }
    t->n = 1;
    t->start[0] = t->start[1] = 0;
    return t;
}

EXPORT uint64_t cc_table_size(const Table *t) { return t->n; }
EXPORT const uint64_t *cc_table_starts(const Table *t) { return t->start; }
EXPORT const uint8_t *cc_table_text(const Table *t) { return t->text; }

static void place(uint64_t *slot, uint64_t slots, uint64_t hash, uint32_t number)
{
    uint64_t at = hash & (slots - 1);
    while (slot[at]) at = (at + 1) & (slots - 1);
    slot[at] = (hash >> 32 << 32) | (number + 1);
}

static int more_slots(Table *t)
{
    uint64_t slots = t->slots * 2, i;
    uint64_t *slot = calloc(slots, sizeof *slot);
    if (!slot) return 0;
    for (i = 1; i < t->n; i++) place(slot, slots, hash_of(t->text + t->start[i], t->start[i + 1] - t->start[i]), (uint32_t)i);
    free(t->slot);
    t->slot = slot;
    t->slots = slots;
    return 1;
}

static int more_room(Table *t, uint64_t len)
{
    if (t->n + 1 >= t->room) {
        uint64_t *start = realloc(t->start, (t->room * 2 + 1) * sizeof *start);
        if (!start) return 0;
        t->start = start;
        t->room *= 2;
    }
    if (t->start[t->n] + len > t->text_room) {
        uint64_t room = t->text_room * 2 + len;
        uint8_t *text = realloc(t->text, room);
        if (!text) return 0;
        t->text = text;
        t->text_room = room;
    }
    return t->n * 2 < t->slots || more_slots(t);
}

/* The number of a string of this hash, added when new; UINT32_MAX without memory. */
static uint32_t number_with(Table *t, uint64_t hash, const uint8_t *text, uint64_t len)
{
    uint64_t at, start;
    for (at = hash & (t->slots - 1); t->slot[at]; at = (at + 1) & (t->slots - 1)) {
        uint32_t known = (uint32_t)t->slot[at] - 1;
        if ((t->slot[at] ^ hash) >> 32 || t->start[known + 1] - t->start[known] != len) continue;
        if (!memcmp(t->text + t->start[known], text, (size_t)len)) return known;
    }
    if (t->n >= UINT32_MAX - 1 || !more_room(t, len)) return UINT32_MAX;
    start = t->start[t->n];
    memcpy(t->text + start, text, (size_t)len);
    t->start[t->n + 1] = start + len;
    place(t->slot, t->slots, hash, (uint32_t)t->n);
    return (uint32_t)t->n++;
}

static uint32_t number_of(Table *t, const uint8_t *text, uint64_t len)
{
    return len ? number_with(t, hash_of(text, len), text, len) : 0;
}

/* Ask for what number_with will read of each string of a group: its slot, then where its text starts, then the text. */
static void foresee(const Table *t, const uint64_t *hash, int count)
{
    uint32_t known[GROUP];
    int i;
    for (i = 0; i < count; i++) SOON(t->slot + (hash[i] & (t->slots - 1)));
    for (i = 0; i < count; i++) {
        known[i] = (uint32_t)t->slot[hash[i] & (t->slots - 1)];
        SOON(t->start + known[i]);
    }
    for (i = 0; i < count; i++) SOON(t->text + t->start[known[i] ? known[i] - 1 : 0]);
}

/* The numbers of n strings; -1 without memory. */
EXPORT int32_t cc_numbers(Table *t, const Column *column, int64_t n, uint32_t *out)
{
    uint64_t hash[GROUP];
    int64_t row[GROUP], i = 0;
    memset(out, 0, (size_t)n * sizeof *out);
    while (i < n) {
        int count = 0, k;
        for (; i < n && count < GROUP; i++) {
            int64_t len = column->at[i + 1] - column->at[i];
            if (!len) continue;
            hash[count] = hash_of(column->text + column->at[i], (uint64_t)len);
            row[count++] = i;
        }
        if (t->slots > 1 << 14) foresee(t, hash, count);
        for (k = 0; k < count; k++) {
            const int32_t *at = column->at + row[k];
            out[row[k]] = number_with(t, hash[k], column->text + at[0], (uint64_t)(at[1] - at[0]));
            if (out[row[k]] == UINT32_MAX) return -1;
        }
    }
    return 0;
}

/* The numbers of the sets of n rows, where words[c * n + r] is a word of row r, 0 none; a set is its sorted words. */
EXPORT int32_t cc_sets(Table *t, const uint16_t *words, int64_t n, int32_t columns, uint32_t *out)
{
    int64_t r;
    if (columns > MAX_SET) return -1;
    for (r = 0; r < n; r++) {
        uint16_t set[MAX_SET];
        int32_t size = 0, c, i;
        for (c = 0; c < columns; c++) {
            uint16_t word = words[c * n + r];
            if (!word) continue;
            for (i = size; i > 0 && set[i - 1] > word; i--) ;
            if (i > 0 && set[i - 1] == word) continue;
            memmove(set + i + 1, set + i, (size_t)(size - i) * sizeof *set);
            set[i] = word;
            size++;
        }
        out[r] = number_of(t, (const uint8_t *)set, (uint64_t)size * sizeof *set);
        if (out[r] == UINT32_MAX) return -1;
    }
    return 0;
}

static int is_digit(uint8_t c) { return c >= '0' && c <= '9'; }
static int is_letter(uint8_t c) { return (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z'); }
static int is_space(uint8_t c) { return c == ' ' || (c >= 9 && c <= 13); }
static uint8_t upper(uint8_t c) { return c >= 'a' && c <= 'z' ? (uint8_t)(c - 32) : c; }

static void add(uint64_t *total, uint64_t *power, uint8_t byte)
{
    *total += ((uint64_t)byte + 1) * *power;
    *power *= BASE;
}

static uint32_t upper_half(uint64_t total)
{
    total ^= total >> 32;
    total *= MIX;
    return (uint32_t)((total ^ total >> 32) >> 32);
}

/* The upper half of the hash of a licence: its last run of digits without leading zeros, else its letters; |; the state. */
static uint32_t licence(const uint8_t *no, int64_t len, const uint8_t *state, int64_t state_len)
{
    uint64_t total = 0, power = 1;
    int64_t end = len, from, i;
    while (end > 0 && !is_digit(no[end - 1])) end--;
    for (from = end; from > 0 && is_digit(no[from - 1]); from--) ;
    while (from < end && no[from] == '0') from++;
    if (end)
        for (i = from; i < end; i++) add(&total, &power, no[i]);
    else
        for (i = 0; i < len; i++)
            if (is_letter(no[i])) add(&total, &power, upper(no[i]));
    add(&total, &power, '|');
    while (state_len > 0 && is_space(state[state_len - 1])) state_len--;
    for (i = 0; i < state_len && is_space(state[i]); i++) ;
    for (; i < state_len; i++) add(&total, &power, upper(state[i]));
    return upper_half(total);
}

/* Hash and row of every row with a licence number; how many there are. */
EXPORT int64_t cc_licences(const Column *number, const Column *state, int64_t n, uint32_t first_row, uint32_t *hashes, uint32_t *rows)
{
    int64_t i, found = 0;
    for (i = 0; i < n; i++) {
        int64_t len = number->at[i + 1] - number->at[i];
        if (!len) continue;
        hashes[found] = licence(number->text + number->at[i], len, state->text + state->at[i], state->at[i + 1] - state->at[i]);
        rows[found++] = first_row + (uint32_t)i;
    }
    return found;
}

/* The upper half of the hash of each string, as hashing.py makes it. */
EXPORT void cc_hashes(const Column *column, int64_t n, uint32_t *out)
{
    int64_t i, k;
    for (i = 0; i < n; i++) {
        uint64_t total = 0, power = 1;
        for (k = column->at[i]; k < column->at[i + 1]; k++) add(&total, &power, column->text[k]);
        out[i] = upper_half(total);
    }
}

/* Records in one piece: 1E, then each cell preceded by 1F, empty cells at the end left out. Returns the length. */
EXPORT int64_t cc_records(const Column *columns, int32_t count, int64_t n, uint8_t *out, int64_t *at)
{
    int64_t r, size = 0;
    for (r = 0; r < n; r++) {
        int32_t c, last = count;
        at[r] = size;
        out[size++] = 0x1E;
        while (last > 0 && columns[last - 1].at[r + 1] == columns[last - 1].at[r]) last--;
        for (c = 0; c < last; c++) {
            int32_t len = columns[c].at[r + 1] - columns[c].at[r];
            out[size++] = 0x1F;
            memcpy(out + size, columns[c].text + columns[c].at[r], (size_t)len);
            size += len;
        }
    }
    at[n] = size;
    return size;
}
