// Counting lines, words and bytes of a text that arrives in parts, by the rules of `wc` in the C
// locale: a word is a run of bytes between white space that has at least one printable character.
#ifndef SHOAL_EXAMPLES_COUNT_H_
#define SHOAL_EXAMPLES_COUNT_H_

#include <stdint.h>

struct count {
  uint64_t lines, words, bytes;
  uint32_t in_word;
};

static inline void count_start(struct count* c) {
  c->lines = c->words = c->bytes = 0;
  c->in_word = 0;
}

static inline void count_add(struct count* c, const uint8_t* data, uint32_t size) {
  uint32_t lines = 0, words = 0, in_word = c->in_word;
  for (const uint8_t *p = data, *end = data + size; p != end; p++) {
    uint32_t byte = *p;
    uint32_t space = byte == ' ' || byte - '\t' < 5;  // \t \n \v \f \r
    uint32_t printable = byte - '!' < 94;             // ! to ~
    lines += byte == '\n';
    words += printable & ~in_word;
    in_word = (in_word | printable) & ~space;
  }
  c->lines += lines;
  c->words += words;
  c->bytes += size;
  c->in_word = in_word;
}

#endif  // SHOAL_EXAMPLES_COUNT_H_
