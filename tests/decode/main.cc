// decode_check PATH...: compiles the modules at and below the paths for every target and has each
// byte of the code explained by independent decoders. Says what it cannot explain; exits with 1 if
// there was such.
#include <cstdio>
#include <string>

#include "tests/decode/module_check.h"

int main(int argc, char** argv) {
  if (argc < 2) {
    std::fprintf(stderr, "usage: decode_check PATH...   (modules, or directories of them)\n");
    return 2;
  }
  shoal::tests::ModuleReport report;
  size_t printed = 0;
  for (int i = 1; i < argc; ++i) {
    for (const auto& path : shoal::tests::modules_below(argv[i])) {
      shoal::tests::check_module(path.string(), shoal::tests::read_file(path), false, report);
      for (; printed < report.complaints.size(); ++printed) {
        std::printf("%s\n", report.complaints[printed].c_str());
      }
    }
  }
  std::printf(
      "%llu passed, %llu failed; %llu more are no modules; %llu bytes of code, "
      "%llu instructions\n",
      static_cast<unsigned long long>(report.modules),
      static_cast<unsigned long long>(report.failed),
      static_cast<unsigned long long>(report.rejected),
      static_cast<unsigned long long>(report.code_bytes),
      static_cast<unsigned long long>(report.instructions));
  return report.complaints.empty() ? 0 : 1;
}
