;; More arguments than registers.
(module
  (func $g (param i32 i32 i32 i32 i32 i32 i32 i32 i32 i32) (result i32)
    local.get 0
    local.get 9
    i32.add)
  (func (export "f") (param i32) (result i32)
    local.get 0
    i32.const 1
    i32.const 2
    i32.const 3
    i32.const 4
    i32.const 5
    i32.const 6
    i32.const 7
    i32.const 8
    local.get 0
    call $g))
