;; A call inside the module: arguments and result in registers.
(module
  (func $add (param i32 i32) (result i32)
    local.get 0
    local.get 1
    i32.add)
  (func (export "f") (param i32) (result i32)
    i32.const 5
    local.get 0
    call $add))
