;; Globals are cells in the context.
(module
  (global $b (import "env" "b") (mut i64))
  (global $a (mut i32) (i32.const 1))
  (func (export "f") (result i64)
    global.get $a
    i32.const 1
    i32.add
    global.set $a
    global.get $b
    i64.const 2
    i64.mul
    global.set $b
    global.get $b))
