/* test_source.c: from stored bytes to UTF-8: gzip, hashes, and characters that a block cuts.
 *
 * What an encoding makes of a file is in test_csv.c, which sees where faults are. SHA-256: FIPS
 * 180-2, appendix B.1 and B.2, and for no bytes at all sha256sum of GNU coreutils 9.1. */
#include <check.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <zlib.h>

#include "cli/messages.h"
#include "cli/source.h"
#include "cli/utf8.h"

Suite *test_source_suite(void);

static const size_t blocks[] = { 1, 2, 3, 5, 7, 16, 64, 4096, UF_SOURCE_BLOCK };
enum { BLOCKS = sizeof blocks / sizeof blocks[0] };

/* All text of a source; *fault is what it ended with. The caller frees it. */
static char *read_all(uf_source *source, size_t *length, uf_fault *fault)
{
    char piece[100];
    char *text = NULL;
    FILE *out = open_memstream(&text, length);
    ck_assert_ptr_nonnull(out);
    size_t got;
    *fault = (uf_fault){ 0 };
    while (uf_source_read(source, piece, sizeof piece, &got, fault) && got > 0)
        fwrite(piece, 1, got, out);
    uf_fault again = { 0 };
    bool good = uf_source_read(source, piece, sizeof piece, &got, &again);
    ck_assert(good == (fault->reason == NULL));
    ck_assert_uint_eq(got, 0);
    ck_assert_ptr_eq(again.reason, fault->reason);
    fclose(out);
    return text;
}

static void expect(const char *bytes, size_t length, const char *text, const char *reason)
{
    for (int i = 0; i < BLOCKS; i++) {
        uf_source source;
        uf_fault fault;
        size_t got;
        uf_source_memory(&source, "test", bytes, length);
        source.block = blocks[i];
        char *all = read_all(&source, &got, &fault);
        ck_assert_msg(got == strlen(text) && memcmp(all, text, got) == 0, "blocks of %zu: '%s'",
                      blocks[i], all);
        if (reason == NULL)
            ck_assert_msg(fault.reason == NULL, "blocks of %zu: %s", blocks[i], fault.reason);
        else
            ck_assert_str_eq(fault.reason, reason);
        uf_source_close(&source);
        free(all);
    }
}

/* Append text to bytes as one gzip member; returns the new length. */
static size_t pack(char *bytes, size_t used, size_t room, const char *text, size_t length)
{
    unsigned char packed[400] = { 0 };
    z_stream stream = { .next_in = (unsigned char *)(uintptr_t)text,
                        .avail_in = (uInt)length,
                        .next_out = packed,
                        .avail_out = sizeof packed };
    ck_assert_int_eq(deflateInit2(&stream, 9, Z_DEFLATED, MAX_WBITS + 16, 9, Z_DEFAULT_STRATEGY),
                     Z_OK);
    ck_assert_int_eq(deflate(&stream, Z_FINISH), Z_STREAM_END);
    deflateEnd(&stream);
    size_t size = sizeof packed - stream.avail_out;
    ck_assert_uint_le(size, room - used);
    memcpy(bytes + used, packed, size);
    return used + size;
}

static const char one[] = "pupil,value\nå,1\n";
static const char two[] = "ä,2\nö,3\n";
static const char both[] = "pupil,value\nå,1\nä,2\nö,3\n";

START_TEST(plain)
{
    expect("", 0, "", NULL);
    expect("a", 1, "a", NULL);
    expect(both, strlen(both), both, NULL);
    expect("\x1F", 1, "\x1F", NULL);
    expect("\x1F\x1F\x8B", 3, "\x1F\x1F", "not valid");
    expect("\xF0\x9F\x98\x80\xE2\x82\xAC", 7, "\xF0\x9F\x98\x80\xE2\x82\xAC", NULL);
    expect("a\xF0\x9F\x98", 4, "a", "not valid");
    expect("\xFF\xFE\x61\x00", 4, "", "is UTF-16 and not UTF-8");
    expect("\xFE", 1, "", "not valid");
}
END_TEST

START_TEST(packed)
{
    char bytes[400];
    size_t length = pack(bytes, 0, sizeof bytes, one, strlen(one));
    expect(bytes, length, one, NULL);
    length = pack(bytes, length, sizeof bytes, "", 0);
    length = pack(bytes, length, sizeof bytes, two, strlen(two));
    expect(bytes, length, both, NULL);
    /* a member ends within a character */
    length = pack(bytes, 0, sizeof bytes, one, 13);
    length = pack(bytes, length, sizeof bytes, one + 13, strlen(one) - 13);
    expect(bytes, length, one, NULL);
    length = pack(bytes, 0, sizeof bytes, "", 0);
    expect(bytes, length, "", NULL);
}
END_TEST

