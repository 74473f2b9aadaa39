;; f64: conversion of integers.
(module
  (func $convert_i32_s (param i32) (result f64) (f64.convert_i32_s (local.get 0)))
  (func $convert_i32_u (param i32) (result f64) (f64.convert_i32_u (local.get 0)))
  (func $convert_i64_s (param i64) (result f64) (f64.convert_i64_s (local.get 0)))
  (func $convert_i64_u (param i64) (result f64) (f64.convert_i64_u (local.get 0)))
  (func $to_local (param i32 f64) (result f64)
    (local.set 1 (f64.convert_i32_s (local.get 0)))
    (local.get 1)))
;; $convert_i32_s
;;     x86-64: 2 instructions, 8 bytes                      | AArch64: 1 instruction, 4 bytes
;;   local.get 0
;;   f64.convert_i32_s
;;       vxorps xmm0, xmm0, xmm0                            |   scvtf d0, w2
;;       vcvtsi2sd xmm0, xmm0, edi                          |
;;   end
;;
;; $convert_i32_u
;;     x86-64: 2 instructions, 9 bytes                      | AArch64: 1 instruction, 4 bytes
;;   local.get 0
;;   f64.convert_i32_u
;;       vxorps xmm0, xmm0, xmm0                            |   ucvtf d0, w2
;;       vcvtsi2sd xmm0, xmm0, rdi                          |
;;   end
;;
;; $convert_i64_s
;;     x86-64: 2 instructions, 9 bytes                      | AArch64: 1 instruction, 4 bytes
;;   local.get 0
;;   f64.convert_i64_s
;;       vxorps xmm0, xmm0, xmm0                            |   scvtf d0, x2
;;       vcvtsi2sd xmm0, xmm0, rdi                          |
;;   end
;;
;; $convert_i64_u
;;     x86-64: 12 instructions, 52 bytes                    | AArch64: 1 instruction, 4 bytes
;;   local.get 0
;;   f64.convert_i64_u
;;       test rdi, rdi                                      |   ucvtf d0, x2
;;       js L0                                              |
;;       vxorps xmm0, xmm0, xmm0                            |
;;       vcvtsi2sd xmm0, xmm0, rdi                          |
;;       jmp L2                                             |
;;     L0:                                                  |
;;       mov r11, rdi                                       |
;;       shr r11, 0x1                                       |
;;       jnb L1                                             |
;;       or r11, 0x1                                        |
;;     L1:                                                  |
;;       vxorps xmm0, xmm0, xmm0                            |
;;       vcvtsi2sd xmm0, xmm0, r11                          |
;;       vaddsd xmm0, xmm0, xmm0                            |
;;   end
;;     L2:                                                  |
;;
;; $to_local
;;     x86-64: 3 instructions, 12 bytes                     | AArch64: 2 instructions, 8 bytes
;;   local.get 0
;;   f64.convert_i32_s
;;       vxorps xmm6, xmm6, xmm6                            |   scvtf d2, w2
;;       vcvtsi2sd xmm6, xmm6, edi                          |
;;   local.set 1
;;   local.get 1
;;   end
;;       vmovaps xmm0, xmm6                                 |   fmov d0, d2
