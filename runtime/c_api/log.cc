#include "runtime/c_api/log.h"

#include <algorithm>
#include <atomic>
#include <cstdio>
#include <cstring>
#include <utility>

namespace shoal::c_api {
namespace {

std::atomic<int> wanted_level{WASM_LOG_LEVEL_WARNING};
thread_local std::string last_error;

constexpr std::string_view kNames[] = {"fatal", "error", "warning", "debug", "verbose"};

}  // namespace

void log(log_level_t level, std::string_view text) {
  if (level > wanted_level.load(std::memory_order_relaxed)) return;
  std::string line = "shoal: ";
  line += kNames[level];
  line += ": ";
  line += text;
  line += '\n';
  std::fwrite(line.data(), 1, line.size(), stderr);  // One call: lines of threads do not mix.
}

void note(std::string text) { last_error = std::move(text); }

bool refuse(std::string text) {
  log(WASM_LOG_LEVEL_WARNING, text);
  note(std::move(text));
  return false;
}

void report(char* buffer, uint32_t size, std::string text) {
  if (buffer && size != 0) {
    const size_t length = std::min<size_t>(text.size(), size - 1);
    std::memcpy(buffer, text.data(), length);
    buffer[length] = '\0';
  }
  log(WASM_LOG_LEVEL_DEBUG, text);
  note(std::move(text));
}

}  // namespace shoal::c_api

using namespace shoal::c_api;

void wasm_runtime_set_log_level(log_level_t level) {
  if (level <= WASM_LOG_LEVEL_VERBOSE) wanted_level = level;
}

const char* shoal_last_error(void) { return last_error.c_str(); }
