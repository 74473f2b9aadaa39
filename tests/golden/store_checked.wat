;; Checked code: a store.
;; bounds: checked
(module
  (memory 1)
  (func (export "f") (param i32 i64)
    local.get 0
    local.get 1
    i64.store offset=16))
