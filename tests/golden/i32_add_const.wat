;; A constant becomes an immediate.
(module
  (func (export "f") (param i32) (result i32)
    local.get 0
    i32.const 100
    i32.add))
