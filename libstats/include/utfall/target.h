/* target.h: is a target met, and what does the evidence say?
 *
 * Two answers that must not be confused. The verdict is about the figure: the estimate is on the
 * right side of the target, or it is not. The evidence is about what the figure stands for: the
 * whole interval is on the right side (established), on the wrong side (refuted), or the target
 * lies inside it (undecided). With Wilson's 95 % interval 11 of 50 meets 22 %, and establishing it
 * takes 17.
 *
 * The verdict on shares, relative changes, differences and ratios of shares is decided in integers
 * from the row's counts wherever they are the counts behind the estimate: 24 of 200 after 30 of 200
 * is -20 % to the letter, although (24.0/200) / (30.0/200) - 1 <= -0.2 is false.
 *
 * What cannot be said is NaN or undecided, each with a reason: a string constant, "" if there is
 * nothing to explain, that a program may translate. */
#ifndef UTFALL_TARGET_H
#define UTFALL_TARGET_H

#include <stdbool.h>
#include <utfall/decimal.h>
#include <utfall/estimate.h>
#include <utfall/status.h>

#ifdef __cplusplus
extern "C" {
#endif

typedef enum uf_relation { UF_AT_LEAST, UF_AT_MOST, UF_MORE_THAN, UF_LESS_THAN } uf_relation;

/* What number of a result row a requirement is about, and so how it is compared exactly and on what
 * scale its uncertainty is symmetric. */
typedef enum uf_quantity {
    UF_QUANTITY_SHARE,            /* estimate, 0 to 1: events / n, of units                       */
    UF_QUANTITY_RATE,             /* the same of time: what is counted are no independent units   */
    UF_QUANTITY_RELATIVE_CHANGE,  /* (events/n) / (events_reference/n_reference) - 1              */
    UF_QUANTITY_SHARE_DIFFERENCE, /* events/n - events_reference/n_reference                     */
    UF_QUANTITY_SHARE_RATIO,      /* (events/n) / (events_reference/n_reference)                 */
    UF_QUANTITY_RATIO,            /* any other ratio (odds, rates, geometric means)              */
    UF_QUANTITY_NUMBER,           /* any other estimate                                          */
    UF_QUANTITY_N,                /* the column n: how many there are                            */
    UF_QUANTITY_EVENTS            /* the column events                                           */
} uf_quantity;

/* The quantity of a result row's term: `share`, `rate`, `coverage`, `relative_change`,
 * `risk_difference`, `risk_ratio`, `odds_ratio`, ...; any term not known here is
 * UF_QUANTITY_NUMBER. */
uf_quantity uf_quantity_of_term(const char *term);

typedef struct uf_requirement {
    uf_quantity quantity;
    uf_relation relation;
    uf_decimal value; /* shares and changes as shares: 0.22, -0.2, and -0.03 for -3 points */
} uf_requirement;

typedef enum uf_verdict { UF_NOT_MET, UF_MET, UF_VERDICT_UNDECIDED } uf_verdict;
typedef enum uf_evidence { UF_REFUTED, UF_ESTABLISHED, UF_EVIDENCE_UNDECIDED } uf_evidence;

/* "not met", "met", "undecided"; "refuted", "established", "undecided"; ">=", "<=", ">", "<". */
const char *uf_verdict_name(uf_verdict verdict);
const char *uf_evidence_name(uf_evidence evidence);
const char *uf_relation_name(uf_relation relation);

typedef struct uf_judgement {
    uf_verdict verdict;
    bool exact;            /* the verdict was reached in integers                             */
    bool missing_may_turn; /* at bound_low or bound_high the verdict would be another         */
    uf_evidence evidence;
    double probability; /* that the true value meets the requirement                       */
    double by_luck;     /* chance of meeting it if nothing had changed                     */
    const char *verdict_reason;
    const char *evidence_reason;
    const char *probability_reason;
    const char *by_luck_reason;
} uf_judgement;

/* The sentence in a row's note by which a program says that units lie in clusters that the interval
 * takes no account of; more may follow it in the note (", by school"). */
#define UF_NOTE_CLUSTERING_IGNORED "the interval ignores clustering"

/* Whether row->note has that sentence. */
bool uf_target_clustering_ignored(const uf_estimate *row);

/* How many units of a clustered share are worth one independent unit: what its standard error says,
 * std_error^2 n / (p (1 - p)), and at least 1, because clusters that agree by luck are not worth
 * more than independent units. 1 without clusters; NaN at a share of 0 or 1 and without a standard
 * error, from which nothing can be said of it. */
double uf_target_design_effect(const uf_estimate *row);

/* Judge one result row.
 *
 * verdict: a blank estimate (or, for UF_QUANTITY_N and _EVENTS, a blank count) is undecided. The
 * counts are used when they are whole, possible and agree with the estimate to 1e-9; otherwise the
 * estimate is compared with the double nearest to the value.
 *
 * evidence: from conf_low and conf_high. Undecided without an interval, and when clustering is
 * ignored: the interval is then too short to carry anything. A count (n, events) is a fact about
 * those counted and has no interval: its evidence is its verdict.
 *
 * probability: P(true value meets the requirement), flat or Jeffreys prior:
 *   share with counts                 Beta(events/d + 1/2, (n - events)/d + 1/2), d the design
 *                                     effect, 1 without clusters
 *   ratios and relative changes       log of the ratio, whose standard error std_error is, t with
 *                                     the row's df, normal without
 *   everything else                   estimate and std_error, t with the row's df, normal without
 * NaN for randomisation rows, counts, ignored clustering, clustered shares whose design effect is
 * not known, and without std_error.
 *
 * by_luck: for a relative change with the counts of both periods and no clusters: the chance that a
 * new sample of n meets it when the true share stays that of the reference period, both periods
 * being drawn anew and independently (target_chance.h). NaN elsewhere.
 *
 *   UF_EINVAL  a value that cannot be: a share outside 0..1, a change or difference of shares below
 *              -1 (or a difference above 1), a negative ratio or count; or too many places. */
uf_status uf_target_judge(uf_judgement *judgement, const uf_requirement *requirement,
                          const uf_estimate *row, uf_error *error);

/* Accept as evidence only an interval of this level: where row's is of another, the evidence
 * becomes undecided, with a reason. A level of NaN accepts any; a count, which has no interval,
 * stays. */
void uf_target_require_level(uf_judgement *judgement, const uf_requirement *requirement,
                             const uf_estimate *row, double level);

#ifdef __cplusplus
}
#endif
#endif
