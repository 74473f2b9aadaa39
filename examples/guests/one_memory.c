// A module that allocates, as it is instantiated several times on one imported memory.
//
// With HOST_ALLOCATOR it imports malloc and free. Without, it brings a small allocator along, as
// such modules do: one that takes all memory from __heap_base on for its own.
typedef unsigned long size_t;

#ifdef HOST_ALLOCATOR
void *malloc(size_t size);
void free(void *block);
#else
extern unsigned char __heap_base;

typedef struct block {
  struct block *next;
  size_t size;
} block;

static block *released;
static unsigned char *top;

static void *malloc(size_t size) {
  size = (size + 15) & ~(size_t)15;
  for (block **b = &released; *b; b = &(*b)->next) {
    if ((*b)->size < size) continue;
    block *const found = *b;
    *b = found->next;
    return found + 1;
  }
  if (top == 0) top = (unsigned char *)(((size_t)&__heap_base + 15) & ~(size_t)15);
  block *const fresh = (block *)top;
  top += sizeof(block) + size;
  fresh->size = size;
  return fresh + 1;
}

static void free(void *memory) {
  block *const b = (block *)memory - 1;
  b->next = released;
  released = b;
}
#endif

int *alloc_11(void) {
  int *const number = malloc(sizeof *number);
  *number = 11;
  return number;
}

int add_23(int *number) {
  volatile int *const step = malloc(sizeof *step);
  *step = 23;
  *number += *step;
  free((void *)step);
  return *number;
}
