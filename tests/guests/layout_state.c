// State of every kind that a C module has: constants, initialised and zeroed data, a stack, and a
// heap that begins at __heap_base.
extern unsigned char __heap_base;

static const int weights[] = {5, 1, 9, 3, 3, 44, 2, 17};
static int counter = 7;
static int zeroed[64];
static unsigned char *next;
static _Alignas(256) unsigned char aligned[256];

static int twice(int x) { return 2 * x; }
static int plus_counter(int x) { return x + counter; }

int weight(int i) { return weights[i & 7]; }

int count(int i) {
  zeroed[i & 63] += i;
  return ++counter + zeroed[i & 63];
}

int apply(int which, int x) {
  int (*volatile f)(int) = which ? plus_counter : twice;
  return f(x);
}

int fill_stack(int n) {
  volatile unsigned char buffer[1000];
  for (int i = 0; i < 1000; ++i) buffer[i] = (unsigned char)(i * n);
  int sum = 0;
  for (int i = 0; i < 1000; ++i) sum += buffer[i];
  return sum;
}

unsigned char *allocate(unsigned long size) {
  if (next == 0) next = &__heap_base;
  unsigned char *const block = next;
  next += (size + 15) & ~15ul;
  volatile unsigned char *const bytes = block;
  for (unsigned long i = 0; i < size; ++i) bytes[i] = (unsigned char)size;
  return block;
}

int is_aligned(void) {
  aligned[3] = 1;
  return ((unsigned long)aligned & 255) == 0 && aligned[3] == 1;
}

// Numbers that are as long as addresses, and an address below the data.
unsigned hash(unsigned x) { return (x * 2654435769u) ^ 305419896u; }
int before(int i) { return weights[i - 3000]; }
