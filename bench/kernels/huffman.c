// Huffman coding of bytes: frequencies, a heap that builds the tree, packing of bits, decoding bit
// by bit; an Adler checksum of what comes out.
#include "kernel.h"

#define BYTES (1u << 16)
static uint8_t input[BYTES], packed[BYTES * 2], output[BYTES];
static uint32_t weight[511], codes[256];
static uint16_t child[511][2], heap[256];
static uint8_t lengths[256];
static uint32_t nodes, heap_size;

static void push(uint16_t node) {
  uint32_t i = heap_size++;
  for (; i > 0 && weight[heap[(i - 1) / 2]] > weight[node]; i = (i - 1) / 2)
    heap[i] = heap[(i - 1) / 2];
  heap[i] = node;
}

static uint16_t pop(void) {
  uint16_t top = heap[0], node = heap[--heap_size];
  uint32_t i = 0;
  for (uint32_t c; (c = 2 * i + 1) < heap_size; i = c) {
    if (c + 1 < heap_size && weight[heap[c + 1]] < weight[heap[c]]) c++;
    if (weight[node] <= weight[heap[c]]) break;
    heap[i] = heap[c];
  }
  heap[i] = node;
  return top;
}

static void assign(uint32_t node, uint32_t code, uint8_t length) {
  if (node < 256) {
    codes[node] = code;
    lengths[node] = length;
    return;
  }
  assign(child[node][0], code << 1, length + 1);
  assign(child[node][1], code << 1 | 1, length + 1);
}

NOINLINE static void build_tree(void) {
  for (int i = 0; i < 256; i++) weight[i] = 1;
  for (uint32_t i = 0; i < BYTES; i++) weight[input[i]]++;
  heap_size = 0;
  for (uint16_t i = 0; i < 256; i++) push(i);
  for (nodes = 256; heap_size > 1; nodes++) {
    child[nodes][0] = pop();
    child[nodes][1] = pop();
    weight[nodes] = weight[child[nodes][0]] + weight[child[nodes][1]];
    push((uint16_t)nodes);
  }
  assign(nodes - 1, 0, 0);
}

NOINLINE static uint32_t encode(void) {
  uint64_t bits = 0;
  uint32_t count = 0, size = 0;
  for (uint32_t i = 0; i < BYTES; i++) {
    bits = bits << lengths[input[i]] | codes[input[i]];
    count += lengths[input[i]];
    for (; count >= 8; count -= 8) packed[size++] = (uint8_t)(bits >> (count - 8));
  }
  packed[size++] = (uint8_t)(bits << (8 - count));
  return size;
}

NOINLINE static void decode(void) {
  uint32_t bit = 0;
  for (uint32_t i = 0; i < BYTES; i++) {
    uint32_t node = nodes - 1;
    for (; node >= 256; bit++) node = child[node][packed[bit / 8] >> (7 - bit % 8) & 1];
    output[i] = (uint8_t)node;
  }
}

static uint32_t adler(void) {
  uint32_t a = 1, b = 0;
  for (uint32_t i = 0; i < BYTES; i++) {
    a = (a + output[i]) % 65521;
    b = (b + a) % 65521;
  }
  return b << 16 | a;
}

KERNEL uint32_t run(uint32_t n) {
  uint32_t random = 1952, sum = 0;
  for (uint32_t round = 0; round < n; round++) {
    for (uint32_t i = 0; i < BYTES; i++) {
      uint32_t r = next_random(&random);
      input[i] = (uint8_t)(r & (r >> 8) & (r >> 16) & 0xFF);
    }
    build_tree();
    sum = mix(sum, encode());
    decode();
    sum = mix(sum, adler());
  }
  return sum;
}
