#include "runtime/layout/address_flow.h"

#include <algorithm>
#include <cstdio>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "jit/body_decoder.h"
#include "jit/silent_consumer.h"

namespace shoal::layout {
namespace {

using jit::FrameKind;
using jit::Op;

constexpr uint32_t kLinkerLeb = 5;  ///< Bytes of a 32-bit number that the linker fills in.
/// Larger ones may need five bytes by themselves.
constexpr uint64_t kShort = (1 << 27) - 1;
/// Values joined for one module, some seconds' worth, and values kept for one function, at eight
/// bytes each. Both are far beyond any compiler's output.
constexpr uint64_t kMostWork = uint64_t{1} << 30;
constexpr uint64_t kMostKept = uint64_t{1} << 25;

/// In the order of the chain that joins climb.
enum class Kind : uint8_t {
  kNothing,   ///< No path leads here.
  kConstant,  ///< A number that stands in the code.
  kBase,      ///< A base that moves with the module, plus anything.
  kNumber,    ///< Neither is known.
  kSuspect,   ///< Perhaps an address that does not move.
};

struct AbstractValue {
  Kind kind = Kind::kNumber;
  uint32_t witness = 0;  ///< Of a suspect: the byte offset of its i32.const.
};

/// Makes `into` stand for both; true if that changed its kind.
bool join(AbstractValue* into, AbstractValue other) {
  if (into->kind == other.kind || other.kind == Kind::kNothing) return false;
  if (into->kind == Kind::kSuspect) return false;
  if (into->kind == Kind::kNothing || other.kind == Kind::kSuspect) {
    *into = other;
  } else {
    if (into->kind == Kind::kNumber) return false;
    *into = {Kind::kNumber};
  }
  return true;
}

using Values = std::vector<AbstractValue>;

/// A block that is open. States that lead to its end (or a loop's start) are joined as they come:
/// the locals, then the operands that the label takes.
struct Frame {
  FrameKind kind;
  jit::BlockType type;
  size_t height = 0;  ///< Of the operands below.
  uint32_t loop = 0;  ///< Which loop of the function.
  Values entry;       ///< Of an if: the state at its start.
  Values end;         ///< Empty: nothing leads there so far.
};

std::string hex(uint32_t offset) {
  char text[16];
  std::snprintf(text, sizeof text, "0x%x", offset);
  return text;
}

/// Bytes that a number takes at least.
size_t needed_bytes(int32_t value) {
  size_t size = 1;
  for (; value < -64 || value > 63; value >>= 7) ++size;
  return size;
}
size_t needed_bytes(uint64_t value) {
  size_t size = 1;
  for (; value > 0x7F; value >>= 7) ++size;
  return size;
}

}  // namespace

class AddressFlow::Walk : public jit::SilentConsumer {
 public:
  Walk(const Image& image, const CodeFacts& facts)
      : image_(image), facts_(facts), decoder_(image.info, *this) {}

  Result<void> check(uint32_t function, bool by_length) {
    function_ = function;
    by_length_ = by_length;
    refusal_.reset();
    loops_.clear();
    frames_.clear();
    kept_ = 0;
    const jit::BodyRange body = image_.info.bodies[function - image_.info.imported_functions];
    do {
      changed_ = false;
      Result<void> done =
          decoder_.decode(function, image_.bytes.subspan(body.begin, body.size), body.begin);
      if (!done) return done;
      if (refusal_) return make_error(ErrorKind::kUnsupported, refusal_->message, refusal_->at);
      if (too_much()) return too_complex();
    } while (changed_);
    return {};
  }

  // What the decoder reports.

  void begin_function(uint32_t index, const FuncType& type, std::span<const ValType> locals,
                      std::span<const uint8_t>) {
    locals_.assign(locals.size(), {Kind::kNumber});
    std::fill(locals_.begin() + static_cast<ptrdiff_t>(type.params.size()), locals_.end(),
              AbstractValue{Kind::kConstant});
    stack_.clear();
    for (const Frame& frame : frames_) kept_ -= frame.entry.size() + frame.end.size();
    frames_.clear();
    next_loop_ = 0;
    const FuncType& own = image_.info.type_of(index);
    frames_.push_back({FrameKind::kFunction, {{}, own.results}, 0, 0, {}, {}});
  }
  void before(Op op) { op_ = op; }
  bool full() const { return refusal_ || too_much(); }

