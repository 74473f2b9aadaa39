// Memory and strings. No byte is read that the C function does not look at: what ends early, at a
// difference or at what is looked for, does not need a NUL behind that.
#include <algorithm>
#include <bitset>
#include <cstring>
#include <limits>

#include "runtime/libc/ascii.h"
#include "runtime/libc/functions.h"

namespace shoal::libc {
namespace {

constexpr uint64_t kUnlimited = std::numeric_limits<uint64_t>::max();

Result<GuestPtr> memmove(Guest guest, GuestPtr to, GuestPtr from, uint32_t size) {
  const Result<std::string_view> source = guest.text(from, size);
  if (!source) return source.error();
  const Result<std::span<std::byte>> target = guest.bytes(to, size);
  if (!target) return target.error();
  if (size > 0) std::memmove(target->data(), source->data(), size);
  return to;
}

Result<void> memmove_only(Guest guest, GuestPtr to, GuestPtr from, uint32_t size) {
  const Result<GuestPtr> moved = memmove(guest, to, from, size);
  return moved ? Result<void>() : moved.error();
}

Result<GuestPtr> memset(Guest guest, GuestPtr to, int32_t byte, uint32_t size) {
  const Result<std::span<std::byte>> target = guest.bytes(to, size);
  if (!target) return target.error();
  if (size > 0) std::memset(target->data(), byte, size);
  return to;
}

Result<int32_t> memcmp(Guest guest, GuestPtr a, GuestPtr b, uint32_t size) {
  const Result<std::string_view> left = guest.text(a, size);
  if (!left) return left.error();
  const Result<std::string_view> right = guest.text(b, size);
  if (!right) return right.error();
  return size > 0 ? std::memcmp(left->data(), right->data(), size) : 0;
}

/// The first `wanted` among at most `most` bytes, or 0. A NUL ends the search if `ends_at_nul`.
Result<GuestPtr> find(Guest guest, GuestPtr start, char wanted, uint64_t most, bool ends_at_nul) {
  PieceReader pieces(guest, start);
  for (uint64_t passed = 0; passed < most;) {
    const Result<std::string_view> piece = pieces.next(most - passed);
    if (!piece) return piece.error();
    const size_t end = ends_at_nul ? piece->find('\0') : std::string_view::npos;
    const size_t at = piece->find(wanted);
    if (at <= end && at != std::string_view::npos)
      return static_cast<GuestPtr>(start + passed + at);
    if (end != std::string_view::npos) return 0;
    passed += piece->size();
  }
  return 0;
}

Result<GuestPtr> memchr(Guest guest, GuestPtr start, int32_t wanted, uint32_t size) {
  return find(guest, start, static_cast<char>(wanted), size, false);
}

Result<GuestPtr> strchr(Guest guest, GuestPtr s, int32_t wanted) {
  return find(guest, s, static_cast<char>(wanted), kUnlimited, true);
}

Result<uint32_t> strlen(Guest guest, GuestPtr s) {
  const Result<std::string_view> text = guest.string(s);
  if (!text) return text.error();
  return static_cast<uint32_t>(text->size());
}

/// Compares at most `most` bytes of two strings, each byte as `fold` makes it.
template <class Fold>
Result<int32_t> compare(Guest guest, GuestPtr a, GuestPtr b, uint64_t most, Fold fold) {
  PieceReader left(guest, a), right(guest, b);
  std::string_view l, r;
  while (most > 0) {
    for (auto [reader, piece] : {std::pair(&left, &l), std::pair(&right, &r)}) {
      if (!piece->empty()) continue;
      const Result<std::string_view> next = reader->next(most);
      if (!next) return next.error();
      *piece = *next;
    }
    const size_t n = std::min(l.size(), r.size());
    for (size_t i = 0; i < n; ++i) {
      const int32_t x = fold(static_cast<unsigned char>(l[i]));
      const int32_t y = fold(static_cast<unsigned char>(r[i]));
      if (x != y || x == 0) return x - y;
    }
    l.remove_prefix(n);
    r.remove_prefix(n);
    most -= n;
  }
  return 0;
}

constexpr int32_t as_it_is(int32_t c) { return c; }

Result<int32_t> strcmp(Guest guest, GuestPtr a, GuestPtr b) {
  return compare(guest, a, b, kUnlimited, as_it_is);
}
Result<int32_t> strncmp(Guest guest, GuestPtr a, GuestPtr b, uint32_t most) {
  return compare(guest, a, b, most, as_it_is);
}
Result<int32_t> strncasecmp(Guest guest, GuestPtr a, GuestPtr b, uint32_t most) {
  return compare(guest, a, b, most, to_lower);
}

/// Writes `text` and then zeros, `size` bytes in all.
Result<GuestPtr> put(Guest guest, GuestPtr to, std::string_view text, uint64_t size) {
  const Result<std::span<std::byte>> target = guest.bytes(to, size);
  if (!target) return target.error();
  if (!text.empty()) std::memmove(target->data(), text.data(), text.size());
  if (text.size() < size) std::memset(target->data() + text.size(), 0, size - text.size());
  return to;
}

Result<GuestPtr> strcpy(Guest guest, GuestPtr to, GuestPtr from) {
  const Result<std::string_view> text = guest.string(from);
  if (!text) return text.error();
  return put(guest, to, *text, text->size() + 1);
}

Result<GuestPtr> strncpy(Guest guest, GuestPtr to, GuestPtr from, uint32_t size) {
  const Result<std::string_view> text = guest.string(from, size);
  if (!text) return text.error();
  return put(guest, to, *text, size);
}

/// How many bytes at the start of `s` are in `set`, or are not.
Result<uint32_t> span_length(Guest guest, GuestPtr s, GuestPtr set, bool is_in_set) {
  std::bitset<256> members;
  CharReader rest(guest, set);
  for (; rest.peek() != '\0'; rest.advance()) members.set(static_cast<unsigned char>(rest.peek()));
  if (Result<void> read = rest.status(); !read) return std::move(read).error();

  CharReader text(guest, s);
  for (; text.peek() != '\0'; text.advance()) {
    if (members[static_cast<unsigned char>(text.peek())] != is_in_set) break;
  }
  if (Result<void> read = text.status(); !read) return std::move(read).error();
  return static_cast<uint32_t>(text.position());
}

Result<uint32_t> strspn(Guest guest, GuestPtr s, GuestPtr set) {
  return span_length(guest, s, set, true);
}
Result<uint32_t> strcspn(Guest guest, GuestPtr s, GuestPtr set) {
  return span_length(guest, s, set, false);
}

Result<GuestPtr> strstr(Guest guest, GuestPtr s, GuestPtr wanted) {
  const Result<std::string_view> text = guest.string(s);
  if (!text) return text.error();
  const Result<std::string_view> needle = guest.string(wanted);
  if (!needle) return needle.error();
  if (needle->empty()) return s;
  // The product of both lengths is the worst case, and of the guest's choosing.
  constexpr uint64_t kWorkPerPoll = 1 << 20;
  uint64_t work = 0;
  for (size_t at = 0; text->size() - at >= needle->size(); ++at) {
    at = text->find(needle->front(), at);
    if (at == std::string_view::npos || text->size() - at < needle->size()) break;
    if (text->substr(at, needle->size()) == *needle) return static_cast<GuestPtr>(s + at);
    work += needle->size();
    if (work < kWorkPerPoll) continue;
    work = 0;
    if (Result<void> going_on = guest.poll(); !going_on) return std::move(going_on).error();
  }
  return 0;
}

}  // namespace

void define_string(Definer& definer) {
  definer.function("memcmp", memcmp);
  definer.function("memcpy", memmove);  // Whose promise the guest may break.
  definer.function("memmove", memmove);
  definer.function("memset", memset);
  definer.function("memchr", memchr);
  definer.function("emscripten_memcpy_big", memmove);
  definer.overload("emscripten_memcpy_big", memmove_only);
  definer.function("strlen", strlen);
  definer.function("strcpy", strcpy);
  definer.function("strncpy", strncpy);
  definer.function("strcmp", strcmp);
  definer.function("strncmp", strncmp);
  definer.function("strncasecmp", strncasecmp);
  definer.function("strchr", strchr);
  definer.function("strspn", strspn);
  definer.function("strcspn", strcspn);
  definer.function("strstr", strstr);
}

}  // namespace shoal::libc
