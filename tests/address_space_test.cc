// A process with little address space: memories get less of it, their code is checked, and the rest
// of the process goes on. A CPU with 39 address bits is the same, some hundred memories later.
#include <gtest/gtest.h>
#include <sys/mman.h>
#include <sys/resource.h>
#include <unistd.h>

#include <algorithm>
#include <cstdlib>
#include <fstream>
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

}  // namespace
}  // namespace shoal
