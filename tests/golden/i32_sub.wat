;; Subtraction is not commutative: the left operand is copied first.
(module
  (func (export "f") (param i32 i32) (result i32)
    local.get 0
    local.get 1
    i32.sub))
