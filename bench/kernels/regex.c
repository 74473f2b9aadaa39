// A backtracking matcher of regular expressions over lines of text: literals, classes, dot, the
// operators * + ? and anchors; recursion and branches that depend on data.
#include "kernel.h"

#define LENGTH (1u << 13)
static char text[LENGTH + 1];

static const char* end_of_atom(const char* p) {
  if (*p == '[') {
    while (*p != ']') p++;
  }
  return p + (*p == '\\') + 1;
}

static int in_class(const char* p, char c) {
  int negated = *++p == '^', found = 0;
  for (p += negated; *p != ']'; p++) {
    if (p[1] == '-' && p[2] != ']') {
      found |= c >= p[0] && c <= p[2];
      p += 2;
    } else {
      found |= c == *p;
    }
  }
  return found != negated;
}

static int one(const char* p, char c) {
  if (c == 0) return 0;
  switch (*p) {
    case '.': return c != '\n';
    case '[': return in_class(p, c);
    case '\\': return c == p[1];
    default: return c == *p;
  }
}

// The end of a match of `p` at the start of `t`, or null.
NOINLINE static const char* match(const char* p, const char* t) {
  for (;;) {
    if (*p == 0) return t;
    if (*p == '$' && p[1] == 0) return *t == '\n' || *t == 0 ? t : 0;
    const char* after = end_of_atom(p);
    switch (*after) {
      case '*':
      case '+': {
        uint32_t least = *after == '+', count = 0;
        while (one(p, t[count])) count++;
        for (; count + 1 > least; count--) {
          const char* end = match(after + 1, t + count);
          if (end) return end;
          if (count == 0) break;
        }
        return 0;
      }
      case '?': {
        const char* end = one(p, *t) ? match(after + 1, t + 1) : 0;
        if (end) return end;
        p = after + 1;
        break;
      }
      default:
        if (!one(p, *t)) return 0;
        p = after;
        t++;
    }
  }
}

KERNEL uint32_t run(uint32_t n) {
  static const char* const patterns[] = {
      "[a-f]+[0-9]?x", "ab*c",    "q.*z$",           "[^aeiou \n]+ing",
      "\\.[a-z]*e",    "x?y?z?k", "[0-9]+\\.[0-9]+",
  };
  uint32_t random = 1968, sum = 0;
  for (uint32_t i = 0; i < LENGTH; i++) {
    uint32_t r = next_random(&random) % 40;
    text[i] = "abcdefghijklmnopqrstuvwxyzeiing  ..0123\n"[r];
  }
  text[LENGTH] = 0;
  for (uint32_t round = 0; round < n; round++) {
    for (uint32_t k = 0; k < sizeof patterns / sizeof *patterns; k++) {
      for (const char* t = text; *t; t++) {
        const char* end = match(patterns[k], t);
        if (end) sum = mix(sum, (uint32_t)(t - text) + (uint32_t)(end - t) * 65536 + k);
      }
    }
  }
  return sum;
}
