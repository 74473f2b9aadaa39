;; f64: instructions that work together.
(module
  ;; Rounded twice, as the specification asks: no fused multiply-add.
  (func $mul_add (param f64 f64 f64) (result f64)
    (f64.add (f64.mul (local.get 0) (local.get 1)) (local.get 2)))
  (func $neg_mul (param f64 f64) (result f64) (f64.neg (f64.mul (local.get 0) (local.get 1))))
  (func $abs_difference (param f64 f64) (result f64)
    (f64.abs (f64.sub (local.get 0) (local.get 1))))
  (func $neg_abs (param f64) (result f64) (f64.neg (f64.abs (local.get 0))))
  (func $hypotenuse (param f64 f64) (result f64)
    (f64.sqrt
      (f64.add (f64.mul (local.get 0) (local.get 0)) (f64.mul (local.get 1) (local.get 1)))))
  (func $polynomial (param f64) (result f64)
    (f64.add
      (f64.mul (f64.add (f64.mul (local.get 0) (f64.const 3)) (f64.const 2)) (local.get 0))
      (f64.const 1)))
  (func $clamp (param f64) (result f64)
    (f64.min (f64.max (local.get 0) (f64.const 0)) (f64.const 1)))
  (func $accumulate (param f64 f64 f64) (result f64)
    (local.set 0 (f64.add (local.get 0) (f64.mul (local.get 1) (local.get 2))))
    (local.get 0)))
;; $mul_add
;;     x86-64: 2 instructions, 8 bytes                      | AArch64: 2 instructions, 8 bytes
;;   local.get 0
;;   local.get 1
;;   f64.mul
;;       vmulsd xmm0, xmm6, xmm7                            |   fmul d0, d2, d3
;;   local.get 2
;;   f64.add
;;       vaddsd xmm0, xmm8, xmm0                            |   fadd d0, d0, d4
;;   end
;;
;; $neg_mul
;;     x86-64: 4 instructions, 19 bytes                     | AArch64: 2 instructions, 8 bytes
;;   local.get 0
;;   local.get 1
;;   f64.mul
;;       vmulsd xmm0, xmm6, xmm7                            |   fmul d0, d2, d3
;;   f64.neg
;;       vpcmpeqd xmm15, xmm15, xmm15                       |   fneg d0, d0
;;       vpsllq xmm15, xmm15, 0x3f                          |
;;       vxorps xmm0, xmm15, xmm0                           |
;;   end
;;
;; $abs_difference
;;     x86-64: 3 instructions, 14 bytes                     | AArch64: 2 instructions, 8 bytes
;;   local.get 0
;;   local.get 1
;;   f64.sub
;;       vsubsd xmm0, xmm6, xmm7                            |   fsub d0, d2, d3
;;   f64.abs
;;       vpsllq xmm0, xmm0, 0x1                             |   fabs d0, d0
;;       vpsrlq xmm0, xmm0, 0x1                             |
;;   end
;;
;; $neg_abs
;;     x86-64: 5 instructions, 25 bytes                     | AArch64: 2 instructions, 8 bytes
;;   local.get 0
;;   f64.abs
;;       vpsllq xmm0, xmm6, 0x1                             |   fabs d0, d2
;;       vpsrlq xmm0, xmm0, 0x1                             |
;;   f64.neg
;;       vpcmpeqd xmm15, xmm15, xmm15                       |   fneg d0, d0
;;       vpsllq xmm15, xmm15, 0x3f                          |
;;       vxorps xmm0, xmm15, xmm0                           |
;;   end
;;
;; $hypotenuse
;;     x86-64: 4 instructions, 16 bytes                     | AArch64: 4 instructions, 16 bytes
;;   local.get 0
;;   local.get 0
;;   f64.mul
;;       vmulsd xmm0, xmm6, xmm6                            |   fmul d0, d2, d2
;;   local.get 1
;;   local.get 1
;;   f64.mul
;;       vmulsd xmm1, xmm7, xmm7                            |   fmul d1, d3, d3
;;   f64.add
;;       vaddsd xmm0, xmm0, xmm1                            |   fadd d0, d0, d1
;;   f64.sqrt
;;       vsqrtsd xmm0, xmm0, xmm0                           |   fsqrt d0, d0
;;   end
;;
;; $polynomial
;;     x86-64: 10 instructions, 61 bytes                    | AArch64: 7 instructions, 28 bytes
;;   local.get 0
;;   f64.const 3
;;   f64.mul
;;       mov r11, 0x4008000000000000                        |   fmov d0, #3.00000000
;;       vmovq xmm0, r11                                    |   fmul d0, d2, d0
;;       vmulsd xmm0, xmm6, xmm0                            |
;;   f64.const 2
;;   f64.add
;;       mov r11, 0x4000000000000000                        |   fmov d1, #2.00000000
;;       vmovq xmm1, r11                                    |   fadd d0, d0, d1
;;       vaddsd xmm0, xmm0, xmm1                            |
;;   local.get 0
;;   f64.mul
;;       vmulsd xmm0, xmm0, xmm6                            |   fmul d0, d0, d2
;;   f64.const 1
;;   f64.add
;;       mov r11, 0x3ff0000000000000                        |   fmov d1, #1.00000000
;;       vmovq xmm1, r11                                    |   fadd d0, d0, d1
;;       vaddsd xmm0, xmm0, xmm1                            |
;;   end
;;
;; $clamp
;;     x86-64: 19 instructions, 95 bytes                    | AArch64: 4 instructions, 16 bytes
;;   local.get 0
;;   f64.const 0
;;   f64.max
;;       vxorps xmm0, xmm0, xmm0                            |   movi d0, #0000000000000000
;;       vucomisd xmm6, xmm0                                |   fmax d0, d2, d0
;;       jnz L1                                             |
;;       jp L0                                              |
;;       vandps xmm0, xmm6, xmm0                            |
;;       jmp L2                                             |
;;     L0:                                                  |
;;       vaddsd xmm0, xmm6, xmm0                            |
;;       jmp L2                                             |
;;     L1:                                                  |
;;       vmaxsd xmm0, xmm6, xmm0                            |
;;     L2:                                                  |
;;   f64.const 1
;;   f64.min
;;       mov r11, 0x3ff0000000000000                        |   fmov d1, #1.00000000
;;       vmovq xmm1, r11                                    |   fmin d0, d0, d1
;;       vucomisd xmm0, xmm1                                |
;;       jnz L4                                             |
;;       jp L3                                              |
;;       vorps xmm0, xmm0, xmm1                             |
;;       jmp L5                                             |
;;     L3:                                                  |
;;       vaddsd xmm0, xmm0, xmm1                            |
;;       jmp L5                                             |
;;     L4:                                                  |
;;       vminsd xmm0, xmm0, xmm1                            |
;;   end
;;     L5:                                                  |
;;
;; $accumulate
;;     x86-64: 3 instructions, 12 bytes                     | AArch64: 3 instructions, 12 bytes
;;   local.get 0
;;   local.get 1
;;   local.get 2
;;   f64.mul
;;       vmulsd xmm0, xmm8, xmm7                            |   fmul d0, d3, d4
;;   f64.add
;;       vaddsd xmm6, xmm6, xmm0                            |   fadd d2, d2, d0
;;   local.set 0
;;   local.get 0
;;   end
;;       vmovaps xmm0, xmm6                                 |   fmov d0, d2
