;; i32: comparing with constants.
(module
  (func $eq_zero (param i32) (result i32) (i32.eq (local.get 0) (i32.const 0)))
  (func $ne_zero (param i32) (result i32) (i32.ne (local.get 0) (i32.const 0)))
  (func $lt_s_zero (param i32) (result i32) (i32.lt_s (local.get 0) (i32.const 0)))
  (func $ge_s_zero (param i32) (result i32) (i32.ge_s (local.get 0) (i32.const 0)))
  (func $gt_s_zero (param i32) (result i32) (i32.gt_s (local.get 0) (i32.const 0)))
  (func $gt_s_minus_one (param i32) (result i32) (i32.gt_s (local.get 0) (i32.const -1)))
  (func $lt_u_one (param i32) (result i32) (i32.lt_u (local.get 0) (i32.const 1)))
  (func $eq_imm12 (param i32) (result i32) (i32.eq (local.get 0) (i32.const 4095)))
  (func $eq_shifted_imm12 (param i32) (result i32) (i32.eq (local.get 0) (i32.const 0x5000)))
  (func $eq_minus_one (param i32) (result i32) (i32.eq (local.get 0) (i32.const -1)))
  (func $eq_minus_imm12 (param i32) (result i32) (i32.eq (local.get 0) (i32.const -4095)))
  (func $lt_s_imm24 (param i32) (result i32) (i32.lt_s (local.get 0) (i32.const 0x123456)))
  (func $lt_u_imm32 (param i32) (result i32) (i32.lt_u (local.get 0) (i32.const 0x12345678)))
  (func $lt_s_least (param i32) (result i32) (i32.lt_s (local.get 0) (i32.const 0x80000000)))
  (func $const_first (param i32) (result i32) (i32.lt_s (i32.const 5) (local.get 0))))
