// Guest A of the demo: counts lines, words and bytes like wc. It never sees the whole file at once:
// it is told where the next part lies, in its own memory or in a shared heap, and cannot tell the
// difference.
#include "count.h"

#include "guest.h"
#include "report.h"

static struct count state;
static uint8_t piece[PIECE];

// Where the host may put the next part when it copies.
EXPORT(piece) uint8_t* count_piece(void) { return piece; }

EXPORT(start) void count_guest_start(void) { count_start(&state); }

EXPORT(add) void count_guest_add(const uint8_t* data, uint32_t size) {
  count_add(&state, data, size);
}

// Allocates the report in the shared heap and fills in this guest's part; returns where it is, or
// null.
EXPORT(finish) struct report* count_guest_finish(void) {
  struct report* report = shared_heap_malloc(sizeof(struct report));
  if (report == 0) return 0;
  report->lines = state.lines;
  report->words = state.words;
  report->bytes = state.bytes;
  report->complete = 0;
  return report;
}
