// The value and function types of WebAssembly, as the public API and the inner layers share them.
// Source of the terms and of the byte encodings: WebAssembly core specification, 5.3 (Types).
#ifndef SHOAL_TYPES_H_
#define SHOAL_TYPES_H_

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "shoal/api.h"

namespace shoal {

/// A value type. The enumerators' values are the binary format's bytes.
enum class ValType : uint8_t {
  kI32 = 0x7F,
  kI64 = 0x7E,
  kF32 = 0x7D,
  kF64 = 0x7C,
  kV128 = 0x7B,
  kFuncRef = 0x70,
  kExternRef = 0x6F,
};

/// True for funcref and externref.
constexpr bool is_reference(ValType t) {
  return t == ValType::kFuncRef || t == ValType::kExternRef;
}
/// True for f32 and f64 (values that live in floating-point registers).
constexpr bool is_float(ValType t) { return t == ValType::kF32 || t == ValType::kF64; }
/// The type's name in the text format ("i32", "funcref", ...).
SHOAL_API std::string_view to_string(ValType t);

/// A function type: parameters and results, each in order.
struct FuncType {
  std::vector<ValType> params;
  std::vector<ValType> results;
  bool operator==(const FuncType&) const = default;
};
/// The text format's notation, for example "(i32, i64) -> (f64)".
SHOAL_API std::string to_string(const FuncType& t);

/// The kind of an import or export.
enum class ExternKind : uint8_t { kFunc = 0, kTable = 1, kMemory = 2, kGlobal = 3 };
SHOAL_API std::string_view to_string(ExternKind k);

/// Size limits of a memory (in pages) or table (in elements). `max` counts only if `has_max`.
struct Limits {
  uint64_t min = 0;
  uint64_t max = 0;
  bool has_max = false;
  bool operator==(const Limits&) const = default;
};

/// The type that indexes a memory or table. memory64 comes later; every place names it already.
enum class IndexType : uint8_t { kI32, kI64 };

struct TableType {
  ValType element = ValType::kFuncRef;
  Limits limits;
  IndexType index = IndexType::kI32;
  bool operator==(const TableType&) const = default;
};

struct MemoryType {
  Limits limits;  ///< In units of 64 KiB pages.
  IndexType index = IndexType::kI32;
  bool shared = false;
  bool operator==(const MemoryType&) const = default;
};

struct GlobalType {
  ValType type = ValType::kI32;
  bool is_mutable = false;
  bool operator==(const GlobalType&) const = default;
};

/// Bytes of one WebAssembly page.
inline constexpr uint64_t kPageSize = 65536;
/// The most pages a 32-bit memory can have (4 GiB).
inline constexpr uint64_t kMaxPages32 = 65536;

}  // namespace shoal

#endif  // SHOAL_TYPES_H_
