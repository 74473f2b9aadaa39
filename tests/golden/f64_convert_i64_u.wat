;; The conversion that the CPU has no instruction for.
(module
  (func (export "f") (param i64) (result f64)
    local.get 0
    f64.convert_i64_u))
;; x64: $f
;; x64:       mov rax, [r11]
;; x64:       mov [r14], rax
;; x64:       push rbp
;; x64:       mov rbp, rsp
;; x64:       nop [rax], eax
;; x64:       cmp rsp, [r14]
;; x64:       jb L3
;; x64:   local.get 0
;; x64:   f64.convert_i64_u
;; x64:       test rdi, rdi
;; x64:       js L0
;; x64:       vxorps xmm0, xmm0, xmm0
;; x64:       vcvtsi2sd xmm0, xmm0, rdi
;; x64:       jmp L2
;; x64:     L0:
;; x64:       mov r11, rdi
;; x64:       shr r11, 0x1
;; x64:       jnb L1
;; x64:       or r11, 0x1
;; x64:     L1:
;; x64:       vxorps xmm0, xmm0, xmm0
;; x64:       vcvtsi2sd xmm0, xmm0, r11
;; x64:       vaddsd xmm0, xmm0, xmm0
;; x64:     L2:
;; x64:   end
;; x64:       leave
;; x64:       ret
;; x64:     L3:
;; x64:   (prologue)
;; x64:       mov rsp, rbp
;; x64:       ud2  ; trap: call stack exhausted
