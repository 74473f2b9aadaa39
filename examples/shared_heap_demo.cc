// The main job: two guests and their host on one shared heap.
//
// A file is mapped as a read-only shared heap; nothing is copied. Guest A counts its lines, words
// and bytes, guest B, of another module, computes its SHA-256. A small managed heap carries A's
// report to B and both results to the host:
//
//     0             memory                     window.start_address()             managed 2^32 |
//     A's or B's  |  ... inaccessible ...    | the file (read-only, mapped)     | reports       |
//
// The host checks what they found against `wc` and `sha256sum`, and compares four ways of getting
// the same data to the same C code: (a) copied into the guest's own memory in pieces, (b) heaps
// attached contiguous, guarded code that checks nothing, (c) the same heaps as an ordinary chain,
// checked code, (d) native code, no sandbox.
//
// A file larger than kWindow is worked through in windows of that size: the guests take their data
// in parts and do not notice. The managed heap is the chain's last, so it stays where it is when
// the window changes.
#include <algorithm>
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <fstream>
#include <iterator>
#include <memory>
#include <span>
#include <string>
#include <vector>

#include "demo_input.h"
#include "guests/report.h"
#include "must.h"
#include "shoal/shared_heap.h"
#include "shoal/shoal.h"

// The guests as native code.
extern "C" {
void count_guest_start();
void count_guest_add(const uint8_t* data, uint32_t size);
report* count_guest_finish();
void sha256_guest_start();
void sha256_guest_add(const uint8_t* data, uint32_t size);
uint32_t sha256_guest_finish(report* report);
}

namespace {

using example::must;
using shoal::SharedHeap;
using shoal::TypedFunc;

constexpr uint64_t kWindow = uint64_t{1} << 30;  // bytes of the file that are mapped at once
constexpr uint64_t kManaged = 64 << 10;          // bytes of the managed heap
constexpr uint32_t kPiece = 64 << 10;            // bytes that way (a) copies at once
constexpr uint32_t kSlice = 8 << 20;             // bytes that the other ways hand over in one call
constexpr uint64_t kEnough = uint64_t{512} << 20;  // a smaller file is measured more than once

/// The file's bytes as a shared heap, one window at a time, chained in front of the managed heap.
class Heaps {
 public:
  Heaps(const shoal::Engine& engine, const demo::InputFile& file)
      : engine_(engine),
        file_(file),
        managed_(must(SharedHeap::create_managed(engine, kManaged))) {}

  uint64_t windows() const { return (file_.size() + kWindow - 1) / kWindow; }
  uint64_t window_size(uint64_t index) const {
    return std::min(kWindow, file_.size() - index * kWindow);
  }
  /// The host's view of the open window, without the zeros behind the file's end.
  std::span<const std::byte> window_bytes() const {
    return window_.bytes().first(window_size(index_));
  }
  /// The guests' address of the same bytes.
  uint64_t window_address() const { return window_.start_address(); }
  SharedHeap& managed() { return managed_; }
  /// What an instance attaches: the window and the managed heap, or (empty file) the managed heap
  /// alone.
  const SharedHeap& chain() const { return window_ ? window_ : managed_; }

  /// Maps window `index`. If that is another one than before, no instance may have the chain
  /// attached.
  void open_window(uint64_t index) {
    if (window_ && index == index_) return;
    if (window_) must(SharedHeap::unchain(window_, false));
    window_ = must(SharedHeap::from_fd(engine_, file_.fd(), index * kWindow, window_size(index),
                                       shoal::Access::kReadOnly));
    must(SharedHeap::chain(window_, managed_));
    index_ = index;
  }

 private:
  shoal::Engine engine_;
  const demo::InputFile& file_;
  SharedHeap managed_, window_;
  uint64_t index_ = 0;
};

/// Seconds that each guest took for the whole file. Attaching is not counted, copying is.
struct Timing {
  double count = 0, sha256 = 0;
};

class Stopwatch {
 public:
  double seconds() const {
    return std::chrono::duration<double>(std::chrono::steady_clock::now() - begin_).count();
  }

 private:
  std::chrono::steady_clock::time_point begin_ = std::chrono::steady_clock::now();
};

demo::Findings findings_of(const report& r) {
  demo::Findings f{.lines = r.lines, .words = r.words, .bytes = r.bytes, .sha256 = {}};
  for (uint8_t byte : r.digest) {
    char digits[3];
    std::snprintf(digits, sizeof digits, "%02x", byte);
    f.sha256 += digits;
  }
  return f;
}

/// Calls `work(offset, slice)` for each slice of `bytes`; returns the seconds spent in it.
template <class Work>
double for_slices(std::span<const std::byte> bytes, demo::Progress& progress, Work work) {
  double seconds = 0;
  for (uint64_t offset = 0; offset < bytes.size(); offset += kSlice) {
    const auto slice = bytes.subspan(offset, std::min<uint64_t>(kSlice, bytes.size() - offset));
    const Stopwatch watch;
    work(offset, slice);
    seconds += watch.seconds();
    progress.advance(slice.size());
  }
  return seconds;
}

/// One way of doing the job.
class Job {
 public:
  virtual ~Job() = default;
  virtual const char* name() const = 0;
  /// Feeds the whole file to guest A, then to guest B, each from its start.
  virtual Timing run(demo::Progress& progress) = 0;
  /// Lets both write their report, and reads it. After run().
  virtual demo::Findings finish() = 0;
};

/// An instance of either guest.
struct Guest {
  shoal::Instance instance;
  TypedFunc<uint32_t()> piece;
  TypedFunc<void()> start;
  TypedFunc<void(uint32_t, uint32_t)> add;

