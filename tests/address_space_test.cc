// A process with little address space: memories get less of it, their code is checked, and the rest
// of the process goes on. A CPU with 39 address bits is the same, some hundred memories later.
#include <gtest/gtest.h>
#include <sys/mman.h>
#include <sys/resource.h>
#include <unistd.h>

#include <algorithm>
#include <cstdlib>
#include <fstream>
#include <string>
#include <vector>

#include "shoal/shoal.h"
#include "tests/wat_instance.h"

namespace shoal {
namespace {

using testing::compile;
using testing::error_of;
using testing::make_engine;
using testing::must;

constexpr uint64_t kGiB = 1 << 30;

class AddressSpaceTest : public ::testing::Test {
 protected:
  /// Lets the process have `more` bytes of addresses beyond those it has; false if the system does
  /// not keep to that (an emulator).
  bool limit(uint64_t more) {
    uint64_t pages = 0;
    std::ifstream("/proc/self/statm") >> pages;
    getrlimit(RLIMIT_AS, &before_);
    rlimit limit = before_;
    limit.rlim_cur = pages * static_cast<uint64_t>(getpagesize()) + more;
    setrlimit(RLIMIT_AS, &limit);
    void* const too_much =
        mmap(nullptr, more + kGiB, PROT_NONE, MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE, -1, 0);
    if (too_much == MAP_FAILED) return true;
    munmap(too_much, more + kGiB);
    return false;
  }
  void TearDown() override { setrlimit(RLIMIT_AS, &before_); }

 private:
  rlimit before_{};
};

#ifndef __SANITIZE_ADDRESS__  // AddressSanitizer has reserved terabytes.
TEST_F(AddressSpaceTest, LaterMemoriesAreCheckedAndTheHostGoesOn) {
  const Engine engine = make_engine();
  const Module module = compile(engine, R"((module (memory (export "memory") 1)
    (func (export "load") (param i32) (result i32) (i32.load (local.get 0)))))");
  if (!limit(11 * kGiB)) GTEST_SKIP() << "the address space has no limit here";
  const Linker linker(engine);
  std::vector<Instance> instances;
  for (int i = 0; i < 20; ++i) instances.push_back(must(linker.instantiate(module)));

  const auto is_guarded = [](const Instance& i) { return i.bounds() == Bounds::kGuarded; };
  EXPECT_EQ(std::ranges::count_if(instances, is_guarded), 2);
  for (const Instance& instance : instances) {
    const auto load = must(instance.function<int32_t(uint32_t)>("load"));
    EXPECT_EQ(must(load(65532)), 0);
    EXPECT_EQ(error_of(load(65533)).trap, TrapKind::kMemoryOutOfBounds);
  }
  const Error error = error_of(must(instances.back().memory()).grow(60'000));
  EXPECT_NE(error.message.find("for want of address space"), std::string::npos) << error.message;
  void* const host = std::malloc(kGiB / 2);
  EXPECT_NE(host, nullptr);
  std::free(host);
}
#endif

// Behind a small memory lies what is somebody else's, and may be accessible: code for it may lean on
// no fault, so each access is tested, however near to one that was.
TEST(SmallMemory, EveryAccessIsTested) {
  const Engine engine = make_engine({.bounds = Bounds::kChecked});
  constexpr uint64_t kSize = 65536;
  int tested = 0;
  for (uint32_t distance = 1u << 24; distance != 0; distance <<= 1) {
    const std::string far = std::to_string(distance);
    const Instance instance = testing::instantiate(engine, R"((module
      (memory (export "memory") 1 1)
      (func (export "load") (param i32) (result i32)
        (drop (i32.load (local.get 0)))
        (i32.load (i32.add (local.get 0) (i32.const )" + far + R"())))
      (func (export "store") (param i32)
        (i32.store (local.get 0) (i32.const 1))
        (i32.store (i32.add (local.get 0) (i32.const )" + far + R"()) (i32.const 1)))))");
    std::byte* const behind = must(instance.memory()).data().data() + distance;
    void* const neighbour = mmap(behind, kSize, PROT_READ | PROT_WRITE,
                                 MAP_PRIVATE | MAP_ANONYMOUS | MAP_FIXED_NOREPLACE, -1, 0);
    if (neighbour != behind) {  // Somebody is there already.
      if (neighbour != MAP_FAILED) munmap(neighbour, kSize);
      continue;
    }
    ++tested;
    const auto load = must(instance.function<int32_t(int32_t)>("load"));
    EXPECT_EQ(error_of(load(16)).trap, TrapKind::kMemoryOutOfBounds) << far;
    const auto store = must(instance.function<void(int32_t)>("store"));
    EXPECT_EQ(error_of(store(16)).trap, TrapKind::kMemoryOutOfBounds) << far;
    EXPECT_EQ(static_cast<std::byte*>(neighbour)[16], std::byte{0});
    munmap(neighbour, kSize);
  }
  EXPECT_GT(tested, 0);
}

}  // namespace
}  // namespace shoal
