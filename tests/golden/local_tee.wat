;; The operation computes into the local.
(module
  (func (export "f") (param i32 i32) (result i32)
    local.get 0
    local.get 1
    i32.add
    local.tee 0
    local.get 0
    i32.mul))
