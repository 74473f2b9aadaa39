;; Floats. Left: x86-64 without AVX, BMI and LZCNT.
;; target: x86_64
(module
  (func $f64.add (param f64 f64) (result f64) (f64.add (local.get 0) (local.get 1)))
  (func $f64.sub (param f64 f64) (result f64) (f64.sub (local.get 0) (local.get 1)))
  (func $f64.mul (param f64 f64) (result f64) (f64.mul (local.get 0) (local.get 1)))
  (func $f64.div (param f64 f64) (result f64) (f64.div (local.get 0) (local.get 1)))
  (func $f64.min (param f64 f64) (result f64) (f64.min (local.get 0) (local.get 1)))
  (func $f64.max (param f64 f64) (result f64) (f64.max (local.get 0) (local.get 1)))
  (func $f64.copysign (param f64 f64) (result f64) (f64.copysign (local.get 0) (local.get 1)))
  (func $f64.abs (param f64) (result f64) (f64.abs (local.get 0)))
  (func $f64.neg (param f64) (result f64) (f64.neg (local.get 0)))
  (func $f64.ceil (param f64) (result f64) (f64.ceil (local.get 0)))
  (func $f64.sqrt (param f64) (result f64) (f64.sqrt (local.get 0)))
  (func $f32.add (param f32 f32) (result f32) (f32.add (local.get 0) (local.get 1)))
  (func $sub_to_second (param f64 f64) (result f64)
    (local.set 1 (f64.sub (local.get 0) (local.get 1)))
    (local.get 1))
  (func $constant (result f64) (f64.const 0.1))
  (func $zero (result f64) (f64.const 0))
  (func $select (param f64 f64 i32) (result f64)
    (select (local.get 0) (local.get 1) (local.get 2)))
  (func $compare (param f64 f64) (result i32) (f64.lt (local.get 0) (local.get 1))))
