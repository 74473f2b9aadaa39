#include <algorithm>
#include <cstdio>
#include <limits>
#include <memory>

#include "runtime/libc/format.h"
#include "runtime/libc/functions.h"
#include "runtime/libc/output.h"

namespace shoal::libc {
namespace {

using Sink = LibcOptions::Output;

constexpr uint64_t kUnlimited = std::numeric_limits<uint64_t>::max();

Result<int32_t> print(Guest guest, const Sink& sink, GuestPtr format_string, GuestPtr list) {
  SinkOutput output(guest, sink);
  Result<int32_t> count = format(guest, format_string, list, output);
  output.flush();
  return count;
}

Result<int32_t> print_to_buffer(Guest guest, GuestPtr buffer, uint64_t room, GuestPtr format_string,
                                GuestPtr list) {
  BufferOutput output(guest, buffer, room);
  Result<int32_t> count = format(guest, format_string, list, output);
  if (!count) return count;
  if (Result<void> done = output.finish(); !done) return std::move(done).error();
  return count;
}

Result<int32_t> sprintf(Guest guest, GuestPtr buffer, GuestPtr format_string, GuestPtr list) {
  return print_to_buffer(guest, buffer, kUnlimited, format_string, list);
}
Result<int32_t> snprintf(Guest guest, GuestPtr buffer, uint32_t room, GuestPtr format_string,
                         GuestPtr list) {
  return print_to_buffer(guest, buffer, room, format_string, list);
}

/// Writes the string and a newline; gives the number of bytes.
Result<int32_t> puts(Guest guest, const Sink& sink, GuestPtr s) {
  const Result<std::string_view> text = guest.string(s);
  if (!text) return text.error();
  const uint64_t size = text->size();
  SinkOutput output(guest, sink);
  for (uint64_t done = 0; done < size;) {
    // Found again for each piece, as Formatter does.
    char piece[1024];
    const Result<std::string_view> part =
        guest.text(s + done, std::min<uint64_t>(size - done, sizeof(piece)));
    if (!part) return part.error();
    part->copy(piece, sizeof(piece));
    if (Result<void> put = output.write({piece, part->size()}); !put) {
      return std::move(put).error();
    }
    done += part->size();
  }
  if (Result<void> put = output.write("\n"); !put) return std::move(put).error();
  output.flush();
  return static_cast<int32_t>(std::min<uint64_t>(size + 1, std::numeric_limits<int32_t>::max()));
}

}  // namespace

void define_stdio(Definer& definer, Sink sink) {
  if (!sink) sink = [](std::string_view text) { fwrite(text.data(), 1, text.size(), stdout); };
  const auto shared = std::make_shared<const Sink>(std::move(sink));
  for (const char* name : {"printf", "vprintf"}) {
    definer.define(name, [shared](Caller& caller, GuestPtr format_string, GuestPtr list) {
      return print(Guest(caller), *shared, format_string, list);
    });
  }
  // A variable argument list is a pointer to the arguments, whichever way it is passed.
  definer.function("sprintf", sprintf);
  definer.function("vsprintf", sprintf);
  definer.function("snprintf", snprintf);
  definer.function("vsnprintf", snprintf);
  definer.define("puts",
                 [shared](Caller& caller, GuestPtr s) { return puts(Guest(caller), *shared, s); });
  definer.define("putchar", [shared](int32_t c) {
    const char byte = static_cast<char>(c);
    (*shared)({&byte, 1});
    return int32_t{static_cast<unsigned char>(c)};
  });
}

}  // namespace shoal::libc
