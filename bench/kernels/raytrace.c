// Spheres under one light with shadows and mirrors: small structs of doubles by value, square
// roots, recursion, branches.
#include "kernel.h"

#define SIDE 100
struct vector {
  double x, y, z;
};
struct sphere {
  struct vector centre;
  double radius, mirror;
};
#define SPHERES 9
static struct sphere spheres[SPHERES];
static const struct vector light = {0.5773502691896258, 0.5773502691896258, -0.5773502691896258};

static inline struct vector along(struct vector a, struct vector b, double t) {
  return (struct vector){a.x + b.x * t, a.y + b.y * t, a.z + b.z * t};
}
static inline double dot(struct vector a, struct vector b) {
  return a.x * b.x + a.y * b.y + a.z * b.z;
}
static inline struct vector unit(struct vector a) {
  double inverse = 1 / __builtin_sqrt(dot(a, a));
  return (struct vector){a.x * inverse, a.y * inverse, a.z * inverse};
}

// The nearest sphere that the ray meets, and how far away it is.
NOINLINE static const struct sphere* nearest(struct vector from, struct vector to,
                                             double* distance) {
  const struct sphere* found = 0;
  *distance = 1e9;
  for (int i = 0; i < SPHERES; i++) {
    struct vector offset = along(spheres[i].centre, from, -1);
    double b = dot(offset, to);
    double d = b * b - dot(offset, offset) + spheres[i].radius * spheres[i].radius;
    if (d <= 0) continue;
    double root = __builtin_sqrt(d), t = b - root > 1e-6 ? b - root : b + root;
    if (t > 1e-6 && t < *distance) {
      *distance = t;
      found = &spheres[i];
    }
  }
  return found;
}

NOINLINE static double trace(struct vector from, struct vector to, int depth) {
  double distance, ignored;
  const struct sphere* s = nearest(from, to, &distance);
  if (!s) return to.y > 0 ? 0.25 + 0.5 * to.y : 0.125;
  struct vector point = along(from, to, distance);
  struct vector normal = unit(along(point, s->centre, -1));
  double brightness = 0.1, facing = dot(normal, light);
  if (facing > 0 && !nearest(point, light, &ignored)) brightness += 0.75 * facing;
  if (depth == 0 || s->mirror == 0) return brightness;
  struct vector reflected = along(to, normal, -2 * dot(to, normal));
  return brightness * (1 - s->mirror) + s->mirror * trace(point, reflected, depth - 1);
}

KERNEL uint32_t run(uint32_t n) {
  for (int i = 0; i < SPHERES; i++) {
    spheres[i].centre = (struct vector){i % 3 * 2.0 - 2, i / 3 * 2.0 - 2, 6 + i % 2};
    spheres[i].radius = 0.75 + 0.0625 * i;
    spheres[i].mirror = i % 3 * 0.25;
  }
  uint32_t sum = 0;
  for (uint32_t frame = 0; frame < n; frame++) {
    struct vector eye = {frame * 0.125, 0, -3};
    for (int y = 0; y < SIDE; y++) {
      for (int x = 0; x < SIDE; x++) {
        struct vector to = {(x - SIDE / 2) * (1.0 / SIDE), (SIDE / 2 - y) * (1.0 / SIDE), 1};
        sum = mix(sum, (uint32_t)(255 * trace(eye, unit(to), 4)));
      }
    }
  }
  return sum;
}
