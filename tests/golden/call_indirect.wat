;; The checks of an indirect call: index, null, type.
(module
  (table 4 funcref)
  (func (export "f") (param i32 i32) (result i32)
    local.get 0
    local.get 1
    call_indirect (param i32) (result i32)))
