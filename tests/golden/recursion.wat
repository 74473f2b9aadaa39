;; The prologue checks the stack; values live across a call are saved.
(module
  (func $fib (export "f") (param i32) (result i32)
    local.get 0
    i32.const 2
    i32.lt_u
    if (result i32)
      local.get 0
    else
      local.get 0
      i32.const 1
      i32.sub
      call $fib
      local.get 0
      i32.const 2
      i32.sub
      call $fib
      i32.add
    end))
;; x64: $fib
;; x64:       mov rax, [r11]
;; x64:       mov [r14], rax
;; x64:       push rbp
;; x64:       mov rbp, rsp
;; x64:       sub rsp, 0x10
;; x64:       cmp rsp, [r14]
;; x64:       jb L2
;; x64:       mov [rbp-0x8], rbx
;; x64:       mov ebx, edi
;; x64:   local.get 0
;; x64:   i32.const 2
;; x64:   i32.lt_u
;; x64:       cmp ebx, 0x2
;; x64:   if (result i32)
;; x64:       jnb L0
;; x64:   local.get 0
;; x64:   else
;; x64:       mov eax, ebx
;; x64:       jmp L1
;; x64:     L0:
;; x64:   local.get 0
;; x64:   i32.const 1
;; x64:   i32.sub
;; x64:   call $fib
;; x64:       lea edi, [rbx-0x1]
;; x64:       call $fib
;; x64:   local.get 0
;; x64:   i32.const 2
;; x64:   i32.sub
;; x64:   call $fib
;; x64:       mov [rbp-0x10], eax
;; x64:       lea edi, [rbx-0x2]
;; x64:       call $fib
;; x64:   i32.add
;; x64:       mov ecx, [rbp-0x10]
;; x64:       add ecx, eax
;; x64:   end
;; x64:       mov eax, ecx
;; x64:     L1:
;; x64:   end
;; x64:       mov rbx, [rbp-0x8]
;; x64:       leave
;; x64:       ret
;; x64:     L2:
;; x64:   (prologue)
;; x64:       mov rsp, rbp
;; x64:       ud2  ; trap: call stack exhausted
