#include "jit/opcodes.h"

#include "jit/leb.h"

namespace shoal::jit {
namespace {

using enum Op;
using Imm = Immediates;

/// A row of the instruction table. `signature` is operands ">" result, one letter each:
/// i = i32, I = i64, f = f32, F = f64, r = funcref. Empty where the type is not fixed.
struct Row {
  Op op;
  std::string_view name;
  Immediates immediates;
  std::string_view signature;
  uint8_t max_align = 0;
};

constexpr Row kRows[] = {
    // clang-format off
    // Control
    {kUnreachable,        "unreachable",           Imm::kNone,          ""},
    {kNop,                "nop",                   Imm::kNone,          ""},
    {kBlock,              "block",                 Imm::kBlock,         ""},
    {kLoop,               "loop",                  Imm::kBlock,         ""},
    {kIf,                 "if",                    Imm::kBlock,         "i>"},
    {kElse,               "else",                  Imm::kNone,          ""},
    {kEnd,                "end",                   Imm::kNone,          ""},
    {kBr,                 "br",                    Imm::kLabel,         ""},
    {kBrIf,               "br_if",                 Imm::kLabel,         "i>"},
    {kBrTable,            "br_table",              Imm::kLabelTable,    "i>"},
    {kReturn,             "return",                Imm::kNone,          ""},
    {kCall,               "call",                  Imm::kFunc,          ""},
    {kCallIndirect,       "call_indirect",         Imm::kTypeTable,     "i>"},
    {kReturnCall,         "return_call",           Imm::kFunc,          ""},
    {kReturnCallIndirect, "return_call_indirect",  Imm::kTypeTable,     "i>"},
    // Parametric
    {kDrop,               "drop",                  Imm::kNone,          ""},
    {kSelect,             "select",                Imm::kNone,          ""},
    {kSelectTyped,        "select",                Imm::kTypeVector,    ""},
    // Variables and tables
    {kLocalGet,           "local.get",             Imm::kLocal,         ""},
    {kLocalSet,           "local.set",             Imm::kLocal,         ""},
    {kLocalTee,           "local.tee",             Imm::kLocal,         ""},
    {kGlobalGet,          "global.get",            Imm::kGlobal,        ""},
    {kGlobalSet,          "global.set",            Imm::kGlobal,        ""},
    {kTableGet,           "table.get",             Imm::kTable,         ""},
    {kTableSet,           "table.set",             Imm::kTable,         ""},
    // Memory
    {kI32Load,            "i32.load",              Imm::kMemArg,        "i>i", 2},
    {kI64Load,            "i64.load",              Imm::kMemArg,        "i>I", 3},
    {kF32Load,            "f32.load",              Imm::kMemArg,        "i>f", 2},
    {kF64Load,            "f64.load",              Imm::kMemArg,        "i>F", 3},
    {kI32Load8S,          "i32.load8_s",           Imm::kMemArg,        "i>i", 0},
    {kI32Load8U,          "i32.load8_u",           Imm::kMemArg,        "i>i", 0},
    {kI32Load16S,         "i32.load16_s",          Imm::kMemArg,        "i>i", 1},
    {kI32Load16U,         "i32.load16_u",          Imm::kMemArg,        "i>i", 1},
    {kI64Load8S,          "i64.load8_s",           Imm::kMemArg,        "i>I", 0},
    {kI64Load8U,          "i64.load8_u",           Imm::kMemArg,        "i>I", 0},
    {kI64Load16S,         "i64.load16_s",          Imm::kMemArg,        "i>I", 1},
    {kI64Load16U,         "i64.load16_u",          Imm::kMemArg,        "i>I", 1},
    {kI64Load32S,         "i64.load32_s",          Imm::kMemArg,        "i>I", 2},
    {kI64Load32U,         "i64.load32_u",          Imm::kMemArg,        "i>I", 2},
    {kI32Store,           "i32.store",             Imm::kMemArg,        "ii>", 2},
    {kI64Store,           "i64.store",             Imm::kMemArg,        "iI>", 3},
    {kF32Store,           "f32.store",             Imm::kMemArg,        "if>", 2},
    {kF64Store,           "f64.store",             Imm::kMemArg,        "iF>", 3},
    {kI32Store8,          "i32.store8",            Imm::kMemArg,        "ii>", 0},
    {kI32Store16,         "i32.store16",           Imm::kMemArg,        "ii>", 1},
    {kI64Store8,          "i64.store8",            Imm::kMemArg,        "iI>", 0},
    {kI64Store16,         "i64.store16",           Imm::kMemArg,        "iI>", 1},
    {kI64Store32,         "i64.store32",           Imm::kMemArg,        "iI>", 2},
    {kMemorySize,         "memory.size",           Imm::kMemory,        ">i"},
    {kMemoryGrow,         "memory.grow",           Imm::kMemory,        "i>i"},
    // Constants
    {kI32Const,           "i32.const",             Imm::kI32,           ">i"},
    {kI64Const,           "i64.const",             Imm::kI64,           ">I"},
    {kF32Const,           "f32.const",             Imm::kF32,           ">f"},
    {kF64Const,           "f64.const",             Imm::kF64,           ">F"},
    // Tests and comparisons
    {kI32Eqz,             "i32.eqz",               Imm::kNone,          "i>i"},
    {kI32Eq,              "i32.eq",                Imm::kNone,          "ii>i"},
    {kI32Ne,              "i32.ne",                Imm::kNone,          "ii>i"},
    {kI32LtS,             "i32.lt_s",              Imm::kNone,          "ii>i"},
    {kI32LtU,             "i32.lt_u",              Imm::kNone,          "ii>i"},
    {kI32GtS,             "i32.gt_s",              Imm::kNone,          "ii>i"},
    {kI32GtU,             "i32.gt_u",              Imm::kNone,          "ii>i"},
    {kI32LeS,             "i32.le_s",              Imm::kNone,          "ii>i"},
    {kI32LeU,             "i32.le_u",              Imm::kNone,          "ii>i"},
    {kI32GeS,             "i32.ge_s",              Imm::kNone,          "ii>i"},
    {kI32GeU,             "i32.ge_u",              Imm::kNone,          "ii>i"},
    {kI64Eqz,             "i64.eqz",               Imm::kNone,          "I>i"},
    {kI64Eq,              "i64.eq",                Imm::kNone,          "II>i"},
    {kI64Ne,              "i64.ne",                Imm::kNone,          "II>i"},
    {kI64LtS,             "i64.lt_s",              Imm::kNone,          "II>i"},
    {kI64LtU,             "i64.lt_u",              Imm::kNone,          "II>i"},
    {kI64GtS,             "i64.gt_s",              Imm::kNone,          "II>i"},
    {kI64GtU,             "i64.gt_u",              Imm::kNone,          "II>i"},
    {kI64LeS,             "i64.le_s",              Imm::kNone,          "II>i"},
    {kI64LeU,             "i64.le_u",              Imm::kNone,          "II>i"},
    {kI64GeS,             "i64.ge_s",              Imm::kNone,          "II>i"},
    {kI64GeU,             "i64.ge_u",              Imm::kNone,          "II>i"},
    {kF32Eq,              "f32.eq",                Imm::kNone,          "ff>i"},
    {kF32Ne,              "f32.ne",                Imm::kNone,          "ff>i"},
    {kF32Lt,              "f32.lt",                Imm::kNone,          "ff>i"},
    {kF32Gt,              "f32.gt",                Imm::kNone,          "ff>i"},
    {kF32Le,              "f32.le",                Imm::kNone,          "ff>i"},
    {kF32Ge,              "f32.ge",                Imm::kNone,          "ff>i"},
    {kF64Eq,              "f64.eq",                Imm::kNone,          "FF>i"},
    {kF64Ne,              "f64.ne",                Imm::kNone,          "FF>i"},
    {kF64Lt,              "f64.lt",                Imm::kNone,          "FF>i"},
    {kF64Gt,              "f64.gt",                Imm::kNone,          "FF>i"},
    {kF64Le,              "f64.le",                Imm::kNone,          "FF>i"},
    {kF64Ge,              "f64.ge",                Imm::kNone,          "FF>i"},
    // Integer arithmetic
    {kI32Clz,             "i32.clz",               Imm::kNone,          "i>i"},
    {kI32Ctz,             "i32.ctz",               Imm::kNone,          "i>i"},
    {kI32Popcnt,          "i32.popcnt",            Imm::kNone,          "i>i"},
    {kI32Add,             "i32.add",               Imm::kNone,          "ii>i"},
    {kI32Sub,             "i32.sub",               Imm::kNone,          "ii>i"},
    {kI32Mul,             "i32.mul",               Imm::kNone,          "ii>i"},
    {kI32DivS,            "i32.div_s",             Imm::kNone,          "ii>i"},
    {kI32DivU,            "i32.div_u",             Imm::kNone,          "ii>i"},
    {kI32RemS,            "i32.rem_s",             Imm::kNone,          "ii>i"},
    {kI32RemU,            "i32.rem_u",             Imm::kNone,          "ii>i"},
    {kI32And,             "i32.and",               Imm::kNone,          "ii>i"},
    {kI32Or,              "i32.or",                Imm::kNone,          "ii>i"},
    {kI32Xor,             "i32.xor",               Imm::kNone,          "ii>i"},
    {kI32Shl,             "i32.shl",               Imm::kNone,          "ii>i"},
    {kI32ShrS,            "i32.shr_s",             Imm::kNone,          "ii>i"},
    {kI32ShrU,            "i32.shr_u",             Imm::kNone,          "ii>i"},
    {kI32Rotl,            "i32.rotl",              Imm::kNone,          "ii>i"},
    {kI32Rotr,            "i32.rotr",              Imm::kNone,          "ii>i"},
    {kI64Clz,             "i64.clz",               Imm::kNone,          "I>I"},
    {kI64Ctz,             "i64.ctz",               Imm::kNone,          "I>I"},
    {kI64Popcnt,          "i64.popcnt",            Imm::kNone,          "I>I"},
    {kI64Add,             "i64.add",               Imm::kNone,          "II>I"},
    {kI64Sub,             "i64.sub",               Imm::kNone,          "II>I"},
    {kI64Mul,             "i64.mul",               Imm::kNone,          "II>I"},
    {kI64DivS,            "i64.div_s",             Imm::kNone,          "II>I"},
    {kI64DivU,            "i64.div_u",             Imm::kNone,          "II>I"},
    {kI64RemS,            "i64.rem_s",             Imm::kNone,          "II>I"},
    {kI64RemU,            "i64.rem_u",             Imm::kNone,          "II>I"},
    {kI64And,             "i64.and",               Imm::kNone,          "II>I"},
    {kI64Or,              "i64.or",                Imm::kNone,          "II>I"},
    {kI64Xor,             "i64.xor",               Imm::kNone,          "II>I"},
    {kI64Shl,             "i64.shl",               Imm::kNone,          "II>I"},
    {kI64ShrS,            "i64.shr_s",             Imm::kNone,          "II>I"},
    {kI64ShrU,            "i64.shr_u",             Imm::kNone,          "II>I"},
    {kI64Rotl,            "i64.rotl",              Imm::kNone,          "II>I"},
    {kI64Rotr,            "i64.rotr",              Imm::kNone,          "II>I"},
    // Floating-point arithmetic
    {kF32Abs,             "f32.abs",               Imm::kNone,          "f>f"},
    {kF32Neg,             "f32.neg",               Imm::kNone,          "f>f"},
    {kF32Ceil,            "f32.ceil",              Imm::kNone,          "f>f"},
    {kF32Floor,           "f32.floor",             Imm::kNone,          "f>f"},
    {kF32Trunc,           "f32.trunc",             Imm::kNone,          "f>f"},
    {kF32Nearest,         "f32.nearest",           Imm::kNone,          "f>f"},
    {kF32Sqrt,            "f32.sqrt",              Imm::kNone,          "f>f"},
    {kF32Add,             "f32.add",               Imm::kNone,          "ff>f"},
    {kF32Sub,             "f32.sub",               Imm::kNone,          "ff>f"},
    {kF32Mul,             "f32.mul",               Imm::kNone,          "ff>f"},
    {kF32Div,             "f32.div",               Imm::kNone,          "ff>f"},
    {kF32Min,             "f32.min",               Imm::kNone,          "ff>f"},
    {kF32Max,             "f32.max",               Imm::kNone,          "ff>f"},
    {kF32Copysign,        "f32.copysign",          Imm::kNone,          "ff>f"},
    {kF64Abs,             "f64.abs",               Imm::kNone,          "F>F"},
    {kF64Neg,             "f64.neg",               Imm::kNone,          "F>F"},
    {kF64Ceil,            "f64.ceil",              Imm::kNone,          "F>F"},
    {kF64Floor,           "f64.floor",             Imm::kNone,          "F>F"},
    {kF64Trunc,           "f64.trunc",             Imm::kNone,          "F>F"},
    {kF64Nearest,         "f64.nearest",           Imm::kNone,          "F>F"},
    {kF64Sqrt,            "f64.sqrt",              Imm::kNone,          "F>F"},
    {kF64Add,             "f64.add",               Imm::kNone,          "FF>F"},
    {kF64Sub,             "f64.sub",               Imm::kNone,          "FF>F"},
    {kF64Mul,             "f64.mul",               Imm::kNone,          "FF>F"},
    {kF64Div,             "f64.div",               Imm::kNone,          "FF>F"},
    {kF64Min,             "f64.min",               Imm::kNone,          "FF>F"},
    {kF64Max,             "f64.max",               Imm::kNone,          "FF>F"},
    {kF64Copysign,        "f64.copysign",          Imm::kNone,          "FF>F"},
    // Conversions
    {kI32WrapI64,         "i32.wrap_i64",          Imm::kNone,          "I>i"},
    {kI32TruncF32S,       "i32.trunc_f32_s",       Imm::kNone,          "f>i"},
    {kI32TruncF32U,       "i32.trunc_f32_u",       Imm::kNone,          "f>i"},
    {kI32TruncF64S,       "i32.trunc_f64_s",       Imm::kNone,          "F>i"},
    {kI32TruncF64U,       "i32.trunc_f64_u",       Imm::kNone,          "F>i"},
    {kI64ExtendI32S,      "i64.extend_i32_s",      Imm::kNone,          "i>I"},
    {kI64ExtendI32U,      "i64.extend_i32_u",      Imm::kNone,          "i>I"},
    {kI64TruncF32S,       "i64.trunc_f32_s",       Imm::kNone,          "f>I"},
    {kI64TruncF32U,       "i64.trunc_f32_u",       Imm::kNone,          "f>I"},
    {kI64TruncF64S,       "i64.trunc_f64_s",       Imm::kNone,          "F>I"},
    {kI64TruncF64U,       "i64.trunc_f64_u",       Imm::kNone,          "F>I"},
    {kF32ConvertI32S,     "f32.convert_i32_s",     Imm::kNone,          "i>f"},
    {kF32ConvertI32U,     "f32.convert_i32_u",     Imm::kNone,          "i>f"},
    {kF32ConvertI64S,     "f32.convert_i64_s",     Imm::kNone,          "I>f"},
    {kF32ConvertI64U,     "f32.convert_i64_u",     Imm::kNone,          "I>f"},
    {kF32DemoteF64,       "f32.demote_f64",        Imm::kNone,          "F>f"},
    {kF64ConvertI32S,     "f64.convert_i32_s",     Imm::kNone,          "i>F"},
    {kF64ConvertI32U,     "f64.convert_i32_u",     Imm::kNone,          "i>F"},
    {kF64ConvertI64S,     "f64.convert_i64_s",     Imm::kNone,          "I>F"},
    {kF64ConvertI64U,     "f64.convert_i64_u",     Imm::kNone,          "I>F"},
    {kF64PromoteF32,      "f64.promote_f32",       Imm::kNone,          "f>F"},
    {kI32ReinterpretF32,  "i32.reinterpret_f32",   Imm::kNone,          "f>i"},
    {kI64ReinterpretF64,  "i64.reinterpret_f64",   Imm::kNone,          "F>I"},
    {kF32ReinterpretI32,  "f32.reinterpret_i32",   Imm::kNone,          "i>f"},
    {kF64ReinterpretI64,  "f64.reinterpret_i64",   Imm::kNone,          "I>F"},
    {kI32Extend8S,        "i32.extend8_s",         Imm::kNone,          "i>i"},
    {kI32Extend16S,       "i32.extend16_s",        Imm::kNone,          "i>i"},
    {kI64Extend8S,        "i64.extend8_s",         Imm::kNone,          "I>I"},
    {kI64Extend16S,       "i64.extend16_s",        Imm::kNone,          "I>I"},
    {kI64Extend32S,       "i64.extend32_s",        Imm::kNone,          "I>I"},
    // References
    {kRefNull,            "ref.null",              Imm::kRefType,       ""},
    {kRefIsNull,          "ref.is_null",           Imm::kNone,          ""},
    {kRefFunc,            "ref.func",              Imm::kFunc,          ">r"},
    // Behind the prefix 0xFC: saturating conversions
    {kI32TruncSatF32S,    "i32.trunc_sat_f32_s",   Imm::kNone,          "f>i"},
    {kI32TruncSatF32U,    "i32.trunc_sat_f32_u",   Imm::kNone,          "f>i"},
    {kI32TruncSatF64S,    "i32.trunc_sat_f64_s",   Imm::kNone,          "F>i"},
    {kI32TruncSatF64U,    "i32.trunc_sat_f64_u",   Imm::kNone,          "F>i"},
    {kI64TruncSatF32S,    "i64.trunc_sat_f32_s",   Imm::kNone,          "f>I"},
    {kI64TruncSatF32U,    "i64.trunc_sat_f32_u",   Imm::kNone,          "f>I"},
    {kI64TruncSatF64S,    "i64.trunc_sat_f64_s",   Imm::kNone,          "F>I"},
    {kI64TruncSatF64U,    "i64.trunc_sat_f64_u",   Imm::kNone,          "F>I"},
    // Behind the prefix 0xFC: bulk memory and tables
    {kMemoryInit,         "memory.init",           Imm::kDataMemory,    "iii>"},
    {kDataDrop,           "data.drop",             Imm::kData,          ""},
    {kMemoryCopy,         "memory.copy",           Imm::kMemoryMemory,  "iii>"},
    {kMemoryFill,         "memory.fill",           Imm::kMemory,        "iii>"},
    {kTableInit,          "table.init",            Imm::kElemTable,     "iii>"},
    {kElemDrop,           "elem.drop",             Imm::kElem,          ""},
    {kTableCopy,          "table.copy",            Imm::kTableTable,    "iii>"},
    {kTableGrow,          "table.grow",            Imm::kTable,         ""},
    {kTableSize,          "table.size",            Imm::kTable,         ">i"},
    {kTableFill,          "table.fill",            Imm::kTable,         ""},
    // clang-format on
};

constexpr ValType letter_type(char letter) {
  switch (letter) {
    case 'i': return ValType::kI32;
    case 'I': return ValType::kI64;
    case 'f': return ValType::kF32;
    case 'F': return ValType::kF64;
    case 'r': return ValType::kFuncRef;
    default: return kNoType;
  }
}

constexpr OpInfo make_info(const Row& row) {
  OpInfo info;
  info.immediates = row.immediates;
  info.max_align = row.max_align;
  const size_t arrow = row.signature.find('>');
  if (arrow == std::string_view::npos) return info;
  for (size_t i = 0; i < arrow; ++i)
    info.params[info.param_count++] = letter_type(row.signature[i]);
  if (arrow + 1 < row.signature.size()) info.result = letter_type(row.signature[arrow + 1]);
  return info;
}

constexpr std::array<OpInfo, kOpCount> make_infos() {
  std::array<OpInfo, kOpCount> infos{};
  for (const Row& row : kRows) infos[static_cast<uint16_t>(row.op)] = make_info(row);
  return infos;
}

constexpr std::array<std::string_view, kOpCount> make_names() {
  std::array<std::string_view, kOpCount> names{};
  for (const Row& row : kRows) names[static_cast<uint16_t>(row.op)] = row.name;
  return names;
}

constexpr bool rows_ascend() {
  for (size_t i = 1; i < std::size(kRows); ++i) {
    if (kRows[i].op <= kRows[i - 1].op) return false;
  }
  return true;
}
static_assert(rows_ascend(), "an instruction is listed twice or out of order");

constexpr std::array<std::string_view, kOpCount> kNames = make_names();

/// Cursor of skip_immediates: `p` becomes null at the first thing that is wrong.
struct Skipper {
  const uint8_t* p;
  const uint8_t* end;

