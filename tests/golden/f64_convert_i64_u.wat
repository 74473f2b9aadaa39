;; The conversion that the CPU has no instruction for.
(module
  (func (export "f") (param i64) (result f64)
    local.get 0
    f64.convert_i64_u))
