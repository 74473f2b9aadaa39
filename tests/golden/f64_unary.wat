;; f64: each unary instruction.
(module
  (func $abs (param f64) (result f64) (f64.abs (local.get 0)))
  (func $neg (param f64) (result f64) (f64.neg (local.get 0)))
  (func $ceil (param f64) (result f64) (f64.ceil (local.get 0)))
  (func $floor (param f64) (result f64) (f64.floor (local.get 0)))
  (func $trunc (param f64) (result f64) (f64.trunc (local.get 0)))
  (func $nearest (param f64) (result f64) (f64.nearest (local.get 0)))
  (func $sqrt (param f64) (result f64) (f64.sqrt (local.get 0))))
;; $abs
;;     x86-64: 2 instructions, 10 bytes                     | AArch64: 1 instruction, 4 bytes
;;   local.get 0
;;   f64.abs
;;       vpsllq xmm0, xmm6, 0x1                             |   fabs d0, d2
;;       vpsrlq xmm0, xmm0, 0x1                             |
;;   end
;;
;; $neg
;;     x86-64: 3 instructions, 15 bytes                     | AArch64: 1 instruction, 4 bytes
;;   local.get 0
;;   f64.neg
;;       vpcmpeqd xmm15, xmm15, xmm15                       |   fneg d0, d2
;;       vpsllq xmm15, xmm15, 0x3f                          |
;;       vxorps xmm0, xmm15, xmm6                           |
;;   end
;;
;; $ceil
;;     x86-64: 1 instruction, 6 bytes                       | AArch64: 1 instruction, 4 bytes
;;   local.get 0
;;   f64.ceil
;;       vroundsd xmm0, xmm6, xmm6, 0xa                     |   frintp d0, d2
;;   end
;;
;; $floor
;;     x86-64: 1 instruction, 6 bytes                       | AArch64: 1 instruction, 4 bytes
;;   local.get 0
;;   f64.floor
;;       vroundsd xmm0, xmm6, xmm6, 0x9                     |   frintm d0, d2
;;   end
;;
;; $trunc
;;     x86-64: 1 instruction, 6 bytes                       | AArch64: 1 instruction, 4 bytes
;;   local.get 0
;;   f64.trunc
;;       vroundsd xmm0, xmm6, xmm6, 0xb                     |   frintz d0, d2
;;   end
;;
;; $nearest
;;     x86-64: 1 instruction, 6 bytes                       | AArch64: 1 instruction, 4 bytes
;;   local.get 0
;;   f64.nearest
;;       vroundsd xmm0, xmm6, xmm6, 0x8                     |   frintn d0, d2
;;   end
;;
;; $sqrt
;;     x86-64: 1 instruction, 4 bytes                       | AArch64: 1 instruction, 4 bytes
;;   local.get 0
;;   f64.sqrt
;;       vsqrtsd xmm0, xmm6, xmm6                           |   fsqrt d0, d2
;;   end
