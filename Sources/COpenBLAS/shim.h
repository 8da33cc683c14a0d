#pragma once
#include <cblas.h>

// LAPACK's symbols are in OpenBLAS; its header is not always there.

// Singular values and vectors of a matrix, by divide and conquer.
void dgesdd_(const char *job, const int *rows, const int *columns, double *matrix, const int *stride, double *values,
             double *left, const int *left_stride, double *right, const int *right_stride, double *work,
             const int *work_size, int *integer_work, int *status);

// A triangle whose product with its transpose is a positive definite matrix; what such a triangle solves; the inverse.
void dpotrf_(const char *triangle, const int *size, double *matrix, const int *stride, int *status);
void dpotrs_(const char *triangle, const int *size, const int *count, const double *matrix, const int *stride,
             double *sides, const int *side_stride, int *status);
void dpotri_(const char *triangle, const int *size, double *matrix, const int *stride, int *status);
