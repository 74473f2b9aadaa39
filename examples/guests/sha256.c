// Guest B of the demo, a module of its own: computes the SHA-256 of the same parts, then finds
// guest A's report in the shared heap and completes it.
#include "sha256.h"

#include "guest.h"
#include "report.h"

static struct sha256 state;
static uint8_t piece[PIECE];

// Where the host may put the next part when it copies.
EXPORT(piece) uint8_t* sha256_piece(void) { return piece; }

EXPORT(start) void sha256_guest_start(void) { sha256_start(&state); }

EXPORT(add) void sha256_guest_add(const uint8_t* data, uint32_t size) {
  sha256_add(&state, data, size);
}

// Adds the digest to the report that the other guest made. Returns 1 if both saw the same number of
// bytes, else 0.
EXPORT(finish) uint32_t sha256_guest_finish(struct report* report) {
  report->hashed_bytes = state.bytes;
  sha256_finish(&state, report->digest);
  report->complete = report->hashed_bytes == report->bytes;
  return report->complete;
}
