// The C API's functions about shared heaps in random order, on handles that live and handles that
// are gone, against a model of a few lines: what each returns, and where every heap is.
#include <gtest/gtest.h>

#include <cstdint>
#include <iterator>
#include <memory>
#include <utility>
#include <vector>

#include "tests/c_api_fixture.h"
#include "tests/random.h"

namespace shoal {
namespace {

class Model : public CApiTest {
 protected:
  struct Heap {
    wasm_shared_heap_t handle;
    uint64_t size;
    bool is_managed;
    bool is_alive = true;
    Heap* next = nullptr;
    Heap* previous = nullptr;
    int attached = 0;

    bool has_managed() const { return is_managed || (next && next->has_managed()); }
    uint64_t chain_size() const { return size + (next ? next->chain_size() : 0); }
    bool chain_is_attached() const { return attached != 0 || (next && next->chain_is_attached()); }
    Heap* last() { return next ? next->last() : this; }
    void count(int by) {
      attached += by;
      if (next) next->count(by);
    }
  };
  struct Guest {
    std::unique_ptr<CProgram> program;
    Heap* attached = nullptr;
  };

  Heap& some_heap() { return *random_.pick(heaps_); }
  Guest& some_guest() { return guests_[random_.below(static_cast<uint32_t>(guests_.size()))]; }

  void create() {
    const uint64_t size = (1 + random_.below(3)) * page_;
    const bool is_managed = random_.below(2) == 0;
    const auto bytes = static_cast<uint32_t>(size);
    const auto handle = is_managed ? managed(bytes) : over(buffer_.data(), bytes);
    ASSERT_NE(handle, nullptr);
    // A new heap may get the handle of one that is gone; nobody uses that one any more.
    for (auto& heap : heaps_) {
      if (heap->handle == handle) {
        ASSERT_FALSE(heap->is_alive);
        *heap = {handle, size, is_managed};
        return;
      }
    }
    heaps_.push_back(std::make_unique<Heap>(Heap{handle, size, is_managed}));
  }

  void chain() {
    Heap &head = some_heap(), &body = some_heap();
    const bool is_good = head.is_alive && body.is_alive && &head != &body && !head.next &&
                         !head.previous && !body.previous && head.attached == 0 &&
                         body.attached == 0 && !(head.is_managed && body.has_managed());
    ASSERT_EQ(wasm_runtime_chain_shared_heaps(head.handle, body.handle),
              is_good ? head.handle : nullptr);
    if (!is_good) return;
    head.next = &body;
    body.previous = &head;
  }

  void unchain() {
    Heap& head = some_heap();
    const bool entire = random_.below(2) == 0;
    // What moves is what comes before the cut: with one cut only the head and its predecessors.
    const bool is_good =
        head.is_alive && head.next && (entire ? !head.chain_is_attached() : head.attached == 0);
    Heap* const rest = !is_good ? nullptr : entire ? head.last() : head.next;
    ASSERT_EQ(wasm_runtime_unchain_shared_heaps(head.handle, entire),
              rest ? rest->handle : nullptr);
    if (!is_good) return;
    for (Heap* heap = &head; heap->next;) {
      Heap* const next = std::exchange(heap->next, nullptr);
      next->previous = nullptr;
      if (!entire) break;
      heap = next;
    }
  }

  void reset() {
    Heap& head = some_heap();
    ASSERT_EQ(wasm_runtime_reset_shared_heap_chain(head.handle),
              head.is_alive && !head.chain_is_attached());
  }

  void destroy() {
    Heap& heap = some_heap();
    const bool is_good = heap.is_alive && !heap.next && !heap.previous && heap.attached == 0;
    ASSERT_EQ(shoal_shared_heap_destroy(heap.handle), is_good);
    if (is_good) heap.is_alive = false;
  }

  void attach() {
    Guest& guest = some_guest();
    Heap& heap = some_heap();
    const bool is_good = heap.is_alive && !guest.attached;
    ASSERT_EQ(wasm_runtime_attach_shared_heap(guest.program->instance, heap.handle), is_good)
        << shoal_last_error();
    if (!is_good) return;
    guest.attached = &heap;
    heap.count(1);
  }

