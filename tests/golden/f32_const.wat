;; f32: constants; AArch64 encodes those with 4 bits of mantissa and small exponents.
(module
  (func $zero (result f32) (f32.const 0))
  (func $minus_zero (result f32) (f32.const -0.0))
  (func $one (result f32) (f32.const 1))
  (func $minus_two (result f32) (f32.const -2))
  (func $half (result f32) (f32.const 0.5))
  (func $tenth (result f32) (f32.const 0.1))
  (func $largest_imm (result f32) (f32.const 31))
  (func $beyond_imm (result f32) (f32.const 33))
  (func $thousand (result f32) (f32.const 1000))
  (func $inf (result f32) (f32.const inf))
  (func $nan (result f32) (f32.const nan))
  (func $pi (result f32) (f32.const 3.141592653589793))
  (func $add_one (param f32) (result f32) (f32.add (local.get 0) (f32.const 1)))
  (func $times_tenth (param f32) (result f32) (f32.mul (local.get 0) (f32.const 0.1)))
  (func $to_local (result f32) (local f32)
    (local.set 0 (f32.const 2.5))
    (local.get 0))
  (func $copysign_const (param f32) (result f32) (f32.copysign (f32.const 1) (local.get 0))))
;; $zero
;;     x86-64: 1 instruction, 4 bytes                       | AArch64: 1 instruction, 4 bytes
;;   f32.const 0
;;   end
;;       vxorps xmm0, xmm0, xmm0                            |   movi d0, #0000000000000000
;;
;; $minus_zero
;;     x86-64: 2 instructions, 11 bytes                     | AArch64: 2 instructions, 8 bytes
;;   f32.const -0
;;   end
;;       mov r11d, 0x80000000                               |   movz w17, #0x8000, lsl #16
;;       vmovd xmm0, r11d                                   |   fmov s0, w17
;;
;; $one
;;     x86-64: 2 instructions, 11 bytes                     | AArch64: 1 instruction, 4 bytes
;;   f32.const 1
;;   end
;;       mov r11d, 0x3f800000                               |   fmov s0, #1.00000000
;;       vmovd xmm0, r11d                                   |
;;
;; $minus_two
;;     x86-64: 2 instructions, 11 bytes                     | AArch64: 1 instruction, 4 bytes
;;   f32.const -2
;;   end
;;       mov r11d, 0xc0000000                               |   fmov s0, #-2.00000000
;;       vmovd xmm0, r11d                                   |
;;
;; $half
;;     x86-64: 2 instructions, 11 bytes                     | AArch64: 1 instruction, 4 bytes
;;   f32.const 0.5
;;   end
;;       mov r11d, 0x3f000000                               |   fmov s0, #0.50000000
;;       vmovd xmm0, r11d                                   |
;;
;; $tenth
;;     x86-64: 2 instructions, 11 bytes                     | AArch64: 3 instructions, 12 bytes
;;   f32.const 0.1
;;   end
;;       mov r11d, 0x3dcccccd                               |   movz w17, #0xcccd
;;       vmovd xmm0, r11d                                   |   movk w17, #0x3dcc, lsl #16
;;                                                          |   fmov s0, w17
;;
;; $largest_imm
;;     x86-64: 2 instructions, 11 bytes                     | AArch64: 1 instruction, 4 bytes
;;   f32.const 31
;;   end
;;       mov r11d, 0x41f80000                               |   fmov s0, #31.00000000
;;       vmovd xmm0, r11d                                   |
;;
;; $beyond_imm
;;     x86-64: 2 instructions, 11 bytes                     | AArch64: 2 instructions, 8 bytes
;;   f32.const 33
;;   end
;;       mov r11d, 0x42040000                               |   movz w17, #0x4204, lsl #16
;;       vmovd xmm0, r11d                                   |   fmov s0, w17
;;
;; $thousand
;;     x86-64: 2 instructions, 11 bytes                     | AArch64: 2 instructions, 8 bytes
;;   f32.const 1000
;;   end
;;       mov r11d, 0x447a0000                               |   movz w17, #0x447a, lsl #16
;;       vmovd xmm0, r11d                                   |   fmov s0, w17
;;
;; $inf
;;     x86-64: 2 instructions, 11 bytes                     | AArch64: 2 instructions, 8 bytes
;;   f32.const inf
;;   end
;;       mov r11d, 0x7f800000                               |   movz w17, #0x7f80, lsl #16
;;       vmovd xmm0, r11d                                   |   fmov s0, w17
;;
;; $nan
;;     x86-64: 2 instructions, 11 bytes                     | AArch64: 2 instructions, 8 bytes
;;   f32.const nan
;;   end
;;       mov r11d, 0x7fc00000                               |   movz w17, #0x7fc0, lsl #16
;;       vmovd xmm0, r11d                                   |   fmov s0, w17
;;
;; $pi
;;     x86-64: 2 instructions, 11 bytes                     | AArch64: 3 instructions, 12 bytes
;;   f32.const 3.1415927
;;   end
;;       mov r11d, 0x40490fdb                               |   movz w17, #0xfdb
;;       vmovd xmm0, r11d                                   |   movk w17, #0x4049, lsl #16
;;                                                          |   fmov s0, w17
;;
;; $add_one
;;     x86-64: 3 instructions, 15 bytes                     | AArch64: 2 instructions, 8 bytes
;;   local.get 0
;;   f32.const 1
;;   f32.add
;;       mov r11d, 0x3f800000                               |   fmov s0, #1.00000000
;;       vmovd xmm0, r11d                                   |   fadd s0, s2, s0
;;       vaddss xmm0, xmm6, xmm0                            |
;;   end
;;
;; $times_tenth
;;     x86-64: 3 instructions, 15 bytes                     | AArch64: 4 instructions, 16 bytes
;;   local.get 0
;;   f32.const 0.1
;;   f32.mul
;;       mov r11d, 0x3dcccccd                               |   movz w17, #0xcccd
;;       vmovd xmm0, r11d                                   |   movk w17, #0x3dcc, lsl #16
;;       vmulss xmm0, xmm6, xmm0                            |   fmov s0, w17
;;                                                          |   fmul s0, s2, s0
;;   end
;;
;; $to_local
;;     x86-64: 3 instructions, 15 bytes                     | AArch64: 2 instructions, 8 bytes
;;   f32.const 2.5
;;   local.set 0
;;       mov r11d, 0x40200000                               |   fmov s2, #2.50000000
;;       vmovd xmm6, r11d                                   |
;;   local.get 0
;;   end
;;       vmovaps xmm0, xmm6                                 |   fmov d0, d2
;;
;; $copysign_const
;;     x86-64: 7 instructions, 37 bytes                     | AArch64: 3 instructions, 12 bytes
;;   f32.const 1
;;   local.get 0
;;   f32.copysign
;;       mov r11d, 0x3f800000                               |   fmov s0, #1.00000000
;;       vmovd xmm0, r11d                                   |   ushr v31.2s, v2.2s, #0x1f
;;       vpsrld xmm15, xmm6, 0x1f                           |   sli v0.2s, v31.2s, #0x1f
;;       vpslld xmm15, xmm15, 0x1f                          |
;;       vpslld xmm0, xmm0, 0x1                             |
;;       vpsrld xmm0, xmm0, 0x1                             |
;;       vorps xmm0, xmm0, xmm15                            |
;;   end
