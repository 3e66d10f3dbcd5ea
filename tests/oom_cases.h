/*
 * oom_cases.h - the tables of cases, each in oom_<what>.c or in the file that
 * tests its part, and all in the list of test_oom.c.
 */
#ifndef TAWAM_TESTS_OOM_CASES_H
#define TAWAM_TESTS_OOM_CASES_H

#include "oom.h"

extern const struct oom_case oom_sketcher[];
extern const struct oom_case oom_corpus[];
extern const struct oom_case oom_segment[];
extern const struct oom_case oom_index[];

#endif
