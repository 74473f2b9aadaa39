// A fast Fourier transform of complex numbers, forwards and back: butterflies at growing distances,
// bit-reversed swaps.
#include "kernel.h"

#define BITS 12
#define SIZE (1 << BITS)
static double re[SIZE], im[SIZE], cosines[SIZE / 2], sines[SIZE / 2];

// The roots of unity by halving angles: cos(a/2) and sin(a/2) from cos(a), then products.
static void make_roots(void) {
  double c = -1, s = 0;  // half a turn
  cosines[0] = 1;
  sines[0] = 0;
  for (int step = SIZE / 4; step >= 1; step /= 2) {
    double half = __builtin_sqrt((1 + c) * 0.5);
    s = __builtin_sqrt((1 - c) * 0.5);
    c = half;
    for (int i = step; i < SIZE / 2; i += 2 * step) {
      cosines[i] = cosines[i - step] * c - sines[i - step] * s;
      sines[i] = sines[i - step] * c + cosines[i - step] * s;
    }
  }
}

static void reverse_bits(void) {
  for (uint32_t i = 0, j = 0; i < SIZE; i++) {
    if (i < j) {
      double r = re[i], m = im[i];
      re[i] = re[j], im[i] = im[j];
      re[j] = r, im[j] = m;
    }
    uint32_t bit = SIZE / 2;
    for (; j & bit; bit /= 2) j ^= bit;
    j |= bit;
  }
}

NOINLINE static void transform(double direction) {
  reverse_bits();
  for (int half = 1; half < SIZE; half *= 2) {
    int stride = SIZE / 2 / half;
    for (int start = 0; start < SIZE; start += 2 * half) {
      for (int k = 0; k < half; k++) {
        int a = start + k, b = a + half;
        double c = cosines[k * stride], s = sines[k * stride] * direction;
        double r = re[b] * c - im[b] * s, m = re[b] * s + im[b] * c;
        re[b] = re[a] - r, im[b] = im[a] - m;
        re[a] += r, im[a] += m;
      }
    }
  }
}

KERNEL uint32_t run(uint32_t n) {
  make_roots();
  for (int i = 0; i < SIZE; i++) {
    re[i] = (double)(i % 31) - 15;
    im[i] = (double)(i % 17) * 0.25;
  }
  uint32_t sum = 0;
  for (uint32_t round = 0; round < n; round++) {
    transform(1);
    sum = mix_double(sum, re[round % SIZE]);
    transform(-1);
    for (int i = 0; i < SIZE; i++) re[i] /= SIZE, im[i] /= SIZE;
  }
  for (int i = 0; i < SIZE; i += 5) sum = mix_double(mix_double(sum, re[i]), im[i]);
  return sum;
}
