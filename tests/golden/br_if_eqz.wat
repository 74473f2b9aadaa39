;; eqz joins into the branch.
(module
  (func (export "f") (param i32) (result i32)
    block
      local.get 0
      i32.eqz
      br_if 0
      i32.const 1
      return
    end
    i32.const 2))
