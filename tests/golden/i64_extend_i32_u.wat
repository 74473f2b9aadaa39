;; i32 values are always zero-extended, so this is free.
(module
  (func (export "f") (param i32) (result i64)
    local.get 0
    i64.extend_i32_u))
