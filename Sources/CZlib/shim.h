// zlib's stream is set up by macros, which Swift does not see.
#pragma once
#include <stdbool.h>
#include <string.h>
#include <zlib.h>

// Deflated bytes without a header (RFC 1951) as they were: true only if they are whole and make exactly `count` bytes.
static inline bool mien_inflate(const unsigned char *deflated, unsigned size, unsigned char *bytes, unsigned count) {
    z_stream stream;
    memset(&stream, 0, sizeof stream);
    if (inflateInit2(&stream, -MAX_WBITS) != Z_OK) { return false; }
    stream.next_in = (unsigned char *)deflated;
    stream.avail_in = size;
    stream.next_out = bytes;
    stream.avail_out = count;
    int status = inflate(&stream, Z_FINISH);
    inflateEnd(&stream);
    return status == Z_STREAM_END && stream.avail_out == 0;
}

static inline unsigned mien_crc32(const unsigned char *bytes, unsigned count) {
    return (unsigned)crc32(crc32(0, Z_NULL, 0), bytes, count);
}
