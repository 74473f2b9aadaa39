// Nobody gets what somebody else left behind: bytes of memories and heaps that had another owner,
// registers and stack cells that nothing was written to; and nothing lies within reach of an address
// that is a little beside what it should be.
#include <gtest/gtest.h>
#include <sys/mman.h>

#include <algorithm>
#include <cerrno>
#include <cstdint>
#include <cstring>
#include <string>
#include <vector>

#include "heap_fixture.h"
#include "runtime/reservation.h"
#include "shoal/shoal.h"
#include "tests/wat_instance.h"

namespace shoal {
namespace {

using runtime::os_page_size;
using runtime::Reservation;
using runtime::SharedPages;
using runtime::Touch;
using testing::compile;
using testing::error_of;
using testing::make_engine;
using testing::must;

// --- Guards --------------------------------------------------------------------------------------

/// Nobody can be given the page at `at`: it is somebody's, who does not let it be touched.
void expect_guard(std::byte* at) {
  EXPECT_FALSE(Touch::can_read(at));
#if !defined(SHOAL_EMULATED)  // qemu-user takes pages that cannot be touched for free ones.
  void* const taken =
      mmap(at, os_page_size(), PROT_READ, MAP_PRIVATE | MAP_ANONYMOUS | MAP_FIXED_NOREPLACE, -1, 0);
  EXPECT_EQ(taken, MAP_FAILED);
  EXPECT_EQ(errno, EEXIST);
  if (taken != MAP_FAILED) munmap(taken, os_page_size());
#endif
}

TEST(Guards, LieInFrontOfReservations) {
  Reservation r = must(Reservation::create(1 << 20));
  must(r.commit(0, 65536));
  EXPECT_TRUE(Touch::can_write(r.base()));
  expect_guard(r.base() - os_page_size());
  expect_guard(r.base() + 65536);
  expect_guard(r.base() + (1 << 20) - os_page_size());
}

TEST(Guards, LieOnBothSidesOfSharedPages) {
  const SharedPages pages = must(SharedPages::create(65536));
  EXPECT_TRUE(Touch::can_write(pages.data()));
  EXPECT_TRUE(Touch::can_write(pages.data() + pages.size() - 1));
  expect_guard(pages.data() - os_page_size());
  expect_guard(pages.data() + pages.size());
}

TEST(Guards, LieBehindMemoriesOfBothModes) {
  for (const Bounds bounds : {Bounds::kGuarded, Bounds::kChecked}) {
    const Engine engine = make_engine({.bounds = bounds});
    const Memory memory =
        must(Memory::create(engine, {.limits = {.min = 1, .max = 2, .has_max = true}}));
    for (uint64_t pages = 1; pages <= 2; ++pages) {
      const auto bytes = memory.data();
      expect_guard(bytes.data() - os_page_size());
      expect_guard(bytes.data() + bytes.size());
      expect_guard(bytes.data() + bytes.size() + 65536 - os_page_size());
      if (pages == 1) must(memory.grow(1));
    }
  }
}

// --- Memory with another owner before ------------------------------------------------------------

constexpr std::string_view kGuest = R"((module
  (import "env" "shared_heap_malloc" (func $malloc (param i32) (result i32)))
  (import "env" "shared_heap_free" (func $free (param i32)))
  (memory (export "memory") 1 65536)
  (func (export "malloc") (param i32) (result i32) (call $malloc (local.get 0)))
  (func (export "free") (param i32) (call $free (local.get 0)))
  (func (export "fill") (param i32 i32) (memory.fill (local.get 0) (i32.const 0xA5) (local.get 1)))
  (func (export "grow") (param i32) (result i32) (memory.grow (local.get 0)))
  ;; The bytes of a range that are not 0.
  (func (export "count") (param $at i32) (param $n i32) (result i32)
    (local $count i32)
    (loop $next
      (local.set $n (i32.sub (local.get $n) (i32.const 1)))
      (local.set $count (i32.add (local.get $count)
        (i32.ne (i32.const 0) (i32.load8_u (i32.add (local.get $at) (local.get $n))))))
      (br_if $next (local.get $n)))
    (local.get $count))))";

/// What code is compiled for.
struct Mode {
  Bounds bounds;
  bool spectre;
};

class SecretsTest : public ::testing::TestWithParam<Mode> {
 protected:
  SecretsTest() { must(define_shared_heap_imports(linker)); }

  struct Guest {
    Instance instance;
    int32_t malloc(int32_t size) const { return call<int32_t>("malloc", size); }
    void free(int32_t at) const { call<void>("free", at); }
    void fill(int32_t at, int32_t n) const { call<void>("fill", at, n); }
    int32_t grow(int32_t pages) const { return call<int32_t>("grow", pages); }
    int32_t count(int32_t at, int32_t n) const { return call<int32_t>("count", at, n); }

   private:
    template <class R, class... Args>
    R call(const char* name, Args... args) const {
      return must(must(instance.function<R(Args...)>(name))(args...));
    }
  };
  Guest guest() const { return {must(linker.instantiate(module))}; }

