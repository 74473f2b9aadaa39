;; Conversions. Left: x86-64 without AVX, BMI and LZCNT.
;; target: x86_64
(module
  (func $f64.convert_i32_s (param i32) (result f64) (f64.convert_i32_s (local.get 0)))
  (func $f64.convert_i64_u (param i64) (result f64) (f64.convert_i64_u (local.get 0)))
  (func $f64.promote_f32 (param f32) (result f64) (f64.promote_f32 (local.get 0)))
  (func $f32.demote_f64 (param f64) (result f32) (f32.demote_f64 (local.get 0)))
  (func $i32.trunc_f64_s (param f64) (result i32) (i32.trunc_f64_s (local.get 0)))
  (func $i32.trunc_f64_u (param f64) (result i32) (i32.trunc_f64_u (local.get 0)))
  (func $i64.trunc_f64_u (param f64) (result i64) (i64.trunc_f64_u (local.get 0)))
  (func $i64.trunc_sat_f64_u (param f64) (result i64) (i64.trunc_sat_f64_u (local.get 0)))
  (func $i64.reinterpret_f64 (param f64) (result i64) (i64.reinterpret_f64 (local.get 0)))
  (func $f32.reinterpret_i32 (param i32) (result f32) (f32.reinterpret_i32 (local.get 0))))
