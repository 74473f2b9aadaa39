// The single-pass function compiler: a consumer of the BodyDecoder that emits machine code while it
// is told what the function does. One object compiles all functions of a module, one after the
// other.
//
// It is a template over the MacroAssembler (arch/macro_assembler.h) and names no register of any
// CPU. Its parts, by subject:
//   function_compiler.h           state, prologue and epilogue, out-of-line code
//   function_compiler_control.h   blocks, branches, select
//   function_compiler_calls.h     calls, tail calls, operations of the runtime
//   function_compiler_fuel.h      counting what is executed
//   function_compiler_memory.h    loads, stores, globals, tables
//   function_compiler_numeric.h   arithmetic: one line per opcode, then the few shapes behind them
//   function_compiler_division.h  integer division
// Operands and registers are OperandStack's business, homes LocalPlan's, encodings the
// MacroAssembler's.
//
// The shape of every handler: pop operands, bring them into registers, ask for a destination, emit,
// push. Between a compare and its consumer only instructions that leave the flags alone are emitted
// (operations.h).
#ifndef SHOAL_JIT_FUNCTION_COMPILER_H_
#define SHOAL_JIT_FUNCTION_COMPILER_H_

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <iomanip>
#include <ostream>
#include <span>
#include <vector>

#include "jit/body_decoder.h"
#include "jit/checked_locals.h"
#include "jit/compiler.h"
#include "jit/division.h"
#include "jit/frame_layout.h"
#include "jit/leb.h"
#include "jit/limits.h"
#include "jit/local_plan.h"
#include "jit/module_code.h"
#include "jit/operand_stack.h"
#include "jit/vm_layout.h"

namespace shoal::jit {

/// The most machine code that a module may have. Two bytes of WebAssembly can ask for a call with a
/// thousand arguments and results, so code is not bounded by the module's size in any useful way; it
/// is by this. Real modules need 1 to 3 bytes for one.
inline uint64_t code_limit(const ModuleInfo& info, uint64_t reach) {
  constexpr uint64_t kBase = 16u << 20, kFactor = 64;
  return std::min({kBase + kFactor * info.code_section_size, info.limits.code_bytes, reach});
}

template <class Masm>
class FunctionCompiler {
 public:
  using Reg = arch::Reg;
  using RegSet = arch::RegSet;
  using Label = arch::Label;
  using Width = arch::Width;
  using Cond = arch::Cond;
  using Kind = Operand::Kind;

  FunctionCompiler(const ModuleInfo& info, const VmLayout& vm, const CompileOptions& options,
                   Masm& masm, ModuleCode& out);
  FunctionCompiler(const FunctionCompiler&) = delete;
  FunctionCompiler& operator=(const FunctionCompiler&) = delete;

  Result<void> compile(uint32_t func_index, std::span<const uint8_t> body, uint64_t wasm_offset);
  /// What comes before emission: chooses homes. `code` begins behind the local declarations.
  void plan(uint32_t func_index, std::span<const ValType> locals, std::span<const uint8_t> code);

  // --- What BodyDecoder calls --------------------------------------------------------------------
  void begin_function(uint32_t func_index, const FuncType& type, std::span<const ValType> locals,
                      std::span<const uint8_t> code);
  void before(Op op) {
    if (stack_.take_has_flags()) [[unlikely]]
      keep_flags_for(op);
    stack_.verify();
    if (observed_) [[unlikely]]
      observe(op);
  }
  /// The module's code has outgrown all proportion to its bytes.
  bool full() const { return masm_.offset() > code_limit_; }

  void block(const BlockType& type);
  void loop(const BlockType& type);
  void if_(const BlockType& type);
  void else_(bool then_reachable);
  void end(bool fallthrough, bool live_after);
  void br(uint32_t depth);
  void br_if(uint32_t depth);
  void br_table(std::span<const uint32_t> depths);
  void return_();
  void unreachable() { add_site(masm_.trap(), TrapKind::kUnreachable); }
  void select(ValType type);

  void call(uint32_t func);
  void call_indirect(uint32_t type_index, uint32_t table);
  void return_call(uint32_t func);
  void return_call_indirect(uint32_t type_index, uint32_t table);

  void drop() { stack_.pop(1); }
  void local_get(uint32_t i);
  void local_set(uint32_t i);
  void local_tee(uint32_t i);
  void global_get(uint32_t i);
  void global_set(uint32_t i);
  void i32_const(int32_t v) { constant(ValType::kI32, static_cast<uint32_t>(v)); }
  void i64_const(int64_t v) { constant(ValType::kI64, static_cast<uint64_t>(v)); }
  void f32_const(uint32_t bits) { constant(ValType::kF32, bits); }
  void f64_const(uint64_t bits) { constant(ValType::kF64, bits); }

  void load(Op op, const MemArg& arg);
  void store(Op op, const MemArg& arg);
  void memory_size(uint32_t memory);
  void memory_grow(uint32_t memory);
  void memory_fill(uint32_t memory);
  void memory_copy(uint32_t dst, uint32_t src);
  void memory_init(uint32_t memory, uint32_t segment);
  void data_drop(uint32_t segment);

