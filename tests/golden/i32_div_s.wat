;; Signed division traps for a zero divisor and for overflow.
(module
  (func (export "f") (param i32 i32) (result i32)
    local.get 0
    local.get 1
    i32.div_s))
