;; A tail call is a jump.
(module
  (func $loop (export "f") (param i32 i32) (result i32)
    local.get 0
    i32.eqz
    if
      local.get 1
      return
    end
    local.get 0
    i32.const 1
    i32.sub
    local.get 1
    i32.const 2
    i32.add
    return_call $loop))
;; x64: $loop
;; x64:       mov rax, [r11]
;; x64:       mov [r14], rax
;; x64:       push rbp
;; x64:       mov rbp, rsp
;; x64:       nop [rax], eax
;; x64:       cmp rsp, [r14]
;; x64:       jb L1
;; x64:   local.get 0
;; x64:   i32.eqz
;; x64:       test edi, edi
;; x64:   if
;; x64:       jnz L0
;; x64:   local.get 1
;; x64:   return
;; x64:       mov eax, r8d
;; x64:       leave
;; x64:       ret
;; x64:     L0:
;; x64:   end
;; x64:   local.get 0
;; x64:   i32.const 1
;; x64:   i32.sub
;; x64:   local.get 1
;; x64:   i32.const 2
;; x64:   i32.add
;; x64:   return_call $loop
;; x64:       lea edi, [rdi-0x1]
;; x64:       lea r8d, [r8+0x2]
;; x64:       leave
;; x64:       jmp $loop
;; x64:     L1:
;; x64:   end
;; x64:   (prologue)
;; x64:       mov rsp, rbp
;; x64:       ud2  ; trap: call stack exhausted
