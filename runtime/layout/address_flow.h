// The abstract interpretation of code_check.h, for one function body at a time.
#ifndef SHOAL_RUNTIME_LAYOUT_ADDRESS_FLOW_H_
#define SHOAL_RUNTIME_LAYOUT_ADDRESS_FLOW_H_

#include <cstdint>
#include <memory>

#include "runtime/layout/code_check.h"
#include "runtime/layout/image.h"

namespace shoal::layout {

class AddressFlow {
 public:
  /// Both must outlive the object.
  AddressFlow(const Image& image, const CodeFacts& facts);
  ~AddressFlow();

  /// Holds a function against the rule. `by_length`: a constant is suspect if it is five bytes
  /// long, otherwise if its value lies in the module's static memory. Errors: kUnsupported (an
  /// absolute address), kLimit (too complex), and those of validation.
  Result<void> check(uint32_t function, bool by_length);

 private:
  class Walk;
  std::unique_ptr<Walk> walk_;
};

}  // namespace shoal::layout

#endif  // SHOAL_RUNTIME_LAYOUT_ADDRESS_FLOW_H_
