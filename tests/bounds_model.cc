#include "tests/bounds_model.h"

#include <algorithm>
#include <cstring>

#include "tests/require.h"

namespace shoal::tests {
namespace {

constexpr uint64_t kTop = uint64_t{1} << 32;
/// The smallest page of any OS.
constexpr uint64_t kPage = 4096;
/// Bytes of the module's passive data segment.
constexpr uint64_t kSegmentSize = 10;

/// A load and a store of one width, as functions from an i32 address to an i64 and back.
struct AccessKind {
  const char* name;
  uint64_t bytes;
  const char* load;  ///< Around the address: "PREFIX address SUFFIX".
  const char* load_end;
  const char* store;  ///< The value is `(local.get 1)`, an i64.
  const char* value;
};

constexpr AccessKind kKinds[] = {
    {"i64_8", 1, "(i64.load8_u", ")", "i64.store8", "(local.get 1)"},
    {"i64_16", 2, "(i64.load16_u", ")", "i64.store16", "(local.get 1)"},
    {"i32", 4, "(i64.extend_i32_u (i32.load", "))", "i32.store", "(i32.wrap_i64 (local.get 1))"},
    {"i64", 8, "(i64.load", ")", "i64.store", "(local.get 1)"},
    {"f32", 4, "(i64.extend_i32_u (i32.reinterpret_f32 (f32.load", ")))", "f32.store",
     "(f32.reinterpret_i32 (i32.wrap_i64 (local.get 1)))"},
    {"f64", 8, "(i64.reinterpret_f64 (f64.load", "))", "f64.store",
     "(f64.reinterpret_i64 (local.get 1))"},
};

std::string access_id(const AccessKind& kind, uint64_t offset, uint32_t addend) {
  return std::string(kind.name) + "_" + std::to_string(offset) + "_" + std::to_string(addend);
}

/// Calls `f` with each kind, offset and addend of the shape.
template <class F>
void for_each_access(const AccessShape& shape, F f) {
  for (const AccessKind& kind : kKinds) {
    for (const uint64_t offset : shape.offsets) {
      for (const uint32_t addend : shape.addends) f(kind, offset, addend);
    }
  }
}

template <class T>
bool is_out_of_bounds(const Result<T>& result) {
  return !result.ok() && result.error().trap == TrapKind::kMemoryOutOfBounds;
}

}  // namespace

std::string access_module_text(const AccessShape& shape) {
  std::string text = "(module (memory (export \"memory\") " + std::to_string(shape.min_pages) +
                     " " + std::to_string(shape.max_pages) + ")\n(data $d \"0123456789\")\n";
  for_each_access(shape, [&](const AccessKind& kind, uint64_t offset, uint32_t addend) {
    const std::string id = access_id(kind, offset, addend);
    const std::string index =
        addend == 0 ? "(local.get 0)"
                    : "(i32.add (local.get 0) (i32.const " + std::to_string(addend) + "))";
    const std::string at = " offset=" + std::to_string(offset) + " " + index + " ";
    text += "(func (export \"load_" + id + "\") (param i32) (result i64) " + kind.load + at +
            kind.load_end + ")\n";
    text += "(func (export \"store_" + id + "\") (param i32 i64) (" + kind.store + at + kind.value +
            "))\n";
  });
  text += R"(
    (func (export "fill") (param i32 i32 i32)
      (memory.fill (local.get 0) (local.get 1) (local.get 2)))
    (func (export "copy") (param i32 i32 i32)
      (memory.copy (local.get 0) (local.get 1) (local.get 2)))
    (func (export "init") (param i32 i32 i32)
      (memory.init $d (local.get 0) (local.get 1) (local.get 2)))
    (func (export "grow") (param i32) (result i32) (memory.grow (local.get 0)))
    (func (export "size") (result i32) (memory.size))))";
  return text;
}

BoundsChecker::BoundsChecker(Instance instance, const AccessShape& shape, Random& random)
    : instance_(std::move(instance)),
      memory_(*instance_.memory()),
      fill_(*instance_.function<void(uint32_t, uint32_t, uint32_t)>("fill")),
      copy_(*instance_.function<void(uint32_t, uint32_t, uint32_t)>("copy")),
      init_(*instance_.function<void(uint32_t, uint32_t, uint32_t)>("init")),
      random_(random) {
  for_each_access(shape, [&](const AccessKind& kind, uint64_t offset, uint32_t addend) {
    const std::string id = access_id(kind, offset, addend);
    accesses_.push_back({kind.bytes, offset, addend,
                         *instance_.function<uint64_t(uint32_t)>("load_" + id),
                         *instance_.function<void(uint32_t, uint64_t)>("store_" + id)});
  });
}

Result<void> BoundsChecker::attach(const SharedHeap& head, const AttachOptions& options) {
  if (Result<void> done = instance_.attach(head, options); !done) return done;
  contiguous_ = options.contiguous;
  for (const SharedHeap& heap : head.heaps()) {
    heaps_.push_back({heap.start_address(), heap.bytes(),
                      heap.access() == shoal::Access::kReadWrite &&
                          options.access == shoal::Access::kReadWrite});
  }
  return {};
}

void BoundsChecker::detach() {
  require(instance_.detach().ok(), "detach failed");
  heaps_.clear();
}

// ---- The model

