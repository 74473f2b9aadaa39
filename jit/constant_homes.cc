#include "jit/constant_homes.h"

#include <algorithm>

namespace shoal::jit {

void ConstantHomes::use(ValType type, uint64_t bits, uint64_t weight, uint32_t cost) {
  for (Constant& c : candidates_) {
    if (c.bits != bits || bank_of(c.type) != bank_of(type)) continue;
    c.weight += weight;
    return;
  }
  if (candidates_.size() == kMaxCandidates) return;
  candidates_.push_back({bits, type, weight, cost, arch::kNoReg});
}

arch::RegSet ConstantHomes::place(arch::Bank bank, std::span<const arch::Reg> order,
                                  arch::RegSet free, uint64_t loads, uint64_t extra) {
  arch::RegSet given;
  for (arch::Reg r : order) {
    if (!free.has(r)) continue;
    Constant* best = nullptr;  // Of equal ones the first, so that the plan is the same everywhere.
    for (Constant& c : candidates_) {
      if (c.home.valid() || bank_of(c.type) != bank) continue;
      if (best == nullptr || c.weight > best->weight) best = &c;
    }
    if (best == nullptr || best->weight <= best->cost * loads + extra) break;
    best->home = r;
    placed_.push_back(*best);
    given.add(r);
  }
  return given;
}

}  // namespace shoal::jit
