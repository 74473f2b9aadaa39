#include "runtime/wasi/abi.h"

#include <cerrno>

namespace shoal::wasi {

Errno from_host_errno(int host_errno) {
  switch (host_errno) {
    case 0: return Errno::kSuccess;
    case EACCES: return Errno::kAcces;
    case EAGAIN: return Errno::kAgain;
    case EBADF: return Errno::kBadF;
    case EBUSY: return Errno::kBusy;
    case EDQUOT: return Errno::kDQuot;
    case EEXIST: return Errno::kExist;
    case EFAULT: return Errno::kFault;
    case EFBIG: return Errno::kFBig;
    case EINTR: return Errno::kIntr;
    case EINVAL: return Errno::kInval;
    case EISDIR: return Errno::kIsDir;
    case ENODEV: return Errno::kNoDev;
    case ENOENT: return Errno::kNoEnt;
    case ENOMEM: return Errno::kNoMem;
    case ENOSPC: return Errno::kNoSpc;
    case ENOSYS: return Errno::kNoSys;
    case ENOTDIR: return Errno::kNotDir;
    case ENXIO: return Errno::kNxIo;
    case EOVERFLOW: return Errno::kOverflow;
    case EPERM: return Errno::kPerm;
    case EPIPE: return Errno::kPipe;
    case EROFS: return Errno::kRoFs;
    case ESPIPE: return Errno::kSPipe;
    default: return Errno::kIo;
  }
}

}  // namespace shoal::wasi
