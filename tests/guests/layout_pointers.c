// Data that has addresses of data and of functions in it. Only a module that relocates its own data
// can be moved with that.
static int numbers[] = {10, 20, 30};
int *middle = &numbers[1];
const char *words[] = {"alpha", "beta", "gamma"};
static int sum(int a, int b) { return a + b; }
static int product(int a, int b) { return a * b; }
int (*operations[])(int, int) = {sum, product};

int middle_number(void) { return *middle; }
char letter(int word, int i) { return words[word][i]; }
int operate(int which, int a, int b) { return operations[which](a, b); }

#ifdef IMPORT_ELSEWHERE
extern int elsewhere;
int *where(void) { return &elsewhere; }
#endif
