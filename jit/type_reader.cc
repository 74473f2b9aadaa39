#include "jit/type_reader.h"

#include <string>

namespace shoal::jit {
namespace {

/// A static one-type sequence for each value type in scope, for block types that are a single
/// result.
std::span<const ValType> single(ValType type) {
  static constexpr ValType kTypes[] = {ValType::kI32, ValType::kI64,     ValType::kF32,
                                       ValType::kF64, ValType::kFuncRef, ValType::kExternRef};
  for (const ValType& t : kTypes) {
    if (t == type) return {&t, 1};
  }
  return {};
}

/// The feature that a type's first byte belongs to, or null if no type begins with it.
const char* feature_of_type_byte(uint8_t byte) {
  switch (byte) {
    case 0x7B:  // v128
      return "SIMD";
    case 0x63:  // (ref null ht)
    case 0x64:  // (ref ht)
      return "typed function references";
    case 0x69:  // exn
    case 0x74:  // noexn
      return "exception handling";
    case 0x6A:  // array
    case 0x6B:  // struct
    case 0x6C:  // i31
    case 0x6D:  // eq
    case 0x6E:  // any
    case 0x71:  // none
    case 0x72:  // noextern
    case 0x73:  // nofunc
      return "garbage collection";
    default: return nullptr;
  }
}

[[gnu::cold]] bool fail_type(ByteReader& in, const uint8_t* at, const char* expected) {
  if (const char* feature = feature_of_type_byte(*at)) {
    return in.fail(ErrorKind::kUnsupported, at,
                   std::string("the type ") + hex_byte(*at) + " needs the feature \"" + feature +
                       "\", which is not supported");
  }
  return in.fail(ErrorKind::kMalformed, at,
                 std::string("malformed ") + expected + ": found the byte " + hex_byte(*at));
}

}  // namespace

bool read_val_type(ByteReader& in, ValType* type) {
  const uint8_t* at = in.pc();
  uint8_t byte = 0;
  if (!in.read_byte(&byte, "value type")) return false;
  *type = static_cast<ValType>(byte);
  switch (*type) {
    case ValType::kI32:
    case ValType::kI64:
    case ValType::kF32:
    case ValType::kF64:
    case ValType::kFuncRef:
    case ValType::kExternRef: return true;
    default: return fail_type(in, at, "value type");
  }
}

bool read_ref_type(ByteReader& in, ValType* type) {
  const uint8_t* at = in.pc();
  uint8_t byte = 0;
  if (!in.read_byte(&byte, "reference type")) return false;
  *type = static_cast<ValType>(byte);
  return is_reference(*type) || fail_type(in, at, "reference type");
}

bool read_heap_type(ByteReader& in, ValType* type) {
  const uint8_t* at = in.pc();
  int64_t value = 0;
  if (!in.read_s33(&value, "heap type")) return false;
  if (value >= 0) {
    return in.fail(ErrorKind::kUnsupported, at,
                   "a type index as heap type needs the feature \"typed function references\", "
                   "which is not supported");
  }
  *type = static_cast<ValType>(value & 0x7F);
  return (value >= -64 && is_reference(*type)) || fail_type(in, at, "heap type");
}

bool read_block_type(ByteReader& in, const ModuleInfo& info, BlockType* type) {
  const uint8_t* at = in.pc();
  if (in.remaining() > 0 && *at == 0x40) [[likely]] {
    in.set_pc(at + 1);
    *type = {};
    return true;
  }
  if (in.remaining() > 0 && (*at & 0xC0) == 0x40) {  // a negative one-byte number: a value type
    ValType result;
    if (!read_val_type(in, &result)) return false;
    *type = {{}, single(result)};
    return true;
  }
  int64_t index = 0;
  if (!in.read_s33(&index, "block type")) return false;
  if (index < 0) {
    return in.fail(ErrorKind::kMalformed, at, "malformed block type: found a negative type index");
  }
  if (static_cast<uint64_t>(index) >= info.types.size()) {
    return in.fail(ErrorKind::kInvalid, at,
                   "unknown type: the block's type index is " + std::to_string(index) +
                       ", the module has " + std::to_string(info.types.size()) + " types");
  }
  const FuncType& function = info.types[static_cast<size_t>(index)];
  *type = {function.params, function.results};
  return true;
}

}  // namespace shoal::jit
