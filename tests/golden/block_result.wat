;; A value that leaves a block.
(module
  (func (export "f") (param i32) (result i32)
    block (result i32)
      i32.const 7
      local.get 0
      br_if 0
      drop
      local.get 0
    end))
