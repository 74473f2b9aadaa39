// MemoryView: objects of the host's type in a linear memory, in place.
#ifndef SHOAL_MEMORY_VIEW_H_
#define SHOAL_MEMORY_VIEW_H_

#include <cassert>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <type_traits>
#include <utility>

#include "shoal/api.h"

namespace shoal {

class Memory;
namespace runtime {
class MemoryImpl;
}

namespace detail {
/// True if the `size` bytes at `address` of `memory` are inside it and lie at `data`.
SHOAL_API bool shows(const runtime::MemoryImpl& memory, uint64_t address, uint64_t size,
                     const void* data);
}  // namespace detail

/// `size()` objects of type T, one behind the other in a linear memory, as Memory::view found them:
/// inside the memory and aligned for T. A contiguous range like std::span, and it converts to one;
/// unlike a span it shares in the ownership of the memory, so it cannot outlive its bytes. A view
/// of `const T` only reads. Copying is cheap.
///
/// The bytes are the guest's own: either side sees at once what the other writes. A guest may write
/// anything there, so what is read from it is input to be checked; a value that must not change
/// between check and use has to be copied first.
///
/// Growth: a memory never moves and never shrinks. When it grows, a view stays valid and goes on
/// showing the same bytes; it does not become longer. (A JavaScript typed array would be detached.)
/// Debug builds assert on every access that this is so.
///
/// Accesses by several threads race as in any C++ program; std::atomic_ref orders them.
template <class T>
class MemoryView {
 public:
  using element_type = T;
  using value_type = std::remove_cv_t<T>;
  using size_type = size_t;
  using difference_type = ptrdiff_t;
  using pointer = T*;
  using reference = T&;
  using iterator = T*;

  /// Shows nothing.
  MemoryView() = default;
  /// The same bytes, to read only.
  operator MemoryView<const T>() const requires(!std::is_const_v<T>) {
    return MemoryView<const T>(memory_, address_, data_, size_);
  }

  T* data() const {
    assert(!memory_ || detail::shows(*memory_, address_, size_bytes(), data_));
    return data_;
  }
  size_t size() const { return size_; }
  size_t size_bytes() const { return size_ * sizeof(T); }
  bool empty() const { return size_ == 0; }
  /// The guest's address of the first object.
  uint64_t address() const { return address_; }

  /// The object number `index`, which must be less than size() (asserted in debug builds).
  T& operator[](size_t index) const {
    assert(index < size_);
    return data()[index];
  }
  T& front() const { return (*this)[0]; }
  T& back() const { return (*this)[size_ - 1]; }
  T* begin() const { return data(); }
  T* end() const { return data() + size_; }

  /// `count` objects from number `first` on; both must be inside (asserted in debug builds).
  MemoryView subview(size_t first, size_t count) const {
    assert(first <= size_ && count <= size_ - first);
    return MemoryView(memory_, address_ + first * sizeof(T), data_ + first, count);
  }

 private:
  friend class Memory;
  template <class>
  friend class MemoryView;

  MemoryView(std::shared_ptr<runtime::MemoryImpl> memory, uint64_t address, T* data, size_t size)
      : memory_(std::move(memory)), address_(address), data_(data), size_(size) {}

  std::shared_ptr<runtime::MemoryImpl> memory_;
  uint64_t address_ = 0;
  T* data_ = nullptr;
  size_t size_ = 0;
};

}  // namespace shoal

#endif  // SHOAL_MEMORY_VIEW_H_