  Engine engine = make_engine({.bounds = GetParam().bounds, .spectre = GetParam().spectre});
  Linker linker{engine};
  const Module module = compile(engine, kGuest);
};
INSTANTIATE_TEST_SUITE_P(
    Modes, SecretsTest,
    ::testing::Values(Mode{Bounds::kGuarded, false}, Mode{Bounds::kChecked, false},
                      Mode{Bounds::kGuarded, true}, Mode{Bounds::kChecked, true}),
    [](const auto& info) {
      const bool guarded = info.param.bounds == Bounds::kGuarded;
      return std::string(guarded ? "guarded" : "checked") + (info.param.spectre ? "_spectre" : "");
    });

TEST_P(SecretsTest, ABlockOfAHeapIsZeroForItsNextOwner) {
  const SharedHeap heap = must(SharedHeap::create_managed(engine, 4 << 20));
  Guest a = guest(), b = guest();
  must(a.instance.attach(heap));
  must(b.instance.attach(heap));
  for (const int32_t size : {16, 1000, 65536, 3 << 20}) {
    const int32_t first = a.malloc(size);
    ASSERT_NE(first, 0);
    a.fill(first, size);
    a.free(first);
    const int32_t second = b.malloc(size);
    EXPECT_EQ(second, first) << "the same bytes, or this proves nothing";
    EXPECT_EQ(b.count(second, size), 0) << size;
    b.free(second);
  }
  must(a.instance.detach());
  must(b.instance.detach());
}

TEST_P(SecretsTest, WhatABlockIsShortenedByIsZeroForItsNextOwner) {
  SharedHeap heap = must(SharedHeap::create_managed(engine, 1 << 20));
  Guest a = guest(), b = guest();
  must(a.instance.attach(heap));
  must(b.instance.attach(heap));
  const int32_t block = a.malloc(100000);
  a.fill(block, 100000);
  ASSERT_EQ(must(heap.reallocate(static_cast<uint32_t>(block), 1000)),
            static_cast<uint32_t>(block));
  const int32_t next = b.malloc(90000);
  EXPECT_GT(next, block);
  EXPECT_LT(next, block + 100000);
  EXPECT_EQ(b.count(next, 90000), 0);
  must(a.instance.detach());
  must(b.instance.detach());
}

TEST_P(SecretsTest, AHeapThatIsResetOrNewIsZero) {
  constexpr int32_t kSize = 2 << 20;
  SharedHeap heap = must(SharedHeap::create_managed(engine, kSize));
  const auto start = static_cast<int32_t>(heap.start_address());
  for (const bool is_new : {false, true}) {
    Guest a = guest();
    must(a.instance.attach(heap));
    a.fill(start, kSize);
    must(a.instance.detach());
    if (is_new) {
      must(heap.destroy());
      heap = must(SharedHeap::create_managed(engine, kSize));
    } else {
      must(heap.reset());
    }
    Guest b = guest();
    must(b.instance.attach(heap));
    EXPECT_EQ(b.count(start, kSize), 0) << is_new;
    must(b.instance.detach());
  }
}

TEST_P(SecretsTest, MemoryIsZeroWhereAHeapWas) {
  // A heap of 4 GiB less 64 MiB begins low enough for the memory to grow to.
  constexpr uint64_t kStart = 64 << 20;
  const SharedHeap heap = must(SharedHeap::create_managed(engine, (uint64_t{4} << 30) - kStart));
  ASSERT_EQ(heap.start_address(), kStart);
  Guest a = guest();
  must(a.instance.attach(heap));
  a.fill(kStart, 200000);
  EXPECT_EQ(a.count(kStart, 200000), 200000);
  must(a.instance.detach());
  EXPECT_EQ(a.grow((kStart >> 16) + 3), 1);
  EXPECT_EQ(a.count(kStart, 200000), 0);
}

TEST_P(SecretsTest, ANewInstancesMemoryIsZero) {
  for (int i = 0; i < 3; ++i) {
    const Guest a = guest();
    EXPECT_EQ(a.grow(3), 1);
    EXPECT_EQ(a.count(0, 4 * 65536), 0);
    a.fill(0, 4 * 65536);
  }
}

TEST_P(SecretsTest, AHeapInMemoryIsZeroForTheNextOwner) {
  const Guest a = guest();
  const Memory memory = must(a.instance.memory("memory"));
  must(memory.grow(4));
  MemoryHeap heap = must(memory.create_heap(65536, 4 * 65536));
  const uint64_t first = must(heap.allocate(100000));
  a.fill(static_cast<int32_t>(first), 100000);
  must(heap.free(first));
  const uint64_t second = must(heap.allocate(100000));
  EXPECT_EQ(second, first);
  EXPECT_EQ(a.count(static_cast<int32_t>(second), 100000), 0);
}

// --- Registers and stack cells -------------------------------------------------------------------

