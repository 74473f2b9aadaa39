// Reads paths from standard input, a line for each, and says of each file what Shoal makes of it as
// a module: the path, "valid" or the kind of error, and the error, with tabs between them. For
// fuzz/verdicts.mjs, which compares.
#include <fstream>
#include <iostream>
#include <iterator>
#include <string>
#include <vector>

#include "shoal/shoal.h"

int main() {
  const auto engine = shoal::Engine::create({.bounds = shoal::Bounds::kChecked});
  if (!engine) {
    std::cerr << engine.error().to_string() << "\n";
    return 1;
  }
  for (std::string path; std::getline(std::cin, path);) {
    std::ifstream file(path, std::ios::binary);
    if (!file) {
      std::cerr << "cannot read " << path << "\n";
      return 1;
    }
    const std::vector<uint8_t> bytes{std::istreambuf_iterator<char>(file), {}};
    const auto module = shoal::Module::compile(*engine, bytes);
    std::cout << path << '\t'
              << (module ? "valid\t"
                         : std::string(to_string(module.error().kind)) + '\t' +
                               module.error().to_string())
              << '\n';
  }
  return 0;
}
