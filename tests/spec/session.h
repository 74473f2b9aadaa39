// Runs the commands of one script.
#ifndef SHOAL_TESTS_SPEC_SESSION_H_
#define SHOAL_TESTS_SPEC_SESSION_H_

#include <filesystem>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <thread>
#include <vector>

#include "shoal/shoal.h"
#include "tests/spec/report.h"
#include "tests/spec/script.h"

namespace shoal::spec {

/// The state of a script: its modules and instances by script name, and what is registered for
/// import.
///
/// A command is skipped only if compiling its module gave an error of kind kUnsupported, or if it
/// depends on a module for which that happened. Such a module therefore leaves an entry that
/// remembers the feature. It also takes with it the instances that it imports from: nobody knows
/// what it would have done to them.
class Session {
 public:
  /// `script` is the script's path; its modules lie beside it. Outcomes are counted in `report`.
  Session(const Engine& engine, std::filesystem::path script, Report& report);

  void run(const std::vector<Command>& commands);

 private:
  /// A module or instance that the script has named, or why there is none.
  template <class T>
  struct Entry {
    std::optional<T> value;
    std::string missing_feature;  ///< Without a value: what it needs. Empty if it failed.
  };
  template <class T>
  struct Names {
    std::map<std::string, Entry<T>, std::less<>> by_name;
    Entry<T> latest;

    void add(const std::string& name, Entry<T> entry);
    /// The entry of `name`, or the latest if `name` is empty.
    const Entry<T>& find(const std::string& name) const;
    /// Makes `value` count as missing for `feature`, whatever its names.
    void lose(const T& value, const std::string& feature);
  };
  struct Thread {
    std::unique_ptr<Report> report;
    std::jthread thread;  // last: joined before the report goes
  };

  Outcome run(const Command& c);
  Outcome module(const Command& c);
  Outcome module_definition(const Command& c);
  Outcome module_instance(const Command& c);
  Outcome register_instance(const Command& c);
  Outcome action(const Command& c);
  Outcome assert_return(const Command& c);
  Outcome assert_trap(const Command& c);
  Outcome assert_exception(const Command& c);
  Outcome assert_malformed(const Command& c);
  Outcome assert_invalid(const Command& c);
  Outcome assert_custom(const Command& c);
  Outcome assert_unlinkable(const Command& c);
  Outcome assert_uninstantiable(const Command& c);
  Outcome thread(const Command& c);
  Outcome wait(const Command& c);

  std::filesystem::path module_path(const Command& c) const;
  Result<Module> compile(const Command& c) const;
  /// The outcome of a command whose module was to be instantiated but did not compile.
  Outcome not_compiled(const Command& c, std::string expected, const Error& e);
  /// Makes the instance registered as `name` count as missing from now on.
  void lose(const std::string& name, const std::string& feature);
  /// Instantiates and notes the instance under `name`.
  Outcome instantiate(const Module& module, const std::string& name);
  /// Expects compiling to fail with an error of kind `kind`.
  Outcome expect_rejection(const Command& c, ErrorKind kind) const;
  /// Expects instantiating to fail with an error of kind `kind` and the command's message.
  Outcome expect_instantiation_error(const Command& c, ErrorKind kind);
  /// Does the action. An Error of kind kUnsupported means that its instance is missing for that
  /// feature.
  Result<std::vector<Value>> perform(const Action& a) const;
  /// The feature that keeps a module from being there that `module` imports from, if any.
  std::optional<std::string> missing_import(const Module& module) const;

  Engine engine_;
  std::filesystem::path script_;
  Report& report_;
  Linker linker_;
  Names<Module> definitions_;
  Names<Instance> instances_;
  std::map<std::string, Instance> registered_;
  std::map<std::string, std::string> missing_registered_;  ///< Registered name -> feature.
  std::map<std::string, Thread> threads_;
};

}  // namespace shoal::spec

#endif  // SHOAL_TESTS_SPEC_SESSION_H_
