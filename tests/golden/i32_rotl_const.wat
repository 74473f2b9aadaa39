;; A rotation by a constant.
(module
  (func (export "f") (param i32) (result i32)
    local.get 0
    i32.const 7
    i32.rotl))
