// Validation alone: the decoder with a consumer that wants to hear nothing.
#include "jit/body_decoder.h"
#include "jit/compiler.h"
#include "jit/silent_consumer.h"

namespace shoal::jit {

struct Validator::Decoder {
  explicit Decoder(const ModuleInfo& info) : bodies(info, consumer) {}
  SilentConsumer consumer;
  BodyDecoder<SilentConsumer> bodies;
};

Validator::Validator(const ModuleInfo& info) : decoder_(std::make_unique<Decoder>(info)) {}
Validator::~Validator() = default;

Result<void> Validator::validate(uint32_t func_index, std::span<const uint8_t> body,
                                 uint64_t wasm_offset) {
  return decoder_->bodies.decode(func_index, body, wasm_offset);
}

Result<void> validate_function(const ModuleInfo& info, uint32_t func_index,
                               std::span<const uint8_t> body, uint64_t wasm_offset) {
  return Validator(info).validate(func_index, body, wasm_offset);
}

}  // namespace shoal::jit
