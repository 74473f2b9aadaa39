// Set-up, emission and locals of FunctionGenerator.
#include "tests/differential/function_generator.h"

namespace shoal::differential {

using enum ValType;

FunctionGenerator::FunctionGenerator(Random& random, ModulePlan& plan, uint32_t index)
    : random_(random), plan_(plan), index_(index), type_(plan.functions[index]) {
  locals_ = type_.params;
  reserved_.assign(locals_.size(), false);
  float_leaning_ = random_.chance(30);
  // Few locals, some, or more than there are registers.
  const uint32_t count = random_.pick({2u, 5u, 10u, 24u, 40u});
  for (uint32_t i = 0; i < count; i++) new_local(random_type());
  for (uint32_t i = random_.between(2, 6); i > 0; i--) {
    hot_.push_back(random_.below(static_cast<uint32_t>(locals_.size())));
  }
  scratch_f32_ = new_local(kF32);
  scratch_f64_ = new_local(kF64);
  reserved_[scratch_f32_] = reserved_[scratch_f64_] = true;
  budget_ = static_cast<int>(index < ModulePlan::kLeaves ? random_.between(20, 80)
                                                         : random_.between(80, 500));
}

WasmWriter FunctionGenerator::generate() {
  labels_.push_back({.types = type_.results});
  statements(4, random_.between(2, 12));
  if (random_.chance(15)) tail_call(2);
  expressions(type_.results, 3);
  op(Op::kEnd);

  WasmWriter body;
  const size_t declared = locals_.size() - type_.params.size();
  body.unsigned_leb(declared);
  for (size_t i = type_.params.size(); i < locals_.size(); i++) {
    body.unsigned_leb(1);
    body.type(locals_[i]);
  }
  body.append(code_);
  return body;
}

ValType FunctionGenerator::random_type() {
  if (float_leaning_ && random_.chance(60)) return random_.pick({kF32, kF64, kF64});
  return differential::random_type(random_);
}

void FunctionGenerator::op(Op op) {
  const auto number = static_cast<uint32_t>(op);
  if (number >= jit::kPrefixFC) {
    code_.byte(0xFC);
    code_.unsigned_leb(number - jit::kPrefixFC);
  } else {
    code_.byte(static_cast<uint8_t>(number));
  }
  cost_ += multiplicity_;
  budget_--;
}

void FunctionGenerator::op(Op op_, uint64_t immediate) {
  op(op_);
  code_.unsigned_leb(immediate);
}

void FunctionGenerator::constant_i32(int32_t v) {
  op(Op::kI32Const);
  code_.signed_leb(v);
}

void FunctionGenerator::constant_i64(int64_t v) {
  op(Op::kI64Const);
  code_.signed_leb(v);
}

void FunctionGenerator::constant_f32(uint32_t bits) {
  op(Op::kF32Const);
  code_.fixed32(bits);
}

void FunctionGenerator::constant_f64(uint64_t bits) {
  op(Op::kF64Const);
  code_.fixed64(bits);
}

void FunctionGenerator::block_type(const Types& params, const Types& results) {
  if (params.empty() && results.empty()) {
    code_.byte(0x40);
  } else if (params.empty() && results.size() == 1 && random_.chance(80)) {
    code_.type(results[0]);
  } else {
    code_.signed_leb(plan_.type_index({params, results}));
  }
}

uint32_t FunctionGenerator::new_local(ValType type) {
  locals_.push_back(type);
  reserved_.push_back(false);
  return static_cast<uint32_t>(locals_.size() - 1);
}

int FunctionGenerator::writable_local(ValType type) {
  if (random_.chance(60)) {
    const uint32_t hot = random_.pick(hot_);
    if (locals_[hot] == type) return static_cast<int>(hot);
  }
  const auto count = static_cast<uint32_t>(locals_.size());
  const uint32_t start = random_.below(count);
  for (uint32_t i = 0; i < count; i++) {
    const uint32_t local = (start + i) % count;
    if (locals_[local] == type && !reserved_[local]) return static_cast<int>(local);
  }
  return -1;
}

int FunctionGenerator::readable_local(ValType type) {
  // Inside a loop its counter is what code likes to read most.
  if (type == kI32 && random_.chance(30)) {
    for (auto label = labels_.rbegin(); label != labels_.rend(); ++label) {
      if (label->is_loop) return static_cast<int>(label->counter);
    }
  }
  return writable_local(type);
}

}  // namespace shoal::differential
