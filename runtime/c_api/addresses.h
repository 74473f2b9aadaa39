// Guest addresses and what they stand for: the two-range rule over linear memory and the attached
// heaps (runtime/address_rule.h), with the heaps' own host addresses. These, unlike the places
// where heaps may be mapped beside an instance's memory, are the same for all instances: a native
// address that one instance gave means something in another.
#ifndef SHOAL_RUNTIME_C_API_ADDRESSES_H_
#define SHOAL_RUNTIME_C_API_ADDRESSES_H_

#include <cstddef>
#include <cstdint>
#include <span>

#include "runtime/c_api/objects.h"

namespace shoal::c_api {

enum class Use : uint8_t { kRead, kWrite };

/// Linear memory 0; empty if there is none.
std::span<std::byte> linear_memory(const InstanceState& instance);
/// The host's bytes for the guest's [address, address + n); null if the guest may not use them so.
std::byte* to_native(const InstanceState& instance, uint64_t address, uint64_t n, Use use);
/// The same for a string that ends with NUL.
const char* to_native_string(const InstanceState& instance, uint64_t address);

}  // namespace shoal::c_api

#endif  // SHOAL_RUNTIME_C_API_ADDRESSES_H_
