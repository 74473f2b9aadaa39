;; Operations on constants are done while compiling.
(module
  (func (export "f") (result i32)
    i32.const 6
    i32.const 7
    i32.mul
    i32.const 2
    i32.sub))
