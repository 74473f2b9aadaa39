// Validation alone: the decoder with a consumer that wants to hear nothing.
#include "jit/body_decoder.h"
#include "jit/compiler.h"
#include "jit/silent_consumer.h"

namespace shoal::jit {

Result<void> validate_function(const ModuleInfo& info, uint32_t func_index,
                               std::span<const uint8_t> body, uint64_t wasm_offset) {
  SilentConsumer consumer;
  BodyDecoder<SilentConsumer> decoder(info, consumer);
  return decoder.decode(func_index, body, wasm_offset);
}

}  // namespace shoal::jit
