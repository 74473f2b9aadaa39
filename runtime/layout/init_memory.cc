#include "runtime/layout/init_memory.h"

#include <cstdio>
#include <optional>
#include <string>
#include <utility>

#include "jit/byte_reader.h"
#include "jit/opcodes.h"

namespace shoal::layout {
namespace {

using jit::ByteReader;
using jit::Op;

constexpr uint8_t kPrefixAtomic = 0xFE;

class Reader {
 public:
  Reader(const Image& image, uint32_t function)
      : image_(image), function_(function), in_(body_of(image, function)) {}

  Result<InitMemory> read() {
    uint32_t locals = 0;
    bool good = in_.read_u32(&locals, "locals");
    if (good && locals > 0) good = refuse("has locals");
    while (good && !in_.at_end()) good = step();
    if (good && last_ != Op::kEnd) good = refuse("has no end");
    if (!good) return in_.take_error();
    return std::move(found_);
  }

 private:
  /// A value on the operand stack; `number` is where it stands, if it is a constant.
  struct Operand {
    std::optional<ByteRange> number;
    uint32_t value = 0;
  };

  static ByteReader body_of(const Image& image, uint32_t function) {
    const jit::BodyRange body = image.info.bodies[function - image.info.imported_functions];
    return ByteReader(image.bytes.subspan(body.begin, body.size), body.begin);
  }

  bool refuse(const std::string& what) {
    char at[32];
    std::snprintf(at, sizeof at, "0x%llx", static_cast<unsigned long long>(in_.offset_of(at_)));
    return in_.fail(ErrorKind::kUnsupported, at_,
                    "cannot relocate " + image_.describe_function(function_) + ": at byte " + at +
                        " it " + what + ", which wasm-ld does not do there");
  }

  bool pop(Operand* operand) {
    if (stack_.empty()) return refuse("takes an operand that is not there");
    *operand = stack_.back();
    stack_.pop_back();
    return true;
  }
  bool drop(uint32_t count) {
    Operand ignored;
    for (uint32_t i = 0; i < count; ++i) {
      if (!pop(&ignored)) return false;
    }
    return true;
  }
  bool pop_address(uint32_t* value) {
    Operand operand;
    if (!pop(&operand)) return false;
    if (!operand.number) return refuse("uses an address that is no constant");
    found_.addresses.push_back({*operand.number, operand.value});
    *value = operand.value;
    return true;
  }
  void push() { stack_.emplace_back(); }
  void push(const Operand& operand) { stack_.push_back(operand); }

  bool step() {
    at_ = in_.pc();
    uint8_t opcode = 0;
    uint32_t number = 0;
    if (!in_.read_byte(&opcode, "instruction")) return false;
    last_ = static_cast<Op>(opcode);
    switch (last_) {
      case Op::kBlock: {
        uint8_t type = 0;
        return in_.read_byte(&type, "block type") &&
               (type == 0x40 || refuse("has a block with a type"));
      }
      case Op::kEnd: return true;
      case Op::kBr: return in_.read_u32(&number, "label");
      case Op::kBrTable: return read_br_table() && drop(1);
      case Op::kDrop: return drop(1);
      case Op::kGlobalGet: push(); return in_.read_u32(&number, "global");
      case Op::kGlobalSet: return in_.read_u32(&number, "global") && set_global(number);
      case Op::kI32Const: return read_constant();
      case Op::kI64Const: {
        int64_t ignored = 0;
        push();
        return in_.read_s64(&ignored, "constant");
      }
      default: break;
    }
    if (opcode == jit::kPrefixByteFC) return bulk();
    if (opcode == kPrefixAtomic) return atomic();
    return refuse("has the opcode " + jit::hex_byte(opcode));
  }

  bool read_br_table() {
    uint32_t count = 0, label = 0;
    if (!in_.read_count(&count, "labels")) return false;
    for (uint32_t i = 0; i <= count; ++i) {
      if (!in_.read_u32(&label, "label")) return false;
    }
    return true;
  }

  bool read_constant() {
    const uint64_t begin = in_.offset();
    int32_t value = 0;
    if (!in_.read_s32(&value, "constant")) return false;
    push({ByteRange{begin, in_.offset()}, static_cast<uint32_t>(value)});
    return true;
  }

  /// The thread-local area of the first thread.
  bool set_global(uint32_t index) {
    uint32_t address = 0;
    if (index >= image_.global_names.size() || image_.global_names[index] != "__tls_base") {
      return refuse("sets a global that is not __tls_base");
    }
    return pop_address(&address);
  }

  bool bulk() {
    uint32_t number = 0, segment = 0, memory = 0, address = 0;
    if (!in_.read_u32(&number, "prefixed opcode")) return false;
    switch (static_cast<Op>(jit::kPrefixFC + number)) {
      case Op::kDataDrop: return in_.read_u32(&segment, "segment");
      case Op::kMemoryInit: {
        Operand size;
        if (!in_.read_u32(&segment, "segment") || !in_.read_u32(&memory, "memory") || !pop(&size) ||
            !drop(1) || !pop_address(&address)) {
          return false;
        }
        found_.segments.push_back({segment, address});
        return add_area(address, size);
      }
      case Op::kMemoryFill: {
        Operand size;
        return in_.read_u32(&memory, "memory") && pop(&size) && drop(1) && pop_address(&address) &&
               add_area(address, size);
      }
      default: return refuse("has the opcode 0xFC " + std::to_string(number));
    }
  }
  bool add_area(uint32_t address, const Operand& size) {
    if (!size.number) return refuse("writes a number of bytes that is no constant");
    found_.areas.push_back({address, uint64_t{address} + size.value});
    return true;
  }

  /// Operands of the atomic instructions, the address first; then an alignment and an offset.
  bool atomic() {
    uint32_t number = 0, align = 0, address = 0;
    uint64_t offset = 0;
    if (!in_.read_u32(&number, "prefixed opcode")) return false;
    uint32_t values = 0;
    bool result = true;
    switch (number) {
      case 0x00: values = 1; break;                  // memory.atomic.notify
      case 0x01: values = 2; break;                  // memory.atomic.wait32
      case 0x17: values = 1, result = false; break;  // i32.atomic.store
      case 0x48: values = 2; break;                  // i32.atomic.rmw.cmpxchg
      default: return refuse("has the opcode 0xFE " + std::to_string(number));
    }
    if (!in_.read_u32(&align, "alignment") || !in_.read_u64(&offset, "offset") || !drop(values) ||
        !pop_address(&address)) {
      return false;
    }
    if (result) push();
    return add_area(address, {ByteRange{}, sizeof(uint32_t)});
  }

  const Image& image_;
  const uint32_t function_;
  ByteReader in_;
  const uint8_t* at_ = in_.pc();
  Op last_ = Op::kNop;
  std::vector<Operand> stack_;
  InitMemory found_;
};

}  // namespace

Result<InitMemory> read_init_memory(const Image& image, uint32_t function) {
  return Reader(image, function).read();
}

}  // namespace shoal::layout
