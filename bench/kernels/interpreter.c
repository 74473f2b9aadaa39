// A bytecode interpreter of the usual kind: one switch in a loop, a stack machine, its programs in
// memory.
#include "kernel.h"

enum op { PUSH, LOAD, STORE, ADD, SUB, MUL, AND, XOR, SHR, DUP, LESS, JUMP, JUMP_IF, HALT };

// A hash of the Collatz lengths of all numbers from n down to 1.
// Variables: 0 = number, 1 = value, 2 = hash, 3 = steps.
// clang-format off
static const int16_t program[] = {
    /* 0 */ LOAD, 0, STORE, 1,                                  // value = number
    /* 4 */ LOAD, 1, PUSH, 2, LESS, JUMP_IF, 46,                // while (value >= 2)
    /* 11 */ LOAD, 1, PUSH, 1, AND, JUMP_IF, 27,                //   if even:
    /* 18 */ LOAD, 1, PUSH, 1, SHR, STORE, 1, JUMP, 37,         //     value >>= 1
    /* 27 */ LOAD, 1, PUSH, 3, MUL, PUSH, 1, ADD, STORE, 1,     //   else: value = 3 * value + 1
    /* 37 */ LOAD, 3, PUSH, 1, ADD, STORE, 3, JUMP, 4,          //   steps += 1
    /* 46 */ LOAD, 2, LOAD, 3, XOR, PUSH, 31, MUL, STORE, 2,    // hash = (hash ^ steps) * 31
    /* 56 */ LOAD, 0, PUSH, 1, SUB, DUP, STORE, 0, JUMP_IF, 0,  // while (number -= 1)
    /* 65 */ HALT,
};

static uint32_t interpret(const int16_t* code, uint32_t* variables) {
  uint32_t stack[32], *sp = stack;
  const int16_t* pc = code;
  for (;;) {
    switch ((enum op) * pc++) {
      case PUSH: *sp++ = (uint32_t)*pc++; break;
      case LOAD: *sp++ = variables[*pc++]; break;
      case STORE: variables[*pc++] = *--sp; break;
      case ADD: sp--; sp[-1] += sp[0]; break;
      case SUB: sp--; sp[-1] -= sp[0]; break;
      case MUL: sp--; sp[-1] *= sp[0]; break;
      case AND: sp--; sp[-1] &= sp[0]; break;
      case XOR: sp--; sp[-1] ^= sp[0]; break;
      case SHR: sp--; sp[-1] >>= sp[0] & 31; break;
      case DUP: sp[0] = sp[-1]; sp++; break;
      case LESS: sp--; sp[-1] = sp[-1] < sp[0]; break;
      case JUMP: pc = code + *pc; break;
      case JUMP_IF: pc = *--sp ? code + *pc : pc + 1; break;
      case HALT: return variables[2];
    }
  }
}
// clang-format on

KERNEL uint32_t run(uint32_t n) {
  uint32_t variables[8] = {n};
  uint32_t hash = interpret(program, variables);
  return mix(hash, variables[3]);
}
