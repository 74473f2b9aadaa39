;; 64-bit operations.
(module
  (func (export "f") (param i64 i64) (result i64)
    local.get 0
    local.get 1
    i64.mul
    local.get 0
    i64.xor))
;; x64: $f
;; x64:       mov rax, [r11]
;; x64:       mov [r14], rax
;; x64:       push rbp
;; x64:       mov rbp, rsp
;; x64:       nop [rax], eax
;; x64:       cmp rsp, [r14]
;; x64:       jb L0
;; x64:   local.get 0
;; x64:   local.get 1
;; x64:   i64.mul
;; x64:       mov rax, rdi
;; x64:       imul rax, r8
;; x64:   local.get 0
;; x64:   i64.xor
;; x64:       xor rax, rdi
;; x64:   end
;; x64:       leave
;; x64:       ret
;; x64:     L0:
;; x64:   (prologue)
;; x64:       mov rsp, rbp
;; x64:       ud2  ; trap: call stack exhausted
