// Tests of programs: a directory of its own for each test, and commands that run in it.
#ifndef SHOAL_TESTS_COMMAND_TEST_H_
#define SHOAL_TESTS_COMMAND_TEST_H_

#include <gtest/gtest.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <string>
#include <string_view>

namespace shoal {

/// What a program did.
struct CommandOutcome {
  int code;  ///< Exit code; -1 if a signal ended it.
  std::string out;
  std::string err;
};

class CommandTest : public testing::Test {
 protected:
  void SetUp() override {
    const testing::TestInfo* test = testing::UnitTest::GetInstance()->current_test_info();
    const std::string name = std::string("shoal-") + test->test_suite_name() + "-" + test->name() +
                             "-" + std::to_string(getpid());
    directory_ = std::filesystem::temp_directory_path() / name;
    std::filesystem::remove_all(directory_);
    ASSERT_TRUE(std::filesystem::create_directory(directory_));
  }
  void TearDown() override { std::filesystem::remove_all(directory_); }

  void write(const std::string& name, std::string_view contents) {
    std::ofstream(directory_ / name, std::ios::binary) << contents;
  }

  /// Runs a program in the test's directory, without input. Both are for the shell to split: the
  /// program's words may begin with those of an emulator.
  CommandOutcome run_program(const std::string& program, const std::string& arguments) {
    const std::string command = "cd '" + directory_.string() + "' && " + program + " " + arguments +
                                " >out 2>err </dev/null";
    const int status = std::system(command.c_str());
    return {WIFEXITED(status) ? WEXITSTATUS(status) : -1, read("out"), read("err")};
  }

  std::string read(const std::string& name) {
    std::ifstream file(directory_ / name, std::ios::binary);
    return {std::istreambuf_iterator<char>(file), {}};
  }

 private:
  std::filesystem::path directory_;
};

}  // namespace shoal

#endif  // SHOAL_TESTS_COMMAND_TEST_H_
