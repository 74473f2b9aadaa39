;; f32: conversion of integers.
(module
  (func $convert_i32_s (param i32) (result f32) (f32.convert_i32_s (local.get 0)))
  (func $convert_i32_u (param i32) (result f32) (f32.convert_i32_u (local.get 0)))
  (func $convert_i64_s (param i64) (result f32) (f32.convert_i64_s (local.get 0)))
  (func $convert_i64_u (param i64) (result f32) (f32.convert_i64_u (local.get 0)))
  (func $to_local (param i32 f32) (result f32)
    (local.set 1 (f32.convert_i32_s (local.get 0)))
    (local.get 1)))
;; $convert_i32_s
;;     x86-64: 2 instructions, 8 bytes                      | AArch64: 1 instruction, 4 bytes
;;   local.get 0
;;   f32.convert_i32_s
;;       vxorps xmm0, xmm0, xmm0                            |   scvtf s0, w2
;;       vcvtsi2ss xmm0, xmm0, edi                          |
;;   end
;;
;; $convert_i32_u
;;     x86-64: 2 instructions, 9 bytes                      | AArch64: 1 instruction, 4 bytes
;;   local.get 0
;;   f32.convert_i32_u
;;       vxorps xmm0, xmm0, xmm0                            |   ucvtf s0, w2
;;       vcvtsi2ss xmm0, xmm0, rdi                          |
;;   end
;;
;; $convert_i64_s
;;     x86-64: 2 instructions, 9 bytes                      | AArch64: 1 instruction, 4 bytes
;;   local.get 0
;;   f32.convert_i64_s
;;       vxorps xmm0, xmm0, xmm0                            |   scvtf s0, x2
;;       vcvtsi2ss xmm0, xmm0, rdi                          |
;;   end
;;
;; $convert_i64_u
;;     x86-64: 12 instructions, 52 bytes                    | AArch64: 1 instruction, 4 bytes
;;   local.get 0
;;   f32.convert_i64_u
;;       test rdi, rdi                                      |   ucvtf s0, x2
;;       js L0                                              |
;;       vxorps xmm0, xmm0, xmm0                            |
;;       vcvtsi2ss xmm0, xmm0, rdi                          |
;;       jmp L2                                             |
;;     L0:                                                  |
;;       mov r11, rdi                                       |
;;       shr r11, 0x1                                       |
;;       jnb L1                                             |
;;       or r11, 0x1                                        |
;;     L1:                                                  |
;;       vxorps xmm0, xmm0, xmm0                            |
;;       vcvtsi2ss xmm0, xmm0, r11                          |
;;       vaddss xmm0, xmm0, xmm0                            |
;;   end
;;     L2:                                                  |
;;
;; $to_local
;;     x86-64: 3 instructions, 12 bytes                     | AArch64: 2 instructions, 8 bytes
;;   local.get 0
;;   f32.convert_i32_s
;;       vxorps xmm6, xmm6, xmm6                            |   scvtf s2, w2
;;       vcvtsi2ss xmm6, xmm6, edi                          |
;;   local.set 1
;;   local.get 1
;;   end
;;       vmovaps xmm0, xmm6                                 |   fmov d0, d2