/* However early the data end, that is a fault, except between two members. */
START_TEST(cut_short)
{
    char bytes[400];
    size_t first = pack(bytes, 0, sizeof bytes, one, strlen(one));
    size_t length = pack(bytes, first, sizeof bytes, two, strlen(two));
    for (size_t cut = 2; cut < length; cut++) {
        uf_source source;
        uf_fault fault;
        size_t got;
        uf_source_memory(&source, "test", bytes, cut);
        char *all = read_all(&source, &got, &fault);
        ck_assert(got <= strlen(both) && memcmp(all, both, got) == 0);
        if (cut == first)
            ck_assert_ptr_null(fault.reason);
        else
            ck_assert_str_eq(fault.reason, "gzip data end early");
        uf_source_close(&source);
        free(all);
    }
}
END_TEST

START_TEST(damaged)
{
    char bytes[400];
    size_t length = pack(bytes, 0, sizeof bytes, one, strlen(one));
    bytes[length] = '\n';
    expect(bytes, length + 1, one, "something else follows the gzip data");
    bytes[length] = '\0';
    expect(bytes, length + 1, one, "something else follows the gzip data");
    bytes[length - 5] ^= 1; /* the checksum */
    expect(bytes, length, one, "gzip data are damaged");
    bytes[length - 5] ^= 1;
    bytes[length - 1] ^= 1; /* the length */
    expect(bytes, length, one, "gzip data are damaged");
    bytes[2] = 0; /* the method */
    expect(bytes, length, "", "gzip data are damaged");
    /* Any damage to the data themselves is noticed, whatever came out before. */
    for (size_t i = 10; i < length; i++) {
        uf_source source;
        uf_fault fault;
        size_t got;
        length = pack(bytes, 0, sizeof bytes, one, strlen(one));
        bytes[i] ^= 0x55;
        uf_source_memory(&source, "test", bytes, length);
        free(read_all(&source, &got, &fault));
        ck_assert_msg(fault.reason != NULL, "byte %zu", i);
        uf_source_close(&source);
    }
}
END_TEST

static void expect_hash(const char *bytes, size_t length, size_t block, const char *expected)
{
    uf_source source;
    uf_fault fault;
    size_t got;
    char text[UF_DIGEST_SIZE];
    uf_source_memory(&source, "test", bytes, length);
    source.block = block;
    ck_assert(uf_source_hash(&source));
    free(read_all(&source, &got, &fault));
    uf_digest_text(source.digest, text);
    ck_assert_str_eq(text, expected);
    ck_assert_uint_eq(source.stored, length);
    uf_digest_text(source.digest, text);
    ck_assert_str_eq(text, expected);
    uf_source_close(&source);
}

