;; select on a compare: a conditional move on its flags.
(module
  (func (export "f") (param i32 i32) (result i32)
    local.get 0
    local.get 1
    local.get 0
    local.get 1
    i32.lt_u
    select))
