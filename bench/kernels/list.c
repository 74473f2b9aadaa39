// Pointer chasing: a linked list in random order and a binary search tree, both over nodes in an
// arena.
#include "kernel.h"

#define NODES 50000
struct node {
  struct node *next, *left, *right;
  uint32_t key;
};
static struct node arena[NODES];
static uint32_t order[NODES];

static void shuffle(uint32_t seed) {
  for (uint32_t i = 0; i < NODES; i++) order[i] = i;
  for (uint32_t i = NODES - 1; i > 0; i--) {
    uint32_t j = next_random(&seed) % (i + 1), t = order[i];
    order[i] = order[j];
    order[j] = t;
  }
}

static void insert(struct node** root, struct node* node) {
  while (*root) root = node->key < (*root)->key ? &(*root)->left : &(*root)->right;
  *root = node;
}

KERNEL uint32_t run(uint32_t n) {
  shuffle(4711);
  struct node* root = NULL;
  for (uint32_t i = 0; i < NODES; i++) {
    struct node* node = &arena[order[i]];
    node->key = order[i] * 2654435761u;
    node->next = &arena[order[(i + 1) % NODES]];
    node->left = node->right = NULL;
    insert(&root, node);
  }
  uint32_t sum = 0;
  for (uint32_t round = 0; round < n; round++) {
    const struct node* p = arena;
    for (uint32_t i = 0; i < NODES; i++, p = p->next) sum += p->key ^ i;
    for (uint32_t i = round; i < NODES; i += 16) {
      uint32_t key = order[i] * 2654435761u, depth = 0;
      for (p = root; p && p->key != key; depth++) p = key < p->key ? p->left : p->right;
      sum = mix(sum, depth);
    }
  }
  return sum;
}
