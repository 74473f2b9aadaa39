;; f32: each comparison, as a value; with NaN all but ne are 0.
(module
  (func $eq (param f32 f32) (result i32) (f32.eq (local.get 0) (local.get 1)))
  (func $ne (param f32 f32) (result i32) (f32.ne (local.get 0) (local.get 1)))
  (func $lt (param f32 f32) (result i32) (f32.lt (local.get 0) (local.get 1)))
  (func $gt (param f32 f32) (result i32) (f32.gt (local.get 0) (local.get 1)))
  (func $le (param f32 f32) (result i32) (f32.le (local.get 0) (local.get 1)))
  (func $ge (param f32 f32) (result i32) (f32.ge (local.get 0) (local.get 1)))
  (func $ordered (param f32 f32) (result i32)
    (i32.and (f32.eq (local.get 0) (local.get 0)) (f32.eq (local.get 1) (local.get 1))))
  (func $zero (param f32) (result i32) (f32.eq (local.get 0) (f32.const 0)))
  (func $not_lt (param f32 f32) (result i32) (i32.eqz (f32.lt (local.get 0) (local.get 1)))))
;; $eq
;;     x86-64: 5 instructions, 17 bytes                     | AArch64: 2 instructions, 8 bytes
;;   local.get 0
;;   local.get 1
;;   f32.eq
;;       vucomiss xmm6, xmm7                                |   fcmp s2, s3
;;       setnp r11b                                         |   cset w0, eq
;;       setz al                                            |
;;       and eax, r11d                                      |
;;       movzx eax, al                                      |
;;   end
;;
;; $ne
;;     x86-64: 5 instructions, 17 bytes                     | AArch64: 2 instructions, 8 bytes
;;   local.get 0
;;   local.get 1
;;   f32.ne
;;       vucomiss xmm6, xmm7                                |   fcmp s2, s3
;;       setp r11b                                          |   cset w0, ne
;;       setnz al                                           |
;;       or eax, r11d                                       |
;;       movzx eax, al                                      |
;;   end
;;
;; $lt
;;     x86-64: 3 instructions, 10 bytes                     | AArch64: 2 instructions, 8 bytes
;;   local.get 0
;;   local.get 1
;;   f32.lt
;;       vucomiss xmm7, xmm6                                |   fcmp s2, s3
;;       setnbe al                                          |   cset w0, mi
;;       movzx eax, al                                      |
;;   end
;;
;; $gt
;;     x86-64: 3 instructions, 10 bytes                     | AArch64: 2 instructions, 8 bytes
;;   local.get 0
;;   local.get 1
;;   f32.gt
;;       vucomiss xmm6, xmm7                                |   fcmp s2, s3
;;       setnbe al                                          |   cset w0, gt
;;       movzx eax, al                                      |
;;   end
;;
;; $le
;;     x86-64: 3 instructions, 10 bytes                     | AArch64: 2 instructions, 8 bytes
;;   local.get 0
;;   local.get 1
;;   f32.le
;;       vucomiss xmm7, xmm6                                |   fcmp s2, s3
;;       setnb al                                           |   cset w0, ls
;;       movzx eax, al                                      |
;;   end
;;
;; $ge
;;     x86-64: 3 instructions, 10 bytes                     | AArch64: 2 instructions, 8 bytes
;;   local.get 0
;;   local.get 1
;;   f32.ge
;;       vucomiss xmm6, xmm7                                |   fcmp s2, s3
;;       setnb al                                           |   cset w0, ge
;;       movzx eax, al                                      |
;;   end
;;
;; $ordered
;;     x86-64: 11 instructions, 36 bytes                    | AArch64: 3 instructions, 12 bytes
;;   local.get 0
;;   local.get 0
;;   f32.eq
;;       vucomiss xmm6, xmm6                                |   fcmp s2, s2
;;       setnp r11b                                         |
;;       setz al                                            |
;;       and eax, r11d                                      |
;;       movzx eax, al                                      |
;;   local.get 1
;;   local.get 1
;;   f32.eq
;;       vucomiss xmm7, xmm7                                |
;;   i32.and
;;       setnp r11b                                         |   fccmp s3, s3, #0, eq
;;       setz cl                                            |   cset w0, eq
;;       and ecx, r11d                                      |
;;       movzx ecx, cl                                      |
;;       and eax, ecx                                       |
;;   end
;;
;; $zero
;;     x86-64: 6 instructions, 21 bytes                     | AArch64: 3 instructions, 12 bytes
;;   local.get 0
;;   f32.const 0
;;   f32.eq
;;       vxorps xmm0, xmm0, xmm0                            |   movi d0, #0000000000000000
;;       vucomiss xmm6, xmm0                                |   fcmp s2, s0
;;       setnp r11b                                         |   cset w0, eq
;;       setz al                                            |
;;       and eax, r11d                                      |
;;       movzx eax, al                                      |
;;   end
;;
;; $not_lt
;;     x86-64: 3 instructions, 10 bytes                     | AArch64: 2 instructions, 8 bytes
;;   local.get 0
;;   local.get 1
;;   f32.lt
;;       vucomiss xmm7, xmm6                                |   fcmp s2, s3
;;   i32.eqz
;;       setbe al                                           |   cset w0, pl
;;       movzx eax, al                                      |
;;   end
