;; Checked code: one compare with the limit; the rest is out of line.
;; bounds: checked
(module
  (memory 1)
  (func (export "f") (param i32) (result i32)
    local.get 0
    i32.load offset=8))
