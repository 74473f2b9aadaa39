;; Counting bits.
(module
  (func (export "f") (param i32) (result i32)
    local.get 0
    i32.clz
    local.get 0
    i32.ctz
    i32.add
    local.get 0
    i32.popcnt
    i32.add))