/// Leaves a secret in every register and on the stack below.
[[gnu::noinline]] double leave_secrets(uint64_t seed) {
  volatile uint64_t cells[2048];
  for (uint64_t i = 0; i < std::size(cells); ++i) cells[i] = seed | i;
  double sum = 0;
  for (const volatile uint64_t& cell : cells) sum += static_cast<double>(cell);
  return sum;
}

// Locals that nothing was assigned to are 0 wherever they live, however they are reached.
TEST_P(SecretsTest, LocalsBeginAsZero) {
  must(linker.define("env", "dirty", [] { leave_secrets(0xA5A5A5A5A5A5A5A5); }));
  // Forty locals of each type: some have registers, some cells of the frame. In each function they are
  // added up, after an assignment to all of them that only happens on a path that is not taken.
  std::string wat = "(module (import \"env\" \"dirty\" (func $dirty))";
  const char* const types[] = {"i32", "i64", "f32", "f64"};
  for (const std::string type : types) {
    for (const bool calls : {false, true}) {
      const auto each = [&](auto text) {
        std::string all;
        for (int i = 1; i <= 40; ++i) all += text(std::to_string(i));
        return all;
      };
      wat += "(func $" + type + (calls ? "_calls" : "") + " (export \"" + type +
             (calls ? " calls" : "") + "\") (param i32) (result " + type + ") (local";
      wat += each([&](const std::string&) { return " " + type; }) + ")";
      if (calls) wat += "(call $dirty)";
      wat += "(if (local.get 0) (then " + each([&](const std::string& i) {
               return "(local.set " + i + " (" + type + ".const 1))";
             }) +
             "))";
      wat += "(local.get 1)";
      for (int i = 2; i <= 40; ++i) wat += "(local.get " + std::to_string(i) + ")" + type + ".add";
      wat += ")";
    }
  }
  const Instance instance = must(linker.instantiate(compile(engine, wat + ")")));
  const auto is_zero = [&]<class T>(const std::string& name, T) {
    for (const char* calls : {"", " calls"}) {
      const auto f = must(instance.function<T(int32_t)>(name + calls));
      for (int i = 0; i < 3; ++i) {
        leave_secrets(0x5A5A5A5A5A5A5A5A);
        EXPECT_EQ(must(f(0)), T{0}) << name << calls;
        EXPECT_EQ(must(f(1)), T{40}) << name << calls;
      }
    }
  };
  is_zero("i32", int32_t{});
  is_zero("i64", int64_t{});
  is_zero("f32", float{});
  is_zero("f64", double{});
}

// The upper half of an i32's cell or register is never a guest's to see: of arguments, of results of
// host functions in registers, in slots and in the buffer.
TEST_P(SecretsTest, UpperHalvesAreZero) {
  must(linker.define("env", "one", [](int32_t x) {
    leave_secrets(0xFFFFFFFF00000000);
    return x;
  }));
  must(linker.define("env", "many", [](int32_t x) {
    leave_secrets(0xFFFFFFFF00000000);
    return std::tuple<int32_t, int32_t, int32_t, int32_t, int32_t>(x, x, x, x, x);
  }));
  const Instance instance = must(linker.instantiate(compile(engine, R"((module
    (import "env" "one" (func $one (param i32) (result i32)))
    (import "env" "many" (func $many (param i32) (result i32 i32 i32 i32 i32)))
    (func $sum (param i32 i32 i32 i32 i32) (result i64)
      (i64.add (i64.extend_i32_u (local.get 0)) (i64.add (i64.extend_i32_u (local.get 1))
        (i64.add (i64.extend_i32_u (local.get 2)) (i64.add (i64.extend_i32_u (local.get 3))
          (i64.extend_i32_u (local.get 4)))))))
    (func (export "argument") (param i32) (result i64) (i64.extend_i32_u (local.get 0)))
    (func (export "tenth") (param i32 i32 i32 i32 i32 i32 i32 i32 i32 i32) (result i64)
      (i64.extend_i32_u (local.get 9)))
    (func (export "one") (param i32) (result i64)
      (i64.extend_i32_u (call $one (local.get 0))))
    (func (export "many") (param i32) (result i64) (call $sum (call $many (local.get 0))))))")));
  for (const int32_t x : {0, 1, -1}) {
    const int64_t wide = static_cast<uint32_t>(x);
    const auto call = [&](const char* name) {
      leave_secrets(0xFFFFFFFF00000000);
      return must(must(instance.function<int64_t(int32_t)>(name))(x));
    };
    EXPECT_EQ(call("argument"), wide);
    EXPECT_EQ(call("one"), wide);
    EXPECT_EQ(call("many"), 5 * wide);
    using Int = int32_t;
    const auto tenth =
        must(instance.function<int64_t(Int, Int, Int, Int, Int, Int, Int, Int, Int, Int)>("tenth"));
    EXPECT_EQ(must(tenth(-1, -1, -1, -1, -1, -1, -1, -1, -1, x)), wide);
  }
}

}  // namespace
}  // namespace shoal
