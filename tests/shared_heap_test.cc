// Shared heaps: their geometry, every rule with the message that names it, the allocator behind
// them, and what an instance that attaches them can touch.
#include "shoal/shared_heap.h"

#include <fcntl.h>
#include <gtest/gtest.h>
#include <sys/mman.h>

#include <array>
#include <cstdlib>
#include <thread>

#include "tests/heap_fixture.h"

namespace shoal::runtime {
namespace {

// A file of some bytes that goes with the test.
class TempFile {
 public:
  explicit TempFile(std::string_view content, int flags = O_RDWR) {
    char path[] = "/tmp/shoal-heap-XXXXXX";
    const int made = mkstemp(path);
    EXPECT_EQ(write(made, content.data(), content.size()), static_cast<ssize_t>(content.size()));
    fd_ = open(path, flags | O_CLOEXEC);
    close(made);
    unlink(path);
  }
  ~TempFile() { close(fd_); }
  int fd() const { return fd_; }

 private:
  int fd_;
};

class SharedHeapTest : public HeapTest {
 protected:
  Result<SharedHeapImpl::Ptr> file(int fd, uint64_t offset, uint64_t length, Access access) {
    return SharedHeapImpl::from_file(domain_, fd, offset, length, access);
  }
  alignas(65536) std::array<std::byte, 2 * 65536> buffer_{};
};

// ---- Geometry

TEST_F(SharedHeapTest, AHeapEndsAtTheTop) {
  SharedHeap heap = managed(1);
  EXPECT_EQ(heap.size(), page_);
  EXPECT_EQ(heap.start_address(), kTop - page_);
  EXPECT_TRUE(heap.is_managed());
  EXPECT_TRUE(heap.is_mappable());
  EXPECT_EQ(heap.bytes().size(), page_);
}

TEST_F(SharedHeapTest, AChainEndsAtTheTopHeadLowest) {
  SharedHeap head = managed(2 * page_);
  SharedHeap tail = over(std::span(buffer_).first(page_));
  EXPECT_EQ(chain(head, tail), head);
  EXPECT_EQ(head.start_address(), kTop - 3 * page_);
  EXPECT_EQ(tail.start_address(), kTop - page_);
  if (page_ == 4096) {
    EXPECT_EQ(head.start_address(), 0xffffd000u);
  }
  EXPECT_EQ(*head.allocate(10), head.start_address());
  EXPECT_EQ(head.heaps(), (std::vector{head, tail}));
  EXPECT_EQ(tail.heaps(), std::vector{tail});
}

TEST_F(SharedHeapTest, UnchainingMovesWhatIsSeparated) {
  SharedHeap a = managed(page_);
  SharedHeap b = managed(2 * page_);
  SharedHeap c = managed(3 * page_);
  chain(b, c);
  chain(a, b);
  EXPECT_EQ(a.start_address(), kTop - 6 * page_);
  EXPECT_EQ(*SharedHeap::unchain(a, false), b);
  EXPECT_EQ(a.start_address(), kTop - page_);
  EXPECT_EQ(b.start_address(), kTop - 5 * page_);
  chain(a, b);
  EXPECT_EQ(*SharedHeap::unchain(a, true), c);
  EXPECT_EQ(b.start_address(), kTop - 2 * page_);
  EXPECT_EQ(c.start_address(), kTop - 3 * page_);
}

TEST_F(SharedHeapTest, UnchainingInTheMiddleKeepsTheFrontTogether) {
  SharedHeap a = managed(page_);
  SharedHeap b = managed(page_);
  SharedHeap c = managed(page_);
  chain(b, c);
  chain(a, b);
  EXPECT_EQ(*SharedHeap::unchain(b, false), c);
  EXPECT_EQ(a.start_address(), kTop - 2 * page_);
  EXPECT_EQ(b.start_address(), kTop - page_);
  EXPECT_EQ(a.heaps(), (std::vector{a, b}));
}

TEST_F(SharedHeapTest, AChainOwnsItsHeaps) {
  SharedHeap a = managed(page_);
  {
    SharedHeap b = managed(page_);
    b.writable_bytes()[5] = std::byte{42};
    chain(a, b);
  }
  EXPECT_EQ(*a.native_address(kTop - page_ + 5), std::byte{42});
  EXPECT_EQ(a.heaps().size(), 2u);
  SharedHeap body = a.heaps()[1];
  a = SharedHeap();
  SharedHeap head =
      managed(page_);  // The body has lost its predecessor with the last handle to that.
  EXPECT_TRUE(SharedHeap::chain(head, body).ok());
}

TEST_F(SharedHeapTest, AVeryLongChainGoesWithoutRecursion) {
  std::vector<std::byte> bytes(page_);
  SharedHeap head = over(bytes);
  for (int i = 0; i < 2'000; ++i) head = chain(over(bytes), head);
  EXPECT_EQ(head.start_address(), kTop - 2'001 * page_);
  head = SharedHeap();
  SharedHeap a = managed(page_);
  chain(a, managed(page_));
  chain(managed(page_), a);
  EXPECT_TRUE(SharedHeap::unchain(a, true).ok());
}

// ---- Rules of creation

TEST_F(SharedHeapTest, CreationNamesTheRule) {
  EXPECT_TRUE(fails(SharedHeapImpl::create_managed(domain_, 0), "cannot be empty"));
  EXPECT_TRUE(fails(SharedHeapImpl::create_managed(domain_, kTop + 1), "4 GiB", ErrorKind::kLimit));
  EXPECT_TRUE(
      fails(SharedHeapImpl::create_managed(domain_, UINT64_MAX), "4 GiB", ErrorKind::kLimit));
  const auto from_buffer = [&](std::span<std::byte> buffer) {
    return SharedHeapImpl::from_buffer(domain_, buffer, Access::kReadWrite);
  };
  EXPECT_TRUE(fails(from_buffer({}), "null"));
  EXPECT_TRUE(fails(from_buffer(std::span(buffer_).first(0)), "empty"));
  EXPECT_TRUE(from_buffer(std::span(buffer_).subspan(1, page_)).ok());  // Any address will do,
  EXPECT_TRUE(from_buffer(std::span(buffer_).subspan(1, page_)).ok());  // and more than once.
}

TEST_F(SharedHeapTest, EmptyAndDestroyedHandlesFail) {
  SharedHeap none;
  SharedHeap heap = managed(page_);
  EXPECT_FALSE(none);
  EXPECT_TRUE(fails(SharedHeap::chain(none, heap), "empty"));
  EXPECT_TRUE(fails(SharedHeap::chain(heap, none), "empty"));
  EXPECT_TRUE(fails(SharedHeap::unchain(none, true), "empty"));
  EXPECT_TRUE(fails(none.reset(), "empty"));
  EXPECT_TRUE(fails(none.destroy(), "empty"));
  EXPECT_TRUE(fails(none.allocate(1), "empty"));
  EXPECT_TRUE(fails(none.free(1), "empty"));
  EXPECT_EQ(none.native_address(kTop - 1), nullptr);
  EXPECT_EQ(none.size(), 0u);
  FakeInstance instance;
  EXPECT_TRUE(fails(attach(instance, none), "empty"));

  ASSERT_TRUE(heap.destroy().ok());
  EXPECT_TRUE(fails(heap.destroy(), "destroyed"));
  EXPECT_TRUE(fails(heap.allocate(1), "destroyed"));
  EXPECT_TRUE(fails(heap.reset(), "destroyed"));
  EXPECT_TRUE(fails(SharedHeap::chain(managed(page_), heap), "destroyed"));
  EXPECT_TRUE(fails(attach(instance, heap), "destroyed"));
  EXPECT_TRUE(heap.bytes().empty());
  EXPECT_EQ(heap.native_address(kTop - 1), nullptr);
}

// ---- Files

TEST_F(SharedHeapTest, AFileHeapIsTheFile) {
  std::string content(page_ + 100, 'x');
  TempFile temp(content);
  auto impl = file(temp.fd(), 0, content.size(), Access::kReadWrite);
  ASSERT_TRUE(impl.ok()) << impl.error().message;
  SharedHeap heap(*impl);
  EXPECT_EQ(heap.size(), 2 * page_);
  EXPECT_FALSE(heap.is_managed());
  EXPECT_EQ(heap.bytes()[page_ + 99], std::byte{'x'});
  EXPECT_EQ(heap.bytes()[page_ + 100], std::byte{0});  // Behind the file's end: zero.
  EXPECT_EQ(heap.bytes()[2 * page_ - 1], std::byte{0});
  heap.writable_bytes()[3] = std::byte{'y'};
  char back = 0;
  ASSERT_EQ(pread(temp.fd(), &back, 1, 3), 1);
  EXPECT_EQ(back, 'y');
  ASSERT_EQ(pwrite(temp.fd(), "z", 1, 4), 1);
  EXPECT_EQ(heap.bytes()[4], std::byte{'z'});

  SharedHeap second(*file(temp.fd(), page_, 100, Access::kReadOnly));
  EXPECT_EQ(second.size(), page_);
  EXPECT_TRUE(second.writable_bytes().empty());
  EXPECT_EQ(second.bytes()[99], std::byte{'x'});
  EXPECT_FALSE(Touch::can_write(const_cast<std::byte*>(second.bytes().data())));
}

TEST_F(SharedHeapTest, FileRulesAreNamed) {
  TempFile temp(std::string(3 * page_, 'x'));
  const auto open = [&](uint64_t offset, uint64_t length) {
    return file(temp.fd(), offset, length, Access::kReadOnly);
  };
  EXPECT_TRUE(fails(open(0, 0), "empty"));
  EXPECT_TRUE(fails(open(0, 4 * page_), "reach beyond the file"));
  EXPECT_TRUE(fails(open(uint64_t{1} << 63, page_), "reach beyond the file"));
  EXPECT_TRUE(fails(file(-1, 0, page_, Access::kReadOnly), "descriptor", ErrorKind::kSystem));
  int ends[2];
  ASSERT_EQ(pipe(ends), 0);
  EXPECT_TRUE(fails(file(ends[0], 0, page_, Access::kReadOnly), "regular file"));
  close(ends[0]);
  close(ends[1]);
  TempFile read_only(std::string(page_, 'x'), O_RDONLY);
  EXPECT_TRUE(file(read_only.fd(), 0, page_, Access::kReadOnly).ok());
  EXPECT_TRUE(fails(file(read_only.fd(), 0, page_, Access::kReadWrite),
                    "open the file with the access", ErrorKind::kSystem));
}

// ---- Rules of chains

TEST_F(SharedHeapTest, ChainRulesAreNamed) {
  SharedHeap a = managed(page_);
  SharedHeap b = managed(page_);
  SharedHeap c = managed(page_);
  EXPECT_TRUE(fails(SharedHeap::chain(a, a), "to itself"));
  chain(a, b);
  EXPECT_TRUE(fails(SharedHeap::chain(a, c), "already has a successor"));
  EXPECT_TRUE(fails(SharedHeap::chain(b, c), "the head is already chained behind"));
  EXPECT_TRUE(fails(SharedHeap::chain(c, b), "the body is already chained behind"));
  EXPECT_TRUE(fails(SharedHeap::chain(b, a), "behind another heap"));  // No cycle.
  EXPECT_TRUE(fails(SharedHeap::unchain(b, false), "no successor"));
  EXPECT_TRUE(fails(SharedHeap::unchain(c, true), "no successor"));
  SharedHeap foreign(*SharedHeapImpl::create_managed(std::make_shared<HeapDomain>(), page_));
  EXPECT_TRUE(fails(SharedHeap::chain(foreign, a), "two engines"));
  EXPECT_TRUE(fails(a.destroy(), "part of a chain"));
  EXPECT_TRUE(fails(b.destroy(), "part of a chain"));
}

TEST_F(SharedHeapTest, AChainFillsFourGiBAndNoMore) {
  SharedHeap tail = managed(uint64_t{3} << 30);
  chain(managed(uint64_t{1} << 30), tail);
  SharedHeap body = managed(kTop - page_);
  SharedHeap head = managed(page_);
  chain(head, body);
  EXPECT_EQ(head.start_address(), 0u);
  EXPECT_NE(*head.allocate(1), 0u);  // Address 0 would be a null pointer.
  EXPECT_EQ(head.usage().blocks, 1u);
  EXPECT_TRUE(fails(SharedHeap::chain(managed(page_), head), "4 GiB", ErrorKind::kLimit));
}

TEST_F(SharedHeapTest, AttachedHeapsAreFrozen) {
  SharedHeap a = managed(page_);
  SharedHeap b = managed(page_);
  SharedHeap c = managed(page_);
  chain(b, c);
  FakeInstance instance;
  ASSERT_TRUE(attach(instance, b).ok());
  EXPECT_EQ(b.attached_count(), 1u);
  EXPECT_EQ(c.attached_count(), 1u);
  EXPECT_TRUE(fails(SharedHeap::chain(a, b), "the body is attached"));
  EXPECT_TRUE(fails(SharedHeap::chain(b, a), "the head is attached"));
  EXPECT_TRUE(fails(SharedHeap::unchain(b, false), "attached"));
  EXPECT_TRUE(fails(b.reset(), "attached"));
  EXPECT_TRUE(fails(c.reset(), "attached"));
  EXPECT_TRUE(fails(c.destroy(), "attached"));
  ASSERT_TRUE(instance.attachment.detach().ok());
  ASSERT_TRUE(instance.attachment.detach().ok());  // Again: harmless.
  EXPECT_EQ(c.attached_count(), 0u);
  EXPECT_TRUE(SharedHeap::chain(a, b).ok());
}

// The whole chain is frozen, whichever heap of it the attachment began at and whichever is named.
TEST_F(SharedHeapTest, AttachedChainsAreFrozenInTheMiddleToo) {
  SharedHeap a = managed(page_);
  SharedHeap b = managed(page_);
  SharedHeap c = managed(page_);
  chain(b, c);
  chain(a, b);
  FakeInstance whole;
  ASSERT_TRUE(attach(whole, a).ok());
  EXPECT_TRUE(fails(SharedHeap::unchain(b, false), "attached"));
  EXPECT_TRUE(fails(b.reset(), "attached"));
  ASSERT_TRUE(whole.attachment.detach().ok());

  FakeInstance middle;
  ASSERT_TRUE(attach(middle, b).ok());
  EXPECT_EQ(a.attached_count(), 0u);
  EXPECT_TRUE(fails(SharedHeap::unchain(a, true), "attached"));
  EXPECT_TRUE(fails(a.reset(), "attached"));
  EXPECT_EQ(middle.attachment.translate(a.start_address(), 1, false), nullptr);
  EXPECT_NE(middle.attachment.translate(b.start_address(), 1, false), nullptr);
  EXPECT_EQ(*SharedHeap::unchain(a, false), b);  // Only the heap that nobody has attached moves.
  EXPECT_EQ(b.start_address(), kTop - 2 * page_);
}

TEST_F(SharedHeapTest, ResetMakesNew) {
  SharedHeap head = managed(page_);
  SharedHeap tail = over(std::span(buffer_).first(page_));
  chain(head, tail);
  const uint64_t block = *head.allocate(64);
  const std::byte* native = head.bytes().data();
  *head.native_address(block) = std::byte{1};
  buffer_[3] = std::byte{2};
  ASSERT_TRUE(head.reset().ok());
  EXPECT_EQ(head.bytes()[0], std::byte{0});
  EXPECT_EQ(buffer_[3], std::byte{0});
  EXPECT_EQ(head.bytes().data(), native);
  EXPECT_EQ(head.usage().used, 0u);
  EXPECT_TRUE(fails(head.free(block), "no live block"));

  SharedHeap read_only = over(std::span(buffer_).last(page_), Access::kReadOnly);
  SharedHeap front = managed(page_);
  ASSERT_TRUE(front.allocate(16).ok());
  chain(front, read_only);
  EXPECT_TRUE(fails(front.reset(), "read-only"));
  EXPECT_EQ(front.usage().blocks, 1u);  // All or nothing.
}

// ---- Allocation

TEST_F(SharedHeapTest, AllocationNamesTheRule) {
  SharedHeap raw = over(std::span(buffer_).first(page_));
  EXPECT_TRUE(fails(raw.allocate(1), "no heap of the chain is managed"));
  SharedHeap heap = managed(page_);
  EXPECT_TRUE(fails(heap.allocate(page_ + 1), "no room", ErrorKind::kLimit));
  EXPECT_TRUE(fails(heap.allocate(1, 3), "power of two"));
  chain(heap, raw);
  EXPECT_TRUE(fails(heap.free(raw.start_address()), "not managed"));
  EXPECT_TRUE(fails(heap.free(16), "in no heap"));
  EXPECT_TRUE(fails(heap.free(0), "in no heap"));
  EXPECT_TRUE(fails(heap.free(UINT64_MAX), "in no heap"));
  EXPECT_TRUE(fails(heap.free(heap.start_address()), "cannot free address"));
}

TEST_F(SharedHeapTest, AllocationWalksTheChain) {
  SharedHeap a = managed(page_);
  SharedHeap b = managed(2 * page_);
  chain(a, b);
  EXPECT_EQ(*a.allocate(page_ + 16), b.start_address());
  EXPECT_EQ(*a.allocate(page_), a.start_address());
  const uint64_t third = *a.allocate(100);
  EXPECT_GT(third, b.start_address());
  EXPECT_TRUE(fails(b.free(a.start_address()), "in no heap"));  // Only from b on.
  EXPECT_TRUE(a.free(third).ok());
  EXPECT_TRUE(a.free(a.start_address()).ok());
  EXPECT_TRUE(b.free(b.start_address()).ok());
  EXPECT_EQ(b.usage().used, 0u);
}

TEST_F(SharedHeapTest, AllocatesAlignedAddresses) {
  SharedHeap heap = managed(1 << 20);
  chain(heap, managed(page_));  // The heap begins at an odd page.
  for (uint64_t align = 1; align <= 1 << 18; align *= 2) {
    const uint64_t block = *heap.allocate(24, align);
    EXPECT_EQ(block % std::max<uint64_t>(align, 16), 0u) << align;
  }
}

TEST_F(SharedHeapTest, FreedBytesAreZero) {
  SharedHeap heap = managed(4 << 20);
  for (const uint64_t size : {uint64_t{100}, uint64_t{3} << 20}) {
    const uint64_t block = *heap.allocate(size);
    std::memset(heap.native_address(block, size), 0xAB, size);
    ASSERT_TRUE(heap.free(block).ok());
    for (const std::byte byte : heap.bytes()) ASSERT_EQ(byte, std::byte{0});
  }
}

TEST_F(SharedHeapTest, ReallocateKeepsTheContents) {
  SharedHeap heap = managed(page_);
  uint64_t block = *heap.allocate(32);
  std::memset(heap.native_address(block, 32), 7, 32);
  ASSERT_TRUE(heap.allocate(16).ok());
  const uint64_t moved = *heap.reallocate(block, 200);
  EXPECT_NE(moved, block);
  EXPECT_EQ(*heap.native_address(moved + 31), std::byte{7});
  EXPECT_TRUE(fails(heap.reallocate(moved, page_), "no room", ErrorKind::kLimit));
  EXPECT_TRUE(fails(heap.reallocate(block, 8), "no live block"));
}

TEST_F(SharedHeapTest, ConvertsAddressesWithoutAnInstance) {
  SharedHeap head = managed(page_);
  SharedHeap tail = over(std::span(buffer_).subspan(1, page_));
  chain(head, tail);
  EXPECT_EQ(head.native_address(head.start_address(), page_), head.bytes().data());
  EXPECT_EQ(head.native_address(tail.start_address() + 7), &buffer_[8]);
  EXPECT_EQ(head.native_address(tail.start_address() - 1, 2), nullptr);  // Two heaps.
  EXPECT_EQ(head.native_address(kTop - 1, 2), nullptr);
  EXPECT_EQ(head.native_address(kTop), nullptr);
  EXPECT_EQ(head.native_address(kTop - 8, UINT64_MAX), nullptr);
  EXPECT_EQ(head.native_address(UINT64_MAX, UINT64_MAX), nullptr);
  EXPECT_TRUE(head.valid_range(kTop - 1, 0));
  EXPECT_FALSE(head.valid_range(kTop, 0));
  EXPECT_EQ(tail.native_address(head.start_address()), nullptr);
  EXPECT_EQ(head.guest_address(&buffer_[8]), tail.start_address() + 7);
  EXPECT_EQ(head.guest_address(&buffer_[0]), std::nullopt);
  EXPECT_EQ(head.guest_address(&buffer_[page_], 2), std::nullopt);
}

TEST_F(SharedHeapTest, ThreadsMayDoAnything) {
  SharedHeap a = managed(16 * page_);
  SharedHeap b = managed(page_);
  std::vector<std::thread> threads;
  for (int id = 0; id < 3; ++id) {
    threads.emplace_back([&] {
      for (int step = 0; step < 500; ++step) {
        if (auto block = a.allocate(100)) (void)a.free(*block);
        (void)SharedHeap::chain(a, b);
        (void)a.heaps();
        (void)a.native_address(kTop - 1);
        FakeInstance* instance = nullptr;
        if (step % 50 == 0) {
          FakeInstance local;
          instance = &local;
          EXPECT_TRUE(attach(*instance, b).ok());
        }
        (void)SharedHeap::unchain(a, true);
      }
    });
  }
  for (std::thread& thread : threads) thread.join();
  EXPECT_EQ(a.attached_count(), 0u);
  EXPECT_EQ(b.attached_count(), 0u);
}

// ---- Attaching

TEST_F(SharedHeapTest, AttachRulesAreNamed) {
  SharedHeap heap = managed(page_);
  FakeInstance instance;
  ASSERT_TRUE(attach(instance, heap).ok());
  EXPECT_TRUE(fails(attach(instance, heap), "attached already"));
  EXPECT_EQ(heap.attached_count(), 1u);

  FakeInstance without_memory(0);
  without_memory.context().memory0 = {};
  EXPECT_TRUE(fails(attach(without_memory, heap), "no memory"));

  SharedHeap large = managed(kTop - 65536);
  FakeInstance two_pages(2 * 65536);
  EXPECT_TRUE(fails(attach(two_pages, large), "reach into the chain"));
  EXPECT_EQ(large.attached_count(), 0u);
  FakeInstance one_page(65536);  // Ends where the chain begins: allowed.
  EXPECT_TRUE(attach(one_page, large).ok());
}

TEST_F(SharedHeapTest, MoreThan256AttachmentsAreCounted) {
  SharedHeap heap = managed(page_);
  std::vector<std::unique_ptr<FakeInstance>> instances;
  for (int i = 0; i < 300; ++i) {
    instances.push_back(std::make_unique<FakeInstance>(page_, Bounds::kChecked, 2 * page_));
    ASSERT_TRUE(attach(*instances.back(), heap).ok());
  }
  EXPECT_EQ(heap.attached_count(), 300u);
  EXPECT_TRUE(fails(heap.reset(), "attached"));
  instances.clear();  // An instance that goes detaches.
  EXPECT_EQ(heap.attached_count(), 0u);
  EXPECT_TRUE(heap.reset().ok());
}

TEST_F(SharedHeapTest, OneMappableHeapIsMappedInPlace) {
  SharedHeap heap = managed(2 * page_);
  FakeInstance instance;
  ASSERT_TRUE(attach(instance, heap).ok());
  EXPECT_EQ(instance.bounds(), Bounds::kGuarded);
  std::byte* const at = instance.reservation.base() + heap.start_address();
  heap.writable_bytes()[9] = std::byte{9};
  EXPECT_EQ(at[9], std::byte{9});
  at[10] = std::byte{10};
  EXPECT_EQ(heap.bytes()[10], std::byte{10});
  EXPECT_FALSE(Touch::can_read(at - 1));
  EXPECT_FALSE(Touch::can_read(at + 2 * page_));
  ASSERT_TRUE(instance.attachment.detach().ok());
  EXPECT_FALSE(Touch::can_read(at));
  EXPECT_EQ(heap.bytes()[10], std::byte{10});
}

TEST_F(SharedHeapTest, ReadOnlyAttachmentCannotWrite) {
  SharedHeap heap = managed(page_);
  FakeInstance guarded;
  FakeInstance checked(65536, Bounds::kChecked, 2 * 65536);  // No room for a mirror.
  const AttachOptions read_only{Access::kReadOnly, false};
  ASSERT_TRUE(attach(guarded, heap, read_only).ok());
  ASSERT_TRUE(attach(checked, heap, read_only).ok());
  EXPECT_FALSE(Touch::can_write(guarded.reservation.base() + heap.start_address()));
  EXPECT_EQ(checked.context().heap.load_span[0], page_);
  EXPECT_EQ(checked.context().heap.store_span[0], 0u);
  for (FakeInstance* instance : {&guarded, &checked}) {
    EXPECT_NE(instance->attachment.translate(heap.start_address(), 1, false), nullptr);
    EXPECT_EQ(instance->attachment.translate(heap.start_address(), 1, true), nullptr);
    EXPECT_EQ(instance->attachment.walk(heap.start_address(), 1, true), nullptr);
  }
  FakeInstance other;
  ASSERT_TRUE(attach(other, heap).ok());  // Another instance may write.
  EXPECT_TRUE(Touch::can_write(other.reservation.base() + heap.start_address()));
}

TEST_F(SharedHeapTest, OtherChainsMoveToCheckedCodeAndBack) {
  SharedHeap buffer = over(std::span(buffer_).first(page_));
  SharedHeap head = managed(page_);
  SharedHeap plain_chain = chain(head, managed(page_));
  for (const SharedHeap& heap : {buffer, plain_chain}) {
    FakeInstance instance;
    instance.is_running = true;
    EXPECT_TRUE(fails(attach(instance, heap), "it is running"));
    EXPECT_EQ(heap.attached_count(), 0u);
    instance.is_running = false;
    ASSERT_TRUE(attach(instance, heap).ok());
    EXPECT_EQ(instance.bounds(), Bounds::kChecked);
    EXPECT_FALSE(instance.attachment.mapped());
    ASSERT_TRUE(instance.attachment.detach().ok());
    EXPECT_EQ(instance.bounds(), Bounds::kGuarded);
  }
}

// Guarded code sees what is in its memory's reservation, so a heap must not get there for all who
// share the memory.
TEST_F(SharedHeapTest, ASharedMemoryIsNotMappedInto) {
  SharedHeap heap = managed(page_);
  FakeInstance instance;
  instance.is_shared = true;
  ASSERT_TRUE(attach(instance, heap).ok());
  EXPECT_EQ(instance.bounds(), Bounds::kChecked);
  EXPECT_FALSE(instance.attachment.mapped());
  EXPECT_FALSE(Touch::can_read(instance.reservation.base() + heap.start_address()));
}

TEST_F(SharedHeapTest, ContiguousChainsAreOneRange) {
  TempFile temp(std::string(page_, 'f'));
  SharedHeap tail(*file(temp.fd(), 0, page_, Access::kReadOnly));
  SharedHeap middle = managed(page_);
  SharedHeap head = managed(2 * page_);
  chain(middle, tail);
  chain(head, middle);
  const AttachOptions contiguous{Access::kReadWrite, true};
  FakeInstance guarded;
  FakeInstance checked(65536, Bounds::kChecked);
  for (FakeInstance* instance : {&guarded, &checked}) {
    ASSERT_TRUE(attach(*instance, head, contiguous).ok());
    EXPECT_EQ(instance->bounds(), instance->configured);
    const uint64_t start = head.start_address();
    const auto translate = [&](uint64_t address, uint64_t n, bool is_store) {
      return instance->attachment.translate(address, n, is_store);
    };
    std::byte* const all = translate(start, 4 * page_, false);
    ASSERT_NE(all, nullptr);
    EXPECT_EQ(all[3 * page_], std::byte{'f'});
    all[2 * page_ - 1] = std::byte{1};
    all[2 * page_] = std::byte{2};
    EXPECT_EQ(head.bytes()[2 * page_ - 1], std::byte{1});
    EXPECT_EQ(middle.bytes()[0], std::byte{2});
    EXPECT_EQ(translate(start, 3 * page_, true), all);          // Two writable heaps in a row;
    EXPECT_EQ(translate(start, 3 * page_ + 1, true), nullptr);  // the third is not.
    EXPECT_FALSE(Touch::can_write(all + 3 * page_));
    EXPECT_EQ(instance->attachment.mapped(), instance == &guarded);
  }
  FakeInstance apart;
  ASSERT_TRUE(attach(apart, head).ok());
  EXPECT_EQ(apart.attachment.translate(head.start_address(), 4 * page_, false), nullptr);
  EXPECT_EQ(apart.attachment.translate(middle.start_address() - 1, 2, false), nullptr);

  SharedHeap front = chain(over(std::span(buffer_).first(page_)), managed(page_));
  FakeInstance instance;
  EXPECT_TRUE(fails(attach(instance, front, contiguous), "host buffer"));
  EXPECT_TRUE(attach(instance, over(std::span(buffer_).first(page_)), contiguous)
                  .ok());  // One heap: nothing to join.
}

TEST_F(SharedHeapTest, WalkMovesTheWindow) {
  SharedHeap tail = over(std::span(buffer_).first(page_), Access::kReadOnly);
  SharedHeap head = managed(page_);
  chain(head, tail);
  FakeInstance instance(65536, Bounds::kChecked);
  ASSERT_TRUE(attach(instance, head).ok());
  HeapAttachment& attachment = instance.attachment;
  const jit::VmHeapWindow& window = instance.context().heap;
  EXPECT_EQ(window.start, head.start_address());
  EXPECT_EQ(window.store_span[3], page_ - 7);
  EXPECT_EQ(attachment.walk(tail.start_address() + 8, 8, false), &buffer_[8]);
  EXPECT_EQ(window.start, tail.start_address());
  EXPECT_EQ(window.base, buffer_.data());
  EXPECT_EQ(window.load_span[3], page_ - 7);
  EXPECT_EQ(window.store_span[3], 0u);
  EXPECT_EQ(attachment.walk(tail.start_address(), 4, true), nullptr);
  EXPECT_EQ(attachment.walk(tail.start_address() - 4, 8, false), nullptr);  // Two heaps.
  EXPECT_EQ(attachment.walk(8, 8, true), instance.reservation.base() + 8);  // Memory,
  EXPECT_EQ(attachment.walk(65532, 8, true), nullptr);                      // and its end.
  EXPECT_EQ(window.start, tail.start_address());                            // Neither moved it.
}

// ---- Growing towards a chain

TEST_F(SharedHeapTest, MemoryGrowsUpToAChainButNotIntoIt) {
  SharedHeap heap = managed(kTop - 3 * 65536);
  FakeInstance instance;
  ASSERT_TRUE(attach(instance, heap).ok());
  EXPECT_FALSE(instance.grow_to(4 * 65536));
  EXPECT_TRUE(instance.grow_to(3 * 65536));
  EXPECT_FALSE(instance.grow_to(4 * 65536));
  // Memory and heap touch: only checked code traps what spans them.
  EXPECT_EQ(instance.bounds(), Bounds::kChecked);
  EXPECT_EQ(instance.attachment.translate(3 * 65536 - 4, 8, false), nullptr);
  EXPECT_EQ(instance.context().memory0.limit, 2 * 65536u);
  ASSERT_TRUE(instance.attachment.detach().ok());
  EXPECT_TRUE(instance.grow_to(4 * 65536));
  EXPECT_TRUE(fails(attach(instance, heap), "reach into the chain"));
}

TEST_F(SharedHeapTest, AMappedChainKeepsAGap) {
  SharedHeap heap = managed(kTop - (uint64_t{128} << 20));
  FakeInstance instance;
  ASSERT_TRUE(attach(instance, heap).ok());
  EXPECT_EQ(instance.bounds(), Bounds::kGuarded);
  EXPECT_FALSE(instance.grow_to(uint64_t{128} << 20));
  EXPECT_TRUE(instance.grow_to((uint64_t{128} << 20) - 65536));
  EXPECT_FALSE(Touch::can_read(instance.reservation.base() + heap.start_address() - 1));

  FakeInstance small;  // It cannot grow that far: no gap to worry about.
  small.max_size = 65536;
  SharedHeap near = managed(kTop - 2 * 65536);
  ASSERT_TRUE(attach(small, near).ok());
  EXPECT_EQ(small.bounds(), Bounds::kGuarded);
}

}  // namespace
}  // namespace shoal::runtime
