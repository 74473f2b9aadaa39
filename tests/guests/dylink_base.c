// A library: data, pointers to data and to functions in data, a constructor.
int shared_value = 5;
int *base_pointer = &shared_value;
static int constructed;

int base_add(int x) { return x + shared_value; }
int (*base_operation)(int) = base_add;
int (*base_address(void))(int) { return base_add; }
__attribute__((weak)) int overridden(void) { return 1; }
int base_constructed(void) { return constructed; }

// Data must have been relocated by now.
__attribute__((constructor)) static void construct(void) { constructed = *base_pointer + 100; }
