// Arguments of --invoke: text to WebAssembly values.
#ifndef SHOAL_CLI_ARGUMENTS_H_
#define SHOAL_CLI_ARGUMENTS_H_

#include <string>
#include <vector>

#include "shoal/error.h"
#include "shoal/types.h"
#include "shoal/value.h"

namespace shoal::cli {

/// Reads one value of `type`: integers signed or unsigned, decimal or 0x hexadecimal; floats
/// decimal, inf or nan; references "null", and externrefs also as a number. Error (kArgument): what
/// is wrong and what would be right.
Result<Value> parse_value(const std::string& text, ValType type);

/// Reads all arguments of a function called `name`. Error (kArgument): their number, or one of
/// them.
Result<std::vector<Value>> parse_values(const std::vector<std::string>& texts,
                                        const std::string& name, const FuncType& type);

}  // namespace shoal::cli

#endif  // SHOAL_CLI_ARGUMENTS_H_
