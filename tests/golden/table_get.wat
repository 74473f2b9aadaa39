;; A table access is checked against the table's length.
(module
  (table 4 externref)
  (func (export "f") (param i32) (result externref)
    local.get 0
    table.get 0))
;; x64: $f
;; x64:       mov rax, [r11]
;; x64:       mov [r14], rax
;; x64:       push rbp
;; x64:       mov rbp, rsp
;; x64:       nop [rax], eax
;; x64:       cmp rsp, [r14]
;; x64:       jb L0
;; x64:   local.get 0
;; x64:   table.get 0
;; x64:       cmp rdi, [r14+0xd0]
;; x64:       jnb L1
;; x64:       mov r11, [r14+0xc8]
;; x64:       mov rax, [r11+rdi*8]
;; x64:   end
;; x64:       leave
;; x64:       ret
;; x64:     L0:
;; x64:   (prologue)
;; x64:       mov rsp, rbp
;; x64:       ud2  ; trap: call stack exhausted
;; x64:     L1:
;; x64:   table.get 0
;; x64:       ud2  ; trap: out of bounds table access
