;; min and max treat NaN and the zeros as the specification says.
(module
  (func (export "f") (param f32 f32) (result f32)
    local.get 0
    local.get 1
    f32.min))
