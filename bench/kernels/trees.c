// Binary trees that come and go: an allocator with a free list, recursion, pointers.
#include "kernel.h"

#define DEEPEST 15
struct node {
  struct node *left, *right;
};
static struct node pool[2u << DEEPEST];
static struct node* free_nodes;

static struct node* allocate(struct node* left, struct node* right) {
  struct node* node = free_nodes;
  free_nodes = node->left;
  node->left = left;
  node->right = right;
  return node;
}

static void release(struct node* node) {
  node->left = free_nodes;
  free_nodes = node;
}

NOINLINE static struct node* grow(uint32_t depth) {
  if (depth == 0) return allocate(0, 0);
  struct node* left = grow(depth - 1);
  return allocate(left, grow(depth - 1));
}

NOINLINE static uint32_t fell(struct node* node) {
  uint32_t count = 1;
  if (node->left) count += fell(node->left) + fell(node->right);
  release(node);
  return count;
}

NOINLINE static uint32_t height(const struct node* node) {
  if (!node->left) return 1;
  uint32_t left = height(node->left), right = height(node->right);
  return (left > right ? left : right) + 1;
}

KERNEL uint32_t run(uint32_t n) {
  free_nodes = 0;
  for (uint32_t i = 0; i < sizeof pool / sizeof *pool; i++) release(&pool[i]);
  uint32_t sum = 0;
  for (uint32_t round = 0; round < n; round++) {
    struct node* tall = grow(DEEPEST - 1);
    for (uint32_t depth = 4; depth < DEEPEST; depth += 2) {
      struct node* small = grow(depth - 1);
      sum = mix(mix(sum, height(small)), fell(small));
    }
    sum = mix(mix(sum, height(tall)), fell(tall));
  }
  return sum;
}
