;; f64: an instruction whose result goes back to its operand's local.
(module
  (func $add (param f64 f64) (result f64)
    (local.set 0 (f64.add (local.get 0) (local.get 1)))
    (local.get 0))
  (func $sub (param f64 f64) (result f64)
    (local.set 0 (f64.sub (local.get 0) (local.get 1)))
    (local.get 0))
  (func $mul (param f64 f64) (result f64)
    (local.set 0 (f64.mul (local.get 0) (local.get 1)))
    (local.get 0))
  (func $div (param f64 f64) (result f64)
    (local.set 0 (f64.div (local.get 0) (local.get 1)))
    (local.get 0))
  (func $min (param f64 f64) (result f64)
    (local.set 0 (f64.min (local.get 0) (local.get 1)))
    (local.get 0))
  (func $max (param f64 f64) (result f64)
    (local.set 0 (f64.max (local.get 0) (local.get 1)))
    (local.get 0))
  (func $copysign (param f64 f64) (result f64)
    (local.set 0 (f64.copysign (local.get 0) (local.get 1)))
    (local.get 0))
  (func $abs (param f64) (result f64)
    (local.set 0 (f64.abs (local.get 0)))
    (local.get 0))
  (func $neg (param f64) (result f64)
    (local.set 0 (f64.neg (local.get 0)))
    (local.get 0))
  (func $ceil (param f64) (result f64)
    (local.set 0 (f64.ceil (local.get 0)))
    (local.get 0))
  (func $floor (param f64) (result f64)
    (local.set 0 (f64.floor (local.get 0)))
    (local.get 0))
  (func $trunc (param f64) (result f64)
    (local.set 0 (f64.trunc (local.get 0)))
    (local.get 0))
  (func $nearest (param f64) (result f64)
    (local.set 0 (f64.nearest (local.get 0)))
    (local.get 0))
  (func $sqrt (param f64) (result f64)
    (local.set 0 (f64.sqrt (local.get 0)))
    (local.get 0))
  (func $reversed_sub (param f64 f64) (result f64)
    (local.set 0 (f64.sub (local.get 1) (local.get 0)))
    (local.get 0))
  (func $reversed_div (param f64 f64) (result f64)
    (local.set 0 (f64.div (local.get 1) (local.get 0)))
    (local.get 0)))