;; $f64.convert_i32_s
;;     x86-64: 2 instructions, 7 bytes                      | AArch64: 1 instruction, 4 bytes
;;   local.get 0
;;   f64.convert_i32_s
;;       xorps xmm0, xmm0                                   |   scvtf d0, w2
;;       cvtsi2sd xmm0, edi                                 |
;;   end
;;
;; $f64.convert_i64_u
;;     x86-64: 12 instructions, 50 bytes                    | AArch64: 1 instruction, 4 bytes
;;   local.get 0
;;   f64.convert_i64_u
;;       test rdi, rdi                                      |   ucvtf d0, x2
;;       js L0                                              |
;;       xorps xmm0, xmm0                                   |
;;       cvtsi2sd xmm0, rdi                                 |
;;       jmp L2                                             |
;;     L0:                                                  |
;;       mov r11, rdi                                       |
;;       shr r11, 0x1                                       |
;;       jnb L1                                             |
;;       or r11, 0x1                                        |
;;     L1:                                                  |
;;       xorps xmm0, xmm0                                   |
;;       cvtsi2sd xmm0, r11                                 |
;;       addsd xmm0, xmm0                                   |
;;   end
;;     L2:                                                  |
;;
;; $f64.promote_f32
;;     x86-64: 1 instruction, 4 bytes                       | AArch64: 1 instruction, 4 bytes
;;   local.get 0
;;   f64.promote_f32
;;       cvtss2sd xmm0, xmm6                                |   fcvt d0, s2
;;   end
;;
;; $f32.demote_f64
;;     x86-64: 1 instruction, 4 bytes                       | AArch64: 1 instruction, 4 bytes
;;   local.get 0
;;   f32.demote_f64
;;       cvtsd2ss xmm0, xmm6                                |   fcvt s0, d2
;;   end
;;
;; $i32.trunc_f64_s
;;     x86-64: 15 instructions, 70 bytes                    | AArch64: 18 instructions, 72 bytes
;;   local.get 0
;;   i32.trunc_f64_s
;;       cvttsd2si eax, xmm6                                |   fcvtzs w0, d2
;;       cmp eax, 0x1                                       |   fcmp d2, d2
;;       jo L1                                              |   ccmn w0, w0, #1, vc
;;                                                          |   b.vs L1
;;   end
;;     L0:                                                  | L0:
;;   out of line: i32.trunc_f64_s
;;     L1:                                                  | L1:
;;       ucomisd xmm6, xmm6                                 |   fcmp d2, d2
;;       jp L2                                              |   b.vs L2
;;       mov r11, 0xc1e0000000200000                        |   movz x17, #0x41e0, lsl #48
;;       movq xmm15, r11                                    |   fmov d31, x17
;;       ucomisd xmm6, xmm15                                |   fcmp d2, d31
;;       jbe L3                                             |   b.ge L3
;;       xorps xmm15, xmm15                                 |   movz x17, #0x20, lsl #16
;;       ucomisd xmm6, xmm15                                |   movk x17, #0xc1e0, lsl #48
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
;; $i32.trunc_f64_u
;;     x86-64: 9 instructions, 36 bytes                     | AArch64: 16 instructions, 64 bytes
;;   local.get 0
;;   i32.trunc_f64_u
;;       cvttsd2si rax, xmm6                                |   fcvtzu w0, d2
;;       mov r11d, eax                                      |   fcmp d2, #0.0
;;       cmp r11, rax                                       |   ccmn w0, #1, #4, ge
;;       jnz L0                                             |   b.eq L1
;;   end
;;                                                          | L0:
;;   out of line: i32.trunc_f64_u
;;     L0:                                                  | L1:
;;       ucomisd xmm6, xmm6                                 |   fcmp d2, d2
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
;;
;; $i64.trunc_f64_u
;;     x86-64: 21 instructions, 106 bytes                   | AArch64: 16 instructions, 64 bytes
;;   local.get 0
;;   i64.trunc_f64_u
;;       cvttsd2si rax, xmm6                                |   fcvtzu x0, d2
;;       test rax, rax                                      |   fcmp d2, #0.0
;;       js L1                                              |   ccmn x0, #1, #4, ge
;;                                                          |   b.eq L1
;;   end
;;     L0:                                                  | L0:
;;   out of line: i64.trunc_f64_u
;;     L1:                                                  | L1:
;;       ucomisd xmm6, xmm6                                 |   fcmp d2, d2
;;       jp L3                                              |   b.vs L2
;;       mov r11, 0x43f0000000000000                        |   movz x17, #0x43f0, lsl #48
;;       movq xmm15, r11                                    |   fmov d31, x17
;;       ucomisd xmm6, xmm15                                |   fcmp d2, d31
;;       jnb L2                                             |   b.ge L3
;;       xorps xmm15, xmm15                                 |   fmov d31, #-1.00000000
;;       ucomisd xmm6, xmm15                                |   fcmp d2, d31
;;       jb L2                                              |   b.ls L3
;;       mov r11, 0xc3e0000000000000                        |   b L0
;;       movq xmm15, r11                                    |
;;       addsd xmm15, xmm6                                  |
;;       cvttsd2si rax, xmm15                               |
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
;;
;; $i64.trunc_sat_f64_u
;;     x86-64: 27 instructions, 135 bytes                   | AArch64: 1 instruction, 4 bytes
;;   local.get 0
;;   i64.trunc_sat_f64_u
;;       cvttsd2si rax, xmm6                                |   fcvtzu x0, d2
;;       test rax, rax                                      |
;;       js L1                                              |
;;   end
;;     L0:                                                  |
;;   out of line: i64.trunc_sat_f64_u
;;     L1:                                                  |
;;       ucomisd xmm6, xmm6                                 |
;;       jnp L2                                             |
;;       mov eax, 0x0                                       |
;;       jmp L0                                             |
;;     L2:                                                  |
;;       xorps xmm15, xmm15                                 |
;;       ucomisd xmm6, xmm15                                |
;;       jnbe L3                                            |
;;       mov eax, 0x0                                       |
;;       jmp L0                                             |
;;     L3:                                                  |
;;       mov r11, 0x43f0000000000000                        |
;;       movq xmm15, r11                                    |
;;       ucomisd xmm6, xmm15                                |
;;       jnb L4                                             |
;;       xorps xmm15, xmm15                                 |
;;       ucomisd xmm6, xmm15                                |
;;       jb L4                                              |
;;       mov r11, 0xc3e0000000000000                        |
;;       movq xmm15, r11                                    |
;;       addsd xmm15, xmm6                                  |
;;       cvttsd2si rax, xmm15                               |
;;       btc rax, 0x3f                                      |
;;       jmp L0                                             |
;;     L4:                                                  |
;;       mov rax, 0xffffffffffffffff                        |
;;       jmp L0                                             |
;;
;; $i64.reinterpret_f64
;;     x86-64: 1 instruction, 5 bytes                       | AArch64: 1 instruction, 4 bytes
;;   local.get 0
;;   i64.reinterpret_f64
;;       movq rax, xmm6                                     |   fmov x0, d2
;;   end
;;
;; $f32.reinterpret_i32
;;     x86-64: 1 instruction, 4 bytes                       | AArch64: 1 instruction, 4 bytes
;;   local.get 0
;;   f32.reinterpret_i32
;;       movd xmm0, edi                                     |   fmov s0, w2
;;   end
