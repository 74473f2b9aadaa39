;; A float compare whose result is used as a number.
(module
  (func (export "f") (param f64 f64) (result i32)
    local.get 0
    local.get 1
    f64.eq))
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
;; x64:   f64.eq
;; x64:       vucomisd xmm6, xmm7
;; x64:       setnp r11b
;; x64:       setz al
;; x64:       and eax, r11d
;; x64:       movzx eax, al
;; x64:   end
;; x64:       leave
;; x64:       ret
;; x64:     L0:
;; x64:   (prologue)
;; x64:       mov rsp, rbp
;; x64:       ud2  ; trap: call stack exhausted
