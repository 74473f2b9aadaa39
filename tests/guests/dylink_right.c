// The other half of a circle, and a strong definition of what the library has weakly.
extern int left_half(int);
extern int left_value;

int right_twice(int x) {
  volatile int numbers[100];
  for (int i = 0; i < 100; ++i) numbers[i] = 2 * x;
  return numbers[50];
}
int right_calls_left(int x) { return left_half(x) + left_value; }
int overridden(void) { return 2; }
