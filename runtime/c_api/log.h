// What the C API says about what it refuses.
#ifndef SHOAL_RUNTIME_C_API_LOG_H_
#define SHOAL_RUNTIME_C_API_LOG_H_

#include <string>
#include <string_view>

#include "shoal/error.h"
#include "wasm_export.h"

namespace shoal::c_api {

/// Writes a line to standard error, if the level is wanted.
void log(log_level_t level, std::string_view text);
/// The same as a warning, and the text is the thread's last error. Returns false.
bool refuse(std::string text);
inline bool refuse(const Error& error) { return refuse(error.message); }
/// The thread's last error, without logging: where failing is an ordinary answer.
void note(std::string text);

/// Fills a caller's buffer, which may be null, and refuses.
void report(char* buffer, uint32_t size, std::string text);

}  // namespace shoal::c_api

#endif  // SHOAL_RUNTIME_C_API_LOG_H_
