// Linear memories, addresses and shared heaps.
#include <sys/mman.h>
#include <unistd.h>

#include <algorithm>
#include <cstring>

#include "tests/c_api_model.h"
#include "tests/require.h"

namespace shoal::tests {
namespace {

constexpr int kMostHeaps = 16;

uint64_t page() { return static_cast<uint64_t>(sysconf(_SC_PAGESIZE)); }

bool is_contiguous(uint32_t flags) { return (flags & SHOAL_ATTACH_CONTIGUOUS) != 0; }
bool is_reader(uint32_t flags) { return (flags & SHOAL_ATTACH_READ_ONLY) != 0; }

}  // namespace

// ---- Linear memory

void CApiModel::enlarge() {
  Guest* guest = nullptr;
  const wasm_module_inst_t instance = some_instance(&guest);
  const uint64_t pages = random_.below(8) == 0 ? UINT64_MAX : random_.below(3);
  const bool is_good = guest && guest->is_guest && pages <= guest->max_pages - guest->pages;
  const wasm_memory_inst_t memory = wasm_runtime_get_default_memory(instance);
  const void* const base = wasm_memory_get_base_address(memory);
  const bool done = random_.below(2) == 0 ? wasm_memory_enlarge(memory, pages)
                                          : wasm_runtime_enlarge_memory(instance, pages);
  require(done == is_good, "memory grows");
  if (is_good) guest->pages += pages;
  require(wasm_memory_get_base_address(memory) == base, "memory moved");
}

void CApiModel::allocate_in_memory() {
  Guest* guest = nullptr;
  const wasm_module_inst_t instance = some_instance(&guest);
  const uint64_t size = random_.pick<uint64_t>(
      {0, 1, 16, random_.below(5000), UINT64_MAX, (uint64_t{1} << 32) + 16, uint64_t{1} << 31});
  void* native = nullptr;
  const std::vector<char> source(random_.below(100), 'y');
  const bool is_copy = random_.below(4) == 0;
  const uint64_t address =
      is_copy ? wasm_runtime_module_dup_data(instance, source.data(), source.size())
              : wasm_runtime_module_malloc(instance, size, &native);
  if (!guest || !guest->has_allocator) return require(address == 0, "a block without a heap");
  if (address == 0) return;
  const uint64_t length = std::max<uint64_t>(is_copy ? source.size() : size, 1);
  require(length <= memory_bytes(*guest) && address <= memory_bytes(*guest) - length,
          "a block outside memory");
  require(std::ranges::find(guest->blocks, address) == guest->blocks.end(), "a block twice");
  void* const found = wasm_runtime_addr_app_to_native(instance, address);
  if (is_copy) {
    require(source.empty() || std::memcmp(found, source.data(), source.size()) == 0, "a copy");
  } else {
    require(native == found, "a block's native address");
    std::memset(native, 0x5A, length);
  }
  guest->blocks.push_back(address);
}

void CApiModel::free_in_memory() {
  Guest* guest = nullptr;
  const wasm_module_inst_t instance = some_instance(&guest);
  if (!guest || guest->blocks.empty() || random_.below(3) == 0) {
    const uint64_t address = random_.below(2) == 0 ? some_address(guest) : random_.bits();
    // What is no block's address is left alone.
    const bool is_block = guest && std::ranges::find(guest->blocks, address) != guest->blocks.end();
    if (!is_block) wasm_runtime_module_free(instance, address);
    return;
  }
  const size_t i = random_.below(static_cast<uint32_t>(guest->blocks.size()));
  const uint64_t address = guest->blocks[i];
  wasm_runtime_module_free(instance, address);
  wasm_runtime_module_free(instance, address);
  guest->blocks.erase(guest->blocks.begin() + static_cast<ptrdiff_t>(i));
}

uint64_t CApiModel::some_address(const Guest* guest) {
  const uint32_t near = random_.below(24);
  if (guest && guest->attached != ChainModel::kNone && random_.below(4) != 0) {
    const std::vector<int> list = chains_.tail_of(guest->attached);
    const int heap = random_.pick(list);
    const uint64_t start = chains_.start_of(heap);
    return random_.below(2) == 0 ? start - 12 + near : start + chains_[heap].size - 12 + near;
  }
  if (guest && random_.below(2) == 0) return memory_bytes(*guest) - 12 + near;
  return random_.pick<uint64_t>(
      {near, random_.bits(), random_.bits() >> 32, ChainModel::kTop - 12 + near});
}

int CApiModel::access_at(const Guest& guest, uint64_t address, uint64_t n) const {
  const uint64_t memory = memory_bytes(guest);
  if (n <= memory && address <= memory - n) return 2;
  n = std::max<uint64_t>(n, 1);
  if (guest.attached == ChainModel::kNone) return 0;
  const std::vector<int> list = chains_.tail_of(guest.attached);
  int access = is_reader(guest.flags) ? 1 : 2;
  bool is_inside = false;
  for (const int heap : list) {
    const uint64_t start = chains_.start_of(heap), end = start + chains_[heap].size;
    const bool overlaps = address < end && (address >= start || n > start - address);
    if (!overlaps) continue;
    if (chains_[heap].is_read_only) access = 1;
    if (address >= start && address < end && n <= end - address) is_inside = true;
  }
  if (is_contiguous(guest.flags) && list.size() > 1) {  // All of whole pages.
    const uint64_t start = chains_.start_of(list.front());
    if (address >= start && address < ChainModel::kTop && n <= ChainModel::kTop - address) {
      is_inside = true;
    }
  }
  return is_inside ? access : 0;
}

void CApiModel::convert_addresses() {
  Guest* guest = nullptr;
  const wasm_module_inst_t instance = some_instance(&guest);
  const uint64_t address = some_address(guest);
  const uint64_t n = random_.below(8) == 0 ? random_.bits() : random_.below(20);
  const int access = guest ? access_at(*guest, address, n) : 0;
  require(wasm_runtime_validate_app_addr(instance, address, n) == (access == 2),
          "wasm_runtime_validate_app_addr");
  require(shoal_runtime_validate_app_addr_to_read(instance, address, n) == (access != 0),
          "shoal_runtime_validate_app_addr_to_read");
  (void)wasm_runtime_validate_app_str_addr(instance, address);
  const bool is_write = random_.below(2) == 0;
  auto* const range =
      static_cast<uint8_t*>(shoal_runtime_app_range_to_native(instance, address, n, is_write));
  // A contiguous chain need not be one range in the host.
  require((range != nullptr) == (access >= (is_write ? 2 : 1)), "a range's native address");
  void* const byte = wasm_runtime_addr_app_to_native(instance, address);
  const int byte_access = guest ? access_at(*guest, address, 1) : 0;
  require((byte != nullptr) == (byte_access != 0), "a byte's native address");
  if (byte) {
    const uint64_t back = wasm_runtime_addr_native_to_app(instance, byte);
    require(wasm_runtime_addr_app_to_native(instance, back) == byte, "there and back");
    require(
        wasm_runtime_validate_native_addr(instance, byte, 1) == (access_at(*guest, back, 1) == 2),
        "wasm_runtime_validate_native_addr");
  }
  uint8_t mine = 0;
  require(!wasm_runtime_addr_native_to_app(instance, &mine), "an address of the host's");
  require(!wasm_runtime_validate_native_addr(instance, &mine, 1), "an address of the host's");
  require(!wasm_runtime_get_native_addr_range(instance, &mine, nullptr, nullptr), "the host's");
  uint64_t begin = 1, end = 0;
  if (wasm_runtime_get_app_addr_range(instance, address, &begin, &end)) {
    require(guest && begin == 0 && end == memory_bytes(*guest) && address < end,
            "a memory's range");
    uint8_t *first = nullptr, *last = nullptr;
    require(
        wasm_runtime_get_native_addr_range(instance, static_cast<uint8_t*>(byte), &first, &last),
        "a memory's native range");
    require(static_cast<uint64_t>(last - first) == end, "a memory's native range");
  }
}

// ---- The host's own blocks

void CApiModel::allocate_for_host() {
  const uint32_t size = random_.below(300);
  const auto mark = static_cast<uint8_t>(1 + random_.below(255));
  if (blocks_.empty() || random_.below(2) == 0) {
    const bool is_aligned = random_.below(4) == 0;
    const uint32_t align = 1u << random_.below(14);
    auto* const at = static_cast<uint8_t*>(is_aligned ? wasm_runtime_aligned_alloc(size, align)
                                                      : wasm_runtime_malloc(size));
    if (!at) return;
    if (is_aligned) require(reinterpret_cast<uintptr_t>(at) % align == 0, "alignment");
    std::memset(at, mark, size);
    blocks_.push_back({at, size, mark});
    return;
  }
  Block& block = blocks_[random_.below(static_cast<uint32_t>(blocks_.size()))];
  auto* const at = static_cast<uint8_t*>(wasm_runtime_realloc(block.at, size));
  if (!at) return;
  const uint32_t kept = std::min(size, block.size);
  require(std::all_of(at, at + kept, [&](uint8_t byte) { return byte == block.mark; }),
          "realloc loses bytes");
  std::memset(at, mark, size);
  block = {at, size, mark};
}

void CApiModel::free_for_host() {
  // What is no block is not touched.
  uint8_t local[64] = {};
  if (random_.below(4) == 0) {
    wasm_runtime_free(local + 16);
    wasm_runtime_free(nullptr);
    wasm_runtime_free(reinterpret_cast<void*>(random_.bits() >> 20));
    require(!wasm_runtime_realloc(local + 16, 100), "realloc of what is no block");
  }
  if (blocks_.empty()) return;
  const size_t i = random_.below(static_cast<uint32_t>(blocks_.size()));
  const Block block = blocks_[i];
  require(std::all_of(block.at, block.at + block.size,
                      [&](uint8_t byte) { return byte == block.mark; }),
          "somebody wrote to the host's block");
  wasm_runtime_free(block.at);
  wasm_runtime_free(block.at);
  blocks_.erase(blocks_.begin() + static_cast<ptrdiff_t>(i));
}

// ---- Shared heaps

wasm_shared_heap_t CApiModel::some_heap(int* index) {
  *index = ChainModel::kNone;
  const uint32_t choice = random_.below(20);
  if (choice == 0 || heaps_.empty()) return nullptr;
  if (choice == 1) return reinterpret_cast<wasm_shared_heap_t>(buffer_.data());
  const auto i = random_.below(static_cast<uint32_t>(heaps_.size()));
  if (chains_[static_cast<int>(i)].is_alive) *index = static_cast<int>(i);
  return heaps_[i];
}

void CApiModel::create_heap() {
  SharedHeapInitArgs nothing = {0, nullptr}, odd = {100, buffer_.data()},
                     large = {UINT32_MAX, nullptr};
  require(!wasm_runtime_create_shared_heap(nullptr) && !wasm_runtime_create_shared_heap(&nothing) &&
              !wasm_runtime_create_shared_heap(&odd) && !wasm_runtime_create_shared_heap(&large),
          "a heap of nothing");
  ChainModel::Heap heap{.size = page() * (1 + random_.below(3))};
  wasm_shared_heap_t handle = nullptr;
  switch (random_.below(5)) {
    case 0:
      heap.is_managed = true;
      handle = shoal_shared_heap_create(heap.size - random_.below(50));
      break;
    case 1: {
      heap.is_managed = true;
      SharedHeapInitArgs args = {static_cast<uint32_t>(heap.size), nullptr};
      handle = wasm_runtime_create_shared_heap(&args);
      break;
    }
    case 2: {
      heap.is_buffer = true;
      SharedHeapInitArgs args = {static_cast<uint32_t>(heap.size), buffer_.data() + 1};
      handle = wasm_runtime_create_shared_heap(&args);
      break;
    }
    case 3:
      heap.is_buffer = true;
      heap.size -= random_.below(static_cast<uint32_t>(page()));
      heap.is_read_only = random_.below(2) == 0;
      handle = shoal_shared_heap_create_from_buffer(buffer_.data() + random_.below(100), heap.size,
                                                    heap.is_read_only);
      break;
    default: {
      const int fd = memfd_create("heap", MFD_CLOEXEC);
      require(fd >= 0 && ftruncate(fd, static_cast<off_t>(4 * page())) == 0, "no file");
      heap.lead = random_.below(2) == 0 ? 0 : random_.below(static_cast<uint32_t>(page()));
      heap.is_read_only = random_.below(2) == 0;
      handle = shoal_shared_heap_create_from_fd(fd, heap.lead, heap.size, heap.is_read_only);
      require(!shoal_shared_heap_create_from_fd(fd, 4 * page(), 1, true), "beyond the file");
      close(fd);
    }
  }
  require(handle != nullptr, "a new heap");
  // A new heap may get the handle of one that is gone, or takes that one's place.
  for (int i = 0; i < chains_.count(); ++i) {
    if (heaps_[static_cast<size_t>(i)] != handle) continue;
    require(!chains_[i].is_alive, "the handle of a heap that lives");
    return chains_.set(i, heap);
  }
  chains_.set(static_cast<int>(heaps_.size()), heap);
  heaps_.push_back(handle);
}

void CApiModel::chain() {
  if (heaps_.size() < 4) return create_heap();
  int head = 0, body = 0;
  const wasm_shared_heap_t first = some_heap(&head), rest = some_heap(&body);
  const bool is_good =
      head != ChainModel::kNone && body != ChainModel::kNone && chains_.can_chain(head, body);
  const bool is_wamr = random_.below(2) == 0;
  const bool allowed =
      is_good && !(is_wamr && chains_[head].is_managed && chains_.has_managed(body));
  const auto result =
      is_wamr ? wasm_runtime_chain_shared_heaps(first, rest) : shoal_shared_heap_chain(first, rest);
  require(result == (allowed ? first : nullptr), "chain");
  if (allowed) chains_.chain(head, body);
}

void CApiModel::unchain() {
  int head = 0;
  const wasm_shared_heap_t handle = some_heap(&head);
  const bool entire = random_.below(2) == 0;
  const auto rest = wasm_runtime_unchain_shared_heaps(handle, entire);
  if (head == ChainModel::kNone || !chains_.can_unchain(head, entire)) {
    return require(!rest, "unchain");
  }
  require(rest == heaps_[static_cast<size_t>(chains_.unchain(head, entire))], "unchain's result");
}

void CApiModel::reset() {
  int head = 0;
  const wasm_shared_heap_t handle = some_heap(&head);
  require(wasm_runtime_reset_shared_heap_chain(handle) ==
              (head != ChainModel::kNone && chains_.can_reset(head)),
          "reset");
}

void CApiModel::destroy_heap() {
  int i = 0;
  const wasm_shared_heap_t handle = some_heap(&i);
  const bool allowed = i != ChainModel::kNone && chains_.can_destroy(i);
  require(shoal_shared_heap_destroy(handle) == allowed, "destroy");
  if (!allowed) return;
  require(!shoal_shared_heap_destroy(handle), "destroyed twice");
  chains_.destroy(i);
}

void CApiModel::attach() {
  Guest* guest = nullptr;
  const wasm_module_inst_t instance = some_instance(&guest);
  int head = 0;
  const wasm_shared_heap_t handle = some_heap(&head);
  const uint32_t flags = random_.below(3) == 0 ? random_.below(5) : 0;
  const bool allowed = guest && guest->is_guest && guest->attached == ChainModel::kNone &&
                       head != ChainModel::kNone && flags < 4 &&
                       chains_.can_attach(head, is_contiguous(flags));
  const bool done = flags == 0 ? wasm_runtime_attach_shared_heap(instance, handle)
                               : shoal_shared_heap_attach(instance, handle, flags);
  require(done == allowed, done ? "attached against the rules" : shoal_last_error());
  if (!allowed) return;
  guest->attached = head;
  guest->flags = flags;
  chains_.attach(head);
}

void CApiModel::detach() {
  Guest* guest = nullptr;
  const wasm_module_inst_t instance = some_instance(&guest);
  wasm_runtime_detach_shared_heap(instance);
  wasm_runtime_detach_shared_heap(instance);
  if (!guest || guest->attached == ChainModel::kNone) return;
  chains_.detach(guest->attached);
  guest->attached = ChainModel::kNone;
  guest->flags = 0;
}

bool CApiModel::can_write(const Guest& guest) const {
  return guest.attached != ChainModel::kNone && !is_reader(guest.flags);
}

/// A guest's own view: allocation, a store and a load of its code, and what it must not reach.
void CApiModel::use_heap() {
  Guest* const guest = some_live_guest();
  if (!guest) return;
  const auto call = [&](const char* name, uint32_t a, uint32_t b, uint32_t* result) {
    uint32_t cells[2] = {a, b};
    const auto function = wasm_runtime_lookup_function(guest->handle, name);
    const bool done = wasm_runtime_call_wasm(wasm_runtime_get_exec_env_singleton(guest->handle),
                                             function, 2, cells);
    *result = cells[0];
    return called(guest, done);
  };
  uint32_t block = 0, value = 0;
  const uint32_t size = 4 + random_.below(random_.below(4) == 0 ? 9000 : 99);
  if (random_.below(2) == 0) {
    require(call("malloc_shared", size, 0, &block), "a guest's malloc traps");
  } else {
    void* native = nullptr;
    const uint32_t align = random_.below(4) == 0 ? 1u << random_.below(10) : 16;
    block = static_cast<uint32_t>(
        shoal_runtime_shared_heap_aligned_malloc(guest->handle, size, align, &native));
    require((native != nullptr) == (block != 0), "a block without a native address");
  }
  const bool can_allocate = can_write(*guest) && chains_.has_managed(guest->attached);
  require(can_allocate || block == 0, "a block from nowhere");
  if (block != 0) {
    require(access_at(*guest, block, size) == 2, "a block where there is none");
    require(call("store", block, 12345, &value) && call("load8", block, 0, &value) &&
                value == (12345 & 255),
            "the guest's bytes");
    if (random_.below(4) != 0) require(call("free_shared", block, 0, &value), "free traps");
    wasm_runtime_shared_heap_free(guest->handle, block);
  }
  const auto address = static_cast<uint32_t>(some_address(guest));
  require(call("load8", address, 0, &value) == (access_at(*guest, address, 1) != 0), "a load");
  // An address with which nothing can happen, as it is odd.
  wasm_runtime_shared_heap_free(guest->handle, random_.bits() | 1);
  const bool is_freed = call("free_shared", address | 1, 0, &value);
  require(is_freed == (access_at(*guest, address | 1, 1) != 0), "free of nonsense");
}

/// The heap's own view, without an instance.
void CApiModel::allocate_from_heap() {
  int head = 0;
  const wasm_shared_heap_t handle = some_heap(&head);
  void* native = nullptr;
  const uint64_t size = random_.below(6000), align = uint64_t{1} << random_.below(13);
  uint64_t block = shoal_shared_heap_malloc(handle, size, align, &native);
  require(!shoal_shared_heap_malloc(handle, size, 3, &native), "an alignment of 3");
  if (head == ChainModel::kNone || !chains_.has_managed(head)) {
    return require(block == 0, "a block of no heap");
  }
  if (block == 0) return;
  require(block % align == 0 && block >= chains_.start_of(head), "a block's address");
  require(shoal_shared_heap_to_native(handle, block, size) == native, "to native");
  require(shoal_shared_heap_to_app(handle, native, size) == block, "to app");
  require(!shoal_shared_heap_free(handle, block + 8), "freed by an address inside");
  if (random_.below(2) == 0) {
    const uint64_t moved = shoal_shared_heap_realloc(handle, block, random_.below(9000), &native);
    if (moved != 0) block = moved;
  }
  require(shoal_shared_heap_free(handle, block), "free");
  require(!shoal_shared_heap_free(handle, block), "freed twice");
}

// ---- What must be so after every step

void CApiModel::check() {
  uint32_t living = 0;
  for (int i = 0; i < chains_.count(); ++i) {
    const ChainModel::Heap& heap = chains_[i];
    const wasm_shared_heap_t handle = heaps_[static_cast<size_t>(i)];
    shoal_shared_heap_info_t info = {};
    require(shoal_shared_heap_get_info(handle, &info) == heap.is_alive, "a heap's life");
    if (!heap.is_alive) continue;
    ++living;
    require(info.size == heap.size && info.is_managed == heap.is_managed, "a heap's size");
    require(info.is_read_only == heap.is_read_only, "a heap's access");
    require(info.start_address == chains_.start_of(i), "a heap's place");
    require(info.attached_count == heap.attached, "a heap's attachments");
    require(shoal_shared_heap_next(handle) ==
                (heap.next == ChainModel::kNone ? nullptr : heaps_[static_cast<size_t>(heap.next)]),
            "a heap's successor");
  }
  require(shoal_shared_heap_count() == living, "the number of heaps");
  if (living == kMostHeaps) destroy_heap();
  for (const Guest& guest : guests_) {
    const bool has_heap = guest.is_alive && guest.attached != ChainModel::kNone;
    require(shoal_shared_heap_attached_to(guest.handle) ==
                (has_heap ? heaps_[static_cast<size_t>(guest.attached)] : nullptr),
            "what is attached");
    if (guest.is_alive && guest.is_guest) {
      require(wasm_memory_get_cur_page_count(wasm_runtime_get_default_memory(guest.handle)) ==
                  guest.pages,
              "a memory's size");
    }
  }
  // Not too many of anything.
  if (guests_.size() > 8) {
    if (guests_.front().is_alive) {
      wasm_runtime_deinstantiate(guests_.front().handle);
      note_gone(guests_.front());
    }
    guests_.erase(guests_.begin());
  }
  if (modules_.size() > 6) {
    wasm_runtime_unload(modules_.front().handle);
    modules_.erase(modules_.begin());
  }
  if (environments_.size() > 12) {
    wasm_runtime_destroy_exec_env(environments_.front().handle);
    environments_.erase(environments_.begin());
  }
}

}  // namespace shoal::tests
