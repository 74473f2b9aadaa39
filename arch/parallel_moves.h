// Moves between registers that happen as if at once, for stubs.
#ifndef SHOAL_ARCH_PARALLEL_MOVES_H_
#define SHOAL_ARCH_PARALLEL_MOVES_H_

#include <algorithm>
#include <vector>

#include "arch/call_layout.h"
#include "arch/registers.h"

namespace shoal::arch {

struct RegMove {
  Reg to, from;
};

/// From where one layout has arguments in registers to where another has them in registers.
inline std::vector<RegMove> register_moves(const CallLayout& from, const CallLayout& to) {
  std::vector<RegMove> moves;
  for (size_t i = 0; i < from.args.size(); ++i) {
    const Reg source = from.args[i].reg, target = to.args[i].reg;
    if (source.valid() && target.valid()) moves.push_back({target, source});
  }
  return moves;
}

/// Calls move(to, from) in an order in which no source is overwritten before it is read. Every
/// destination occurs once. Where moves chase each other in a circle, one value waits in its bank's
/// scratch register, which must not occur.
template <class Move>
void move_as_if_at_once(std::vector<RegMove> moves, Reg int_scratch, Reg float_scratch, Move move) {
  std::erase_if(moves, [](const RegMove& m) { return m.to == m.from; });
  while (!moves.empty()) {
    const auto is_free = [&moves](const RegMove& m) {
      return std::none_of(moves.begin(), moves.end(),
                          [&m](const RegMove& other) { return other.from == m.to; });
    };
    const auto next = std::find_if(moves.begin(), moves.end(), is_free);
    if (next != moves.end()) {
      move(next->to, next->from);
      moves.erase(next);
      continue;
    }
    // Whoever waits for the first one's destination finds its value in the scratch register.
    const Reg wanted = moves.front().to;
    const Reg scratch = wanted.is_float() ? float_scratch : int_scratch;
    move(scratch, wanted);
    for (RegMove& m : moves) {
      if (m.from == wanted) m.from = scratch;
    }
  }
}

}  // namespace shoal::arch

#endif  // SHOAL_ARCH_PARALLEL_MOVES_H_
