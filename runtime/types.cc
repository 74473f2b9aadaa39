#include "shoal/types.h"

namespace shoal {}
