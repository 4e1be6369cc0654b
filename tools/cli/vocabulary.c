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
    UF_TRANSLATABLE("clusters"),
    UF_TRANSLATABLE("lessons"),
    UF_TRANSLATABLE("days"),
    UF_TRANSLATABLE("persons"),
    UF_TRANSLATABLE("scheduled time"),
    UF_TRANSLATABLE("schools equally"),
    UF_TRANSLATABLE("all identified"),
    UF_TRANSLATABLE("followed up"),
    UF_TRANSLATABLE("followed up, clusters equally"),
    UF_TRANSLATABLE("all offered"),
    UF_TRANSLATABLE("all started"),
    UF_TRANSLATABLE("all completed"),
    UF_TRANSLATABLE("all identified families"),
    UF_TRANSLATABLE("all families offered"),
    UF_TRANSLATABLE("all families started"),
    UF_TRANSLATABLE("all families completed"),
    UF_TRANSLATABLE("families followed up"),
    /* outcomes */
    UF_TRANSLATABLE("absence"),
    UF_TRANSLATABLE("coverage"),
    UF_TRANSLATABLE("improved"),
    /* classes of change */
    UF_TRANSLATABLE("risk only"),
    UF_TRANSLATABLE("protective only"),
    UF_TRANSLATABLE("unchanged"),
    UF_TRANSLATABLE("mixed"),
    UF_TRANSLATABLE("worsened"),
    UF_TRANSLATABLE("not assessable"),
    UF_TRANSLATABLE("lost"),
    /* columns */
    UF_TRANSLATABLE("school"),
    UF_TRANSLATABLE("class"),
    UF_TRANSLATABLE("grade"),
    UF_TRANSLATABLE("arm"),
    UF_TRANSLATABLE("window"),
    UF_TRANSLATABLE("period"),
    UF_TRANSLATABLE("pupil"),
    UF_TRANSLATABLE("group"),
    UF_TRANSLATABLE("cluster"),
    /* notes on questionnaires */
    UF_TRANSLATABLE("did not know: %s"),
    UF_TRANSLATABLE("no answer: %s"),
    UF_TRANSLATABLE("nobody answered"),
    UF_TRANSLATABLE("one answer says nothing of the spread"),
    UF_TRANSLATABLE("all answers are the same"),
    UF_TRANSLATABLE("left out with answers missing: %s of %s"),
    UF_TRANSLATABLE("all pairs of answers; n is the fewest behind a pair"),
    UF_TRANSLATABLE("one item: consistency is between items"),
    UF_TRANSLATABLE("one item: there is no factor behind items"),
    UF_TRANSLATABLE("two items: one correlation does not tell their loadings apart"),
    UF_TRANSLATABLE("nobody answered every item"),
    UF_TRANSLATABLE("two items were never answered by the same person"),
    UF_TRANSLATABLE("fewer than 2 people"),
    UF_TRANSLATABLE("fewer than 3 people"),
    UF_TRANSLATABLE("fewer than 3 people answered every item"),
    UF_TRANSLATABLE("fewer than 4 people: no interval"),
    UF_TRANSLATABLE("the total does not vary"),
    UF_TRANSLATABLE("an item does not vary"),
    UF_TRANSLATABLE("the item does not vary"),
    UF_TRANSLATABLE("the rest does not vary"),
    UF_TRANSLATABLE("fewer than two items are left"),
    UF_TRANSLATABLE("fewer people than items"),
    UF_TRANSLATABLE("alpha is negative"),
    UF_TRANSLATABLE("the scores do not vary"),
    UF_TRANSLATABLE(
        "negative: the items go against each other; is one reversed that should not be, or "
        "not reversed that should?"),
    UF_TRANSLATABLE("negative: is the item reversed as it should be?"),
    UF_TRANSLATABLE("an item loads negatively: is it reversed as it should be?"),
    UF_TRANSLATABLE("a Heywood case: one factor leaves an item no error of its own"),
    UF_TRANSLATABLE(
        "a Heywood case, and an item loads negatively: is it reversed as it should be?"),
    UF_TRANSLATABLE("the one-factor model did not converge"),
    UF_TRANSLATABLE("a total of other scales: theirs is the reliability to look at"),
    UF_TRANSLATABLE("one occasion"),
    UF_TRANSLATABLE("people do not differ"),
    UF_TRANSLATABLE("no error within people: no interval"),
    UF_TRANSLATABLE("fewer than 2 people scored on every occasion"),
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
    UF_TRANSLATABLE("the interval ignores clustering by %s: nine of ten %s or more have the arm "
                    "that most of their %s has"),
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
    UF_TRANSLATABLE("change over time is not effect"),
    UF_TRANSLATABLE("nobody was followed up"),
    UF_TRANSLATABLE("nobody can be assessed"),
    UF_TRANSLATABLE("nobody was asked on both occasions"),
    UF_TRANSLATABLE("nobody was known on both occasions"),
    UF_TRANSLATABLE("lost to follow-up: %s"),
    UF_TRANSLATABLE("not assessable: %s"),
    UF_TRANSLATABLE("cases not assessable left out: %s"),
    UF_TRANSLATABLE("cases of which it is not known: %s"),
    UF_TRANSLATABLE("families of which it is not known: %s"),
    UF_TRANSLATABLE("rated by another rater at last: %s"),
    UF_TRANSLATABLE("rated by another version at last: %s"),
    UF_TRANSLATABLE("everybody has another rater at last"),
    UF_TRANSLATABLE("no reason was given"),
    UF_TRANSLATABLE("no risk sum reaches the cut"),
    /* comparisons */
    UF_TRANSLATABLE("%s treated as assigned"),
    UF_TRANSLATABLE("%s before only: %s"),
    UF_TRANSLATABLE("%s after only: %s"),
    UF_TRANSLATABLE("%s that changed arm between the periods (they stay in the first): %s"),
    UF_TRANSLATABLE("%s left out for want of an outcome: %s %s and %s %s"),
    UF_TRANSLATABLE("%s arms are compared with the control (--where chooses): none is primary"),
    UF_TRANSLATABLE("strata with units of both arms: %s"),
    UF_TRANSLATABLE("no rows of arm '%s'"),
    UF_TRANSLATABLE("no arm but the control has rows"),
    UF_TRANSLATABLE("--where selects by the outcome: such a group falls by itself (regression "
                    "to the mean)"),
    UF_TRANSLATABLE("at most 0.05: satisfies the baseline equivalence requirement of What Works "
                    "Clearinghouse"),
    UF_TRANSLATABLE("above 0.05 and at most 0.25: satisfies the baseline equivalence "
                    "requirement of What Works Clearinghouse only with a statistical adjustment "
                    "for the baseline"),
    UF_TRANSLATABLE("above 0.25: does not satisfy the baseline equivalence requirement of What "
                    "Works Clearinghouse"),
    UF_TRANSLATABLE("a group is empty"),
    UF_TRANSLATABLE("a group has no values"),
    UF_TRANSLATABLE("a group has only one value"),
    UF_TRANSLATABLE("one unit says nothing of the spread"),
    UF_TRANSLATABLE("the units do not vary"),
    UF_TRANSLATABLE("the values do not vary"),
    UF_TRANSLATABLE("the values do not vary within the groups"),
    UF_TRANSLATABLE("all differences are the same"),
    UF_TRANSLATABLE("nobody is in both periods"),
    UF_TRANSLATABLE("only one table has these margins"),
    UF_TRANSLATABLE("too few values for an interval at this level"),
    UF_TRANSLATABLE("the rate before is 0: a relative change is undefined"),
    UF_TRANSLATABLE("%s equally, %s in both periods"),
    UF_TRANSLATABLE("%s equally"),
    UF_TRANSLATABLE("%s in both periods"),
    UF_TRANSLATABLE("before only: %s"),
    UF_TRANSLATABLE("after only: %s"),
    UF_TRANSLATABLE("%s left out for want of an outcome or covariate: %s %s and %s %s"),
    UF_TRANSLATABLE("%s in another %s after than before: %s, kept where they were first"),
    UF_TRANSLATABLE("%s in another %s after than before: %s, each period where they are"),
    UF_TRANSLATABLE("%s without %s in a period, left out: %s"),
    UF_TRANSLATABLE("the %s is below what was assigned: every school has one arm only"),
    UF_TRANSLATABLE("several arms are compared with the control: none is primary"),
    UF_TRANSLATABLE("the inferences disagree: p is at most %s by %s"),
    UF_TRANSLATABLE("above it by %s"),
    UF_TRANSLATABLE("the highest attainable level"),
    UF_TRANSLATABLE("smallest attainable p is %s with %s+%s clusters"),
    UF_TRANSLATABLE("no exact test can give p below %s with %s+%s clusters"),
    UF_TRANSLATABLE(
        "where the arms were not drawn by lot, this is a reference distribution and not a test "
        "that the design justifies"),
    UF_TRANSLATABLE("the estimate is of the other sign for %s: %s"),
    UF_TRANSLATABLE("design effect %s"),
    UF_TRANSLATABLE("both arms together"),
    UF_TRANSLATABLE("against '%s': a placebo window, before there was an intervention"),
    UF_TRANSLATABLE("against '%s'"),
    UF_TRANSLATABLE("F on %s and %s df: a test with so few that finds nothing has shown nothing"),
    UF_TRANSLATABLE("F on %s and %s df"),
    UF_TRANSLATABLE("the period that the others are compared with"),
    UF_TRANSLATABLE(
        "mean cluster sizes differ by more than 3 times between the arms: unequal variances "
        "beside"),
    UF_TRANSLATABLE("an arm has no clusters"),
    UF_TRANSLATABLE("one cluster in an arm: how clusters vary cannot be seen"),
    UF_TRANSLATABLE("one cluster in an arm: its own variation cannot be told from the effect"),
    UF_TRANSLATABLE("the clusters do not vary"),
    UF_TRANSLATABLE("the clusters do not vary within the arms"),
    UF_TRANSLATABLE("all clusters change alike: no interval"),
    UF_TRANSLATABLE("all cluster values are equal"),
    UF_TRANSLATABLE("nothing varies within arms: no studentised interval"),
    UF_TRANSLATABLE("too few clusters for an interval"),
    UF_TRANSLATABLE("too few clusters in an arm to resample them: no interval"),
    UF_TRANSLATABLE("few clusters in an arm: the bootstrap interval is too narrow"),
    UF_TRANSLATABLE("too few clusters for a regression with so many terms"),
    UF_TRANSLATABLE("under 4 degrees of freedom: the t approximation is poor"),
    UF_TRANSLATABLE("the degrees of freedom cannot be determined"),
    UF_TRANSLATABLE("a cluster's share is 0 or 1: it has no place on this scale"),
    UF_TRANSLATABLE("a cluster's value is 0: it has no place on this scale"),
    UF_TRANSLATABLE("the mean of the control clusters is 0: a ratio is undefined"),
    UF_TRANSLATABLE("the mean of the intervention's clusters is 0: no interval"),
    UF_TRANSLATABLE("the mean before is 0: a relative change is undefined"),
    UF_TRANSLATABLE("the mean after is 0: no interval"),
    UF_TRANSLATABLE("a share before is 0 or 1: it has no odds"),
    UF_TRANSLATABLE("the values before do not vary"),
    UF_TRANSLATABLE("a ratio of totals has no standard deviation between units"),
    UF_TRANSLATABLE("more than 10,000,000 units: ranks are not computed"),
    UF_TRANSLATABLE("too few values for a standardised difference"),
    UF_TRANSLATABLE("no event in either group: the ratio is undefined"),
    UF_TRANSLATABLE("everybody had the event: there is no test"),
    UF_TRANSLATABLE("a group without events: the logarithm of the ratio has no standard error"),
    UF_TRANSLATABLE("the outcome is the same for everybody: there is no test"),
    UF_TRANSLATABLE("a cell of the table is 0: Woolf's interval is undefined"),
    UF_TRANSLATABLE("a row or column of the table is empty: any odds ratio agrees with it"),
    UF_TRANSLATABLE("no pair differs between the occasions"),
    UF_TRANSLATABLE("all values are the same"),
    UF_TRANSLATABLE("a rate is 0: its logarithm has no variance"),
    UF_TRANSLATABLE("the rate after is 0: its logarithm has no variance"),
};
enum { SENTENCES = sizeof sentences / sizeof sentences[0], MOST_VALUES = 5 };

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
