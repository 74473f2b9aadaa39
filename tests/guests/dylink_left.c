// Uses the library, and a module that uses this one.
extern int shared_value;
extern int base_add(int);
extern int right_twice(int);
extern int overridden(void);
extern int nobody_has_this(void) __attribute__((weak));
extern int nor_this __attribute__((weak));

static int (*operation)(int) = base_add;
int *left_pointer = &shared_value;
int left_value = 40;

int left_half(int x) { return x / 2; }
int left_sum(int x) { return base_add(x) + *left_pointer + left_value; }
int left_through_pointer(int x) { return operation(x); }
int left_calls_right(int x) { return right_twice(x); }
void left_set(int x) { shared_value = x; }
int left_overridden(void) { return overridden(); }
int left_weak(void) { return (nobody_has_this == 0) + 2 * (&nor_this == 0); }
int (*left_address(void))(int) { return base_add; }
int left_stack(int n) {
  volatile int numbers[100];
  for (int i = 0; i < 100; ++i) numbers[i] = i * n;
  return right_twice(numbers[99]);
}
