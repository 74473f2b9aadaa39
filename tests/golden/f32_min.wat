;; min and max treat NaN and the zeros as the specification says.
(module
  (func (export "f") (param f32 f32) (result f32)
    local.get 0
    local.get 1
    f32.min))
;; x64: $f
;; x64:       mov rax, [r11]
;; x64:       mov [r14], rax
;; x64:       push rbp
;; x64:       mov rbp, rsp
;; x64:       nop [rax], eax
;; x64:       cmp rsp, [r14]
;; x64:       jb L3
;; x64:   local.get 0
;; x64:   local.get 1
;; x64:   f32.min
;; x64:       vucomiss xmm6, xmm7
;; x64:       jnz L1
;; x64:       jp L0
;; x64:       vorps xmm0, xmm6, xmm7
;; x64:       jmp L2
;; x64:     L0:
;; x64:       vaddss xmm0, xmm6, xmm7
;; x64:       jmp L2
;; x64:     L1:
;; x64:       vminss xmm0, xmm6, xmm7
;; x64:     L2:
;; x64:   end
;; x64:       leave
;; x64:       ret
;; x64:     L3:
;; x64:   (prologue)
;; x64:       mov rsp, rbp
;; x64:       ud2  ; trap: call stack exhausted
