/*
 * number.h - numbers for people.
 */
#ifndef TAWAM_REPORT_NUMBER_H
#define TAWAM_REPORT_NUMBER_H

#include <stdint.h>

/* 1234567 as "1,234,567"; static buffers of the thread, sixteen
 * of them in turn. */
const char *grouped(uint64_t n);

/* "1 row", "1,234 rows"; as grouped. */
const char *counted(uint64_t n, const char *what);

/* "1.4 GB"; as grouped. */
const char *bytes_text(double n);

/* Ten thousandths, as "%.4f" rounds: a score that is stored has no more. */
unsigned score4(double share);

#endif
