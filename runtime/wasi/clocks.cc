// Clocks.
#include <cerrno>
#include <ctime>
#include <optional>

#include "runtime/wasi/world.h"

namespace shoal::wasi {
namespace {

std::optional<clockid_t> host_clock(uint32_t id) {
  switch (static_cast<ClockId>(id)) {
    case ClockId::kRealtime: return CLOCK_REALTIME;
    case ClockId::kMonotonic: return CLOCK_MONOTONIC;
    case ClockId::kProcessCpuTime: return CLOCK_PROCESS_CPUTIME_ID;
    case ClockId::kThreadCpuTime: return CLOCK_THREAD_CPUTIME_ID;
  }
  return std::nullopt;
}

/// Stores what `read` (clock_gettime or clock_getres) says of clock `id`, in nanoseconds.
Errno store_time(Guest guest, uint32_t id, GuestPtr result, int (*read)(clockid_t, timespec*)) {
  const std::optional<clockid_t> clock = host_clock(id);
  if (!clock) return Errno::kInval;
  timespec time;
  if (read(*clock, &time) != 0) return from_host_errno(errno);
  constexpr uint64_t kNanosecondsPerSecond = 1'000'000'000;
  return guest.store(result, static_cast<uint64_t>(time.tv_sec) * kNanosecondsPerSecond +
                                 static_cast<uint64_t>(time.tv_nsec));
}

Errno clock_res_get(World&, Guest guest, uint32_t id, GuestPtr result) {
  return store_time(guest, id, result, clock_getres);
}

Errno clock_time_get(World&, Guest guest, uint32_t id, uint64_t /*precision: the best there is*/,
                     GuestPtr result) {
  return store_time(guest, id, result, clock_gettime);
}

}  // namespace

void define_clocks(Definer& definer) {
  definer.function("clock_res_get", clock_res_get);
  definer.function("clock_time_get", clock_time_get);
}

}  // namespace shoal::wasi
