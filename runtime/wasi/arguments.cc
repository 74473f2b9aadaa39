// Arguments and environment.
#include "runtime/wasi/world.h"

namespace shoal::wasi {
namespace {

Errno store_sizes(Guest guest, const std::vector<std::string>& strings, GuestPtr count,
                  GuestPtr size) {
  const Errno error = guest.store(count, static_cast<uint32_t>(strings.size()));
  return error == Errno::kSuccess ? guest.store(size, buffer_size(strings)) : error;
}

Errno args_sizes_get(World& world, Guest guest, GuestPtr count, GuestPtr size) {
  return store_sizes(guest, world.args, count, size);
}

Errno args_get(World& world, Guest guest, GuestPtr pointers, GuestPtr buffer) {
  return guest.store_strings(world.args, pointers, buffer);
}

Errno environ_sizes_get(World& world, Guest guest, GuestPtr count, GuestPtr size) {
  return store_sizes(guest, world.environment, count, size);
}

Errno environ_get(World& world, Guest guest, GuestPtr pointers, GuestPtr buffer) {
  return guest.store_strings(world.environment, pointers, buffer);
}

}  // namespace

void define_arguments(Definer& definer) {
  definer.function("args_sizes_get", args_sizes_get);
  definer.function("args_get", args_get);
  definer.function("environ_sizes_get", environ_sizes_get);
  definer.function("environ_get", environ_get);
}

}  // namespace shoal::wasi