  void table_get(uint32_t table);
  void table_set(uint32_t table);
  void table_size(uint32_t table);
  void table_grow(uint32_t table);
  void table_fill(uint32_t table);
  void table_copy(uint32_t dst, uint32_t src);
  void table_init(uint32_t table, uint32_t segment);
  void elem_drop(uint32_t segment);

  void ref_null(ValType type) { constant(type, 0); }
  void ref_is_null();
  void ref_func(uint32_t func);

  void numeric(Op op);

 private:
  /// An open block. `label` is where branches to it go: its end, or a loop's start.
  struct Control {
    enum class Kind : uint8_t { kFunction, kBlock, kLoop, kIf };
    Kind kind;
    uint32_t height;  ///< Operands below its own.
    std::span<const ValType> params;
    std::span<const ValType> results;
    Label label;
    Label else_label;  ///< Of an `if` whose `else` has not come.
    Label table_stub;  ///< While a br_table is compiled: this label's moves.
    CheckedLocals::Outer checked{};
    std::span<const ValType> label_types() const { return kind == Kind::kLoop ? params : results; }
  };

  /// Code that is rarely run, emitted behind the function's end.
  struct OutOfLine {
    enum class Kind : uint8_t {
      kPendingTrap,
      kStackCheck,
      kLoopPoll,
      kHeapAccess,
      kDivideByMinusOne,
      kTruncate,
      kExternalCall,
      kExternalTailCall,
    };
    Kind kind;
    Label entry;
    Label resume;
    uint32_t wasm_offset;
    bool is_store = false;
    bool is_const = false;  ///< Heap store: the value is `value`.
    bool by_fault = false;  ///< Reached by a fault.
    arch::LoadKind load_kind{};
    arch::StoreKind store_kind{};
    arch::DivOp div_op{};
    arch::Convert convert_op{};
    Width width{};
    Reg reg;               ///< Destination, or the value to store.
    Reg source;            ///< Index, dividend, or the float to convert.
    uint64_t offset = 0;   ///< Of a heap access.
    uint32_t access = 0;   ///< Where the instruction is whose slow path this is.
    uint64_t value = 0;    ///< Constant to store.
    Label label1, label2;  ///< Traps that the slow path may end in.
  };

  /// An undefined instruction behind the function's end. There may be several for one byte of a
  /// function: kept small.
  struct TrapExit {
    Label entry;
    uint32_t wasm_offset;
    TrapKind kind;
  };

  /// What a memory access says of its address: index + offset.
  struct Place {
    Operand index;  ///< A constant or in a register.
    uint32_t
        local;  ///< That the index is the value of, or differs from by a constant; or kNoLocal.
    uint64_t offset = 0;
  };

  /// A memory access whose address is ready.
  struct Access {
    arch::Address address;
    Label slow;              ///< Valid in checked code unless the access is known to be inside.
    bool is_tested = false;  ///< There is a branch to `slow`.
    Reg index;
    uint64_t offset = 0;
  };

  /// As what a register is saved whose contents are unknown.
  static constexpr arch::ValueKind whole_register(Reg r) {
    return r.is_float() ? arch::ValueKind::kF64 : arch::ValueKind::kI64;
  }
  /// As what a home is saved around calls: whole cells where the CPU accesses them two at a time.
  arch::ValueKind backup_kind(Reg r) const {
    return Masm::kPairsCells ? whole_register(r) : value_kind(locals_[home_local_[r.id]]);
  }
  static constexpr uint32_t context_field(size_t offset) { return static_cast<uint32_t>(offset); }

  bool checked() const { return options_.bounds == Bounds::kChecked; }
  bool has_memory() const { return !info_.memories.empty(); }

  // A function from end to end (this file).
  struct Mark;
  Mark mark() const;
  void rewind(const Mark& m);
  Result<void> compile_once(uint32_t func_index, std::span<const uint8_t> body,
                            uint64_t wasm_offset);
  Result<void> refuse_code_size(uint32_t func_index, uint64_t wasm_offset) const;
  void layout_frame(std::span<const ValType> locals, size_t param_count);
  void emit_prologue(uint32_t func_index, std::span<const ValType> locals);
  void emit_params(std::span<const ValType> locals);
  void emit_epilogue();
  void load_home(const ConstantHomes::Constant& c);
  void restore_preserved();
  void emit_out_of_line();
  bool begin_out_of_line(Label entry, uint32_t wasm_offset, bool by_fault = false);
  void emit(const OutOfLine& o);
  void keep_flags_for(Op op);
  void observe(Op op);
  void count_fuel(Op op);
  void begin_fuel_block();
  void end_fuel_block();
  void charge_bulk(Builtin builtin, Reg amount);
  void begin_source_row();
  void trace_code();
  void trace_instruction(Op op);

