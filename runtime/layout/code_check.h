// Is a module's code position independent?
//
// WebAssembly has no relocations once it is linked: `i32.const 1136` may be an address or a number,
// and both look alike. What follows says when Shoal takes a function's code to be independent of
// where the module's data lies; whatever is in doubt is refused, with the instruction to blame.
//
// 1. What is looked for. Clang with -fPIC makes every address of static data as
//    `global.get BASE; i32.const N; i32.add`, BASE being `GOT.data.internal.__memory_base` (linked
//    statically) or the import `env.__memory_base` (-pie, -shared), or it reads it from a global of
//    its own (`GOT.data.internal.NAME`). Those globals are rewritten, so such code moves. An
//    address that the linker wrote into the code itself, as `i32.const` or as the offset of a load
//    or store, does not move.
//
// 2. How the linker's constants are told from numbers. LLVM leaves room for whatever the linker
//    fills in: those LEB128 numbers are five bytes long, whatever their value; all others are as
//    short as can be. So in a module that comes straight from wasm-ld, a constant of less than
//    five bytes is no address of the linker's, nor is one that needs its five bytes, unless it is
//    large enough to lie in the module's memory. That the module does come straight from it is seen
//    in its calls and its uses of globals: their indices are the linker's too, hence five bytes.
//    (a) All of them are: a five-byte constant must be shown to be relative to a base; an offset of
//        five bytes is refused.
//    (b) There are none at all (a leaf function, say): constants and offsets are judged by value:
//        one within the module's own static memory must be shown to be relative, and a load or
//        store at a mere constant is refused.
//    (c) Some are shorter (wasm-opt, --compress-relocations, another compiler or a human): nothing
//        can be told from their length. The module is judged as in (b) first, so as to name a
//        likely culprit, and then refused unless it never touches memory.
//    Functions that the linker itself makes (__wasm_call_ctors, __wasm_apply_data_relocs, ...)
//    have short indices always; they do not count, and are judged as in (b).
//
// 3. How a constant is shown to be relative. An abstract interpretation follows each suspect along
//    the operand stack, through locals, additions, selects and blocks, around loops until nothing
//    changes any more. Where it is added to a base it stops being a suspect. Any other use, be it
//    as an address, an argument, a result, a stored value or an operand, is refused. The values
//    form a chain, constant and base < number < suspect, and a join goes up, so the walk ends.
//
// The place of __heap_base is no place in the module's own memory, and moves by another distance:
// a five-byte constant that is its address is refused even where a base is added to it (clang makes
// that of an __heap_base that is declared hidden; otherwise it reads a global, which is rewritten).
//
// Five-byte constants that index the module's own table are function pointers, not addresses: they
// are let through if they are below the table's size and no address of the module is.
//
// What this takes on trust: that code in case (a) is LLVM's and wasm-ld's. A program that casts a
// number of its own to a pointer means a fixed place in memory, and keeps it.
#ifndef SHOAL_RUNTIME_LAYOUT_CODE_CHECK_H_
#define SHOAL_RUNTIME_LAYOUT_CODE_CHECK_H_

#include <cstdint>
#include <optional>
#include <string_view>
#include <vector>

#include "runtime/layout/image.h"
#include "shoal/error.h"

namespace shoal::layout {

/// What the check needs to know of a module.
struct CodeFacts {
  std::vector<bool> bases;  ///< By global: what it holds moves with the module or its table.
  bool has_static_memory = false;
  uint64_t low = 0, high = 0;         ///< Its addresses, as linked; `high` is one past the end.
  std::optional<uint64_t> heap_base;  ///< As linked.
  uint64_t table_size = 0;            ///< Elements of the module's own table.
  std::vector<uint32_t> exempt;       ///< Functions that are checked elsewhere.
};

/// What the check found beside "yes".
struct CodeTraits {
  bool grows_memory = false;
};

/// Validates the functions' bodies and holds them against the rule above. Errors: kInvalid,
/// kMalformed, kUnsupported (the code is not valid, or not position independent: the message names
/// function, offset and instruction), kLimit (too complex to be checked).
Result<CodeTraits> check_code(const Image& image, const CodeFacts& facts);

/// Validates the bodies only, of a module that needs no such check.
Result<CodeTraits> survey_code(const Image& image);

/// True for the name of a function that wasm-ld makes itself.
bool is_linker_function(std::string_view name);

}  // namespace shoal::layout

#endif  // SHOAL_RUNTIME_LAYOUT_CODE_CHECK_H_
