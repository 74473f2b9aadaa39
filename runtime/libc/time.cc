#include <ctime>
#include <iterator>

#include "runtime/libc/functions.h"

namespace shoal::libc {
namespace {

/// struct timespec on wasm32.
struct GuestTime {
  int64_t seconds;
  int32_t nanoseconds;
  int32_t padding;
};

/// 0, or -1 for a clock that does not exist.
Result<int32_t> clock_gettime(Guest guest, uint32_t id, GuestPtr result) {
  constexpr clockid_t kClocks[] = {CLOCK_REALTIME, CLOCK_MONOTONIC, CLOCK_PROCESS_CPUTIME_ID,
                                   CLOCK_THREAD_CPUTIME_ID};
  timespec time;
  if (id >= std::size(kClocks) || ::clock_gettime(kClocks[id], &time) != 0) return -1;
  const GuestTime stored = {time.tv_sec, static_cast<int32_t>(time.tv_nsec), 0};
  if (Result<void> done = guest.store(result, stored); !done) return std::move(done).error();
  return 0;
}

/// Processor time in microseconds, as POSIX has CLOCKS_PER_SEC; -1 if it is not known.
int64_t clock() {
  timespec time;
  if (::clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &time) != 0) return -1;
  return int64_t{time.tv_sec} * 1'000'000 + time.tv_nsec / 1000;
}

}  // namespace

void define_time(Definer& definer) {
  definer.function("clock_gettime", clock_gettime);
  definer.define("clock", clock);
}

}  // namespace shoal::libc