  OutOfLine& out_of_line(typename OutOfLine::Kind kind);
  Label trap(TrapKind kind);
  /// Of the instruction that is being compiled.
  uint32_t wasm_offset() const {
    return is_out_of_line_ ? out_of_line_offset_ : decoder_.instruction_offset();
  }
  void add_site(uint32_t offset, SiteKind kind) { out_.sites.add({offset, wasm_offset(), kind}); }
  void add_site(uint32_t offset, TrapKind kind) { add_site(offset, static_cast<SiteKind>(kind)); }
  const arch::CallLayout& layout_of(uint32_t type_index);
  const arch::CallLayout& c_layout_of(uint32_t type_index);
  void collect_kinds(const FuncType& type);

  // Operands.
  void constant(ValType type, uint64_t bits);
  /// The home that the following local.set or local.tee will put a result of type `type` into, if
  /// there is one. The result may be computed there at once.
  Reg target(ValType type);
  /// The home of the local that `a` reads, if the next instructions put a result of this one and a
  /// constant or another local into that local: then this result may be computed there, in place.
  Reg target_in_place(ValType type, const Operand& a);
  /// Like OperandStack::to_reg, for an operand that is only stored or selected: an integer 0 may stay
  /// what it is.
  Reg to_reg_or_zero(Operand& o) {
    const bool is_zero = o.is_const() && o.bits == 0 && o.bank() == arch::Bank::kInt;
    return is_zero && Masm::kZeroRegister.valid() ? Masm::kZeroRegister : stack_.to_reg(o);
  }
  /// Pops an i32 and turns it into a condition of the flags.
  Cond pop_condition();
  void push_condition(Cond c);

  // Control.
  Control& control(uint32_t depth) { return controls_[controls_.size() - 1 - depth]; }
  void bind(Label l);
  /// Goes to `failed` if `c` holds. Else `dst` holds `src`, and where the CPU only guesses that `c`
  /// does not hold, `fallback` or 0 (CompileOptions::spectre). Returns the register that what follows may use: `src`
  /// itself where that is not asked for.
  Reg branch_guarding(Cond c, Label failed, Reg dst, Reg src, Reg fallback = arch::kNoReg);
  bool begins_with_switch() const;
  void keep_together();
  void branch_out(Control& target);
  void place_results();
  void leave_function();
  void enter_merge(uint32_t height, std::span<const ValType> values);

  // Calls.
  void place_arguments(const arch::CallLayout& layout, uint32_t below_top);
  void prepare_call(const arch::CallLayout& layout);
  void finish_call(const arch::CallLayout& layout, const FuncType& type);
  void save_homes();
  void reload_homes();
  void call_import(uint32_t func, const arch::CallLayout& layout);
  void external_call();
  void load_record(uint32_t type_index, uint32_t table);
  void call_builtin(Builtin builtin, std::span<Operand> args);
  void trap_if_refused();
  void push_builtin_i32();

  // Memory.
  /// Constant offsets up to this need no check of their own.
  uint64_t slack() const { return (exact_ ? kTailGuard : kReservationGuard) - 16; }
  Reg base_of(const Place& place, uint8_t log2_size, Reg changed);
  Place place_of(Operand& index, uint64_t offset);
  uint32_t local_in(Reg r) const;
  Access prepare_access(const Place& place, uint8_t log2_size, Reg changed);
  Access prepare_constant(uint64_t ea, uint8_t log2_size);
  void test_index(Access& a);
  OutOfLine& slow_path(const Access& a, uint32_t at);
  void emit_heap_access(const OutOfLine& o);
  void check_stack_pointer(Operand& value, const LinkedAreas::Stack& stack);

  // Numeric shapes.
  void add(Width w);
  void sub(Width w);
  void shl(Width w);
  void mul(Width w);
  bool fits(const Operand& sum) const;
  bool try_sum(Operand a, Operand b, Width w);
  bool try_displace(Operand& a, int64_t imm, Width w);
  void push_sum(Operand& sum);
  bool as_address_part(Operand& o);
  bool is_tested_next(Width w) const;
  bool try_join_conditions(bool both);
  void and_(Width w);
  void or_(Width w);
  void binary(arch::IntOp op, Width w);
  bool takes_immediate(arch::IntOp op, Width w, const Operand& b) const;
  void binary_imm(arch::IntOp op, Width w, Operand& a, int64_t imm);
  void binary_operands(arch::IntOp op, Width w, Operand& a, Operand& b);
  void divide(arch::DivOp op, Width w);
  bool divide_by_constant(arch::DivOp op, Width w, Operand& a, const Operand& b);
  Reg quotient_register(Reg x, Reg t);
  Reg round_to_power(Width w, Reg x, Reg t, uint8_t k);
  Reg multiply_by_inverse(const Division& d, bool is_signed, Width w, Reg x, Reg t);
  void finish_remainder(Width w, Operand& a, Reg x, Reg q, uint64_t size, Reg t);
  template <class Emit>
  void emit_unary(ValType result, Emit emit);
  void unary(arch::IntUnary op, Width w);
  void compare(Cond c, Width w);
  void eqz(Width w);
  void binary_float(arch::FloatOp op, Width w);
  void unary_float(arch::FloatUnary op, Width w);
  void compare_float(Cond c, Width w);
  void convert(arch::Convert op, ValType to);
  void truncate(arch::Convert op, ValType to);
  void extend_u();

