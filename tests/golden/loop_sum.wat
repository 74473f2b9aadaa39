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
;; x64: $f
;; x64:       mov rax, [r11]
;; x64:       mov [r14], rax
;; x64:       mov r15, [r14+0x8]
;; x64:       push rbp
;; x64:       mov rbp, rsp
;; x64:       nop [rax], eax
;; x64:       cmp rsp, [r14]
;; x64:       jb L1
;; x64:       xor r9d, r9d
;; x64:     L0:
;; x64:   loop
;; x64:   local.get 2
;; x64:   local.get 0
;; x64:   i32.load
;; x64:       mov eax, [r15+rdi]  ; trap: out of bounds memory access
;; x64:   i32.add
;; x64:       add r9d, eax
;; x64:   local.set 2
;; x64:   local.get 0
;; x64:   i32.const 4
;; x64:   i32.add
;; x64:       add edi, 0x4
;; x64:   local.set 0
;; x64:   local.get 1
;; x64:   i32.const 1
;; x64:   i32.sub
;; x64:       add r8d, -0x1
;; x64:   local.tee 1
;; x64:   br_if 0
;; x64:       jnz L0
;; x64:   end
;; x64:   local.get 2
;; x64:   end
;; x64:       mov eax, r9d
;; x64:       leave
;; x64:       ret
;; x64:     L1:
;; x64:   (prologue)
;; x64:       mov rsp, rbp
;; x64:       ud2  ; trap: call stack exhausted
