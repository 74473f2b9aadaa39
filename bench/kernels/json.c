// A JSON document written, parsed into a tree and walked: recursion, a switch on characters,
// allocation from an arena, comparing short strings.
#include "kernel.h"

enum kind { NIL, BOOLEAN, NUMBER, STRING, ARRAY, OBJECT };

struct value {
  enum kind kind;
  uint32_t length;  // of a string, or how many members
  double number;
  const char *text, *name;
  struct value *first, *next;
};

#define TEXT (1u << 18)
static char document[TEXT + 256];
static struct value arena[TEXT / 4];
static uint32_t arena_used;
static const char* at;

// ---- writing

static void put(const char* text) {
  char* to = (char*)at;
  while (*text) *to++ = *text++;
  at = to;
}

static void put_number(uint32_t n) {
  char digits[12], *p = digits + 11;
  *p = 0;
  do *--p = (char)('0' + n % 10);
  while (n /= 10);
  put(p);
}

static void write_document(uint32_t seed) {
  static const char* const words[] = {"alpha", "beta \\\"b\\\"", "gamma\\n", "delta", ""};
  at = document;
  put("[ ");
  while (at < document + TEXT - 200) {
    put("{\"id\": ");
    put_number(next_random(&seed));
    put(", \"name\": \"");
    put(words[next_random(&seed) % 5]);
    put("\",\n  \"scale\": -");
    put_number(next_random(&seed) % 100);
    put(".");
    put_number(next_random(&seed) % 10000);
    put(seed & 1 ? "e-2, \"on\": true" : "E+3, \"on\": false");
    put(", \"list\": [1, 2, [null, {}], 4.5]},\n");
  }
  put("null]");
  *(char*)at = 0;
}

// ---- parsing; the documents are well-formed

static void skip_space(void) {
  while (*at == ' ' || *at == '\n' || *at == '\t' || *at == '\r') at++;
}

static double parse_number(void) {
  int negative = *at == '-', scale = 0, exponent = 0;
  at += negative;
  double number = 0;
  for (; *at >= '0' && *at <= '9'; at++) number = number * 10 + (*at - '0');
  if (*at == '.') {
    for (at++; *at >= '0' && *at <= '9'; at++, scale--) number = number * 10 + (*at - '0');
  }
  if (*at == 'e' || *at == 'E') {
    int down = *++at == '-';
    at += *at == '-' || *at == '+';
    for (; *at >= '0' && *at <= '9'; at++) exponent = exponent * 10 + (*at - '0');
    scale += down ? -exponent : exponent;
  }
  for (; scale > 0; scale--) number *= 10;
  for (; scale < 0; scale++) number /= 10;
  return negative ? -number : number;
}

static uint32_t parse_string(const char** text) {
  const char* start = *text = ++at;
  for (; *at != '"'; at++) at += *at == '\\';
  return (uint32_t)(at++ - start);
}

NOINLINE static struct value* parse_value(void) {
  struct value* v = &arena[arena_used++];
  *v = (struct value){NIL, 0, 0, 0, 0, 0, 0};
  skip_space();
  char c = *at;
  switch (c) {
    case '"':
      v->kind = STRING;
      v->length = parse_string(&v->text);
      return v;
    case 't':
    case 'f':
      v->kind = BOOLEAN;
      v->number = c == 't';
      at += c == 't' ? 4 : 5;
      return v;
    case 'n': at += 4; return v;
    case '[':
    case '{': break;
    default:
      v->kind = NUMBER;
      v->number = parse_number();
      return v;
  }
  v->kind = c == '[' ? ARRAY : OBJECT;
  struct value** last = &v->first;
  at++;
  for (skip_space(); *at != ']' && *at != '}'; skip_space()) {
    const char* name = 0;
    if (c == '{') {
      parse_string(&name);
      skip_space();
      at++;  // the colon
    }
    *last = parse_value();
    (*last)->name = name;
    last = &(*last)->next;
    v->length++;
    skip_space();
    at += *at == ',';
  }
  at++;
  return v;
}

// ---- walking

static int named(const struct value* v, const char* name) {
  const char* p = v->name;
  if (!p) return 0;
  while (*name && *name == *p) name++, p++;
  return *name == 0 && *p == '"';
}

NOINLINE static uint32_t walk(const struct value* v, uint32_t sum) {
  switch (v->kind) {
    case NIL: return mix(sum, 1);
    case BOOLEAN: return mix(sum, 2 + (v->number != 0));
    case NUMBER: return named(v, "id") ? mix(sum, (uint32_t)v->number) : mix_double(sum, v->number);
    case STRING:
      for (uint32_t i = 0; i < v->length; i++) sum = mix(sum, (uint8_t)v->text[i]);
      return sum;
    case ARRAY:
    case OBJECT: break;
  }
  for (const struct value* m = v->first; m; m = m->next) sum = walk(m, sum);
  return mix(sum, v->length);
}

KERNEL uint32_t run(uint32_t n) {
  uint32_t sum = 0;
  write_document(8259);
  for (uint32_t round = 0; round < n; round++) {
    at = document;
    arena_used = 0;
    sum = walk(parse_value(), sum);
  }
  return mix(sum, arena_used);
}
