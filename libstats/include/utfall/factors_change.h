/* factors_change.h: has a case improved, by which rule, and what could the unknown do to that?
 *
 * Improved is a case whose risk factors fell and whose protective factors rose, both. What "fell"
 * means is a rule that must be named, because the rules differ by a factor of four on ratings that
 * only vary by chance:
 *
 *     sum        the weighted sum over the compared factors fell by min_change or more
 *     mean       the weighted mean did
 *     any        at least one compared factor fell by min_change or more
 *     majority   more than half of the compared factors did
 *
 * A side without factors (an instrument of risks alone) is not asked about. Every comparison is
 * made in whole numbers and decimals, without dividing. */
#ifndef UTFALL_FACTORS_CHANGE_H
#define UTFALL_FACTORS_CHANGE_H

#include <utfall/factors.h>

#ifdef __cplusplus
extern "C" {
#endif

typedef enum uf_change_rule {
    UF_CHANGE_SUM,
    UF_CHANGE_MEAN,
    UF_CHANGE_ANY,
    UF_CHANGE_MAJORITY
} uf_change_rule;
enum { UF_CHANGE_RULES = 4 };

/* "sum", "mean", "any", "majority". */
const char *uf_change_rule_name(uf_change_rule rule);
bool uf_change_rule_named(const char *name, uf_change_rule *rule);

/* Three quarters of the side's factors that are applicable to the case, rounded up. */
#define UF_THREE_QUARTERS ((size_t)-1)

typedef struct uf_change_rules {
    uf_change_rule rule;
    uf_decimal min_change[UF_SIDES]; /* 0 or more; at 0 any change in the direction will do; of the
                                       * sum or mean, or with any and majority of one factor     */
    size_t min_factors[UF_SIDES];    /* fewer compared: not assessable; or UF_THREE_QUARTERS    */
} uf_change_rules;

/* What became of a case. */
typedef enum uf_change_class {
    UF_CLASS_IMPROVED,        /* every side went the good way                                  */
    UF_CLASS_RISK_ONLY,       /* risk fell, protection neither rose nor fell                   */
    UF_CLASS_PROTECTIVE_ONLY, /* protection rose, risk neither fell nor rose                   */
    UF_CLASS_UNCHANGED,
    UF_CLASS_MIXED,          /* one side went the good way, the other the bad                  */
    UF_CLASS_WORSENED,       /* a side went the bad way, none the good                         */
    UF_CLASS_NOT_ASSESSABLE, /* too few factors known on both occasions, or no first one       */
    UF_CLASS_LOST            /* not assessed at last                                           */
} uf_change_class;
enum { UF_CHANGE_CLASSES = 8 };

/* "improved", "risk only", "protective only", "unchanged", "mixed", "worsened", "not assessable",
 * "lost". */
const char *uf_change_class_name(uf_change_class change_class);

/* One side of a case. */
typedef struct uf_side_change {
    size_t factors;  /* of the set, on this side                                              */
    size_t compared; /* of them, under the reading                                            */
    size_t needed;   /* fewest compared for the side to be assessed                           */
    bool good, bad;  /* by the rule and its mirror image; with `any` both can hold            */
    double before, after, change; /* sum, or with the rule `mean` the mean, over the compared
                                   * factors; NaN if there is none. Of a case without a last
                                   * occasion, before is over the factors known at first       */
} uf_side_change;

/* The judgement of a case or a family. */
typedef struct uf_change_verdict {
    bool followed_up;    /* assessed at last                                                   */
    bool assessable;     /* at first too, with enough factors on every side                    */
    bool good[UF_SIDES]; /* assessable, and the side went the good way                         */
    bool bad[UF_SIDES];
    bool improved;
    /* Improved whatever the unknown ratings at either end were, and improved if they were as
     * favourable as can be. What was lost, or stays not assessable with all of them, may have
     * improved and need not have. surely implies improved, and improved implies possibly. */
    bool surely_improved, possibly_improved;
    uf_change_class change_class;
} uf_change_verdict;

typedef struct uf_case_change {
    uf_side_change side[UF_SIDES];
    size_t compared; /* factors on both sides                                                  */
    size_t revealed; /* unknown at first, known later                                          */
    size_t hidden;   /* known at first, unknown at last                                        */
    uf_change_verdict verdict;
} uf_case_change;

/* Whether rules can be used: UF_EINVAL if a min_change is below 0 (error->index the side). */
uf_status uf_change_rules_check(const uf_change_rules *rules, uf_error *error);

/* Judge a case of n factors, which uf_factors_check has passed, by rules that
 * uf_change_rules_check has passed. pairs[0..n) is filled as by uf_factors_pair. Time: n times the
 * occasions. */
void uf_factors_change(uf_case_change *change, uf_factor_pair *pairs,
                       const uf_factors_history *history, const uf_factor *factors, size_t n,
                       uf_revealed revealed, const uf_change_rules *rules);

/* What the rule compares, on one occasion: the weighted sum of a side, or with the rule `mean` the
 * mean. Over the factors for which counted[i] (counted NULL: those that are known); NaN when there
 * is none, or when one of them is not known. */
double uf_factors_value(const uf_rating *ratings, const uf_factor *factors, size_t n,
                        const bool *counted, uf_side side, uf_change_rule rule);

/* When is a family of several cases followed up, improved, and so on: when all of them are, or when
 * any one is? */
typedef enum uf_family_rule { UF_FAMILY_ALL, UF_FAMILY_ANY } uf_family_rule;

/* Judge a family of n cases, n > 0. Its class is that of its cases where they agree; improved where
 * the rule says so; else mixed. */
void uf_factors_family(uf_change_verdict *family, const uf_change_verdict *cases, size_t n,
                       uf_family_rule rule);

#ifdef __cplusplus
}
#endif
#endif
