// malloc and its kin, by the allocator of the calling instance.
#include <cstring>
#include <limits>

#include "runtime/libc/functions.h"

namespace shoal::libc {
namespace {

/// Errors that are no mere lack of room end the guest's call: its own malloc, which may be what
/// Instance::allocate calls, trapped or exited.
bool is_final(const Error& error) {
  return error.kind == ErrorKind::kTrap || error.kind == ErrorKind::kExit;
}

}  // namespace

Result<GuestPtr> allocate(Guest guest, uint32_t size) {
  const Result<Instance> instance = guest.caller().instance();
  if (!instance) return instance.error();
  Result<uint64_t> address = instance->allocate(size);
  if (address) return static_cast<GuestPtr>(*address);
  return is_final(address.error()) ? std::move(address).error() : Result<GuestPtr>(0);
}

namespace {

Result<GuestPtr> calloc(Guest guest, uint32_t count, uint32_t size) {
  const uint64_t all = uint64_t{count} * size;
  if (all > std::numeric_limits<uint32_t>::max()) return 0;
  Result<GuestPtr> block = allocate(guest, static_cast<uint32_t>(all));
  if (!block || *block == 0) return block;
  const Result<std::span<std::byte>> bytes = guest.bytes(*block, all);
  if (!bytes) return bytes.error();
  if (all > 0) std::memset(bytes->data(), 0, all);
  return block;
}

Result<GuestPtr> realloc(Guest guest, GuestPtr block, uint32_t size) {
  const Result<Instance> instance = guest.caller().instance();
  if (!instance) return instance.error();
  Result<uint64_t> address =
      block == 0 ? instance->allocate(size) : instance->reallocate(block, size);
  if (address) return static_cast<GuestPtr>(*address);
  if (is_final(address.error())) return std::move(address).error();
  const bool is_no_block = block != 0 && address.error().kind == ErrorKind::kArgument &&
                           instance->allocator() == GuestAllocator::kHostManaged;
  if (is_no_block) return 0;
  Error error = make_error(ErrorKind::kTrap, "out of memory");
  error.trap = TrapKind::kHost;
  return error;
}

Result<void> free(Guest guest, GuestPtr block) {
  if (block == 0) return {};
  if (auto inside = guest.text(block, 1); !inside) return std::move(inside).error();
  const Result<Instance> instance = guest.caller().instance();
  if (!instance) return instance.error();
  // What is no live block is left alone: the guest's mistake hurts nobody else.
  Result<void> done = instance->free(block);
  return done || !is_final(done.error()) ? Result<void>() : std::move(done);
}

Result<GuestPtr> strdup(Guest guest, GuestPtr s) {
  const Result<std::string_view> text = guest.string(s);
  if (!text) return text.error();
  const uint64_t size = text->size();
  if (size >= std::numeric_limits<uint32_t>::max()) return 0;
  Result<GuestPtr> block = allocate(guest, static_cast<uint32_t>(size + 1));
  if (!block || *block == 0) return block;
  // Both found again: the guest's own malloc may have been called.
  const Result<std::string_view> from = guest.text(s, size);
  if (!from) return from.error();
  const Result<std::span<std::byte>> to = guest.bytes(*block, size + 1);
  if (!to) return to.error();
  std::memcpy(to->data(), from->data(), size);
  to->back() = std::byte{0};
  return block;
}

}  // namespace

void define_allocation(Definer& definer) {
  definer.function("malloc", allocate);
  definer.function("calloc", calloc);
  definer.function("realloc", realloc);
  definer.function("free", free);
  definer.function("strdup", strdup);
}

}  // namespace shoal::libc