  void detach() {
    Guest& guest = some_guest();
    wasm_runtime_detach_shared_heap(guest.program->instance);
    if (Heap* heap = std::exchange(guest.attached, nullptr)) heap->count(-1);
  }

  void replace_guest() {
    Guest& guest = some_guest();
    guest.program = std::make_unique<CProgram>(kTouch);
    if (Heap* heap = std::exchange(guest.attached, nullptr)) heap->count(-1);
  }

  void use() {
    Guest& guest = some_guest();
    Heap* const heap = guest.attached;
    void* native = nullptr;
    const uint64_t block =
        wasm_runtime_shared_heap_malloc(guest.program->instance, 1 + random_.below(99), &native);
    if (!heap || !heap->has_managed()) {
      ASSERT_EQ(block, 0u);
      return;
    }
    if (block == 0) return;  // Full.
    const uint64_t first = kTopOfSpace - heap->chain_size();
    ASSERT_GE(block, first);
    *static_cast<uint32_t*>(native) = 12345;
    ASSERT_EQ(guest.program->result("load", {static_cast<uint32_t>(block)}), 12345u);
    ASSERT_FALSE(guest.program->call("load8", {static_cast<uint32_t>(first - 1)}));
    if (random_.below(4) != 0) wasm_runtime_shared_heap_free(guest.program->instance, block);
    wasm_runtime_shared_heap_free(guest.program->instance, random_.bits() >> 32);
  }

  void check() {
    uint32_t living = 0;
    for (const auto& heap : heaps_) {
      shoal_shared_heap_info_t info = {};
      ASSERT_EQ(shoal_shared_heap_get_info(heap->handle, &info), heap->is_alive);
      if (!heap->is_alive) continue;
      ++living;
      ASSERT_EQ(info.start_address, kTopOfSpace - heap->chain_size());
      ASSERT_EQ(info.attached_count, static_cast<uint64_t>(heap->attached));
      ASSERT_EQ(shoal_shared_heap_next(heap->handle), heap->next ? heap->next->handle : nullptr);
    }
    ASSERT_EQ(shoal_shared_heap_count(), living);
    for (const Guest& guest : guests_) {
      ASSERT_EQ(shoal_shared_heap_attached_to(guest.program->instance),
                guest.attached ? guest.attached->handle : nullptr);
    }
  }

  void run(uint64_t seed, int steps) {
    random_ = tests::Random(seed);
    wasm_runtime_set_log_level(WASM_LOG_LEVEL_FATAL);
    for (int i = 0; i < 3; ++i) guests_.push_back({std::make_unique<CProgram>(kTouch)});
    create();
    using Step = void (Model::*)();
    constexpr Step kSteps[] = {
        &Model::chain,  &Model::chain,   &Model::chain,        &Model::unchain, &Model::reset,
        &Model::attach, &Model::attach,  &Model::detach,       &Model::detach,  &Model::use,
        &Model::use,    &Model::destroy, &Model::replace_guest};
    for (int i = 0; i < steps && !HasFatalFailure(); ++i) {
      if (heaps_.size() < 8 || random_.below(10) == 0) {
        create();
      } else {
        (this->*kSteps[random_.below(std::size(kSteps))])();
      }
      if (!HasFatalFailure()) check();
      ASSERT_FALSE(HasFatalFailure()) << "seed " << seed << ", step " << i;
      if (heaps_.size() > 24) break;
    }
    guests_.clear();
  }

  tests::Random random_{uint64_t{0}};
  std::vector<uint8_t> buffer_ = std::vector<uint8_t>(3 * page_);
  std::vector<std::unique_ptr<Heap>> heaps_;
  std::vector<Guest> guests_;
};

class CApiRandomTest : public Model, public testing::WithParamInterface<uint64_t> {};

TEST_P(CApiRandomTest, DoesWhatTheModelDoes) { run(GetParam(), 400); }

INSTANTIATE_TEST_SUITE_P(Seeds, CApiRandomTest, testing::Range<uint64_t>(1, 21));

}  // namespace
}  // namespace shoal
