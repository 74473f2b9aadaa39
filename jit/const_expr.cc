#include "jit/const_expr.h"

#include <string>

#include "jit/opcodes.h"
#include "jit/type_reader.h"

namespace shoal::jit {
namespace {

/// The walk over one expression: a decoder and a stack of types, smaller than a function body's
/// because there is neither control flow nor dead code.
class ConstExprReader {
 public:
  ConstExprReader(ByteReader& in, ModuleInfo& info, ConstExpr& expr)
      : in_(in), info_(info), expr_(expr) {}

  bool read(ValType type) {
    uint8_t opcode = 0;
    while (true) {
      at_ = in_.pc();
      if (!in_.read_byte(&opcode, "constant expression")) return false;
      if (opcode == static_cast<uint8_t>(Op::kEnd)) return finish(type);
      if (!instruction(static_cast<Op>(opcode))) return false;
    }
  }

 private:
  bool instruction(Op op) {
    switch (op) {
      case Op::kI32Const: {
        int32_t value = 0;
        return in_.read_s32(&value, "i32 constant") &&
               append(op, static_cast<uint32_t>(value), ValType::kI32);
      }
      case Op::kI64Const: {
        int64_t value = 0;
        return in_.read_s64(&value, "i64 constant") &&
               append(op, static_cast<uint64_t>(value), ValType::kI64);
      }
      case Op::kF32Const: {
        uint32_t bits = 0;
        return in_.read_bits(&bits, "f32 constant") && append(op, bits, ValType::kF32);
      }
      case Op::kF64Const: {
        uint64_t bits = 0;
        return in_.read_bits(&bits, "f64 constant") && append(op, bits, ValType::kF64);
      }
      case Op::kRefNull: {
        ValType type;
        return read_heap_type(in_, &type) && append(op, static_cast<uint64_t>(type), type);
      }
      case Op::kRefFunc: return ref_func();
      case Op::kGlobalGet: return global_get();
      case Op::kI32Add:
      case Op::kI32Sub:
      case Op::kI32Mul:
      case Op::kI64Add:
      case Op::kI64Sub:
      case Op::kI64Mul:
        return pop(op_info(op).params[1]) && pop(op_info(op).params[0]) &&
               append(op, 0, op_info(op).result);
      default: return fail_instruction(static_cast<uint8_t>(op));
    }
  }

  bool ref_func() {
    uint32_t index = 0;
    if (!in_.read_u32(&index, "function index")) return false;
    if (index >= info_.functions.size()) {
      return fail_unknown("function", index, info_.functions.size());
    }
    declare_function(info_, index);
    return append(Op::kRefFunc, index, ValType::kFuncRef);
  }

  bool global_get() {
    uint32_t index = 0;
    if (!in_.read_u32(&index, "global index")) return false;
    if (index >= info_.globals.size()) return fail_unknown("global", index, info_.globals.size());
    const GlobalType& global = info_.globals[index].type;
    if (global.is_mutable) {
      return fail("constant expression required: global " + std::to_string(index) + " is mutable");
    }
    return append(Op::kGlobalGet, index, global.type);
  }

  bool append(Op op, uint64_t bits, ValType result) {
    expr_.push_back({op, bits});
    types_.push_back(result);
    return true;
  }

  bool pop(ValType expected) {
    if (types_.empty()) return fail_type(expected, "an empty stack");
    const ValType found = types_.back();
    types_.pop_back();
    return found == expected || fail_type(expected, to_string(found));
  }

  bool finish(ValType type) {
    if (!pop(type)) return false;
    return types_.empty() || fail_type(type, std::to_string(types_.size() + 1) + " values");
  }

  [[gnu::cold]] bool fail(std::string message) {
    return in_.fail(ErrorKind::kInvalid, at_, std::move(message));
  }
  [[gnu::cold]] bool fail_type(ValType expected, std::string_view found) {
    return fail("type mismatch: the constant expression needs " + std::string(to_string(expected)) +
                ", found " + std::string(found));
  }
  [[gnu::cold]] bool fail_unknown(const char* what, uint32_t index, size_t count) {
    return fail(std::string("unknown ") + what + ": the constant expression refers to index " +
                std::to_string(index) + ", there are " + std::to_string(count) + " so far");
  }
  [[gnu::cold]] bool fail_instruction(uint8_t opcode) {
    uint32_t number = 0;
    if (opcode >= 0xFB && opcode <= 0xFE && !in_.read_u32(&number, "prefixed opcode")) return false;
    if (is_known(opcode) || (opcode == kPrefixByteFC && number < kPrefixFCCount)) {
      const Op op = static_cast<Op>(opcode == kPrefixByteFC ? kPrefixFC + number : opcode);
      return fail("constant expression required: found " + std::string(name(op)));
    }
    const std::string_view feature = unsupported_feature(opcode, number);
    if (feature.empty()) {
      return in_.fail(ErrorKind::kMalformed, at_, "illegal opcode: found " + hex_byte(opcode));
    }
    return in_.fail(ErrorKind::kUnsupported, at_,
                    "the instruction " + hex_byte(opcode) + " " + std::to_string(number) +
                        " needs the feature \"" + std::string(feature) +
                        "\", which is not supported");
  }

  ByteReader& in_;
  ModuleInfo& info_;
  ConstExpr& expr_;
  std::vector<ValType> types_;
  const uint8_t* at_ = nullptr;  ///< The instruction at hand.
};

}  // namespace

bool read_const_expr(ByteReader& in, ModuleInfo& info, ValType type, ConstExpr* expr) {
  expr->clear();
  return ConstExprReader(in, info, *expr).read(type);
}

void declare_function(ModuleInfo& info, uint32_t func_index) {
  info.declared_functions[func_index] = true;
  info.functions[func_index].escapes = true;
}

}  // namespace shoal::jit