/// The byte at `address`, or null if nothing is there that may be read (or written).
const std::byte* BoundsChecker::byte_at(uint64_t address, bool is_store) const {
  if (address < memory_.size_bytes()) return memory_.data().data() + address;
  for (const Heap& heap : heaps_) {
    if (address >= heap.start && address - heap.start < heap.bytes.size()) {
      return is_store && !heap.is_writable ? nullptr : &heap.bytes[address - heap.start];
    }
  }
  return nullptr;
}

/// Which range `address` belongs to: accesses must stay inside of one.
int BoundsChecker::range_of(uint64_t address) const {
  if (address < memory_.size_bytes()) return -1;
  if (contiguous_) return 0;
  for (size_t i = 0; i < heaps_.size(); ++i) {
    if (address >= heaps_[i].start && address - heaps_[i].start < heaps_[i].bytes.size()) {
      return static_cast<int>(i);
    }
  }
  return -2;
}

bool BoundsChecker::is_good(uint64_t address, uint64_t n, bool is_store) const {
  if (n == 0) return address <= memory_.size_bytes() || byte_at(address, is_store) != nullptr;
  // Ranges begin and end between pages, so one byte of each page speaks for the others.
  for (uint64_t at = address; at < address + n; at = (at / kPage + 1) * kPage) {
    if (byte_at(at, is_store) == nullptr) return false;
    if (range_of(at) != range_of(address)) return false;
  }
  return true;
}

std::vector<std::byte> BoundsChecker::bytes_at(uint64_t address, uint64_t n) const {
  std::vector<std::byte> bytes;
  for (uint64_t i = 0; i < n; ++i) bytes.push_back(*byte_at(address + i, false));
  return bytes;
}

// ---- Edges

std::vector<uint64_t> BoundsChecker::edges() const {
  std::vector<uint64_t> list = {0, memory_.size_bytes(), kTop};
  for (const Heap& heap : heaps_) list.push_back(heap.start);
  return list;
}

uint64_t BoundsChecker::near_an_edge() { return random_.pick(edges()) + random_.below(40) - 20; }

/// All bytes close to an edge.
std::vector<std::byte> BoundsChecker::watched() const {
  std::vector<std::byte> bytes;
  for (const uint64_t edge : edges()) {
    for (uint64_t i = 0; i < 128; ++i) {
      const std::byte* byte = byte_at(edge + i - 64, false);
      bytes.push_back(byte ? *byte : std::byte{0xEE});
    }
  }
  return bytes;
}

// ---- Accesses

void BoundsChecker::check_access(size_t which) {
  Access& access = accesses_[which];
  // The index that reaches the edge with this offset and addend, if one does.
  const auto index = static_cast<uint32_t>(near_an_edge() - access.offset - access.addend);
  const uint64_t ea = uint64_t{static_cast<uint32_t>(index + access.addend)} + access.offset;
  const auto check = [&](bool holds, const char* what) {
    if (holds) return;
    require(false, std::string(what) + ": n " + std::to_string(access.bytes) + " offset " +
                       std::to_string(access.offset) + " addend " + std::to_string(access.addend) +
                       " index " + std::to_string(index) + " ea " + std::to_string(ea));
  };

  auto loaded = access.load(index);
  if (is_good(ea, access.bytes, false)) {
    check(loaded.ok(), "a good load trapped");
    check(std::memcmp(bytes_at(ea, access.bytes).data(), &*loaded, access.bytes) == 0,
          "a load gave other bytes");
  } else {
    check(is_out_of_bounds(loaded), "a bad load did not trap");
  }

  const std::vector<std::byte> before = watched();
  // No NaN: its bits need not survive a float register.
  const uint64_t value = random_.bits() & 0x3FFFFFFF3FFFFFFF;
  auto stored = access.store(index, value);
  if (is_good(ea, access.bytes, true)) {
    check(stored.ok(), "a good store trapped");
    check(std::memcmp(bytes_at(ea, access.bytes).data(), &value, access.bytes) == 0,
          "a store wrote other bytes");
  } else {
    check(is_out_of_bounds(stored), "a bad store did not trap");
    check(watched() == before, "a bad store wrote something");
  }
}

void BoundsChecker::check_bulk() {
  const auto to = static_cast<uint32_t>(near_an_edge());
  const auto from = static_cast<uint32_t>(near_an_edge());
  const uint32_t n =
      random_.below(random_.below(20) == 0 ? 300'000u : random_.pick({1u, 60u, 60u}));
  std::vector<std::byte> before = watched();
  const auto check = [&](const char* name, const Result<void>& done, bool expected) {
    const bool agrees = expected ? done.ok() : is_out_of_bounds(done) && watched() == before;
    require(agrees, std::string("memory.") + name +
                        (expected ? " should succeed" : " should trap and change nothing") +
                        ": to " + std::to_string(to) + " from " + std::to_string(from) + " n " +
                        std::to_string(n));
    before = watched();
  };
  check("fill", fill_(to, 0x5A, n), is_good(to, n, true));
  const bool can_copy = is_good(to, n, true) && is_good(from, n, false);
  const std::vector<std::byte> source = can_copy ? bytes_at(from, n) : std::vector<std::byte>();
  check("copy", copy_(to, from, n), can_copy);
  require(!can_copy || bytes_at(to, n) == source, "memory.copy wrote other bytes");
  const uint32_t skip = random_.below(12);
  check("init", init_(to, skip, n), is_good(to, n, true) && uint64_t{skip} + n <= kSegmentSize);
}

}  // namespace shoal::tests
