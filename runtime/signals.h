// Traps that emitted code raises as faults.
#ifndef SHOAL_RUNTIME_SIGNALS_H_
#define SHOAL_RUNTIME_SIGNALS_H_

#include "shoal/error.h"

namespace shoal::runtime {

/// Installs the process's handler for faults of emitted code, once; later calls do nothing.
/// Thread-safe. Error: kSystem.
Result<void> install_signal_handler();

}  // namespace shoal::runtime

#endif  // SHOAL_RUNTIME_SIGNALS_H_
