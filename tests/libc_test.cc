// The libc functions that the host serves, but for printf and its kin (libc_format_test.cc).
#include <gtest/gtest.h>
#include <strings.h>

#include <atomic>
#include <cctype>
#include <chrono>
#include <climits>
#include <cstdlib>
#include <ctime>
#include <fstream>
#include <iterator>
#include <thread>

#include "libc_fixture.h"
#include "random.h"

namespace shoal::testing {
namespace {

using tests::Random;

constexpr uint32_t kA = 0x1000;
constexpr uint32_t kB = 0x3000;
constexpr uint32_t kFar = 0xFFFFFFF0;
constexpr std::string_view kOutOfBounds = "trap: out of bounds memory access";

class LibcTest : public ::testing::Test {
 protected:
  bool traps(const std::string& name, const std::vector<uint32_t>& arguments) {
    return guest_.failure(name, arguments).starts_with(kOutOfBounds);
  }
  int sign(const std::string& name, const std::vector<uint32_t>& arguments) {
    const int32_t result = guest_.call_int(name, arguments);
    return (result > 0) - (result < 0);
  }
  LibcGuest guest_;
};

TEST_F(LibcTest, MovesMemory) {
  for (const char* name : {"memcpy", "memmove", "emscripten_memcpy_big"}) {
    guest_.put(kA, "0123456789");
    EXPECT_EQ(guest_.call(name, {kA + 2, kA, 8}), kA + 2);
    EXPECT_EQ(guest_.string(kA), "0101234567") << name;
    EXPECT_EQ(guest_.call(name, {kA, kA + 3, 7}), kA);
    EXPECT_EQ(guest_.string(kA), "1234567567") << name;

    EXPECT_EQ(guest_.call(name, {0, kEnd - 4, 4}), 0u);
    EXPECT_TRUE(traps(name, {0, kEnd - 4, 5})) << name;
    EXPECT_TRUE(traps(name, {kEnd - 4, 0, 5})) << name;
    EXPECT_TRUE(traps(name, {0, kA, 0xFFFFFFFF})) << name;
    EXPECT_TRUE(traps(name, {kFar, 0, 32})) << name << ": wraps";
    EXPECT_EQ(guest_.call(name, {kFar, kFar, 0}), kFar) << "no byte is anywhere";
  }
  EXPECT_EQ(guest_.call("memset", {kA, 0x1FF, 3}), kA);
  EXPECT_EQ(guest_.bytes(kA, 4),
            "\xFF\xFF\xFF"
            "4");
  EXPECT_TRUE(traps("memset", {kEnd - 1, 0, 2}));
  EXPECT_TRUE(traps("memset", {0, 0, 0xFFFFFFFF}));
  EXPECT_TRUE(traps("memset", {1, 0, 0xFFFFFFFF}));
}

TEST_F(LibcTest, ComparesMemory) {
  guest_.put_bytes(kA, "ab\0c", 4);
  guest_.put_bytes(kB, "ab\0\xFF", 4);
  EXPECT_EQ(sign("memcmp", {kA, kB, 3}), 0);
  EXPECT_EQ(sign("memcmp", {kA, kB, 4}), -1);
  EXPECT_EQ(sign("memcmp", {kB, kA, 4}), 1);
  EXPECT_TRUE(traps("memcmp", {kA, kEnd - 3, 4}));
  EXPECT_TRUE(traps("memcmp", {kEnd - 3, kA, 4}));
  EXPECT_EQ(guest_.call("memcmp", {kFar, kFar, 0}), 0u);
}

TEST_F(LibcTest, FindsBytes) {
  guest_.put_bytes(kA, "abc\0def", 8);
  EXPECT_EQ(guest_.call("memchr", {kA, 'd', 8}), kA + 4);
  EXPECT_EQ(guest_.call("memchr", {kA, 'd' + 256, 8}), kA + 4);
  EXPECT_EQ(guest_.call("memchr", {kA, 'd', 4}), 0u);
  EXPECT_EQ(guest_.call("memchr", {kFar, 'd', 0}), 0u);
  EXPECT_EQ(guest_.call("strchr", {kA, 'c'}), kA + 2);
  EXPECT_EQ(guest_.call("strchr", {kA, 'd'}), 0u);
  EXPECT_EQ(guest_.call("strchr", {kA, 0}), kA + 3);
  // The memory's end matters only to what gets there.
  guest_.put_bytes(kEnd - 3, "xyz", 3);
  EXPECT_EQ(guest_.call("memchr", {kEnd - 3, 'z', 0xFFFFFFFF}), kEnd - 1);
  EXPECT_TRUE(traps("memchr", {kEnd - 3, 'q', 4}));
  EXPECT_EQ(guest_.call("strchr", {kEnd - 3, 'z'}), kEnd - 1);
  EXPECT_TRUE(traps("strchr", {kEnd - 3, 0}));
  EXPECT_TRUE(traps("strlen", {kEnd - 3}));
  EXPECT_TRUE(traps("strlen", {kEnd}));
  guest_.put(kEnd - 3, "xy");
  EXPECT_EQ(guest_.call("strlen", {kEnd - 3}), 2u);
}

TEST_F(LibcTest, CopiesStrings) {
  guest_.fill('#');
  guest_.put(kA, "text");
  EXPECT_EQ(guest_.call("strcpy", {kB, kA}), kB);
  EXPECT_EQ(guest_.bytes(kB, 6), std::string("text\0#", 6));
  EXPECT_EQ(guest_.call("strncpy", {kB, kA, 7}), kB);
  EXPECT_EQ(guest_.bytes(kB, 8), std::string("text\0\0\0#", 8));
  guest_.call("strncpy", {kB + 100, kA, 2});
  EXPECT_EQ(guest_.bytes(kB + 100, 3), "te#");
  EXPECT_EQ(guest_.call("strcpy", {kEnd - 5, kA}), kEnd - 5);
  EXPECT_TRUE(traps("strcpy", {kEnd - 4, kA}));
  EXPECT_TRUE(traps("strncpy", {kB, kA, 0xFFFFFFFF}));
  EXPECT_TRUE(traps("strncpy", {kEnd - 8, kA, 9}));
  guest_.put_bytes(kEnd - 3, "xyz", 3);
  EXPECT_TRUE(traps("strcpy", {kB, kEnd - 3}));
  EXPECT_EQ(guest_.call("strncpy", {kB, kEnd - 3, 3}), kB);
  EXPECT_EQ(guest_.bytes(kB, 3), "xyz");
}

TEST_F(LibcTest, ComparesAndSearchesStringsAsTheHostDoes) {
  // Few letters, so that much is alike; some strings are longer than a piece of the readers.
  Random random(1);
  const auto text = [&] {
    std::string s(random.chance(20) ? random.below(300) : random.below(6), ' ');
    for (char& c : s) c = random.chance(90) ? 'a' : random.pick({'A', 'b', 'B', '\xE9'});
    return s;
  };
  for (int i = 0; i < 5000; ++i) {
    const std::string a = text();
    const std::string b = random.chance(30) ? a : text();
    const uint32_t n = random.below(310);
    guest_.put(kA, a);
    guest_.put(kB, b);
    const auto sign_of = [](int x) { return (x > 0) - (x < 0); };
    ASSERT_EQ(sign("strcmp", {kA, kB}), sign_of(std::strcmp(a.c_str(), b.c_str())))
        << a << ' ' << b;
    ASSERT_EQ(sign("strncmp", {kA, kB, n}), sign_of(std::strncmp(a.c_str(), b.c_str(), n)));
    ASSERT_EQ(sign("strncasecmp", {kA, kB, n}), sign_of(strncasecmp(a.c_str(), b.c_str(), n)));
    ASSERT_EQ(guest_.call("strspn", {kA, kB}), std::strspn(a.c_str(), b.c_str()));
    ASSERT_EQ(guest_.call("strcspn", {kA, kB}), std::strcspn(a.c_str(), b.c_str()));
    const size_t at = a.find(b);
    ASSERT_EQ(guest_.call("strstr", {kA, kB}),
              at == std::string::npos ? 0 : kA + static_cast<uint32_t>(at));
  }
}

TEST_F(LibcTest, ReadsStringsNoFurtherThanItMust) {
  guest_.put_bytes(kEnd - 3, "abc", 3);
  guest_.put(kA, "abd");
  EXPECT_EQ(sign("strcmp", {kEnd - 3, kA}), -1);
  guest_.put(kA, "abcd");
  EXPECT_TRUE(traps("strcmp", {kEnd - 3, kA}));
  EXPECT_TRUE(traps("strcmp", {kA, kEnd - 3}));
  EXPECT_EQ(sign("strncmp", {kEnd - 3, kA, 3}), 0);
  EXPECT_TRUE(traps("strncmp", {kEnd - 3, kA, 4}));
  EXPECT_EQ(sign("strncasecmp", {kEnd - 3, kA, 3}), 0);
  EXPECT_TRUE(traps("strspn", {kA, kEnd - 3})) << "the set has no end";
  EXPECT_TRUE(traps("strspn", {kEnd - 3, kA}));
  EXPECT_EQ(guest_.call("strcspn", {kEnd - 3, kA + 2}), 2u);
  EXPECT_TRUE(traps("strstr", {kEnd - 3, kA}));
  EXPECT_TRUE(traps("strstr", {kA, kEnd - 3}));
}

TEST_F(LibcTest, ReadsNumbersAsTheHostDoes) {
  // int and long have 32 bits there, so the host's values are cut as C says.
  const char* const texts[] = {"0",
                               "1",
                               "-1",
                               "  42",
                               "\t\n\v\f\r 7z",
                               "+5",
                               "-",
                               "+",
                               "",
                               "x",
                               "0x",
                               "0xg",
                               "0x1F",
                               "0X1f",
                               "-0x10",
                               "08",
                               "017",
                               "0b1",
                               "zz",
                               "2147483647",
                               "2147483648",
                               "-2147483648",
                               "-2147483649",
                               "4294967295",
                               "4294967296",
                               "-4294967295",
                               "99999999999999999999",
                               "-99999999999999999999",
                               "1 2",
                               "--1",
                               "00012",
                               "zZ9",
                               " 0x"};
  for (const char* text : texts) {
    guest_.put(kA, text);
    for (const int base : {0, 2, 8, 10, 16, 36}) {
      const uint32_t b = static_cast<uint32_t>(base);
      char* end = nullptr;
      const long long wide = std::strtoll(text, &end, base);
      const auto expected = static_cast<int32_t>(std::clamp<long long>(wide, INT32_MIN, INT32_MAX));
      ASSERT_EQ(guest_.call_int("strtol", {kA, kB, b}), expected) << text << ", base " << base;
      ASSERT_EQ(guest_.load<uint32_t>(kB), kA + static_cast<uint32_t>(end - text))
          << text << ", base " << base;
      ASSERT_EQ(guest_.call_int("strtol", {kA, 0, b}), expected);

      const bool is_negative = std::string_view(text).find('-') != std::string_view::npos;
      const unsigned long long magnitude =
          wide == LLONG_MIN ? ULLONG_MAX : static_cast<unsigned long long>(std::abs(wide));
      const uint32_t unsigned_expected =
          magnitude > UINT32_MAX ? UINT32_MAX
                                 : static_cast<uint32_t>(is_negative ? 0 - magnitude : magnitude);
      ASSERT_EQ(guest_.call("strtoul", {kA, kB, b}), unsigned_expected) << text << ' ' << base;
      ASSERT_EQ(guest_.load<uint32_t>(kB), kA + static_cast<uint32_t>(end - text));
      if (base == 10) {
        ASSERT_EQ(guest_.call_int("atoi", {kA}), expected) << text;
      }
    }
  }
  for (const uint32_t base : {1u, 37u, 0xFFFFFFFFu}) {
    guest_.put(kA, "1");
    EXPECT_EQ(guest_.call("strtol", {kA, kB, base}), 0u);
    EXPECT_EQ(guest_.load<uint32_t>(kB), kA);
  }
  guest_.put_bytes(kEnd - 2, "12", 2);
  EXPECT_TRUE(traps("atoi", {kEnd - 2}));
  guest_.put_bytes(kEnd - 2, "1 ", 2);
  EXPECT_EQ(guest_.call("atoi", {kEnd - 2}), 1u);
  EXPECT_TRUE(traps("strtol", {kA, kEnd - 3, 10}));
}

TEST_F(LibcTest, ClassifiesCharactersAsTheHostDoesInItsCLocale) {
  const std::pair<const char*, int (*)(int)> kClasses[] = {
      {"isalnum", isalnum}, {"isalpha", isalpha}, {"isblank", isblank}, {"iscntrl", iscntrl},
      {"isdigit", isdigit}, {"isgraph", isgraph}, {"islower", islower}, {"isprint", isprint},
      {"ispunct", ispunct}, {"isspace", isspace}, {"isupper", isupper}, {"isxdigit", isxdigit}};
  for (int c = -1; c < 256; ++c) {
    for (const auto& [name, host] : kClasses) {
      ASSERT_EQ(guest_.call(name, {static_cast<uint32_t>(c)}) != 0, host(c) != 0) << name << c;
    }
    ASSERT_EQ(guest_.call_int("tolower", {static_cast<uint32_t>(c)}), tolower(c));
    ASSERT_EQ(guest_.call_int("toupper", {static_cast<uint32_t>(c)}), toupper(c));
  }
  for (const uint32_t c : {256u, 0x141u, 0x7FFFFFFFu, 0x80000000u}) {
    EXPECT_EQ(guest_.call("isalpha", {c}), 0u);
    EXPECT_EQ(guest_.call("tolower", {c}), c);
  }
}

TEST_F(LibcTest, PrintsLinesAndCharacters) {
  guest_.put(kA, "a line");
  EXPECT_EQ(guest_.call_int("puts", {kA}), 7);
  EXPECT_EQ(guest_.call_int("putchar", {0x141}), 0x41);
  EXPECT_EQ(guest_.take_output(), "a line\nA");
  guest_.put(kA, std::string(10000, 'x'));
  EXPECT_EQ(guest_.call_int("puts", {kA}), 10001);
  EXPECT_EQ(guest_.take_output(), std::string(10000, 'x') + "\n");
  guest_.put_bytes(kEnd - 3, "xyz", 3);
  EXPECT_TRUE(traps("puts", {kEnd - 3}));
}

TEST_F(LibcTest, Ends) {
  EXPECT_EQ(guest_.failure("exit", {7}), "exit: 7");
  EXPECT_EQ(guest_.failure("exit", {0xFFFFFFFF}), "exit: -1");
  EXPECT_EQ(guest_.failure("abort", {}), "trap: the guest called abort()");
  EXPECT_EQ(guest_.failure("_abort", {3}), "trap: the guest called abort(3)") << "Emscripten's";
  EXPECT_TRUE(contains(guest_.failure("abortStackOverflow", {64}), "abortStackOverflow(64)"));
  EXPECT_TRUE(contains(guest_.failure("nullFunc_X", {5}), "nullFunc_X(5)"));
  EXPECT_TRUE(contains(guest_.failure("__cxa_throw", {kA, 0, 0}), "threw a C++ exception"));
  EXPECT_EQ(guest_.call("__cxa_begin_catch", {kA}), kA);
}

TEST_F(LibcTest, TellsTheTime) {
  const auto at = [&](uint32_t clock) {
    EXPECT_EQ(guest_.call_int("clock_gettime", {clock, kA}), 0);
    return guest_.load<int64_t>(kA) * 1'000'000'000 + guest_.load<int32_t>(kA + 8);
  };
  const int64_t now =
      std::chrono::nanoseconds(std::chrono::system_clock::now().time_since_epoch()).count();
  EXPECT_GE(at(0), now);
  const int64_t before = at(1);
  EXPECT_GE(at(1), before);
  EXPECT_GE(at(2), 0);
  EXPECT_GE(at(3), 0);
  EXPECT_EQ(guest_.call_int("clock_gettime", {4, kA}), -1);
  EXPECT_TRUE(traps("clock_gettime", {0, kEnd - 8}));
}

// --- Allocation ---

class LibcHeapTest : public ::testing::Test {
 protected:
  LibcHeapTest() : guest_({.host_managed_heap_size = 16384}) {}
  LibcGuest guest_;
};

TEST_F(LibcHeapTest, Allocates) {
  const uint32_t a = guest_.call("malloc", {100});
  const uint32_t b = guest_.call("malloc", {100});
  ASSERT_NE(a, 0u);
  ASSERT_NE(b, 0u);
  EXPECT_EQ(a % 16, 0u);
  EXPECT_GE(b > a ? b - a : a - b, 100u);
  EXPECT_EQ(guest_.call("malloc", {1 << 20}), 0u);
  EXPECT_EQ(guest_.call("malloc", {0xFFFFFFFF}), 0u);
  EXPECT_NE(guest_.call("malloc", {0}), 0u);

  guest_.put_bytes(a, std::string(100, 'x').data(), 100);
  guest_.call("free", {a});
  const uint32_t c = guest_.call("calloc", {10, 10});
  ASSERT_NE(c, 0u);
  EXPECT_EQ(guest_.bytes(c, 100), std::string(100, '\0'));
  EXPECT_EQ(guest_.call("calloc", {0x10000, 0x10000}), 0u) << "the product is 2^32";
  EXPECT_EQ(guest_.call("calloc", {0x10001, 0xFFFF}), 0u) << "2^32 - 1, which there is not";
  EXPECT_EQ(guest_.call("calloc", {0xFFFFFFFF, 0xFFFFFFFF}), 0u);
}

TEST_F(LibcHeapTest, Reallocates) {
  const uint32_t a = guest_.call("malloc", {10});
  guest_.put(a, "contents");
  const uint32_t b = guest_.call("realloc", {a, 5000});
  ASSERT_NE(b, 0u);
  EXPECT_EQ(guest_.string(b), "contents");
  EXPECT_EQ(guest_.failure("realloc", {b, 1 << 20}), "trap: out of memory");
  EXPECT_EQ(guest_.string(b), "contents") << "the block is as it was";
  EXPECT_NE(guest_.call("realloc", {0, 10}), 0u);
  EXPECT_EQ(guest_.failure("realloc", {0, 1 << 20}), "trap: out of memory");
  EXPECT_EQ(guest_.call("realloc", {b + 16, 10}), 0u) << "no block";
  EXPECT_EQ(guest_.call("realloc", {kFar, 10}), 0u) << "no block";
  EXPECT_EQ(guest_.string(b), "contents");
}

TEST_F(LibcHeapTest, FreesNothingThatIsNoBlock) {
  const uint32_t a = guest_.call("malloc", {100});
  for (const uint32_t address : {0u, 4u, a + 1, a + 16, a - 16, kEnd - 1}) {
    guest_.call("free", {address});
  }
  guest_.call("free", {a});
  guest_.call("free", {a});
  EXPECT_TRUE(guest_.failure("free", {kFar}).starts_with(kOutOfBounds));
  EXPECT_EQ(guest_.call("malloc", {100}), a) << "the heap is as it was";
}

TEST_F(LibcHeapTest, DuplicatesStrings) {
  guest_.put(100, "some text");
  for (const char* name : {"strdup", "_strdup"}) {
    const uint32_t copy = guest_.call(name, {100});
    ASSERT_NE(copy, 0u);
    EXPECT_EQ(guest_.string(copy), "some text");
  }
  guest_.put(100, std::string(60000, 'x'));
  EXPECT_NE(guest_.call("strdup", {100}), 0u) << "heaps on pages of their own fill them";
  EXPECT_EQ(guest_.call("strdup", {100}), 0u) << "no room";
  EXPECT_NE(guest_.call("__cxa_allocate_exception", {40}), 0u);
}

TEST(LibcAllocationTest, WithoutAHeapThereIsNoRoom) {
  LibcGuest guest;
  EXPECT_EQ(guest.call("malloc", {1}), 0u);
  EXPECT_EQ(guest.call("calloc", {1, 1}), 0u);
  EXPECT_EQ(guest.failure("realloc", {0, 1}), "trap: out of memory");
  guest.put(kA, "x");
  EXPECT_EQ(guest.call("strdup", {kA}), 0u);
  guest.call("free", {kA});
}

/// Instances of one memory, with the host's allocator.
TEST(LibcAllocationTest, InstancesOfOneMemoryShareItsHeap) {
  const Engine engine = make_engine();
  Linker linker(engine);
  must(linker.define_malloc());
  const Memory memory = must(Memory::create(engine, {.limits = {.min = 2}}));
  const MemoryHeap heap = must(memory.create_heap(65536, 65536));
  must(linker.define("env", "memory", memory));
  const Module module = compile(engine, R"((module
    (import "env" "memory" (memory 1))
    (import "env" "malloc" (func $malloc (param i32) (result i32)))
    (import "env" "free" (func $free (param i32)))
    (func (export "malloc_one") (param i32) (result i32) (call $malloc (local.get 0)))
    (func (export "free_one") (param i32) (call $free (local.get 0)))))");
  const Instance a = must(linker.instantiate(module));
  const Instance b = must(linker.instantiate(module));
  const auto allocate = [](const Instance& instance, int32_t size) {
    return static_cast<uint32_t>(
        must(must(instance.function<int32_t(int32_t)>("malloc_one"))(size)));
  };
  const uint32_t x = allocate(a, 1000);
  const uint32_t y = allocate(b, 1000);
  EXPECT_GE(x, 65536u);
  EXPECT_GE(y > x ? y - x : x - y, 1000u);
  EXPECT_EQ(heap.block_size(x).has_value(), true);
  must(must(b.function<void(int32_t)>("free_one"))(static_cast<int32_t>(x)));
  EXPECT_EQ(heap.block_size(x).has_value(), false);
  EXPECT_EQ(heap.usage().blocks, 1u);
}

// --- Shared heaps ---

/// A chain of two heaps, the second one page below the top.
class LibcSharedHeapTest : public ::testing::TestWithParam<bool> {
 protected:
  LibcSharedHeapTest() {
    const Engine& engine = guest_.linker().engine();
    head_ = must(SharedHeap::create_managed(engine, 65536));
    tail_ = must(SharedHeap::create_managed(engine, 65536));
    must(SharedHeap::chain(head_, tail_));
  }
  void attach(Access access) {
    must(guest_.instance().attach(head_, {.access = access, .contiguous = GetParam()}));
  }
  void put(uint64_t address, char c) { *head_.native_address(address) = std::byte(c); }

