;; Loads that extend.
(module
  (memory 1)
  (func (export "f") (param i32) (result i64)
    local.get 0
    i64.load8_s
    local.get 0
    i64.load32_u offset=4
    i64.add))
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
;; x64:   i64.load8_s
;; x64:       movsx rax, byte ptr [r15+rdi]  ; trap: out of bounds memory access
;; x64:   local.get 0
;; x64:   i64.load32_u offset=4
;; x64:       mov ecx, [r15+rdi+0x4]  ; trap: out of bounds memory access
;; x64:   i64.add
;; x64:       add rax, rcx
;; x64:   end
;; x64:       leave
;; x64:       ret
;; x64:     L0:
;; x64:   (prologue)
;; x64:       mov rsp, rbp
;; x64:       ud2  ; trap: call stack exhausted
