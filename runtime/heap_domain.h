// HeapDomain: the heaps that can be chained with each other.
#ifndef SHOAL_RUNTIME_HEAP_DOMAIN_H_
#define SHOAL_RUNTIME_HEAP_DOMAIN_H_

#include <mutex>

namespace shoal::runtime {

/// One for each engine, shared with its heaps, which may outlive it.
struct HeapDomain {
  std::mutex mutex;  ///< Guards the links between heaps and the counts of attachments.
};

}  // namespace shoal::runtime

#endif  // SHOAL_RUNTIME_HEAP_DOMAIN_H_
