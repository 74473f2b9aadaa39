;; f64: each binary instruction.
(module
  (func $add (param f64 f64) (result f64) (f64.add (local.get 0) (local.get 1)))
  (func $sub (param f64 f64) (result f64) (f64.sub (local.get 0) (local.get 1)))
  (func $mul (param f64 f64) (result f64) (f64.mul (local.get 0) (local.get 1)))
  (func $div (param f64 f64) (result f64) (f64.div (local.get 0) (local.get 1)))
  (func $min (param f64 f64) (result f64) (f64.min (local.get 0) (local.get 1)))
  (func $max (param f64 f64) (result f64) (f64.max (local.get 0) (local.get 1)))
  (func $copysign (param f64 f64) (result f64) (f64.copysign (local.get 0) (local.get 1))))
;; $add
;;     x86-64: 1 instruction, 4 bytes                       | AArch64: 1 instruction, 4 bytes
;;   local.get 0
;;   local.get 1
;;   f64.add
;;       vaddsd xmm0, xmm6, xmm7                            |   fadd d0, d2, d3
;;   end
;;
;; $sub
;;     x86-64: 1 instruction, 4 bytes                       | AArch64: 1 instruction, 4 bytes
;;   local.get 0
;;   local.get 1
;;   f64.sub
;;       vsubsd xmm0, xmm6, xmm7                            |   fsub d0, d2, d3
;;   end
;;
;; $mul
;;     x86-64: 1 instruction, 4 bytes                       | AArch64: 1 instruction, 4 bytes
;;   local.get 0
;;   local.get 1
;;   f64.mul
;;       vmulsd xmm0, xmm6, xmm7                            |   fmul d0, d2, d3
;;   end
;;
;; $div
;;     x86-64: 1 instruction, 4 bytes                       | AArch64: 1 instruction, 4 bytes
;;   local.get 0
;;   local.get 1
;;   f64.div
;;       vdivsd xmm0, xmm6, xmm7                            |   fdiv d0, d2, d3
;;   end
;;
;; $min
;;     x86-64: 8 instructions, 38 bytes                     | AArch64: 1 instruction, 4 bytes
;;   local.get 0
;;   local.get 1
;;   f64.min
;;       vucomisd xmm6, xmm7                                |   fmin d0, d2, d3
;;       jnz L1                                             |
;;       jp L0                                              |
;;       vorps xmm0, xmm6, xmm7                             |
;;       jmp L2                                             |
;;     L0:                                                  |
;;       vaddsd xmm0, xmm6, xmm7                            |
;;       jmp L2                                             |
;;     L1:                                                  |
;;       vminsd xmm0, xmm6, xmm7                            |
;;   end
;;     L2:                                                  |
;;
;; $max
;;     x86-64: 8 instructions, 38 bytes                     | AArch64: 1 instruction, 4 bytes
;;   local.get 0
;;   local.get 1
;;   f64.max
;;       vucomisd xmm6, xmm7                                |   fmax d0, d2, d3
;;       jnz L1                                             |
;;       jp L0                                              |
;;       vandps xmm0, xmm6, xmm7                            |
;;       jmp L2                                             |
;;     L0:                                                  |
;;       vaddsd xmm0, xmm6, xmm7                            |
;;       jmp L2                                             |
;;     L1:                                                  |
;;       vmaxsd xmm0, xmm6, xmm7                            |
;;   end
;;     L2:                                                  |
;;
;; $copysign
;;     x86-64: 5 instructions, 26 bytes                     | AArch64: 3 instructions, 12 bytes
;;   local.get 0
;;   local.get 1
;;   f64.copysign
;;       vpsrlq xmm15, xmm7, 0x3f                           |   ushr d31, d3, #0x3f
;;       vpsllq xmm15, xmm15, 0x3f                          |   fmov d0, d2
;;       vpsllq xmm0, xmm6, 0x1                             |   sli d0, d31, #0x3f
;;       vpsrlq xmm0, xmm0, 0x1                             |
;;       vorps xmm0, xmm0, xmm15                            |
;;   end
