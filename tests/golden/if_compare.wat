;; A compare stays in the flags for if.
(module
  (func (export "f") (param i32 i32) (result i32)
    local.get 0
    local.get 1
    i32.lt_s
    if (result i32)
      local.get 0
    else
      local.get 1
    end))
