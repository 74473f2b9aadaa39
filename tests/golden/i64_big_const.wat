;; A constant that fits no immediate.
(module
  (func (export "f") (param i64) (result i64)
    local.get 0
    i64.const 0x123456789abcdef0
    i64.and))
