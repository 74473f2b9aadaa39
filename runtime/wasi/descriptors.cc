// File descriptors: reading, writing, seeking, closing, and what they are.
#include "runtime/wasi/world.h"

namespace shoal::wasi {
namespace {

using internal::Descriptor;

/// Applies `transfer(guest address, size, &done)` to each row of an iovec array until one is not
/// transferred whole, and stores the sum. An error after some bytes went through is not an error
/// yet: the guest learns of it with its next call, as with writev.
template <class F>
Errno transfer_vecs(Guest guest, GuestPtr vecs, uint32_t count, GuestPtr result, F transfer) {
  std::vector<Guest::Vec> rows;
  Errno error = guest.vecs(vecs, count, &rows);
  if (error != Errno::kSuccess) return error;
  uint64_t sum = 0;
  for (const Guest::Vec& row : rows) {
    if (row.size > UINT32_MAX - sum) {
      error = Errno::kInval;
      break;
    }
    size_t done = 0;
    error = transfer(row, &done);
    sum += done;
    if (error != Errno::kSuccess || done < row.size) break;
  }
  if (error != Errno::kSuccess && sum == 0) return error;
  return guest.store(result, static_cast<uint32_t>(sum));
}

Errno fd_read(World& world, Guest guest, uint32_t fd, GuestPtr vecs, uint32_t count,
              GuestPtr result) {
  Descriptor* descriptor = world.descriptors.find(fd);
  if (!descriptor) return Errno::kBadF;
  return transfer_vecs(guest, vecs, count, result, [&](Guest::Vec row, size_t* done) {
    std::span<std::byte> into;
    const Errno error = guest.bytes(row.address, row.size, &into);
    return error == Errno::kSuccess ? descriptor->read(into, done) : error;
  });
}

Errno fd_write(World& world, Guest guest, uint32_t fd, GuestPtr vecs, uint32_t count,
               GuestPtr result) {
  Descriptor* descriptor = world.descriptors.find(fd);
  if (!descriptor) return Errno::kBadF;
  return transfer_vecs(guest, vecs, count, result, [&](Guest::Vec row, size_t* done) {
    std::span<const std::byte> from;
    const Errno error = guest.const_bytes(row.address, row.size, &from);
    return error == Errno::kSuccess ? descriptor->write(from, done) : error;
  });
}

Errno fd_close(World& world, Guest, uint32_t fd) { return world.descriptors.close(fd); }

Errno fd_seek(World& world, Guest guest, uint32_t fd, int64_t offset, uint32_t whence,
              GuestPtr result) {
  Descriptor* descriptor = world.descriptors.find(fd);
  if (!descriptor) return Errno::kBadF;
  if (whence > static_cast<uint32_t>(Whence::kEnd)) return Errno::kInval;
  uint64_t position = 0;
  const Errno error = descriptor->seek(offset, static_cast<Whence>(whence), &position);
  return error == Errno::kSuccess ? guest.store(result, position) : error;
}

Errno fd_fdstat_get(World& world, Guest guest, uint32_t fd, GuestPtr result) {
  const Descriptor* descriptor = world.descriptors.find(fd);
  if (!descriptor) return Errno::kBadF;
  // The record's layout: type at 0, flags at 2, rights at 8, inheriting rights at 16.
  std::span<std::byte> record;
  const Errno error = guest.bytes(result, 24, &record);
  if (error != Errno::kSuccess) return error;
  const FdStat stat = descriptor->stat();
  std::memset(record.data(), 0, record.size());
  std::memcpy(record.data(), &stat.type, sizeof(stat.type));
  std::memcpy(record.data() + 2, &stat.flags, sizeof(stat.flags));
  std::memcpy(record.data() + 8, &stat.rights, sizeof(stat.rights));
  std::memcpy(record.data() + 16, &stat.inheriting_rights, sizeof(stat.inheriting_rights));
  return Errno::kSuccess;
}

// No directory is opened in advance, so no descriptor is one; wasi-libc asks from 3 on until it
// hears so.

Errno fd_prestat_get(World&, Guest, uint32_t, GuestPtr) { return Errno::kBadF; }

Errno fd_prestat_dir_name(World&, Guest, uint32_t, GuestPtr, uint32_t) { return Errno::kBadF; }

}  // namespace

void define_descriptors(Definer& definer) {
  definer.function("fd_read", fd_read);
  definer.function("fd_write", fd_write);
  definer.function("fd_close", fd_close);
  definer.function("fd_seek", fd_seek);
  definer.function("fd_fdstat_get", fd_fdstat_get);
  definer.function("fd_prestat_get", fd_prestat_get);
  definer.function("fd_prestat_dir_name", fd_prestat_dir_name);
}

}  // namespace shoal::wasi
