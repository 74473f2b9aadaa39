// The embedding interface of WAMR (wasm-micro-runtime) on Shoal: programs that use it to run
// modules, to give them native functions and to share heaps with them compile and run unchanged.
// For C (C11) and C++; link with what `pkg-config --libs shoal` says. What WAMR does not have
// begins with shoal_ and is at the end.
//
// Differences that a program can see are of two kinds. Where WAMR's answer is a bug, Shoal's is the
// right one; the functions below say so at "WAMR:". And there is one kind of code: whatever running
// mode is asked for, Shoal compiles, and every module reaches every kind of shared heap.
//
// Handles (modules, instances, functions, environments, heaps) belong to the runtime between
// wasm_runtime_init and wasm_runtime_destroy. NULL, and a handle whose object is gone, make every
// function fail (it returns false, NULL or 0, or does nothing); nothing crashes. Why a function
// failed is logged (wasm_runtime_set_log_level) and kept for shoal_last_error.
//
// Threads. An instance, its environments and functions are used by one thread at a time; different
// instances may run on different threads at once, also on the same shared heaps. All functions
// about the runtime, modules, natives, shared heaps and wasm_runtime_malloc are thread-safe.
//
// Addresses of a guest ("app addresses") are byte offsets in its 32-bit address space: linear
// memory from 0 on, an attached chain of shared heaps up to 2^32.
#ifndef WASM_EXPORT_H_
#define WASM_EXPORT_H_

#include <stdarg.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#ifndef WASM_RUNTIME_API_EXTERN
#if defined(__GNUC__) || defined(__clang__)
#define WASM_RUNTIME_API_EXTERN __attribute__((visibility("default")))
#else
#define WASM_RUNTIME_API_EXTERN
#endif
#endif

