// The runtime's inner parts that stand alone: the type and code registries, lifetime groups.
#include <gtest/gtest.h>

#include <atomic>
#include <memory>
#include <thread>
#include <vector>

#include "runtime/code_registry.h"
#include "runtime/lifetime.h"
#include "runtime/type_registry.h"

namespace shoal::runtime {
namespace {

TEST(TypeRegistryTest, EqualTypesHaveEqualIds) {
  TypeRegistry types;
  const FuncType a = {{ValType::kI32}, {}}, b = {{}, {ValType::kI32}};
  const InternedType* const first = types.acquire(a);
  const InternedType* const second = types.acquire(b);
  EXPECT_EQ(types.acquire(a), first);
  EXPECT_NE(first->id, second->id);
  EXPECT_EQ(first->type, a);
  types.release(first);
  EXPECT_EQ(types.size(), 2u);
  types.release(first);
  EXPECT_EQ(types.size(), 1u);
  const InternedType* const third = types.acquire({{ValType::kFuncRef}, {}});
  EXPECT_NE(third->id, second->id);
  EXPECT_TRUE(third->takes_funcref);
  EXPECT_FALSE(third->returns_funcref);
}

TEST(CodeRegistryTest, FindsTheRangeOfAnAddress) {
  CodeRegistry registry;
  EXPECT_FALSE(registry.find(100));
  registry.add({200, 300, nullptr, nullptr});
  registry.add({100, 150, nullptr, nullptr});
  registry.add({300, 301, nullptr, nullptr});
  EXPECT_FALSE(registry.find(99));
  EXPECT_EQ(registry.find(100)->begin, 100u);
  EXPECT_EQ(registry.find(149)->begin, 100u);
  EXPECT_FALSE(registry.find(150));
  EXPECT_FALSE(registry.find(199));
  EXPECT_EQ(registry.find(299)->begin, 200u);
  EXPECT_EQ(registry.find(300)->begin, 300u);
  EXPECT_FALSE(registry.find(301));
  registry.remove(200);
  EXPECT_FALSE(registry.find(250));
  EXPECT_EQ(registry.find(120)->begin, 100u);
}

TEST(CodeRegistryTest, ReadersAndWritersAtOnce) {
  CodeRegistry registry;
  registry.add({1000, 2000, nullptr, nullptr});
  std::atomic<bool> stop = false;
  std::vector<std::thread> readers;
  for (int i = 0; i < 2; ++i) {
    readers.emplace_back([&] {
      while (!stop) EXPECT_EQ(registry.find(1500)->end, 2000u);
    });
  }
  for (uintptr_t i = 0; i < 2000; ++i) {
    registry.add({3000 + i, 3001 + i, nullptr, nullptr});
    if (i % 2) registry.remove(3000 + i - 1);
  }
  stop = true;
  for (std::thread& t : readers) t.join();
}

/// Counts the living.
class Probe final : public Member {
 public:
  Probe(std::shared_ptr<EngineImpl> engine, int* alive) : Member(std::move(engine)), alive_(alive) {
    ++*alive_;
  }
  ~Probe() override { --*alive_; }

 private:
  int* alive_;
};

class LifetimeTest : public ::testing::Test {
 protected:
  std::shared_ptr<Probe> make() { return Lifetime::start(std::make_unique<Probe>(engine, &alive)); }

  std::shared_ptr<EngineImpl> engine = *EngineImpl::create({});
  int alive = 0;
};

TEST_F(LifetimeTest, ConnectedMembersLiveAsLongAsAnyHandle) {
  auto a = make(), b = make(), c = make();
  Lifetime::connect(*a, *b);
  Lifetime::connect(*b, *c);
  Lifetime::connect(*c, *a);
  a.reset();
  c.reset();
  EXPECT_EQ(alive, 3);
  b.reset();
  EXPECT_EQ(alive, 0);
}

TEST_F(LifetimeTest, HandlesFromBeforeAMergeHoldAll) {
  auto a = make(), b = make();
  auto old = b;
  for (int i = 0; i < 10; ++i) Lifetime::connect(*a, *make());
  Lifetime::connect(*a, *b);
  a.reset();
  b.reset();
  EXPECT_EQ(alive, 12);
  auto fresh = Lifetime::handle(old.get());
  old.reset();
  EXPECT_EQ(alive, 12);
  fresh.reset();
  EXPECT_EQ(alive, 0);
}

TEST_F(LifetimeTest, DependingIsOneWay) {
  auto library = make(), user = make();
  Lifetime::depend(*user, *library);
  user.reset();
  EXPECT_EQ(alive, 1);
  user = make();
  Lifetime::depend(*user, *library);
  library.reset();
  EXPECT_EQ(alive, 2);
  user.reset();
  EXPECT_EQ(alive, 0);
}

TEST_F(LifetimeTest, CyclesOfDependenciesBecomeOneGroup) {
  auto a = make(), b = make(), c = make();
  Lifetime::depend(*a, *b);
  Lifetime::depend(*b, *c);
  Lifetime::depend(*c, *a);
  a.reset();
  b.reset();
  EXPECT_EQ(alive, 3);
  c.reset();
  EXPECT_EQ(alive, 0);
}

TEST_F(LifetimeTest, MergesTakeInWhatLiesBetween) {
  auto a = make(), b = make(), c = make(), d = make();
  Lifetime::depend(*a, *b);
  Lifetime::depend(*b, *c);
  Lifetime::depend(*c, *d);
  Lifetime::connect(*c, *a);  // b must join, or {a, c} -> b -> {a, c} would never die.
  d.reset();
  a.reset();
  c.reset();
  EXPECT_EQ(alive, 4);
  b.reset();
  EXPECT_EQ(alive, 0);
}

TEST_F(LifetimeTest, RandomGraphsDieWithTheirLastHandle) {
  uint32_t seed = 1;
  const auto random = [&seed](uint32_t n) {
    seed = seed * 1664525 + 1013904223;
    return (seed >> 8) % n;
  };
  for (int round = 0; round < 200; ++round) {
    std::vector<std::shared_ptr<Probe>> probes;
    for (int i = 0; i < 12; ++i) probes.push_back(make());
    for (int i = 0; i < 15; ++i) {
      Member& x = *probes[random(12)];
      Member& y = *probes[random(12)];
      random(3) == 0 ? Lifetime::connect(x, y) : Lifetime::depend(x, y);
    }
    while (!probes.empty()) {
      EXPECT_GE(alive, static_cast<int>(probes.size()));
      probes.erase(probes.begin() + random(static_cast<uint32_t>(probes.size())));
    }
    EXPECT_EQ(alive, 0);
  }
}

TEST_F(LifetimeTest, KeptThingsDieWithTheGroup) {
  auto a = make();
  auto thing = std::make_shared<int>(1);
  const std::weak_ptr<int> witness = thing;
  Lifetime::keep(*a, std::move(thing));
  EXPECT_FALSE(witness.expired());
  a.reset();
  EXPECT_TRUE(witness.expired());
}

}  // namespace
}  // namespace shoal::runtime
