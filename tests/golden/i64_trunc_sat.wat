;; i64: truncation of floats; what is out of range gives the nearest integer, NaN 0.
(module
  (func $trunc_sat_f32_s (param f32) (result i64) (i64.trunc_sat_f32_s (local.get 0)))
  (func $trunc_sat_f32_u (param f32) (result i64) (i64.trunc_sat_f32_u (local.get 0)))
  (func $trunc_sat_f64_s (param f64) (result i64) (i64.trunc_sat_f64_s (local.get 0)))
  (func $trunc_sat_f64_u (param f64) (result i64) (i64.trunc_sat_f64_u (local.get 0)))
  (func $to_local (param f64 i64) (result i64)
    (local.set 1 (i64.trunc_sat_f64_s (local.get 0)))
    (local.get 1)))
;; $trunc_sat_f32_s
;;     x86-64: 14 instructions, 72 bytes                    | AArch64: 1 instruction, 4 bytes
;;   local.get 0
;;   i64.trunc_sat_f32_s
;;       vcvttss2si rax, xmm6                               |   fcvtzs x0, s2
;;       cmp rax, 0x1                                       |
;;       jo L1                                              |
;;   end
;;     L0:                                                  |
;;   out of line: i64.trunc_sat_f32_s
;;     L1:                                                  |
;;       vucomiss xmm6, xmm6                                |
;;       jnp L2                                             |
;;       mov eax, 0x0                                       |
;;       jmp L0                                             |
;;     L2:                                                  |
;;       vxorps xmm15, xmm15, xmm15                         |
;;       vucomiss xmm6, xmm15                               |
;;       jnbe L3                                            |
;;       mov rax, 0x8000000000000000                        |
;;       jmp L0                                             |
;;     L3:                                                  |
;;       mov rax, 0x7fffffffffffffff                        |
;;       jmp L0                                             |
;;
;; $trunc_sat_f32_u
;;     x86-64: 27 instructions, 128 bytes                   | AArch64: 1 instruction, 4 bytes
;;   local.get 0
;;   i64.trunc_sat_f32_u
;;       vcvttss2si rax, xmm6                               |   fcvtzu x0, s2
;;       test rax, rax                                      |
;;       js L1                                              |
;;   end
;;     L0:                                                  |
;;   out of line: i64.trunc_sat_f32_u
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
;;       mov r11d, 0x5f800000                               |
;;       vmovd xmm15, r11d                                  |
;;       vucomiss xmm6, xmm15                               |
;;       jnb L4                                             |
;;       vxorps xmm15, xmm15, xmm15                         |
;;       vucomiss xmm6, xmm15                               |
;;       jb L4                                              |
;;       mov r11d, 0xdf000000                               |
;;       vmovd xmm15, r11d                                  |
;;       vaddss xmm15, xmm15, xmm6                          |
;;       vcvttss2si rax, xmm15                              |
;;       btc rax, 0x3f                                      |
;;       jmp L0                                             |
;;     L4:                                                  |
;;       mov rax, 0xffffffffffffffff                        |
;;       jmp L0                                             |
;;
;; $trunc_sat_f64_s
;;     x86-64: 14 instructions, 72 bytes                    | AArch64: 1 instruction, 4 bytes
;;   local.get 0
;;   i64.trunc_sat_f64_s
;;       vcvttsd2si rax, xmm6                               |   fcvtzs x0, d2
;;       cmp rax, 0x1                                       |
;;       jo L1                                              |
;;   end
;;     L0:                                                  |
;;   out of line: i64.trunc_sat_f64_s
;;     L1:                                                  |
;;       vucomisd xmm6, xmm6                                |
;;       jnp L2                                             |
;;       mov eax, 0x0                                       |
;;       jmp L0                                             |
;;     L2:                                                  |
;;       vxorps xmm15, xmm15, xmm15                         |
;;       vucomisd xmm6, xmm15                               |
;;       jnbe L3                                            |
;;       mov rax, 0x8000000000000000                        |
;;       jmp L0                                             |
;;     L3:                                                  |
;;       mov rax, 0x7fffffffffffffff                        |
;;       jmp L0                                             |
;;
;; $trunc_sat_f64_u
;;     x86-64: 27 instructions, 139 bytes                   | AArch64: 1 instruction, 4 bytes
;;   local.get 0
;;   i64.trunc_sat_f64_u
;;       vcvttsd2si rax, xmm6                               |   fcvtzu x0, d2
;;       test rax, rax                                      |
;;       js L1                                              |
;;   end
;;     L0:                                                  |
;;   out of line: i64.trunc_sat_f64_u
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
;;       mov r11, 0x43f0000000000000                        |
;;       vmovq xmm15, r11                                   |
;;       vucomisd xmm6, xmm15                               |
;;       jnb L4                                             |
;;       vxorps xmm15, xmm15, xmm15                         |
;;       vucomisd xmm6, xmm15                               |
;;       jb L4                                              |
;;       mov r11, 0xc3e0000000000000                        |
;;       vmovq xmm15, r11                                   |
;;       vaddsd xmm15, xmm15, xmm6                          |
;;       vcvttsd2si rax, xmm15                              |
;;       btc rax, 0x3f                                      |
;;       jmp L0                                             |
;;     L4:                                                  |
;;       mov rax, 0xffffffffffffffff                        |
;;       jmp L0                                             |
;;
;; $to_local
;;     x86-64: 15 instructions, 75 bytes                    | AArch64: 2 instructions, 8 bytes
;;   local.get 0
;;   i64.trunc_sat_f64_s
;;       vcvttsd2si rdi, xmm6                               |   fcvtzs x2, d2
;;       cmp rdi, 0x1                                       |
;;       jo L1                                              |
;;   local.set 1
;;   local.get 1
;;   end
;;     L0:                                                  |   mov x0, x2
;;       mov rax, rdi                                       |
;;   out of line: i64.trunc_sat_f64_s
;;     L1:                                                  |
;;       vucomisd xmm6, xmm6                                |
;;       jnp L2                                             |
;;       mov edi, 0x0                                       |
;;       jmp L0                                             |
;;     L2:                                                  |
;;       vxorps xmm15, xmm15, xmm15                         |
;;       vucomisd xmm6, xmm15                               |
;;       jnbe L3                                            |
;;       mov rdi, 0x8000000000000000                        |
;;       jmp L0                                             |
;;     L3:                                                  |
;;       mov rdi, 0x7fffffffffffffff                        |
;;       jmp L0                                             |
