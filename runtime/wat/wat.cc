#include "shoal/wat.h"

#include <wabt/binary-writer.h>
#include <wabt/error-formatter.h>
#include <wabt/ir.h>
#include <wabt/stream.h>
#include <wabt/wast-lexer.h>
#include <wabt/wast-parser.h>

#include <memory>
#include <string>
#include <utility>

#include "shoal/module.h"

namespace shoal {
namespace {

wabt::Features enabled_features() {
  wabt::Features features;
  features.EnableAll();
  // Both change the meaning of text that is valid without them.
  features.disable_gc();
  features.disable_annotations();
  return features;
}

Error to_error(const wabt::Errors& errors, std::string_view name) {
  std::string message;
  for (const wabt::Error& e : errors) {
    if (!message.empty()) message += '\n';
    message += std::string(name) + ":" + std::to_string(e.loc.line) + ":" +
               std::to_string(e.loc.first_column) + ": " + e.message;
  }
  if (message.empty()) message = std::string(name) + ": not a module in the text format";
  return make_error(ErrorKind::kMalformed, std::move(message));
}

}  // namespace

Result<std::vector<uint8_t>> wat_to_wasm(std::string_view text, std::string_view name) {
  const wabt::Features features = enabled_features();
  wabt::Errors errors;
  std::unique_ptr<wabt::WastLexer> lexer =
      wabt::WastLexer::CreateBufferLexer(name, text.data(), text.size(), &errors);
  std::unique_ptr<wabt::Module> module;
  wabt::WastParseOptions parse_options(features);
  if (wabt::Failed(wabt::ParseWatModule(lexer.get(), &module, &errors, &parse_options))) {
    return to_error(errors, name);
  }
  wabt::MemoryStream stream;
  const wabt::WriteBinaryOptions write_options(features, /*canonicalize_lebs=*/true,
                                               /*relocatable=*/false, /*write_debug_names=*/true);
  if (wabt::Failed(wabt::WriteBinaryModule(&stream, module.get(), write_options))) {
    return make_error(ErrorKind::kMalformed,
                      std::string(name) + ": the module cannot be written in the binary format");
  }
  return std::vector<uint8_t>(stream.output_buffer().data);
}

Result<Module> Module::from_wat(const Engine& engine, std::string_view text,
                                std::string_view name) {
  Result<std::vector<uint8_t>> bytes = wat_to_wasm(text, name);
  if (!bytes) return std::move(bytes).error();
  return compile(engine, std::move(*bytes));
}

}  // namespace shoal
