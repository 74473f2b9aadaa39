// SharedHeap: memory that several instances and their host see at once, without a copy.
//
// A heap is placed in the address space of every instance that it is attached to, above the
// instance's own linear memory: it ends at the top of the 32-bit space. Heaps can be *chained*:
// chain(head, body) puts `head` right below `body`, so the last heap of a chain ends at the top and
// the head has the lowest address. An address depends only on the sizes of a heap and of those
// behind it, so it is the same in every instance.
//
//        0                memory size         head.start_address()                      2^32
//        | linear memory  | inaccessible ...  | head        | body            | tail    |
//
// There are three kinds of heap:
//   managed   Shoal owns the pages, and an allocator hands out pieces of them (allocate, free,
//             and the guest imports env.shared_heap_malloc and env.shared_heap_free). The
//             allocator keeps its books outside the heap.
//   buffer    memory of the host. It must outlive the heap; Shoal never frees it.
//   file      a range of a file (or memfd, or shm object), read-only or read-write.
// Shoal can map managed and file heaps at their place in an instance: guarded code then reaches
// them with no check. Host buffers cannot be mapped twice, so an instance that attaches one runs
// checked code. So does one that attaches a *window*: a heap that is not whole pages, because the
// buffer's or file's other bytes in these pages are not shared. In the address space a heap begins
// and ends with a page nevertheless; a window of a file begins as far inside its first page as the
// range does in the file's.
//
// While a chain is attached, the memory cannot grow into it. Where guarded code reaches the chain,
// one page stays between them; where checked code does, the memory can grow until they touch. An
// access across both traps either way.
#ifndef SHOAL_SHARED_HEAP_H_
#define SHOAL_SHARED_HEAP_H_

#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <vector>

#include "shoal/api.h"
#include "shoal/error.h"
#include "shoal/memory_heap.h"

namespace shoal {

class Engine;
class Linker;
namespace runtime {
class SharedHeapImpl;
}

/// What may be done with memory.
enum class Access : uint8_t { kReadOnly, kReadWrite };

/// How an instance attaches a heap or chain (Instance::attach).
struct AttachOptions {
  /// kReadOnly: stores of this instance into the heap trap, whatever the heap itself allows. A heap
  /// that is read-only stays so with kReadWrite.
  Access access = Access::kReadWrite;
  /// The chain is one range: an access that spans two of its heaps is good. Needs a chain of
  /// managed and file heaps only. Without it such an access traps.
  bool contiguous = false;
};

/// A handle to a shared heap: cheap to copy, thread-safe. The heap lives until the last handle,
/// chain and attachment that refer to it are gone. A default-constructed handle is empty; every
/// operation on it fails with an Error (or returns null, 0 or false).
///
/// Errors are of kind kArgument unless said otherwise, and their message names the rule that was
/// broken.
class SHOAL_API SharedHeap {
 public:
  SharedHeap() = default;

  /// A heap of `size` bytes (rounded up to the OS page size, which the guest sees as size()) that
  /// Shoal allocates and an allocator manages. Its bytes are zero and use physical memory only once
  /// touched. Errors: `size` is 0; kLimit: it is beyond 4 GiB; kSystem: the OS refused.
  static Result<SharedHeap> create_managed(const Engine& engine, uint64_t size);

  /// A heap over the host's `buffer`, of any address and size. The caller keeps the buffer alive
  /// until destroy() has returned or the last handle and attachment are gone. One buffer may back
  /// several heaps. Errors: null or empty buffer; kLimit: beyond 4 GiB.
  static Result<SharedHeap> from_buffer(const Engine& engine, std::span<std::byte> buffer,
                                        Access access = Access::kReadWrite);
  /// The same over memory that nobody may write through the heap.
  static Result<SharedHeap> from_buffer(const Engine& engine, std::span<const std::byte> buffer);

  /// A heap over bytes [offset, offset + length) of the file behind `fd`, mapped shared: stores go
  /// to the file, and what others write to the file is seen. Any offset and length will do: guests
  /// reach these bytes and not the file's others. Where both are multiples of the OS page size,
  /// guarded code can reach the heap. So it can if only the offset is and the range ends where the
  /// file ends: size() is then rounded up, and the rest of the last page reads as zero (stores
  /// there are kept by nobody). `fd` is duplicated; the caller may close it. The file must not be
  /// truncated while the heap lives: guests that then touch missing pages trap, but the host dies
  /// (SIGBUS).
  /// Errors: not a regular file, the range is empty or not within the file; kSystem: the OS refused
  /// (for example kReadWrite of a file that was opened read-only).
  static Result<SharedHeap> from_fd(const Engine& engine, int fd, uint64_t offset, uint64_t length,
                                    Access access);

