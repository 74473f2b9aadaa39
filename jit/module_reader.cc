#include "jit/module_reader.h"

#include <algorithm>
#include <cstring>
#include <string>

#include "jit/limits.h"
#include "jit/name_section.h"

namespace shoal::jit {
namespace {

constexpr uint8_t kMagic[4] = {0x00, 'a', 's', 'm'};
constexpr uint32_t kVersion = 1;
constexpr uint32_t kComponentVersion = 0x0001000D;
constexpr uint64_t kHeaderSize = 8;

/// A section's place in the order that the specification demands; custom sections may stand
/// anywhere.
uint32_t rank(SectionId id) {
  switch (id) {
    case SectionId::kType: return 1;
    case SectionId::kImport: return 2;
    case SectionId::kFunction: return 3;
    case SectionId::kTable: return 4;
    case SectionId::kMemory: return 5;
    case SectionId::kTag: return 6;
    case SectionId::kGlobal: return 7;
    case SectionId::kExport: return 8;
    case SectionId::kStart: return 9;
    case SectionId::kElement: return 10;
    case SectionId::kDataCount: return 11;
    case SectionId::kCode: return 12;
    case SectionId::kData: return 13;
    case SectionId::kCustom: break;
  }
  return 0;
}

}  // namespace

Result<void> ModuleReader::feed(std::span<const uint8_t> chunk) {
  if (error_) return *error_;
  if (state_ == State::kFinished) {
    return make_error(ErrorKind::kArgument, "the module is finished: no more bytes can be fed");
  }
  const uint64_t most = info_.limits.module_bytes;
  const size_t accepted = std::min<uint64_t>(chunk.size(), most - bytes_.size());
  bytes_.insert(bytes_.end(), chunk.begin(), chunk.begin() + static_cast<ptrdiff_t>(accepted));
  advance();
  if (accepted < chunk.size()) {
    fail(ErrorKind::kLimit, most, beyond("the module has too many bytes", "module_bytes", most));
  }
  return status();
}

Result<void> ModuleReader::adopt(std::vector<uint8_t> bytes) {
  if (!bytes_.empty() || bytes.size() > info_.limits.module_bytes) return feed(bytes);
  bytes_ = std::move(bytes);
  advance();
  return status();
}

Result<void> ModuleReader::finish() {
  if (error_) return *error_;
  if (state_ == State::kFinished) return {};
  if (check_complete() && start_code()) {
    read_names();
    state_ = State::kFinished;
  }
  return status();
}

Result<void> ModuleReader::status() const {
  if (error_) return *error_;
  return {};
}

void ModuleReader::advance() {
  while (bytes_.size() >= needed_ && step() == Progress::kDone) {
  }
}

ModuleReader::Progress ModuleReader::step() {
  switch (state_) {
    case State::kHeader: return read_header();
    case State::kSectionHeader: return read_section_header();
    case State::kSection: return read_section();
    case State::kCodeCount: return read_code_count();
    case State::kBody: return read_body();
    case State::kFinished: break;
  }
  return Progress::kNeedsMore;
}

ModuleReader::Progress ModuleReader::read_header() {
  if (std::memcmp(bytes_.data(), kMagic, sizeof(kMagic)) != 0) {
    return fail(ErrorKind::kMalformed, 0,
                "magic header not detected: a module begins with 00 61 73 6D");
  }
  const uint32_t version = read_word<uint32_t>(bytes_.data() + sizeof(kMagic));
  if (version == kComponentVersion) {
    return fail(ErrorKind::kUnsupported, sizeof(kMagic),
                "the file is a component: it needs the feature \"component model\", which is not "
                "supported");
  }
  if (version != kVersion) {
    return fail(ErrorKind::kMalformed, sizeof(kMagic),
                "unknown binary version: expected 1, found " + std::to_string(version));
  }
  position_ = kHeaderSize;
  needed_ = position_ + 1;
  state_ = State::kSectionHeader;
  return Progress::kDone;
}

ModuleReader::Progress ModuleReader::read_section_header() {
  const uint8_t number = bytes_[position_];
  if (number > static_cast<uint8_t>(SectionId::kTag)) {
    return fail(ErrorKind::kMalformed, position_,
                "malformed section id: no section has the number " + std::to_string(number));
  }
  section_ = static_cast<SectionId>(number);
  if (!check_order(section_)) return Progress::kFailed;
  uint32_t size = 0;
  uint64_t contents = 0;
  ++position_;
  const Progress progress = read_partial_u32(UINT64_MAX, &size, &contents, "section size");
  --position_;  // the unit begins with the id
  if (progress != Progress::kDone) return progress;
  last_rank_ = std::max(last_rank_, rank(section_));
  position_ = contents;
  section_end_ = contents + size;
  if (section_ == SectionId::kCode) {
    code_seen_ = true;
    info_.code_section_size = size;
    state_ = State::kCodeCount;
    needed_ = position_;
  } else {
    state_ = State::kSection;
    needed_ = section_end_;
  }
  return Progress::kDone;
}

bool ModuleReader::check_order(SectionId id) {
  if (id == SectionId::kTag) {
    fail(ErrorKind::kUnsupported, position_,
         "the tag section needs the feature \"exception handling\", which is not supported");
    return false;
  }
  if (id != SectionId::kCustom && rank(id) <= last_rank_) {
    fail(ErrorKind::kMalformed, position_,
         std::string("unexpected content after last section: a second ") + to_string(id) +
             " section, or one out of order");
    return false;
  }
  return true;
}

ModuleReader::Progress ModuleReader::read_section() {
  ByteReader in = reader(position_, section_end_);
  if (section_ == SectionId::kCustom) {
    std::string_view name;
    if (!in.read_name(&name, "custom section name")) return fail(in.take_error());
    info_.custom_sections.push_back({std::string(name), in.offset(), section_end_ - in.offset()});
  } else {
    if (!parse_section(section_, in, info_)) return fail(in.take_error());
    if (!in.at_end()) {
      return fail(ErrorKind::kMalformed, in.offset(),
                  std::string("section size mismatch: the ") + to_string(section_) +
                      " section has " + std::to_string(in.remaining()) + " bytes too many");
    }
  }
  position_ = section_end_;
  needed_ = position_ + 1;
  state_ = State::kSectionHeader;
  return Progress::kDone;
}

ModuleReader::Progress ModuleReader::read_code_count() {
  uint32_t count = 0;
  uint64_t next = 0;
  const Progress progress = read_partial_u32(section_end_, &count, &next, "number of functions");
  if (progress != Progress::kDone) return progress;
  const size_t declared = info_.functions.size() - info_.imported_functions;
  if (count != declared) {
    return fail(ErrorKind::kMalformed, position_,
                "function and code section have inconsistent lengths: " + std::to_string(declared) +
                    " functions are declared, " + std::to_string(count) + " have code");
  }
  if (!start_code()) return Progress::kFailed;
  position_ = next;
  needed_ = position_;
  bodies_left_ = count;
  state_ = State::kBody;
  return Progress::kDone;
}

ModuleReader::Progress ModuleReader::read_body() {
  if (bodies_left_ == 0) return end_code();
  uint32_t size = 0;
  uint64_t begin = 0;
  const Progress progress = read_partial_u32(section_end_, &size, &begin, "function body size");
  if (progress != Progress::kDone) return progress;
  if (size > section_end_ - begin) {
    return fail(ErrorKind::kMalformed, position_,
                "unexpected end: a function body has " + std::to_string(size) +
                    " bytes, but only " + std::to_string(section_end_ - begin) +
                    " are left in the code section");
  }
  const uint32_t func_index = info_.imported_functions + static_cast<uint32_t>(info_.bodies.size());
  if (const uint32_t most = info_.limits.function_bytes; size > most) {
    return fail(ErrorKind::kLimit, position_,
                beyond("function " + std::to_string(func_index) + " is too large, it has " +
                           std::to_string(size) + " bytes",
                       "function_bytes", most));
  }
  if (bytes_.size() < begin + size) {
    needed_ = begin + size;
    return Progress::kNeedsMore;
  }
  if (!count_locals(func_index, begin, size)) return Progress::kFailed;
  info_.bodies.push_back({begin, size});
  Result<void> taken = sink_.on_function_body(func_index, bytes().subspan(begin, size), begin);
  if (!taken) return fail(std::move(taken.error()));
  --bodies_left_;
  position_ = begin + size;
  needed_ = position_;
  return Progress::kDone;
}

/// Adds a body's locals to the module's. What is wrong with their declaration is for the decoder to
/// say.
bool ModuleReader::count_locals(uint32_t func_index, uint64_t begin, uint64_t size) {
  locals_ += info_.type_of(func_index).params.size();
  ByteReader in = reader(begin, begin + size);
  uint32_t groups = 0, count = 0;
  uint8_t type = 0;
  if (!in.read_u32(&groups, "number of local declarations")) return true;
  while (groups-- > 0 && in.read_u32(&count, "number of locals") &&
         in.read_byte(&type, "value type")) {
    locals_ += std::min(count, info_.limits.function_locals);
  }
  const uint64_t most = kMaxLocalsBase + kMaxLocalsPerByte * info_.code_section_size;
  if (locals_ <= most) return true;
  fail(ErrorKind::kLimit, begin,
       "too many locals: up to function " + std::to_string(func_index) + " the module has " +
           std::to_string(locals_) + " in all, the limit for its " +
           std::to_string(info_.code_section_size) + " bytes of code is " + std::to_string(most));
  return false;
}

ModuleReader::Progress ModuleReader::end_code() {
  if (position_ != section_end_) {
    return fail(ErrorKind::kMalformed, position_,
                "section size mismatch: the code section has " +
                    std::to_string(section_end_ - position_) + " bytes too many");
  }
  needed_ = position_ + 1;
  state_ = State::kSectionHeader;
  return Progress::kDone;
}

ModuleReader::Progress ModuleReader::read_partial_u32(uint64_t end, uint32_t* value, uint64_t* next,
                                                      const char* what) {
  const uint64_t have = std::min<uint64_t>(bytes_.size(), end);
  ByteReader in = reader(position_, have);
  LebFailure failure;
  if (have < end && !read_leb(in.pc(), in.end(), value, &failure) &&
      failure.error == LebError::kTruncated) {
    needed_ = bytes_.size() + 1;
    return Progress::kNeedsMore;
  }
  if (!in.read_u32(value, what)) return fail(in.take_error());
  *next = in.offset();
  return Progress::kDone;
}

bool ModuleReader::start_code() {
  if (code_started_) return true;
  code_started_ = true;
  info_.areas = find_linked_areas(info_);
  Result<void> started = sink_.on_code_start();
  if (!started) fail(std::move(started.error()));
  return !error_;
}

bool ModuleReader::check_complete() {
  if (state_ != State::kSectionHeader || position_ != bytes_.size()) {
    fail(ErrorKind::kMalformed, bytes_.size(),
         "unexpected end: the module ends inside " +
             (state_ == State::kHeader ? std::string("its header")
              : state_ == State::kSectionHeader
                  ? std::string("a section's size")
                  : std::string("the ") + to_string(section_) + " section"));
    return false;
  }
  const size_t declared = info_.functions.size() - info_.imported_functions;
  if (!code_seen_ && declared > 0) {
    fail(ErrorKind::kMalformed, bytes_.size(),
         "function and code section have inconsistent lengths: " + std::to_string(declared) +
             " functions are declared, but there is no code section");
    return false;
  }
  if (info_.data_count.value_or(0) != info_.data.size() && info_.data_count) {
    fail(ErrorKind::kMalformed, bytes_.size(),
         "data count and data section have inconsistent lengths: " +
             std::to_string(*info_.data_count) +
             " segments are declared, but there is no data "
             "section");
    return false;
  }
  return true;
}

/// Of several name sections the last counts.
void ModuleReader::read_names() {
  const auto& sections = info_.custom_sections;
  const auto last = std::find_if(sections.rbegin(), sections.rend(),
                                 [](const CustomSection& s) { return s.name == "name"; });
  if (last == sections.rend()) return;
  read_name_section(reader(last->bytes_begin, last->bytes_begin + last->bytes_size), info_);
}

ModuleReader::Progress ModuleReader::fail(ErrorKind kind, uint64_t at, std::string message) {
  return fail(make_error(kind, std::move(message), at));
}

ModuleReader::Progress ModuleReader::fail(Error error) {
  if (!error_) error_ = std::move(error);
  return Progress::kFailed;
}

}  // namespace shoal::jit
