;; select of floats.
(module
  (func (export "f") (param f64 f64 i32) (result f64)
    local.get 0
    local.get 1
    local.get 2
    select))
