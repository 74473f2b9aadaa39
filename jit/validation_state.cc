#include "jit/validation_state.h"

#include <algorithm>
#include <string>

#include "jit/limits.h"

namespace shoal::jit {
namespace {

/// What to call an operand of this type in a message.
std::string_view describe(ValType type) { return type == kNoType ? "any value" : to_string(type); }

}  // namespace

bool ValidationState::begin(uint32_t func_index, std::span<const uint8_t> body,
                            uint64_t wasm_offset) {
  in_ = ByteReader(body, wasm_offset);
  inst_ = in_.pc();
  func_index_ = func_index;
  type_ = &info_.type_of(func_index);
  frames_.clear();
  top_ = base_ = stack_.get();
  if (!read_locals()) return false;
  reserve(0);
  base_ = top_ = stack_.get();
  ControlFrame frame;
  frame.type = {{}, type_->results};
  frame.kind = FrameKind::kFunction;
  frame.reported = true;
  frames_.push_back(frame);
  live_ = true;
  return true;
}

Result<void> ValidationState::result() {
  if (in_.failed()) return in_.take_error();
  return {};
}

bool ValidationState::read_locals() {
  const uint32_t most = info_.limits.function_locals;
  locals_.assign(type_->params.begin(), type_->params.end());
  uint32_t groups = 0;
  if (!in_.read_count(&groups, "number of local declarations")) return false;
  uint64_t total = 0;
  for (uint32_t i = 0; i < groups; ++i) {
    const uint8_t* at = in_.pc();
    uint32_t count = 0;
    ValType type;
    if (!in_.read_u32(&count, "number of locals") || !read_val_type(in_, &type)) return false;
    total += count;
    if (total > UINT32_MAX) {
      return in_.fail(ErrorKind::kMalformed, at,
                      "too many locals: the function declares more than 4294967295");
    }
    if (type_->params.size() + total <= most) locals_.insert(locals_.end(), count, type);
  }
  if (type_->params.size() + total > most) {
    return in_.fail(ErrorKind::kLimit, in_.pc(),
                    beyond("too many locals: function " + std::to_string(func_index_) + " has " +
                               std::to_string(type_->params.size() + total),
                           "function_locals", most));
  }
  return true;
}

void ValidationState::reserve(size_t extra) {
  const size_t height = static_cast<size_t>(top_ - stack_.get());
  const size_t needed = height + extra + in_.remaining() + 1;
  if (needed <= capacity_) return;
  const size_t capacity = std::max(needed, capacity_ * 2);
  auto grown = std::make_unique_for_overwrite<ValType[]>(capacity);
  std::copy_n(stack_.get(), height, grown.get());
  base_ = grown.get() + (base_ - stack_.get());
  top_ = grown.get() + height;
  stack_ = std::move(grown);
  capacity_ = capacity;
}

bool ValidationState::push_many(std::span<const ValType> types) {
  if (static_cast<size_t>(top_ - stack_.get()) + types.size() > kMaxOperands) {
    return fail(ErrorKind::kLimit,
                "too many operands on the stack: the limit is " + std::to_string(kMaxOperands));
  }
  reserve(types.size());
  top_ = std::copy(types.begin(), types.end(), top_);
  return true;
}

bool ValidationState::pop_missing(ValType* type) {
  if (!current().unreachable) return fail_type("a value", "an empty stack");
  *type = kNoType;
  return true;
}

bool ValidationState::pop_slow(ValType expected) {
  if (top_ == base_) {
    return current().unreachable || fail_type(describe(expected), "an empty stack");
  }
  const ValType found = *--top_;
  return found == expected || found == kNoType || fail_type(describe(expected), describe(found));
}

bool ValidationState::pop_all_slow(std::span<const ValType> types) {
  for (size_t i = types.size(); i-- > 0;) {
    if (!pop(types[i])) return false;
  }
  return true;
}

bool ValidationState::check_top_slow(std::span<const ValType> types) {
  const size_t present = static_cast<size_t>(top_ - base_);
  for (size_t i = 0; i < types.size(); ++i) {  // i operands down from the top
    const ValType expected = types[types.size() - 1 - i];
    if (i >= present) {
      return current().unreachable || fail_type(describe(expected), "an empty stack");
    }
    const ValType found = top_[-1 - static_cast<ptrdiff_t>(i)];
    if (found != expected && found != kNoType)
      return fail_type(describe(expected), describe(found));
  }
  return true;
}

bool ValidationState::push_frame(FrameKind kind, const BlockType& type) {
  if (!pop_all(type.params)) return false;
  // The function's own frame is no block.
  if (frames_.size() > info_.limits.nesting) [[unlikely]]
    return fail_nesting();
  ControlFrame& frame = frames_.emplace_back();
  frame.type = type;
  frame.height = static_cast<uint32_t>(top_ - stack_.get());
  frame.kind = kind;
  frame.reported = live_;
  base_ = top_;
  return push_all(type.params);
}

bool ValidationState::pop_results() {
  const std::span<const ValType> results = current().type.results;
  if (!pop_all(results)) return false;
  if (top_ == base_) return true;
  return fail_type(std::to_string(results.size()) + " values at the end of the block",
                   std::to_string(static_cast<size_t>(top_ - base_)) + " more");
}

std::string_view ValidationState::instruction_name() const {
  if (inst_ == in_.end()) return "the end of the body";
  uint32_t number = *inst_;
  if (number == kPrefixByteFC) {
    LebFailure failure;
    if (!read_leb(inst_ + 1, in_.end(), &number, &failure)) return "the instruction";
    number += kPrefixFC;
  }
  return is_known(number) ? name(static_cast<Op>(number)) : "the instruction";
}

bool ValidationState::fail(ErrorKind kind, std::string message) {
  return in_.fail(kind, inst_, std::move(message));
}

bool ValidationState::fail_nesting() {
  return fail(ErrorKind::kLimit,
              beyond("blocks are nested too deeply in function " + std::to_string(func_index_),
                     "nesting", info_.limits.nesting));
}

bool ValidationState::fail_unknown(const char* what, uint64_t index, uint64_t count) {
  std::string message = std::string("unknown ") + what + ": ";
  message += instruction_name();
  message += " refers to index " + std::to_string(index) + ", there are " + std::to_string(count);
  return fail(ErrorKind::kInvalid, std::move(message));
}

bool ValidationState::fail_type(std::string_view expected, std::string_view found) {
  std::string message = "type mismatch: ";
  message += instruction_name();
  message += " expects ";
  message += expected;
  message += ", found ";
  message += found;
  return fail(ErrorKind::kInvalid, std::move(message));
}

bool ValidationState::fail_opcode(uint8_t opcode, uint32_t prefixed) {
  std::string number = hex_byte(opcode);
  if (opcode >= 0xFB && opcode <= 0xFE) number += " " + std::to_string(prefixed);
  const std::string_view feature = unsupported_feature(opcode, prefixed);
  if (feature.empty()) {
    return fail(ErrorKind::kMalformed, "illegal opcode: no instruction has the number " + number);
  }
  return fail(ErrorKind::kUnsupported, "the instruction " + number + " needs the feature \"" +
                                           std::string(feature) + "\", which is not supported");
}

bool ValidationState::fail_mem_arg_flags(uint32_t flags) {
  return fail(ErrorKind::kMalformed,
              "malformed memop flags: expected a number below 128, found " + std::to_string(flags));
}

bool ValidationState::fail_alignment(uint32_t align_log2, uint32_t max_align) {
  return fail(ErrorKind::kInvalid,
              "alignment must not be larger than natural: " + std::string(instruction_name()) +
                  " allows 2^" + std::to_string(max_align) + ", found 2^" +
                  std::to_string(align_log2));
}

bool ValidationState::fail_offset(uint64_t offset) {
  return fail(ErrorKind::kInvalid,
              "offset out of range: a 32-bit memory allows up to 4294967295, "
              "found " +
                  std::to_string(offset));
}

bool ValidationState::fail_else() {
  return fail(ErrorKind::kMalformed, "unexpected else: no `if` is open here");
}

bool ValidationState::fail_lone_if() {
  return fail_type("an if without else to leave what it takes", "results unlike the parameters");
}

bool ValidationState::fail_label_arity(uint32_t depth, size_t expected) {
  return fail_type("labels of " + std::to_string(expected) + " values, as the default",
                   "label " + std::to_string(depth) + " with " +
                       std::to_string(frame_at(depth).label_types().size()));
}

bool ValidationState::fail_tail_call(const FuncType& callee) {
  return fail_type("a callee with the caller's results, " + to_string(*type_), to_string(callee));
}

bool ValidationState::fail_select_arity(uint32_t count) {
  return fail(ErrorKind::kInvalid,
              "invalid result arity: select must name one type, found " + std::to_string(count));
}

bool ValidationState::fail_immutable(uint32_t global) {
  return fail(ErrorKind::kInvalid,
              "immutable global: global.set of global " + std::to_string(global));
}

bool ValidationState::fail_data_count() {
  return fail(ErrorKind::kMalformed,
              "data count section required: code refers to a data segment, but no data count "
              "section comes before it");
}

bool ValidationState::fail_undeclared(uint32_t func) {
  return fail(ErrorKind::kInvalid, "undeclared function reference: function " +
                                       std::to_string(func) +
                                       " occurs in no export, element segment or global");
}

bool ValidationState::fail_trailing_bytes() {
  return in_.fail(
      ErrorKind::kMalformed, in_.pc(),
      "unexpected bytes: " + std::to_string(in_.remaining()) + " follow the function's final end");
}

}  // namespace shoal::jit
