;; A conversion that traps for NaN and for what does not fit.
(module
  (func (export "f") (param f64) (result i32)
    local.get 0
    i32.trunc_f64_s))
