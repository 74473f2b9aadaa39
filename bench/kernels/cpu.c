// An emulator of an 8-bit processor with flags (a part of the 6502's instructions): a big switch
// over opcodes, many small cases, memory that wraps, flags kept in bits.
#include "kernel.h"

enum flag { CARRY = 1, ZERO = 2, NEGATIVE = 128 };
struct cpu {
  uint16_t pc;
  uint8_t a, x, y, s, flags;
};
static uint8_t memory[1 << 16];

// 0x0200: fills 0x0300 to 0x03FF by a shift register, sorts it by exchanges, sums it; the sum goes
// to 0x12, 0x13. The seed is at 0x10.
static const uint8_t program[] = {
    0xA2, 0x00,        // 00    ldx #0
    0xA5, 0x10,        // 02    lda 10
    0x0A,              // 04 l: asl a
    0x90, 0x02,        // 05    bcc +2
    0x49, 0x1D,        // 07    eor #1d
    0x85, 0x10,        // 09    sta 10
    0x9D, 0x00, 0x03,  // 0B    sta 0300,x
    0xE8,              // 0E    inx
    0xD0, 0xF3,        // 0F    bne l
    0xA9, 0x00,        // 11 m: lda #0
    0x85, 0x11,        // 13    sta 11       nothing exchanged
    0xA2, 0x00,        // 15    ldx #0
    0xBD, 0x00, 0x03,  // 17 n: lda 0300,x
    0xDD, 0x01, 0x03,  // 1A    cmp 0301,x
    0x90, 0x12,        // 1D    bcc o
    0xF0, 0x10,        // 1F    beq o
    0xA8,              // 21    tay
    0xBD, 0x01, 0x03,  // 22    lda 0301,x
    0x9D, 0x00, 0x03,  // 25    sta 0300,x
    0x98,              // 28    tya
    0x9D, 0x01, 0x03,  // 29    sta 0301,x
    0xE6, 0x11,        // 2C    inc 11
    0xD0, 0x01,        // 2E    bne +1
    0xC8,              // 30    iny
    0xE8,              // 31 o: inx
    0xE0, 0xFF,        // 32    cpx #ff
    0xD0, 0xE1,        // 34    bne n
    0xA5, 0x11,        // 36    lda 11
    0xD0, 0xD7,        // 38    bne m
    0x85, 0x12,        // 3A    sta 12
    0x85, 0x13,        // 3C    sta 13
    0xAA,              // 3E    tax
    0x18,              // 3F p: clc
    0xBD, 0x00, 0x03,  // 40    lda 0300,x
    0x65, 0x12,        // 43    adc 12
    0x85, 0x12,        // 45    sta 12
    0xA5, 0x13,        // 47    lda 13
    0x69, 0x00,        // 49    adc #0
    0x85, 0x13,        // 4B    sta 13
    0xE8,              // 4D    inx
    0xD0, 0xEF,        // 4E    bne p
    0x00,              // 50    brk
};

static inline void set_nz(struct cpu* c, uint8_t value) {
  c->flags = (uint8_t)((c->flags & ~(ZERO | NEGATIVE)) | (value & NEGATIVE) | (value ? 0 : ZERO));
}
static inline void set_carry(struct cpu* c, int carry) {
  c->flags = (uint8_t)((c->flags & ~CARRY) | (carry ? CARRY : 0));
}
static inline void compare(struct cpu* c, uint8_t left, uint8_t right) {
  set_carry(c, left >= right);
  set_nz(c, (uint8_t)(left - right));
}
static inline void add(struct cpu* c, uint8_t value) {
  uint32_t sum = c->a + value + (c->flags & CARRY);
  set_carry(c, sum > 255);
  set_nz(c, c->a = (uint8_t)sum);
}
static inline uint16_t word(uint16_t at) {
  return (uint16_t)(memory[at] | memory[(uint16_t)(at + 1)] << 8);
}
static inline void branch(struct cpu* c, int taken) {
  int8_t distance = (int8_t)memory[c->pc++];
  if (taken) c->pc = (uint16_t)(c->pc + distance);
}

