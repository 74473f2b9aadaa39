#include "tests/spec/spectest.h"

#include <utility>

#include "shoal/shoal.h"

namespace shoal::spec {
namespace {

constexpr std::string_view kModule = "spectest";

template <class T>
void define(Linker& linker, std::string_view name, Result<T> object) {
  if (object) (void)linker.define(kModule, name, Extern(std::move(*object)));
}

template <class... Args>
void define_print(Linker& linker, std::string_view name) {
  define(linker, name, Func::wrap(linker.engine(), [](Args...) {}));
}

void define_global(Linker& linker, std::string_view name, Value value) {
  define(linker, name, Global::create(linker.engine(), {value.type(), false}, value));
}

void define_table(Linker& linker, std::string_view name, IndexType index) {
  const TableType type{ValType::kFuncRef, {10, 20, true}, index};
  define(linker, name, Table::create(linker.engine(), type, Value::zero(ValType::kFuncRef)));
}

void define_memory(Linker& linker, std::string_view name, bool shared) {
  const MemoryType type{{1, 2, true}, IndexType::kI32, shared};
  define(linker, name, Memory::create(linker.engine(), type));
}

}  // namespace

void define_spectest(Linker& linker) {
  define_print<>(linker, "print");
  define_print<int32_t>(linker, "print_i32");
  define_print<int64_t>(linker, "print_i64");
  define_print<float>(linker, "print_f32");
  define_print<double>(linker, "print_f64");
  define_print<int32_t, float>(linker, "print_i32_f32");
  define_print<double, double>(linker, "print_f64_f64");
  define_global(linker, "global_i32", Value::i32(666));
  define_global(linker, "global_i64", Value::i64(666));
  define_global(linker, "global_f32", Value::f32(666.6f));
  define_global(linker, "global_f64", Value::f64(666.6));
  define_table(linker, "table", IndexType::kI32);
  define_table(linker, "table64", IndexType::kI64);
  define_memory(linker, "memory", /*shared=*/false);
  define_memory(linker, "shared_memory", /*shared=*/true);
}

}  // namespace shoal::spec
