;; f32: each unary instruction.
(module
  (func $abs (param f32) (result f32) (f32.abs (local.get 0)))
  (func $neg (param f32) (result f32) (f32.neg (local.get 0)))
  (func $ceil (param f32) (result f32) (f32.ceil (local.get 0)))
  (func $floor (param f32) (result f32) (f32.floor (local.get 0)))
  (func $trunc (param f32) (result f32) (f32.trunc (local.get 0)))
  (func $nearest (param f32) (result f32) (f32.nearest (local.get 0)))
  (func $sqrt (param f32) (result f32) (f32.sqrt (local.get 0))))
;; $abs
;;     x86-64: 2 instructions, 10 bytes                     | AArch64: 1 instruction, 4 bytes
;;   local.get 0
;;   f32.abs
;;       vpslld xmm0, xmm6, 0x1                             |   fabs s0, s2
;;       vpsrld xmm0, xmm0, 0x1                             |
;;   end
;;
;; $neg
;;     x86-64: 3 instructions, 15 bytes                     | AArch64: 1 instruction, 4 bytes
;;   local.get 0
;;   f32.neg
;;       vpcmpeqd xmm15, xmm15, xmm15                       |   fneg s0, s2
;;       vpslld xmm15, xmm15, 0x1f                          |
;;       vxorps xmm0, xmm15, xmm6                           |
;;   end
;;
;; $ceil
;;     x86-64: 1 instruction, 6 bytes                       | AArch64: 1 instruction, 4 bytes
;;   local.get 0
;;   f32.ceil
;;       vroundss xmm0, xmm6, xmm6, 0xa                     |   frintp s0, s2
;;   end
;;
;; $floor
;;     x86-64: 1 instruction, 6 bytes                       | AArch64: 1 instruction, 4 bytes
;;   local.get 0
;;   f32.floor
;;       vroundss xmm0, xmm6, xmm6, 0x9                     |   frintm s0, s2
;;   end
;;
;; $trunc
;;     x86-64: 1 instruction, 6 bytes                       | AArch64: 1 instruction, 4 bytes
;;   local.get 0
;;   f32.trunc
;;       vroundss xmm0, xmm6, xmm6, 0xb                     |   frintz s0, s2
;;   end
;;
;; $nearest
;;     x86-64: 1 instruction, 6 bytes                       | AArch64: 1 instruction, 4 bytes
;;   local.get 0
;;   f32.nearest
;;       vroundss xmm0, xmm6, xmm6, 0x8                     |   frintn s0, s2
;;   end
;;
;; $sqrt
;;     x86-64: 1 instruction, 4 bytes                       | AArch64: 1 instruction, 4 bytes
;;   local.get 0
;;   f32.sqrt
;;       vsqrtss xmm0, xmm6, xmm6                           |   fsqrt s0, s2
;;   end
