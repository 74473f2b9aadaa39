;; A float compare whose result is used as a number.
(module
  (func (export "f") (param f64 f64) (result i32)
    local.get 0
    local.get 1
    f64.eq))
