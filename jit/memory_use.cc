#include "jit/memory_use.h"

#include "jit/body_decoder.h"
#include "jit/silent_consumer.h"

namespace shoal::jit {
namespace {

struct SizeWatcher : SilentConsumer {
  bool seen = false;

  void memory_size(uint32_t) { seen = true; }
  void memory_grow(uint32_t) { seen = true; }
};

}  // namespace

bool asks_memory_size(const ModuleInfo& info, std::span<const uint8_t> bytes) {
  SizeWatcher watcher;
  BodyDecoder<SizeWatcher> bodies(info, watcher);
  for (uint32_t i = 0; i < info.bodies.size() && !watcher.seen; ++i) {
    const BodyRange& body = info.bodies[i];
    (void)bodies.decode(info.imported_functions + i, bytes.subspan(body.begin, body.size),
                        body.begin);
  }
  return watcher.seen;
}

}  // namespace shoal::jit
