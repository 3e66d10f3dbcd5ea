/*
 * compress8.h - for each byte of mask, the places of its bits.
 *
 * Byte i of compress8[m] is the number of the i-th bit set in m, from 0; what
 * lies beyond the last is 0.  A shuffle by it moves what a mask selects to the
 * front, for CPUs that have no instruction for that.
 */
#ifndef TAWAM_BASE_COMPRESS8_H
#define TAWAM_BASE_COMPRESS8_H

#include <stdint.h>

extern const uint64_t compress8[256];

#endif
