// What the guests leave in the shared heap, at the same place for both guests and the host. Host
// and wasm32 lay it out alike: fixed-width fields, none that needs padding.
#ifndef SHOAL_EXAMPLES_REPORT_H_
#define SHOAL_EXAMPLES_REPORT_H_

#include <stdint.h>

struct report {
  uint64_t lines, words, bytes;  // written by the counting guest
  uint64_t hashed_bytes;         // written by the hashing guest, which compares it with `bytes`
  uint32_t complete;             // 1 once both guests are through and agree on the length
  uint8_t digest[32];            // SHA-256
  uint32_t reserved;
};

#endif  // SHOAL_EXAMPLES_REPORT_H_
