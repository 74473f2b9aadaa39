;; i32: truncation of floats; what is out of range gives the nearest integer, NaN 0.
(module
  (func $trunc_sat_f32_s (param f32) (result i32) (i32.trunc_sat_f32_s (local.get 0)))
  (func $trunc_sat_f32_u (param f32) (result i32) (i32.trunc_sat_f32_u (local.get 0)))
  (func $trunc_sat_f64_s (param f64) (result i32) (i32.trunc_sat_f64_s (local.get 0)))
  (func $trunc_sat_f64_u (param f64) (result i32) (i32.trunc_sat_f64_u (local.get 0)))
  (func $to_local (param f64 i32) (result i32)
    (local.set 1 (i32.trunc_sat_f64_s (local.get 0)))
    (local.get 1)))
;; $trunc_sat_f32_s
;;     x86-64: 14 instructions, 60 bytes                    | AArch64: 1 instruction, 4 bytes
;;   local.get 0
;;   i32.trunc_sat_f32_s
;;       vcvttss2si eax, xmm6                               |   fcvtzs w0, s2
;;       cmp eax, 0x1                                       |
;;       jo L1                                              |
;;   end
;;     L0:                                                  |
;;   out of line: i32.trunc_sat_f32_s
;;     L1:                                                  |
;;       vucomiss xmm6, xmm6                                |
;;       jnp L2                                             |
;;       mov eax, 0x0                                       |
;;       jmp L0                                             |
;;     L2:                                                  |
;;       vxorps xmm15, xmm15, xmm15                         |
;;       vucomiss xmm6, xmm15                               |
;;       jnbe L3                                            |
;;       mov eax, 0x80000000                                |
;;       jmp L0                                             |
;;     L3:                                                  |
;;       mov eax, 0x7fffffff                                |
;;       jmp L0                                             |
;;
;; $trunc_sat_f32_u
;;     x86-64: 15 instructions, 64 bytes                    | AArch64: 1 instruction, 4 bytes
;;   local.get 0
;;   i32.trunc_sat_f32_u
;;       vcvttss2si rax, xmm6                               |   fcvtzu w0, s2
;;       mov r11d, eax                                      |
;;       cmp r11, rax                                       |
;;       jnz L1                                             |
;;   end
;;     L0:                                                  |
;;   out of line: i32.trunc_sat_f32_u
;;     L1:                                                  |
;;       vucomiss xmm6, xmm6                                |
;;       jnp L2                                             |
;;       mov eax, 0x0                                       |
;;       jmp L0                                             |
;;     L2:                                                  |
;;       vxorps xmm15, xmm15, xmm15                         |
;;       vucomiss xmm6, xmm15                               |
;;       jnbe L3                                            |
;;       mov eax, 0x0                                       |
;;       jmp L0                                             |
;;     L3:                                                  |
;;       mov eax, 0xffffffff                                |
;;       jmp L0                                             |
;;
;; $trunc_sat_f64_s
;;     x86-64: 14 instructions, 60 bytes                    | AArch64: 1 instruction, 4 bytes
;;   local.get 0
;;   i32.trunc_sat_f64_s
;;       vcvttsd2si eax, xmm6                               |   fcvtzs w0, d2
;;       cmp eax, 0x1                                       |
;;       jo L1                                              |
;;   end
;;     L0:                                                  |
;;   out of line: i32.trunc_sat_f64_s
;;     L1:                                                  |
;;       vucomisd xmm6, xmm6                                |
;;       jnp L2                                             |
;;       mov eax, 0x0                                       |
;;       jmp L0                                             |
;;     L2:                                                  |
;;       vxorps xmm15, xmm15, xmm15                         |
;;       vucomisd xmm6, xmm15                               |
;;       jnbe L3                                            |
;;       mov eax, 0x80000000                                |
;;       jmp L0                                             |
;;     L3:                                                  |
;;       mov eax, 0x7fffffff                                |
;;       jmp L0                                             |
;;
;; $trunc_sat_f64_u
;;     x86-64: 15 instructions, 64 bytes                    | AArch64: 1 instruction, 4 bytes
;;   local.get 0
;;   i32.trunc_sat_f64_u
;;       vcvttsd2si rax, xmm6                               |   fcvtzu w0, d2
;;       mov r11d, eax                                      |
;;       cmp r11, rax                                       |
;;       jnz L1                                             |
;;   end
;;     L0:                                                  |
;;   out of line: i32.trunc_sat_f64_u
;;     L1:                                                  |
;;       vucomisd xmm6, xmm6                                |
;;       jnp L2                                             |
;;       mov eax, 0x0                                       |
;;       jmp L0                                             |
;;     L2:                                                  |
;;       vxorps xmm15, xmm15, xmm15                         |
;;       vucomisd xmm6, xmm15                               |
;;       jnbe L3                                            |
;;       mov eax, 0x0                                       |
;;       jmp L0                                             |
;;     L3:                                                  |
;;       mov eax, 0xffffffff                                |
;;       jmp L0                                             |
;;
;; $to_local
;;     x86-64: 15 instructions, 62 bytes                    | AArch64: 2 instructions, 8 bytes
;;   local.get 0
;;   i32.trunc_sat_f64_s
;;       vcvttsd2si edi, xmm6                               |   fcvtzs w2, d2
;;       cmp edi, 0x1                                       |
;;       jo L1                                              |
;;   local.set 1
;;   local.get 1
;;   end
;;     L0:                                                  |   mov w0, w2
;;       mov eax, edi                                       |
;;   out of line: i32.trunc_sat_f64_s
;;     L1:                                                  |
;;       vucomisd xmm6, xmm6                                |
;;       jnp L2                                             |
;;       mov edi, 0x0                                       |
;;       jmp L0                                             |
;;     L2:                                                  |
;;       vxorps xmm15, xmm15, xmm15                         |
;;       vucomisd xmm6, xmm15                               |
;;       jnbe L3                                            |
;;       mov edi, 0x80000000                                |
;;       jmp L0                                             |
;;     L3:                                                  |
;;       mov edi, 0x7fffffff                                |
;;       jmp L0                                             |
