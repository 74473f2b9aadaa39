;; i32: truncation of floats; what is out of range traps.
(module
  (func $trunc_f32_s (param f32) (result i32) (i32.trunc_f32_s (local.get 0)))
  (func $trunc_f32_u (param f32) (result i32) (i32.trunc_f32_u (local.get 0)))
  (func $trunc_f64_s (param f64) (result i32) (i32.trunc_f64_s (local.get 0)))
  (func $trunc_f64_u (param f64) (result i32) (i32.trunc_f64_u (local.get 0))))
;; $trunc_f32_s
;;     x86-64: 15 instructions, 67 bytes                    | AArch64: 17 instructions, 68 bytes
;;   local.get 0
;;   i32.trunc_f32_s
;;       vcvttss2si eax, xmm6                               |   fcvtzs w0, s2
;;       cmp eax, 0x1                                       |   fcmp s2, s2
;;       jo L1                                              |   ccmn w0, w0, #1, vc
;;                                                          |   b.vs L1
;;   end
;;     L0:                                                  | L0:
;;   out of line: i32.trunc_f32_s
;;     L1:                                                  | L1:
;;       vucomiss xmm6, xmm6                                |   fcmp s2, s2
;;       jp L2                                              |   b.vs L2
;;       mov r11d, 0xcf000000                               |   movz w17, #0x4f00, lsl #16
;;       vmovd xmm15, r11d                                  |   fmov s31, w17
;;       vucomiss xmm6, xmm15                               |   fcmp s2, s31
;;       jb L3                                              |   b.ge L3
;;       vxorps xmm15, xmm15, xmm15                         |   movz w17, #0xcf00, lsl #16
;;       vucomiss xmm6, xmm15                               |   fmov s31, w17
;;       jnbe L3                                            |   fcmp s2, s31
;;       jmp L0                                             |   b.mi L3
;;                                                          |   b L0
;;   out of line: i32.trunc_f32_s
;;     L2:                                                  | L2:
;;       ud2  ; invalid conversion to integer               |   udf #0  ; invalid conversion to integer
;;   out of line: i32.trunc_f32_s
;;     L3:                                                  | L3:
;;       ud2  ; integer overflow                            |   udf #0  ; integer overflow
;;
;; $trunc_f32_u
;;     x86-64: 9 instructions, 36 bytes                     | AArch64: 16 instructions, 64 bytes
;;   local.get 0
;;   i32.trunc_f32_u
;;       vcvttss2si rax, xmm6                               |   fcvtzu w0, s2
;;       mov r11d, eax                                      |   fcmp s2, #0.0
;;       cmp r11, rax                                       |   ccmn w0, #1, #4, ge
;;       jnz L0                                             |   b.eq L1
;;   end
;;                                                          | L0:
;;   out of line: i32.trunc_f32_u
;;     L0:                                                  | L1:
;;       vucomiss xmm6, xmm6                                |   fcmp s2, s2
;;       jp L1                                              |   b.vs L2
;;       jmp L2                                             |   movz w17, #0x4f80, lsl #16
;;                                                          |   fmov s31, w17
;;                                                          |   fcmp s2, s31
;;                                                          |   b.ge L3
;;                                                          |   fmov s31, #-1.00000000
;;                                                          |   fcmp s2, s31
;;                                                          |   b.ls L3
;;                                                          |   b L0
;;   out of line: i32.trunc_f32_u
;;     L1:                                                  | L2:
;;       ud2  ; invalid conversion to integer               |   udf #0  ; invalid conversion to integer
;;   out of line: i32.trunc_f32_u
;;     L2:                                                  | L3:
;;       ud2  ; integer overflow                            |   udf #0  ; integer overflow
;;
;; $trunc_f64_s
;;     x86-64: 15 instructions, 71 bytes                    | AArch64: 18 instructions, 72 bytes
;;   local.get 0
;;   i32.trunc_f64_s
;;       vcvttsd2si eax, xmm6                               |   fcvtzs w0, d2
;;       cmp eax, 0x1                                       |   fcmp d2, d2
;;       jo L1                                              |   ccmn w0, w0, #1, vc
;;                                                          |   b.vs L1
;;   end
;;     L0:                                                  | L0:
;;   out of line: i32.trunc_f64_s
;;     L1:                                                  | L1:
;;       vucomisd xmm6, xmm6                                |   fcmp d2, d2
;;       jp L2                                              |   b.vs L2
;;       mov r11, 0xc1e0000000200000                        |   movz x17, #0x41e0, lsl #48
;;       vmovq xmm15, r11                                   |   fmov d31, x17
;;       vucomisd xmm6, xmm15                               |   fcmp d2, d31
;;       jbe L3                                             |   b.ge L3
;;       vxorps xmm15, xmm15, xmm15                         |   movz x17, #0x20, lsl #16
;;       vucomisd xmm6, xmm15                               |   movk x17, #0xc1e0, lsl #48
;;       jnbe L3                                            |   fmov d31, x17
;;       jmp L0                                             |   fcmp d2, d31
;;                                                          |   b.ls L3
;;                                                          |   b L0
;;   out of line: i32.trunc_f64_s
;;     L2:                                                  | L2:
;;       ud2  ; invalid conversion to integer               |   udf #0  ; invalid conversion to integer
;;   out of line: i32.trunc_f64_s
;;     L3:                                                  | L3:
;;       ud2  ; integer overflow                            |   udf #0  ; integer overflow
;;
;; $trunc_f64_u
;;     x86-64: 9 instructions, 36 bytes                     | AArch64: 16 instructions, 64 bytes
;;   local.get 0
;;   i32.trunc_f64_u
;;       vcvttsd2si rax, xmm6                               |   fcvtzu w0, d2
;;       mov r11d, eax                                      |   fcmp d2, #0.0
;;       cmp r11, rax                                       |   ccmn w0, #1, #4, ge
;;       jnz L0                                             |   b.eq L1
;;   end
;;                                                          | L0:
;;   out of line: i32.trunc_f64_u
;;     L0:                                                  | L1:
;;       vucomisd xmm6, xmm6                                |   fcmp d2, d2
;;       jp L1                                              |   b.vs L2
;;       jmp L2                                             |   movz x17, #0x41f0, lsl #48
;;                                                          |   fmov d31, x17
;;                                                          |   fcmp d2, d31
;;                                                          |   b.ge L3
;;                                                          |   fmov d31, #-1.00000000
;;                                                          |   fcmp d2, d31
;;                                                          |   b.ls L3
;;                                                          |   b L0
;;   out of line: i32.trunc_f64_u
;;     L1:                                                  | L2:
;;       ud2  ; invalid conversion to integer               |   udf #0  ; invalid conversion to integer
;;   out of line: i32.trunc_f64_u
;;     L2:                                                  | L3:
;;       ud2  ; integer overflow                            |   udf #0  ; integer overflow
