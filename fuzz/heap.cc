// Shared heaps in the hands of several hosts' threads and guests: whatever is done in whatever
// order, every byte has the value that its last owner gave it, and every refusal is one by the
// rules.
//
// The input's bytes choose an engine and then step after step, on some heaps (managed, buffers and
// files, of which several may show the same bytes, windows of them too) and some instances of one
// module: create, chain, unchain, reset, destroy, lose and find handles, attach, detach, replace an
// instance, grow; allocate, reallocate and free through the heap or by the guest's imports,
// sensibly or not; read and write as the host or by emitted code, also beyond what there is.
//
// The model: tests/chain_model.h for what may be done and where it is, tests/ems_model.h for what
// managed heaps have handed out and whether another block fits, and a copy of all bytes of heaps
// and linear memories, changed as the calls should change the real ones. After each step sizes,
// places, counts and bytes are compared: of all heaps as the host sees them, and of one instance
// after the other its memory, and its heaps as a checksum that its emitted code computes.
//
// In a phase of threads, each has an instance of its own and a list of things to do, drawn before
// it starts: allocate, free, mark and verify blocks of heaps that all of them use, attach and
// detach, try what must be refused, use heaps of its own. Where a block lies then depends on who
// comes first, so nothing that follows may: all blocks are freed in the end, by which the heaps are
// as they were. What can be relied on in between is checked by the threads: nobody changes a block
// of another's.
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <thread>
#include <utility>
#include <vector>

#include "fuzz/engines.h"
#include "fuzz/heap_parts.h"
#include "shoal/shoal.h"
#include "shoal/wat.h"
#include "tests/chain_model.h"
#include "tests/ems_model.h"
#include "tests/random.h"
#include "tests/require.h"

namespace shoal::fuzz {
namespace {

using tests::Random;

constexpr int kHeaps = 6;
constexpr int kGuests = 4;
constexpr uint64_t kMaxPages = 3;

class Session {
 public:
  Session(const Engine& engine, const Module& module, Random& random)
      : engine_(engine), module_(module), random_(random), linker_(engine) {
    good(define_shared_heap_imports(linker_));
    for (int i = 0; i < kHeaps; ++i) create(i);
    for (int i = 0; i < kGuests; ++i) guests_.push_back(new_guest());
  }

  void step() {
    using Step = void (Session::*)();
    // What happens often is listed more than once.
    constexpr Step kSteps[] = {
        &Session::chain,       &Session::chain,   &Session::chain,      &Session::unchain,
        &Session::reset,       &Session::destroy, &Session::attach,     &Session::attach,
        &Session::attach,      &Session::detach,  &Session::allocate,   &Session::allocate,
        &Session::allocate,    &Session::free,    &Session::reallocate, &Session::free_nonsense,
        &Session::host_writes, &Session::load,    &Session::load,       &Session::store,
        &Session::store,       &Session::bulk,    &Session::grow,       &Session::lose_a_handle,
        &Session::convert,     &Session::replace, &Session::threads,    &Session::convert};
    (this->*kSteps[random_.below(std::size(kSteps))])();
    check();
  }

  /// Handles and instances go in an order that the input chooses; nothing may be left of the heaps.
  void finish() {
    std::vector<std::weak_ptr<runtime::SharedHeapImpl>> heaps;
    for (const Heap& heap : heaps_) heaps.push_back(heap.handle.impl());
    while (!guests_.empty() || std::ranges::any_of(heaps_, [](auto& h) { return !!h.handle; })) {
      const size_t i = random_.below(kHeaps);
      heaps_[i].handle = SharedHeap();
      if (!guests_.empty()) guests_.erase(guests_.begin() + random_.below(low(guests_.size())));
    }
    for (const auto& heap : heaps) require(heap.expired(), "a heap that nobody knows lives on");
  }

