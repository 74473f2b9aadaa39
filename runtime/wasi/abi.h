// The numbers of the WASI preview 1 interface. Source of names and values: the witx files of
// WASI snapshot_preview1.
#ifndef SHOAL_RUNTIME_WASI_ABI_H_
#define SHOAL_RUNTIME_WASI_ABI_H_

#include <cstdint>

namespace shoal::wasi {

/// What every function but proc_exit returns.
enum class Errno : uint16_t {
  kSuccess = 0,
  k2Big = 1,
  kAcces = 2,
  kAddrInUse = 3,
  kAddrNotAvail = 4,
  kAfNoSupport = 5,
  kAgain = 6,
  kAlready = 7,
  kBadF = 8,
  kBadMsg = 9,
  kBusy = 10,
  kCanceled = 11,
  kChild = 12,
  kConnAborted = 13,
  kConnRefused = 14,
  kConnReset = 15,
  kDeadlk = 16,
  kDestAddrReq = 17,
  kDom = 18,
  kDQuot = 19,
  kExist = 20,
  kFault = 21,
  kFBig = 22,
  kHostUnreach = 23,
  kIdRm = 24,
  kIlSeq = 25,
  kInProgress = 26,
  kIntr = 27,
  kInval = 28,
  kIo = 29,
  kIsConn = 30,
  kIsDir = 31,
  kLoop = 32,
  kMFile = 33,
  kMLink = 34,
  kMsgSize = 35,
  kMultiHop = 36,
  kNameTooLong = 37,
  kNetDown = 38,
  kNetReset = 39,
  kNetUnreach = 40,
  kNFile = 41,
  kNoBufs = 42,
  kNoDev = 43,
  kNoEnt = 44,
  kNoExec = 45,
  kNoLck = 46,
  kNoLink = 47,
  kNoMem = 48,
  kNoMsg = 49,
  kNoProtoOpt = 50,
  kNoSpc = 51,
  kNoSys = 52,
  kNotConn = 53,
  kNotDir = 54,
  kNotEmpty = 55,
  kNotRecoverable = 56,
  kNotSock = 57,
  kNotSup = 58,
  kNoTty = 59,
  kNxIo = 60,
  kOverflow = 61,
  kOwnerDead = 62,
  kPerm = 63,
  kPipe = 64,
  kProto = 65,
  kProtoNoSupport = 66,
  kProtoType = 67,
  kRange = 68,
  kRoFs = 69,
  kSPipe = 70,
  kSrch = 71,
  kStale = 72,
  kTimedOut = 73,
  kTxtBsy = 74,
  kXDev = 75,
  kNotCapable = 76,
};

enum class FileType : uint8_t {
  kUnknown = 0,
  kBlockDevice = 1,
  kCharacterDevice = 2,
  kDirectory = 3,
  kRegularFile = 4,
  kSocketDgram = 5,
  kSocketStream = 6,
  kSymbolicLink = 7,
};

/// What may be done with a descriptor: a set of these bits.
enum Rights : uint64_t {
  kRightFdRead = 1 << 1,
  kRightFdSeek = 1 << 2,
  kRightFdTell = 1 << 5,
  kRightFdWrite = 1 << 6,
};

enum class Whence : uint8_t { kSet = 0, kCur = 1, kEnd = 2 };

enum class ClockId : uint32_t {
  kRealtime = 0,
  kMonotonic = 1,
  kProcessCpuTime = 2,
  kThreadCpuTime = 3,
};

/// The WASI errno for a host's errno.
Errno from_host_errno(int host_errno);

}  // namespace shoal::wasi

#endif  // SHOAL_RUNTIME_WASI_ABI_H_
