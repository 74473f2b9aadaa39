// Func: a function of an instance or of the host. TypedFunc: the same with its signature checked
// once, to be called like a C++ function.
#ifndef SHOAL_FUNC_H_
#define SHOAL_FUNC_H_

#include <array>
#include <functional>
#include <memory>
#include <span>
#include <tuple>
#include <type_traits>
#include <utility>
#include <vector>

#include "shoal/api.h"
#include "shoal/detail/guarded.h"
#include "shoal/detail/signature.h"
#include "shoal/detail/thread_link.h"
#include "shoal/engine.h"
#include "shoal/error.h"
#include "shoal/types.h"
#include "shoal/value.h"

namespace shoal {

class Caller;
template <class Sig>
class TypedFunc;

namespace runtime {
struct InternedType;
}

namespace detail {

/// A stack limit that no thread is ever prepared for.
extern constinit SHOAL_API const uintptr_t kNeverPrepared;

/// What a call needs. Owns a share in what keeps the function alive.
struct CallTarget {
  void* record = nullptr;  ///< jit::VmFuncRef*.
  const void* stub =
      nullptr;  ///< jit::EntryStub; null for host functions, which are called directly.
  /// StubRegistry::typed_entry, if the type has one and the function is not the host's.
  const void* typed_stub = nullptr;
  /// Stack limit of the function's context; kNeverPrepared without a typed stub.
  const uintptr_t* stack_limit = &kNeverPrepared;
  const runtime::InternedType* type = nullptr;
  runtime::EngineImpl* engine = nullptr;
  std::shared_ptr<const void> owner;
};

/// Calls with arguments in, and results from, `slots`. False: take_error() has the reason.
SHOAL_API bool invoke(const CallTarget& target, uint64_t* slots) noexcept;
/// The error of this thread's last invoke that returned false.
SHOAL_API Error take_error() noexcept;
/// The error of this thread's last call of a typed stub that was not done.
SHOAL_API std::unique_ptr<Error> take_trap();
/// Ties `f` to the life of what the call may leave it in. False if it belongs to another engine.
SHOAL_API bool connect(const CallTarget& target, FuncRef f);

/// A host function's body, to be called with decoded arguments.
class SHOAL_API HostBody {
 public:
  virtual ~HostBody() = default;
  /// Reads arguments from and writes results to `slots`. False: fail() was called. May throw.
  virtual bool call(Caller& caller, uint64_t* slots) = 0;
  /// A C function that does the same for emitted code: takes `this`, then the arguments as Machine.
  /// It does not return but by success. Null if there is none.
  const void* direct() const { return direct_; }

 protected:
  explicit HostBody(const void* direct = nullptr) : direct_(direct) {}

 private:
  const void* const direct_;
};
/// In a handler, in a direct host function: notes the exception as the reason why it fails.
SHOAL_API void note_exception() noexcept;
/// Ends the running direct host function, which has noted why and has nothing left to destroy, and
/// the WebAssembly that called it.
[[noreturn]] SHOAL_API void abandon() noexcept;
/// Notes `error` as the reason why the running host function fails; returns false.
SHOAL_API bool fail(Error error) noexcept;
/// Makes the host function.
SHOAL_API Result<CallTarget> make_host_function(const Engine& engine, const FuncType& type,
                                                std::unique_ptr<HostBody> body);

template <class F>
class HostBodyOf final : public HostBody {
 public:
  explicit HostBodyOf(F f)
      : HostBody(Direct<typename HostTraits<F>::Wasm>::entry()), f_(std::move(f)) {}

  bool call(Caller& caller, uint64_t* slots) override {
    using Traits = HostTraits<F>;
    if constexpr (Traits::kFallible) {
      auto result = Traits::call(f_, caller, slots);
      if (!result) return fail(std::move(result).error());
      if constexpr (!std::same_as<typename Traits::Return, Result<void>>) store(slots, *result);
    } else if constexpr (std::is_void_v<typename Traits::Return>) {
      Traits::call(f_, caller, slots);
    } else {
      store(slots, Traits::call(f_, caller, slots));
    }
    return true;
  }

 private:
  template <class T>
  static void store(uint64_t* slots, const T& v) {
    Results<T>::store(slots, v);
  }

  template <class Sig>
  struct Direct;
  template <class R, class... Args>
  struct Direct<R(Args...)> {
    using Traits = HostTraits<F>;

    static const void* entry() {
      // The caller is unknown, and references have to be held: that is call()'s business.
      if constexpr (Traits::kTakesCaller || !Signature<R(Args...)>::kReturnsInRegister ||
                    std::same_as<R, FuncRef>) {
        return nullptr;
      } else {
        return reinterpret_cast<const void*>(&call);
      }
    }

    static MachineResult<R> call(HostBody* self, Machine<Args>... args) {
      F& f = static_cast<HostBodyOf*>(self)->f_;
      try {
        if constexpr (Traits::kFallible) {
          auto result = f(from_machine<Args>(args)...);
          if (result) [[likely]] {
            if constexpr (std::is_void_v<R>) {
              return;
            } else {
              return to_machine(*result);
            }
          }
          fail(std::move(result).error());
        } else if constexpr (std::is_void_v<R>) {
          return f(from_machine<Args>(args)...);
        } else {
          return to_machine<R>(f(from_machine<Args>(args)...));
        }
      } catch (...) {
        note_exception();
      }
      abandon();
    }
  };

