;; A function reference is the address of its record.
(module
  (func $g (export "g"))
  (func (export "f") (result funcref)
    ref.func $g))