  void block(const jit::BlockType& type) { enter(FrameKind::kBlock, type); }
  void loop(const jit::BlockType& type) {
    enter(FrameKind::kLoop, type);
    frames_.back().loop = next_loop_++;
    if (loops_.size() < next_loop_) loops_.emplace_back();
    Values& start = loops_[frames_.back().loop];
    join_state(&start, type.params.size());
    load_state(start, frames_.back().height);
  }
  void if_(const jit::BlockType& type) {
    use(pop());
    enter(FrameKind::kIf, type);
    join_state(&frames_.back().entry, type.params.size());
  }
  void else_(bool then_reachable) {
    Frame& frame = frames_.back();
    if (then_reachable) join_state(&frame.end, frame.type.results.size());
    frame.kind = FrameKind::kElse;
    load_state(frame.entry, frame.height);
  }
  void end(bool fallthrough, bool live_after) {
    Frame& frame = frames_.back();
    const size_t results = frame.type.results.size();
    if (frame.kind == FrameKind::kFunction) {
      if (fallthrough) use_top(results);
    } else {
      if (fallthrough) join_state(&frame.end, results);
      if (frame.kind == FrameKind::kIf) join_into(&frame.end, frame.entry);
      if (live_after && !frame.end.empty()) {
        load_state(frame.end, frame.height);
      } else {
        stack_.resize(frame.height);
        stack_.resize(frame.height + results, {Kind::kNumber});
      }
    }
    kept_ -= frame.entry.size() + frame.end.size();
    frames_.pop_back();
  }

  void br(uint32_t depth) { branch(depth); }
  void br_if(uint32_t depth) {
    use(pop());
    branch(depth);
  }
  void br_table(std::span<const uint32_t> depths) {
    use(pop());
    for (const uint32_t depth : depths) {
      if (full()) return;
      branch(depth);
    }
  }
  void return_() { use_top(frames_.front().type.results.size()); }
  void call(uint32_t f) { apply(image_.info.type_of(f)); }
  void return_call(uint32_t f) { apply(image_.info.type_of(f)); }
  void call_indirect(uint32_t type, uint32_t) {
    use(pop());
    apply(image_.info.types[type]);
  }
  void return_call_indirect(uint32_t type, uint32_t table) { call_indirect(type, table); }

  void drop() { pop(); }
  void select(ValType) {
    use(pop());
    const AbstractValue other = pop();
    join(&stack_.back(), other);
  }
  void local_get(uint32_t i) { stack_.push_back(locals_[i]); }
  void local_set(uint32_t i) { locals_[i] = pop(); }
  void local_tee(uint32_t i) { locals_[i] = stack_.back(); }
  void global_get(uint32_t i) { stack_.push_back({facts_.bases[i] ? Kind::kBase : Kind::kNumber}); }
  void global_set(uint32_t) { use(pop()); }
  void i32_const(int32_t value) { stack_.push_back(constant(static_cast<uint32_t>(value))); }
  void i64_const(int64_t) { push_number(); }
  void f32_const(uint32_t) { push_number(); }
  void f64_const(uint64_t) { push_number(); }
  void numeric(Op op) {
    if (op == Op::kI32Add) return add();
    if (op == Op::kI32Sub) return subtract();
    replace(jit::op_info(op).param_count, 1);
  }

  void load(Op, const jit::MemArg& arg) {
    access(pop(), arg);
    push_number();
  }
  void store(Op, const jit::MemArg& arg) {
    use(pop());
    access(pop(), arg);
  }
  void memory_size(uint32_t) { push_number(); }
  void memory_grow(uint32_t) { replace(1, 1); }
  void memory_fill(uint32_t) { bulk_access(1); }
  void memory_copy(uint32_t, uint32_t) { bulk_access(2); }
  void memory_init(uint32_t, uint32_t) { bulk_access(1); }
  void table_get(uint32_t) { replace(1, 1); }
  void table_set(uint32_t) { replace(2, 0); }
  void table_size(uint32_t) { push_number(); }
  void table_grow(uint32_t) { replace(2, 1); }
  void table_fill(uint32_t) { replace(3, 0); }
  void table_copy(uint32_t, uint32_t) { replace(3, 0); }
  void table_init(uint32_t, uint32_t) { replace(3, 0); }
  void ref_null(ValType) { push_number(); }
  void ref_is_null() { replace(1, 1); }
  void ref_func(uint32_t) { push_number(); }

