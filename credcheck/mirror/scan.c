/* Comma-separated values into columns, compiled: reading.py gives the same with pyarrow where this is absent.
 *
 * One pass finds where the wanted fields of each row lie, a second copies them column by column. Most fields of the
 * register are empty quotes, which cost one comparison.
 */
#include <stdint.h>
#include <string.h>

#if defined(_MSC_VER)
#define EXPORT __declspec(dllexport)
#else
#define EXPORT __attribute__((visibility("default")))
#endif

#define PLAIN 0u
#define DOUBLED 1u   /* quoted, with quotes inside written twice */
#define ODD 2u       /* something follows the closing quote */

/* Where a field lies in the text; kind is one of the three. */
typedef struct { uint32_t start; uint32_t len_kind; } Field;

enum { WHOLE = 0, MORE = 1, WRONG = 2, OPEN = 3 };

typedef struct { int64_t rows, used, fields; int32_t state, reserved; } Scanned;

static int ends(uint8_t c) { return c == ',' || c == '\n' || c == '\r'; }

#define EMPTY_8 "\"\",\"\",\"\",\"\",\"\",\"\",\"\",\"\","
#define ONES 0x0101010101010101ULL

/* The place of the next quote, or n: eight bytes at a time. */
static int64_t next_quote(const uint8_t *text, int64_t i, int64_t n)
{
    for (; i + 8 <= n; i += 8) {
        uint64_t eight;
        memcpy(&eight, text + i, 8);
        eight ^= ONES * '"';
        if ((eight - ONES) & ~eight & ONES * 0x80) break;
    }
    while (i < n && text[i] != '"') i++;
    return i;
}

/* Finds up to `room` rows; found[c * room + r] is the field of row r in column c: it is written where it is not empty, so
 * that `found` comes in as zeros. sizes[c] is what a column takes at most (also of a row that is not whole). state: WHOLE room or text is used up at the end of a row; MORE a row goes on beyond the
 * text; WRONG a row has `fields` fields instead of `wanted`; OPEN the text ends inside quotes. */
EXPORT void cc_scan(const uint8_t *text, int64_t n, int32_t last, int32_t wanted, const int16_t *column,
                    Field *found, int64_t room, int64_t *sizes, Scanned *out)
{
    int64_t i = 0;
    out->rows = out->used = out->fields = 0;
    out->state = WHOLE;
    while (i < n && out->rows < room) {
        Field *row = found + out->rows;
        int64_t field = 0;
        if (text[i] == '\n' || text[i] == '\r') { out->used = ++i; continue; }
        for (;;) {
            int64_t start, len;
            uint32_t kind = PLAIN;
            while (i + 24 < n && !memcmp(text + i, EMPTY_8, 24)) { i += 24; field += 8; }
            start = i;
            if (i < n && text[i] == '"') {
                if (i + 2 < n && text[i + 1] == '"' && ends(text[i + 2])) {
                    start = i + 1;
                    len = 0;
                    i += 2;
                } else {
                    start = ++i;
                    for (;;) {
                        i = next_quote(text, i, n);
                        if (i >= n || (i + 1 >= n && !last)) { out->state = last ? OPEN : MORE; return; }
                        if (i + 1 < n && text[i + 1] == '"') { kind = DOUBLED; i += 2; continue; }
                        break;
                    }
                    len = i++ - start;
                    if (i < n && !ends(text[i])) {
                        kind = ODD;
                        while (i < n && !ends(text[i])) i++;
                        len = i - start;
                    }
                }
            } else {
                while (i < n && !ends(text[i])) i++;
                len = i - start;
            }
            if (i >= n && !last) { out->state = MORE; return; }
            if (len && field < wanted && column[field] >= 0) {
                Field *f = row + column[field] * room;
                f->start = (uint32_t)start;
                f->len_kind = (uint32_t)len << 2 | kind;
                sizes[column[field]] += len;
            }
            field++;
            if (i < n && text[i] == ',') { i++; continue; }
            break;
        }
        if (i < n && text[i] == '\r' && i + 1 >= n && !last) { out->state = MORE; return; }
        if (field != wanted) { out->state = WRONG; out->fields = field; return; }
        if (i < n) i += text[i] == '\r' && i + 1 < n && text[i + 1] == '\n' ? 2 : 1;
        out->rows++;
        out->used = i;
    }
}

static int64_t unquoted(uint8_t *to, const uint8_t *from, int64_t len)
{
    int64_t i, size = 0;
    int inside = 1;
    for (i = 0; i < len; i++) {
        if (inside && from[i] == '"') {
            if (i + 1 < len && from[i + 1] == '"') to[size++] = from[i++];
            else inside = 0;
            continue;
        }
        to[size++] = from[i];
    }
    return size;
}

/* Copies a column; `out` has 16 bytes more than it needs, so that short fields are copied in one piece. */
static int64_t copied(const uint8_t *text, int64_t n, const Field *found, int64_t rows, int32_t *at, uint8_t *out)
{
    int64_t r, size = 0;
    for (r = 0; r < rows; r++) {
        Field f = found[r];
        uint32_t len = f.len_kind >> 2;
        at[r] = (int32_t)size;
        if (!len) continue;
        if (f.len_kind & 3) size += unquoted(out + size, text + f.start, len);
        else {
            if (len <= 16 && f.start + 16 <= n) memcpy(out + size, text + f.start, 16);
            else memcpy(out + size, text + f.start, len);
            size += len;
        }
    }
    at[rows] = (int32_t)size;
    return size;
}

/* Copies the columns that hold anything, one behind the other: column c, with sizes[c] bytes at most, is the next in `at`
 * (rows + 1 offsets) and in `out` (sizes[c] + 16 bytes). sizes[c] becomes what it took. */
EXPORT void cc_columns(const uint8_t *text, int64_t n, const Field *found, int64_t room, int64_t rows, int32_t columns,
                       int64_t *sizes, int32_t *at, uint8_t *out)
{
    int32_t c;
    for (c = 0; c < columns; c++) {
        int64_t most = sizes[c];
        if (!most) continue;
        sizes[c] = copied(text, n, found + c * room, rows, at, out);
        at += rows + 1;
        out += most + 16;
    }
}
