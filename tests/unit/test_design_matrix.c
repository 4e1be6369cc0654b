/* test_design_matrix.c: columns and names by hand, and what is refused. */
#include <utfall/design.h>
#include <utfall/design_matrix.h>

#include <check.h>
#include <math.h>

enum { ROWS = 6 };

static const char *const arms[] = { "control", "intervention" };
static const char *const grades[] = { "4", "5", "6", "7" };
static const uint32_t arm[ROWS] = { 0, 0, 0, 1, 1, 1 };
static const uint32_t grade[ROWS] = { 0, 1, 2, 2, 1, 0 };
static const double age[ROWS] = { 10, 11, 12, 12.5, 11.5, 10.5 };

/* arm against control, grade against 5 (nobody is in 7), age. */
static const uf_variable variables[] = {
    { .name = "arm", .codes = arm, .levels = arms, .level_count = 2, .reference = 0 },
    { .name = "grade", .codes = grade, .levels = grades, .level_count = 4, .reference = 1 },
    { .name = "age", .numbers = age },
};

static uf_design_matrix *make(const uf_term *terms, size_t count)
{
    uf_design_matrix *matrix;
    ck_assert_int_eq(uf_design_matrix_new(&matrix, ROWS, variables, 3, terms, count, NULL), UF_OK);
    return matrix;
}

/* Columns by hand: treatment coding, the first variable's levels fastest. */
START_TEST(main_effects_and_interactions)
{
    const uf_term terms[] = {
        { .order = 0 },
        { .order = 1, .variable = { 0 } },
        { .order = 1, .variable = { 1 } },
        { .order = 2, .variable = { 0, 1 } },
        { .order = 2, .variable = { 2, 1 } },
    };
    static const char *const names[] = { "(constant)",
                                         "arm=intervention",
                                         "grade=4",
                                         "grade=6",
                                         "arm=intervention:grade=4",
                                         "arm=intervention:grade=6",
                                         "age:grade=4",
                                         "age:grade=6" };
    static const double expected[ROWS][8] = {
        { 1, 0, 1, 0, 0, 0, 10, 0 },   { 1, 0, 0, 0, 0, 0, 0, 0 }, { 1, 0, 0, 1, 0, 0, 0, 12 },
        { 1, 1, 0, 1, 0, 1, 0, 12.5 }, { 1, 1, 0, 0, 0, 0, 0, 0 }, { 1, 1, 1, 0, 1, 0, 10.5, 0 },
    };
    uf_design_matrix *matrix = make(terms, 5);
    uf_design design = { .y = age };
    uf_design_matrix_view(matrix, &design);
    ck_assert_uint_eq(design.n, ROWS);
    ck_assert_uint_eq(design.p, 8);
    for (size_t i = 0; i < ROWS; i++) {
        for (size_t j = 0; j < 8; j++)
            ck_assert_double_eq(design.x[i * 8 + j], expected[i][j]);
    }
    for (size_t j = 0; j < 8; j++)
        ck_assert_str_eq(uf_design_matrix_name(matrix, j), names[j]);
    size_t first, count;
    uf_design_matrix_columns(matrix, 3, &first, &count);
    ck_assert_uint_eq(first, 4);
    ck_assert_uint_eq(count, 2);
    uf_design_matrix_free(matrix);
}
END_TEST

START_TEST(three_variables_and_numbers)
{
    const uf_term terms[] = { { .order = 3, .variable = { 0, 2, 1 } },
                              { .order = 2, .variable = { 2, 2 } } };
    uf_design_matrix *matrix = make(terms, 2);
    uf_design design = { .y = age };
    uf_design_matrix_view(matrix, &design);
    ck_assert_uint_eq(design.p, 3);
    ck_assert_str_eq(uf_design_matrix_name(matrix, 1), "arm=intervention:age:grade=6");
    ck_assert_double_eq(design.x[3 * 3 + 1], 12.5);
    ck_assert_double_eq(design.x[2 * 3 + 1], 0);
    ck_assert_double_eq(design.x[5 * 3 + 2], 110.25);
    uf_design_matrix_free(matrix);
}
END_TEST

