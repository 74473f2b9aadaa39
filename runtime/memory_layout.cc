#include "shoal/memory_layout.h"

#include <algorithm>
#include <cstdio>
#include <string>
#include <utility>
#include <vector>

#include "runtime/instance.h"
#include "shoal/instance.h"

namespace shoal {
namespace {

struct Row {
  MemoryArea area;
  const char* name;
};

/// "1,234,567".
std::string grouped(uint64_t n) {
  std::string digits = std::to_string(n);
  for (size_t i = digits.size(); i > 3; i -= 3) digits.insert(i - 3, ",");
  return digits;
}

std::string line(const Row& row) {
  char text[96];
  std::snprintf(text, sizeof text, "  0x%08llx  | %-30s | %14s\n",
                static_cast<unsigned long long>(row.area.begin), row.name,
                grouped(row.area.size()).c_str());
  return text;
}

/// The areas, ascending, with what lies between them.
std::vector<Row> rows_of(const MemoryLayout& layout) {
  std::vector<Row> known;
  const auto add = [&known](const std::optional<MemoryArea>& area, const char* name) {
    if (area && !area->empty()) known.push_back({*area, name});
  };
  add(layout.data, "data");
  add(layout.stack, "stack (grows down)");
  add(layout.heap, "heap of the guest");
  add(layout.host_heap, "heap that the host manages");
  std::stable_sort(known.begin(), known.end(),
                   [](const Row& a, const Row& b) { return a.area.begin < b.area.begin; });
  std::vector<Row> rows;
  uint64_t at = 0;
  for (const Row& row : known) {
    if (row.area.begin > at) rows.push_back({{at, row.area.begin}, "(not known)"});
    rows.push_back(row);
    at = std::max(at, row.area.end);
  }
  if (layout.memory.end > at) rows.push_back({{at, layout.memory.end}, "(not known)"});
  return rows;
}

}  // namespace

std::string MemoryLayout::to_string() const {
  if (memory.empty()) return "the instance has no memory\n";
  const std::string rule = "              +" + std::string(32, '-') + "+\n";
  std::string picture = "  address" + std::string(39, ' ') + "bytes\n" + rule;
  for (const Row& row : rows_of(*this)) picture += line(row) + rule;
  char end[64];
  std::snprintf(end, sizeof end, "  0x%08llx    end of memory\n",
                static_cast<unsigned long long>(memory.end));
  picture += end;
  picture += "  allocator: " + std::string(shoal::to_string(allocator));
  if (stack_pointer) picture += "; stack pointer: global " + std::to_string(*stack_pointer);
  return picture + "\n";
}

MemoryLayout Instance::memory_layout() const {
  MemoryLayout layout;
  layout.allocator = allocator();
  runtime::MemoryImpl* const memory = impl_->memory0();
  if (!memory) return layout;
  layout.memory = {0, memory->byte_size()};
  if (const runtime::MemoryHeapImpl* const heap = memory->heap()) {
    layout.host_heap = MemoryArea{heap->begin(), heap->begin() + heap->size()};
  }
  const auto& areas = impl_->module()->info().areas;
  if (!areas) return layout;
  uint64_t data_begin = 0;
  if (areas->stack) {
    layout.stack_pointer = areas->stack->global;
    layout.stack = MemoryArea{areas->stack->low, areas->stack->high};
    if (areas->stack->low == 0) data_begin = areas->stack->high;
  }
  layout.data = MemoryArea{data_begin, std::max<uint64_t>(data_begin, areas->data_end)};
  layout.heap = MemoryArea{areas->heap_base, layout.memory.end};
  if (const auto& host = layout.host_heap; host && host->end > areas->heap_base) {
    // The host's begins there and the guest's behind it, or it lies on pages of its own.
    const bool is_first = host->begin < areas->heap_base + runtime::Ems::kGranule;
    (is_first ? layout.heap->begin : layout.heap->end) = is_first ? host->end : host->begin;
  }
  if (layout.heap->empty()) layout.heap.reset();
  return layout;
}

}  // namespace shoal
