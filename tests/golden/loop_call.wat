;; The homes of a loop that calls survive the call.
(module
  (func $g (param i32) (result i32)
    local.get 0)
  (func (export "f") (param $n i32) (result i32)
    (local $sum i32)
    loop $next
      local.get $n
      call $g
      local.get $sum
      i32.add
      local.set $sum
      local.get $n
      i32.const 1
      i32.sub
      local.tee $n
      br_if $next
    end
    local.get $sum))
