;; The locals of a loop live in registers around it.
(module
  (memory 1)
  (func (export "f") (param $p i32) (param $n i32) (result i32)
    (local $sum i32)
    loop $next
      local.get $sum
      local.get $p
      i32.load
      i32.add
      local.set $sum
      local.get $p
      i32.const 4
      i32.add
      local.set $p
      local.get $n
      i32.const 1
      i32.sub
      local.tee $n
      br_if $next
    end
    local.get $sum))