 private:
  int some_heap() { return static_cast<int>(random_.below(kHeaps)); }
  Heap& heap(int i) { return heaps_[static_cast<size_t>(i)]; }
  Guest& some_guest() { return *guests_[random_.below(kGuests)]; }
  std::span<uint8_t> expected(int i) {
    return std::span(heap(i).bytes->expected).subspan(heap(i).offset, model_[i].size);
  }

  std::unique_ptr<Guest> new_guest() {
    return std::make_unique<Guest>(good(linker_.instantiate(module_)));
  }

  void create(int i) {
    ChainModel::Heap made{.size = page_ * (1 + random_.below(3))};
    const uint32_t kind = random_.below(3);
    Heap& heap = this->heap(i);
    heap = {};
    made.is_managed = kind == 0;
    if (made.is_managed) {
      heap.handle = good(SharedHeap::create_managed(engine_, made.size - random_.below(100)));
      heap.bytes = std::make_shared<Bytes>(made.size, false);
      heap.blocks.emplace(made.size);
    } else {
      // New bytes, or those of another heap of the kind.
      const Heap& other = this->heap(some_heap());
      const bool is_shared = other.bytes && !other.blocks && random_.below(3) == 0;
      heap.bytes = is_shared ? other.bytes : std::make_shared<Bytes>(4 * page_, kind == 2);
      if (random_.below(2) == 0) heap.offset = page_ * random_.below(2);
      if (random_.below(4) == 0) heap.offset += random_.below(static_cast<uint32_t>(page_));
      if (random_.below(4) == 0) made.size -= random_.below(static_cast<uint32_t>(page_));
      made.size = std::min(made.size, 4 * page_ - heap.offset);
      made.is_buffer = !heap.bytes->is_file();
      if (!made.is_buffer) made.lead = heap.offset % page_;
      made.is_read_only = random_.below(4) == 0;
      heap.handle = heap.bytes->heap(engine_, heap.offset, made.size,
                                     made.is_read_only ? Access::kReadOnly : Access::kReadWrite);
      // A file's last page that it does not fill belongs to the heap.
      if (!made.is_buffer) require(heap.handle.size() == made.size, "another size than asked for");
    }
    model_.set(i, made);
  }

  // ---- Chains and attachments

  void chain() {
    const int head = some_heap(), body = some_heap();
    auto result = SharedHeap::chain(heap(head).handle, heap(body).handle);
    require(result.ok() == model_.can_chain(head, body), "chain");
    if (!result) return;
    require(*result == heap(head).handle, "chain gives another heap");
    model_.chain(head, body);
  }

  void unchain() {
    const int head = some_heap();
    const bool entire = random_.below(2) == 0;
    auto result = SharedHeap::unchain(heap(head).handle, entire);
    require(result.ok() == model_.can_unchain(head, entire), "unchain");
    if (result) {
      require(*result == heap(model_.unchain(head, entire)).handle, "unchain gives another heap");
    }
  }

  void reset() {
    const int head = some_heap();
    require(heap(head).handle.reset().ok() == model_.can_reset(head), "reset");
    if (!model_.can_reset(head)) return;
    for (const int i : model_.tail_of(head)) {
      std::ranges::fill(expected(i), uint8_t{0});
      if (heap(i).blocks) heap(i).blocks->live.clear();
    }
  }

  void destroy() {
    const int i = some_heap();
    if (!model_[i].is_alive) return create(i);
    require(heap(i).handle.destroy().ok() == model_.can_destroy(i), "destroy");
    if (!model_.can_destroy(i)) return;
    model_.destroy(i);
    heap(i).blocks.reset();
  }

  void attach() {
    Guest& guest = some_guest();
    const int head = some_heap();
    AttachOptions options;
    options.contiguous = random_.below(3) == 0;
    options.access = random_.below(4) == 0 ? Access::kReadOnly : Access::kReadWrite;
    const bool allowed =
        guest.attached == ChainModel::kNone && model_.can_attach(head, options.contiguous);
    auto done = guest.instance.attach(heap(head).handle, options);
    require(done.ok() == allowed, done.ok() ? "attached against the rules" : done.error().message);
    if (!allowed) return;
    guest.attached = head;
    guest.options = options;
    guest.is_reader = options.access == Access::kReadOnly;
    model_.attach(head);
  }