;; $add
;;     x86-64: 2 instructions, 8 bytes                      | AArch64: 2 instructions, 8 bytes
;;   local.get 0
;;   local.get 1
;;   f64.add
;;       vaddsd xmm6, xmm6, xmm7                            |   fadd d2, d2, d3
;;   local.set 0
;;   local.get 0
;;   end
;;       vmovaps xmm0, xmm6                                 |   fmov d0, d2
;;
;; $sub
;;     x86-64: 2 instructions, 8 bytes                      | AArch64: 2 instructions, 8 bytes
;;   local.get 0
;;   local.get 1
;;   f64.sub
;;       vsubsd xmm6, xmm6, xmm7                            |   fsub d2, d2, d3
;;   local.set 0
;;   local.get 0
;;   end
;;       vmovaps xmm0, xmm6                                 |   fmov d0, d2
;;
;; $mul
;;     x86-64: 2 instructions, 8 bytes                      | AArch64: 2 instructions, 8 bytes
;;   local.get 0
;;   local.get 1
;;   f64.mul
;;       vmulsd xmm6, xmm6, xmm7                            |   fmul d2, d2, d3
;;   local.set 0
;;   local.get 0
;;   end
;;       vmovaps xmm0, xmm6                                 |   fmov d0, d2
;;
;; $div
;;     x86-64: 2 instructions, 8 bytes                      | AArch64: 2 instructions, 8 bytes
;;   local.get 0
;;   local.get 1
;;   f64.div
;;       vdivsd xmm6, xmm6, xmm7                            |   fdiv d2, d2, d3
;;   local.set 0
;;   local.get 0
;;   end
;;       vmovaps xmm0, xmm6                                 |   fmov d0, d2
;;
;; $min
;;     x86-64: 9 instructions, 42 bytes                     | AArch64: 2 instructions, 8 bytes
;;   local.get 0
;;   local.get 1
;;   f64.min
;;       vucomisd xmm6, xmm7                                |   fmin d2, d2, d3
;;       jnz L1                                             |
;;       jp L0                                              |
;;       vorps xmm6, xmm6, xmm7                             |
;;       jmp L2                                             |
;;     L0:                                                  |
;;       vaddsd xmm6, xmm6, xmm7                            |
;;       jmp L2                                             |
;;     L1:                                                  |
;;       vminsd xmm6, xmm6, xmm7                            |
;;   local.set 0
;;   local.get 0
;;   end
;;     L2:                                                  |   fmov d0, d2
;;       vmovaps xmm0, xmm6                                 |
;;
;; $max
;;     x86-64: 9 instructions, 42 bytes                     | AArch64: 2 instructions, 8 bytes
;;   local.get 0
;;   local.get 1
;;   f64.max
;;       vucomisd xmm6, xmm7                                |   fmax d2, d2, d3
;;       jnz L1                                             |
;;       jp L0                                              |
;;       vandps xmm6, xmm6, xmm7                            |
;;       jmp L2                                             |
;;     L0:                                                  |
;;       vaddsd xmm6, xmm6, xmm7                            |
;;       jmp L2                                             |
;;     L1:                                                  |
;;       vmaxsd xmm6, xmm6, xmm7                            |
;;   local.set 0
;;   local.get 0
;;   end
;;     L2:                                                  |   fmov d0, d2
;;       vmovaps xmm0, xmm6                                 |
;;
;; $copysign
;;     x86-64: 6 instructions, 30 bytes                     | AArch64: 3 instructions, 12 bytes
;;   local.get 0
;;   local.get 1
;;   f64.copysign
;;       vpsrlq xmm15, xmm7, 0x3f                           |   ushr d31, d3, #0x3f
;;       vpsllq xmm15, xmm15, 0x3f                          |   sli d2, d31, #0x3f
;;       vpsllq xmm6, xmm6, 0x1                             |
;;       vpsrlq xmm6, xmm6, 0x1                             |
;;       vorps xmm6, xmm6, xmm15                            |
;;   local.set 0
;;   local.get 0
;;   end
;;       vmovaps xmm0, xmm6                                 |   fmov d0, d2
;;
;; $abs
;;     x86-64: 3 instructions, 14 bytes                     | AArch64: 2 instructions, 8 bytes
;;   local.get 0
;;   f64.abs
;;       vpsllq xmm6, xmm6, 0x1                             |   fabs d2, d2
;;       vpsrlq xmm6, xmm6, 0x1                             |
;;   local.set 0
;;   local.get 0
;;   end
;;       vmovaps xmm0, xmm6                                 |   fmov d0, d2
;;
;; $neg
;;     x86-64: 4 instructions, 19 bytes                     | AArch64: 2 instructions, 8 bytes
;;   local.get 0
;;   f64.neg
;;       vpcmpeqd xmm15, xmm15, xmm15                       |   fneg d2, d2
;;       vpsllq xmm15, xmm15, 0x3f                          |
;;       vxorps xmm6, xmm15, xmm6                           |
;;   local.set 0
;;   local.get 0
;;   end
;;       vmovaps xmm0, xmm6                                 |   fmov d0, d2
;;
;; $ceil
;;     x86-64: 2 instructions, 10 bytes                     | AArch64: 2 instructions, 8 bytes
;;   local.get 0
;;   f64.ceil
;;       vroundsd xmm6, xmm6, xmm6, 0xa                     |   frintp d2, d2
;;   local.set 0
;;   local.get 0
;;   end
;;       vmovaps xmm0, xmm6                                 |   fmov d0, d2
;;
;; $floor
;;     x86-64: 2 instructions, 10 bytes                     | AArch64: 2 instructions, 8 bytes
;;   local.get 0
;;   f64.floor
;;       vroundsd xmm6, xmm6, xmm6, 0x9                     |   frintm d2, d2
;;   local.set 0
;;   local.get 0
;;   end
;;       vmovaps xmm0, xmm6                                 |   fmov d0, d2
;;
;; $trunc
;;     x86-64: 2 instructions, 10 bytes                     | AArch64: 2 instructions, 8 bytes
;;   local.get 0
;;   f64.trunc
;;       vroundsd xmm6, xmm6, xmm6, 0xb                     |   frintz d2, d2
;;   local.set 0
;;   local.get 0
;;   end
;;       vmovaps xmm0, xmm6                                 |   fmov d0, d2
;;
;; $nearest
;;     x86-64: 2 instructions, 10 bytes                     | AArch64: 2 instructions, 8 bytes
;;   local.get 0
;;   f64.nearest
;;       vroundsd xmm6, xmm6, xmm6, 0x8                     |   frintn d2, d2
;;   local.set 0
;;   local.get 0
;;   end
;;       vmovaps xmm0, xmm6                                 |   fmov d0, d2
;;
;; $sqrt
;;     x86-64: 2 instructions, 8 bytes                      | AArch64: 2 instructions, 8 bytes
;;   local.get 0
;;   f64.sqrt
;;       vsqrtsd xmm6, xmm6, xmm6                           |   fsqrt d2, d2
;;   local.set 0
;;   local.get 0
;;   end
;;       vmovaps xmm0, xmm6                                 |   fmov d0, d2
;;
;; $reversed_sub
;;     x86-64: 2 instructions, 8 bytes                      | AArch64: 2 instructions, 8 bytes
;;   local.get 1
;;   local.get 0
;;   f64.sub
;;       vsubsd xmm6, xmm7, xmm6                            |   fsub d2, d3, d2
;;   local.set 0
;;   local.get 0
;;   end
;;       vmovaps xmm0, xmm6                                 |   fmov d0, d2
;;
;; $reversed_div
;;     x86-64: 2 instructions, 8 bytes                      | AArch64: 2 instructions, 8 bytes
;;   local.get 1
;;   local.get 0
;;   f64.div
;;       vdivsd xmm6, xmm7, xmm6                            |   fdiv d2, d3, d2
;;   local.set 0
;;   local.get 0
;;   end
;;       vmovaps xmm0, xmm6                                 |   fmov d0, d2
