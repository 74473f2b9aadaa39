#include "tests/differential/generator.h"

#include <bit>

#include "tests/differential/function_generator.h"
#include "tests/differential/module_plan.h"
#include "tests/differential/wasm_writer.h"

namespace shoal::differential {
namespace {

using enum ValType;

constexpr uint8_t kFunctionKind = 0, kMemoryKind = 2, kGlobalKind = 3;
constexpr uint8_t kEnd = 0x0B;

Value random_argument(Random& random, ValType type) {
  const auto small =
      static_cast<int32_t>(random.pick({0, 1, 2, 3, 7, 8, 31, 32, 100, 255, 1000, 65528, 65536}));
  const bool odd = random.chance(40);
  switch (type) {
    case kI32:
      return Value::i32(odd                 ? static_cast<int32_t>(random.bits())
                        : random.chance(20) ? -small
                                            : small);
    case kI64:
      return Value::i64(odd                 ? static_cast<int64_t>(random.bits())
                        : random.chance(20) ? -small
                                            : small);
    case kF32:
      return Value::f32(odd ? static_cast<float>(static_cast<int32_t>(random.bits())) / 7.0f
                            : static_cast<float>(small) * 0.5f);
    default:
      return Value::f64(odd ? static_cast<double>(static_cast<int64_t>(random.bits())) / 3.0
                            : static_cast<double>(small) * -0.25);
  }
}

void constant_expression(WasmWriter& w, ValType type, uint64_t bits) {
  switch (type) {
    case kI32:
      w.byte(0x41);
      w.signed_leb(std::bit_cast<int32_t>(static_cast<uint32_t>(bits)));
      break;
    case kI64:
      w.byte(0x42);
      w.signed_leb(std::bit_cast<int64_t>(bits));
      break;
    case kF32:
      w.byte(0x43);
      w.fixed32(std::bit_cast<uint32_t>(static_cast<float>(bits % 1000) * 0.5f));
      break;
    default:
      w.byte(0x44);
      w.fixed64(std::bit_cast<uint64_t>(static_cast<double>(bits % 100000) * -0.125));
      break;
  }
  w.byte(kEnd);
}

/// Puts a module's sections together once its code is known.
class ModuleAssembler {
 public:
  ModuleAssembler(Random& random, ModulePlan& plan) : random_(random), plan_(plan) {}

  std::vector<uint8_t> assemble(const WasmWriter& code_section) {
    // Indices first: the type section must know every type that later sections use.
    const WasmWriter imports = import_section(), functions = function_section();
    WasmWriter module;
    module.bytes({0x00, 0x61, 0x73, 0x6D, 0x01, 0x00, 0x00, 0x00});
    module.section(1, type_section());
    module.section(2, imports);
    module.section(3, functions);
    module.section(4, table_section());
    module.section(5, memory_section());
    module.section(6, global_section());
    module.section(7, export_section());
    module.section(9, element_section());
    module.section(12, data_count_section());
    module.section(10, code_section);
    module.section(11, data_section());
    return module.take();
  }

 private:
  WasmWriter type_section() const {
    WasmWriter w;
    w.unsigned_leb(plan_.types.size());
    for (const FuncType& t : plan_.types) {
      w.byte(0x60);
      w.types(t.params);
      w.types(t.results);
    }
    return w;
  }
  WasmWriter import_section() const {
    WasmWriter w;
    w.unsigned_leb(plan_.imports.size());
    for (const ImportedFunction& f : plan_.imports) {
      w.name("env");
      w.name(f.name);
      w.byte(kFunctionKind);
      w.unsigned_leb(plan_.type_index(f.type));
    }
    return w;
  }
  WasmWriter function_section() const {
    WasmWriter w;
    w.unsigned_leb(plan_.functions.size());
    for (const FuncType& t : plan_.functions) w.unsigned_leb(plan_.type_index(t));
    return w;
  }
  WasmWriter table_section() const {
    WasmWriter w;
    w.unsigned_leb(1);
    w.type(kFuncRef);
    w.byte(0);
    w.unsigned_leb(ModulePlan::kTableSize);
    return w;
  }
  WasmWriter memory_section() const {
    WasmWriter w;
    w.bytes({1, 1, 1, ModulePlan::kMaxPages});
    return w;
  }
  WasmWriter global_section() const {
    WasmWriter w;
    w.unsigned_leb(plan_.globals.size());
    for (ValType t : plan_.globals) {
      w.type(t);
      w.byte(1);
      constant_expression(w, t, random_.bits());
    }
    return w;
  }
  WasmWriter export_section() const {
    WasmWriter w;
    w.unsigned_leb(1 + plan_.globals.size() + plan_.functions.size());
    w.name("memory");
    w.bytes({kMemoryKind, 0});
    for (uint32_t i = 0; i < plan_.globals.size(); i++) {
      w.name(global_name(i));
      w.byte(kGlobalKind);
      w.unsigned_leb(i);
    }
    for (uint32_t i = 0; i < plan_.functions.size(); i++) {
      w.name(function_name(i));
      w.byte(kFunctionKind);
      w.unsigned_leb(plan_.imports.size() + i);
    }
    return w;
  }
  WasmWriter element_section() const {
    WasmWriter w;
    w.bytes({1, 0, 0x41, 0, kEnd});  // one active segment, at 0
    w.unsigned_leb(ModulePlan::kTableSize - 1);
    for (uint32_t i = 0; i < ModulePlan::kTableSize - 1; i++) {
      w.unsigned_leb(plan_.imports.size() + i % ModulePlan::kLeaves);
    }
    return w;
  }
  WasmWriter data_count_section() const {
    WasmWriter w;
    w.unsigned_leb(2);
    return w;
  }
  WasmWriter data_section() const {
    WasmWriter w;
    w.unsigned_leb(2);
    w.bytes({0, 0x41, 0, kEnd});  // active, at 0
    random_bytes(w, 4096);
    w.byte(1);  // passive
    random_bytes(w, ModulePlan::kPassiveBytes);
    return w;
  }
  void random_bytes(WasmWriter& w, uint32_t count) const {
    w.unsigned_leb(count);
    for (uint32_t i = 0; i < count; i++) w.byte(static_cast<uint8_t>(random_.bits()));
  }

  Random& random_;
  ModulePlan& plan_;
};

GeneratedModule generate(Random& random) {
  ModulePlan plan(random);
  WasmWriter code;
  code.unsigned_leb(plan.functions.size());
  for (uint32_t i = 0; i < plan.functions.size(); i++) {
    FunctionGenerator generator(random, plan, i);
    code.sized(generator.generate());
    plan.costs.push_back(generator.cost());
  }

  GeneratedModule module;
  module.bytes = ModuleAssembler(random, plan).assemble(code);
  module.functions = static_cast<uint32_t>(plan.functions.size());
  module.globals = static_cast<uint32_t>(plan.globals.size());
  for (uint32_t f = 0; f < module.functions; f++) {
    for (int i = 0; i < 3; i++) {
      Invocation call{.function = f, .arguments = {}};
      for (ValType t : plan.functions[f].params)
        call.arguments.push_back(random_argument(random, t));
      module.calls.push_back(std::move(call));
    }
  }
  return module;
}

}  // namespace

GeneratedModule generate_module(uint64_t seed) {
  Random random(seed);
  GeneratedModule module = generate(random);
  module.seed = seed;
  return module;
}

GeneratedModule generate_module(std::span<const uint8_t> entropy) {
  Random random(entropy);
  return generate(random);
}

}  // namespace shoal::differential
