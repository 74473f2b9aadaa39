;; A table access is checked against the table's length.
(module
  (table 4 externref)
  (func (export "f") (param i32) (result externref)
    local.get 0
    table.get 0))
