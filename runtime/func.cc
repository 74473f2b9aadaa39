#include "shoal/func.h"

#include <algorithm>
#include <string>
#include <utility>

#include "runtime/engine.h"
#include "runtime/host_func.h"
#include "runtime/type_registry.h"
#include "shoal/caller.h"
#include "shoal/detail/guarded.h"

namespace shoal {
namespace {

/// A host function whose type is known only at run time.
class DynamicHostBody final : public detail::HostBody {
 public:
  DynamicHostBody(FuncType type, DynamicBody body)
      : type_(std::move(type)), body_(std::move(body)) {}

  bool call(Caller& caller, uint64_t* slots) override {
    std::vector<Value> arguments, results;
    for (size_t i = 0; i < type_.params.size(); ++i) {
      arguments.push_back(Value::from_bits(type_.params[i], slots[i]));
    }
    for (const ValType t : type_.results) results.push_back(Value::zero(t));
    if (Result<void> done = body_(caller, arguments, results); !done) {
      return detail::fail(std::move(done).error());
    }
    for (size_t i = 0; i < results.size(); ++i) {
      if (results[i].type() != type_.results[i]) return detail::fail(wrong_result(i, results[i]));
      slots[i] = results[i].bits();
    }
    return true;
  }

 private:
  Error wrong_result(size_t i, const Value& value) const {
    return make_error(ErrorKind::kArgument, "the host function of type " + to_string(type_) +
                                                " set result " + std::to_string(i) +
                                                " to a value of type " +
                                                std::string(to_string(value.type())));
  }

  const FuncType type_;
  const DynamicBody body_;
};

Result<void> check_arguments(const FuncType& type, std::span<const Value> arguments) {
  if (arguments.size() != type.params.size()) {
    return make_error(ErrorKind::kArgument, "a function of type " + to_string(type) +
                                                " was called with " +
                                                std::to_string(arguments.size()) + " arguments");
  }
  for (size_t i = 0; i < arguments.size(); ++i) {
    if (arguments[i].type() != type.params[i]) {
      return make_error(ErrorKind::kArgument, "argument " + std::to_string(i) +
                                                  " of a function of type " + to_string(type) +
                                                  " is of type " +
                                                  std::string(to_string(arguments[i].type())));
    }
  }
  return {};
}

/// `target` ready to be called: with its entry stub, unless it is a host function.
Result<detail::CallTarget> with_stub(detail::CallTarget target) {
  if (target.stub || runtime::HostFunc::from(static_cast<jit::VmFuncRef*>(target.record))) {
    return target;
  }
  Result<jit::EntryStub> stub = target.engine->stubs().entry(target.type->type);
  if (!stub) return std::move(stub).error();
  target.stub = reinterpret_cast<const void*>(*stub);
  // The quick way of typed calls knows nothing of fuel.
  if (target.type->type.results.size() <= 1 && !target.engine->config().fuel) {
    Result<const void*> typed = target.engine->stubs().typed_entry(target.type->type);
    if (!typed) return std::move(typed).error();
    target.typed_stub = *typed;
    target.stack_limit = &static_cast<jit::VmFuncRef*>(target.record)->context->stack_limit;
  }
  return target;
}

}  // namespace

namespace detail {

Result<CallTarget> make_host_function(const Engine& engine, const FuncType& type,
                                      std::unique_ptr<HostBody> body) {
  return detail::guarded([&]() -> Result<CallTarget> {
    auto func = runtime::HostFunc::create(engine.impl(), type, std::move(body));
    if (!func) return std::move(func).error();
    CallTarget target;
    target.record = (*func)->record();
    target.type = (*func)->type();
    target.engine = &(*func)->engine();
    target.owner = std::move(*func);
    return target;
  });
}

}  // namespace detail

Result<Func> Func::create(const Engine& engine, const FuncType& type, DynamicBody body) {
  return detail::guarded([&]() -> Result<Func> {
    return from_target(detail::make_host_function(
        engine, type, std::make_unique<DynamicHostBody>(type, std::move(body))));
  });
}

const FuncType& Func::type() const { return target_.type->type; }

Result<std::vector<Value>> Func::call(std::span<const Value> arguments) const {
  return detail::guarded([&]() -> Result<std::vector<Value>> {
    if (Result<void> good = check_arguments(type(), arguments); !good)
      return std::move(good).error();
    Result<detail::CallTarget> target = with_stub(target_);
    if (!target) return std::move(target).error();
    std::vector<uint64_t> slots(std::max({arguments.size(), type().results.size(), size_t{1}}));
    for (size_t i = 0; i < arguments.size(); ++i) {
      slots[i] = arguments[i].bits();
      if (arguments[i].type() == ValType::kFuncRef &&
          !detail::connect(*target, arguments[i].funcref())) {
        return make_error(ErrorKind::kArgument,
                          "argument " + std::to_string(i) + " is a function of another engine");
      }
    }
    if (!detail::invoke(*target, slots.data())) return detail::take_error();
    std::vector<Value> results;
    for (size_t i = 0; i < type().results.size(); ++i) {
      results.push_back(Value::from_bits(type().results[i], slots[i]));
    }
    return results;
  });
}

Result<detail::CallTarget> Func::checked_target(const FuncType& want) const {
  return detail::guarded([&]() -> Result<detail::CallTarget> {
    if (want != type()) {
      return make_error(ErrorKind::kArgument,
                        "the function's type is " + to_string(type()) + ", not " + to_string(want));
    }
    return with_stub(target_);
  });
}

}  // namespace shoal
