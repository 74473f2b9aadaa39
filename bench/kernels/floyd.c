// Shortest paths between all pairs (Floyd and Warshall): integer loads, add, compare, conditional
// store in three nested loops.
#include "kernel.h"

#define NODES 150
static int32_t distance[NODES][NODES];

NOINLINE static void shortest_paths(void) {
  for (int k = 0; k < NODES; k++) {
    for (int i = 0; i < NODES; i++) {
      for (int j = 0; j < NODES; j++) {
        int32_t through = distance[i][k] + distance[k][j];
        if (through < distance[i][j]) distance[i][j] = through;
      }
    }
  }
}

KERNEL uint32_t run(uint32_t n) {
  uint32_t random = 1962, sum = 0;
  for (uint32_t round = 0; round < n; round++) {
    for (int i = 0; i < NODES; i++) {
      for (int j = 0; j < NODES; j++) {
        uint32_t length = next_random(&random) % 1000;
        distance[i][j] = i == j ? 0 : length < 100 ? (int32_t)length + 1 : 1 << 20;
      }
    }
    shortest_paths();
    for (int i = 0; i < NODES; i++) {
      for (int j = 0; j < NODES; j += 5) sum = mix(sum, (uint32_t)distance[i][j]);
    }
  }
  return sum;
}
