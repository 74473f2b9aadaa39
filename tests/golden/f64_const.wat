;; f64: constants; AArch64 encodes those with 4 bits of mantissa and small exponents.
(module
  (func $zero (result f64) (f64.const 0))
  (func $minus_zero (result f64) (f64.const -0.0))
  (func $one (result f64) (f64.const 1))
  (func $minus_two (result f64) (f64.const -2))
  (func $half (result f64) (f64.const 0.5))
  (func $tenth (result f64) (f64.const 0.1))
  (func $largest_imm (result f64) (f64.const 31))
  (func $beyond_imm (result f64) (f64.const 33))
  (func $thousand (result f64) (f64.const 1000))
  (func $inf (result f64) (f64.const inf))
  (func $nan (result f64) (f64.const nan))
  (func $pi (result f64) (f64.const 3.141592653589793))
  (func $add_one (param f64) (result f64) (f64.add (local.get 0) (f64.const 1)))
  (func $times_tenth (param f64) (result f64) (f64.mul (local.get 0) (f64.const 0.1)))
  (func $to_local (result f64) (local f64)
    (local.set 0 (f64.const 2.5))
    (local.get 0))
  (func $copysign_const (param f64) (result f64) (f64.copysign (f64.const 1) (local.get 0))))
;; $zero
;;     x86-64: 1 instruction, 4 bytes                       | AArch64: 1 instruction, 4 bytes
;;   f64.const 0
;;   end
;;       vxorps xmm0, xmm0, xmm0                            |   movi d0, #0000000000000000
;;
;; $minus_zero
;;     x86-64: 2 instructions, 15 bytes                     | AArch64: 2 instructions, 8 bytes
;;   f64.const -0
;;   end
;;       mov r11, 0x8000000000000000                        |   movz x17, #0x8000, lsl #48
;;       vmovq xmm0, r11                                    |   fmov d0, x17
;;
;; $one
;;     x86-64: 2 instructions, 15 bytes                     | AArch64: 1 instruction, 4 bytes
;;   f64.const 1
;;   end
;;       mov r11, 0x3ff0000000000000                        |   fmov d0, #1.00000000
;;       vmovq xmm0, r11                                    |
;;
;; $minus_two
;;     x86-64: 2 instructions, 15 bytes                     | AArch64: 1 instruction, 4 bytes
;;   f64.const -2
;;   end
;;       mov r11, 0xc000000000000000                        |   fmov d0, #-2.00000000
;;       vmovq xmm0, r11                                    |
;;
;; $half
;;     x86-64: 2 instructions, 15 bytes                     | AArch64: 1 instruction, 4 bytes
;;   f64.const 0.5
;;   end
;;       mov r11, 0x3fe0000000000000                        |   fmov d0, #0.50000000
;;       vmovq xmm0, r11                                    |
;;
;; $tenth
;;     x86-64: 2 instructions, 15 bytes                     | AArch64: 5 instructions, 20 bytes
;;   f64.const 0.1
;;   end
;;       mov r11, 0x3fb999999999999a                        |   movz x17, #0x999a
;;       vmovq xmm0, r11                                    |   movk x17, #0x9999, lsl #16
;;                                                          |   movk x17, #0x9999, lsl #32
;;                                                          |   movk x17, #0x3fb9, lsl #48
;;                                                          |   fmov d0, x17
;;
;; $largest_imm
;;     x86-64: 2 instructions, 15 bytes                     | AArch64: 1 instruction, 4 bytes
;;   f64.const 31
;;   end
;;       mov r11, 0x403f000000000000                        |   fmov d0, #31.00000000
;;       vmovq xmm0, r11                                    |
;;
;; $beyond_imm
;;     x86-64: 2 instructions, 15 bytes                     | AArch64: 3 instructions, 12 bytes
;;   f64.const 33
;;   end
;;       mov r11, 0x4040800000000000                        |   movz x17, #0x8000, lsl #32
;;       vmovq xmm0, r11                                    |   movk x17, #0x4040, lsl #48
;;                                                          |   fmov d0, x17
;;
;; $thousand
;;     x86-64: 2 instructions, 15 bytes                     | AArch64: 3 instructions, 12 bytes
;;   f64.const 1000
;;   end
;;       mov r11, 0x408f400000000000                        |   movz x17, #0x4000, lsl #32
;;       vmovq xmm0, r11                                    |   movk x17, #0x408f, lsl #48
;;                                                          |   fmov d0, x17
;;
;; $inf
;;     x86-64: 2 instructions, 15 bytes                     | AArch64: 2 instructions, 8 bytes
;;   f64.const inf
;;   end
;;       mov r11, 0x7ff0000000000000                        |   movz x17, #0x7ff0, lsl #48
;;       vmovq xmm0, r11                                    |   fmov d0, x17
;;
;; $nan
;;     x86-64: 2 instructions, 15 bytes                     | AArch64: 2 instructions, 8 bytes
;;   f64.const nan
;;   end
;;       mov r11, 0x7ff8000000000000                        |   movz x17, #0x7ff8, lsl #48
;;       vmovq xmm0, r11                                    |   fmov d0, x17
;;
;; $pi
;;     x86-64: 2 instructions, 15 bytes                     | AArch64: 5 instructions, 20 bytes
;;   f64.const 3.141592653589793
;;   end
;;       mov r11, 0x400921fb54442d18                        |   movz x17, #0x2d18
;;       vmovq xmm0, r11                                    |   movk x17, #0x5444, lsl #16
;;                                                          |   movk x17, #0x21fb, lsl #32
;;                                                          |   movk x17, #0x4009, lsl #48
;;                                                          |   fmov d0, x17
;;
;; $add_one
;;     x86-64: 3 instructions, 19 bytes                     | AArch64: 2 instructions, 8 bytes
;;   local.get 0
;;   f64.const 1
;;   f64.add
;;       mov r11, 0x3ff0000000000000                        |   fmov d0, #1.00000000
;;       vmovq xmm0, r11                                    |   fadd d0, d2, d0
;;       vaddsd xmm0, xmm6, xmm0                            |
;;   end
;;
;; $times_tenth
;;     x86-64: 3 instructions, 19 bytes                     | AArch64: 6 instructions, 24 bytes
;;   local.get 0
;;   f64.const 0.1
;;   f64.mul
;;       mov r11, 0x3fb999999999999a                        |   movz x17, #0x999a
;;       vmovq xmm0, r11                                    |   movk x17, #0x9999, lsl #16
;;       vmulsd xmm0, xmm6, xmm0                            |   movk x17, #0x9999, lsl #32
;;                                                          |   movk x17, #0x3fb9, lsl #48
;;                                                          |   fmov d0, x17
;;                                                          |   fmul d0, d2, d0
;;   end
;;
;; $to_local
;;     x86-64: 3 instructions, 19 bytes                     | AArch64: 2 instructions, 8 bytes
;;   f64.const 2.5
;;   local.set 0
;;       mov r11, 0x4004000000000000                        |   fmov d2, #2.50000000
;;       vmovq xmm6, r11                                    |
;;   local.get 0
;;   end
;;       vmovaps xmm0, xmm6                                 |   fmov d0, d2
;;
;; $copysign_const
;;     x86-64: 7 instructions, 41 bytes                     | AArch64: 3 instructions, 12 bytes
;;   f64.const 1
;;   local.get 0
;;   f64.copysign
;;       mov r11, 0x3ff0000000000000                        |   fmov d0, #1.00000000
;;       vmovq xmm0, r11                                    |   ushr d31, d2, #0x3f
;;       vpsrlq xmm15, xmm6, 0x3f                           |   sli d0, d31, #0x3f
;;       vpsllq xmm15, xmm15, 0x3f                          |
;;       vpsllq xmm0, xmm0, 0x1                             |
;;       vpsrlq xmm0, xmm0, 0x1                             |
;;       vorps xmm0, xmm0, xmm15                            |
;;   end
