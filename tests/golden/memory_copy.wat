;; Bulk operations call the runtime.
(module
  (memory 1)
  (func (export "f") (param i32 i32 i32)
    local.get 0
    local.get 1
    local.get 2
    memory.copy))
;; x64: $f
;; x64:       mov rax, [r11]
;; x64:       mov [r14], rax
;; x64:       mov r15, [r14+0x8]
;; x64:       push rbp
;; x64:       mov rbp, rsp
;; x64:       sub rsp, 0x20
;; x64:       cmp rsp, [r14]
;; x64:       jb L0
;; x64:       mov [rbp-0x8], edi
;; x64:       mov [rbp-0x10], r8d
;; x64:       mov [rbp-0x18], r9d
;; x64:   local.get 0
;; x64:   local.get 1
;; x64:   local.get 2
;; x64:   memory.copy
;; x64:       mov esi, 0x0
;; x64:       mov r9d, [rbp-0x18]
;; x64:       mov r8d, [rbp-0x10]
;; x64:       mov ecx, [rbp-0x8]
;; x64:       mov edx, 0x0
;; x64:       mov rdi, r14
;; x64:       mov r11, [r14+0x88]
;; x64:       call [r11+0x10]
;; x64:       test eax, 0xff
;; x64:       jz L1
;; x64:   end
;; x64:       leave
;; x64:       ret
;; x64:     L0:
;; x64:   (prologue)
;; x64:       mov rsp, rbp
;; x64:       ud2  ; trap: call stack exhausted
;; x64:     L1:
;; x64:   memory.copy
;; x64:       ud2  ; trap: trap of a runtime function