START_TEST(hashes)
{
    static const char longer[] = "abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq";
    for (int i = 0; i < BLOCKS; i++) {
        expect_hash("abc", 3, blocks[i],
                    "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
        expect_hash(longer, strlen(longer), blocks[i],
                    "248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1");
        expect_hash("", 0, blocks[i],
                    "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
    }
}
END_TEST

/* The hash is of the packed bytes, and of all of them when the text was not read to its end. */
START_TEST(hash_of_what_is_stored)
{
    char bytes[400];
    size_t length = pack(bytes, 0, sizeof bytes, one, strlen(one));
    uf_digest *digest = uf_digest_new();
    ck_assert_ptr_nonnull(digest);
    uf_digest_add(digest, bytes, length);
    char expected[UF_DIGEST_SIZE];
    uf_digest_text(digest, expected);
    uf_digest_free(digest);
    expect_hash(bytes, length, 3, expected);

    uf_source source;
    uf_fault fault;
    char piece[UF_STAGE_ROOM];
    char text[UF_DIGEST_SIZE];
    size_t got;
    uf_source_memory(&source, "test", bytes, length);
    source.block = 12;
    ck_assert(uf_source_hash(&source));
    ck_assert(uf_source_read(&source, piece, sizeof piece, &got, &fault));
    ck_assert_uint_lt(source.stored, length);
    ck_assert(uf_source_drain(&source, &fault));
    uf_digest_text(source.digest, text);
    ck_assert_str_eq(text, expected);
    uf_source_close(&source);
}
END_TEST

static void expect_valid(const char *bytes, size_t length, size_t valid, bool cut)
{
    /* At every distance from the eight bytes and the block that are looked at together. */
    char text[160];
    for (size_t before = 0; before < 80; before++) {
        memset(text, 'x', sizeof text);
        memcpy(text + before, bytes, length);
        bool is_cut;
        ck_assert_uint_eq(uf_utf8_valid(text, before + length, &is_cut), before + valid);
        ck_assert_int_eq(is_cut, cut);
        if (cut || valid == length)
            continue;
        ck_assert_uint_eq(uf_utf8_valid(text, sizeof text, &is_cut), before + valid);
        ck_assert_int_eq(is_cut, false);
    }
}

/* Table 3-7 of the Unicode Standard: the first byte limits the second. */
START_TEST(utf8)
{
    static const struct {
        const char *bytes;
        size_t valid;
        bool cut;
    } cases[] = {
        { "\x7F", 1, false },
        { "\xC2\x80", 2, false },
        { "\xDF\xBF", 2, false },
        { "\xE0\xA0\x80", 3, false },
        { "\xED\x9F\xBF", 3, false },
        { "\xEE\x80\x80", 3, false },
        { "\xF0\x90\x80\x80", 4, false },
        { "\xF4\x8F\xBF\xBF", 4, false },
        { "\xC3\xA5\xE2\x82\xAC\xC3\xB6", 7, false },
        { "\x80", 0, false },
        { "\xC0\x80", 0, false },
        { "\xC1\xBF", 0, false },
        { "\xC2\x7F", 0, false },
        { "\xC3\xA5\xC3\x28", 2, false },
        { "\xE0\x9F\xBF", 0, false },
        { "\xE0\x9F", 0, false },
        { "\xED\xA0", 0, false },
        { "\xF0\x8F", 0, false },
        { "\xF4\x90", 0, false },
        { "\xF5", 0, false },
        { "\xFF", 0, false },
        { "\xE2\x28", 0, false },
        { "\xF0\x9F\x28", 0, false },
        { "\xC3", 0, true },
        { "\xE0", 0, true },
        { "\xE0\xA0", 0, true },
        { "\xED", 0, true },
        { "\xED\x9F", 0, true },
        { "\xF0", 0, true },
        { "\xF0\x90", 0, true },
        { "\xF0\x90\x80", 0, true },
        { "\xF4", 0, true },
        { "\xF4\x8F\xBF", 0, true },
        { "\xC3\xA5\xE2\x82", 2, true },
    };
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++)
        expect_valid(cases[i].bytes, strlen(cases[i].bytes), cases[i].valid, cases[i].cut);
    expect_valid("\0", 1, 1, false);
}
END_TEST

/* One character after the other: what the words and blocks must agree with. */
static size_t valid_slowly(const char *bytes, size_t length)
{
    size_t valid = 0;
    while (valid < length) {
        size_t character = uf_message_character(bytes + valid, length - valid);
        if (character == 0)
            break;
        valid += character;
    }
    return valid;
}

/* Pseudo-random texts of characters of one to four bytes, some with one byte changed. */
START_TEST(utf8_in_blocks)
{
    static const char *const characters[] = { "a",        "\n",           "0",
                                              "\xC3\xA5", "\xC3\x96",     "\xC2\x80",
                                              "\xDF\xBF", "\xE2\x80\xAF", "\xF0\x9F\x98\x80" };
    static const char bytes[] = "a\x80\xBF\xC0\xC1\xC2\xC3\xDF\xE0\xE2\xED\xF0\xF4\xF5\xFF";
    uint64_t state = 1;
    size_t broken = 0;
    for (int round = 0; round < 20000; round++) {
        char text[300];
        size_t length = 0;
        /* Mostly text with characters of two bytes at most, as the blocks expect it. */
        size_t kinds = round % 4 == 0 ? 9 : 7;
        while (length < 290) {
            state = state * UINT64_C(6364136223846793005) + UINT64_C(1442695040888963407);
            const char *character = characters[(state >> 33) % kinds];
            for (const char *byte = character; *byte != '\0'; byte++)
                text[length++] = *byte;
        }
        if (round % 3 == 0)
            text[(state >> 20) % length] = bytes[(state >> 40) % (sizeof bytes - 1)];
        length -= state >> 60;
        bool cut;
        size_t valid = valid_slowly(text, length);
        ck_assert_uint_eq(uf_utf8_valid(text, length, &cut), valid);
        broken += valid < length;
    }
    ck_assert_uint_gt(broken, 3000);
}
END_TEST

START_TEST(names_of_encodings)
{
    ck_assert(uf_decoder_knows("cp1252"));
    ck_assert(uf_decoder_knows("LATIN1"));
    ck_assert(!uf_decoder_knows("no-such-encoding"));
    /* the locale's; and an order to pass over what is not valid */
    ck_assert(!uf_decoder_knows(""));
    ck_assert(!uf_decoder_knows("ascii//IGNORE"));
    ck_assert(uf_decoder_is_utf8("UTF-8"));
    ck_assert(uf_decoder_is_utf8("utf8"));
    ck_assert(!uf_decoder_is_utf8("utf-16"));
}
END_TEST

Suite *test_source_suite(void)
{
    Suite *suite = suite_create("source");
    TCase *tests = tcase_create("source");
    tcase_add_test(tests, plain);
    tcase_add_test(tests, packed);
    tcase_add_test(tests, cut_short);
    tcase_add_test(tests, damaged);
    tcase_add_test(tests, hashes);
    tcase_add_test(tests, hash_of_what_is_stored);
    tcase_add_test(tests, utf8);
    tcase_add_test(tests, utf8_in_blocks);
    tcase_add_test(tests, names_of_encodings);
    suite_add_tcase(suite, tests);
    return suite;
}
