// Byte scan: lines, words and bytes, as the main job's guest counts them.
#include "../../examples/guests/count.h"
#include "kernel.h"

#define LENGTH (1u << 18)
static uint8_t text[LENGTH];

KERNEL uint32_t run(uint32_t n) {
  uint32_t random = 555;
  for (uint32_t i = 0; i < LENGTH; i++)
    text[i] = "the shoal swims as one\nin \tshallow water"[next_random(&random) % 39];
  struct count state;
  count_start(&state);
  for (uint32_t i = 0; i < n; i++) count_add(&state, text, LENGTH);
  return mix64(mix64(mix64(0, state.lines), state.words), state.bytes);
}
