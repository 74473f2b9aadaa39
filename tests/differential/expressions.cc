// Expressions: FunctionGenerator's code that leaves one value.
#include <bit>
#include <limits>

#include "tests/differential/function_generator.h"

namespace shoal::differential {

using enum ValType;
using jit::Op;

namespace {

constexpr uint32_t kNan32 = 0x7FC00000;
constexpr uint64_t kNan64 = 0x7FF8000000000000;

/// The instruction of `base`'s kind for i64 lies `distance` behind the one for i32; both groups
/// have one order.
Op for_type(Op i32_op, ValType type, int distance) {
  return static_cast<Op>(static_cast<int>(i32_op) + (type == kI64 ? distance : 0));
}

int32_t interesting_i32(Random& random) {
  switch (random.weighted({50, 15, 15, 20})) {
    case 0:
      return random.pick({0,  1,  -1, 2,  3,  4,   5,   7,   8,   10,  16,   24,
                          31, 32, 33, 63, 64, 100, 127, 128, 255, 256, -128, 1000});
    case 1:
      return random.pick({32767, 32768, 65535, 65536, 65532, 65533, -32768,
                          std::numeric_limits<int32_t>::max(), std::numeric_limits<int32_t>::min(),
                          std::numeric_limits<int32_t>::max() - 1});
    case 2: return std::bit_cast<int32_t>(1u << random.below(32));
    default: return static_cast<int32_t>(random.bits());
  }
}

int64_t interesting_i64(Random& random) {
  switch (random.weighted({50, 20, 10, 20})) {
    case 0: return interesting_i32(random);
    case 1:
      return random.pick({int64_t{0xFFFFFFFF}, int64_t{0x80000000}, int64_t{0x100000000},
                          int64_t{-0x80000001ll}, std::numeric_limits<int64_t>::max(),
                          std::numeric_limits<int64_t>::min()});
    case 2: return std::bit_cast<int64_t>(uint64_t{1} << random.below(64));
    default: return std::bit_cast<int64_t>(random.bits());
  }
}

double interesting_float(Random& random) {
  switch (random.weighted({45, 35, 20})) {
    case 0:
      return random.pick({0.0, -0.0, 1.0, -1.0, 0.5, 1.5, 2.5, -2.5, 2.0, 3.141592653589793, 10.0,
                          100.25, -7.75, 0.1});
    case 1:
      return random.pick(
          {2147483647.0, 2147483648.0, -2147483648.0, -2147483649.0, 4294967295.0, 4294967296.0,
           9223372036854775807.0, -9223372036854775808.0, 18446744073709551616.0, 16777217.0,
           std::numeric_limits<double>::infinity(), -std::numeric_limits<double>::infinity(),
           std::numeric_limits<double>::quiet_NaN(), 1e-310, 5e-324, 1e300, 3.4e38, 1e-40});
    default: return static_cast<double>(static_cast<int32_t>(random.bits())) / 1024.0;
  }
}

}  // namespace

uint64_t FunctionGenerator::fresh_constant(ValType type) {
  switch (type) {
    case kI32: return static_cast<uint32_t>(interesting_i32(random_));
    case kI64: return static_cast<uint64_t>(interesting_i64(random_));
    case kF32: {
      const auto v = static_cast<float>(interesting_float(random_));
      return v != v ? kNan32 : std::bit_cast<uint32_t>(v);
    }
    default: {
      const double v = interesting_float(random_);
      return v != v ? kNan64 : std::bit_cast<uint64_t>(v);
    }
  }
}

// Programs use the same few constants again and again, which compilers keep in registers.
void FunctionGenerator::constant(ValType type) {
  std::vector<uint64_t>& favourites = favourites_[type];
  const bool again = !favourites.empty() && random_.chance(50);
  const uint64_t bits = again ? random_.pick(favourites) : fresh_constant(type);
  if (!again && favourites.size() < 3 && random_.chance(50)) favourites.push_back(bits);
  switch (type) {
    case kI32: return constant_i32(static_cast<int32_t>(bits));
    case kI64: return constant_i64(static_cast<int64_t>(bits));
    case kF32: return constant_f32(static_cast<uint32_t>(bits));
    default: return constant_f64(bits);
  }
}

void FunctionGenerator::leaf(ValType type) {
  const int local = readable_local(type);
  if (local >= 0 && random_.chance(70)) return op(Op::kLocalGet, static_cast<uint64_t>(local));
  if (random_.chance(25)) {
    for (uint32_t g = 0; g < plan_.globals.size(); g++) {
      if (plan_.globals[g] == type && random_.chance(60)) return op(Op::kGlobalGet, g);
    }
  }
  constant(type);
}

void FunctionGenerator::expressions(const Types& types, int depth) {
  for (ValType t : types) expression(t, depth);
}

void FunctionGenerator::expression(ValType type, int depth) {
  if (depth <= 0 || spent()) return leaf(type);
  switch (random_.weighted({18, 44, 8, 6, 8, 4, 4, 3, 2})) {
    case 0: return leaf(type);
    case 1: return operation(type, depth - 1);
    case 2: return load(type, depth - 1);
    case 3: return select_value(type, depth - 1);
    case 4: {  // tee
      const int local = writable_local(type);
      if (local >= 0 && !is_float(type) && random_.chance(50)) return update(local);
      expression(type, depth - 1);
      if (local >= 0) op(Op::kLocalTee, static_cast<uint64_t>(local));
      return;
    }
    case 5:
      return random_.chance(50) ? block({}, {type}, depth - 1) : if_else({}, {type}, depth - 1);
    case 6:
      if (!call_expression(type, depth - 1)) leaf(type);
      return;
    case 7: return loop({}, {type}, depth - 1);
    default: return fold_many(type);
  }
}

void FunctionGenerator::operation(ValType type, int depth) {
  if (is_float(type)) return float_operation(type, depth);
  switch (random_.weighted({40, 20, 5, 10, 12, 4, 3})) {
    case 0: return integer_operation(type, depth);
    case 1: return add_shift_chain(type, depth);
    case 2: return division(type, depth);
    case 3: return unary(type, depth);
    case 4: return type == kI32 ? compare(depth) : conversion(type, depth);
    case 5: return conversion(type, depth);
    default:
      return type == kI32 ? (random_.chance(50) ? memory_expression(depth) : reference_test(depth))
                          : integer_operation(type, depth);
  }
}

void FunctionGenerator::integer_operation(ValType type, int depth) {
  const Op choice =
      random_.pick({Op::kI32Add, Op::kI32Sub, Op::kI32Mul, Op::kI32And, Op::kI32Or, Op::kI32Xor,
                    Op::kI32Shl, Op::kI32ShrS, Op::kI32ShrU, Op::kI32Rotl, Op::kI32Rotr});
  const int distance = static_cast<int>(Op::kI64Add) - static_cast<int>(Op::kI32Add);
  // A constant on either side, or none.
  const uint32_t form = random_.below(4);
  if (form == 0) {
    constant(type);
  } else {
    expression(type, depth);
  }
  if (form == 1) {
    constant(type);
  } else {
    expression(type, depth);
  }
  op(for_type(choice, type, distance));
}

// local = (local op x) op y, the way hashes and ciphers are written; sometimes with the operands
// the other way round, or something between that reads the local.
void FunctionGenerator::update(int local) {
  const ValType type = locals_[static_cast<uint32_t>(local)];
  const int distance = static_cast<int>(Op::kI64Add) - static_cast<int>(Op::kI32Add);
  const auto operation = [&] {
    op(for_type(random_.pick({Op::kI32Add, Op::kI32Sub, Op::kI32Mul, Op::kI32And, Op::kI32Or,
                              Op::kI32Xor, Op::kI32Shl, Op::kI32ShrU, Op::kI32Rotl, Op::kI32Rotr}),
                type, distance));
  };
  const bool reads_twice = random_.chance(30);
  if (reads_twice) op(Op::kLocalGet, static_cast<uint64_t>(local));
  if (random_.chance(70)) {
    op(Op::kLocalGet, static_cast<uint64_t>(local));
    leaf(type);
  } else {
    leaf(type);
    op(Op::kLocalGet, static_cast<uint64_t>(local));
  }
  operation();
  leaf(type);
  operation();
  op(Op::kLocalTee, static_cast<uint64_t>(local));
  if (reads_twice) operation();
}

void FunctionGenerator::division(ValType type, int depth) {
  const Op choice = random_.pick({Op::kI32DivS, Op::kI32DivU, Op::kI32RemS, Op::kI32RemU});
  const int distance = static_cast<int>(Op::kI64DivS) - static_cast<int>(Op::kI32DivS);
  expression(type, depth);
  if (random_.chance(40)) {  // By a constant, which is no division.
    const int64_t d =
        random_.pick({int64_t{3}, int64_t{7}, int64_t{10}, int64_t{-10}, int64_t{14}, int64_t{28},
                      int64_t{-8}, int64_t{2}, int64_t{1000000007}, interesting_i64(random_)});
    if (type == kI32) {
      constant_i32(static_cast<int32_t>(d));
    } else {
      constant_i64(d);
    }
    return op(for_type(choice, type, distance));
  }
  if (random_.chance(30)) {
    constant(type);  // possibly 0 or -1
  } else {
    expression(type, depth);
  }
  if (random_.chance(94)) {  // not zero; still possibly -1, which overflows with the least dividend
    constant(type);
    if (type == kI32) {
      constant_i32(random_.pick({1, 3, 16}));
      op(Op::kI32Or);
      op(Op::kI32Or);
    } else {
      constant_i64(random_.pick({1, 3, 16}));
      op(Op::kI64Or);
      op(Op::kI64Or);
    }
  }
  op(for_type(choice, type, distance));
}

void FunctionGenerator::unary(ValType type, int depth) {
  expression(type, depth);
  if (type == kI32) {
    op(random_.pick({Op::kI32Clz, Op::kI32Ctz, Op::kI32Popcnt, Op::kI32Extend8S, Op::kI32Extend16S,
                     Op::kI32Eqz}));
  } else {
    op(random_.pick({Op::kI64Clz, Op::kI64Ctz, Op::kI64Popcnt, Op::kI64Extend8S, Op::kI64Extend16S,
                     Op::kI64Extend32S}));
  }
}

void FunctionGenerator::float_operation(ValType type, int depth) {
  const bool f32 = type == kF32;
  switch (random_.weighted({55, 20, 8, 17})) {
    case 0: {
      const Op choice = f32 ? random_.pick({Op::kF32Add, Op::kF32Sub, Op::kF32Mul, Op::kF32Div,
                                            Op::kF32Min, Op::kF32Max})
                            : random_.pick({Op::kF64Add, Op::kF64Sub, Op::kF64Mul, Op::kF64Div,
                                            Op::kF64Min, Op::kF64Max});
      expression(type, depth);
      expression(type, depth);
      return op(choice);
    }
    case 1: {
      expression(type, depth);
      return op(f32 ? random_.pick({Op::kF32Abs, Op::kF32Neg, Op::kF32Ceil, Op::kF32Floor,
                                    Op::kF32Trunc, Op::kF32Nearest, Op::kF32Sqrt})
                    : random_.pick({Op::kF64Abs, Op::kF64Neg, Op::kF64Ceil, Op::kF64Floor,
                                    Op::kF64Trunc, Op::kF64Nearest, Op::kF64Sqrt}));
    }
    case 2:
      expression(type, depth);
      expression(type, depth);
      canonical_nan(type);
      return op(f32 ? Op::kF32Copysign : Op::kF64Copysign);
    default: return conversion(type, depth);
  }
}

void FunctionGenerator::conversion(ValType to, int depth) {
  if (!is_float(to) && random_.chance(8)) return trapping_truncation(to, depth);
  const auto from = [&](ValType type, Op conversion_op) {
    expression(type, depth);
    if (conversion_op == Op::kI32ReinterpretF32 || conversion_op == Op::kI64ReinterpretF64)
      canonical_nan(type);
    op(conversion_op);
  };
  switch (to) {
    case kI32:
      switch (random_.below(6)) {
        case 0: return from(kF32, Op::kI32ReinterpretF32);
        case 1: return from(kF32, random_.pick({Op::kI32TruncSatF32S, Op::kI32TruncSatF32U}));
        case 2: return from(kF64, random_.pick({Op::kI32TruncSatF64S, Op::kI32TruncSatF64U}));
        default: return from(kI64, Op::kI32WrapI64);
      }
    case kI64:
      switch (random_.below(6)) {
        case 0: return from(kF64, Op::kI64ReinterpretF64);
        case 1: return from(kF32, random_.pick({Op::kI64TruncSatF32S, Op::kI64TruncSatF32U}));
        case 2: return from(kF64, random_.pick({Op::kI64TruncSatF64S, Op::kI64TruncSatF64U}));
        default: return from(kI32, random_.pick({Op::kI64ExtendI32S, Op::kI64ExtendI32U}));
      }
    case kF32:
      switch (random_.below(4)) {
        case 0: return from(kI32, Op::kF32ReinterpretI32);
        case 1: return from(kI32, random_.pick({Op::kF32ConvertI32S, Op::kF32ConvertI32U}));
        case 2: return from(kI64, random_.pick({Op::kF32ConvertI64S, Op::kF32ConvertI64U}));
        default: return from(kF64, Op::kF32DemoteF64);
      }
    default:
      switch (random_.below(4)) {
        case 0: return from(kI64, Op::kF64ReinterpretI64);
        case 1: return from(kI32, random_.pick({Op::kF64ConvertI32S, Op::kF64ConvertI32U}));
        case 2: return from(kI64, random_.pick({Op::kF64ConvertI64S, Op::kF64ConvertI64U}));
        default: return from(kF32, Op::kF64PromoteF32);
      }
  }
}

void FunctionGenerator::trapping_truncation(ValType to, int depth) {
  const bool from_f32 = random_.chance(50);
  expression(from_f32 ? kF32 : kF64, depth);
  if (to == kI32) {
    op(from_f32 ? random_.pick({Op::kI32TruncF32S, Op::kI32TruncF32U})
                : random_.pick({Op::kI32TruncF64S, Op::kI32TruncF64U}));
  } else {
    op(from_f32 ? random_.pick({Op::kI64TruncF32S, Op::kI64TruncF32U})
                : random_.pick({Op::kI64TruncF64S, Op::kI64TruncF64U}));
  }
}

void FunctionGenerator::compare(int depth) {
  switch (random_.weighted({45, 25, 15, 15})) {
    case 0:
    case 1: {
      const ValType type = random_.chance(60) ? kI32 : kI64;
      const Op choice =
          random_.pick({Op::kI32Eq, Op::kI32Ne, Op::kI32LtS, Op::kI32LtU, Op::kI32GtS, Op::kI32GtU,
                        Op::kI32LeS, Op::kI32LeU, Op::kI32GeS, Op::kI32GeU});
      expression(type, depth);
      if (random_.chance(40)) {
        constant(type);
      } else {
        expression(type, depth);
      }
      return op(
          for_type(choice, type, static_cast<int>(Op::kI64Eq) - static_cast<int>(Op::kI32Eq)));
    }
    case 2: {
      const bool f32 = random_.chance(40);
      expressions({f32 ? kF32 : kF64, f32 ? kF32 : kF64}, depth);
      return op(f32 ? random_.pick(
                          {Op::kF32Eq, Op::kF32Ne, Op::kF32Lt, Op::kF32Gt, Op::kF32Le, Op::kF32Ge})
                    : random_.pick({Op::kF64Eq, Op::kF64Ne, Op::kF64Lt, Op::kF64Gt, Op::kF64Le,
                                    Op::kF64Ge}));
    }
    default: {
      const bool i64 = random_.chance(40);
      expression(i64 ? kI64 : kI32, depth);
      return op(i64 ? Op::kI64Eqz : Op::kI32Eqz);
    }
  }
}

// An i32 for br_if, if or select: mostly a compare, sometimes negated, masked or any value.
void FunctionGenerator::condition(int depth) {
  switch (random_.weighted({60, 15, 10, 15})) {
    case 0: return compare(depth);
    case 1: compare(depth); return op(Op::kI32Eqz);
    case 2:
      expression(kI32, depth);
      constant_i32(static_cast<int32_t>(1u << random_.below(8)));
      return op(Op::kI32And);
    default: return expression(kI32, depth);
  }
}

void FunctionGenerator::add_shift_chain(ValType type, int depth) {
  const bool wide = type == kI64;
  expression(type, depth);
  for (uint32_t i = random_.between(2, 6); i > 0; i--) {
    switch (random_.below(4)) {
      case 0:
        wide ? constant_i64(random_.between(0, 5))
             : constant_i32(static_cast<int32_t>(random_.between(0, 5)));
        op(wide ? Op::kI64Shl : Op::kI32Shl);
        break;
      case 1:
        constant(type);
        op(wide ? random_.pick({Op::kI64Add, Op::kI64Sub})
                : random_.pick({Op::kI32Add, Op::kI32Sub}));
        break;
      case 2:
        leaf(type);
        op(wide ? Op::kI64Add : Op::kI32Add);
        break;
      default:  // x + (y << k)
        leaf(type);
        wide ? constant_i64(random_.between(1, 4))
             : constant_i32(static_cast<int32_t>(random_.between(1, 4)));
        op(wide ? Op::kI64Shl : Op::kI32Shl);
        op(wide ? Op::kI64Add : Op::kI32Add);
        break;
    }
  }
}

void FunctionGenerator::select_value(ValType type, int depth) {
  expression(type, depth);
  expression(type, depth);
  condition(depth);
  if (random_.chance(70)) return op(Op::kSelect);
  op(Op::kSelectTyped, 1);
  code_.type(type);
}

// Many values at once on the operand stack, then folded into one.
void FunctionGenerator::fold_many(ValType type) {
  const uint32_t count = random_.between(6, 22);
  for (uint32_t i = 0; i < count; i++) expression(type, static_cast<int>(random_.below(2)));
  for (uint32_t i = 1; i < count; i++) fold(type);
}

// Two values into one.
void FunctionGenerator::fold(ValType type) {
  switch (type) {
    case kI32:
      return op(random_.pick({Op::kI32Add, Op::kI32Sub, Op::kI32Xor, Op::kI32Mul, Op::kI32Rotl}));
    case kI64:
      return op(random_.pick({Op::kI64Add, Op::kI64Sub, Op::kI64Xor, Op::kI64Mul, Op::kI64ShrU}));
    case kF32: return op(random_.pick({Op::kF32Add, Op::kF32Sub, Op::kF32Mul, Op::kF32Min}));
    default: return op(random_.pick({Op::kF64Add, Op::kF64Sub, Op::kF64Mul, Op::kF64Max}));
  }
}

void FunctionGenerator::reference_test(int depth) {
  const uint32_t leaf_function = random_.below(ModulePlan::kLeaves);
  switch (random_.below(3)) {
    case 0:
      slot_index(leaf_function, depth);
      op(Op::kTableGet, 0);
      break;
    case 1:
      op(Op::kRefFunc, function_index(leaf_function));
      op(Op::kRefNull);
      code_.type(kFuncRef);
      condition(depth);
      op(Op::kSelectTyped, 1);
      code_.type(kFuncRef);
      break;
    default: return op(Op::kTableSize, 0);
  }
  op(Op::kRefIsNull);
}

void FunctionGenerator::memory_expression(int depth) {
  if (random_.chance(70)) return op(Op::kMemorySize, 0);
  expression(kI32, depth);
  constant_i32(random_.pick({0, 1, 1, 0x10001}));  // nothing, one page, or too much
  op(Op::kI32And);
  op(Op::kMemoryGrow, 0);
}

// Replaces a NaN on top of the stack by the canonical one: its bits are about to be seen.
void FunctionGenerator::canonical_nan(ValType type) {
  const uint32_t scratch = type == kF32 ? scratch_f32_ : scratch_f64_;
  op(Op::kLocalTee, scratch);
  if (type == kF32) {
    constant_f32(kNan32);
  } else {
    constant_f64(kNan64);
  }
  op(Op::kLocalGet, scratch);
  op(Op::kLocalGet, scratch);
  op(type == kF32 ? Op::kF32Eq : Op::kF64Eq);
  op(Op::kSelect);
}

}  // namespace shoal::differential