  void detach() {
    Guest& guest = some_guest();
    good(guest.instance.detach());
    note_detached(guest);
  }
  void note_detached(Guest& guest) {
    if (guest.attached != ChainModel::kNone) model_.detach(guest.attached);
    guest.attached = ChainModel::kNone;
    guest.is_reader = false;
  }

  /// An instance that goes detaches by itself.
  void replace() {
    std::unique_ptr<Guest>& guest = guests_[random_.below(kGuests)];
    note_detached(*guest);
    guest = new_guest();
  }

  void grow() {
    Guest& guest = some_guest();
    const uint64_t pages = guest.expected.size() / kPageSize;
    const uint32_t more = random_.below(8) == 0 ? UINT32_MAX : random_.below(3);
    const bool allowed = pages + more <= kMaxPages;
    if (random_.below(2) == 0) {
      auto old = guest.memory.grow(more);
      require(old.ok() == allowed && (!allowed || *old == pages), "Memory::grow");
    } else {
      auto grow = good(guest.instance.function<int32_t(uint32_t)>("grow"));
      require(good(grow(more)) == (allowed ? static_cast<int32_t>(pages) : -1), "memory.grow");
    }
    if (allowed) guest.expected.resize((pages + more) * kPageSize);
  }

  /// The heap in front of it, or an attachment, keeps it.
  void lose_a_handle() {
    const int i = some_heap();
    const int head = model_.head_of(i);
    if (head == i) return;
    const std::vector<int> list = model_.tail_of(head);
    const size_t at = static_cast<size_t>(std::ranges::find(list, i) - list.begin());
    heap(i).handle = SharedHeap();
    heap(i).handle = heap(head).handle.heaps()[at];
  }

  // ---- Allocation

  uint64_t some_size() {
    switch (random_.below(4)) {
      case 0: return random_.below(40);
      case 1: return random_.below(static_cast<uint32_t>(3 * page_));
      case 2: return random_.below(2) == 0 ? UINT64_MAX - random_.below(64) : page_;
      default: return 16 * random_.below(40);
    }
  }

  /// The heap of the chain that has to give the block.
  int giver(int head, uint64_t size, uint64_t align) {
    for (const int i : model_.tail_of(head)) {
      if (!heap(i).blocks || size > model_[i].size) continue;
      if (heap(i).blocks->fits(EmsModel::rounded(size), align, model_.start_of(i))) return i;
    }
    return ChainModel::kNone;
  }

  /// A heap that is allocated from, by an instance or by its handle.
  struct Source {
    Guest* guest;
    int head;
  };
  Source some_source() {
    Guest& guest = some_guest();
    const bool by_guest = random_.below(2) == 0;
    return by_guest ? Source{&guest, guest.attached} : Source{nullptr, some_heap()};
  }

  void allocate() {
    const Source source = some_source();
    uint64_t size = some_size();
    uint64_t align = 16;
    uint64_t address = 0;
    if (source.guest) {
      size = low(size);
      address = good(source.guest->malloc(low(size)));
    } else {
      if (random_.below(3) == 0) align = uint64_t{1} << random_.below(18);
      auto block = heap(source.head).handle.allocate(size, align);
      if (block) address = *block;
    }
    align = std::max<uint64_t>(align, 16);
    const bool may_allocate = !source.guest || source.guest->can_write();
    const int from = may_allocate ? giver(source.head, size, align) : ChainModel::kNone;
    require((address != 0) == (from != ChainModel::kNone), "allocation");
    if (address == 0) return;
    const uint64_t start = model_.start_of(from);
    const uint64_t length = EmsModel::rounded(size);
    require(address >= start && address % align == 0, "a block at another place");
    require(heap(from).blocks->is_free(address - start, length), "a block overlaps another");
    heap(from).blocks->live[address - start] = length;
    write(source.guest, from, address - start, length);
  }

