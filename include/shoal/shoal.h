// Shoal: a WebAssembly JIT runtime to embed. This header includes the whole API.
//
//   auto engine   = shoal::Engine::create();                          // once per process
//   auto module   = shoal::Module::compile(*engine, wasm_bytes);      // immutable, any thread
//   shoal::Linker linker(*engine);
//   linker.define("env", "log", [](int32_t x) { std::cout << x << '\n'; });
//   auto instance = linker.instantiate(*module);                      // one thread at a time
//   auto add      = instance->function<int32_t(int32_t, int32_t)>("add");
//   shoal::Result<int32_t> sum = (*add)(2, 3);
//
// Every failure is an Error in a Result; nothing here throws. Handles (Engine, Module, Instance,
// Memory, Table, Global, Func) are shared: copying one is cheap, and what it stands for lives as
// long as any handle, or any object connected with it (an importing instance, a table that holds
// its functions), needs it.
#ifndef SHOAL_SHOAL_H_
#define SHOAL_SHOAL_H_

#include "shoal/api.h"
#include "shoal/caller.h"
#include "shoal/code.h"
#include "shoal/config.h"
#include "shoal/dylink.h"
#include "shoal/engine.h"
#include "shoal/error.h"
#include "shoal/extern.h"
#include "shoal/func.h"
#include "shoal/global.h"
#include "shoal/instance.h"
#include "shoal/interrupt.h"
#include "shoal/libc.h"
#include "shoal/limits.h"
#include "shoal/linker.h"
#include "shoal/memory.h"
#include "shoal/memory_heap.h"
#include "shoal/memory_layout.h"
#include "shoal/memory_view.h"
#include "shoal/module.h"
#include "shoal/shared_heap.h"
#include "shoal/table.h"
#include "shoal/target.h"
#include "shoal/tuning.h"
#include "shoal/types.h"
#include "shoal/value.h"

#endif  // SHOAL_SHOAL_H_
