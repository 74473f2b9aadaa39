;; A float compare stays in the flags; NaN takes the right way.
(module
  (func (export "f") (param f64 f64) (result i32)
    block
      local.get 0
      local.get 1
      f64.lt
      br_if 0
      i32.const 1
      return
    end
    i32.const 2))
