// Value: a WebAssembly value with its type, for calls whose signature is known only at run time.
// ExternRef and FuncRef: the reference types as C++ values.
#ifndef SHOAL_VALUE_H_
#define SHOAL_VALUE_H_

#include <bit>
#include <cassert>
#include <cstdint>
#include <optional>
#include <string>

#include "shoal/api.h"
#include "shoal/error.h"
#include "shoal/types.h"

namespace shoal {

class Func;

/// A host value that WebAssembly can hold and pass on but not look into. 0 is null; what other
/// values mean is the host's business (a pointer, an index); Shoal neither owns nor follows them.
struct ExternRef {
  uint64_t value = 0;

  ExternRef() = default;
  explicit constexpr ExternRef(uint64_t host_value) : value(host_value) {}
  explicit ExternRef(const void* p) : value(reinterpret_cast<uintptr_t>(p)) {}
  bool is_null() const { return value == 0; }
  /// The value as a pointer to T; the caller vouches for the type.
  template <class T>
  T* as() const {
    return reinterpret_cast<T*>(static_cast<uintptr_t>(value));
  }
  bool operator==(const ExternRef&) const = default;
};

/// A reference to a function, or null. Does not own: it is good while any handle to the instance
/// that it came from (or, for a host function, to the Func) lives. `func()` turns it into an owner.
class SHOAL_API FuncRef {
 public:
  FuncRef() = default;
  /// Refers to `func`'s function.
  FuncRef(const Func& func);  // NOLINT: implicit on purpose
  bool is_null() const { return record_ == nullptr; }
  /// The owning handle. Error (kArgument) if null.
  Result<Func> func() const;
  bool operator==(const FuncRef&) const = default;

  /// For Shoal's own layers: the address of the function's record.
  static FuncRef from_bits(uint64_t bits) {
    FuncRef f;
    f.record_ = reinterpret_cast<const void*>(static_cast<uintptr_t>(bits));
    return f;
  }
  uint64_t bits() const { return reinterpret_cast<uintptr_t>(record_); }

 private:
  const void* record_ = nullptr;
};

/// One WebAssembly value: a type and up to 64 bits. A plain value type. A funcref inside does not
/// own (see FuncRef).
class Value {
 public:
  /// i32 0.
  Value() = default;
  static constexpr Value i32(int32_t v) { return {ValType::kI32, static_cast<uint32_t>(v)}; }
  static constexpr Value i64(int64_t v) { return {ValType::kI64, static_cast<uint64_t>(v)}; }
  static constexpr Value f32(float v) { return {ValType::kF32, std::bit_cast<uint32_t>(v)}; }
  static constexpr Value f64(double v) { return {ValType::kF64, std::bit_cast<uint64_t>(v)}; }
  /// Floats by their bits, for NaNs that must keep every bit.
  static constexpr Value f32_bits(uint32_t bits) { return {ValType::kF32, bits}; }
  static constexpr Value f64_bits(uint64_t bits) { return {ValType::kF64, bits}; }
  static Value funcref(FuncRef v) { return {ValType::kFuncRef, v.bits()}; }
  static constexpr Value externref(ExternRef v) { return {ValType::kExternRef, v.value}; }
  /// Zero of a number type, null of a reference type.
  static constexpr Value zero(ValType t) { return {t, 0}; }

  ValType type() const { return type_; }

  // The value; the type must be the named one (asserted in debug builds).
  int32_t i32() const { return static_cast<int32_t>(checked(ValType::kI32)); }
  int64_t i64() const { return static_cast<int64_t>(checked(ValType::kI64)); }
  float f32() const { return std::bit_cast<float>(static_cast<uint32_t>(checked(ValType::kF32))); }
  double f64() const { return std::bit_cast<double>(checked(ValType::kF64)); }
  FuncRef funcref() const { return FuncRef::from_bits(checked(ValType::kFuncRef)); }
  ExternRef externref() const { return ExternRef(checked(ValType::kExternRef)); }
  /// For references: null or not.
  bool is_null() const { return is_reference(type_) && bits_ == 0; }

  /// The bits; i32 and f32 in the low half, the upper half zero.
  uint64_t bits() const { return bits_; }
  /// A value of type `t` from its bits; for i32 and f32 the upper half of `bits` is ignored. The
  /// bits of a funcref must come from FuncRef::bits.
  static constexpr Value from_bits(ValType t, uint64_t bits) {
    const bool narrow = t == ValType::kI32 || t == ValType::kF32;
    return {t, narrow ? static_cast<uint32_t>(bits) : bits};
  }
  /// Same type and same bits (so a NaN equals itself, and 0.0 differs from -0.0).
  bool operator==(const Value&) const = default;

 private:
  constexpr Value(ValType t, uint64_t bits) : type_(t), bits_(bits) {}
  uint64_t checked([[maybe_unused]] ValType t) const {
    assert(type_ == t);
    return bits_;
  }

  ValType type_ = ValType::kI32;
  uint64_t bits_ = 0;
};

/// Integers as signed decimals, floats as the shortest decimal that reads back the same ("0.1",
/// "inf", "nan"), references by kind ("null", "funcref", "externref(7)").
SHOAL_API std::string to_string(const Value& v);

}  // namespace shoal

#endif  // SHOAL_VALUE_H_
