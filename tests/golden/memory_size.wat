;; memory.size reads the context.
(module
  (memory 1)
  (func (export "f") (result i32)
    memory.size))
