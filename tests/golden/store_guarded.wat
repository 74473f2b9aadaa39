;; Stores of several widths.
(module
  (memory 1)
  (func (export "f") (param i32 i32)
    local.get 0
    local.get 1
    i32.store8
    local.get 0
    local.get 1
    i32.store16 offset=2))
;; x64: $f
;; x64:       mov rax, [r11]
;; x64:       mov [r14], rax
;; x64:       mov r15, [r14+0x8]
;; x64:       push rbp
;; x64:       mov rbp, rsp
;; x64:       nop [rax], eax
;; x64:       cmp rsp, [r14]
;; x64:       jb L0
;; x64:   local.get 0
;; x64:   local.get 1
;; x64:   i32.store8
;; x64:       mov [r15+rdi], r8b  ; trap: out of bounds memory access
;; x64:   local.get 0
;; x64:   local.get 1
;; x64:   i32.store16 offset=2
;; x64:       mov [r15+rdi+0x2], r8w  ; trap: out of bounds memory access
;; x64:   end
;; x64:       leave
;; x64:       ret
;; x64:     L0:
;; x64:   (prologue)
;; x64:       mov rsp, rbp
;; x64:       ud2  ; trap: call stack exhausted
