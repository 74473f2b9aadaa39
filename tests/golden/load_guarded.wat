;; A load with a constant offset: one instruction, no check.
(module
  (memory 1)
  (func (export "f") (param i32) (result i32)
    local.get 0
    i32.load offset=8))
