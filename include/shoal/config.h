// Config: what an Engine is made with.
#ifndef SHOAL_CONFIG_H_
#define SHOAL_CONFIG_H_

#include <cstdint>
#include <iosfwd>
#include <memory>
#include <span>

#include "shoal/limits.h"
#include "shoal/target.h"
#include "shoal/tuning.h"

namespace shoal {

/// Settings of an Engine, fixed when it is created. Made for designated initialisers:
/// `Engine::create({.bounds = Bounds::kChecked})`.
struct Config {
  /// How code keeps accesses inside memory. An instance starts with this; attaching a heap that
  /// guarded code cannot reach moves it to checked code. With kChecked no address space beyond each
  /// memory's maximum is reserved. Guarded, each memory takes 4 GiB and 64 MiB of address space;
  /// where there is no more of that, a memory gets less (it may then not grow to its maximum), and
  /// its instances run checked code: Instance::bounds() tells.
  Bounds bounds = Bounds::kGuarded;
  /// Switches of the compiler's optimisations.
  Tuning tuning = {};
  /// Loops poll the interrupt word, so that an InterruptHandle stops any code; without it only code
  /// that calls functions is stopped. Costs a compare per loop iteration.
  bool interruptible = false;
  /// Code counts what it executes and traps (TrapKind::kOutOfFuel) when the fuel of the instance that
  /// the host called is used up (Instance::set_fuel): in the same place on every CPU, in every mode,
  /// in every run. Costs an addition per basic block and makes host calls slower.
  bool fuel = false;
  /// Hardens code against misspeculation (Spectre, variant 1): indices of tables and jump tables, and
  /// in checked code addresses, are clamped by instructions that are not predicted.
  bool spectre = false;
  /// Traps a guest whose C stack, which lies in its memory, leaves the area that its linker made for
  /// it: each global.set of the stack pointer is checked. Only in modules that export the constants
  /// __data_end and __heap_base, by which the stack is recognised (see MemoryLayout).
  bool check_aux_stack = true;
  /// Keep a wasm offset for each instruction of emitted code (for disassembly and profilers).
  bool source_map = false;
  /// The most of everything that modules and instances may ask for.
  ResourceLimits limits = {};
  /// Asked before a memory or a table of this engine grows; null: they grow within `limits`.
  std::shared_ptr<ResourceLimiter> limiter = {};
  /// Debugging aid: while compiling, print each opcode, the abstract stack and the emitted code
  /// here. Must outlive the engine; compile on one thread only.
  std::ostream* trace = nullptr;
  /// How `trace` shows code: prints what `code`, for this target, has from offset `begin` on.
  /// trace_instructions of shoal/objdump.h disassembles; null shows bytes.
  void (*trace_code)(std::ostream& out, Target target, std::span<const uint8_t> code,
                     uint32_t begin) = nullptr;
};

}  // namespace shoal

#endif  // SHOAL_CONFIG_H_
