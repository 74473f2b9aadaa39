;; i64: truncation of floats; what is out of range traps.
(module
  (func $trunc_f32_s (param f32) (result i64) (i64.trunc_f32_s (local.get 0)))
  (func $trunc_f32_u (param f32) (result i64) (i64.trunc_f32_u (local.get 0)))
  (func $trunc_f64_s (param f64) (result i64) (i64.trunc_f64_s (local.get 0)))
  (func $trunc_f64_u (param f64) (result i64) (i64.trunc_f64_u (local.get 0))))
;; $trunc_f32_s
;;     x86-64: 15 instructions, 69 bytes                    | AArch64: 17 instructions, 68 bytes
;;   local.get 0
;;   i64.trunc_f32_s
;;       vcvttss2si rax, xmm6                               |   fcvtzs x0, s2
;;       cmp rax, 0x1                                       |   fcmp s2, s2
;;       jo L1                                              |   ccmn x0, x0, #1, vc
;;                                                          |   b.vs L1
;;   end
;;     L0:                                                  | L0:
;;   out of line: i64.trunc_f32_s
;;     L1:                                                  | L1:
;;       vucomiss xmm6, xmm6                                |   fcmp s2, s2
;;       jp L2                                              |   b.vs L2
;;       mov r11d, 0xdf000000                               |   movz w17, #0x5f00, lsl #16
;;       vmovd xmm15, r11d                                  |   fmov s31, w17
;;       vucomiss xmm6, xmm15                               |   fcmp s2, s31
;;       jb L3                                              |   b.ge L3
;;       vxorps xmm15, xmm15, xmm15                         |   movz w17, #0xdf00, lsl #16
;;       vucomiss xmm6, xmm15                               |   fmov s31, w17
;;       jnbe L3                                            |   fcmp s2, s31
;;       jmp L0                                             |   b.mi L3
;;                                                          |   b L0
;;   out of line: i64.trunc_f32_s
;;     L2:                                                  | L2:
;;       ud2  ; invalid conversion to integer               |   udf #0  ; invalid conversion to integer
;;   out of line: i64.trunc_f32_s
;;     L3:                                                  | L3:
;;       ud2  ; integer overflow                            |   udf #0  ; integer overflow
;;
;; $trunc_f32_u
;;     x86-64: 21 instructions, 98 bytes                    | AArch64: 16 instructions, 64 bytes
;;   local.get 0
;;   i64.trunc_f32_u
;;       vcvttss2si rax, xmm6                               |   fcvtzu x0, s2
;;       test rax, rax                                      |   fcmp s2, #0.0
;;       js L1                                              |   ccmn x0, #1, #4, ge
;;                                                          |   b.eq L1
;;   end
;;     L0:                                                  | L0:
;;   out of line: i64.trunc_f32_u
;;     L1:                                                  | L1:
;;       vucomiss xmm6, xmm6                                |   fcmp s2, s2
;;       jp L3                                              |   b.vs L2
;;       mov r11d, 0x5f800000                               |   movz w17, #0x5f80, lsl #16
;;       vmovd xmm15, r11d                                  |   fmov s31, w17
;;       vucomiss xmm6, xmm15                               |   fcmp s2, s31
;;       jnb L2                                             |   b.ge L3
;;       vxorps xmm15, xmm15, xmm15                         |   fmov s31, #-1.00000000
;;       vucomiss xmm6, xmm15                               |   fcmp s2, s31
;;       jb L2                                              |   b.ls L3
;;       mov r11d, 0xdf000000                               |   b L0
;;       vmovd xmm15, r11d                                  |
;;       vaddss xmm15, xmm15, xmm6                          |
;;       vcvttss2si rax, xmm15                              |
;;       btc rax, 0x3f                                      |
;;       jmp L0                                             |
;;     L2:                                                  |
;;       jmp L4                                             |
;;   out of line: i64.trunc_f32_u
;;     L3:                                                  | L2:
;;       ud2  ; invalid conversion to integer               |   udf #0  ; invalid conversion to integer
;;   out of line: i64.trunc_f32_u
;;     L4:                                                  | L3:
;;       ud2  ; integer overflow                            |   udf #0  ; integer overflow
;;
;; $trunc_f64_s
;;     x86-64: 15 instructions, 73 bytes                    | AArch64: 17 instructions, 68 bytes
;;   local.get 0
;;   i64.trunc_f64_s
;;       vcvttsd2si rax, xmm6                               |   fcvtzs x0, d2
;;       cmp rax, 0x1                                       |   fcmp d2, d2
;;       jo L1                                              |   ccmn x0, x0, #1, vc
;;                                                          |   b.vs L1
;;   end
;;     L0:                                                  | L0:
;;   out of line: i64.trunc_f64_s
;;     L1:                                                  | L1:
;;       vucomisd xmm6, xmm6                                |   fcmp d2, d2
;;       jp L2                                              |   b.vs L2
;;       mov r11, 0xc3e0000000000000                        |   movz x17, #0x43e0, lsl #48
;;       vmovq xmm15, r11                                   |   fmov d31, x17
;;       vucomisd xmm6, xmm15                               |   fcmp d2, d31
;;       jb L3                                              |   b.ge L3
;;       vxorps xmm15, xmm15, xmm15                         |   movz x17, #0xc3e0, lsl #48
;;       vucomisd xmm6, xmm15                               |   fmov d31, x17
;;       jnbe L3                                            |   fcmp d2, d31
;;       jmp L0                                             |   b.mi L3
;;                                                          |   b L0
;;   out of line: i64.trunc_f64_s
;;     L2:                                                  | L2:
;;       ud2  ; invalid conversion to integer               |   udf #0  ; invalid conversion to integer
;;   out of line: i64.trunc_f64_s
;;     L3:                                                  | L3:
;;       ud2  ; integer overflow                            |   udf #0  ; integer overflow
;;
;; $trunc_f64_u
;;     x86-64: 21 instructions, 106 bytes                   | AArch64: 16 instructions, 64 bytes
;;   local.get 0
;;   i64.trunc_f64_u
;;       vcvttsd2si rax, xmm6                               |   fcvtzu x0, d2
;;       test rax, rax                                      |   fcmp d2, #0.0
;;       js L1                                              |   ccmn x0, #1, #4, ge
;;                                                          |   b.eq L1
;;   end
;;     L0:                                                  | L0:
;;   out of line: i64.trunc_f64_u
;;     L1:                                                  | L1:
;;       vucomisd xmm6, xmm6                                |   fcmp d2, d2
;;       jp L3                                              |   b.vs L2
;;       mov r11, 0x43f0000000000000                        |   movz x17, #0x43f0, lsl #48
;;       vmovq xmm15, r11                                   |   fmov d31, x17
;;       vucomisd xmm6, xmm15                               |   fcmp d2, d31
;;       jnb L2                                             |   b.ge L3
;;       vxorps xmm15, xmm15, xmm15                         |   fmov d31, #-1.00000000
;;       vucomisd xmm6, xmm15                               |   fcmp d2, d31
;;       jb L2                                              |   b.ls L3
;;       mov r11, 0xc3e0000000000000                        |   b L0
;;       vmovq xmm15, r11                                   |
;;       vaddsd xmm15, xmm15, xmm6                          |
;;       vcvttsd2si rax, xmm15                              |
;;       btc rax, 0x3f                                      |
;;       jmp L0                                             |
;;     L2:                                                  |
;;       jmp L4                                             |
;;   out of line: i64.trunc_f64_u
;;     L3:                                                  | L2:
;;       ud2  ; invalid conversion to integer               |   udf #0  ; invalid conversion to integer
;;   out of line: i64.trunc_f64_u
;;     L4:                                                  | L3:
;;       ud2  ; integer overflow                            |   udf #0  ; integer overflow
