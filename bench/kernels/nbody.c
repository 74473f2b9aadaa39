// Planets under gravity: scalar floating point with square roots and divisions, little memory.
#include "kernel.h"

#define BODIES 5
static double px[BODIES], py[BODIES], pz[BODIES], vx[BODIES], vy[BODIES], vz[BODIES], mass[BODIES];

static void reset(void) {
  for (int i = 0; i < BODIES; i++) {
    px[i] = 4.0 * i - 3.0;
    py[i] = 1.5 - 2.0 * i;
    pz[i] = 0.25 * i * i;
    vx[i] = 0.1 * (i - 2);
    vy[i] = 0.05 * (3 - i);
    vz[i] = 0.02 * i;
    mass[i] = i == 0 ? 39.5 : 0.05 * i;
  }
}

NOINLINE static void advance(double dt) {
  for (int i = 0; i < BODIES; i++) {
    for (int j = i + 1; j < BODIES; j++) {
      double dx = px[i] - px[j], dy = py[i] - py[j], dz = pz[i] - pz[j];
      double distance2 = dx * dx + dy * dy + dz * dz;
      double force = dt / (distance2 * __builtin_sqrt(distance2));
      vx[i] -= dx * mass[j] * force;
      vy[i] -= dy * mass[j] * force;
      vz[i] -= dz * mass[j] * force;
      vx[j] += dx * mass[i] * force;
      vy[j] += dy * mass[i] * force;
      vz[j] += dz * mass[i] * force;
    }
  }
  for (int i = 0; i < BODIES; i++) {
    px[i] += dt * vx[i];
    py[i] += dt * vy[i];
    pz[i] += dt * vz[i];
  }
}

KERNEL uint32_t run(uint32_t n) {
  reset();
  for (uint32_t i = 0; i < n; i++) advance(0.001);
  uint32_t sum = 0;
  for (int i = 0; i < BODIES; i++) sum = mix_double(mix_double(sum, px[i]), vz[i]);
  return sum;
}