  /// Marks bytes of a heap as somebody's.
  void write(Guest* guest, int i, uint64_t offset, uint64_t length) {
    const auto mark = static_cast<uint8_t>(1 + random_.below(255));
    if (guest) {
      good(guest->fill(low(model_.start_of(i) + offset), mark, low(length)));
    } else {
      const auto bytes = heap(i).handle.writable_bytes().subspan(offset, length);
      std::ranges::fill(bytes, std::byte{mark});
    }
    std::ranges::fill(expected(i).subspan(offset, length), mark);
  }

  /// The block at an address, if one starts there in the chain.
  std::optional<std::pair<int, uint64_t>> block_at(int head, uint64_t address) {
    if (head == ChainModel::kNone) return {};
    for (const int i : model_.tail_of(head)) {
      const uint64_t start = model_.start_of(i);
      if (address < start || address - start >= model_[i].size || !heap(i).blocks) continue;
      if (!heap(i).blocks->live.contains(address - start)) return {};
      return std::pair(i, address - start);
    }
    return {};
  }

  /// The address of some block, or nothing.
  std::optional<uint64_t> some_block(int head) {
    if (head == ChainModel::kNone) return {};
    const std::vector<int> list = model_.tail_of(head);
    const int i = random_.pick(list);
    if (!heap(i).blocks || heap(i).blocks->live.empty()) return {};
    auto at = heap(i).blocks->live.lower_bound(random_.below(low(model_[i].size)));
    if (at == heap(i).blocks->live.end()) at = heap(i).blocks->live.begin();
    return model_.start_of(i) + at->first;
  }

  void free() { free_at(some_source(), true); }
  void free_nonsense() { free_at(some_source(), false); }

  void free_at(const Source& source, bool is_block) {
    if (source.head == ChainModel::kNone && !source.guest) return;
    const std::optional<uint64_t> some = is_block ? some_block(source.head) : std::nullopt;
    const uint64_t address = some ? *some : some_address(source.guest);
    const auto block = block_at(source.head, address);
    if (source.guest) {
      auto freed = source.guest->free(low(address));
      const bool is_null = low(address) == 0;
      require(freed.ok() == (is_null || byte_at(*source.guest, low(address), false) != nullptr),
              "shared_heap_free traps where it should not, or the other way round");
      if (!source.guest->can_write()) return;
    } else {
      require(heap(source.head).handle.free(address).ok() == block.has_value(), "free");
    }
    if (!block) return;
    const auto [i, offset] = *block;
    const auto live = heap(i).blocks->live.find(offset);
    std::ranges::fill(expected(i).subspan(offset, live->second), uint8_t{0});
    heap(i).blocks->live.erase(live);
  }

  void reallocate() {
    const int head = some_heap();
    const std::optional<uint64_t> some = some_block(head);
    const uint64_t address = some ? *some : some_address(nullptr);
    const uint64_t size = some_size();
    auto moved = heap(head).handle.reallocate(address, size);
    const auto block = block_at(head, address);
    if (!block) return require(!moved.ok(), "what is no block was reallocated");
    const auto [i, offset] = *block;
    EmsModel& blocks = *heap(i).blocks;
    const uint64_t start = model_.start_of(i), old_size = blocks.live[offset];
    const uint64_t length = EmsModel::rounded(std::min(size, 2 * model_[i].size));
    // A new place is looked for while the old one is still taken.
    const bool can_move = blocks.fits(length, 16, start);
    blocks.live.erase(offset);
    const bool can_stay = blocks.is_free(offset, length);
    if (!moved) {
      blocks.live[offset] = old_size;
      return require(!can_move && !can_stay, "there is room for a larger block");
    }
    const uint64_t to = *moved - start;
    require(can_stay ? to == offset : can_move && blocks.is_free(to, length),
            "a block is reallocated to a place that it cannot have");
    blocks.live[to] = length;
    const auto bytes = expected(i);
    const uint64_t kept = std::min(old_size, length);
    if (to != offset) std::copy_n(&bytes[offset], kept, &bytes[to]);
    const uint64_t rest = to == offset ? kept : 0;
    if (old_size > rest) std::ranges::fill(bytes.subspan(offset + rest, old_size - rest), 0);
  }

