// A lexer and a parser with precedences for arithmetic, which compile to a stack machine's code and
// run it: a state machine on bytes, mutual recursion, look-ups of names in a small table.
#include "kernel.h"

enum token { END, NUMBER, NAME, LEFT, RIGHT, OPERATOR };
struct lexer {
  const uint8_t* at;
  enum token token;
  uint32_t value;  // the number, the name's hash, or the operator's character
};
struct code {
  uint8_t operation;
  uint32_t operand;
};

#define LENGTH 60000
static uint8_t source[LENGTH + 64];
static struct code codes[LENGTH];
static uint32_t emitted, names[64], values[64], stack[256];

static void emit(uint8_t operation, uint32_t operand) {
  codes[emitted++] = (struct code){operation, operand};
}

static void next(struct lexer* l) {
  const uint8_t* p = l->at;
  while (*p == ' ' || *p == '\n') p++;
  uint32_t value = 0;
  uint8_t c = *p;
  switch (c) {
    case 0: l->token = END; break;
    case '(': l->token = LEFT, p++; break;
    case ')': l->token = RIGHT, p++; break;
    case '0':
    case '1':
    case '2':
    case '3':
    case '4':
    case '5':
    case '6':
    case '7':
    case '8':
    case '9':
      for (; *p >= '0' && *p <= '9'; p++) value = value * 10 + (*p - '0');
      l->token = NUMBER;
      break;
    case '+':
    case '-':
    case '*':
    case '/':
    case '%':
    case '&':
    case '|':
    case '^':
    case '<': l->token = OPERATOR, value = c, p++; break;
    default:
      for (; (*p >= 'a' && *p <= 'z') || *p == '_'; p++) value = value * 31 + *p;
      l->token = NAME;
  }
  l->value = value;
  l->at = p;
}

static uint32_t slot_of(uint32_t name) {
  uint32_t i = name % 64;
  while (names[i] != 0 && names[i] != name) i = (i + 1) % 64;
  names[i] = name;
  return i;
}

static int precedence(uint32_t operation) {
  switch (operation) {
    case '|': return 1;
    case '^': return 2;
    case '&': return 3;
    case '<': return 4;
    case '+':
    case '-': return 5;
    default: return 6;
  }
}

NOINLINE static void parse(struct lexer* l, int least) {
  struct lexer first = *l;
  next(l);
  if (first.token == LEFT) {
    parse(l, 1);
    next(l);
  } else if (first.token == NUMBER) {
    emit('#', first.value);
  } else {
    emit('v', slot_of(first.value));
  }
  while (l->token == OPERATOR && precedence(l->value) >= least) {
    uint8_t operation = (uint8_t)l->value;
    next(l);
    parse(l, precedence(operation) + 1);
    emit(operation, 0);
  }
}

NOINLINE static uint32_t execute(void) {
  uint32_t* sp = stack;
  for (const struct code* c = codes; c < codes + emitted; c++) {
    uint32_t right = c->operation == '#' || c->operation == 'v' ? 0 : *--sp;
    switch (c->operation) {
      case '#': *sp++ = c->operand; break;
      case 'v': *sp++ = values[c->operand]; break;
      case '+': sp[-1] += right; break;
      case '-': sp[-1] -= right; break;
      case '*': sp[-1] *= right; break;
      case '/': sp[-1] /= right | 1; break;
      case '%': sp[-1] %= right | 1; break;
      case '&': sp[-1] &= right; break;
      case '|': sp[-1] |= right; break;
      case '^': sp[-1] ^= right; break;
      case '<': sp[-1] = sp[-1] < right; break;
    }
  }
  return sp[-1];
}

static void write_source(uint32_t seed) {
  static const char* const words[] = {"x", "count", "left_side", "total", "n"};
  uint8_t* p = source;
  uint32_t depth = 0;
  while (p < source + LENGTH - 100) {
    uint32_t r = next_random(&seed);
    for (; depth < 20 && r % 4 == 0; r /= 4, depth++) *p++ = '(';
    if (r & 64) {
      for (const char* w = words[(r >> 7) % 5]; *w; w++) *p++ = (uint8_t)*w;
    } else {
      for (uint32_t v = r >> 12; v; v /= 10) *p++ = (uint8_t)('1' + v % 9);
      *p++ = '1';
    }
    for (; depth > 0 && r % 3 == 0; r /= 3, depth--) *p++ = ')';
    *p++ = ' ';
    *p++ = (uint8_t) "+-*/%&|^<+*"[(r >> 3) % 11];
    *p++ = r & 1 ? ' ' : '\n';
  }
  *p++ = '7';
  while (depth-- > 0) *p++ = ')';
  *p = 0;
}

KERNEL uint32_t run(uint32_t n) {
  uint32_t sum = 0;
  write_source(1960);
  for (uint32_t i = 0; i < 64; i++) names[i] = 0, values[i] = i * 40503;
  for (uint32_t round = 0; round < n; round++) {
    struct lexer l = {source, END, 0};
    emitted = 0;
    next(&l);
    parse(&l, 1);
    values[round % 64] = execute();
    sum = mix(mix(sum, emitted), values[round % 64]);
  }
  return sum;
}
