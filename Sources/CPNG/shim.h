// libpng reports an error by longjmp, which must not cross Swift frames, and Swift cannot call setjmp. So the few calls
// that Mien needs are wrapped here: each returns false after an error, and the reader or writer holds libpng's sentence.
#pragma once
#include <png.h>
#include <setjmp.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

// MARK: - Errors

#define MIEN_PNG_MESSAGE_SIZE 160

static inline void mien_png_fail(png_structp png, png_const_charp message) {
    char *text = (char *)png_get_error_ptr(png);
    if (text) { snprintf(text, MIEN_PNG_MESSAGE_SIZE, "%s", message); }
    png_longjmp(png, 1);
}

// Warnings are about what Mien does not use (colour profiles, text): libpng would print them to standard error.
static inline void mien_png_ignore(png_structp png, png_const_charp message) {}

// MARK: - Reading

// Must not move in memory between start and finish: libpng holds its address.
typedef struct {
    png_structp png;
    png_infop info;
    const unsigned char *bytes;
    size_t count, position;
    char message[MIEN_PNG_MESSAGE_SIZE];
} mien_png_reader;

static inline const char *mien_png_reader_message(const mien_png_reader *reader) { return reader->message; }

static inline void mien_png_take(png_structp png, png_bytep target, size_t count) {
    mien_png_reader *reader = (mien_png_reader *)png_get_io_ptr(png);
    if (count > reader->count - reader->position) { png_error(png, "the file ends too early"); }
    memcpy(target, reader->bytes + reader->position, count);
    reader->position += count;
}

static inline bool mien_png_start(mien_png_reader *reader, const unsigned char *bytes, size_t count) {
    memset(reader, 0, sizeof *reader);
    snprintf(reader->message, MIEN_PNG_MESSAGE_SIZE, "libpng could not be started");
    reader->bytes = bytes;
    reader->count = count;
    reader->png = png_create_read_struct(PNG_LIBPNG_VER_STRING, reader->message, mien_png_fail, mien_png_ignore);
    if (!reader->png) { return false; }
    reader->info = png_create_info_struct(reader->png);
    if (!reader->info) { return false; }
    png_set_read_fn(reader->png, reader, mien_png_take);
    return true;
}

// The size, and the samples as mien_png_read_pixels will give them: palettes and depths below 8 bits are expanded to
// 8 bits, a transparent colour becomes an alpha channel. Nothing is allocated by the size.
static inline bool mien_png_read_header(mien_png_reader *reader, size_t *width, size_t *height, int *channels,
                                        int *depth) {
    png_structp png = reader->png;
    png_infop info = reader->info;
    if (setjmp(png_jmpbuf(png))) { return false; }
    png_set_user_limits(png, PNG_UINT_31_MAX, PNG_UINT_31_MAX);  // The caller has a limit of its own, on the area.
    png_read_info(png, info);
    int color = png_get_color_type(png, info);
    bool alpha = (color & PNG_COLOR_MASK_ALPHA) || png_get_valid(png, info, PNG_INFO_tRNS);
    *width = png_get_image_width(png, info);
    *height = png_get_image_height(png, info);
    *channels = ((color & PNG_COLOR_MASK_COLOR) ? 3 : 1) + (alpha ? 1 : 0);
    *depth = png_get_bit_depth(png, info) == 16 ? 16 : 8;
    return true;
}

// Fills height rows of row_size bytes, 16-bit samples with the high byte first, and reads the file to its end, so that
// a cut is found wherever it is.
static inline bool mien_png_read_pixels(mien_png_reader *reader, unsigned char *pixels, size_t row_size) {
    png_structp png = reader->png;
    png_infop info = reader->info;
    if (setjmp(png_jmpbuf(png))) { return false; }
    png_set_expand(png);
    int passes = png_set_interlace_handling(png);
    png_read_update_info(png, info);
    if (png_get_rowbytes(png, info) != row_size) { png_error(png, "the rows have another size than the header says"); }
    size_t height = png_get_image_height(png, info);
    for (int pass = 0; pass < passes; pass++) {
        for (size_t row = 0; row < height; row++) { png_read_row(png, pixels + row * row_size, NULL); }
    }
    png_read_end(png, info);
    return true;
}

