;; Float arithmetic.
(module
  (func (export "f") (param f64 f64) (result f64)
    local.get 0
    local.get 1
    f64.mul
    local.get 0
    f64.add
    f64.sqrt))
