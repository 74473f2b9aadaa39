;; The same with homes off: locals live in the frame.
;; tuning: homes=off
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
;; x64:       sub rsp, 0x20
;; x64:       cmp rsp, [r14]
;; x64:       jb L1
;; x64:       mov qword ptr [rbp-0x18], 0x0
;; x64:       mov [rbp-0x8], edi
;; x64:       mov [rbp-0x10], r8d
;; x64:     L0:
;; x64:   loop
;; x64:   local.get 2
;; x64:   local.get 0
;; x64:   i32.load
;; x64:       mov eax, [rbp-0x8]
;; x64:       mov eax, [r15+rax]  ; trap: out of bounds memory access
;; x64:   i32.add
;; x64:       mov ecx, [rbp-0x18]
;; x64:       add ecx, eax
;; x64:   local.set 2
;; x64:       mov [rbp-0x18], ecx
;; x64:   local.get 0
;; x64:   i32.const 4
;; x64:   i32.add
;; x64:       mov eax, [rbp-0x8]
;; x64:   local.set 0
;; x64:       lea eax, [rax+0x4]
;; x64:       mov [rbp-0x8], eax
;; x64:   local.get 1
;; x64:   i32.const 1
;; x64:   i32.sub
;; x64:       mov edx, [rbp-0x10]
;; x64:   local.tee 1
;; x64:       lea edx, [rdx-0x1]
;; x64:       mov [rbp-0x10], edx
;; x64:   br_if 0
;; x64:       test edx, edx
;; x64:       jnz L0
;; x64:   end
;; x64:   local.get 2
;; x64:   end
;; x64:       mov eax, ecx
;; x64:       leave
;; x64:       ret
;; x64:     L1:
;; x64:   (prologue)
;; x64:       mov rsp, rbp
;; x64:       ud2  ; trap: call stack exhausted