;; $eq_zero
;;     x86-64: 3 instructions, 8 bytes                      | AArch64: 2 instructions, 8 bytes
;;   local.get 0
;;   i32.const 0
;;   i32.eq
;;       test edi, edi                                      |   cmp w2, #0
;;       setz al                                            |   cset w0, eq
;;       movzx eax, al                                      |
;;   end
;;
;; $ne_zero
;;     x86-64: 3 instructions, 8 bytes                      | AArch64: 2 instructions, 8 bytes
;;   local.get 0
;;   i32.const 0
;;   i32.ne
;;       test edi, edi                                      |   cmp w2, #0
;;       setnz al                                           |   cset w0, ne
;;       movzx eax, al                                      |
;;   end
;;
;; $lt_s_zero
;;     x86-64: 3 instructions, 8 bytes                      | AArch64: 2 instructions, 8 bytes
;;   local.get 0
;;   i32.const 0
;;   i32.lt_s
;;       test edi, edi                                      |   cmp w2, #0
;;       setl al                                            |   cset w0, lt
;;       movzx eax, al                                      |
;;   end
;;
;; $ge_s_zero
;;     x86-64: 3 instructions, 8 bytes                      | AArch64: 2 instructions, 8 bytes
;;   local.get 0
;;   i32.const 0
;;   i32.ge_s
;;       test edi, edi                                      |   cmp w2, #0
;;       setnl al                                           |   cset w0, ge
;;       movzx eax, al                                      |
;;   end
;;
;; $gt_s_zero
;;     x86-64: 3 instructions, 8 bytes                      | AArch64: 2 instructions, 8 bytes
;;   local.get 0
;;   i32.const 0
;;   i32.gt_s
;;       test edi, edi                                      |   cmp w2, #0
;;       setnle al                                          |   cset w0, gt
;;       movzx eax, al                                      |
;;   end
;;
;; $gt_s_minus_one
;;     x86-64: 3 instructions, 8 bytes                      | AArch64: 2 instructions, 8 bytes
;;   local.get 0
;;   i32.const -1
;;   i32.gt_s
;;       test edi, edi                                      |   cmp w2, #0
;;       setnl al                                           |   cset w0, ge
;;       movzx eax, al                                      |
;;   end
;;
;; $lt_u_one
;;     x86-64: 3 instructions, 8 bytes                      | AArch64: 2 instructions, 8 bytes
;;   local.get 0
;;   i32.const 1
;;   i32.lt_u
;;       test edi, edi                                      |   cmp w2, #0
;;       setz al                                            |   cset w0, eq
;;       movzx eax, al                                      |
;;   end
;;
;; $eq_imm12
;;     x86-64: 3 instructions, 12 bytes                     | AArch64: 2 instructions, 8 bytes
;;   local.get 0
;;   i32.const 4095
;;   i32.eq
;;       cmp edi, 0xfff                                     |   cmp w2, #0xfff
;;       setz al                                            |   cset w0, eq
;;       movzx eax, al                                      |
;;   end
;;
;; $eq_shifted_imm12
;;     x86-64: 3 instructions, 12 bytes                     | AArch64: 2 instructions, 8 bytes
;;   local.get 0
;;   i32.const 20480
;;   i32.eq
;;       cmp edi, 0x5000                                    |   cmp w2, #5, lsl #12
;;       setz al                                            |   cset w0, eq
;;       movzx eax, al                                      |
;;   end
;;
;; $eq_minus_one
;;     x86-64: 3 instructions, 9 bytes                      | AArch64: 2 instructions, 8 bytes
;;   local.get 0
;;   i32.const -1
;;   i32.eq
;;       cmp edi, -0x1                                      |   cmn w2, #1
;;       setz al                                            |   cset w0, eq
;;       movzx eax, al                                      |
;;   end
;;
;; $eq_minus_imm12
;;     x86-64: 3 instructions, 12 bytes                     | AArch64: 2 instructions, 8 bytes
;;   local.get 0
;;   i32.const -4095
;;   i32.eq
;;       cmp edi, -0xfff                                    |   cmn w2, #0xfff
;;       setz al                                            |   cset w0, eq
;;       movzx eax, al                                      |
;;   end
;;
;; $lt_s_imm24
;;     x86-64: 3 instructions, 12 bytes                     | AArch64: 4 instructions, 16 bytes
;;   local.get 0
;;   i32.const 1193046
;;   i32.lt_s
;;       cmp edi, 0x123456                                  |   movz w17, #0x3456
;;       setl al                                            |   movk w17, #0x12, lsl #16
;;       movzx eax, al                                      |   cmp w2, w17
;;                                                          |   cset w0, lt
;;   end
;;
;; $lt_u_imm32
;;     x86-64: 3 instructions, 12 bytes                     | AArch64: 4 instructions, 16 bytes
;;   local.get 0
;;   i32.const 305419896
;;   i32.lt_u
;;       cmp edi, 0x12345678                                |   movz w0, #0x5678
;;       setb al                                            |   movk w0, #0x1234, lsl #16
;;       movzx eax, al                                      |   cmp w2, w0
;;                                                          |   cset w0, lo
;;   end
;;
;; $lt_s_least
;;     x86-64: 3 instructions, 12 bytes                     | AArch64: 3 instructions, 12 bytes
;;   local.get 0
;;   i32.const -2147483648
;;   i32.lt_s
;;       cmp edi, -0x80000000                               |   movz w0, #0x8000, lsl #16
;;       setl al                                            |   cmp w2, w0
;;       movzx eax, al                                      |   cset w0, lt
;;   end
;;
;; $const_first
;;     x86-64: 3 instructions, 9 bytes                      | AArch64: 2 instructions, 8 bytes
;;   i32.const 5
;;   local.get 0
;;   i32.lt_s
;;       cmp edi, 0x5                                       |   cmp w2, #5
;;       setnle al                                          |   cset w0, gt
;;       movzx eax, al                                      |
;;   end
