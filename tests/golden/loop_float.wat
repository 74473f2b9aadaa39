;; Float locals have homes too.
(module
  (memory 1)
  (func (export "f") (param $p i32) (param $n i32) (result f64)
    (local $sum f64)
    loop $next
      local.get $sum
      local.get $p
      f64.load
      f64.add
      local.set $sum
      local.get $p
      i32.const 8
      i32.add
      local.set $p
      local.get $n
      i32.const 1
      i32.sub
      local.tee $n
      br_if $next
    end
    local.get $sum))
