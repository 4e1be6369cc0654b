/* vocabulary.c: the words and sentences that results are made of. */
#include "cli/vocabulary.h"

#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

#include "cli/language.h"
#include "cli/messages.h"
#include "cli/numbers.h"

/* %s stands for a value. */
static const char *const sentences[] = {
    /* units and estimands */
    UF_TRANSLATABLE("pupils"),
    UF_TRANSLATABLE("cases"),
    UF_TRANSLATABLE("rows"),
    UF_TRANSLATABLE("units"),
    UF_TRANSLATABLE("schools"),
    UF_TRANSLATABLE("lessons"),
    UF_TRANSLATABLE("days"),
    UF_TRANSLATABLE("persons"),
    UF_TRANSLATABLE("scheduled time"),
    UF_TRANSLATABLE("schools equally"),
    UF_TRANSLATABLE("all identified"),
    UF_TRANSLATABLE("followed up"),
    /* outcomes */
    UF_TRANSLATABLE("absence"),
    UF_TRANSLATABLE("coverage"),
    UF_TRANSLATABLE("improved"),
    /* columns */
    UF_TRANSLATABLE("school"),
    UF_TRANSLATABLE("class"),
    UF_TRANSLATABLE("grade"),
    UF_TRANSLATABLE("arm"),
    UF_TRANSLATABLE("window"),
    UF_TRANSLATABLE("period"),
    UF_TRANSLATABLE("pupil"),
    UF_TRANSLATABLE("group"),
    /* verdict and evidence */
    UF_TRANSLATABLE("met"),
    UF_TRANSLATABLE("not met"),
    UF_TRANSLATABLE("undecided"),
    UF_TRANSLATABLE("established"),
    UF_TRANSLATABLE("refuted"),
    /* why something is blank or undecided */
    UF_TRANSLATABLE("the row has no such count"),
    UF_TRANSLATABLE("the row has no estimate"),
    UF_TRANSLATABLE("the interval ignores clustering and is too short to judge by"),
    UF_TRANSLATABLE("the row has no interval"),
    UF_TRANSLATABLE("the interval is of another level than asked for"),
    /* notes */
    UF_TRANSLATABLE("no rows"),
    UF_TRANSLATABLE("no unit has an outcome"),
    UF_TRANSLATABLE("nothing was scheduled"),
    UF_TRANSLATABLE("share of no units is undefined"),
    UF_TRANSLATABLE("one pupil: no interval"),
    UF_TRANSLATABLE("one cluster: no interval"),
    UF_TRANSLATABLE("a share of 0 or 1 has no logit: no interval"),
    UF_TRANSLATABLE("all clusters have the same share: no interval"),
    UF_TRANSLATABLE(
        "the design effect cannot be estimated at a share of 0 or 1: each cluster counts "
        "as one unit"),
    UF_TRANSLATABLE(
        "the clusters differ less than independent units would: the interval is that of "
        "independent units"),
    UF_TRANSLATABLE("the interval ignores clustering by %s (ICC %s, design effect %s)"),
    UF_TRANSLATABLE("the interval ignores clustering by %s"),
    UF_TRANSLATABLE("%s clusters: with so few the interval covers a little less than its level"),
    UF_TRANSLATABLE("%s clusters: with so few the interval says little"),
    UF_TRANSLATABLE("%s left out for want of an outcome: %s"),
    UF_TRANSLATABLE("pupils without a lesson that counts: %s"),
    UF_TRANSLATABLE("records left out for too little scheduled time: %s"),
    UF_TRANSLATABLE("missing data could turn the verdict (see the bounds)"),
    UF_TRANSLATABLE("the share before is 0: a relative change is undefined"),
    UF_TRANSLATABLE("the interval does not cover what would have happened anyway"),
    UF_TRANSLATABLE("fewer than 30 units or 10 events in a period: one or two of them decide the "
                    "change"),
    /* xgettext:no-c-format */
    UF_TRANSLATABLE("90 % or more were over the limit before: such a group falls by itself "
                    "(regression to the mean)"),
    UF_TRANSLATABLE("%s in both periods: %s"),
};
enum { SENTENCES = sizeof sentences / sizeof sentences[0], MOST_VALUES = 4 };

/* A value within a text that fits a sentence. */
struct value {
    const char *text;
    size_t length;
};

/* Whether text is the sentence with something in place of each %s; values is set to what. A value
 * ends where the words after it begin for the first time. */
static bool fits(const char *text, const char *sentence, struct value *values, size_t *count)
{
    *count = 0;
    for (;;) {
        const char *hole = strstr(sentence, "%s");
        const size_t words = hole != NULL ? (size_t)(hole - sentence) : strlen(sentence);
        if (strncmp(text, sentence, words) != 0)
            return false;
        text += words;
        if (hole == NULL)
            return *text == '\0';
        if (*count == MOST_VALUES)
            return false;
        sentence = hole + 2;
        const char *next = strstr(sentence, "%s");
        const size_t after = next != NULL ? (size_t)(next - sentence) : strlen(sentence);
        size_t length = 0;
        while (text[length] != '\0' && (after == 0 || strncmp(text + length, sentence, after) != 0))
            length++;
        values[(*count)++] = (struct value){ text, length };
        text += length;
        if (length == 0)
            return false;
    }
}

/* A value translated in turn; a new text. */
static char *shown(const struct value *value)
{
    char *text = uf_message_text("%.*s", (int)value->length, value->text);
    double number;
    if (text == NULL)
        return NULL;
    if (uf_number_read(text, strlen(text), &number))
        return uf_language_number(text);
    for (size_t i = 0; i < SENTENCES; i++)
        if (strcmp(text, sentences[i]) == 0) {
            free(text);
            return uf_message_text("%s", uf_translate(sentences[i]));
        }
    return text;
}

/* The translation with each %s replaced by its value. */
static char *filled(const char *translation, const struct value *values, size_t count)
{
    char *text = uf_message_text("%s", "");
    for (size_t v = 0; text != NULL; v++) {
        const char *hole = strstr(translation, "%s");
        const size_t words = hole != NULL ? (size_t)(hole - translation) : strlen(translation);
        char *value = hole != NULL && v < count ? shown(&values[v]) : uf_message_text("%s", "");
        char *longer = value != NULL
                           ? uf_message_text("%s%.*s%s", text, (int)words, translation, value)
                           : NULL;
        free(value);
        free(text);
        text = longer;
        if (hole == NULL)
            break;
        translation = hole + 2;
    }
    return text;
}

char *uf_vocabulary(const char *text)
{
    struct value values[MOST_VALUES];
    size_t count;
    for (size_t i = 0; i < SENTENCES; i++)
        if (fits(text, sentences[i], values, &count))
            return filled(uf_translate(sentences[i]), values, count);
    return uf_message_text("%s", text);
}
