// How libFuzzer changes modules. Its own mutations, applied to a whole module, nearly always break
// a section's or a body's size, and the reader would be all that they ever test. So most of the
// time a change is made to one section's contents or one function's body, and the sizes around it
// are written anew. What is inside may still be any bytes.
#include <cstdint>
#include <cstring>
#include <random>
#include <span>
#include <vector>

#include "jit/byte_reader.h"
#include "jit/sections.h"
#include "tests/differential/wasm_writer.h"

extern "C" size_t LLVMFuzzerMutate(uint8_t* data, size_t size, size_t max_size);

namespace shoal::fuzz {
namespace {

using Bytes = std::vector<uint8_t>;
using differential::WasmWriter;

constexpr uint8_t kCodeSection = static_cast<uint8_t>(jit::SectionId::kCode);
constexpr size_t kHeaderSize = 8;
/// A changed piece may become so much longer at most.
constexpr size_t kMaxGrowth = 64;

struct Section {
  uint8_t id;
  Bytes contents;
};

/// The module's sections; what is behind the first wrong size is dropped.
std::vector<Section> split(std::span<const uint8_t> module) {
  std::vector<Section> sections;
  jit::ByteReader in(module.subspan(kHeaderSize), kHeaderSize);
  while (!in.at_end()) {
    uint8_t id = 0;
    std::span<const uint8_t> contents;
    if (!in.read_byte(&id, "id") || !in.read_bytes(&contents, "contents")) break;
    sections.push_back({id, Bytes(contents.begin(), contents.end())});
  }
  return sections;
}

void write(WasmWriter& out, const Bytes& bytes) {
  for (const uint8_t byte : bytes) out.byte(byte);
}

Bytes join(const std::vector<Section>& sections) {
  WasmWriter module;
  module.bytes({0x00, 'a', 's', 'm', 0x01, 0x00, 0x00, 0x00});
  for (const Section& section : sections) {
    WasmWriter contents;
    write(contents, section.contents);
    module.section(section.id, contents);
  }
  return module.take();
}

void mutate(Bytes& bytes) {
  const size_t size = bytes.size();
  bytes.resize(size + kMaxGrowth);
  bytes.resize(LLVMFuzzerMutate(bytes.data(), size, bytes.size()));
}

/// Changes one body of a code section; false if its bodies cannot be told apart.
bool mutate_body(Bytes& code, std::mt19937& random) {
  jit::ByteReader in(code, 0);
  uint32_t count = 0;
  if (!in.read_u32(&count, "count")) return false;
  std::vector<Bytes> bodies;
  while (!in.at_end()) {
    std::span<const uint8_t> body;
    if (!in.read_bytes(&body, "body")) return false;
    bodies.emplace_back(body.begin(), body.end());
  }
  if (bodies.empty()) return false;
  mutate(bodies[random() % bodies.size()]);
  WasmWriter out;
  out.unsigned_leb(count);
  for (const Bytes& body : bodies) {
    out.unsigned_leb(body.size());
    write(out, body);
  }
  code = out.take();
  return true;
}

/// The changed module; empty if `module` is too broken for anything but blind changes.
Bytes mutate_inside(std::span<const uint8_t> module, std::mt19937& random) {
  if (module.size() < kHeaderSize) return {};
  std::vector<Section> sections = split(module);
  if (sections.empty()) return {};
  Section* section = &sections[random() % sections.size()];
  // Code is what most of Shoal is about.
  for (Section& s : sections) {
    if (s.id == kCodeSection && random() % 4 != 0) section = &s;
  }
  if (section->id != kCodeSection || random() % 8 == 0 || !mutate_body(section->contents, random)) {
    mutate(section->contents);
  }
  return join(sections);
}

}  // namespace
}  // namespace shoal::fuzz

extern "C" size_t LLVMFuzzerCustomMutator(uint8_t* data, size_t size, size_t max_size,
                                          unsigned seed) {
  std::mt19937 random(seed);
  if (random() % 8 != 0) {
    const std::vector<uint8_t> changed = shoal::fuzz::mutate_inside({data, size}, random);
    if (!changed.empty() && changed.size() <= max_size) {
      std::memcpy(data, changed.data(), changed.size());
      return changed.size();
    }
  }
  return LLVMFuzzerMutate(data, size, max_size);
}
