// A program of the kind that WAMR's libc-builtin is for: no C library of its own, all of it imported.
#include <stdarg.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#define IMPORT(name) __attribute__((import_module("env"), import_name(#name))) name
int IMPORT(printf)(const char*, ...);
int IMPORT(vprintf)(const char*, va_list);
int IMPORT(snprintf)(char*, size_t, const char*, ...);
int IMPORT(puts)(const char*);
int IMPORT(putchar)(int);
void* IMPORT(malloc)(size_t);
void* IMPORT(calloc)(size_t, size_t);
void* IMPORT(realloc)(void*, size_t);
void IMPORT(free)(void*);
char* IMPORT(strdup)(const char*);
char* IMPORT(strstr)(const char*, const char*);
size_t IMPORT(strlen)(const char*);
int IMPORT(strcmp)(const char*, const char*);
void* IMPORT(memcpy)(void*, const void*, size_t);
void* IMPORT(memset)(void*, int, size_t);
int IMPORT(memcmp)(const void*, const void*, size_t);
long IMPORT(strtol)(const char*, char**, int);
void IMPORT(exit)(int);
int IMPORT(toupper)(int);

static int print(const char* format, ...) {
  va_list list;
  va_start(list, format);
  const int count = vprintf(format, list);
  va_end(list);
  return count;
}

static void print_numbers(void) {
  printf("int %d %u %#x %#o\n", -1, -1, 255, 255);
  printf("wide %lld %llu\n", INT64_MIN, UINT64_MAX);
  printf("small %hhd %hhu %hd %hu\n", 255, 255, 65535, 65535);
  printf("float %f %e %g %a\n", 3.14159265, 2.71828183, 0.1, 3.0);
  printf("long double %.30Lf\n", 1.000000000000000000000000000001L);
  print("mixed %d %g %ld %Lg %s %c %%\n", 1, 2.5, 3L, 4.5L, "five", 'c');
}

/// Reads numbers out of a text into an array that grows, and sorts them.
static void print_sorted(const char* text) {
  int* numbers = 0;
  int count = 0;
  char* end;
  for (;; text = end) {
    const int number = strtol(text, &end, 10);
    if (end == text) break;
    numbers = realloc(numbers, (count + 1) * sizeof(int));
    int at = count++;
    for (; at > 0 && numbers[at - 1] > number; --at) numbers[at] = numbers[at - 1];
    numbers[at] = number;
  }
  printf("sorted:");
  for (int i = 0; i < count; ++i) printf(" %d", numbers[i]);
  putchar('\n');
  free(numbers);
}

/// Keeps the compiler from doing without a malloc that it does not need.
static void* volatile large;

static bool strings_work(void) {
  char* copy = strdup("a string");
  if (!copy || strcmp(copy, "a string") != 0 || strlen(copy) != 8) return false;
  if (strstr(copy, "ring") != copy + 4 || strstr(copy, "rung")) return false;
  copy[0] = toupper(copy[0]);
  if (memcmp(copy, "A st", 4) != 0) return false;
  free(copy);
  char* zeros = calloc(3, 5);
  for (int i = 0; i < 15; ++i) {
    if (zeros[i] != 0) return false;
  }
  free(zeros);
  large = malloc(1 << 20);
  return large == 0;
}

__attribute__((export_name("run"))) int run(void) {
  print_numbers();
  print_sorted("21 8 13 1 5 3 2");
  char line[32];
  const int size = snprintf(line, sizeof(line), "[%8s|%-8s|%05d|%+d]", "right", "left", 42, 7);
  char digit[2];
  if (size != 28 || snprintf(digit, 2, "%d", 1234) != 4 || strcmp(digit, "1") != 0) return 1;
  puts(line);
  return strings_work() ? 0 : 2;
}

__attribute__((export_name("leave"))) void leave(void) { exit(3); }
