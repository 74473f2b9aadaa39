;; An address computed by 32-bit arithmetic wraps, so it is computed before the access.
(module
  (memory 1)
  (func (export "f") (param i32 i32) (result i32)
    local.get 0
    local.get 1
    i32.const 2
    i32.shl
    i32.add
    i32.load))