  /// Puts `head` in front of `body` (a heap or the head of a chain) and returns `head`, now the
  /// head of a longer chain. Errors: an empty or destroyed handle; the same heap twice; `head`
  /// already has a successor or a predecessor; `body` already has a predecessor; one of them is
  /// attached; heaps of two engines; kLimit: the chain would be longer than 4 GiB.
  static Result<SharedHeap> chain(const SharedHeap& head, const SharedHeap& body);

  /// Separates `head` from its successor and returns the successor; with `entire_chain` breaks
  /// every link from `head` on and returns the last heap. Every heap's address follows from its new
  /// place. Unchaining in the middle of a chain leaves the heaps in front of `head` chained to it.
  /// Errors: an empty or destroyed handle; no successor; a heap that would move is attached.
  static Result<SharedHeap> unchain(const SharedHeap& head, bool entire_chain);

  /// Makes this heap and all its successors as new: zero-filled (buffers and files too), nothing
  /// allocated. All or nothing. Native addresses stay. Errors: an empty or destroyed handle; one of
  /// the heaps is attached or read-only.
  Result<void> reset();

  /// Releases the heap's memory now, rather than with the last handle. Any further use of any
  /// handle to it is an error. Errors: an empty or destroyed handle; the heap is attached; it is
  /// chained.
  Result<void> destroy();

  /// Allocates `size` bytes (0 counts as 1) at a multiple of `align` from the first managed heap,
  /// from this one on along the chain, that has room, and returns their address in the guest. Never
  /// returns 0. `align` is a power of two; less than 16 counts as 16. What is allocated is zero
  /// unless a guest wrote where it owned nothing. Errors: an empty or destroyed handle; a bad
  /// `align`; no managed heap; kLimit: out of space.
  Result<uint64_t> allocate(uint64_t size, uint64_t align = 16);

  /// Changes the size of the block at `address`, moving it within its heap if it cannot grow where
  /// it is, and returns its address. Contents are kept up to the smaller size; a moved block is
  /// aligned to 16. Errors as allocate and free; the block is untouched then.
  Result<uint64_t> reallocate(uint64_t address, uint64_t size);

  /// Frees the block that starts at `address` in a managed heap, from this one on along the chain.
  /// Its bytes are zeroed. Errors, without any effect: `address` is in no managed heap; no live
  /// block starts there.
  Result<void> free(uint64_t address);

  /// The host's address of guest bytes [address, address + n), or null if no single heap, from this
  /// one on along the chain, contains them all. n = 0 counts as 1. The bytes can be written only if
  /// access() of that heap allows it.
  std::byte* native_address(uint64_t address, uint64_t n = 1) const;
  /// The guest's address of host bytes [native, native + n), by the same rule.
  std::optional<uint64_t> guest_address(const void* native, uint64_t n = 1) const;
  /// native_address would not be null.
  bool valid_range(uint64_t address, uint64_t n) const;

  /// The heap's bytes as the host sees them; empty if the handle is empty or the heap destroyed.
  std::span<const std::byte> bytes() const;
  /// The same for writing; empty also if the heap is read-only.
  std::span<std::byte> writable_bytes() const;

  /// Bytes; 0 if destroyed.
  uint64_t size() const;
  /// Address of the first byte in a 32-bit guest, as the heap is chained now.
  uint64_t start_address() const;
  /// An allocator manages it.
  bool is_managed() const;
  Access access() const;
  /// It can be mapped at its place in an instance: managed and file heaps of whole pages.
  bool is_mappable() const;
  /// Number of instances that have this heap attached, by itself or as part of a chain.
  uint64_t attached_count() const;
  /// This heap and its successors, in order of address.
  std::vector<SharedHeap> heaps() const;

  /// What the allocator of a managed heap holds; all zero for others.
  HeapUsage usage() const;

  /// False for an empty handle.
  explicit operator bool() const { return impl_ != nullptr; }
  /// Same heap (not: equal contents).
  bool operator==(const SharedHeap&) const = default;

  /// For Shoal's own layers.
  explicit SharedHeap(std::shared_ptr<runtime::SharedHeapImpl> impl) : impl_(std::move(impl)) {}
  const std::shared_ptr<runtime::SharedHeapImpl>& impl() const { return impl_; }

 private:
  std::shared_ptr<runtime::SharedHeapImpl> impl_;
};

/// Defines the imports through which a guest allocates from the chain that its instance has
/// attached:
///   env.shared_heap_malloc (i32 size) -> i32  address of a block of a multiple of 16, or 0 if
///   there is no room, nothing
///       to allocate from, or the chain is attached read-only; never traps.
///   env.shared_heap_free (i32 address)  traps "out of bounds memory access" if the address is
///   neither in memory nor in an attached heap.
///       A null pointer, and whatever is not the start of a live block, is ignored.
/// Error: as Linker::define.
SHOAL_API Result<void> define_shared_heap_imports(Linker& linker);

}  // namespace shoal

#endif  // SHOAL_SHARED_HEAP_H_
