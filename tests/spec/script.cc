#include "tests/spec/script.h"

#include <fstream>
#include <nlohmann/json.hpp>
#include <utility>

namespace shoal::spec {
namespace {

using nlohmann::json;

std::string text_of(const json& object, const char* key) {
  return object.value(key, std::string());
}

ScriptValue parse_value(const json& j) {
  ScriptValue v;
  v.type = text_of(j, "type");
  v.lane_type = text_of(j, "lane_type");
  if (j.contains("values")) {
    for (const json& alternative : j["values"]) v.alternatives.push_back(parse_value(alternative));
  }
  if (!j.contains("value")) return v;
  if (j["value"].is_array()) {
    v.lanes = j["value"].get<std::vector<std::string>>();
  } else {
    v.value = j["value"].get<std::string>();
  }
  return v;
}

std::vector<ScriptValue> parse_values(const json& object, const char* key) {
  std::vector<ScriptValue> values;
  if (!object.contains(key)) return values;
  for (const json& value : object[key]) values.push_back(parse_value(value));
  return values;
}

Action parse_action(const json& j) {
  Action a;
  a.is_get = text_of(j, "type") == "get";
  a.module = text_of(j, "module");
  a.field = text_of(j, "field");
  a.arguments = parse_values(j, "args");
  return a;
}

Command parse_command(const json& j) {
  Command c;
  c.type = text_of(j, "type");
  c.line = j.value("line", 0u);
  c.filename = text_of(j, "filename");
  c.is_text = text_of(j, "module_type") == "text";
  c.text = text_of(j, "text");
  c.name = text_of(j, c.type == "module_instance" ? "instance" : "name");
  if (c.type == "wait") c.name = text_of(j, "thread");
  c.as = text_of(j, "as");
  c.module = text_of(j, "module");
  if (j.contains("action")) c.action = parse_action(j["action"]);
  c.expected = parse_values(j, "expected");
  if (j.contains("shared")) c.shared = j["shared"].get<std::vector<std::string>>();
  if (j.contains("commands")) {
    for (const json& nested : j["commands"]) c.commands.push_back(parse_command(nested));
  }
  return c;
}

}  // namespace

std::string to_string(const ScriptValue& v) {
  if (v.type == "either") {
    std::string s = "one of";
    for (const ScriptValue& alternative : v.alternatives) s += " " + to_string(alternative);
    return s;
  }
  if (v.type != "v128") return v.type + ":" + v.value.value_or("any");
  std::string s = "v128:" + v.lane_type;
  for (const std::string& lane : v.lanes) s += " " + lane;
  return s;
}

std::string to_string(const std::vector<ScriptValue>& values) {
  std::string s;
  for (const ScriptValue& v : values) s += (s.empty() ? "" : ", ") + to_string(v);
  return "(" + s + ")";
}

Result<std::vector<Command>> read_script(const std::filesystem::path& path) {
  std::ifstream file(path);
  if (!file) return make_error(ErrorKind::kSystem, path.string() + ": cannot be read");
  const json script = json::parse(file, nullptr, /*allow_exceptions=*/false);
  if (!script.is_object() || !script.contains("commands")) {
    return make_error(ErrorKind::kMalformed,
                      path.string() + ": not a script: expected a JSON object with 'commands'");
  }
  std::vector<Command> commands;
  try {
    for (const json& command : script["commands"]) commands.push_back(parse_command(command));
  } catch (const json::exception& e) {
    return make_error(ErrorKind::kMalformed, path.string() + ": not a script: " + e.what());
  }
  return commands;
}

}  // namespace shoal::spec
