// The instructions of WebAssembly that Shoal knows: their numbers, names, immediates and types.
// Source of the terms and numbers: WebAssembly core specification, 5.4 (Instructions) and 7.10
// (Index of Instructions).
#ifndef SHOAL_JIT_OPCODES_H_
#define SHOAL_JIT_OPCODES_H_

#include <array>
#include <cstdint>
#include <string_view>

#include "shoal/types.h"

namespace shoal::jit {

/// An instruction. One-byte opcodes are their byte; those behind the 0xFC prefix are kPrefixFC +
/// their number.
enum class Op : uint16_t {
  kUnreachable = 0x00,
  kNop = 0x01,
  kBlock = 0x02,
  kLoop = 0x03,
  kIf = 0x04,
  kElse = 0x05,
  kEnd = 0x0B,
  kBr = 0x0C,
  kBrIf = 0x0D,
  kBrTable = 0x0E,
  kReturn = 0x0F,
  kCall = 0x10,
  kCallIndirect = 0x11,
  kReturnCall = 0x12,
  kReturnCallIndirect = 0x13,
  kDrop = 0x1A,
  kSelect = 0x1B,
  kSelectTyped = 0x1C,
  kLocalGet = 0x20,
  kLocalSet = 0x21,
  kLocalTee = 0x22,
  kGlobalGet = 0x23,
  kGlobalSet = 0x24,
  kTableGet = 0x25,
  kTableSet = 0x26,
  kI32Load = 0x28,
  kI64Load = 0x29,
  kF32Load = 0x2A,
  kF64Load = 0x2B,
  kI32Load8S = 0x2C,
  kI32Load8U = 0x2D,
  kI32Load16S = 0x2E,
  kI32Load16U = 0x2F,
  kI64Load8S = 0x30,
  kI64Load8U = 0x31,
  kI64Load16S = 0x32,
  kI64Load16U = 0x33,
  kI64Load32S = 0x34,
  kI64Load32U = 0x35,
  kI32Store = 0x36,
  kI64Store = 0x37,
  kF32Store = 0x38,
  kF64Store = 0x39,
  kI32Store8 = 0x3A,
  kI32Store16 = 0x3B,
  kI64Store8 = 0x3C,
  kI64Store16 = 0x3D,
  kI64Store32 = 0x3E,
  kMemorySize = 0x3F,
  kMemoryGrow = 0x40,
  kI32Const = 0x41,
  kI64Const = 0x42,
  kF32Const = 0x43,
  kF64Const = 0x44,
  kI32Eqz = 0x45,
  kI32Eq = 0x46,
  kI32Ne = 0x47,
  kI32LtS = 0x48,
  kI32LtU = 0x49,
  kI32GtS = 0x4A,
  kI32GtU = 0x4B,
  kI32LeS = 0x4C,
  kI32LeU = 0x4D,
  kI32GeS = 0x4E,
  kI32GeU = 0x4F,
  kI64Eqz = 0x50,
  kI64Eq = 0x51,
  kI64Ne = 0x52,
  kI64LtS = 0x53,
  kI64LtU = 0x54,
  kI64GtS = 0x55,
  kI64GtU = 0x56,
  kI64LeS = 0x57,
  kI64LeU = 0x58,
  kI64GeS = 0x59,
  kI64GeU = 0x5A,
  kF32Eq = 0x5B,
  kF32Ne = 0x5C,
  kF32Lt = 0x5D,
  kF32Gt = 0x5E,
  kF32Le = 0x5F,
  kF32Ge = 0x60,
  kF64Eq = 0x61,
  kF64Ne = 0x62,
  kF64Lt = 0x63,
  kF64Gt = 0x64,
  kF64Le = 0x65,
  kF64Ge = 0x66,
  kI32Clz = 0x67,
  kI32Ctz = 0x68,
  kI32Popcnt = 0x69,
  kI32Add = 0x6A,
  kI32Sub = 0x6B,
  kI32Mul = 0x6C,
  kI32DivS = 0x6D,
  kI32DivU = 0x6E,
  kI32RemS = 0x6F,
  kI32RemU = 0x70,
  kI32And = 0x71,
  kI32Or = 0x72,
  kI32Xor = 0x73,
  kI32Shl = 0x74,
  kI32ShrS = 0x75,
  kI32ShrU = 0x76,
  kI32Rotl = 0x77,
  kI32Rotr = 0x78,
  kI64Clz = 0x79,
  kI64Ctz = 0x7A,
  kI64Popcnt = 0x7B,
  kI64Add = 0x7C,
  kI64Sub = 0x7D,
  kI64Mul = 0x7E,
  kI64DivS = 0x7F,
  kI64DivU = 0x80,
  kI64RemS = 0x81,
  kI64RemU = 0x82,
  kI64And = 0x83,
  kI64Or = 0x84,
  kI64Xor = 0x85,
  kI64Shl = 0x86,
  kI64ShrS = 0x87,
  kI64ShrU = 0x88,
  kI64Rotl = 0x89,
  kI64Rotr = 0x8A,
  kF32Abs = 0x8B,
  kF32Neg = 0x8C,
  kF32Ceil = 0x8D,
  kF32Floor = 0x8E,
  kF32Trunc = 0x8F,
  kF32Nearest = 0x90,
  kF32Sqrt = 0x91,
  kF32Add = 0x92,
  kF32Sub = 0x93,
  kF32Mul = 0x94,
  kF32Div = 0x95,
  kF32Min = 0x96,
  kF32Max = 0x97,
  kF32Copysign = 0x98,
  kF64Abs = 0x99,
  kF64Neg = 0x9A,
  kF64Ceil = 0x9B,
  kF64Floor = 0x9C,
  kF64Trunc = 0x9D,
  kF64Nearest = 0x9E,
  kF64Sqrt = 0x9F,
  kF64Add = 0xA0,
  kF64Sub = 0xA1,
  kF64Mul = 0xA2,
  kF64Div = 0xA3,
  kF64Min = 0xA4,
  kF64Max = 0xA5,
  kF64Copysign = 0xA6,
  kI32WrapI64 = 0xA7,
  kI32TruncF32S = 0xA8,
  kI32TruncF32U = 0xA9,
  kI32TruncF64S = 0xAA,
  kI32TruncF64U = 0xAB,
  kI64ExtendI32S = 0xAC,
  kI64ExtendI32U = 0xAD,
  kI64TruncF32S = 0xAE,
  kI64TruncF32U = 0xAF,
  kI64TruncF64S = 0xB0,
  kI64TruncF64U = 0xB1,
  kF32ConvertI32S = 0xB2,
  kF32ConvertI32U = 0xB3,
  kF32ConvertI64S = 0xB4,
  kF32ConvertI64U = 0xB5,
  kF32DemoteF64 = 0xB6,
  kF64ConvertI32S = 0xB7,
  kF64ConvertI32U = 0xB8,
  kF64ConvertI64S = 0xB9,
  kF64ConvertI64U = 0xBA,
  kF64PromoteF32 = 0xBB,
  kI32ReinterpretF32 = 0xBC,
  kI64ReinterpretF64 = 0xBD,
  kF32ReinterpretI32 = 0xBE,
  kF64ReinterpretI64 = 0xBF,
  kI32Extend8S = 0xC0,
  kI32Extend16S = 0xC1,
  kI64Extend8S = 0xC2,
  kI64Extend16S = 0xC3,
  kI64Extend32S = 0xC4,
  kRefNull = 0xD0,
  kRefIsNull = 0xD1,
  kRefFunc = 0xD2,
  kI32TruncSatF32S = 0x100,
  kI32TruncSatF32U = 0x101,
  kI32TruncSatF64S = 0x102,
  kI32TruncSatF64U = 0x103,
  kI64TruncSatF32S = 0x104,
  kI64TruncSatF32U = 0x105,
  kI64TruncSatF64S = 0x106,
  kI64TruncSatF64U = 0x107,
  kMemoryInit = 0x108,
  kDataDrop = 0x109,
  kMemoryCopy = 0x10A,
  kMemoryFill = 0x10B,
  kTableInit = 0x10C,
  kElemDrop = 0x10D,
  kTableCopy = 0x10E,
  kTableGrow = 0x10F,
  kTableSize = 0x110,
  kTableFill = 0x111,
};

/// The first byte of the instructions whose number follows as a LEB128 u32.
inline constexpr uint8_t kPrefixByteFC = 0xFC;
/// Where those instructions begin in Op, and how many numbers of theirs are in scope.
inline constexpr uint32_t kPrefixFC = 0x100;
inline constexpr uint32_t kPrefixFCCount = 18;
inline constexpr uint32_t kOpCount = kPrefixFC + kPrefixFCCount;

/// In the alignment of a load or store: a memory index follows.
inline constexpr uint32_t kMemArgHasMemory = 0x40;

/// What follows an opcode, in the order in which it stands in the bytes.
enum class Immediates : uint8_t {
  kIllegal,  ///< No instruction in scope has this number: see unsupported_feature.
  kNone,
  kBlock,         ///< Block type.
  kLabel,         ///< Label index.
  kLabelTable,    ///< Vector of label indices, and the default's.
  kFunc,          ///< Function index.
  kTypeTable,     ///< Type index, table index.
  kLocal,         ///< Local index.
  kGlobal,        ///< Global index.
  kTable,         ///< Table index.
  kTableTable,    ///< Destination's and source's table index.
  kElem,          ///< Element segment index.
  kElemTable,     ///< Element segment index, table index.
  kMemArg,        ///< Alignment as power of two, memory index if that says so, offset.
  kMemory,        ///< Memory index.
  kMemoryMemory,  ///< Destination's and source's memory index.
  kData,          ///< Data segment index.
  kDataMemory,    ///< Data segment index, memory index.
  kI32,           ///< Signed LEB128.
  kI64,           ///< Signed LEB128.
  kF32,           ///< 4 bytes.
  kF64,           ///< 8 bytes.
  kRefType,       ///< Heap type.
  kTypeVector,    ///< Vector of value types.
};

/// Stands for "no value" in an OpInfo and for "unknown type" on the validator's operand stack.
inline constexpr ValType kNoType = ValType{0};

/// The static properties of an instruction. Eight bytes, so that decoding touches little memory.
struct OpInfo {
  Immediates immediates = Immediates::kIllegal;
  /// Operands that it pops and the result that it pushes. Where they depend on the immediates or on
  /// other operands (control, variables, tables, drop, select, ref.null, ref.is_null) only the
  /// fixed part, if any, is here.
  uint8_t param_count = 0;
  ValType params[3] = {kNoType, kNoType, kNoType};
  ValType result = kNoType;
  uint8_t max_align = 0;  ///< Natural alignment of a memory access, as power of two.
  uint8_t reserved = 0;
};
static_assert(sizeof(OpInfo) == 8);

/// Indexed by Op.
extern const std::array<OpInfo, kOpCount> kOpInfos;

inline const OpInfo& op_info(Op op) { return kOpInfos[static_cast<uint16_t>(op)]; }

/// True for a number that is the opcode (or prefixed opcode) of an instruction in scope.
inline bool is_known(uint32_t number) {
  return number < kOpCount && kOpInfos[number].immediates != Immediates::kIllegal;
}

/// The instruction's name in the text format ("i32.add"); empty if `op` is no known instruction.
std::string_view name(Op op);

/// The feature that an instruction out of scope belongs to ("SIMD"), or empty if there is no such
/// instruction. `prefixed` is the number behind the prefix byte, and ignored for opcodes that are
/// no prefix.
std::string_view unsupported_feature(uint8_t opcode, uint32_t prefixed);

/// Skips the immediates that follow `opcode`, without validating more than their form. For
/// pre-scans that run before validation. `p` points behind the opcode's byte (for 0xFC: at the
/// number that follows it). Returns the next instruction's place, or null if the bytes are
/// malformed, truncated, or of an unknown instruction.
const uint8_t* skip_immediates(uint8_t opcode, const uint8_t* p, const uint8_t* end);

}  // namespace shoal::jit

#endif  // SHOAL_JIT_OPCODES_H_
