// A specification test script in memory: what wast2json writes, with names in place of JSON keys.
#ifndef SHOAL_TESTS_SPEC_SCRIPT_H_
#define SHOAL_TESTS_SPEC_SCRIPT_H_

#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include "shoal/error.h"

namespace shoal::spec {

/// An argument or an expected result, as the script writes it.
struct ScriptValue {
  std::string type;                  ///< "i32", "externref", "refnull", "either", ...
  std::optional<std::string> value;  ///< Decimal bits, "nan:canonical", "null"; none: any non-null.
  std::string lane_type;             ///< Of a v128.
  std::vector<std::string> lanes;    ///< Of a v128.
  std::vector<ScriptValue> alternatives;  ///< Of an "either".
};
/// As a person writes it: "i32:7", "f32:nan:canonical", "externref:null".
std::string to_string(const ScriptValue& v);
std::string to_string(const std::vector<ScriptValue>& values);

/// Calls or reads an export.
struct Action {
  bool is_get = false;  ///< Reads a global instead of calling a function.
  std::string module;   ///< The instance's script name; empty: the latest one.
  std::string field;
  std::vector<ScriptValue> arguments;
};

/// One command. Which fields count depends on `type`; the others are empty.
struct Command {
  std::string type;
  uint32_t line = 0;
  std::string filename;  ///< Of the module's bytes, beside the script.
  bool is_text = false;  ///< The module exists only as text.
  std::string text;      ///< The message that an assertion expects.
  std::string name;      ///< The module's, instance's or thread's script name.
  std::string as;        ///< The name that `register` gives.
  std::string module;    ///< `module_instance`: the definition's script name.
  Action action;
  std::vector<ScriptValue> expected;
  std::vector<std::string> shared;  ///< `thread`: registered modules that the thread sees.
  std::vector<Command> commands;    ///< `thread`: what it runs.
};

/// Reads a script. Errors: kSystem if the file cannot be read, kMalformed if it is not a script.
Result<std::vector<Command>> read_script(const std::filesystem::path& path);

}  // namespace shoal::spec

#endif  // SHOAL_TESTS_SPEC_SCRIPT_H_
