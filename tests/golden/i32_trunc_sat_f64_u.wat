;; The same without traps.
(module
  (func (export "f") (param f64) (result i32)
    local.get 0
    i32.trunc_sat_f64_u))
;; x64: $f
;; x64:       mov rax, [r11]
;; x64:       mov [r14], rax
;; x64:       push rbp
;; x64:       mov rbp, rsp
;; x64:       nop [rax], eax
;; x64:       cmp rsp, [r14]
;; x64:       jb L1
;; x64:   local.get 0
;; x64:   i32.trunc_sat_f64_u
;; x64:       vcvttsd2si rax, xmm6
;; x64:       mov r11d, eax
;; x64:       cmp r11, rax
;; x64:       jnz L2
;; x64:     L0:
;; x64:   end
;; x64:       leave
;; x64:       ret
;; x64:     L1:
;; x64:   (prologue)
;; x64:       mov rsp, rbp
;; x64:       ud2  ; trap: call stack exhausted
;; x64:     L2:
;; x64:   i32.trunc_sat_f64_u
;; x64:       vucomisd xmm6, xmm6
;; x64:       jnp L3
;; x64:       mov eax, 0x0
;; x64:       jmp L0
;; x64:     L3:
;; x64:       vxorps xmm15, xmm15, xmm15
;; x64:       vucomisd xmm6, xmm15
;; x64:       jnbe L4
;; x64:       mov eax, 0x0
;; x64:       jmp L0
;; x64:     L4:
;; x64:       mov eax, 0xffffffff
;; x64:       jmp L0
