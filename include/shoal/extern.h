// Extern: whatever can be imported or exported; ExternType: its type.
#ifndef SHOAL_EXTERN_H_
#define SHOAL_EXTERN_H_

#include <string>
#include <variant>

#include "shoal/api.h"
#include "shoal/func.h"
#include "shoal/global.h"
#include "shoal/memory.h"
#include "shoal/table.h"
#include "shoal/types.h"

namespace shoal {

/// The type of an import or export. The alternatives are in ExternKind's order.
using ExternType = std::variant<FuncType, TableType, MemoryType, GlobalType>;
/// An imported or exported object, as a handle that shares in its ownership. In ExternKind's order.
using Extern = std::variant<Func, Table, Memory, Global>;

inline ExternKind kind(const ExternType& t) { return static_cast<ExternKind>(t.index()); }
inline ExternKind kind(const Extern& e) { return static_cast<ExternKind>(e.index()); }

/// The object's type as it is now: the minimum of a memory or table is its current size.
SHOAL_API ExternType type_of(const Extern& e);

/// "func (i32) -> (i64)", "memory 1..2", "table 10..20 funcref", "global mut i32".
SHOAL_API std::string to_string(const ExternType& t);

}  // namespace shoal

#endif  // SHOAL_EXTERN_H_