  // ---- Bytes

  /// Where the model has a byte of a guest's, or null if the guest cannot reach it so.
  uint8_t* byte_at(Guest& guest, uint64_t address, bool is_store) {
    if (address < guest.expected.size()) return &guest.expected[address];
    const int i = heap_at(guest, address);
    if (i == ChainModel::kNone) return nullptr;
    if (is_store && (guest.is_reader || model_[i].is_read_only)) return nullptr;
    return &expected(i)[address - model_.start_of(i)];
  }
  int heap_at(const Guest& guest, uint64_t address) const {
    if (guest.attached == ChainModel::kNone) return ChainModel::kNone;
    for (const int i : model_.tail_of(guest.attached)) {
      const uint64_t start = model_.start_of(i);
      if (address >= start && address - start < model_[i].size) return i;
    }
    return ChainModel::kNone;
  }
  /// Pointers to the model's bytes; nothing if the access has to trap. An empty range is good
  /// wherever a byte is, and at the end of memory.
  std::optional<std::vector<uint8_t*>> range(Guest& guest, uint64_t address, uint64_t n,
                                             bool is_store) {
    std::vector<uint8_t*> bytes;
    for (uint64_t i = 0; i < n; ++i) {
      bytes.push_back(byte_at(guest, address + i, is_store));
      if (!bytes.back()) return {};
      if (!guest.options.contiguous && heap_at(guest, address + i) != heap_at(guest, address)) {
        return {};
      }
      const bool in_memory = address < guest.expected.size();
      if (in_memory != (address + i < guest.expected.size())) return {};
    }
    return bytes;
  }

  /// Near something's end, or anywhere.
  uint64_t some_address(Guest* guest) {
    const int i = guest && guest->attached != ChainModel::kNone && random_.below(4) != 0
                      ? random_.pick(model_.tail_of(guest->attached))
                      : some_heap();
    const uint64_t start = model_.start_of(i);
    const uint64_t size = std::max<uint64_t>(model_[i].size, 1);
    switch (random_.below(6)) {
      case 0: return random_.bits() >> 32;
      case 1: return guest ? guest->expected.size() - 24 + random_.below(32) : 0;
      case 2: return (start - 12 + random_.below(24)) % ChainModel::kTop;
      case 3: return (start + size - 12 + random_.below(24)) % ChainModel::kTop;
      default: return start + random_.below(low(size));
    }
  }

  void load() {
    Guest& guest = some_guest();
    const uint64_t address = some_address(&guest);
    const bool is_byte = random_.below(2) == 0;
    auto load = good(guest.instance.function<uint64_t(uint32_t)>(is_byte ? "load8" : "load64"));
    const auto got = load(low(address));
    const auto bytes = range(guest, low(address), is_byte ? 1 : 8, false);
    require(got.ok() == bytes.has_value(), got.ok() ? "a load should have trapped" : "load");
    if (!got) return require(is_out_of_bounds(got.error()), got.error().to_string());
    uint64_t value = 0;
    for (size_t i = 0; i < bytes->size(); ++i) value |= uint64_t{*(*bytes)[i]} << 8 * i;
    require(*got == value, "a load gives another value");
  }

  void store() {
    Guest& guest = some_guest();
    const uint64_t address = some_address(&guest);
    const uint64_t value = random_.bits();
    auto store = good(guest.instance.function<void(uint32_t, uint64_t)>("store64"));
    const auto done = store(low(address), value);
    const auto bytes = range(guest, low(address), 8, true);
    require(done.ok() == bytes.has_value(), done.ok() ? "a store should have trapped" : "store");
    if (!done) return require(is_out_of_bounds(done.error()), done.error().to_string());
    for (size_t i = 0; i < 8; ++i) *(*bytes)[i] = static_cast<uint8_t>(value >> 8 * i);
  }

