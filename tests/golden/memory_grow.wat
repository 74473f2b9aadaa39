;; memory.grow calls the runtime; the base stays where it is.
(module
  (memory 1)
  (func (export "f") (param i32) (result i32)
    local.get 0
    memory.grow))
;; x64: $f
;; x64:       mov rax, [r11]
;; x64:       mov [r14], rax
;; x64:       mov r15, [r14+0x8]
;; x64:       push rbp
;; x64:       mov rbp, rsp
;; x64:       sub rsp, 0x10
;; x64:       cmp rsp, [r14]
;; x64:       jb L0
;; x64:       mov [rbp-0x8], edi
;; x64:   local.get 0
;; x64:   memory.grow
;; x64:       mov esi, 0x0
;; x64:       mov edx, [rbp-0x8]
;; x64:       mov rdi, r14
;; x64:       mov r11, [r14+0x88]
;; x64:       call [r11]
;; x64:       mov eax, eax
;; x64:   end
;; x64:       leave
;; x64:       ret
;; x64:     L0:
;; x64:   (prologue)
;; x64:       mov rsp, rbp
;; x64:       ud2  ; trap: call stack exhausted