START_TEST(faulty_variables_are_refused)
{
    const uf_term one = { .order = 1, .variable = { 0 } };
    uf_design_matrix *matrix;
    uf_error error;
    uf_variable v = variables[0];
    v.level_count = 1;
    ck_assert_int_eq(uf_design_matrix_new(&matrix, ROWS, &v, 1, &one, 1, &error), UF_EINVAL);
    ck_assert_uint_eq(error.index, 3);
    v = variables[0];
    v.reference = 2;
    ck_assert_int_eq(uf_design_matrix_new(&matrix, ROWS, &v, 1, &one, 1, &error), UF_EINVAL);
    v = variables[1];
    v.reference = 3;
    ck_assert_int_eq(uf_design_matrix_new(&matrix, ROWS, &v, 1, &one, 1, &error), UF_EDATA);
    const double bad[ROWS] = { 1, 2, 3, NAN, 5, 6 };
    v = (uf_variable){ .name = "bad", .numbers = bad };
    ck_assert_int_eq(uf_design_matrix_new(&matrix, ROWS, &v, 1, &one, 1, &error), UF_EINVAL);
    ck_assert_uint_eq(error.index, 3);
}
END_TEST

START_TEST(faulty_terms_are_refused)
{
    const uf_term terms[] = { { .order = 0 }, { .order = 1, .variable = { 7 } } };
    const uf_term many = { .order = 4 };
    uf_design_matrix *matrix;
    uf_error error;
    ck_assert_int_eq(uf_design_matrix_new(&matrix, ROWS, variables, 3, terms, 2, &error),
                     UF_EINVAL);
    ck_assert_uint_eq(error.index, 1);
    ck_assert_int_eq(uf_design_matrix_new(&matrix, ROWS, variables, 3, &many, 1, &error),
                     UF_EINVAL);
    uf_design_matrix_free(NULL);
}
END_TEST

START_TEST(designs_are_checked)
{
    const double x[4] = { 1, 2, 3, 4 }, y[4] = { 1, 2, 3, 4 }, minus[4] = { 1, 1, -1, 1 };
    const double zero[4] = { 0, 0, 0, 0 }, hole[4] = { 1, 2, 3, INFINITY };
    const uint32_t code[4] = { 0, 1, 2, 1 };
    uf_error error;
    const uf_design good = { .n = 4, .p = 1, .x = x, .y = y, .cluster = code, .clusters = 3 };
    uf_design d = good;
    ck_assert_int_eq(uf_design_check(&d, NULL), UF_OK);
    d.clusters = 2;
    ck_assert_int_eq(uf_design_check(&d, &error), UF_EINVAL);
    ck_assert_uint_eq(error.index, 2);
    d = good;
    d.weights = minus;
    ck_assert_int_eq(uf_design_check(&d, &error), UF_EINVAL);
    ck_assert_uint_eq(error.index, 2);
    d.weights = zero;
    ck_assert_int_eq(uf_design_check(&d, NULL), UF_EDATA);
    d = good;
    d.y = hole;
    ck_assert_int_eq(uf_design_check(&d, &error), UF_EINVAL);
    ck_assert_uint_eq(error.index, 3);
    d = good;
    d.offset = hole;
    ck_assert_int_eq(uf_design_check(&d, NULL), UF_EINVAL);
    d = good;
    d.x = hole;
    ck_assert_int_eq(uf_design_check(&d, NULL), UF_EINVAL);
    d = good;
    d.fixed = code;
    d.fixed_groups = 1;
    ck_assert_int_eq(uf_design_check(&d, NULL), UF_EINVAL);
    d = good;
    d.n = 0;
    ck_assert_int_eq(uf_design_check(&d, NULL), UF_EDATA);
}
END_TEST

Suite *test_design_matrix_suite(void);

Suite *test_design_matrix_suite(void)
{
    Suite *suite = suite_create("design_matrix");
    TCase *tests = tcase_create("design_matrix");
    tcase_add_test(tests, main_effects_and_interactions);
    tcase_add_test(tests, three_variables_and_numbers);
    tcase_add_test(tests, faulty_variables_are_refused);
    tcase_add_test(tests, faulty_terms_are_refused);
    tcase_add_test(tests, designs_are_checked);
    suite_add_tcase(suite, tests);
    return suite;
}
