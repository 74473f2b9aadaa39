;; A shift that only feeds an addition joins into it.
(module
  (func (export "f") (param i32 i32) (result i32)
    local.get 0
    local.get 1
    i32.const 3
    i32.shl
    i32.add))
