;; A call that leaves the instance.
(module
  (func $log (import "env" "log") (param i32))
  (func (export "f") (param i32)
    local.get 0
    call $log))
