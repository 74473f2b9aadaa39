;; A conversion that traps for NaN and for what does not fit.
(module
  (func (export "f") (param f64) (result i32)
    local.get 0
    i32.trunc_f64_s))
;; x64: $f
;; x64:       mov rax, [r11]
;; x64:       mov [r14], rax
;; x64:       push rbp
;; x64:       mov rbp, rsp
;; x64:       nop [rax], eax
;; x64:       cmp rsp, [r14]
;; x64:       jb L1
;; x64:   local.get 0
;; x64:   i32.trunc_f64_s
;; x64:       vcvttsd2si eax, xmm6
;; x64:       cmp eax, 0x1
;; x64:       jo L2
;; x64:     L0:
;; x64:   end
;; x64:       leave
;; x64:       ret
;; x64:     L1:
;; x64:   (prologue)
;; x64:       mov rsp, rbp
;; x64:       ud2  ; trap: call stack exhausted
;; x64:     L2:
;; x64:   i32.trunc_f64_s
;; x64:       vucomisd xmm6, xmm6
;; x64:       jp L3
;; x64:       mov r11, 0xc1e0000000200000
;; x64:       vmovq xmm15, r11
;; x64:       vucomisd xmm6, xmm15
;; x64:       jbe L4
;; x64:       vxorps xmm15, xmm15, xmm15
;; x64:       vucomisd xmm6, xmm15
;; x64:       jnbe L4
;; x64:       jmp L0
;; x64:     L3:
;; x64:   i32.trunc_f64_s
;; x64:       ud2  ; trap: invalid conversion to integer
;; x64:     L4:
;; x64:   i32.trunc_f64_s
;; x64:       ud2  ; trap: integer overflow