  F f_;
};

}  // namespace detail

/// The body of a host function whose type is known only at run time: reads the arguments, fills the
/// results (preset to zeros and nulls of the right types; their types must stay), or fails.
using DynamicBody = std::function<Result<void>(Caller&, std::span<const Value> arguments,
                                               std::span<Value> results)>;

/// A shared handle to a function. Copying is cheap. Keeps the instance that owns the function, and
/// all that this depends on, alive. Calls obey the instance's rule: one thread at a time.
class SHOAL_API Func {
 public:
  /// A host function from any HostCallable. It is called on whichever thread the guest runs on. An
  /// Error that it returns ends the guest's call and comes out of the outermost host call as it is;
  /// an exception that leaves it becomes a trap (TrapKind::kHost) with the exception's what(). It
  /// must not longjmp. What it captures lives until the last user of the function is gone; a
  /// captured handle to an instance that imports the function keeps both alive for ever. Errors:
  /// kSystem.
  template <HostCallable F>
  static Result<Func> wrap(const Engine& engine, F&& f) {
    using Body = detail::HostBodyOf<std::decay_t<F>>;
    using Sig = typename detail::HostTraits<F>::Wasm;
    return detail::guarded([&]() -> Result<Func> {
      return from_target(detail::make_host_function(engine, detail::Signature<Sig>::type(),
                                                    std::make_unique<Body>(std::forward<F>(f))));
    });
  }
  /// A host function of the given type; otherwise as wrap.
  static Result<Func> create(const Engine& engine, const FuncType& type, DynamicBody body);

  const FuncType& type() const;
  /// Calls the function. Errors: kArgument (number or types of `arguments`, a reference of another
  /// engine); kTrap with a backtrace, kExit, or whatever Error a host function on the way returned.
  Result<std::vector<Value>> call(std::span<const Value> arguments) const;

  /// The function with its signature checked: Sig is R(Args...), R being void, a WasmType or a
  /// std::tuple of them. Error (kArgument) names both signatures if they differ. Signed and
  /// unsigned integers are the same to WebAssembly.
  template <class Sig>
  Result<TypedFunc<Sig>> typed() const {
    return detail::guarded([&]() -> Result<TypedFunc<Sig>> {
      Result<detail::CallTarget> target = checked_target(detail::Signature<Sig>::type());
      if (!target) return std::move(target).error();
      return TypedFunc<Sig>(std::move(*target));
    });
  }

  /// True if both handles stand for the same function.
  bool operator==(const Func& other) const { return target_.record == other.target_.record; }

  /// For Shoal's own layers.
  explicit Func(detail::CallTarget target) : target_(std::move(target)) {}
  const detail::CallTarget& target() const { return target_; }

 private:
  static Result<Func> from_target(Result<detail::CallTarget> target) {
    if (!target) return std::move(target).error();
    return Func(std::move(*target));
  }
  Result<detail::CallTarget> checked_target(const FuncType& want) const;

  detail::CallTarget target_;
};

/// A function with a signature known to C++: `Result<int32_t> sum = add(2, 3)`. A handle like Func;
/// calling it allocates nothing and takes no lock.
template <class R, class... Args>
class TypedFunc<R(Args...)> {
  using Sig = detail::Signature<R(Args...)>;

 public:
  /// Calls the function. Errors: as Func::call.
  Result<R> operator()(Args... args) const {
    if constexpr (Sig::kIsDirect) {
      // runtime/call.cc explains.
      detail::ThreadLink& thread = detail::this_thread_link;
      char here;
      const uintptr_t depth = reinterpret_cast<uintptr_t>(&here) - thread.window;
      const uintptr_t limit = __atomic_load_n(target_.stack_limit, __ATOMIC_RELAXED);
      if (!thread.is_running() && limit == thread.stack_limit &&
          depth < detail::ThreadLink::kWindow) [[likely]] {
        const auto outcome =
            reinterpret_cast<typename Sig::Stub*>(const_cast<void*>(target_.typed_stub))(
                &thread, target_.record, detail::to_machine(args)...);
        thread.record = nullptr;
        if (!outcome.done) [[unlikely]]
          return Result<R>(detail::take_trap());
        if constexpr (std::is_void_v<R>) {
          return {};
        } else {
          return detail::from_machine<R>(outcome.value);
        }
      }
    }
    return call_by_slots(args...);
  }

 private:
  friend class Func;
  explicit TypedFunc(detail::CallTarget target) : target_(std::move(target)) {}

  /// The call for which nothing is prepared, and that of any signature.
  [[gnu::noinline]] Result<R> call_by_slots(Args... args) const {
    uint64_t slots[Sig::kSlots] = {detail::to_slot(args)...};
    if constexpr (Sig::kHasFuncRef) {
      const Result<void> connected = detail::guarded([&]() -> Result<void> {
        if ((connect(args) && ...)) return {};
        return make_error(ErrorKind::kArgument, "an argument is a function of another engine");
      });
      if (!connected) return connected.error();
    }
    if (!detail::invoke(target_, slots)) [[unlikely]]
      return detail::take_error();
    if constexpr (std::is_void_v<R>) {
      return {};
    } else {
      return detail::Results<R>::load(slots);
    }
  }

  template <class T>
  bool connect([[maybe_unused]] const T& arg) const {
    if constexpr (std::same_as<T, FuncRef>) return detail::connect(target_, arg);
    return true;
  }

  detail::CallTarget target_;
};

inline FuncRef::FuncRef(const Func& func) : record_(func.target().record) {}

}  // namespace shoal

#endif  // SHOAL_FUNC_H_