  void bulk() {
    Guest& guest = some_guest();
    const uint32_t to = low(some_address(&guest)), from = low(some_address(&guest));
    const uint32_t n = 1 + random_.below(random_.below(4) == 0 ? 3000 : 40);
    const auto target = range(guest, to, n, true);
    if (random_.below(2) == 0) {
      const auto done = guest.fill(to, from & 255, n);
      require(done.ok() == target.has_value(), "memory.fill");
      if (done) {
        for (uint8_t* byte : *target) *byte = static_cast<uint8_t>(from);
      }
      return;
    }
    const auto source = range(guest, from, n, false);
    auto copy = good(guest.instance.function<void(uint32_t, uint32_t, uint32_t)>("copy"));
    // Two heaps that show the same bytes overlap where addresses do not.
    const bool overlap = target && source && to != from && source->front() <= target->back() &&
                         target->front() <= source->back();
    if (overlap) return;
    const auto done = copy(to, from, n);
    require(done.ok() == (target && source), "memory.copy");
    if (!done) return;
    for (size_t i = 0; i < n; ++i) *(*target)[i] = *(*source)[i];
  }

  void host_writes() {
    const int i = some_heap();
    const auto bytes = heap(i).handle.writable_bytes();
    require(bytes.size() == (model_[i].is_read_only ? 0 : model_[i].size), "writable_bytes");
    if (bytes.empty()) return;
    const uint64_t offset = random_.below(low(bytes.size()));
    write(nullptr, i, offset,
          1 + random_.below(low(std::min(bytes.size() - offset, uint64_t{500}))));
  }

  /// Addresses in the host and in the guest, both ways.
  void convert() {
    const int head = some_heap();
    const uint64_t address = some_address(nullptr), n = random_.below(20);
    const std::byte* native = heap(head).handle.native_address(address, n);
    const std::byte* wanted = nullptr;
    for (const int i : model_.tail_of(head)) {
      const uint64_t start = model_.start_of(i), end = start + model_[i].size;
      if (address < start || address + std::max<uint64_t>(n, 1) > end) continue;
      wanted = heap(i).handle.bytes().data() + (address - start);
    }
    require(native == wanted, "native_address");
    require(heap(head).handle.valid_range(address, n) == (wanted != nullptr), "valid_range");
    Guest& guest = some_guest();
    const uint64_t place = low(some_address(&guest));
    for (const bool is_store : {false, true}) {
      const bool is_good = range(guest, place, n + 1, is_store).has_value();
      const bool got = is_store ? guest.instance.bytes(place, n + 1).ok()
                                : guest.instance.const_bytes(place, n + 1).ok();
      // A contiguous chain is one range to the guest, and where the host has it mapped to the host.
      if (!guest.options.contiguous) require(got == is_good, "Instance::bytes");
    }
  }

  // ---- Threads

  void threads() {
    const uint32_t count = 2 + random_.below(2);
    std::vector<Worker> workers;
    for (uint32_t t = 0; t < count; ++t) {
      Guest& guest = *guests_[t];
      const int head = guest.attached != ChainModel::kNone ? guest.attached : some_heap();
      // The last guest does not take part: what it holds nobody can change.
      const Guest& idle = *guests_.back();
      const std::vector<int> held =
          idle.attached == ChainModel::kNone ? std::vector<int>() : model_.tail_of(idle.attached);
      const bool is_frozen = std::ranges::find(held, head) != held.end();
      workers.emplace_back(engine_, guest, heap(head).handle, is_frozen,
                           static_cast<uint8_t>(1 + 5 * t));
      const uint32_t steps = 3 + random_.below(12);
      for (uint32_t i = 0; i < steps; ++i) {
        const auto what = static_cast<Worker::What>(random_.below(Worker::kWhats));
        const auto choice = static_cast<uint32_t>(random_.bits() >> 32);
        workers.back().steps.push_back({what, choice, choice >> 16});
      }
    }
    std::vector<std::vector<uint8_t>> before;
    std::vector<std::thread> running;
    for (Worker& worker : workers) running.emplace_back([&worker] { worker.run(); });
    for (std::thread& thread : running) thread.join();
    forget_free_bytes();
  }

