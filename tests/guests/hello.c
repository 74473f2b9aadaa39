// A program as WASI's users write them: prints its world, reads a line, exits with a code.
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

int main(int argc, char** argv) {
  printf("hello from %d argument(s)\n", argc);
  for (int i = 1; i < argc; ++i) printf("[%s]\n", argv[i]);
  const char* name = getenv("SHOAL_NAME");
  if (name) printf("name %s\n", name);
  char line[64];
  if (fgets(line, sizeof(line), stdin)) printf("read %s", line);
  if (time(NULL) < 1600000000) puts("the clock is wrong");
  fprintf(stderr, "%.3f\n", 0.125);
  return argc > 1 && strcmp(argv[1], "--code") == 0 ? atoi(argv[2]) : 0;
}
