// How C++ types stand for WebAssembly types in typed calls and host functions. Not part of the API:
// use Func, TypedFunc and Linker.
//
// Values cross between C++ and emitted code in an array of 8-byte slots: arguments from slot 0 on,
// then results from slot 0 on. i32 and f32 are in the low half; the upper half is unspecified when
// read, zero when written.
#ifndef SHOAL_DETAIL_SIGNATURE_H_
#define SHOAL_DETAIL_SIGNATURE_H_

#include <algorithm>
#include <bit>
#include <concepts>
#include <cstddef>
#include <cstdint>
#include <tuple>
#include <type_traits>
#include <utility>

#include "shoal/detail/thread_link.h"
#include "shoal/error.h"
#include "shoal/types.h"
#include "shoal/value.h"

namespace shoal {

class Caller;

/// The C++ types that WebAssembly values map to: 32- and 64-bit integers of either sign (i32, i64),
/// float, double, FuncRef and ExternRef.
template <class T>
concept WasmType = std::same_as<T, float> || std::same_as<T, double> || std::same_as<T, FuncRef> ||
    std::same_as<T, ExternRef> ||
    (std::integral<T> && !std::same_as<T, bool> && (sizeof(T) == 4 || sizeof(T) == 8));

namespace detail {

template <WasmType T>
constexpr ValType val_type() {
  if constexpr (std::same_as<T, float>)
    return ValType::kF32;
  else if constexpr (std::same_as<T, double>)
    return ValType::kF64;
  else if constexpr (std::same_as<T, FuncRef>)
    return ValType::kFuncRef;
  else if constexpr (std::same_as<T, ExternRef>)
    return ValType::kExternRef;
  else
    return sizeof(T) == 4 ? ValType::kI32 : ValType::kI64;
}

template <WasmType T>
T from_slot(uint64_t slot) {
  if constexpr (std::same_as<T, float>)
    return std::bit_cast<float>(static_cast<uint32_t>(slot));
  else if constexpr (std::same_as<T, double>)
    return std::bit_cast<double>(slot);
  else if constexpr (std::same_as<T, FuncRef>)
    return FuncRef::from_bits(slot);
  else if constexpr (std::same_as<T, ExternRef>)
    return ExternRef(slot);
  else
    return static_cast<T>(slot);
}

template <WasmType T>
uint64_t to_slot(T v) {
  if constexpr (std::same_as<T, float>)
    return std::bit_cast<uint32_t>(v);
  else if constexpr (std::same_as<T, double>)
    return std::bit_cast<uint64_t>(v);
  else if constexpr (std::same_as<T, FuncRef>)
    return v.bits();
  else if constexpr (std::same_as<T, ExternRef>)
    return v.value;
  else
    return static_cast<std::make_unsigned_t<T>>(v);
}

/// A value as the C convention passes it to and from emitted code: floats as they are, everything
/// else as 64 bits, i32 zero-extended.
template <WasmType T>
using Machine = std::conditional_t<std::is_floating_point_v<T>, T, uint64_t>;

template <WasmType T>
Machine<T> to_machine(T v) {
  if constexpr (std::is_floating_point_v<T>) {
    return v;
  } else {
    return to_slot(v);
  }
}

template <WasmType T>
T from_machine(Machine<T> v) {
  if constexpr (std::is_floating_point_v<T>) {
    return v;
  } else {
    return from_slot<T>(v);
  }
}

/// What a host function returns to emitted code.
template <class R>
struct MachineResultOf {
  using type = uint64_t;
};
template <>
struct MachineResultOf<void> {
  using type = void;
};
template <class R>
requires std::is_floating_point_v<R>
struct MachineResultOf<R> {
  using type = R;
};
template <class R>
using MachineResult = typename MachineResultOf<R>::type;

/// What a stub returns for a result type of one value at most.
template <class R>
struct OutcomeOf {
  using type = Outcome<uint64_t>;
};
template <class R>
requires std::is_floating_point_v<R>
struct OutcomeOf<R> {
  using type = Outcome<R>;
};

/// A return type: void, one value, or a std::tuple of values.
template <class R>
struct Results;

template <>
struct Results<void> {
  static constexpr size_t kCount = 0;
  static std::vector<ValType> types() { return {}; }
};

template <WasmType T>
struct Results<T> {
  static constexpr size_t kCount = 1;
  static std::vector<ValType> types() { return {val_type<T>()}; }
  static T load(const uint64_t* slots) { return from_slot<T>(slots[0]); }
  static void store(uint64_t* slots, T v) { slots[0] = to_slot(v); }
};

template <WasmType... Ts>
struct Results<std::tuple<Ts...>> {
  static constexpr size_t kCount = sizeof...(Ts);
  static std::vector<ValType> types() { return {val_type<Ts>()...}; }
  static std::tuple<Ts...> load(const uint64_t* slots) {
    return load(slots, std::index_sequence_for<Ts...>());
  }
  static void store(uint64_t* slots, const std::tuple<Ts...>& v) {
    std::apply([slots](Ts... each) mutable { ((*slots++ = to_slot(each)), ...); }, v);
  }

