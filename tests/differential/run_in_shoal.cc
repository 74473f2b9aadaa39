#include <bit>
#include <cinttypes>
#include <cstdio>
#include <cstring>

#include "tests/differential/outcome.h"

namespace shoal::differential {
namespace {

std::string hex(uint64_t bits) {
  char text[20];
  std::snprintf(text, sizeof text, "%" PRIx64, bits);
  return text;
}

std::string show(const Value& v) {
  switch (v.type()) {
    case ValType::kI32: return std::to_string(v.i32());
    case ValType::kI64: return std::to_string(v.i64());
    case ValType::kF32: return v.f32() != v.f32() ? "nan" : "f32:" + hex(v.bits());
    case ValType::kF64: return v.f64() != v.f64() ? "nan" : "f64:" + hex(v.bits());
    default: return v.is_null() ? "null" : "reference";
  }
}

// FNV-1a, a 32-bit word at a time (as in node_runner.mjs).
uint32_t hash(std::span<const std::byte> bytes) {
  uint32_t h = 0x811C9DC5;
  for (size_t i = 0; i < bytes.size(); i += 4) {
    uint32_t word;
    std::memcpy(&word, &bytes[i], 4);
    h = (h ^ word) * 0x01000193;
  }
  return h;
}

// The host functions: node_runner.mjs has the same ones.
Result<void> define_imports(Linker& linker, uint32_t* noted) {
  if (auto r = linker.define("env", "note", [noted](uint32_t v) { *noted = *noted * 31 + v; });
      !r) {
    return r;
  }
  if (auto r = linker.define("env", "integers",
                             [](int32_t a, uint64_t b) -> uint64_t {
                               return (b ^ static_cast<uint64_t>(int64_t{a})) * 0x9E3779B97F4A7C15;
                             });
      !r) {
    return r;
  }
  if (auto r = linker.define("env", "floats", [](double a, float b) -> double { return a + b; });
      !r) {
    return r;
  }
  return linker.define("env", "many",
                       [](uint32_t a, double b, uint64_t c, uint32_t d, float e, uint32_t f,
                          uint64_t g, uint32_t h, uint32_t i, double j) -> uint32_t {
                         const uint32_t order = (b < j ? 1u : 0u) + (e > 0 ? 2u : 0u);
                         return a + 3 * static_cast<uint32_t>(c) + 5 * d + 7 * f +
                                11 * static_cast<uint32_t>(g >> 32) + 13 * h + 17 * i + order;
                       });
}

Result<std::string> state_of(const Instance& instance, const GeneratedModule& module,
                             uint32_t noted) {
  auto memory = instance.memory();
  if (!memory) return std::move(memory).error();
  std::string state = "noted " + std::to_string(noted) + ", memory " +
                      std::to_string(memory->size_pages()) + " " +
                      std::to_string(hash(memory->data())) + ", globals";
  for (uint32_t i = 0; i < module.globals; i++) {
    auto global = instance.global(global_name(i));
    if (!global) return std::move(global).error();
    state += " " + show(global->get());
  }
  return state;
}

}  // namespace

Result<std::vector<Outcome>> run_in_shoal(const Engine& engine, const GeneratedModule& module,
                                          uint64_t fuel) {
  auto compiled = Module::compile(engine, module.bytes);
  if (!compiled) return std::move(compiled).error();
  uint32_t noted = 0;
  Linker linker(engine);
  if (auto defined = define_imports(linker, &noted); !defined) return std::move(defined).error();
  auto instance = linker.instantiate(*compiled);
  if (!instance) return std::move(instance).error();

  std::vector<Outcome> outcomes;
  for (const Invocation& call : module.calls) {
    auto function = instance->func(function_name(call.function));
    if (!function) return std::move(function).error();
    Outcome outcome;
    const bool counts = engine.config().fuel;
    if (counts) (void)instance->set_fuel(fuel);
    auto results = function->call(call.arguments);
    if (counts) outcome.fuel = fuel - *instance->fuel();
    if (results) {
      for (const Value& v : *results)
        outcome.result += (outcome.result.empty() ? "" : " ") + show(v);
    } else if (results.error().trap) {
      outcome.result = "trap: " + std::string(to_string(*results.error().trap));
    } else {
      return std::move(results).error();
    }
    auto state = state_of(*instance, module, noted);
    if (!state) return std::move(state).error();
    outcome.state = std::move(*state);
    outcomes.push_back(std::move(outcome));
  }
  return outcomes;
}

}  // namespace shoal::differential