  Guest(const shoal::Linker& linker, const shoal::Module& module)
      : instance(must(linker.instantiate(module))),
        piece(must(instance.function<uint32_t()>("piece"))),
        start(must(instance.function<void()>("start"))),
        add(must(instance.function<void(uint32_t, uint32_t)>("add"))) {}
};

/// The guests as WebAssembly, their data copied or shared.
class GuestJob : public Job {
 public:
  enum class Data { kCopied, kContiguous, kChain };

  GuestJob(Data data, Heaps& heaps, const shoal::Linker& linker, const shoal::Module& count,
           const shoal::Module& sha256)
      : data_(data), heaps_(heaps), counter_(linker, count), hasher_(linker, sha256) {}

  const char* name() const override {
    switch (data_) {
      case Data::kCopied: return "(a) copied to linear memory by 64 KiB, guarded code";
      case Data::kContiguous: return "(b) shared heaps, contiguous, guarded code";
      default: return "(c) shared heaps, ordinary chain, checked code";
    }
  }

  Timing run(demo::Progress& progress) override {
    Timing timing;
    timing.count = feed(counter_, progress);
    timing.sha256 = feed(hasher_, progress);
    return timing;
  }

  demo::Findings finish() override {
    attach(counter_);
    attach(hasher_);
    // A allocates the report in the managed heap, and B finds it there: addresses mean the same to
    // both.
    const uint32_t address = must(must(counter_.instance.function<uint32_t()>("finish"))());
    must(must(hasher_.instance.function<uint32_t(uint32_t)>("finish"))(address));
    // The host sees the same bytes. It does not trust the guests to have given a good address.
    const std::byte* bytes = heaps_.managed().native_address(address, sizeof(report));
    if (bytes == nullptr)
      example::give_up(shoal::make_error(shoal::ErrorKind::kTrap, "a guest returned no report"));
    report r;
    std::memcpy(&r, bytes, sizeof r);
    must(heaps_.managed().free(address));
    must(counter_.instance.detach());
    must(hasher_.instance.detach());
    return findings_of(r);
  }

 private:
  void attach(Guest& guest) {
    if (guest.instance.has_shared_heap()) return;
    must(guest.instance.attach(heaps_.chain(), {.contiguous = data_ != Data::kChain}));
  }

  /// Feeds the whole file to `guest`; returns the seconds.
  double feed(Guest& guest, demo::Progress& progress) {
    must(guest.start());
    double seconds = 0;
    for (uint64_t w = 0; w < heaps_.windows(); w++) {
      heaps_.open_window(w);
      if (data_ != Data::kCopied) attach(guest);
      seconds += for_slices(
          heaps_.window_bytes(), progress, [&](uint64_t offset, std::span<const std::byte> slice) {
            if (data_ == Data::kCopied) {
              copy_and_add(guest, slice);
            } else {
              must(guest.add(static_cast<uint32_t>(heaps_.window_address() + offset),
                             static_cast<uint32_t>(slice.size())));
            }
          });
      if (heaps_.windows() > 1) must(guest.instance.detach());  // the next window takes its place
    }
    return seconds;
  }

  static void copy_and_add(Guest& guest, std::span<const std::byte> slice) {
    const uint32_t address = must(guest.piece());
    const shoal::Memory memory = must(guest.instance.memory());
    while (!slice.empty()) {
      const auto piece = slice.first(std::min<size_t>(slice.size(), kPiece));
      must(memory.write(address, piece));
      must(guest.add(address, static_cast<uint32_t>(piece.size())));
      slice = slice.subspan(piece.size());
    }
  }

  Data data_;
  Heaps& heaps_;
  Guest counter_, hasher_;
};

/// The same C as native code.
class NativeJob : public Job {
 public:
  explicit NativeJob(Heaps& heaps) : heaps_(heaps) {}

  const char* name() const override { return "(d) native code"; }

  Timing run(demo::Progress& progress) override {
    count_guest_start();
    sha256_guest_start();
    return {.count = feed(count_guest_add, progress), .sha256 = feed(sha256_guest_add, progress)};
  }

