;; Stores of several widths.
(module
  (memory 1)
  (func (export "f") (param i32 i32)
    local.get 0
    local.get 1
    i32.store8
    local.get 0
    local.get 1
    i32.store16 offset=2))