  /// What was in free parts of heaps may be zero now, or still there.
  void forget_free_bytes() {
    for (int i = 0; i < kHeaps; ++i) {
      if (!heap(i).blocks) continue;
      const auto actual = heap(i).handle.bytes();
      const auto bytes = expected(i);
      for (uint64_t at = 0; at < bytes.size(); at += 16) {
        if (!heap(i).blocks->is_free(at, 16)) continue;
        for (uint64_t k = at; k < at + 16; ++k) {
          if (actual[k] == std::byte{0}) bytes[k] = 0;
        }
      }
    }
  }

  // ---- What must be so after every step

  void check() {
    for (int i = 0; i < kHeaps; ++i) check_heap(i);
    for (const auto& guest : guests_) {
      require(guest->instance.has_shared_heap() == (guest->attached != ChainModel::kNone),
              "has_shared_heap");
    }
    // What one guest reads.
    Guest& guest = *guests_[turn_++ % kGuests];
    const auto bytes = guest.memory.data();
    require(bytes.size() == guest.expected.size() &&
                std::memcmp(bytes.data(), guest.expected.data(), bytes.size()) == 0,
            "a linear memory is not what it should be");
    if (guest.attached == ChainModel::kNone) return;
    for (const int i : model_.tail_of(guest.attached)) {
      const auto sum = guest.sum(low(model_.start_of(i)), low(model_[i].size));
      require(good(sum) == sum_of(expected(i)), "a guest reads other bytes than there are");
    }
  }

  void check_heap(int i) {
    const SharedHeap& handle = heap(i).handle;
    require(handle.size() == model_[i].size, "size");
    require(handle.start_address() == model_.start_of(i), "start_address");
    require(handle.attached_count() == model_[i].attached, "attached_count");
    std::vector<SharedHeap> list;
    for (const int other : model_.tail_of(i)) list.push_back(heap(other).handle);
    require(handle.heaps() == list, "heaps");
    if (!model_[i].is_alive) return require(handle.bytes().empty(), "a dead heap has bytes");
    require(handle.is_mappable() == model_.is_mappable(i), "is_mappable");
    require(std::memcmp(handle.bytes().data(), expected(i).data(), handle.size()) == 0,
            "a heap's bytes are not what they should be");
    if (!heap(i).blocks) return;
    const HeapUsage usage = handle.usage();
    require(usage.blocks == heap(i).blocks->live.size() && usage.used == heap(i).blocks->used() &&
                usage.largest == heap(i).blocks->largest_gap(),
            "usage");
  }

  const uint64_t page_ = static_cast<uint64_t>(sysconf(_SC_PAGESIZE));
  const Engine& engine_;
  const Module& module_;
  Random& random_;
  Linker linker_;
  ChainModel model_;
  std::array<Heap, kHeaps> heaps_;
  std::vector<std::unique_ptr<Guest>> guests_;
  uint32_t turn_ = 0;
};

}  // namespace
}  // namespace shoal::fuzz

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  using namespace shoal;
  static const std::vector<Module> modules = [] {
    std::vector<Module> made;
    const auto wasm = fuzz::good(wat_to_wasm(fuzz::kHeapGuest, "heap"));
    for (const Engine& engine : fuzz::engines()) {
      made.push_back(fuzz::good(Module::compile(engine, wasm)));
    }
    return made;
  }();
  tests::Random random(std::span(data, std::min<size_t>(size, 1024)));  // To be quick.
  const uint32_t which = random.below(4);
  fuzz::Session session(fuzz::engines()[which], modules[which], random);
  while (!random.is_exhausted()) session.step();
  session.finish();
  return 0;
}
