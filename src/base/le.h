/*
 * le.h - little-endian numbers in stored bytes, at any alignment.
 */
#ifndef TAWAM_BASE_LE_H
#define TAWAM_BASE_LE_H

#include <stdint.h>
#include <string.h>

#if defined(__BYTE_ORDER__) && __BYTE_ORDER__ == __ORDER_BIG_ENDIAN__
#define LE16(x)	__builtin_bswap16(x)
#define LE32(x)	__builtin_bswap32(x)
#define LE64(x)	__builtin_bswap64(x)
#else
#define LE16(x)	(x)
#define LE32(x)	(x)
#define LE64(x)	(x)
#endif

#define LE_FUNCS(bits)							\
static inline uint##bits##_t						\
le##bits##_get(const void *p)						\
{									\
	uint##bits##_t v;						\
									\
	memcpy(&v, p, sizeof(v));					\
	return LE##bits(v);						\
}									\
									\
static inline void							\
le##bits##_put(void *p, uint##bits##_t v)				\
{									\
	v = LE##bits(v);						\
	memcpy(p, &v, sizeof(v));					\
}

LE_FUNCS(16)
LE_FUNCS(32)
LE_FUNCS(64)

#undef LE_FUNCS

#endif
