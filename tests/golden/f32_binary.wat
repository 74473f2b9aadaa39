;; f32: each binary instruction.
(module
  (func $add (param f32 f32) (result f32) (f32.add (local.get 0) (local.get 1)))
  (func $sub (param f32 f32) (result f32) (f32.sub (local.get 0) (local.get 1)))
  (func $mul (param f32 f32) (result f32) (f32.mul (local.get 0) (local.get 1)))
  (func $div (param f32 f32) (result f32) (f32.div (local.get 0) (local.get 1)))
  (func $min (param f32 f32) (result f32) (f32.min (local.get 0) (local.get 1)))
  (func $max (param f32 f32) (result f32) (f32.max (local.get 0) (local.get 1)))
  (func $copysign (param f32 f32) (result f32) (f32.copysign (local.get 0) (local.get 1))))
;; $add
;;     x86-64: 1 instruction, 4 bytes                       | AArch64: 1 instruction, 4 bytes
;;   local.get 0
;;   local.get 1
;;   f32.add
;;       vaddss xmm0, xmm6, xmm7                            |   fadd s0, s2, s3
;;   end
;;
;; $sub
;;     x86-64: 1 instruction, 4 bytes                       | AArch64: 1 instruction, 4 bytes
;;   local.get 0
;;   local.get 1
;;   f32.sub
;;       vsubss xmm0, xmm6, xmm7                            |   fsub s0, s2, s3
;;   end
;;
;; $mul
;;     x86-64: 1 instruction, 4 bytes                       | AArch64: 1 instruction, 4 bytes
;;   local.get 0
;;   local.get 1
;;   f32.mul
;;       vmulss xmm0, xmm6, xmm7                            |   fmul s0, s2, s3
;;   end
;;
;; $div
;;     x86-64: 1 instruction, 4 bytes                       | AArch64: 1 instruction, 4 bytes
;;   local.get 0
;;   local.get 1
;;   f32.div
;;       vdivss xmm0, xmm6, xmm7                            |   fdiv s0, s2, s3
;;   end
;;
;; $min
;;     x86-64: 8 instructions, 38 bytes                     | AArch64: 1 instruction, 4 bytes
;;   local.get 0
;;   local.get 1
;;   f32.min
;;       vucomiss xmm6, xmm7                                |   fmin s0, s2, s3
;;       jnz L1                                             |
;;       jp L0                                              |
;;       vorps xmm0, xmm6, xmm7                             |
;;       jmp L2                                             |
;;     L0:                                                  |
;;       vaddss xmm0, xmm6, xmm7                            |
;;       jmp L2                                             |
;;     L1:                                                  |
;;       vminss xmm0, xmm6, xmm7                            |
;;   end
;;     L2:                                                  |
;;
;; $max
;;     x86-64: 8 instructions, 38 bytes                     | AArch64: 1 instruction, 4 bytes
;;   local.get 0
;;   local.get 1
;;   f32.max
;;       vucomiss xmm6, xmm7                                |   fmax s0, s2, s3
;;       jnz L1                                             |
;;       jp L0                                              |
;;       vandps xmm0, xmm6, xmm7                            |
;;       jmp L2                                             |
;;     L0:                                                  |
;;       vaddss xmm0, xmm6, xmm7                            |
;;       jmp L2                                             |
;;     L1:                                                  |
;;       vmaxss xmm0, xmm6, xmm7                            |
;;   end
;;     L2:                                                  |
;;
;; $copysign
;;     x86-64: 5 instructions, 26 bytes                     | AArch64: 3 instructions, 12 bytes
;;   local.get 0
;;   local.get 1
;;   f32.copysign
;;       vpsrld xmm15, xmm7, 0x1f                           |   ushr v31.2s, v3.2s, #0x1f
;;       vpslld xmm15, xmm15, 0x1f                          |   fmov d0, d2
;;       vpslld xmm0, xmm6, 0x1                             |   sli v0.2s, v31.2s, #0x1f
;;       vpsrld xmm0, xmm0, 0x1                             |
;;       vorps xmm0, xmm0, xmm15                            |
;;   end