  /// A frame of this many bytes exhausts any stack; no CPU's prologue has to build a larger one.
  static constexpr uint32_t kMaxFrame = 8u << 20;

  const ModuleInfo& info_;
  const VmLayout& vm_;
  const CompileOptions& options_;
  const bool observed_;  ///< There is something to do before every instruction.
  const uint64_t code_limit_;
  const bool exact_;  ///< Checked code that tests every access (CompileOptions::exact).
  Masm& masm_;
  ModuleCode& out_;
  BodyDecoder<FunctionCompiler> decoder_;
  LocalPlan plan_;
  FrameLayout frame_;
  OperandStack<Masm> stack_;
  CheckedLocals checked_locals_;

  std::vector<Reg> volatile_int_homes_;    ///< Without the memory limit's register in checked code.
  std::vector<arch::CallLayout> layouts_;  ///< By type index, made when first needed.
  std::vector<bool> has_layout_;
  std::vector<arch::CallLayout> c_layouts_;  ///< The same, for imports called as C functions.
  std::vector<bool> has_c_layout_;
  std::vector<arch::ValueKind> kinds_[2];
  std::vector<Control> controls_;
  std::vector<OutOfLine> out_of_line_;
  std::vector<TrapExit> traps_;
  std::vector<typename OperandStack<Masm>::Move> moves_;
  std::vector<Label> table_labels_;

