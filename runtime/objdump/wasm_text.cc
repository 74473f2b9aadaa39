#include "runtime/objdump/wasm_text.h"

#include <bit>

#include "jit/leb.h"
#include "jit/opcodes.h"
#include "shoal/value.h"

namespace shoal::objdump {
namespace {

using jit::Immediates;

/// Reads immediates; a number that cannot be read is 0 and leaves `ok()` false.
class ImmediateReader {
 public:
  explicit ImmediateReader(std::span<const uint8_t> bytes)
      : at_(bytes.data()), end_(bytes.data() + bytes.size()) {}

  template <class T, unsigned kBits = sizeof(T) * 8>
  T leb() {
    T value = 0;
    jit::LebFailure failure;
    if (at_) at_ = jit::read_leb<T, kBits>(at_, end_, &value, &failure);
    return value;
  }
  template <class T>
  T word() {
    if (!at_ || static_cast<size_t>(end_ - at_) < sizeof(T)) {
      at_ = nullptr;
      return 0;
    }
    const T value = jit::read_word<T>(at_);
    at_ += sizeof(T);
    return value;
  }
  bool ok() const { return at_ != nullptr; }

 private:
  const uint8_t* at_;
  const uint8_t* end_;
};

std::string index(ImmediateReader& in) { return " " + std::to_string(in.leb<uint32_t>()); }

std::string function(ImmediateReader& in, const std::vector<std::string>& names) {
  const uint32_t i = in.leb<uint32_t>();
  return " " + (i < names.size() ? names[i] : std::to_string(i));
}

std::string val_type(uint8_t byte) {
  return " " + std::string(to_string(static_cast<ValType>(byte)));
}

std::string block_type(ImmediateReader& in) {
  const int64_t type = in.leb<int64_t, 33>();
  if (type >= 0) return " (type " + std::to_string(type) + ")";
  const auto byte = static_cast<uint8_t>(type & 0x7F);
  constexpr uint8_t kEmptyBlockType = 0x40;
  return byte == kEmptyBlockType ? "" : " (result" + val_type(byte) + ")";
}

std::string labels(ImmediateReader& in) {
  std::string s;
  for (uint64_t n = uint64_t{in.leb<uint32_t>()} + 1; in.ok() && n > 0; --n) s += index(in);
  return s;
}

std::string memory_argument(ImmediateReader& in) {
  in.leb<uint32_t>();  // the alignment is a hint
  const uint64_t offset = in.leb<uint64_t>();
  return offset == 0 ? "" : " offset=" + std::to_string(offset);
}

std::string type_vector(ImmediateReader& in) {
  std::string s;
  for (uint32_t n = in.leb<uint32_t>(); in.ok() && n > 0; --n) s += val_type(in.word<uint8_t>());
  return s;
}

/// Indices that the text format writes in another order than the binary format, and drops if 0.
std::string two_indices(ImmediateReader& in, bool swap) {
  const std::string first = index(in);
  const std::string second = index(in);
  if (!swap) return first == second && first == " 0" ? "" : first + second;
  return second == " 0" ? first : second + first;
}

std::string immediates(Immediates kind, ImmediateReader& in,
                       const std::vector<std::string>& names) {
  switch (kind) {
    case Immediates::kIllegal:
    case Immediates::kNone: return "";
    case Immediates::kBlock: return block_type(in);
    case Immediates::kLabelTable: return labels(in);
    case Immediates::kFunc: return function(in, names);
    case Immediates::kTypeTable: {
      const std::string type = index(in);
      const std::string table = index(in);
      return (table == " 0" ? "" : table) + " (type" + type + ")";
    }
    case Immediates::kLabel:
    case Immediates::kLocal:
    case Immediates::kGlobal:
    case Immediates::kTable:
    case Immediates::kElem:
    case Immediates::kData: return index(in);
    case Immediates::kMemory: {
      const std::string memory = index(in);
      return memory == " 0" ? "" : memory;
    }
    case Immediates::kTableTable:
    case Immediates::kMemoryMemory: return two_indices(in, /*swap=*/false);
    case Immediates::kElemTable:
    case Immediates::kDataMemory: return two_indices(in, /*swap=*/true);
    case Immediates::kMemArg: return memory_argument(in);
    case Immediates::kI32: return " " + std::to_string(in.leb<int32_t>());
    case Immediates::kI64: return " " + std::to_string(in.leb<int64_t>());
    case Immediates::kF32: return " " + to_string(Value::f32_bits(in.word<uint32_t>()));
    case Immediates::kF64: return " " + to_string(Value::f64_bits(in.word<uint64_t>()));
    case Immediates::kRefType: return val_type(static_cast<uint8_t>(in.leb<int64_t, 33>() & 0x7F));
    case Immediates::kTypeVector: return type_vector(in);
  }
  return "";
}

}  // namespace

std::string instruction_text(std::span<const uint8_t> bytes,
                             const std::vector<std::string>& function_names) {
  ImmediateReader in(bytes);
  uint32_t number = in.word<uint8_t>();
  if (number == jit::kPrefixByteFC) number = jit::kPrefixFC + in.leb<uint32_t>();
  if (!in.ok() || !jit::is_known(number)) return "?";
  const auto op = static_cast<jit::Op>(number);
  const std::string text =
      std::string(jit::name(op)) + immediates(jit::op_info(op).immediates, in, function_names);
  return in.ok() ? text : "?";
}

}  // namespace shoal::objdump
