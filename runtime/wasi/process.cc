// The process, its thread, and its random numbers.
#include <sched.h>
#include <sys/random.h>

#include <algorithm>
#include <cerrno>

#include "runtime/wasi/world.h"

namespace shoal::wasi {
namespace {

Errno random_get(World&, Guest guest, GuestPtr buffer, uint32_t size) {
  std::span<std::byte> rest;
  const Errno error = guest.bytes(buffer, size, &rest);
  if (error != Errno::kSuccess) return error;
  while (!rest.empty()) {
    const ssize_t n = getrandom(rest.data(), rest.size(), 0);
    if (n < 0 && errno != EINTR) return from_host_errno(errno);
    rest = rest.subspan(static_cast<size_t>(std::max<ssize_t>(n, 0)));
  }
  return Errno::kSuccess;
}

Errno sched_yield(World&, Guest) { return from_host_errno(::sched_yield() == 0 ? 0 : errno); }

Result<void> proc_exit(uint32_t code) {
  Error exit = make_error(ErrorKind::kExit, "the guest exited with code " + std::to_string(code));
  exit.exit_code = static_cast<int>(code);
  return exit;
}

}  // namespace

void define_process(Definer& definer) {
  definer.function("random_get", random_get);
  definer.function("sched_yield", sched_yield);
  definer.define("proc_exit", proc_exit);
}

}  // namespace shoal::wasi