 private:
  struct Refusal {
    std::string message;
    uint32_t at;
  };

  AbstractValue pop() {
    const AbstractValue value = stack_.back();
    stack_.pop_back();
    return value;
  }
  void push_number() { stack_.push_back({Kind::kNumber}); }
  void replace(size_t params, size_t results) {
    use_top(params);
    stack_.resize(stack_.size() - params);
    for (size_t i = 0; i < results; ++i) push_number();
  }
  void apply(const FuncType& type) { replace(type.params.size(), type.results.size()); }

  // Arithmetic.

  AbstractValue constant(uint32_t value) {
    const uint32_t at = decoder_.instruction_offset();
    bool suspect = in_static_memory(value) || value == facts_.heap_base;
    if (by_length_) {
      const bool filled_in = is_filled_in(at + 1, needed_bytes(static_cast<int32_t>(value)));
      // With an addend it may be more.
      const auto heap = static_cast<int64_t>(facts_.heap_base.value_or(UINT32_MAX));
      if (filled_in && static_cast<int32_t>(value) >= heap) refuse_heap_base(at);
      suspect = filled_in ? suspect || value >= facts_.table_size : suspect && value > kShort;
    }
    return {suspect ? Kind::kSuspect : Kind::kConstant, at};
  }
  void add() {
    const AbstractValue right = pop();
    AbstractValue& left = stack_.back();
    if (left.kind == Kind::kBase) return;
    if (right.kind == Kind::kBase) {
      left = right;
    } else {
      join(&left, right);
    }
  }
  void subtract() {
    const AbstractValue right = pop();
    AbstractValue& left = stack_.back();
    if (right.kind == Kind::kBase) {
      if (left.kind != Kind::kSuspect) left = {Kind::kNumber};  // perhaps a difference
    } else if (left.kind != Kind::kBase || right.kind == Kind::kSuspect) {
      join(&left, right);
    }
  }

  /// True if the number at `at` is longer than it need be: the linker has written it.
  bool is_filled_in(uint32_t at, size_t needed) const {
    size_t size = 1;
    while (image_.bytes[at + size - 1] & 0x80) ++size;
    return size >= kLinkerLeb && size > needed;
  }

  // Uses.

  bool in_static_memory(uint64_t address) const {
    return facts_.has_static_memory && facts_.low <= address && address <= facts_.high;
  }
  void use(AbstractValue value) {
    if (value.kind == Kind::kSuspect) refuse(value.witness);
  }
  void use_top(size_t count) {
    for (size_t i = stack_.size() - count; i < stack_.size(); ++i) use(stack_[i]);
  }
  void access(AbstractValue address, const jit::MemArg& arg) {
    use(address);
    if (address.kind == Kind::kConstant && !by_length_) {
      refuse(decoder_.instruction_offset(), arg.offset);
    }
    bool suspect = in_static_memory(arg.offset) && address.kind != Kind::kBase;
    if (by_length_) {
      const auto end = static_cast<uint32_t>(decoder_.pc() - image_.bytes.data());
      uint32_t at =
          end - 1;  // The offset comes last. What precedes it ends a number or is an opcode.
      while (image_.bytes[at - 1] & 0x80 && end - at < kLinkerLeb) --at;
      suspect = is_filled_in(at, needed_bytes(arg.offset)) || (suspect && arg.offset > kShort);
    }
    if (suspect) refuse(decoder_.instruction_offset(), arg.offset);
  }
  /// memory.fill, .copy, .init: three operands, of which the first `addresses` are such.
  void bulk_access(size_t addresses) {
    for (size_t i = 0; i < addresses; ++i) {
      if (stack_[stack_.size() - 3 + i].kind == Kind::kConstant && !by_length_) {
        refuse(decoder_.instruction_offset(), std::nullopt);
      }
    }
    replace(3, 0);
  }

  // States.