// The EXIF block, which may stand before or after the pixels; NULL where there is none. Lives as long as the reader.
static inline const unsigned char *mien_png_exif(const mien_png_reader *reader, size_t *count) {
    png_bytep exif = NULL;
    png_uint_32 size = 0;
#ifdef PNG_eXIf_SUPPORTED
    png_get_eXIf_1(reader->png, reader->info, &size, &exif);
#endif
    *count = exif ? size : 0;
    return exif;
}

static inline void mien_png_finish(mien_png_reader *reader) {
    png_destroy_read_struct(&reader->png, &reader->info, NULL);
}

// MARK: - Writing

typedef struct {
    png_structp png;
    png_infop info;
    unsigned char *bytes;
    size_t count, capacity;
    char message[MIEN_PNG_MESSAGE_SIZE];
} mien_png_writer;

static inline const char *mien_png_writer_message(const mien_png_writer *writer) { return writer->message; }

static inline void mien_png_put(png_structp png, png_bytep source, size_t count) {
    mien_png_writer *writer = (mien_png_writer *)png_get_io_ptr(png);
    if (writer->capacity - writer->count < count) {
        size_t capacity = 2 * writer->capacity + count + 4096;
        unsigned char *larger = (unsigned char *)realloc(writer->bytes, capacity);
        if (!larger) { png_error(png, "out of memory"); }
        writer->bytes = larger;
        writer->capacity = capacity;
    }
    memcpy(writer->bytes + writer->count, source, count);
    writer->count += count;
}

static inline void mien_png_flush(png_structp png) {}

// Writes rows of channels samples of depth bits each, 16-bit samples with the high byte first, into writer->bytes.
// mien_png_discard must follow, whatever this returns.
static inline bool mien_png_write(mien_png_writer *writer, const unsigned char *pixels, size_t width, size_t height,
                                  int channels, int depth) {
    static const int colors[] = {PNG_COLOR_TYPE_GRAY, PNG_COLOR_TYPE_GRAY_ALPHA, PNG_COLOR_TYPE_RGB,
                                 PNG_COLOR_TYPE_RGB_ALPHA};
    memset(writer, 0, sizeof *writer);
    snprintf(writer->message, MIEN_PNG_MESSAGE_SIZE, "libpng could not be started");
    writer->png = png_create_write_struct(PNG_LIBPNG_VER_STRING, writer->message, mien_png_fail, mien_png_ignore);
    if (!writer->png) { return false; }
    writer->info = png_create_info_struct(writer->png);
    if (!writer->info) { return false; }
    if (setjmp(png_jmpbuf(writer->png))) { return false; }
    png_set_user_limits(writer->png, PNG_UINT_31_MAX, PNG_UINT_31_MAX);
    png_set_write_fn(writer->png, writer, mien_png_put, mien_png_flush);
    png_set_IHDR(writer->png, writer->info, (png_uint_32)width, (png_uint_32)height, depth, colors[channels - 1],
                 PNG_INTERLACE_NONE, PNG_COMPRESSION_TYPE_DEFAULT, PNG_FILTER_TYPE_DEFAULT);
    png_write_info(writer->png, writer->info);
    size_t row_size = width * (size_t)channels * (size_t)(depth / 8);
    for (size_t row = 0; row < height; row++) { png_write_row(writer->png, pixels + row * row_size); }
    png_write_end(writer->png, NULL);
    return true;
}

static inline void mien_png_discard(mien_png_writer *writer) {
    png_destroy_write_struct(&writer->png, &writer->info);
    free(writer->bytes);
}
