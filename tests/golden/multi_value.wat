;; Several results.
(module
  (func (export "f") (param i32 i64) (result i64 i32 f64)
    local.get 1
    local.get 0
    f64.const 0))
