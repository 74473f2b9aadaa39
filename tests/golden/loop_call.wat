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
;; x64: $g
;; x64:       push rbp
;; x64:       mov rbp, rsp
;; x64:       nop [rax], eax
;; x64:       cmp rsp, [r14]
;; x64:       jb L0
;; x64:   local.get 0
;; x64:   end
;; x64:       mov eax, edi
;; x64:       leave
;; x64:       ret
;; x64:     L0:
;; x64:   (prologue)
;; x64:       mov rsp, rbp
;; x64:       ud2  ; trap: call stack exhausted
;; x64: $f
;; x64:       mov rax, [r11]
;; x64:       mov [r14], rax
;; x64:       push rbp
;; x64:       mov rbp, rsp
;; x64:       sub rsp, 0x10
;; x64:       cmp rsp, [r14]
;; x64:       jb L1
;; x64:       mov [rbp-0x8], rbx
;; x64:       mov [rbp-0x10], r12
;; x64:       mov ebx, edi
;; x64:       xor r12d, r12d
;; x64:     L0:
;; x64:   loop
;; x64:   local.get 0
;; x64:   call $g
;; x64:       mov edi, ebx
;; x64:       call $g
;; x64:   local.get 1
;; x64:   i32.add
;; x64:       add r12d, eax
;; x64:   local.set 1
;; x64:   local.get 0
;; x64:   i32.const 1
;; x64:   i32.sub
;; x64:       add ebx, -0x1
;; x64:   local.tee 0
;; x64:   br_if 0
;; x64:       jnz L0
;; x64:   end
;; x64:   local.get 1
;; x64:   end
;; x64:       mov eax, r12d
;; x64:       mov rbx, [rbp-0x8]
;; x64:       mov r12, [rbp-0x10]
;; x64:       leave
;; x64:       ret
;; x64:     L1:
;; x64:   (prologue)
;; x64:       mov rsp, rbp
;; x64:       ud2  ; trap: call stack exhausted
