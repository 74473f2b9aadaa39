;; An address known while compiling.
(module
  (memory 1)
  (func (export "f") (result i32)
    i32.const 1024
    i32.load))