 private:
  template <size_t... I>
  static std::tuple<Ts...> load([[maybe_unused]] const uint64_t* slots, std::index_sequence<I...>) {
    return {from_slot<Ts>(slots[I])...};
  }
};

/// A signature R(Args...) of WebAssembly-compatible types.
template <class Sig>
struct Signature;

template <class R, WasmType... Args>
requires requires { Results<R>::kCount; }
struct Signature<R(Args...)> {
  static constexpr size_t kSlots = std::max({sizeof...(Args), Results<R>::kCount, size_t{1}});
  static constexpr bool kHasFuncRef = (std::same_as<Args, FuncRef> || ...);
  static constexpr bool kReturnsInRegister = std::is_void_v<R> || WasmType<R>;
  /// Calls may use the typed stub of the signature: no reference has to be connected.
  static constexpr bool kIsDirect = !kHasFuncRef && kReturnsInRegister;
  using Stub = typename OutcomeOf<R>::type(ThreadLink*, void* record, Machine<Args>...);
  static FuncType type() { return {{val_type<Args>()...}, Results<R>::types()}; }
};

/// A host function's C++ signature, taken apart: an optional leading Caller&, arguments, and what
/// it returns.
template <class R, bool takes_caller, class... Args>
struct HostSignature {
  using Return = R;
  static constexpr bool kTakesCaller = takes_caller;
  /// What remains of the return type when Result<> is taken off.
  template <class T>
  struct Unwrap {
    using type = T;
  };
  template <class T>
  struct Unwrap<Result<T>> {
    using type = T;
  };
  using Wasm = typename Unwrap<R>::type(std::remove_cvref_t<Args>...);
  static constexpr bool kFallible = !std::same_as<R, typename Unwrap<R>::type>;

  template <class F>
  static R call(F& f, Caller& caller, const uint64_t* slots) {
    return call(f, caller, slots, std::index_sequence_for<Args...>());
  }

 private:
  template <class F, size_t... I>
  static R call(F& f, [[maybe_unused]] Caller& caller, [[maybe_unused]] const uint64_t* slots,
                std::index_sequence<I...>) {
    if constexpr (takes_caller) {
      return f(caller, from_slot<std::remove_cvref_t<Args>>(slots[I])...);
    } else {
      return f(from_slot<std::remove_cvref_t<Args>>(slots[I])...);
    }
  }
};

template <class Sig>
struct SplitCaller;
template <class R, class... Args>
struct SplitCaller<R(Args...)> : HostSignature<R, false, Args...> {};
template <class R, class... Args>
struct SplitCaller<R(Caller&, Args...)> : HostSignature<R, true, Args...> {};

/// The call signature of a function pointer or of a class with one, non-template operator().
template <class F>
struct CallOperator {};
template <class F>
requires requires { &F::operator(); }
struct CallOperator<F> : CallOperator<decltype(&F::operator())> {};
template <class R, class... A>
struct CallOperator<R (*)(A...)> {
  using type = R(A...);
};
template <class R, class... A>
struct CallOperator<R (*)(A...) noexcept> {
  using type = R(A...);
};
template <class C, class R, class... A>
struct CallOperator<R (C::*)(A...)> {
  using type = R(A...);
};
template <class C, class R, class... A>
struct CallOperator<R (C::*)(A...) const> {
  using type = R(A...);
};
template <class C, class R, class... A>
struct CallOperator<R (C::*)(A...) noexcept> {
  using type = R(A...);
};
template <class C, class R, class... A>
struct CallOperator<R (C::*)(A...) const noexcept> {
  using type = R(A...);
};

template <class F>
using HostTraits = SplitCaller<typename CallOperator<std::decay_t<F>>::type>;

}  // namespace detail

/// A callable that can be a host function: a lambda, functor or function pointer with one
/// signature, whose arguments are WasmTypes (after an optional leading Caller&) and which returns
/// void, a WasmType, a std::tuple of them, or a Result of any of these.
template <class F>
concept HostCallable = requires {
  typename detail::CallOperator<std::decay_t<F>>::type;
  typename detail::HostTraits<F>::Wasm;
  detail::Signature<typename detail::HostTraits<F>::Wasm>::kSlots;
};

}  // namespace shoal

#endif  // SHOAL_DETAIL_SIGNATURE_H_