  demo::Findings finish() override {
    const std::unique_ptr<report, decltype(&std::free)> r(count_guest_finish(), &std::free);
    sha256_guest_finish(r.get());
    return findings_of(*r);
  }

 private:
  double feed(void (*add)(const uint8_t*, uint32_t), demo::Progress& progress) {
    double seconds = 0;
    for (uint64_t w = 0; w < heaps_.windows(); w++) {
      heaps_.open_window(w);
      seconds += for_slices(heaps_.window_bytes(), progress,
                            [&](uint64_t, std::span<const std::byte> slice) {
                              add(reinterpret_cast<const uint8_t*>(slice.data()),
                                  static_cast<uint32_t>(slice.size()));
                            });
    }
    return seconds;
  }

  Heaps& heaps_;
};

shoal::Module load_guest(const shoal::Engine& engine, const char* name) {
  const std::string path = std::string(SHOAL_GUEST_DIR "/") + name + ".wasm";
  std::ifstream in(path, std::ios::binary);
  if (!in)
    example::give_up(shoal::make_error(shoal::ErrorKind::kSystem,
                                       path + " is missing: build the target demo_guests"));
  const std::vector<uint8_t> bytes{std::istreambuf_iterator<char>(in), {}};
  return must(shoal::Module::compile(engine, bytes));
}

/// Bytes over the median of `seconds`, in GB/s; "-" if there were no bytes.
std::string throughput(uint64_t bytes, std::vector<double> seconds) {
  if (bytes == 0) return "-";
  std::sort(seconds.begin(), seconds.end());
  char text[32];
  std::snprintf(text, sizeof text, "%.3f",
                static_cast<double>(bytes) / 1e9 / seconds[seconds.size() / 2]);
  return text;
}

/// Runs all jobs in turn, `rounds` times over, and prints the table. Returns what each found.
std::vector<demo::Findings> compare(const std::vector<std::unique_ptr<Job>>& jobs, uint64_t bytes,
                                    int rounds) {
  std::vector<std::vector<double>> count(jobs.size()), sha256(jobs.size());
  demo::Progress progress;
  for (int round = 1; round <= rounds; round++) {
    for (size_t i = 0; i < jobs.size(); i++) {
      const std::string when =
          rounds > 1 ? ", round " + std::to_string(round) + " of " + std::to_string(rounds) : "";
      progress.step(jobs[i]->name() + when, 2 * bytes);
      const Timing timing = jobs[i]->run(progress);
      count[i].push_back(timing.count);
      sha256[i].push_back(timing.sha256);
    }
  }
  progress.finish();
  std::vector<demo::Findings> findings;
  std::printf("%-52s %14s %14s\n", rounds > 1 ? "GB/s, median" : "GB/s", "count", "SHA-256");
  for (size_t i = 0; i < jobs.size(); i++) {
    std::printf("%-52s %14s %14s\n", jobs[i]->name(), throughput(bytes, count[i]).c_str(),
                throughput(bytes, sha256[i]).c_str());
    findings.push_back(jobs[i]->finish());
  }
  return findings;
}

int run(const std::string& path) {
  const demo::InputFile file = must(demo::InputFile::open(path));
  const shoal::Engine engine = must(shoal::Engine::create());
  const shoal::Module count = load_guest(engine, "count"), sha256 = load_guest(engine, "sha256");
  Heaps heaps(engine, file);
  shoal::Linker linker(engine);
  must(shoal::define_shared_heap_imports(linker));

  std::vector<std::unique_ptr<Job>> jobs;
  for (auto data : {GuestJob::Data::kCopied, GuestJob::Data::kContiguous, GuestJob::Data::kChain}) {
    jobs.push_back(std::make_unique<GuestJob>(data, heaps, linker, count, sha256));
  }
  jobs.push_back(std::make_unique<NativeJob>(heaps));

  std::printf("%s: %llu bytes\n", path.c_str(), static_cast<unsigned long long>(file.size()));
  const int rounds = file.size() < kEnough ? 5 : 1;
  const std::vector<demo::Findings> found = compare(jobs, file.size(), rounds);
  const demo::Findings expected = must(demo::ask_system_tools(file));
  std::printf("\nguests:              %s\nwc and sha256sum:    %s\n", to_string(found[1]).c_str(),
              to_string(expected).c_str());
  for (size_t i = 0; i < jobs.size(); i++) {
    if (found[i] == expected) continue;
    std::fprintf(stderr, "shared_heap_demo: WRONG, %s: %s\n", jobs[i]->name(),
                 to_string(found[i]).c_str());
    return 1;
  }
  std::printf("All four ways found the same.\n");
  return 0;
}

}  // namespace

int main(int argc, char** argv) {
  if (argc != 2) {
    std::fprintf(stderr, "usage: %s FILE\n", argv[0]);
    return 2;
  }
  return run(argv[1]);
}
