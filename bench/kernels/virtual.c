// Calls through function pointers, as object-oriented code makes them: call_indirect with changing
// targets.
#include "kernel.h"

struct shape {
  double (*area)(const struct shape*);
  void (*scale)(struct shape*, double);
  double a, b;
};

static double area_rectangle(const struct shape* s) { return s->a * s->b; }
static double area_ellipse(const struct shape* s) { return 3.140625 * s->a * s->b; }
static double area_triangle(const struct shape* s) { return 0.5 * s->a * s->b; }
static void scale_both(struct shape* s, double f) { s->a *= f, s->b *= f; }
static void scale_first(struct shape* s, double f) { s->a *= f; }

#define SHAPES 1000
static struct shape shapes[SHAPES];

KERNEL uint32_t run(uint32_t n) {
  static double (*const areas[])(const struct shape*) = {area_rectangle, area_ellipse,
                                                         area_triangle};
  static void (*const scales[])(struct shape*, double) = {scale_both, scale_first};
  uint32_t random = 77;
  for (uint32_t i = 0; i < SHAPES; i++) {
    shapes[i].area = areas[next_random(&random) % 3];
    shapes[i].scale = scales[next_random(&random) % 2];
    shapes[i].a = (double)(i % 17) + 1;
    shapes[i].b = (double)(i % 23) + 1;
  }
  uint32_t sum = 0;
  for (uint32_t round = 0; round < n; round++) {
    double total = 0;
    for (uint32_t i = 0; i < SHAPES; i++) {
      shapes[i].scale(&shapes[i], round & 1 ? 0.5 : 2.0);
      total += shapes[i].area(&shapes[i]);
    }
    sum = mix_double(sum, total);
  }
  return sum;
}
