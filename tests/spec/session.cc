#include "tests/spec/session.h"

#include <fstream>
#include <iterator>
#include <utility>

#include "tests/spec/imports.h"
#include "tests/spec/spectest.h"
#include "tests/spec/values.h"

namespace shoal::spec {
namespace {

std::optional<std::vector<uint8_t>> read_bytes(const std::filesystem::path& path) {
  std::ifstream file(path, std::ios::binary);
  if (!file) return std::nullopt;
  return std::vector<uint8_t>(std::istreambuf_iterator<char>(file), {});
}

/// The feature that an error of kind kUnsupported names: its message quotes it.
std::string feature_of(const Error& e) {
  const size_t begin = e.message.find('"');
  const size_t end = e.message.find('"', begin + 1);
  if (begin == std::string::npos || end == std::string::npos) return e.message;
  return e.message.substr(begin + 1, end - begin - 1);
}

std::string describe(const Error& e) { return std::string(to_string(e.kind)) + ": " + e.message; }

/// The suite's rule for messages: one is the beginning of the other ("uninitialized element 2").
bool same_message(std::string_view got, std::string_view expected) {
  return got.starts_with(expected) || expected.starts_with(got);
}

/// Skipped if the error says that a feature is missing, else failed.
Outcome unexpected(std::string expected, const Error& e) {
  if (e.kind == ErrorKind::kUnsupported) return Skipped{feature_of(e)};
  return Failed{std::move(expected), describe(e)};
}

/// Where the suite was converted to JSON, byte-order marks at the beginning of names got lost
/// (names.wast has such a one). So a name may also mean the export that has one in front.
Action with_byte_order_mark(Action a) {
  a.field.insert(0, "\xEF\xBB\xBF");
  return a;
}

Error missing(const std::string& feature, std::string what) {
  if (feature.empty()) return make_error(ErrorKind::kArgument, what + " that failed earlier");
  return make_error(ErrorKind::kUnsupported, what + " that needs \"" + feature + '"');
}

}  // namespace

template <class T>
void Session::Names<T>::add(const std::string& name, Entry<T> entry) {
  if (!name.empty()) by_name[name] = entry;
  latest = std::move(entry);
}

template <class T>
const Session::Entry<T>& Session::Names<T>::find(const std::string& name) const {
  static const Entry<T> none;
  if (name.empty()) return latest;
  const auto at = by_name.find(name);
  return at == by_name.end() ? none : at->second;
}

template <class T>
void Session::Names<T>::lose(const T& value, const std::string& feature) {
  for (auto& [name, entry] : by_name) {
    if (entry.value == value) entry = {std::nullopt, feature};
  }
  if (latest.value == value) latest = {std::nullopt, feature};
}

Session::Session(const Engine& engine, std::filesystem::path script, Report& report)
    : engine_(engine), script_(std::move(script)), report_(report), linker_(engine) {
  define_spectest(linker_);
}

void Session::run(const std::vector<Command>& commands) {
  for (const Command& c : commands) {
    report_.add(script_.string(), c.line, c.is_text ? Outcome(Skipped{"text format"}) : run(c));
  }
}

Outcome Session::run(const Command& c) {
  using Handler = Outcome (Session::*)(const Command&);
  static const std::map<std::string, Handler, std::less<>> handlers = {
      {"module", &Session::module},
      {"module_definition", &Session::module_definition},
      {"module_instance", &Session::module_instance},
      {"register", &Session::register_instance},
      {"action", &Session::action},
      {"assert_return", &Session::assert_return},
      {"assert_trap", &Session::assert_trap},
      {"assert_exhaustion", &Session::assert_trap},
      {"assert_exception", &Session::assert_exception},
      {"assert_malformed", &Session::assert_malformed},
      {"assert_invalid", &Session::assert_invalid},
      {"assert_malformed_custom", &Session::assert_custom},
      {"assert_invalid_custom", &Session::assert_custom},
      {"assert_unlinkable", &Session::assert_unlinkable},
      {"assert_uninstantiable", &Session::assert_uninstantiable},
      {"thread", &Session::thread},
      {"wait", &Session::wait},
  };
  const auto handler = handlers.find(c.type);
  if (handler == handlers.end()) return Failed{"a known command", "'" + c.type + "'"};
  return (this->*handler->second)(c);
}

std::filesystem::path Session::module_path(const Command& c) const {
  return script_.parent_path() / c.filename;
}

Result<Module> Session::compile(const Command& c) const {
  const std::optional<std::vector<uint8_t>> bytes = read_bytes(module_path(c));
  if (!bytes) return make_error(ErrorKind::kSystem, module_path(c).string() + " cannot be read");
  return Module::compile(engine_, *bytes);
}

Outcome Session::not_compiled(const Command& c, std::string expected, const Error& e) {
  Outcome outcome = unexpected(std::move(expected), e);
  if (const auto* skipped = std::get_if<Skipped>(&outcome)) {
    for (const std::string& name : imported_modules(*read_bytes(module_path(c)))) {
      lose(name, skipped->feature);
    }
  }
  return outcome;
}

void Session::lose(const std::string& name, const std::string& feature) {
  const auto at = registered_.find(name);
  if (at == registered_.end()) return;
  instances_.lose(at->second, feature);
  missing_registered_[name] = feature;
  registered_.erase(at);
}

std::optional<std::string> Session::missing_import(const Module& module) const {
  if (missing_registered_.empty()) return std::nullopt;
  for (const ImportType& import : module.imports()) {
    const auto at = missing_registered_.find(import.module);
    if (at != missing_registered_.end()) return at->second;
  }
  return std::nullopt;
}

Outcome Session::instantiate(const Module& module, const std::string& name) {
  if (const std::optional<std::string> feature = missing_import(module)) {
    instances_.add(name, {std::nullopt, *feature});
    return Skipped{*feature};
  }
  Result<Instance> instance = linker_.instantiate(module);
  if (!instance) {
    instances_.add(name, {});
    return Failed{"an instance", describe(instance.error())};
  }
  instances_.add(name, {std::move(*instance), {}});
  return Passed{};
}

Outcome Session::module(const Command& c) {
  Result<Module> module = compile(c);
  if (module) return instantiate(*module, c.name);
  const Outcome outcome = not_compiled(c, "a valid module", module.error());
  const auto* skipped = std::get_if<Skipped>(&outcome);
  instances_.add(c.name, {std::nullopt, skipped ? skipped->feature : ""});
  return outcome;
}

Outcome Session::module_definition(const Command& c) {
  Result<Module> module = compile(c);
  if (module) {
    definitions_.add(c.name, {std::move(*module), {}});
    return Passed{};
  }
  const Outcome outcome = unexpected("a valid module", module.error());
  const auto* skipped = std::get_if<Skipped>(&outcome);
  definitions_.add(c.name, {std::nullopt, skipped ? skipped->feature : ""});
  return outcome;
}

Outcome Session::module_instance(const Command& c) {
  const Entry<Module>& definition = definitions_.find(c.module);
  if (definition.value) return instantiate(*definition.value, c.name);
  instances_.add(c.name, {std::nullopt, definition.missing_feature});
  return unexpected("an instance", missing(definition.missing_feature, "a definition"));
}

Outcome Session::register_instance(const Command& c) {
  const Entry<Instance>& entry = instances_.find(c.name);
  if (!entry.value) {
    if (!entry.missing_feature.empty()) missing_registered_[c.as] = entry.missing_feature;
    return unexpected("an instance", missing(entry.missing_feature, "an instance"));
  }
  missing_registered_.erase(c.as);
  registered_.insert_or_assign(c.as, *entry.value);
  const Result<void> defined = linker_.define_instance(c.as, *entry.value);
  if (!defined) return unexpected("a registered instance", defined.error());
  return Passed{};
}

Result<std::vector<Value>> Session::perform(const Action& a) const {
  const Entry<Instance>& entry = instances_.find(a.module);
  if (!entry.value) return missing(entry.missing_feature, "an instance");
  if (a.is_get) {
    Result<Global> global = entry.value->global(a.field);
    if (!global) return std::move(global).error();
    return std::vector<Value>{global->get()};
  }
  Result<Func> func = entry.value->func(a.field);
  if (!func) return std::move(func).error();
  std::vector<Value> arguments;
  for (const ScriptValue& v : a.arguments) {
    const std::optional<Value> value = to_value(v);
    if (!value) {
      return make_error(ErrorKind::kArgument, "the runner cannot pass " + to_string(v));
    }
    arguments.push_back(*value);
  }
  return func->call(arguments);
}

Outcome Session::action(const Command& c) {
  const Result<std::vector<Value>> results = perform(c.action);
  if (!results) return unexpected("no error", results.error());
  return Passed{};
}

Outcome Session::assert_return(const Command& c) {
  const Result<std::vector<Value>> results = perform(c.action);
  if (!results) return unexpected(to_string(c.expected), results.error());
  if (matches(c.expected, *results)) return Passed{};
  const Result<std::vector<Value>> marked = perform(with_byte_order_mark(c.action));
  if (marked && matches(c.expected, *marked)) return Passed{};
  return Failed{to_string(c.expected), to_script(*results)};
}

Outcome Session::assert_trap(const Command& c) {
  const std::string expected = "trap: " + c.text;
  const Result<std::vector<Value>> results = perform(c.action);
  if (results) return Failed{expected, to_script(*results)};
  const Error& e = results.error();
  if (e.kind == ErrorKind::kTrap && same_message(e.message, c.text)) return Passed{};
  return unexpected(expected, e);
}

Outcome Session::assert_exception(const Command& c) {
  const Result<std::vector<Value>> results = perform(c.action);
  if (results) return Failed{"an exception", to_script(*results)};
  return unexpected("an exception", results.error());
}

Outcome Session::expect_rejection(const Command& c, ErrorKind kind) const {
  const std::string expected = std::string(to_string(kind)) + ": " + c.text;
  const Result<Module> module = compile(c);
  if (module) return Failed{expected, "a valid module"};
  if (module.error().kind == kind) return Passed{};
  return unexpected(expected, module.error());
}

Outcome Session::assert_malformed(const Command& c) {
  return expect_rejection(c, ErrorKind::kMalformed);
}

Outcome Session::assert_invalid(const Command& c) {
  return expect_rejection(c, ErrorKind::kInvalid);
}

Outcome Session::assert_custom(const Command& c) {
  // What is wrong lies in a custom section, which an engine may ignore: either verdict is good.
  const Result<Module> module = compile(c);
  if (module || module.error().kind != ErrorKind::kUnsupported) return Passed{};
  return unexpected(c.text, module.error());
}

Outcome Session::expect_instantiation_error(const Command& c, ErrorKind kind) {
  const std::string expected = std::string(to_string(kind)) + ": " + c.text;
  const Result<Module> module = compile(c);
  if (!module) return not_compiled(c, expected, module.error());
  if (const std::optional<std::string> feature = missing_import(*module)) {
    return Skipped{*feature};
  }
  const Result<Instance> instance = linker_.instantiate(*module);
  if (instance) return Failed{expected, "an instance"};
  const Error& e = instance.error();
  if (e.kind == kind && same_message(e.message, c.text)) return Passed{};
  return unexpected(expected, e);
}

Outcome Session::assert_unlinkable(const Command& c) {
  return expect_instantiation_error(c, ErrorKind::kLink);
}

Outcome Session::assert_uninstantiable(const Command& c) {
  return expect_instantiation_error(c, ErrorKind::kTrap);
}

Outcome Session::thread(const Command& c) {
  Thread& thread = threads_[c.name];
  thread.report = std::make_unique<Report>(report_.failures());
  auto session = std::make_shared<Session>(engine_, script_, *thread.report);
  for (const std::string& name : c.shared) session->instances_.add(name, instances_.find(name));
  thread.thread = std::jthread([session, commands = c.commands] { session->run(commands); });
  return Passed{};
}

Outcome Session::wait(const Command& c) {
  const auto at = threads_.find(c.name);
  if (at == threads_.end()) return Failed{"a running thread", "none of the name " + c.name};
  at->second.thread.join();
  report_.add(*at->second.report);
  threads_.erase(at);
  return Passed{};
}

}  // namespace shoal::spec
