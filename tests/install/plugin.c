/* Loads the library while the program runs, as plugins and language bindings do: plugin LIBRARY */
#include <dlfcn.h>
#include <stdio.h>

int main(int argc, char** argv) {
  void* library = argc == 2 ? dlopen(argv[1], RTLD_NOW | RTLD_LOCAL) : NULL;
  if (library == NULL)
    return fprintf(stderr, "%s\n", argc == 2 ? dlerror() : "usage: plugin LIBRARY"), 1;
  puts("loaded");
  return 0;
}
