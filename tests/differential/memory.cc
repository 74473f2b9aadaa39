// Accesses to memory: FunctionGenerator's loads, stores and bulk operations.
#include <algorithm>

#include "tests/differential/function_generator.h"

namespace shoal::differential {

using enum ValType;
using jit::Op;

namespace {

constexpr uint32_t kPage = 65536;

}  // namespace

// An address for an access of `bytes` bytes, and the constant offset to go with it. Most are inside
// the memory; some touch its last bytes; a few are beyond, among them those that wrap around 2^32
// in 32-bit arithmetic.
void FunctionGenerator::address(uint32_t bytes, int depth, uint32_t* offset) {
  *offset = random_.pick({0u, 0u, 0u, 1u, 4u, 8u, 16u, 100u, 1024u, 0x3FFFu});
  switch (random_.weighted({34, 22, 12, 10, 10, 6, 4, 1, 1})) {
    case 0:  // somewhere in the first half
      expression(kI32, depth);
      constant_i32(random_.pick({0x7FFF, 0x7FF8, 0xFF, 0xFFF0}));
      op(Op::kI32And);
      *offset = std::min(*offset, 8u);
      return;
    case 1:  // base + (index << scale)
      leaf(kI32);
      constant_i32(random_.pick({0x3FF, 0xFFF}));
      op(Op::kI32And);
      constant_i32(static_cast<int32_t>(random_.below(4)));
      op(Op::kI32Shl);
      constant_i32(static_cast<int32_t>(random_.below(0x2000)));
      op(random_.pick({Op::kI32Add, Op::kI32Or}));
      return;
    case 2: return constant_i32(static_cast<int32_t>(random_.below(0xC000)));
    case 3: {  // the last bytes of the first page, split between address and offset
      const uint32_t end = kPage - bytes + (random_.chance(10) ? random_.between(1, bytes) : 0);
      *offset = random_.pick({0u, 1u, 8u, end, random_.below(end)});
      return constant_i32(static_cast<int32_t>(end - *offset));
    }
    case 4:
      expression(kI64, depth);
      op(Op::kI32WrapI64);
      constant_i32(0x7FFF);
      op(Op::kI32And);
      return;
    case 5: {  // a loop counter or small number, as it is
      const int local = labels_.back().is_loop ? static_cast<int>(labels_.back().counter) : -1;
      if (local < 0) return constant_i32(static_cast<int32_t>(random_.below(64)));
      op(Op::kLocalGet, static_cast<uint64_t>(local));
      constant_i32(static_cast<int32_t>(random_.between(1, 32)));
      op(Op::kI32Mul);
      constant_i32(0x400);
      return op(Op::kI32Add);
    }
    case 6:  // the last pages that memory.grow may have added: a trap without it
      constant_i32(static_cast<int32_t>(kPage - 16 + random_.below(24)));
      *offset = 0;
      return;
    case 7:  // anywhere in 4 GiB
      return expression(kI32, depth);
    default:  // beyond, though the 32-bit sum may look good
      *offset = random_.pick({0xFFFFFFFFu, 0xFFFFFFF0u, 0x80000000u, 0x04000000u, 0x10000u, 64u});
      return constant_i32(random_.pick({-1, -8, -64, 16, 0x7FFFFFFF}));
  }
}

void FunctionGenerator::access(const MemoryOp& m, int depth, bool store) {
  uint32_t offset = 0;
  address(m.bytes, depth, &offset);
  if (store) {
    expression(m.type, depth);
    if (is_float(m.type)) canonical_nan(m.type);
  }
  op(m.op);
  uint32_t natural = 0;
  while (1u << natural < m.bytes) natural++;
  code_.unsigned_leb(random_.chance(60) ? natural
                                        : random_.below(natural + 1));  // alignment is only a hint
  code_.unsigned_leb(offset);
}

void FunctionGenerator::load(ValType type, int depth) {
  switch (type) {
    case kI32:
      return access(random_.pick<MemoryOp>({{Op::kI32Load, kI32, 4},
                                            {Op::kI32Load, kI32, 4},
                                            {Op::kI32Load8S, kI32, 1},
                                            {Op::kI32Load8U, kI32, 1},
                                            {Op::kI32Load16S, kI32, 2},
                                            {Op::kI32Load16U, kI32, 2}}),
                    depth, false);
    case kI64:
      return access(random_.pick<MemoryOp>({{Op::kI64Load, kI64, 8},
                                            {Op::kI64Load8S, kI64, 1},
                                            {Op::kI64Load8U, kI64, 1},
                                            {Op::kI64Load16S, kI64, 2},
                                            {Op::kI64Load16U, kI64, 2},
                                            {Op::kI64Load32S, kI64, 4},
                                            {Op::kI64Load32U, kI64, 4}}),
                    depth, false);
    case kF32: return access({Op::kF32Load, kF32, 4}, depth, false);
    default: return access({Op::kF64Load, kF64, 8}, depth, false);
  }
}

void FunctionGenerator::store(int depth) {
  access(random_.pick<MemoryOp>({{Op::kI32Store, kI32, 4},
                                 {Op::kI32Store, kI32, 4},
                                 {Op::kI32Store8, kI32, 1},
                                 {Op::kI32Store16, kI32, 2},
                                 {Op::kI64Store, kI64, 8},
                                 {Op::kI64Store8, kI64, 1},
                                 {Op::kI64Store16, kI64, 2},
                                 {Op::kI64Store32, kI64, 4},
                                 {Op::kF32Store, kF32, 4},
                                 {Op::kF64Store, kF64, 8}}),
         depth, true);
}

// memory.fill, memory.copy or memory.init of a few bytes.
void FunctionGenerator::bulk_memory(int depth) {
  const auto masked = [&](int32_t mask) {
    expression(kI32, depth);
    constant_i32(mask);
    op(Op::kI32And);
  };
  const bool wild = random_.chance(4);
  masked(wild ? 0x1FFFF : 0x7FFF);
  switch (random_.below(3)) {
    case 0:
      expression(kI32, depth);
      masked(0xFF);
      op(Op::kMemoryFill, 0);
      break;
    case 1:
      masked(0x7FFF);
      masked(0xFF);
      op(Op::kMemoryCopy, 0);
      code_.byte(0);
      break;
    default:
      masked(0x7F);
      masked(wild ? 0xFF : 0x7F);
      op(Op::kMemoryInit, 1);
      code_.byte(0);
      break;
  }
  cost_ += 16 * multiplicity_;
}

}  // namespace shoal::differential