  LibcGuest guest_;
  SharedHeap head_, tail_;
};

TEST_P(LibcSharedHeapTest, StringsLieInOneRange) {
  attach(Access::kReadWrite);
  const uint64_t border = tail_.start_address();
  for (uint64_t at = border - 200; at < border + 100; ++at) put(at, 'x');
  const auto start = static_cast<uint32_t>(border - 200);
  if (GetParam()) {
    EXPECT_EQ(guest_.call("strlen", {start}), 300u);
    EXPECT_EQ(guest_.call("memchr", {start, 0, 1000}), start + 300);
  } else {
    EXPECT_TRUE(guest_.failure("strlen", {start}).starts_with(kOutOfBounds));
    EXPECT_TRUE(guest_.failure("puts", {start}).starts_with(kOutOfBounds));
    EXPECT_EQ(guest_.call("memchr", {start, 'x', 1000}), start);
  }
  EXPECT_EQ(guest_.call("strlen", {static_cast<uint32_t>(border)}), 100u);
  put(border - 1, '\0');
  EXPECT_EQ(guest_.call("strlen", {start}), 199u);
  guest_.put(kA, "text");
  EXPECT_EQ(guest_.call("strcpy", {static_cast<uint32_t>(border - 5), kA}), border - 5);
  EXPECT_EQ(guest_.call("strcmp", {static_cast<uint32_t>(border - 5), kA}), 0u);
}

TEST_P(LibcSharedHeapTest, StringsEndWithTheAddressSpace) {
  attach(Access::kReadWrite);
  for (uint64_t at = 0xFFFFFFF0; at <= 0xFFFFFFFF; ++at) put(at, 'x');
  EXPECT_TRUE(guest_.failure("strlen", {0xFFFFFFF0}).starts_with(kOutOfBounds)) << "no wrapping";
  put(0xFFFFFFFF, '\0');
  EXPECT_EQ(guest_.call("strlen", {0xFFFFFFF0}), 15u);
  guest_.put(kA, "%s");
  const uint32_t list[] = {0xFFFFFFF0};
  guest_.put_bytes(kB, list, sizeof(list));
  EXPECT_EQ(guest_.call("printf", {kA, kB}), 15u);
  EXPECT_EQ(guest_.take_output(), std::string(15, 'x'));
  EXPECT_TRUE(guest_.failure("sprintf", {0xFFFFFFF1, kA, kB}).starts_with(kOutOfBounds));
}

TEST_P(LibcSharedHeapTest, NothingWritesToWhatIsReadOnly) {
  put(tail_.start_address(), 'x');
  attach(Access::kReadOnly);
  const auto at = static_cast<uint32_t>(tail_.start_address());
  EXPECT_EQ(guest_.call("strlen", {at}), 1u);
  guest_.put(kA, "text");
  EXPECT_TRUE(guest_.failure("strcpy", {at, kA}).starts_with(kOutOfBounds));
  EXPECT_TRUE(guest_.failure("sprintf", {at, kA, kB}).starts_with(kOutOfBounds));
  EXPECT_TRUE(guest_.failure("memset", {at, 0, 1}).starts_with(kOutOfBounds));
  EXPECT_TRUE(guest_.failure("clock_gettime", {0, at}).starts_with(kOutOfBounds));
  EXPECT_EQ(guest_.call("strcpy", {kB, at}), kB);
  EXPECT_EQ(guest_.string(kB), "x");
}

INSTANTIATE_TEST_SUITE_P(Chains, LibcSharedHeapTest, ::testing::Bool(),
                         [](const auto& info) { return info.param ? "Contiguous" : "Separate"; });

// --- The whole ---

TEST(LibcLinkTest, NamesHaveAModuleAndTakeAnUnderscore) {
  const Engine engine = make_engine();
  Linker linker(engine);
  must(linker.define_libc({.module = "libc"}));
  for (const char* name : {"printf", "_printf", "strdup", "_strdup", "__cxa_throw", "___cxa_throw",
                           "clock", "_clock"}) {
    EXPECT_TRUE(linker.find("libc", name)) << name;
    EXPECT_FALSE(linker.find("env", name)) << name;
  }
  must(linker.define_malloc());
  EXPECT_TRUE(linker.find("env", "malloc"));
  EXPECT_FALSE(linker.find("env", "printf"));
}

TEST(LibcLinkTest, ImportsFindTheOverloadOfTheirType) {
  const Engine engine = make_engine();
  Linker linker(engine);
  must(linker.define("m", "f", [] { return 1; }));
  must(linker.define_overload("m", "f", must(Func::wrap(engine, [](int32_t x) { return x; }))));
  EXPECT_TRUE(contains(
      error_of(linker.define_overload("m", "g", must(Func::wrap(engine, [] {})))).message, "m.g"));
  const Instance instance = must(linker.instantiate(compile(engine, R"((module
    (import "m" "f" (func $none (result i32)))
    (import "m" "f" (func $one (param i32) (result i32)))
    (func (export "both") (result i32) (i32.add (call $none) (call $one (i32.const 41))))))")));
  EXPECT_EQ(must(must(instance.function<int32_t()>("both"))()), 42);
  const Module other = compile(engine, R"((module (import "m" "f" (func (param i64)))))");
  EXPECT_TRUE(contains(error_of(linker.instantiate(other)).message, "incompatible import type"));
  must(linker.define("m", "f", [](int64_t) {}));
  must(linker.instantiate(other));
  const Module one =
      compile(engine, R"((module (import "m" "f" (func (param i32) (result i32)))))");
  EXPECT_FALSE(linker.instantiate(one).ok()) << "defining a name again replaces all of it";
}

TEST(LibcInterruptTest, StopsWhatTakesLong) {
  LibcGuest guest;
  guest.put(kA, "%2147483000s%1s");
  guest.put(0x8000, "");
  const uint32_t list[] = {0x8000, 0x8000};
  guest.put_bytes(kB, list, sizeof(list));
  std::atomic<bool> done = false;
  std::thread interrupter([&] {
    while (!done) {
      guest.instance().interrupt();
      std::this_thread::sleep_for(std::chrono::milliseconds(1));
    }
  });
  const Result<uint32_t> result = guest.try_call("printf", {kA, kB});
  done = true;
  interrupter.join();
  ASSERT_FALSE(result.ok());
  EXPECT_EQ(result.error().trap, TrapKind::kInterrupt);
}

TEST(LibcGuestTest, ServesCGuests) {
  std::ifstream file(SHOAL_LIBC_GUEST, std::ios::binary);
  const std::vector<uint8_t> wasm{std::istreambuf_iterator<char>(file), {}};
  for (const Bounds bounds : {Bounds::kGuarded, Bounds::kChecked}) {
    Config config;
    config.bounds = bounds;
    const Engine engine = make_engine(config);
    Linker linker(engine);
    std::string output;
    must(linker.define_libc({.output = [&](std::string_view text) { output += text; }}));
    const Instance instance = must(linker.instantiate(must(Module::compile(engine, wasm)),
                                                      {.host_managed_heap_size = 64 << 10}));
    const int32_t result = must(must(instance.function<int32_t()>("run"))());
    EXPECT_EQ(result, 0) << output;
    EXPECT_EQ(output, R"(int -1 4294967295 0xff 0377
wide -9223372036854775808 18446744073709551615
small -1 255 -1 65535
float 3.141593 2.718282e+00 0.1 0x1.8p+1
long double 1.000000000000000000000000000001
mixed 1 2.5 3 4.5 five c %
sorted: 1 2 3 5 8 13 21
[   right|left    |00042|+7]
)");
    const Result<void> left = must(instance.function<void()>("leave"))();
    ASSERT_FALSE(left.ok());
    EXPECT_EQ(left.error().kind, ErrorKind::kExit);
    EXPECT_EQ(left.error().exit_code, 3);
  }
}

}  // namespace
}  // namespace shoal::testing