;; $f64.add
;;     x86-64: 2 instructions, 7 bytes                      | AArch64: 1 instruction, 4 bytes
;;   local.get 0
;;   local.get 1
;;   f64.add
;;       movaps xmm0, xmm6                                  |   fadd d0, d2, d3
;;       addsd xmm0, xmm7                                   |
;;   end
;;
;; $f64.sub
;;     x86-64: 2 instructions, 7 bytes                      | AArch64: 1 instruction, 4 bytes
;;   local.get 0
;;   local.get 1
;;   f64.sub
;;       movaps xmm0, xmm6                                  |   fsub d0, d2, d3
;;       subsd xmm0, xmm7                                   |
;;   end
;;
;; $f64.mul
;;     x86-64: 2 instructions, 7 bytes                      | AArch64: 1 instruction, 4 bytes
;;   local.get 0
;;   local.get 1
;;   f64.mul
;;       movaps xmm0, xmm6                                  |   fmul d0, d2, d3
;;       mulsd xmm0, xmm7                                   |
;;   end
;;
;; $f64.div
;;     x86-64: 2 instructions, 7 bytes                      | AArch64: 1 instruction, 4 bytes
;;   local.get 0
;;   local.get 1
;;   f64.div
;;       movaps xmm0, xmm6                                  |   fdiv d0, d2, d3
;;       divsd xmm0, xmm7                                   |
;;   end
;;
;; $f64.min
;;     x86-64: 11 instructions, 46 bytes                    | AArch64: 1 instruction, 4 bytes
;;   local.get 0
;;   local.get 1
;;   f64.min
;;       ucomisd xmm6, xmm7                                 |   fmin d0, d2, d3
;;       jnz L1                                             |
;;       jp L0                                              |
;;       movaps xmm0, xmm6                                  |
;;       orps xmm0, xmm7                                    |
;;       jmp L2                                             |
;;     L0:                                                  |
;;       movaps xmm0, xmm6                                  |
;;       addsd xmm0, xmm7                                   |
;;       jmp L2                                             |
;;     L1:                                                  |
;;       movaps xmm0, xmm6                                  |
;;       minsd xmm0, xmm7                                   |
;;   end
;;     L2:                                                  |
;;
;; $f64.max
;;     x86-64: 11 instructions, 46 bytes                    | AArch64: 1 instruction, 4 bytes
;;   local.get 0
;;   local.get 1
;;   f64.max
;;       ucomisd xmm6, xmm7                                 |   fmax d0, d2, d3
;;       jnz L1                                             |
;;       jp L0                                              |
;;       movaps xmm0, xmm6                                  |
;;       andps xmm0, xmm7                                   |
;;       jmp L2                                             |
;;     L0:                                                  |
;;       movaps xmm0, xmm6                                  |
;;       addsd xmm0, xmm7                                   |
;;       jmp L2                                             |
;;     L1:                                                  |
;;       movaps xmm0, xmm6                                  |
;;       maxsd xmm0, xmm7                                   |
;;   end
;;     L2:                                                  |
;;
;; $f64.copysign
;;     x86-64: 7 instructions, 33 bytes                     | AArch64: 3 instructions, 12 bytes
;;   local.get 0
;;   local.get 1
;;   f64.copysign
;;       movaps xmm15, xmm7                                 |   ushr d31, d3, #0x3f
;;       psrlq xmm15, 0x3f                                  |   fmov d0, d2
;;       psllq xmm15, 0x3f                                  |   sli d0, d31, #0x3f
;;       movaps xmm0, xmm6                                  |
;;       psllq xmm0, 0x1                                    |
;;       psrlq xmm0, 0x1                                    |
;;       orps xmm0, xmm15                                   |
;;   end
;;
;; $f64.abs
;;     x86-64: 3 instructions, 13 bytes                     | AArch64: 1 instruction, 4 bytes
;;   local.get 0
;;   f64.abs
;;       movaps xmm0, xmm6                                  |   fabs d0, d2
;;       psllq xmm0, 0x1                                    |
;;       psrlq xmm0, 0x1                                    |
;;   end
;;
;; $f64.neg
;;     x86-64: 4 instructions, 18 bytes                     | AArch64: 1 instruction, 4 bytes
;;   local.get 0
;;   f64.neg
;;       pcmpeqd xmm15, xmm15                               |   fneg d0, d2
;;       psllq xmm15, 0x3f                                  |
;;       movaps xmm0, xmm6                                  |
;;       xorps xmm0, xmm15                                  |
;;   end
;;
;; $f64.ceil
;;     x86-64: 1 instruction, 6 bytes                       | AArch64: 1 instruction, 4 bytes
;;   local.get 0
;;   f64.ceil
;;       roundsd xmm0, xmm6, 0xa                            |   frintp d0, d2
;;   end
;;
;; $f64.sqrt
;;     x86-64: 1 instruction, 4 bytes                       | AArch64: 1 instruction, 4 bytes
;;   local.get 0
;;   f64.sqrt
;;       sqrtsd xmm0, xmm6                                  |   fsqrt d0, d2
;;   end
;;
;; $f32.add
;;     x86-64: 2 instructions, 7 bytes                      | AArch64: 1 instruction, 4 bytes
;;   local.get 0
;;   local.get 1
;;   f32.add
;;       movaps xmm0, xmm6                                  |   fadd s0, s2, s3
;;       addss xmm0, xmm7                                   |
;;   end
;;
;; $sub_to_second
;;     x86-64: 4 instructions, 15 bytes                     | AArch64: 2 instructions, 8 bytes
;;   local.get 0
;;   local.get 1
;;   f64.sub
;;       movaps xmm15, xmm7                                 |   fsub d3, d2, d3
;;       movaps xmm7, xmm6                                  |
;;       subsd xmm7, xmm15                                  |
;;   local.set 1
;;   local.get 1
;;   end
;;       movaps xmm0, xmm7                                  |   fmov d0, d3
;;
;; $constant
;;     x86-64: 2 instructions, 15 bytes                     | AArch64: 5 instructions, 20 bytes
;;   f64.const 0.1
;;   end
;;       mov r11, 0x3fb999999999999a                        |   movz x17, #0x999a
;;       movq xmm0, r11                                     |   movk x17, #0x9999, lsl #16
;;                                                          |   movk x17, #0x9999, lsl #32
;;                                                          |   movk x17, #0x3fb9, lsl #48
;;                                                          |   fmov d0, x17
;;
;; $zero
;;     x86-64: 1 instruction, 3 bytes                       | AArch64: 1 instruction, 4 bytes
;;   f64.const 0
;;   end
;;       xorps xmm0, xmm0                                   |   movi d0, #0000000000000000
;;
;; $select
;;     x86-64: 4 instructions, 14 bytes                     | AArch64: 2 instructions, 8 bytes
;;   local.get 0
;;   local.get 1
;;   local.get 2
;;   select
;;       test edi, edi                                      |   cmp w2, #0
;;       movaps xmm0, xmm6                                  |   fcsel d0, d2, d3, ne
;;       jnz L0                                             |
;;       movaps xmm0, xmm7                                  |
;;   end
;;     L0:                                                  |
;;
;; $compare
;;     x86-64: 3 instructions, 10 bytes                     | AArch64: 2 instructions, 8 bytes
;;   local.get 0
;;   local.get 1
;;   f64.lt
;;       ucomisd xmm7, xmm6                                 |   fcmp d2, d3
;;       setnbe al                                          |   cset w0, mi
;;       movzx eax, al                                      |
;;   end
