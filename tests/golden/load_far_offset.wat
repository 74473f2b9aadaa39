;; An offset beyond the guard is added, with a check for overflow.
(module
  (memory 1)
  (func (export "f") (param i32) (result i32)
    local.get 0
    i32.load offset=0xf0000000))
