;; A constant is stored as an immediate.
(module
  (memory 1)
  (func (export "f") (param i32)
    local.get 0
    i32.const 7
    i32.store))
