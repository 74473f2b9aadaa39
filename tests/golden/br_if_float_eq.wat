;; Float equality must look at the parity flag too.
(module
  (func (export "f") (param f64 f64) (result i32)
    block
      local.get 0
      local.get 1
      f64.eq
      br_if 0
      i32.const 1
      return
    end
    i32.const 2))