// Runs until brk; how many instructions that took.
// clang-format off
NOINLINE static uint32_t execute(struct cpu* c) {
  for (uint32_t executed = 1;; executed++) {
    uint8_t opcode = memory[c->pc++];
    switch (opcode) {
      case 0x00: return executed;
      case 0x0A: set_carry(c, c->a & 0x80); set_nz(c, c->a = (uint8_t)(c->a << 1)); break;
      case 0x18: set_carry(c, 0); break;
      case 0x38: set_carry(c, 1); break;
      case 0x4A: set_carry(c, c->a & 1); set_nz(c, c->a >>= 1); break;
      case 0x4C: c->pc = word(c->pc); break;
      case 0x05: set_nz(c, c->a |= memory[memory[c->pc++]]); break;
      case 0x09: set_nz(c, c->a |= memory[c->pc++]); break;
      case 0x25: set_nz(c, c->a &= memory[memory[c->pc++]]); break;
      case 0x29: set_nz(c, c->a &= memory[c->pc++]); break;
      case 0x45: set_nz(c, c->a ^= memory[memory[c->pc++]]); break;
      case 0x49: set_nz(c, c->a ^= memory[c->pc++]); break;
      case 0x48: memory[0x100 + c->s--] = c->a; break;
      case 0x68: set_nz(c, c->a = memory[0x100 + ++c->s]); break;
      case 0x65: add(c, memory[memory[c->pc++]]); break;
      case 0x69: add(c, memory[c->pc++]); break;
      case 0xE5: add(c, (uint8_t)~memory[memory[c->pc++]]); break;
      case 0xE9: add(c, (uint8_t)~memory[c->pc++]); break;
      case 0x84: memory[memory[c->pc++]] = c->y; break;
      case 0x85: memory[memory[c->pc++]] = c->a; break;
      case 0x86: memory[memory[c->pc++]] = c->x; break;
      case 0x95: memory[(uint8_t)(memory[c->pc++] + c->x)] = c->a; break;
      case 0x8D: memory[word(c->pc)] = c->a; c->pc += 2; break;
      case 0x9D: memory[(uint16_t)(word(c->pc) + c->x)] = c->a; c->pc += 2; break;
      case 0x99: memory[(uint16_t)(word(c->pc) + c->y)] = c->a; c->pc += 2; break;
      case 0xA0: set_nz(c, c->y = memory[c->pc++]); break;
      case 0xA2: set_nz(c, c->x = memory[c->pc++]); break;
      case 0xA4: set_nz(c, c->y = memory[memory[c->pc++]]); break;
      case 0xA5: set_nz(c, c->a = memory[memory[c->pc++]]); break;
      case 0xA6: set_nz(c, c->x = memory[memory[c->pc++]]); break;
      case 0xA9: set_nz(c, c->a = memory[c->pc++]); break;
      case 0xAD: set_nz(c, c->a = memory[word(c->pc)]); c->pc += 2; break;
      case 0xBD: set_nz(c, c->a = memory[(uint16_t)(word(c->pc) + c->x)]); c->pc += 2; break;
      case 0xB9: set_nz(c, c->a = memory[(uint16_t)(word(c->pc) + c->y)]); c->pc += 2; break;
      case 0x8A: set_nz(c, c->a = c->x); break;
      case 0x98: set_nz(c, c->a = c->y); break;
      case 0xA8: set_nz(c, c->y = c->a); break;
      case 0xAA: set_nz(c, c->x = c->a); break;
      case 0xC8: set_nz(c, ++c->y); break;
      case 0x88: set_nz(c, --c->y); break;
      case 0xE8: set_nz(c, ++c->x); break;
      case 0xCA: set_nz(c, --c->x); break;
      case 0xC6: set_nz(c, --memory[memory[c->pc++]]); break;
      case 0xE6: set_nz(c, ++memory[memory[c->pc++]]); break;
      case 0xC0: compare(c, c->y, memory[c->pc++]); break;
      case 0xE0: compare(c, c->x, memory[c->pc++]); break;
      case 0xC5: compare(c, c->a, memory[memory[c->pc++]]); break;
      case 0xC9: compare(c, c->a, memory[c->pc++]); break;
      case 0xDD: compare(c, c->a, memory[(uint16_t)(word(c->pc) + c->x)]); c->pc += 2; break;
      case 0x10: branch(c, !(c->flags & NEGATIVE)); break;
      case 0x30: branch(c, c->flags & NEGATIVE); break;
      case 0x90: branch(c, !(c->flags & CARRY)); break;
      case 0xB0: branch(c, c->flags & CARRY); break;
      case 0xD0: branch(c, !(c->flags & ZERO)); break;
      case 0xF0: branch(c, c->flags & ZERO); break;
      default: return ~opcode;
    }
  }
}
// clang-format on

KERNEL uint32_t run(uint32_t n) {
  uint32_t sum = 0;
  for (uint32_t round = 0; round < n; round++) {
    __builtin_memcpy(memory + 0x200, program, sizeof program);
    memory[0x10] = (uint8_t)(round * 2 + 1);
    struct cpu c = {0x200, 0, 0, 0, 0xFF, 0};
    sum = mix(sum, execute(&c));
    sum = mix(sum, word(0x12));
    sum = mix(sum, memory[0x300 + round % 256]);
  }
  return sum;
}
