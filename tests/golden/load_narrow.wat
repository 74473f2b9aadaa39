;; Loads that extend.
(module
  (memory 1)
  (func (export "f") (param i32) (result i64)
    local.get 0
    i64.load8_s
    local.get 0
    i64.load32_u offset=4
    i64.add))
