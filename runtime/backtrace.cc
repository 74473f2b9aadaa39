#include "runtime/backtrace.h"

#include <algorithm>
#include <optional>
#include <string>

#include "jit/code_image.h"
#include "runtime/code_registry.h"
#include "runtime/module.h"

namespace shoal::runtime {
namespace {

/// `faulted`: pc is the instruction that stopped; else it is a return address.
std::optional<Frame> frame_at(uintptr_t pc, bool faulted) {
  const std::optional<CodeRange> range = CodeRegistry::instance().find(pc);
  if (!range) return std::nullopt;  // The return address of an entry or host stub.
  const std::optional<uint32_t> func = range->image->find_function(pc);
  const std::optional<jit::CodeSite> site =
      faulted ? range->image->find_trap(pc) : range->image->find_call(pc);
  if (!func || !site) return std::nullopt;
  Frame frame;
  frame.func_index = *func;
  frame.wasm_offset = site->wasm_offset;
  frame.func_name = range->module->function_names()[*func];
  frame.module_name = range->module->info().name;
  return frame;
}

}  // namespace

void collect(RawBacktrace& out, uintptr_t pc, uintptr_t fp) {
  out.frames = 0;
  out.faulted = pc != 0;
  if (pc) out.add(pc);
  visit_frames(fp, [&out](uintptr_t return_address) {
    out.add(return_address);
    return false;
  });
}

std::vector<Frame> resolve(const RawBacktrace& raw) {
  std::vector<Frame> frames;
  const auto add = [&frames](uintptr_t pc, bool faulted) {
    if (std::optional<Frame> frame = frame_at(pc, faulted)) frames.push_back(std::move(*frame));
  };
  for (uint32_t i = 0; i < std::min(raw.frames, RawBacktrace::kInner); ++i) {
    add(raw.inner[i], i == 0 && raw.faulted);
  }
  const uint32_t kept = RawBacktrace::kInner + RawBacktrace::kOuter;
  const uint32_t outer =
      std::max(RawBacktrace::kInner, raw.frames > kept ? raw.frames - RawBacktrace::kOuter : 0);
  for (uint32_t i = outer; i < raw.frames; ++i) {
    add(raw.outer[i % RawBacktrace::kOuter], false);
  }
  return frames;
}

Error trap_error(TrapKind kind) {
  Error error = make_error(ErrorKind::kTrap, std::string(to_string(kind)));
  error.trap = kind;
  return error;
}

}  // namespace shoal::runtime