  const arch::CallLayout* layout_ = nullptr;  ///< Of the function being compiled.
  std::span<const ValType> locals_;
  const uint8_t* code_ = nullptr;  ///< Of the function, behind its declarations of locals.
  arch::Reach reach_ = arch::Reach::kLong;
  size_t body_bytes_ = 0;
  bool guesses_frame_ = true;
  uint32_t far_limit_ = 0;  ///< What the prologue has room for below the frame record.
  uint32_t enter_offset_ = 0;
  bool is_out_of_line_ = false;
  uint32_t out_of_line_offset_ = 0;  ///< The instruction that the code at hand belongs to.
  uint32_t traced_ = 0;              ///< Code up to here was printed (CompileOptions::trace).
  uint32_t home_local_[64] = {};
  bool plan_holds_ = true;  ///< What the plan said about calls was true; frame cells depend on it.
  RegSet in_sync_;          ///< Volatile homes whose backup cell holds the same value.
  Label return_label_;      ///< The epilogue, results in place.
  /// The basic block that is being compiled, in code that counts fuel.
  struct {
    bool is_open = false;  ///< Its charge was emitted, at `at`, and lacks the units.
    uint32_t at = 0;
    uint32_t units = 0;
  } fuel_block_;
};

// --- Construction --------------------------------------------------------------------------------

template <class Masm>
FunctionCompiler<Masm>::FunctionCompiler(const ModuleInfo& info, const VmLayout& vm,
                                         const CompileOptions& options, Masm& masm, ModuleCode& out)
    : info_(info),
      vm_(vm),
      options_(options),
      observed_(options.source_map || options.trace != nullptr || options.fuel),
      code_limit_(code_limit(info, Masm::kCodeReach)),
      exact_(is_exact(info, options)),
      masm_(masm),
      out_(out),
      decoder_(info, *this),
      frame_(Masm::kNearCells, Masm::kFrameRecord),
      stack_(masm, options.tuning, plan_, frame_),
      layouts_(info.types.size()),
      has_layout_(info.types.size(), false) {
  for (Reg r : Masm::kVolatileHomes) {
    if (!(checked() && r == Masm::kMemoryLimit)) volatile_int_homes_.push_back(r);
  }
}

/// What a function adds to: to be forgotten if it has to be compiled again.
template <class Masm>
struct FunctionCompiler<Masm>::Mark {
  uint32_t offset;
  SiteTable::Mark sites;
  size_t functions, slow_paths, source, links, data;
};

template <class Masm>
auto FunctionCompiler<Masm>::mark() const -> Mark {
  return {masm_.offset(),     out_.sites.mark(), out_.functions.size(), out_.slow_paths.size(),
          out_.source.size(), out_.links.size(), out_.data.size()};
}

template <class Masm>
void FunctionCompiler<Masm>::rewind(const Mark& m) {
  masm_.rewind(m.offset);
  out_.functions.resize(m.functions);
  out_.sites.rewind(m.sites);
  out_.slow_paths.resize(m.slow_paths);
  out_.source.resize(m.source);
  out_.links.resize(m.links);
  out_.data.resize(m.data);
}

// A function is compiled for the shape that it will most likely have: branches that reach so far, so
// much room below the frame record. When that turns out to be too little, the function is compiled
// again with more: hardly ever, and at most three times.
template <class Masm>
Result<void> FunctionCompiler<Masm>::compile(uint32_t func_index, std::span<const uint8_t> body,
                                             uint64_t wasm_offset) {
  const Mark start = mark();
  reach_ = Masm::expected_reach(body.size());
  body_bytes_ = body.size();
  guesses_frame_ = true;
  for (;;) {
    Result<void> compiled = compile_once(func_index, body, wasm_offset);
    if (!compiled.ok()) return compiled;
    const bool frame_fits = frame_.far_bytes() <= far_limit_;
    if (!masm_.beyond_reach() && frame_fits) return {};
    if (masm_.beyond_reach()) {
      if (reach_ == arch::Reach::kLong) return refuse_code_size(func_index, wasm_offset);
      reach_ = static_cast<arch::Reach>(static_cast<uint8_t>(reach_) + 1);
    }
    if (!frame_fits) guesses_frame_ = false;
    rewind(start);
  }
}

template <class Masm>
Result<void> FunctionCompiler<Masm>::compile_once(uint32_t func_index,
                                                  std::span<const uint8_t> body,
                                                  uint64_t wasm_offset) {
  is_out_of_line_ = false;
  masm_.begin_function(reach_);
  Result<void> decoded = decoder_.decode(func_index, body, wasm_offset);
  if (!decoded.ok()) return decoded;
  if (full()) return refuse_code_size(func_index, wasm_offset);
  emit_out_of_line();
  if (full()) return refuse_code_size(func_index, wasm_offset);
  if (frame_.far_bytes() > kMaxFrame) {
    return make_error(ErrorKind::kLimit,
                      "function " + std::to_string(func_index) + " needs " +
                          std::to_string(frame_.far_bytes()) + " bytes of stack for one call; " +
                          std::to_string(kMaxFrame) + " are the limit",
                      wasm_offset);
  }
  if (frame_.far_bytes() <= far_limit_) masm_.patch_frame(enter_offset_, frame_.far_bytes());
  masm_.end_function();
  out_.functions.back().end = masm_.offset();
  assert(plan_holds_);
  if (!plan_holds_) {
    return make_error(ErrorKind::kSystem, "internal error: the scan of function " +
                                              std::to_string(func_index) +
                                              " missed a call; please report this module");
  }
  if (masm_.failed()) {
    return make_error(ErrorKind::kSystem, "out of memory while emitting code for function " +
                                              std::to_string(func_index));
  }
  return {};
}

template <class Masm>
Result<void> FunctionCompiler<Masm>::refuse_code_size(uint32_t func_index,
                                                      uint64_t wasm_offset) const {
  std::string message =
      "function " + std::to_string(func_index) + " takes the module's machine code beyond ";
  if (code_limit_ == info_.limits.code_bytes) {
    message = beyond(message + "its bytes", "code_bytes", code_limit_);
  } else {
    message += std::to_string(code_limit_) + " bytes, the limit for its " +
               std::to_string(info_.code_section_size) + " bytes of code";
  }
  return make_error(ErrorKind::kLimit, std::move(message), wasm_offset);
}

template <class Masm>
const arch::CallLayout& FunctionCompiler<Masm>::layout_of(uint32_t type_index) {
  arch::CallLayout& layout = layouts_[type_index];
  if (!has_layout_[type_index]) {
    collect_kinds(info_.types[type_index]);
    layout.assign<Masm>(kinds_[0], kinds_[1]);
    has_layout_[type_index] = true;
  }
  return layout;
}

/// The type's parameters and results, for a layout.
template <class Masm>
void FunctionCompiler<Masm>::collect_kinds(const FuncType& type) {
  for (auto& k : kinds_) k.clear();
  for (ValType t : type.params) kinds_[0].push_back(value_kind(t));
  for (ValType t : type.results) kinds_[1].push_back(value_kind(t));
}

// --- Prologue and epilogue -----------------------------------------------------------------------

template <class Masm>
void FunctionCompiler<Masm>::plan(uint32_t func_index, std::span<const ValType> locals,
                                  std::span<const uint8_t> code) {
  layout_ = &layout_of(info_.functions[func_index].type_index);
  locals_ = locals;
  code_ = code.data();
  static_assert(Masm::kPreservedHomes.back() == Masm::kFuel);
  const std::span<const Reg> preserved(Masm::kPreservedHomes);
  const HomeRegisters homes{volatile_int_homes_, preserved.first(preserved.size() - options_.fuel),
                            Masm::kVolatileFloatHomes, Masm::kPreservedFloatHomes,
                            options_.tuning.constant_homes ? constant_worth<Masm> : nullptr};
  plan_.plan(code, locals, layout_->args, info_.imported_functions, homes, options_.tuning.homes);
}

template <class Masm>
void FunctionCompiler<Masm>::begin_function(uint32_t func_index, const FuncType& type,
                                            std::span<const ValType> locals,
                                            std::span<const uint8_t> code) {
  plan(func_index, locals, code);
  if (options_.trace != nullptr) {
    traced_ = masm_.offset();
    *options_.trace << "function " << func_index << "\n";
  }
  RegSet spare;
  for (Reg r : volatile_int_homes_) spare.add(r);
  for (Reg r : Masm::kVolatileFloatHomes) spare.add(r);
  stack_.begin_function(locals, spare - plan_.volatiles() - plan_.volatile_constants());
  controls_.clear();
  out_of_line_.clear();
  traps_.clear();
  in_sync_ = {};
  checked_locals_.begin_function();
  fuel_block_ = {};
  plan_holds_ = true;
  layout_frame(locals, type.params.size());
  emit_prologue(func_index, locals);
  return_label_ = masm_.new_label();
  controls_.push_back({Control::Kind::kFunction, 0, {}, type.results, return_label_, {}, {}});
}

template <class Masm>
void FunctionCompiler<Masm>::layout_frame(std::span<const ValType> locals, size_t param_count) {
  frame_.clear();
  if (plan_.may_leave_instance()) frame_.context = frame_.take();
  frame_.preserved.clear();
  for ([[maybe_unused]] Reg r : plan_.preserved()) frame_.preserved.push_back(frame_.take());
  frame_.locals.assign(locals.size(), 0);
  auto arrives_on_stack = [&](uint32_t i) {
    return i < param_count && !layout_->args[i].reg.valid();
  };
  for (uint32_t i = 0; i < locals.size(); ++i) {
    const Reg home = plan_.home(i);
    if (home.valid()) {
      home_local_[home.id] = i;
    } else if (i < param_count && !arrives_on_stack(i)) {
      frame_.locals[i] = frame_.take();
    }
  }
  // Backups in the order in which they are saved and reloaded.
  if (plan_.has_calls()) {
    for (Reg r : plan_.volatiles()) {
      const uint32_t i = home_local_[r.id];
      if (!arrives_on_stack(i)) frame_.locals[i] = frame_.take();
    }
  }
  // Declared locals without a home come last, side by side: they are zeroed as ranges.
  for (size_t i = param_count; i < locals.size(); ++i) {
    if (!plan_.home(static_cast<uint32_t>(i)).valid()) frame_.locals[i] = frame_.take();
  }
  // Around calls some operands wait in the frame; elsewhere few do.
  frame_.begin_operands(plan_.has_calls() ? 4 : 2);
  for (uint32_t i = 0; i < param_count; ++i) {
    if (arrives_on_stack(i)) frame_.locals[i] = frame_.stack_argument(layout_->args[i].cell);
  }
}

template <class Masm>
void FunctionCompiler<Masm>::emit_prologue(uint32_t func_index, std::span<const ValType> locals) {
  masm_.align(16);
  FunctionCode code;
  code.external_entry = masm_.offset();
  if (info_.functions[func_index].escapes) masm_.external_entry(has_memory(), checked());
  code.direct_entry = masm_.offset();
  out_.functions.push_back(code);

  far_limit_ = kMaxFrame;
  if (guesses_frame_) {
    far_limit_ = Masm::expected_far_bytes(frame_.known_far_bytes(), body_bytes_, plan_.has_calls());
  }
  enter_offset_ = masm_.enter(frame_.near_bytes(), far_limit_, info_.functions[func_index].escapes);
  OutOfLine& o = out_of_line(OutOfLine::Kind::kStackCheck);
  masm_.branch_stack_exhausted(o.entry);
  if (plan_.may_leave_instance()) {
    masm_.store_frame(arch::ValueKind::kI64, frame_.context, Masm::kContext);
  }
  size_t n = 0;
  for (Reg r : plan_.preserved()) {
    masm_.store_frame(whole_register(r), frame_.preserved[n++], r);
  }
  emit_params(locals);
}

template <class Masm>
void FunctionCompiler<Masm>::emit_params(std::span<const ValType> locals) {
  const size_t params = layout_->args.size();
  auto starts_as_zero = [&](size_t i) {
    return plan_.needs_zero(static_cast<uint32_t>(i)) || !options_.tuning.zero_elision;
  };
  // Near and far cells are a range each, from the first to the last that needs it.
  int32_t lowest[2] = {INT32_MAX, INT32_MAX}, highest[2] = {INT32_MIN, INT32_MIN};
  for (size_t i = params; i < locals.size(); ++i) {
    if (plan_.home(static_cast<uint32_t>(i)).valid() || !starts_as_zero(i)) continue;
    const int32_t at = frame_.locals[i];
    lowest[at < 0] = std::min(lowest[at < 0], at);
    highest[at < 0] = std::max(highest[at < 0], at);
  }
  for (int far : {0, 1}) {
    if (lowest[far] > highest[far]) continue;
    masm_.zero_frame(lowest[far], static_cast<uint32_t>((highest[far] - lowest[far]) / 8 + 1));
  }

  moves_.clear();
  for (uint32_t i = 0; i < params; ++i) {
    const arch::ValuePlace& place = layout_->args[i];
    const Reg home = plan_.home(i);
    if (place.reg.valid() && !home.valid()) {
      masm_.store_frame(place.kind, frame_.locals[i], place.reg);
    } else if (home.valid()) {
      moves_.push_back({home, place.reg.valid() ? Operand::in_reg(locals[i], place.reg)
                                                : Operand::slot(locals[i], frame_.locals[i])});
    }
  }
  stack_.emit_moves(moves_);
  for (size_t i = params; i < locals.size(); ++i) {
    const Reg home = plan_.home(static_cast<uint32_t>(i));
    if (!home.valid() || !starts_as_zero(i)) continue;
    if (home.is_float()) {
      masm_.move_float_imm(Width::k64, home, 0);
    } else {
      masm_.clear(home);
    }
  }
  for (const ConstantHomes::Constant& c : plan_.constants()) load_home(c);
}

template <class Masm>
void FunctionCompiler<Masm>::load_home(const ConstantHomes::Constant& c) {
  if (c.home.is_float()) {
    masm_.move_float_imm(width_of(c.type), c.home, c.bits);
  } else {
    masm_.move_imm(c.home, c.bits);
  }
}

template <class Masm>
void FunctionCompiler<Masm>::restore_preserved() {
  size_t n = 0;
  for (Reg r : plan_.preserved()) {
    masm_.load_frame(whole_register(r), r, frame_.preserved[n++]);
  }
}

template <class Masm>
void FunctionCompiler<Masm>::emit_epilogue() {
  restore_preserved();
  if (layout_->buffered_results != 0) masm_.context_address(Masm::kScratch, vm_.results);
  masm_.leave(layout_->stack_bytes);
}

// --- Around every instruction --------------------------------------------------------------------

/// A compare waits in the flags: it becomes a value unless `op` asks for flags.
template <class Masm>
void FunctionCompiler<Masm>::keep_flags_for(Op op) {
  const bool consumes = op == Op::kBrIf || op == Op::kIf || op == Op::kSelect ||
                        op == Op::kSelectTyped || op == Op::kI32Eqz || op == Op::kI64Eqz ||
                        op == Op::kI32And || op == Op::kI32Or;
  if (!consumes) stack_.settle_flags();
}

template <class Masm>
void FunctionCompiler<Masm>::observe(Op op) {
  if (options_.source_map) begin_source_row();
  if (options_.trace != nullptr) trace_instruction(op);
  if (options_.fuel) count_fuel(op);
}

/// What is emitted from here on belongs to the instruction at wasm_offset().
template <class Masm>
void FunctionCompiler<Masm>::begin_source_row() {
  // What absorbed instructions emitted earlier belongs to the last of those that it stands for.
  const uint32_t absorbed = masm_.absorbed_from();
  for (auto row = out_.source.rbegin(); row != out_.source.rend(); ++row) {
    if (row->code_offset <= absorbed) break;
    row->code_offset = absorbed;
  }
  out_.source.push_back({masm_.offset(), wasm_offset()});
}

/// Prints what was emitted since the last time.
template <class Masm>
void FunctionCompiler<Masm>::trace_code() {
  // Source rows ask for themselves what was absorbed.
  if (!options_.source_map) traced_ = std::min(traced_, masm_.absorbed_from());
  const std::span<const uint8_t> code = masm_.code();
  if (traced_ >= code.size()) return;
  std::ostream& out = *options_.trace;
  if (options_.trace_code != nullptr) {
    options_.trace_code(out, options_.target, code, traced_);
  } else {
    out << std::hex << "  " << traced_ << ":" << std::setfill('0');
    for (uint8_t byte : code.subspan(traced_)) out << " " << std::setw(2) << int{byte};
    out << std::dec << std::setfill(' ') << "\n";
  }
  traced_ = static_cast<uint32_t>(code.size());
}

template <class Masm>
void FunctionCompiler<Masm>::trace_instruction(Op op) {
  trace_code();
  std::ostream& out = *options_.trace;
  out << "0x" << std::hex << wasm_offset() << std::dec << " " << name(op) << "  ";
  stack_.print(out);
  out << "\n";
}

template <class Masm>
void FunctionCompiler<Masm>::constant(ValType type, uint64_t bits) {
  if (options_.tuning.constants) return stack_.push(Operand::constant(type, bits));
  Operand o = Operand::constant(type, bits);
  stack_.to_temporary(o);
  stack_.push(o);
}

template <class Masm>
void FunctionCompiler<Masm>::local_get(uint32_t i) {
  if (options_.tuning.latent_locals) return stack_.push(Operand::of_local(locals_[i], i));
  Operand o = Operand::of_local(locals_[i], i);
  stack_.to_temporary(o);
  stack_.push(o);
}

template <class Masm>
void FunctionCompiler<Masm>::local_set(uint32_t i) {
  Operand value = stack_.pop();
  checked_locals_.change(i);
  stack_.assign_local(i, value);
  stack_.release(value);
  if (plan_.home(i).valid()) in_sync_.remove(plan_.home(i));
}

template <class Masm>
void FunctionCompiler<Masm>::local_tee(uint32_t i) {
  Operand value = stack_.pop();
  checked_locals_.change(i);
  stack_.assign_local(i, value);
  if (!plan_.home(i).valid()) {
    stack_.push(value);
    return;
  }
  in_sync_.remove(plan_.home(i));
  stack_.release(value);
  local_get(i);
}

template <class Masm>
arch::Reg FunctionCompiler<Masm>::target(ValType type) {
  const uint8_t* p = decoder_.pc();
  const uint8_t* const end = decoder_.end();
  if (!options_.tuning.targeting || p >= end) return arch::kNoReg;
  if (*p != static_cast<uint8_t>(Op::kLocalSet) && *p != static_cast<uint8_t>(Op::kLocalTee)) {
    return arch::kNoReg;
  }
  uint32_t local = 0;
  LebFailure failure;
  if (read_leb<uint32_t, 32>(p + 1, end, &local, &failure) == nullptr || local >= locals_.size() ||
      locals_[local] != type || !plan_.home(local).valid()) {
    return arch::kNoReg;
  }
  stack_.read_out_local(local);
  return plan_.home(local);
}

template <class Masm>
arch::Reg FunctionCompiler<Masm>::target_in_place(ValType type, const Operand& a) {
  if (!options_.tuning.targeting || a.kind != Kind::kLocal || !plan_.home(a.local).valid() ||
      locals_[a.local] != type) {
    return arch::kNoReg;
  }
  const uint8_t* p = decoder_.pc();
  const uint8_t* const end = decoder_.end();
  const bool wide = type == ValType::kI64;
  if (end - p < 5) return arch::kNoReg;
  if (*p == static_cast<uint8_t>(Op::kLocalGet)) {
    if (*++p == a.local || (*p & 0x80) != 0) return arch::kNoReg;
  } else if (*p == static_cast<uint8_t>(wide ? Op::kI64Const : Op::kI32Const)) {
    do {
      ++p;
    } while (p < end && (*p & 0x80) != 0);
    if (end - p < 4) return arch::kNoReg;
  } else {
    return arch::kNoReg;
  }
  const auto op = static_cast<Op>(p[1]);
  const auto in = [op](Op first, Op last) { return op >= first && op <= last; };
  const bool computes = wide ? in(Op::kI64Add, Op::kI64Mul) || in(Op::kI64And, Op::kI64Rotr)
                             : in(Op::kI32Add, Op::kI32Mul) || in(Op::kI32And, Op::kI32Rotr);
  const bool sets =
      p[2] == static_cast<uint8_t>(Op::kLocalSet) || p[2] == static_cast<uint8_t>(Op::kLocalTee);
  if (!computes || !sets || p[3] != a.local) return arch::kNoReg;  // Locals above 127 miss this.
  stack_.read_out_local(a.local);
  return plan_.home(a.local);
}

// --- Out-of-line code ----------------------------------------------------------------------------

template <class Masm>
auto FunctionCompiler<Masm>::out_of_line(typename OutOfLine::Kind kind) -> OutOfLine& {
  OutOfLine o{};
  o.kind = kind;
  o.entry = masm_.new_label();
  o.wasm_offset = wasm_offset();
  out_of_line_.push_back(o);
  return out_of_line_.back();
}

template <class Masm>
arch::Label FunctionCompiler<Masm>::trap(TrapKind kind) {
  traps_.push_back({masm_.new_label(), wasm_offset(), kind});
  return traps_.back().entry;
}

template <class Masm>
void FunctionCompiler<Masm>::emit_out_of_line() {
  for (const OutOfLine& o : out_of_line_) {
    if (begin_out_of_line(o.entry, o.wasm_offset, o.by_fault)) emit(o);
  }
  // Traps last: some of the other pieces end in one.
  for (const TrapExit& t : traps_) {
    if (begin_out_of_line(t.entry, t.wasm_offset)) add_site(masm_.trap(), t.kind);
  }
  if (options_.trace != nullptr) trace_code();
}

/// False: nothing jumps there.
template <class Masm>
bool FunctionCompiler<Masm>::begin_out_of_line(Label entry, uint32_t wasm_offset, bool by_fault) {
  if (!by_fault && !masm_.is_used(entry)) return false;
  is_out_of_line_ = true;
  out_of_line_offset_ = wasm_offset;
  if (options_.source_map) begin_source_row();
  masm_.bind(entry);
  return true;
}

template <class Masm>
void FunctionCompiler<Masm>::emit(const OutOfLine& o) {
  using K = typename OutOfLine::Kind;
  switch (o.kind) {
    case K::kPendingTrap: add_site(masm_.trap(), SiteKind::kPending); break;
    case K::kStackCheck:
      masm_.drop_frame();
      add_site(masm_.trap(), SiteKind::kStackCheck);
      break;
    case K::kLoopPoll:
      add_site(masm_.trap(), SiteKind::kLoopPoll);
      masm_.jump(o.resume);
      break;
    case K::kHeapAccess: emit_heap_access(o); break;
    case K::kDivideByMinusOne:
      masm_.divide_by_minus_one(o.div_op, o.width, o.reg, o.source, o.resume, o.label1);
      break;
    case K::kTruncate:
      masm_.truncate_slow(o.convert_op, o.reg, o.source, o.resume, o.label1, o.label2);
      break;
    case K::kExternalCall:
      external_call();
      masm_.jump(o.resume);
      break;
    case K::kExternalTailCall:
      external_call();
      restore_preserved();
      masm_.leave(layout_->stack_bytes);
      break;
  }
}

}  // namespace shoal::jit

#endif  // SHOAL_JIT_FUNCTION_COMPILER_H_
