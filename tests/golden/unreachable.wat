;; One undefined instruction.
(module
  (func (export "f") 
    unreachable))