  template <class T, unsigned kBits = sizeof(T) * 8>
  T leb() {
    T value{};
    LebFailure failure;
    if (p) p = read_leb<T, kBits>(p, end, &value, &failure);
    return value;
  }
  void bytes(uint64_t n) { p = p && n <= static_cast<uint64_t>(end - p) ? p + n : nullptr; }
  void labels() {
    for (uint64_t n = uint64_t{leb<uint32_t>()} + 1; p && n > 0; --n) leb<uint32_t>();
  }
};

}  // namespace

constinit const std::array<OpInfo, kOpCount> kOpInfos = make_infos();

std::string_view name(Op op) {
  const auto number = static_cast<uint16_t>(op);
  return number < kOpCount ? kNames[number] : std::string_view();
}

std::string_view unsupported_feature(uint8_t opcode, uint32_t prefixed) {
  switch (opcode) {
    case 0x06:
    case 0x07:
    case 0x08:
    case 0x09:
    case 0x0A:
    case 0x18:
    case 0x19:
    case 0x1F: return "exception handling";
    case 0x14:
    case 0x15:
    case 0xD4:
    case 0xD5:
    case 0xD6: return "typed function references";
    case 0xD3:
    case 0xFB: return opcode == 0xD3 || prefixed <= 0x1E ? "garbage collection" : "";
    case 0xFC: return prefixed >= 0x13 && prefixed <= 0x16 ? "wide arithmetic" : "";
    case 0xFD:
      if (prefixed <= 0xFF) return "SIMD";
      return prefixed <= 0x12F ? "relaxed SIMD" : "";
    case 0xFE: return prefixed <= 0x4E ? "threads" : "";
    default: return "";
  }
}

const uint8_t* skip_immediates(uint8_t opcode, const uint8_t* p, const uint8_t* end) {
  Skipper s{p, end};
  uint32_t number = opcode;
  if (opcode == kPrefixByteFC) {
    number = s.leb<uint32_t>();
    if (number >= kPrefixFCCount) return nullptr;
    number += kPrefixFC;
  }
  if (!is_known(number)) return nullptr;
  switch (kOpInfos[number].immediates) {
    case Imm::kIllegal: return nullptr;
    case Imm::kNone: break;
    case Imm::kBlock:
    case Imm::kRefType: s.leb<int64_t, 33>(); break;
    case Imm::kLabel:
    case Imm::kFunc:
    case Imm::kLocal:
    case Imm::kGlobal:
    case Imm::kTable:
    case Imm::kElem:
    case Imm::kMemory:
    case Imm::kData: s.leb<uint32_t>(); break;
    case Imm::kTypeTable:
    case Imm::kTableTable:
    case Imm::kElemTable:
    case Imm::kMemoryMemory:
    case Imm::kDataMemory:
      s.leb<uint32_t>();
      s.leb<uint32_t>();
      break;
    case Imm::kMemArg:
      if ((s.leb<uint32_t>() & kMemArgHasMemory) != 0) s.leb<uint32_t>();
      s.leb<uint64_t>();
      break;
    case Imm::kLabelTable: s.labels(); break;
    case Imm::kI32: s.leb<int32_t>(); break;
    case Imm::kI64: s.leb<int64_t>(); break;
    case Imm::kF32: s.bytes(4); break;
    case Imm::kF64: s.bytes(8); break;
    case Imm::kTypeVector: s.bytes(s.leb<uint32_t>()); break;
  }
  return s.p;
}

}  // namespace shoal::jit