  void enter(FrameKind kind, const jit::BlockType& type) {
    frames_.push_back({kind, type, stack_.size() - type.params.size(), 0, {}, {}});
  }
  bool too_much() const { return work_ > kMostWork || kept_ > kMostKept; }
  void make_state(Values* state, size_t size) {
    state->assign(size, {Kind::kNothing});
    kept_ += size;
  }
  /// The state at hand: the locals and the top `operands` operands.
  bool join_state(Values* into, size_t operands) {
    const size_t size = locals_.size() + operands;
    work_ += size + 1;
    if (into->empty()) make_state(into, size);
    bool changed = false;
    for (size_t i = 0; i < locals_.size(); ++i) changed |= join(&(*into)[i], locals_[i]);
    for (size_t i = 0; i < operands; ++i) {
      changed |= join(&(*into)[locals_.size() + i], stack_[stack_.size() - operands + i]);
    }
    return changed;
  }
  void join_into(Values* into, const Values& other) {
    work_ += other.size() + 1;
    if (into->empty()) make_state(into, other.size());
    for (size_t i = 0; i < other.size(); ++i) join(&(*into)[i], other[i]);
  }
  void load_state(const Values& state, size_t height) {
    const auto operands = state.begin() + static_cast<ptrdiff_t>(locals_.size());
    std::copy(state.begin(), operands, locals_.begin());
    stack_.resize(height);
    stack_.insert(stack_.end(), operands, state.end());
  }
  void branch(uint32_t depth) {
    Frame& target = frames_[frames_.size() - 1 - depth];
    switch (target.kind) {
      case FrameKind::kFunction: return use_top(target.type.results.size());
      case FrameKind::kLoop:
        changed_ |= join_state(&loops_[target.loop], target.type.params.size());
        return;
      default: join_state(&target.end, target.type.results.size());
    }
  }

  // Errors.

  std::string here() const { return "in " + image_.describe_function(function_) + " at byte "; }
  std::string instruction(uint32_t at) const {
    const uint8_t* const p = image_.bytes.data() + at;
    int32_t value = 0;
    jit::LebFailure failure;
    jit::read_leb(p + 1, image_.bytes.data() + image_.bytes.size(), &value, &failure);
    return "i32.const " + std::to_string(static_cast<uint32_t>(value));
  }
  /// Blames the i32.const at `at`.
  void refuse(uint32_t at) {
    if (refusal_) return;
    note(at, instruction(at) + " is an absolute address (used by " + std::string(jit::name(op_)) +
                 " at byte " + hex(decoder_.instruction_offset()) + ")");
  }
  /// Blames the access at hand.
  void refuse(uint32_t at, std::optional<uint64_t> offset) {
    if (refusal_) return;
    std::string what(jit::name(op_));
    if (offset && *offset > 0) what += " offset=" + std::to_string(*offset);
    note(at, what + " has an absolute address");
  }
  /// The i32.const at hand is where the heap began when the module was linked.
  void refuse_heap_base(uint32_t at) {
    if (refusal_) return;
    refusal_ =
        Refusal{"cannot move the module's heap: " + here() + hex(at) + ", " + instruction(at) +
                    " is the address of __heap_base, which must be read "
                    "from a global: declare it without hidden visibility, compile with "
                    "-fPIC",
                at};
  }
  void note(uint32_t at, const std::string& what) {
    std::string message =
        "the module is not position independent: " + here() + hex(at) + ", " + what;
    if (!by_length_ && facts_.has_static_memory) {
      message += ", as its static memory is from " + std::to_string(facts_.low) + " to " +
                 std::to_string(facts_.high);
    }
    refusal_ =
        Refusal{message + "; compile with -fPIC for the target wasm32-unknown-emscripten", at};
  }
  Result<void> too_complex() const {
    return make_error(ErrorKind::kLimit,
                      image_.describe_function(function_) +
                          " is too complex to be checked for absolute addresses");
  }

  const Image& image_;
  const CodeFacts& facts_;
  jit::BodyDecoder<Walk> decoder_;
  uint32_t function_ = 0;
  bool by_length_ = false;
  Op op_ = Op::kNop;
  Values locals_, stack_;
  std::vector<Frame> frames_;
  std::vector<Values> loops_;  ///< What reaches each loop's start, over all walks so far.
  uint32_t next_loop_ = 0;
  bool changed_ = false;
  uint64_t work_ = 0;
  uint64_t kept_ = 0;
  std::optional<Refusal> refusal_;
};

AddressFlow::AddressFlow(const Image& image, const CodeFacts& facts)
    : walk_(std::make_unique<Walk>(image, facts)) {}
AddressFlow::~AddressFlow() = default;

Result<void> AddressFlow::check(uint32_t function, bool by_length) {
  return walk_->check(function, by_length);
}

}  // namespace shoal::layout
