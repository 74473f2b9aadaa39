// Which locals get a home: a register that holds the local for the whole function.
//
// A cheap scan of the body, before it is validated and compiled, weighs each local by its uses
// times 8 to the depth of loops around them, and the function's calls likewise. A home that calls
// preserve costs a save and a restore, once. A home that calls destroy costs a store and a load
// around each call; with no calls it is free. Each local, heaviest first, takes the cheapest home
// left, if it is worth more than the home costs. What then remains goes to constants
// (constant_homes.h).
//
// The scan trusts nothing: it stops at the first byte that it does not understand, which the
// validator then reports. Weights and homes are guesses about speed, and any are correct. Two things
// are no guesses. Whether there are calls, and whether they may leave the instance: the frame has
// cells for what calls destroy only if the plan says so, and the compiler refuses a function whose
// plan missed a call. And which locals may be read before they are set: the others are not zeroed.
// The rule is the specification's for locals without a default value (validation, local.get): a set
// holds to the end of the block that it is in. It takes a scan that reached the function's end.
#ifndef SHOAL_JIT_LOCAL_PLAN_H_
#define SHOAL_JIT_LOCAL_PLAN_H_

#include <cstdint>
#include <span>
#include <vector>

#include "arch/call_layout.h"
#include "arch/registers.h"
#include "jit/constant_homes.h"
#include "shoal/types.h"

namespace shoal::jit {

/// The registers that a CPU offers as homes, in order of preference.
struct HomeRegisters {
  std::span<const arch::Reg> volatile_ints;
  std::span<const arch::Reg> preserved_ints;
  std::span<const arch::Reg> volatile_floats;
  std::span<const arch::Reg> preserved_floats;
  ConstantWorthFunction constant_worth = nullptr;  ///< Null: constants get none.
};

class LocalPlan {
 public:
  /// Plans one function; the object is reused for many. `code` begins behind the local
  /// declarations, `arrivals` says where the parameters arrive. Functions below
  /// `imported_functions` belong to others.
  void plan(std::span<const uint8_t> code, std::span<const ValType> locals,
            std::span<const arch::ValuePlace> arrivals, uint32_t imported_functions,
            const HomeRegisters& registers, bool use_homes);

  /// The local's home, or kNoReg.
  arch::Reg home(uint32_t local) const { return homes_[local]; }
  /// The constant's home, or kNoReg.
  arch::Reg constant_home(arch::Bank bank, uint64_t bits) const {
    return constants_.home(bank, bits);
  }
  /// Their homes that calls destroy; none of them is in volatiles().
  arch::RegSet volatile_constants() const { return volatile_constants_; }
  std::span<const ConstantHomes::Constant> constants() const { return constants_.placed(); }
  /// Homes in use that calls preserve, and those of locals that calls destroy.
  arch::RegSet preserved() const { return preserved_; }
  arch::RegSet volatiles() const { return volatiles_; }
  /// The local may be read before it is set.
  bool needs_zero(uint32_t local) const { return uses_[local].is_read_unassigned || !is_complete_; }
  /// The size of a loop's body that begins at this byte of the code and has no loop inside; else 0.
  /// To be asked in ascending order.
  uint32_t tight_loop_at(size_t at) {
    while (next_loop_ != loops_.size() && loops_[next_loop_].begin < at) ++next_loop_;
    const bool begins = next_loop_ != loops_.size() && loops_[next_loop_].begin == at;
    return begins ? loops_[next_loop_].size : 0;
  }
  /// The function contains calls that come back to it (operations of the runtime included).
  bool has_calls() const { return call_weight_ != 0; }
  /// The function contains calls that may enter another instance.
  bool may_leave_instance() const { return may_leave_instance_; }

 private:
  struct Candidate {
    uint32_t local;
    uint64_t weight;
  };
  /// What the scan finds out about a local.
  struct LocalUse {
    uint64_t weight = 0;
    bool is_assigned = false;         ///< On every path to where the scan is.
    bool is_read_unassigned = false;  ///< It may be read before it is set.
  };
  /// An open block of the scan.
  struct Block {
    bool is_loop;
    size_t assignments;  ///< How many there were when it began.
    size_t loops;        ///< Likewise, itself included.
  };
  struct Loop {
    uint32_t begin;  ///< Of its body, from the scan's start.
    uint32_t size;   ///< Of its body; 0 if it has a loop inside.
  };
  void end_loop(const Block& block, uint32_t end);
  void weigh(std::span<const uint8_t> code, uint32_t imported_functions,
             ConstantWorthFunction constant_worth);
  const uint8_t* weigh_local(Op op, const uint8_t* p, const uint8_t* end, uint64_t unit);
  void weigh_other(uint8_t opcode, const uint8_t* p, const uint8_t* end, uint64_t unit);
  void forget_assignments(size_t since);
  void assign(arch::Bank bank, std::span<const arch::ValuePlace> arrivals,
              std::span<const arch::Reg> volatiles, std::span<const arch::Reg> preserved);

  std::vector<arch::Reg> homes_;
  std::vector<LocalUse> uses_;
  std::vector<Block> blocks_;
  std::vector<uint32_t> assignments_;     ///< Assigned locals, as they became so.
  std::vector<Candidate> candidates_[2];  ///< By bank.
  ConstantHomes constants_;
  arch::RegSet preserved_;
  arch::RegSet volatiles_;
  arch::RegSet volatile_constants_;
  uint64_t call_weight_ = 0;
  bool may_leave_instance_ = false;
  std::vector<Loop> loops_;
  size_t next_loop_ = 0;
  bool is_complete_ = false;  ///< The scan reached the function's end.
};

}  // namespace shoal::jit

#endif  // SHOAL_JIT_LOCAL_PLAN_H_