#ifdef __cplusplus
extern "C" {
#endif

// ---- Types

/// A loaded module.
struct WASMModuleCommon;
typedef struct WASMModuleCommon* wasm_module_t;
/// An instantiated module.
struct WASMModuleInstanceCommon;
typedef struct WASMModuleInstanceCommon* wasm_module_inst_t;
/// An exported function of an instance.
typedef void WASMFunctionInstanceCommon;
typedef WASMFunctionInstanceCommon* wasm_function_inst_t;
/// A linear memory of an instance.
struct WASMMemoryInstance;
typedef struct WASMMemoryInstance* wasm_memory_inst_t;
/// What calls into an instance are made with, and what natives get as their first argument.
typedef struct WASMExecEnv WASMExecEnv;
typedef struct WASMExecEnv* wasm_exec_env_t;
/// A shared heap.
struct WASMSharedHeap;
typedef struct WASMSharedHeap* wasm_shared_heap_t;

/// The types of an import or export.
struct WASMFuncType;
typedef struct WASMFuncType* wasm_func_type_t;

typedef enum {
  Wasm_Module_Bytecode = 0,
  Wasm_Module_AoT,
  Package_Type_Unknown = 0xFFFF
} package_type_t;

typedef enum {
  WASM_IMPORT_EXPORT_KIND_FUNC,
  WASM_IMPORT_EXPORT_KIND_TABLE,
  WASM_IMPORT_EXPORT_KIND_MEMORY,
  WASM_IMPORT_EXPORT_KIND_GLOBAL
} wasm_import_export_kind_t;

/// A function of the host that modules import (wasm_runtime_register_natives).
typedef struct NativeSymbol {
  const char* symbol;     ///< The import's field name.
  void* func_ptr;         ///< R f(wasm_exec_env_t, args...).
  const char* signature;  ///< See wasm_runtime_register_natives; NULL: none.
  void* attachment;       ///< For wasm_runtime_get_function_attachment.
} NativeSymbol;

// Rows of a table of natives. `__extension__`: ISO C has no cast of a function to void *.
#ifdef __GNUC__
#define SHOAL_NATIVE_POINTER_(f) (__extension__(void*)(f))
#else
#define SHOAL_NATIVE_POINTER_(f) ((void*)(f))
#endif
// clang-format off
#define EXPORT_WASM_API(symbol) {#symbol, SHOAL_NATIVE_POINTER_(symbol), NULL, NULL}
#define EXPORT_WASM_API2(symbol) {#symbol, SHOAL_NATIVE_POINTER_(symbol##_wrapper), NULL, NULL}
#define EXPORT_WASM_API_WITH_SIG(symbol, signature) \
  {#symbol, SHOAL_NATIVE_POINTER_(symbol), signature, NULL}
#define EXPORT_WASM_API_WITH_SIG2(symbol, signature) \
  {#symbol, SHOAL_NATIVE_POINTER_(symbol##_wrapper), signature, NULL}
#define EXPORT_WASM_API_WITH_ATT(symbol, signature, attachment) \
  {#symbol, SHOAL_NATIVE_POINTER_(symbol), signature, attachment}
// clang-format on

/// Where wasm_runtime_malloc takes its memory from.
typedef enum {
  Alloc_With_Pool = 0,         ///< A buffer of the program.
  Alloc_With_Allocator,        ///< Functions of the program.
  Alloc_With_System_Allocator  ///< malloc and free.
} mem_alloc_type_t;

typedef enum { Alloc_For_Runtime, Alloc_For_LinearMemory } mem_alloc_usage_t;

typedef union MemAllocOption {
  struct {
    void* heap_buf;      ///< Must stay until wasm_runtime_destroy has returned.
    uint32_t heap_size;  ///< Bytes, at least 256.
  } pool;
  struct {
    void* malloc_func;   ///< void *(*)(unsigned int size)
    void* realloc_func;  ///< void *(*)(void *, unsigned int size); may be NULL.
    void* free_func;     ///< void (*)(void *)
    void* user_data;     ///< Not used.
  } allocator;
} MemAllocOption;

typedef struct mem_alloc_info_t {
  uint32_t total_size;       ///< Bytes of the pool.
  uint32_t total_free_size;  ///< Bytes free now.
  uint32_t highmark_size;    ///< The most bytes that were ever in use at once.
} mem_alloc_info_t;

/// How WAMR runs code. Shoal has one way, and accepts them all.
typedef enum RunningMode {
  Mode_Interp = 1,
  Mode_Fast_JIT,
  Mode_LLVM_JIT,
  Mode_Multi_Tier_JIT
} RunningMode;

/// For wasm_runtime_full_init. Set unused members to zero (memset). The members about other
/// engines' code, debuggers and garbage collection have no effect.
typedef struct RuntimeInitArgs {
  mem_alloc_type_t mem_alloc_type;
  MemAllocOption mem_alloc_option;
  const char* native_module_name;  ///< Natives to register at once, if `native_symbols`.
  NativeSymbol* native_symbols;
  uint32_t n_native_symbols;
  uint32_t max_thread_num;
  char ip_addr[128];
  int unused;
  int instance_port;
  uint32_t fast_jit_code_cache_size;
  uint32_t gc_heap_size;
  RunningMode running_mode;
  uint32_t llvm_jit_opt_level;
  uint32_t llvm_jit_size_level;
  uint32_t segue_flags;
  bool enable_linux_perf;
} RuntimeInitArgs;

typedef struct LoadArgs {
  char* name;                 ///< May be NULL. Not used.
  bool clone_wasm_binary;     ///< No effect: the bytes are always copied.
  bool wasm_binary_freeable;  ///< No effect: they may always go.
  bool no_resolve;            ///< Imports wait for wasm_runtime_resolve_symbols.
} LoadArgs;

typedef struct InstantiationArgs {
  uint32_t default_stack_size;      ///< No effect: guests run on the thread's own stack.
  uint32_t host_managed_heap_size;  ///< Bytes; 0: none.
  uint32_t max_memory_pages;        ///< 0: as the module says.
} InstantiationArgs;

#ifndef WASM_VALKIND_T_DEFINED
#define WASM_VALKIND_T_DEFINED
typedef uint8_t wasm_valkind_t;
enum wasm_valkind_enum {
  WASM_I32,
  WASM_I64,
  WASM_F32,
  WASM_F64,
  WASM_V128,
  WASM_EXTERNREF = 128,
  WASM_FUNCREF
};
#endif

#ifndef WASM_VAL_T_DEFINED
#define WASM_VAL_T_DEFINED
struct wasm_ref_t;
/// An argument or result of wasm_runtime_call_wasm_a and _v.
typedef struct wasm_val_t {
  wasm_valkind_t kind;
  uint8_t _paddings[7];
  union {
    int32_t i32;
    int64_t i64;
    float f32;
    double f64;
    uintptr_t foreign;  ///< An externref: any value of the host's.
    struct wasm_ref_t* ref;
  } of;
} wasm_val_t;
#endif

typedef struct wasm_import_t {
  const char* module_name;
  const char* name;
  wasm_import_export_kind_t kind;
  bool linked;  ///< For functions: something is registered under the name.
} wasm_import_t;

typedef struct wasm_export_t {
  const char* name;
  wasm_import_export_kind_t kind;
} wasm_export_t;

typedef struct wasm_global_inst_t {
  wasm_valkind_t kind;
  bool is_mutable;
  void*
      global_data;  ///< Where the value is, in the guest's own form. Lives as long as the instance.
} wasm_global_inst_t;

typedef enum {
  WASM_LOG_LEVEL_FATAL = 0,
  WASM_LOG_LEVEL_ERROR = 1,
  WASM_LOG_LEVEL_WARNING = 2,
  WASM_LOG_LEVEL_DEBUG = 3,
  WASM_LOG_LEVEL_VERBOSE = 4
} log_level_t;

/// Bytes of a shared heap, and how it is made (wasm_runtime_create_shared_heap).
typedef struct SharedHeapInitArgs {
  uint32_t size;
  void* pre_allocated_addr;  ///< The program's buffer; NULL: Shoal allocates and manages the heap.
} SharedHeapInitArgs;

// ---- The runtime

/// Starts the runtime, with malloc behind wasm_runtime_malloc. Counts: the runtime ends with the
/// last wasm_runtime_destroy. False if the system lacks what Shoal needs.
WASM_RUNTIME_API_EXTERN bool wasm_runtime_init(void);
/// The same with a choice of allocator and natives. False for NULL, a pool or allocator that lacks
/// something, or as wasm_runtime_init. If the runtime runs already, only the natives count.
WASM_RUNTIME_API_EXTERN bool wasm_runtime_full_init(RuntimeInitArgs* init_args);
/// Ends the runtime: all instances, modules, environments, shared heaps and blocks of
/// wasm_runtime_malloc that are left go, and all natives are forgotten; handles are not to be used
/// any more. No thread may be running WebAssembly; refused in a native that WebAssembly has called.
WASM_RUNTIME_API_EXTERN void wasm_runtime_destroy(void);
/// What is logged, to standard error. WASM_LOG_LEVEL_WARNING by default.
WASM_RUNTIME_API_EXTERN void wasm_runtime_set_log_level(log_level_t level);
/// The version of WAMR whose interface this is.
WASM_RUNTIME_API_EXTERN void wasm_runtime_get_version(uint32_t* major, uint32_t* minor,
                                                      uint32_t* patch);

/// True for the values of the enumeration.
WASM_RUNTIME_API_EXTERN bool wasm_runtime_is_running_mode_supported(RunningMode running_mode);
WASM_RUNTIME_API_EXTERN bool wasm_runtime_set_default_running_mode(RunningMode running_mode);
WASM_RUNTIME_API_EXTERN bool wasm_runtime_set_running_mode(wasm_module_inst_t module_inst,
                                                           RunningMode running_mode);
/// What was asked for; Mode_Interp by default.
WASM_RUNTIME_API_EXTERN RunningMode wasm_runtime_get_running_mode(wasm_module_inst_t module_inst);

/// Memory for the program, from the runtime's allocator; aligned to 16 bytes from a pool (if the
/// pool itself is) and from the system. NULL: no room, or the runtime does not run. What is not
/// freed goes with the runtime. WAMR: size 0 gives a block here too, but a free of what is no block
/// of the allocator (a guest's address, say) may crash there; here it is refused.
WASM_RUNTIME_API_EXTERN void* wasm_runtime_malloc(unsigned int size);
WASM_RUNTIME_API_EXTERN void* wasm_runtime_realloc(void* ptr, unsigned int size);
WASM_RUNTIME_API_EXTERN void wasm_runtime_free(void* ptr);
/// `alignment` is a power of two up to the OS page, `size` a multiple of it; free with
/// wasm_runtime_free. Not with Alloc_With_Allocator.
WASM_RUNTIME_API_EXTERN void* wasm_runtime_aligned_alloc(unsigned int size, unsigned int alignment);
/// Of the pool. False with the other allocators.
WASM_RUNTIME_API_EXTERN bool wasm_runtime_get_mem_alloc_info(mem_alloc_info_t* mem_alloc_info);

/// Prepares a thread other than the one that started the runtime. Optional: Shoal prepares threads
/// by itself. True if the runtime runs.
WASM_RUNTIME_API_EXTERN bool wasm_runtime_init_thread_env(void);
WASM_RUNTIME_API_EXTERN void wasm_runtime_destroy_thread_env(void);
/// The calling thread started the runtime, or called wasm_runtime_init_thread_env and not yet
/// wasm_runtime_destroy_thread_env.
WASM_RUNTIME_API_EXTERN bool wasm_runtime_thread_env_inited(void);

// ---- Natives

/// Offers functions of the host to the modules that are loaded from now on, as imports from
/// `module_name`. What is registered last is found first, and before the functions that the runtime
/// itself offers (module "env": shared_heap_malloc, shared_heap_free and a small libc; module
/// "wasi_snapshot_preview1"). An import "_name" also finds "name". The table is copied.
///
/// A signature has a letter for each parameter in parentheses, and one for the result behind them,
/// if there is one: "(i*~$)i".
///   i  i32     I  i64     f  f32     F  f64     r  externref (uintptr_t)
///   *  i32, an app address; the native gets a pointer to its byte, or, if '~' follows, bytes. It
///      may write to them: an address in a heap that is attached read-only is refused.
///   ~  i32, the number of bytes behind the '*' before it
///   $  i32, the app address of a NUL-terminated string; the native gets a const char *
///   #  (Shoal's own) as '*', for a native that only reads: heaps attached read-only are good too
/// An address outside linear memory and attached heaps, or a string that does not end inside, traps
/// "out of bounds memory access", and the native is not called. Without a signature arguments are
/// passed as they are. Address 0 is the first byte of memory, as for the guest.
///
/// A native may call back into its instance, attach and detach heaps, and set an exception, which
/// ends the guest's call when the native returns. It must not end by longjmp or a C++ exception.
///
/// False for NULL. A signature that does not fit the import's type leaves the import unresolved.
/// WAMR: buffers in shared heaps ('*') need no NUL behind them here, in no mode.
WASM_RUNTIME_API_EXTERN bool wasm_runtime_register_natives(const char* module_name,
                                                           NativeSymbol* native_symbols,
                                                           uint32_t n_native_symbols);
/// The same for functions void f(wasm_exec_env_t, uint64_t *args): an argument in each element,
/// pointers converted, the result to be put into args[0].
WASM_RUNTIME_API_EXTERN bool wasm_runtime_register_natives_raw(const char* module_name,
                                                               NativeSymbol* native_symbols,
                                                               uint32_t n_native_symbols);
/// Takes a registration back, by the same name and table. Modules that are loaded already keep what
/// they were linked to. False if there is none such.
WASM_RUNTIME_API_EXTERN bool wasm_runtime_unregister_natives(const char* module_name,
                                                             NativeSymbol* native_symbols);
/// In a native: its NativeSymbol::attachment. Else NULL.
WASM_RUNTIME_API_EXTERN void* wasm_runtime_get_function_attachment(wasm_exec_env_t exec_env);

// For natives registered raw.
#define native_raw_return_type(type, args) type* raw_ret = (type*)(void*)(args)
#define native_raw_get_arg(type, name, args) type name = *((type*)(void*)((args)++))
#define native_raw_set_return(val) *raw_ret = (val)

// ---- Modules

/// What the bytes look like.
WASM_RUNTIME_API_EXTERN package_type_t get_package_type(const uint8_t* buf, uint32_t size);
WASM_RUNTIME_API_EXTERN package_type_t wasm_runtime_get_file_package_type(const uint8_t* buf,
                                                                          uint32_t size);

/// Compiles a module, and links its imported functions to what is registered now. An import that
/// nothing is registered for is only warned of; calling it traps. The bytes are copied. NULL, and
/// why in `error_buf` (which may be NULL), if they are no valid module.
WASM_RUNTIME_API_EXTERN wasm_module_t wasm_runtime_load(uint8_t* buf, uint32_t size,
                                                        char* error_buf, uint32_t error_buf_size);
WASM_RUNTIME_API_EXTERN wasm_module_t wasm_runtime_load_ex(uint8_t* buf, uint32_t size,
                                                           const LoadArgs* args, char* error_buf,
                                                           uint32_t error_buf_size);
/// Links again what is not linked yet, or was left out by LoadArgs::no_resolve, for instances made
/// from now on. True if nothing is missing.
WASM_RUNTIME_API_EXTERN bool wasm_runtime_resolve_symbols(wasm_module_t module);
/// Releases the module. Its instances stay good.
WASM_RUNTIME_API_EXTERN void wasm_runtime_unload(wasm_module_t module);

/// What WASI programs made from the module find: arguments, environment ("NAME=value"). Strings are
/// copied. Directories are not supported yet: a warning. Standard streams are the host's. Counts
/// for instances made from now on.
WASM_RUNTIME_API_EXTERN void wasm_runtime_set_wasi_args(wasm_module_t module,
                                                        const char* dir_list[], uint32_t dir_count,
                                                        const char* map_dir_list[],
                                                        uint32_t map_dir_count, const char* env[],
                                                        uint32_t env_count, char* argv[], int argc);
/// The same with other descriptors as standard streams; -1: the host's own. They stay the caller's.
WASM_RUNTIME_API_EXTERN void wasm_runtime_set_wasi_args_ex(
    wasm_module_t module, const char* dir_list[], uint32_t dir_count, const char* map_dir_list[],
    uint32_t map_dir_count, const char* env[], uint32_t env_count, char* argv[], int argc,
    int64_t stdinfd, int64_t stdoutfd, int64_t stderrfd);

/// The contents of the first custom section `name`, and their size; NULL if there is none. Valid
/// while the module is loaded.
WASM_RUNTIME_API_EXTERN const uint8_t* wasm_runtime_get_custom_section(wasm_module_t const module,
                                                                       const char* name,
                                                                       uint32_t* len);
/// Imports and exports by index. The strings are valid while the module is loaded. -1 for a bad
/// module; a bad index gives zeros.
WASM_RUNTIME_API_EXTERN int32_t wasm_runtime_get_import_count(const wasm_module_t module);
WASM_RUNTIME_API_EXTERN void wasm_runtime_get_import_type(const wasm_module_t module,
                                                          int32_t import_index,
                                                          wasm_import_t* import_type);
WASM_RUNTIME_API_EXTERN int32_t wasm_runtime_get_export_count(const wasm_module_t module);
WASM_RUNTIME_API_EXTERN void wasm_runtime_get_export_type(const wasm_module_t module,
                                                          int32_t export_index,
                                                          wasm_export_t* export_type);
/// Something is registered for an imported function of that name.
WASM_RUNTIME_API_EXTERN bool wasm_runtime_is_import_func_linked(const char* module_name,
                                                                const char* func_name);

// ---- Instances

/// Instantiates a module: makes what it imports other than functions (memories, tables) anew, runs
/// its start function, then "_initialize", "__post_instantiate" and, in a module without WASI and
/// "_initialize", "__wasm_call_ctors", where it exports them. `default_stack_size` has no effect.
/// `host_managed_heap_size`: bytes of a heap in linear memory, for wasm_runtime_module_malloc and
/// the guest's malloc; none is made for a module that exports its own malloc and free. NULL, and
/// why in `error_buf` (which may be NULL).
WASM_RUNTIME_API_EXTERN wasm_module_inst_t wasm_runtime_instantiate(const wasm_module_t module,
                                                                    uint32_t default_stack_size,
                                                                    uint32_t host_managed_heap_size,
                                                                    char* error_buf,
                                                                    uint32_t error_buf_size);
WASM_RUNTIME_API_EXTERN wasm_module_inst_t
wasm_runtime_instantiate_ex(const wasm_module_t module, const InstantiationArgs* args,
                            char* error_buf, uint32_t error_buf_size);
/// Releases the instance, its environments and functions, and detaches its shared heaps. Refused
/// while it runs. WAMR: does not detach, and a heap once attached can then never be chained,
/// unchained or reset again.
WASM_RUNTIME_API_EXTERN void wasm_runtime_deinstantiate(wasm_module_inst_t module_inst);
/// NULL if the module has been unloaded.
WASM_RUNTIME_API_EXTERN wasm_module_t wasm_runtime_get_module(wasm_module_inst_t module_inst);

/// The module imports from WASI.
WASM_RUNTIME_API_EXTERN bool wasm_runtime_is_wasi_mode(wasm_module_inst_t module_inst);
/// The export "_start", if it takes and returns nothing.
WASM_RUNTIME_API_EXTERN wasm_function_inst_t
wasm_runtime_lookup_wasi_start_function(wasm_module_inst_t module_inst);
/// What the guest last called proc_exit with. Calls that end so are successful.
WASM_RUNTIME_API_EXTERN uint32_t wasm_runtime_get_wasi_exit_code(wasm_module_inst_t module_inst);

/// The exported function `name`, or NULL. Valid while the instance lives.
WASM_RUNTIME_API_EXTERN wasm_function_inst_t
wasm_runtime_lookup_function(const wasm_module_inst_t module_inst, const char* name);
WASM_RUNTIME_API_EXTERN uint32_t wasm_func_get_param_count(const wasm_function_inst_t func_inst,
                                                           const wasm_module_inst_t module_inst);
WASM_RUNTIME_API_EXTERN uint32_t wasm_func_get_result_count(const wasm_function_inst_t func_inst,
                                                            const wasm_module_inst_t module_inst);
/// The array has room for as many kinds as there are parameters or results.
WASM_RUNTIME_API_EXTERN void wasm_func_get_param_types(const wasm_function_inst_t func_inst,
                                                       const wasm_module_inst_t module_inst,
                                                       wasm_valkind_t* param_types);
WASM_RUNTIME_API_EXTERN void wasm_func_get_result_types(const wasm_function_inst_t func_inst,
                                                        const wasm_module_inst_t module_inst,
                                                        wasm_valkind_t* result_types);

/// The exported global `name`. False if there is none.
WASM_RUNTIME_API_EXTERN bool wasm_runtime_get_export_global_inst(
    const wasm_module_inst_t module_inst, const char* name, wasm_global_inst_t* global_inst);

/// Data of the program's own.
WASM_RUNTIME_API_EXTERN void wasm_runtime_set_custom_data(wasm_module_inst_t module_inst,
                                                          void* custom_data);
WASM_RUNTIME_API_EXTERN void* wasm_runtime_get_custom_data(wasm_module_inst_t module_inst);

// ---- Calls

/// `stack_size` has no effect. The environment goes with its instance at the latest.
WASM_RUNTIME_API_EXTERN wasm_exec_env_t wasm_runtime_create_exec_env(wasm_module_inst_t module_inst,
                                                                     uint32_t stack_size);
WASM_RUNTIME_API_EXTERN void wasm_runtime_destroy_exec_env(wasm_exec_env_t exec_env);
/// An environment that belongs to the instance, always the same; not to be destroyed.
WASM_RUNTIME_API_EXTERN wasm_exec_env_t
wasm_runtime_get_exec_env_singleton(wasm_module_inst_t module_inst);
WASM_RUNTIME_API_EXTERN wasm_module_inst_t wasm_runtime_get_module_inst(wasm_exec_env_t exec_env);
WASM_RUNTIME_API_EXTERN void wasm_runtime_set_module_inst(wasm_exec_env_t exec_env,
                                                          const wasm_module_inst_t module_inst);
/// Data of the program's own.
WASM_RUNTIME_API_EXTERN void wasm_runtime_set_user_data(wasm_exec_env_t exec_env, void* user_data);
WASM_RUNTIME_API_EXTERN void* wasm_runtime_get_user_data(wasm_exec_env_t exec_env);

/// Calls a function with arguments from 32-bit cells: i32 and f32 take one, i64, f64 and externref
/// two, low half first. `argc` is the number of cells. Results are put into the cells from argv[0]
/// on, so there must be room for the larger of the two; nothing is written for a function without
/// results, nor after a trap. False: it trapped, and wasm_runtime_get_exception says why; or there
/// are too few arguments. A guest that exits through WASI is a success.
///
/// An outermost call begins with no exception. WAMR: an old one that nobody cleared makes it fail.
WASM_RUNTIME_API_EXTERN bool wasm_runtime_call_wasm(wasm_exec_env_t exec_env,
                                                    wasm_function_inst_t function, uint32_t argc,
                                                    uint32_t argv[]);
/// The same with typed values, whose kinds and numbers must be the function's.
WASM_RUNTIME_API_EXTERN bool wasm_runtime_call_wasm_a(wasm_exec_env_t exec_env,
                                                      wasm_function_inst_t function,
                                                      uint32_t num_results, wasm_val_t results[],
                                                      uint32_t num_args, wasm_val_t* args);
/// The same with arguments as C passes them: int32_t, int64_t, double (for f32 too), void * for an
/// externref.
WASM_RUNTIME_API_EXTERN bool wasm_runtime_call_wasm_v(wasm_exec_env_t exec_env,
                                                      wasm_function_inst_t function,
                                                      uint32_t num_results, wasm_val_t results[],
                                                      uint32_t num_args, ...);
/// Calls an element of table 0, with cells.
WASM_RUNTIME_API_EXTERN bool wasm_runtime_call_indirect(wasm_exec_env_t exec_env,
                                                        uint32_t element_index, uint32_t argc,
                                                        uint32_t argv[]);

/// Runs a program: its "_start", or else its "main" (also "__main_argc_argv", "_main"), whose
/// arguments are put into linear memory; what main returns is stored where argv points to, as an
/// int, if argc > 0. False: an exception.
WASM_RUNTIME_API_EXTERN bool wasm_application_execute_main(wasm_module_inst_t module_inst,
                                                           int32_t argc, char* argv[]);
/// Calls the exported function `name` with arguments as text (0x for hexadecimal), and prints its
/// results to standard output, "0x2a:i32". False: an exception.
WASM_RUNTIME_API_EXTERN bool wasm_application_execute_func(wasm_module_inst_t module_inst,
                                                           const char* name, int32_t argc,
                                                           char* argv[]);

/// Why the instance's last call failed, "Exception: out of bounds memory access" for example; NULL
/// if there is no exception. Valid until the next call or change.
WASM_RUNTIME_API_EXTERN const char* wasm_runtime_get_exception(wasm_module_inst_t module_inst);
/// In a native: ends the guest's call when the native returns. NULL clears.
WASM_RUNTIME_API_EXTERN void wasm_runtime_set_exception(wasm_module_inst_t module_inst,
                                                        const char* exception);
WASM_RUNTIME_API_EXTERN void wasm_runtime_clear_exception(wasm_module_inst_t module_inst);
/// Stops what runs in the instance with the exception "terminated by user", at its next function
/// call. From any thread.
WASM_RUNTIME_API_EXTERN void wasm_runtime_terminate(wasm_module_inst_t module_inst);

// ---- Linear memory

/// An exported memory, or NULL; memory 0; memory `index`. Valid while the instance lives.
WASM_RUNTIME_API_EXTERN wasm_memory_inst_t
wasm_runtime_lookup_memory(const wasm_module_inst_t module_inst, const char* name);
WASM_RUNTIME_API_EXTERN wasm_memory_inst_t
wasm_runtime_get_default_memory(const wasm_module_inst_t module_inst);
WASM_RUNTIME_API_EXTERN wasm_memory_inst_t
wasm_runtime_get_memory(const wasm_module_inst_t module_inst, uint32_t index);
WASM_RUNTIME_API_EXTERN uint64_t
wasm_memory_get_cur_page_count(const wasm_memory_inst_t memory_inst);
WASM_RUNTIME_API_EXTERN uint64_t
wasm_memory_get_max_page_count(const wasm_memory_inst_t memory_inst);
WASM_RUNTIME_API_EXTERN uint64_t
wasm_memory_get_bytes_per_page(const wasm_memory_inst_t memory_inst);
WASM_RUNTIME_API_EXTERN bool wasm_memory_get_shared(const wasm_memory_inst_t memory_inst);
WASM_RUNTIME_API_EXTERN void* wasm_memory_get_base_address(const wasm_memory_inst_t memory_inst);
/// Grows the memory by so many pages; its base address stays. False: the maximum or an attached
/// heap is in the way. WAMR: crashes in builds with shared heaps.
WASM_RUNTIME_API_EXTERN bool wasm_memory_enlarge(wasm_memory_inst_t memory_inst,
                                                 uint64_t inc_page_count);
WASM_RUNTIME_API_EXTERN bool wasm_runtime_enlarge_memory(wasm_module_inst_t module_inst,
                                                         uint64_t inc_page_count);

/// Allocates `size` bytes (0 counts as 1) in linear memory: from the host-managed heap, or by the
/// malloc that the module exports. Gives the app address, and the native one in `p_native_addr` if
/// that is not NULL; 0 if there is no room or no allocator. WAMR: believes whatever address the
/// module's malloc returns; here one outside memory is refused.
WASM_RUNTIME_API_EXTERN uint64_t wasm_runtime_module_malloc(wasm_module_inst_t module_inst,
                                                            uint64_t size, void** p_native_addr);
/// 0, and what is not allocated, is ignored.
WASM_RUNTIME_API_EXTERN void wasm_runtime_module_free(wasm_module_inst_t module_inst, uint64_t ptr);
/// Allocates and copies `size` bytes from `src`, or, if that is NULL, allocates only.
WASM_RUNTIME_API_EXTERN uint64_t wasm_runtime_module_dup_data(wasm_module_inst_t module_inst,
                                                              const char* src, uint64_t size);

// ---- Addresses. A range is good if it lies in linear memory, or in one heap of the attached chain
// (of a chain attached contiguous: anywhere in it). An empty range counts as one byte in a heap,
// and may lie at the end of linear memory. Native addresses of shared heaps are the same whichever
// instance they come from. Converting an address disturbs no instance that runs on another thread;
// a validation that fails writes the instance's exception. WAMR: both overwrite what running code
// goes by.

/// The guest may write [app_offset, app_offset + size). Else false, and the exception "out of
/// bounds memory access".
WASM_RUNTIME_API_EXTERN bool wasm_runtime_validate_app_addr(wasm_module_inst_t module_inst,
                                                            uint64_t app_offset, uint64_t size);
/// A string that ends with NUL is there, in memory or in one heap; it may be read-only. Else as
/// above.
WASM_RUNTIME_API_EXTERN bool wasm_runtime_validate_app_str_addr(wasm_module_inst_t module_inst,
                                                                uint64_t app_str_offset);
/// The range of native addresses stands for a range that is good, and may be written. Else as
/// above. WAMR: an empty range in a heap is invalid here, but valid in validate_app_addr.
WASM_RUNTIME_API_EXTERN bool wasm_runtime_validate_native_addr(wasm_module_inst_t module_inst,
                                                               void* native_ptr, uint64_t size);
/// The native address of a byte; NULL if it is in neither memory nor heaps. (In a heap attached
/// read-only: only to be read.) No exception.
WASM_RUNTIME_API_EXTERN void* wasm_runtime_addr_app_to_native(wasm_module_inst_t module_inst,
                                                              uint64_t app_offset);
/// The app address of a byte; 0 if it has none. No exception.
WASM_RUNTIME_API_EXTERN uint64_t wasm_runtime_addr_native_to_app(wasm_module_inst_t module_inst,
                                                                 void* native_ptr);
/// The bounds of linear memory, if the address lies in it; end is behind the last byte. False for
/// addresses in heaps. The pointers may be NULL.
WASM_RUNTIME_API_EXTERN bool wasm_runtime_get_app_addr_range(wasm_module_inst_t module_inst,
                                                             uint64_t app_offset,
                                                             uint64_t* p_app_start_offset,
                                                             uint64_t* p_app_end_offset);
WASM_RUNTIME_API_EXTERN bool wasm_runtime_get_native_addr_range(wasm_module_inst_t module_inst,
                                                                uint8_t* native_ptr,
                                                                uint8_t** p_native_start_addr,
                                                                uint8_t** p_native_end_addr);

// ---- Shared heaps. A heap ends at the top of the guest's 32-bit space; the head of a chain has
// the lowest address, the other heaps follow in order. Addresses depend on sizes alone, so they are
// the same in every instance. Heaps live until shoal_shared_heap_destroy or wasm_runtime_destroy.

/// Makes a heap. Without a buffer Shoal allocates `size` bytes, rounded up to OS pages, zero, and
/// manages them; at most 1 GiB. With a buffer `size` must be a multiple of the OS page; the buffer
/// needs no alignment, may serve several heaps, stays the program's, and must stay until the heap
/// goes. NULL for NULL, a bad size, or no memory. WAMR: crashes for NULL.
WASM_RUNTIME_API_EXTERN wasm_shared_heap_t
wasm_runtime_create_shared_heap(SharedHeapInitArgs* init_args);
/// Puts `head`, a single heap, in front of `body`, a heap or the head of a chain, and returns
/// `head`. NULL, and nothing changed: one is NULL, attached, or already in front of or behind
/// another heap (`body` may have successors); both are the same; the chain would be longer than
/// 4 GiB or have two managed heaps (shoal_shared_heap_chain allows that). WAMR: a heap chained to
/// itself makes a circle, and a chain beyond 4 GiB is accepted.
WASM_RUNTIME_API_EXTERN wasm_shared_heap_t wasm_runtime_chain_shared_heaps(wasm_shared_heap_t head,
                                                                           wasm_shared_heap_t body);
/// Separates `head` from its successor, which is returned; with `entire_chain` separates all heaps
/// from `head` on, and returns the last. NULL: no successor, or a heap that would move is attached.
/// WAMR: cuts an attached chain in the middle.
WASM_RUNTIME_API_EXTERN wasm_shared_heap_t
wasm_runtime_unchain_shared_heaps(wasm_shared_heap_t head, bool entire_chain);
/// Makes the heap and its successors as new: zero, nothing allocated. All or nothing; native
/// addresses stay. False: NULL, or one is attached or read-only. WAMR: looks at the head only, and
/// a heap may stay broken.
WASM_RUNTIME_API_EXTERN bool wasm_runtime_reset_shared_heap_chain(wasm_shared_heap_t shared_heap);

/// Lets the instance reach the heap and its successors (a heap in the middle of a chain gives that
/// heap and those behind it). While attached, memory can grow up to the chain but not into it.
/// False: NULL; the instance has no memory, or a heap already; its memory reaches into the chain.
/// Also false, and only then different from WAMR's interpreter, if the instance is running and its
/// code would have to change, because what is attached is a buffer or a chain: attach it before, or
/// see shoal_runtime_use_checked_code. WAMR: the 257th attachment makes a heap count as not
/// attached, NULL crashes, and frames of AOT code that are already running do not see the heap.
WASM_RUNTIME_API_EXTERN bool wasm_runtime_attach_shared_heap(wasm_module_inst_t module_inst,
                                                             wasm_shared_heap_t shared_heap);
/// The same function by the name that WAMR's announcement of the feature uses.
WASM_RUNTIME_API_EXTERN bool wasm_runtime_attach_shared_heaps(wasm_module_inst_t module_inst,
                                                              wasm_shared_heap_t shared_heaps);
/// Does nothing if none is attached.
WASM_RUNTIME_API_EXTERN void wasm_runtime_detach_shared_heap(wasm_module_inst_t module_inst);

/// Allocates `size` bytes (0 counts as 1) in the managed heap of the attached chain, aligned to 16
/// bytes. Gives the app address, and the native one in `p_native_addr` if that is not NULL; 0, and
/// nothing written, without room, managed heap or attachment, or if it is read-only. WAMR: looks at
/// the lower 32 bits of `size` only.
WASM_RUNTIME_API_EXTERN uint64_t wasm_runtime_shared_heap_malloc(wasm_module_inst_t module_inst,
                                                                 uint64_t size,
                                                                 void** p_native_addr);
/// Frees the block that starts at `ptr`. Anything else is ignored, with a warning. WAMR: may
/// corrupt the heap, or crash.
WASM_RUNTIME_API_EXTERN void wasm_runtime_shared_heap_free(wasm_module_inst_t module_inst,
                                                           uint64_t ptr);

// ---- Short names, for natives: they use variables `exec_env` and `module_inst` of the caller.
#define get_module_inst(exec_env) wasm_runtime_get_module_inst(exec_env)
#define get_module(module_inst) wasm_runtime_get_module(module_inst)
#define validate_app_addr(offset, size) wasm_runtime_validate_app_addr(module_inst, offset, size)
#define validate_app_str_addr(offset) wasm_runtime_validate_app_str_addr(module_inst, offset)
#define addr_app_to_native(offset) wasm_runtime_addr_app_to_native(module_inst, offset)
#define validate_native_addr(addr, size) wasm_runtime_validate_native_addr(module_inst, addr, size)
#define addr_native_to_app(addr) wasm_runtime_addr_native_to_app(module_inst, addr)
#define module_malloc(size, p_native_addr) \
  wasm_runtime_module_malloc(module_inst, size, p_native_addr)
#define module_free(offset) wasm_runtime_module_free(module_inst, offset)

// ---- Shoal's own

/// Why the calling thread's last function that failed did, one line; "" if none did. Valid until
/// the thread's next call.
WASM_RUNTIME_API_EXTERN const char* shoal_last_error(void);

/// Instances of the next wasm_runtime_init run checked code from the start, some percent slower;
/// any heap can then be attached and detached while they run, and the running frames see it. False
/// if the runtime runs already.
WASM_RUNTIME_API_EXTERN bool shoal_runtime_use_checked_code(bool use);

/// As wasm_runtime_create_shared_heap without a buffer, up to 4 GiB.
WASM_RUNTIME_API_EXTERN wasm_shared_heap_t shoal_shared_heap_create(uint64_t size);
/// Over the program's buffer, of any size: guests reach its bytes and no others. `read_only`: they
/// can only read it.
WASM_RUNTIME_API_EXTERN wasm_shared_heap_t shoal_shared_heap_create_from_buffer(void* buffer,
                                                                                uint64_t size,
                                                                                bool read_only);
/// Over bytes [offset, offset + length) of a file or shared memory object, which is mapped: stores
/// go to the file. `fd` may be closed afterwards. Any offset and length within the file: guests
/// reach these bytes and no others.
WASM_RUNTIME_API_EXTERN wasm_shared_heap_t shoal_shared_heap_create_from_fd(int fd, uint64_t offset,
                                                                            uint64_t length,
                                                                            bool read_only);
/// Releases one heap. False, and nothing changed, if it is attached, or in a chain: unchain it
/// first. Its handle is not to be used any more.
WASM_RUNTIME_API_EXTERN bool shoal_shared_heap_destroy(wasm_shared_heap_t shared_heap);
/// As wasm_runtime_chain_shared_heaps, for any number of managed heaps. Allocation takes the first
/// that has room.
WASM_RUNTIME_API_EXTERN wasm_shared_heap_t shoal_shared_heap_chain(wasm_shared_heap_t head,
                                                                   wasm_shared_heap_t body);

/// For shoal_shared_heap_attach; they can be combined.
enum shoal_attach_flags {
  SHOAL_ATTACH_DEFAULT = 0,
  SHOAL_ATTACH_READ_ONLY = 1,  ///< Stores of this instance into the heaps trap.
  SHOAL_ATTACH_CONTIGUOUS = 2  ///< Accesses may span heaps; not with buffers in the chain.
};
/// As wasm_runtime_attach_shared_heap, with flags.
WASM_RUNTIME_API_EXTERN bool shoal_shared_heap_attach(wasm_module_inst_t module_inst,
                                                      wasm_shared_heap_t shared_heap,
                                                      uint32_t flags);
/// The heap that is attached to the instance, or NULL.
WASM_RUNTIME_API_EXTERN wasm_shared_heap_t
shoal_shared_heap_attached_to(wasm_module_inst_t module_inst);

/// As wasm_runtime_shared_heap_malloc, aligned: a power of two; less than 16 counts as 16.
WASM_RUNTIME_API_EXTERN uint64_t shoal_runtime_shared_heap_aligned_malloc(
    wasm_module_inst_t module_inst, uint64_t size, uint64_t alignment, void** p_native_addr);

// The heap itself, without any instance. Addresses are those that the heap's guests use, as it is
// chained now.

/// From the first managed heap, from this one on along the chain, that has room; 0 if none has.
WASM_RUNTIME_API_EXTERN uint64_t shoal_shared_heap_malloc(wasm_shared_heap_t shared_heap,
                                                          uint64_t size, uint64_t alignment,
                                                          void** p_native_addr);
/// Changes the size of a block, moving it if it must; the new address, or 0 and the block as it
/// was.
WASM_RUNTIME_API_EXTERN uint64_t shoal_shared_heap_realloc(wasm_shared_heap_t shared_heap,
                                                           uint64_t address, uint64_t size,
                                                           void** p_native_addr);
/// False, and nothing done, if no live block starts at `address`.
WASM_RUNTIME_API_EXTERN bool shoal_shared_heap_free(wasm_shared_heap_t shared_heap,
                                                    uint64_t address);
/// The native address of [address, address + size), or NULL if it is not in one heap of the chain
/// from this one on.
WASM_RUNTIME_API_EXTERN void* shoal_shared_heap_to_native(wasm_shared_heap_t shared_heap,
                                                          uint64_t address, uint64_t size);
/// The address of native bytes; 0 if they are not in one heap.
WASM_RUNTIME_API_EXTERN uint64_t shoal_shared_heap_to_app(wasm_shared_heap_t shared_heap,
                                                          const void* native_ptr, uint64_t size);

/// The number of heaps that live.
WASM_RUNTIME_API_EXTERN uint32_t shoal_shared_heap_count(void);
/// The heap behind this one in its chain, or NULL.
WASM_RUNTIME_API_EXTERN wasm_shared_heap_t shoal_shared_heap_next(wasm_shared_heap_t shared_heap);

typedef struct shoal_shared_heap_info_t {
  uint64_t size;            ///< Bytes.
  uint64_t start_address;   ///< Of its first byte in a guest.
  void* native_address;     ///< Of its first byte in the host.
  uint64_t attached_count;  ///< Instances that have it attached.
  bool is_managed;          ///< An allocator manages it; the rest is zero if not.
  bool is_read_only;
  uint64_t used_size;     ///< Bytes in live blocks, as the allocator rounds.
  uint64_t free_size;     ///< Bytes.
  uint64_t largest_free;  ///< The largest block that could be allocated now.
  uint64_t block_count;   ///< Live blocks.
} shoal_shared_heap_info_t;
WASM_RUNTIME_API_EXTERN bool shoal_shared_heap_get_info(wasm_shared_heap_t shared_heap,
                                                        shoal_shared_heap_info_t* info);

/// As wasm_runtime_validate_app_addr, for a range that is only read: heaps attached read-only
/// count.
WASM_RUNTIME_API_EXTERN bool shoal_runtime_validate_app_addr_to_read(wasm_module_inst_t module_inst,
                                                                     uint64_t app_offset,
                                                                     uint64_t size);
/// The native address of a range, checked and converted in one step; NULL, and no exception, if the
/// guest may not read it, or, with `to_write`, write it.
WASM_RUNTIME_API_EXTERN void* shoal_runtime_app_range_to_native(wasm_module_inst_t module_inst,
                                                                uint64_t app_offset, uint64_t size,
                                                                bool to_write);

#ifdef __cplusplus
}
#endif

#endif  // WASM_EXPORT_H_
