#include "cli/module_file.h"

#include <algorithm>
#include <cerrno>
#include <cstdio>
#include <cstring>
#include <memory>
#include <string_view>

#include "shoal/wat.h"

namespace shoal::cli {
namespace {

Error system_error(const std::string& verb, const std::string& path) {
  return make_error(ErrorKind::kSystem,
                    "cannot " + verb + " '" + path + "': " + std::strerror(errno));
}

Result<std::vector<uint8_t>> read_file(const std::string& path) {
  const std::unique_ptr<FILE, int (*)(FILE*)> file(std::fopen(path.c_str(), "rb"), std::fclose);
  if (!file) return system_error("read", path);
  std::vector<uint8_t> bytes;
  constexpr size_t kPiece = 1 << 20;
  size_t read = 0;
  do {
    bytes.resize(bytes.size() + kPiece);
    read = std::fread(bytes.data() + bytes.size() - kPiece, 1, kPiece, file.get());
    bytes.resize(bytes.size() - kPiece + read);
  } while (read == kPiece);
  if (std::ferror(file.get())) return system_error("read", path);
  return bytes;
}

bool is_binary(const std::vector<uint8_t>& bytes) {
  static constexpr uint8_t kMagic[] = {0, 'a', 's', 'm'};
  return bytes.size() >= sizeof(kMagic) &&
         std::equal(std::begin(kMagic), std::end(kMagic), bytes.begin());
}

}  // namespace

Result<std::vector<uint8_t>> read_module(const std::string& path) {
  Result<std::vector<uint8_t>> bytes = read_file(path);
  if (!bytes || is_binary(*bytes) || !path.ends_with(".wat")) return bytes;
  return wat_to_wasm({reinterpret_cast<const char*>(bytes->data()), bytes->size()}, path);
}

Result<void> write_file(const std::string& path, std::span<const uint8_t> bytes) {
  FILE* const file = std::fopen(path.c_str(), "wb");
  if (file == nullptr) return system_error("write", path);
  const bool written = std::fwrite(bytes.data(), 1, bytes.size(), file) == bytes.size();
  if (std::fclose(file) != 0 || !written) return system_error("write", path);
  return {};
}

std::string describe_module_error(const std::string& path, const Error& e) {
  std::string message = "'" + path + "' is not a module that can run: " + e.to_string();
  if (!path.ends_with(".wasm") && !path.ends_with(".wat")) {
    message += " (text modules are recognised by their name's ending, .wat)";
  }
  return message;
}

}  // namespace shoal::cli
