;; Float arithmetic.
(module
  (func (export "f") (param f64 f64) (result f64)
    local.get 0
    local.get 1
    f64.mul
    local.get 0
    f64.add
    f64.sqrt))
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
;; x64:   f64.mul
;; x64:       vmulsd xmm0, xmm6, xmm7
;; x64:   local.get 0
;; x64:   f64.add
;; x64:       vaddsd xmm0, xmm0, xmm6
;; x64:   f64.sqrt
;; x64:       vsqrtsd xmm0, xmm0, xmm0
;; x64:   end
;; x64:       leave
;; x64:       ret
;; x64:     L0:
;; x64:   (prologue)
;; x64:       mov rsp, rbp
;; x64:       ud2  ; trap: call stack exhausted
