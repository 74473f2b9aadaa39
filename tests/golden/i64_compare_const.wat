;; i64: comparing with constants.
(module
  (func $eq_zero (param i64) (result i32) (i64.eq (local.get 0) (i64.const 0)))
  (func $lt_s_zero (param i64) (result i32) (i64.lt_s (local.get 0) (i64.const 0)))
  (func $eq_imm12 (param i64) (result i32) (i64.eq (local.get 0) (i64.const 4095)))
  (func $eq_minus_one (param i64) (result i32) (i64.eq (local.get 0) (i64.const -1)))
  (func $lt_s_imm32 (param i64) (result i32) (i64.lt_s (local.get 0) (i64.const 0x7fffffff)))
  (func $lt_u_beyond_imm32 (param i64) (result i32)
    (i64.lt_u (local.get 0) (i64.const 0x80000000)))
  (func $eq_64 (param i64) (result i32) (i64.eq (local.get 0) (i64.const 0x123456789abcdef0)))
  (func $const_first (param i64) (result i32) (i64.gt_u (i64.const 5) (local.get 0))))
;; $eq_zero
;;     x86-64: 3 instructions, 9 bytes                      | AArch64: 2 instructions, 8 bytes
;;   local.get 0
;;   i64.const 0
;;   i64.eq
;;       test rdi, rdi                                      |   cmp x2, #0
;;       setz al                                            |   cset w0, eq
;;       movzx eax, al                                      |
;;   end
;;
;; $lt_s_zero
;;     x86-64: 3 instructions, 9 bytes                      | AArch64: 2 instructions, 8 bytes
;;   local.get 0
;;   i64.const 0
;;   i64.lt_s
;;       test rdi, rdi                                      |   cmp x2, #0
;;       setl al                                            |   cset w0, lt
;;       movzx eax, al                                      |
;;   end
;;
;; $eq_imm12
;;     x86-64: 3 instructions, 13 bytes                     | AArch64: 2 instructions, 8 bytes
;;   local.get 0
;;   i64.const 4095
;;   i64.eq
;;       cmp rdi, 0xfff                                     |   cmp x2, #0xfff
;;       setz al                                            |   cset w0, eq
;;       movzx eax, al                                      |
;;   end
;;
;; $eq_minus_one
;;     x86-64: 3 instructions, 10 bytes                     | AArch64: 2 instructions, 8 bytes
;;   local.get 0
;;   i64.const -1
;;   i64.eq
;;       cmp rdi, -0x1                                      |   cmn x2, #1
;;       setz al                                            |   cset w0, eq
;;       movzx eax, al                                      |
;;   end
;;
;; $lt_s_imm32
;;     x86-64: 3 instructions, 13 bytes                     | AArch64: 3 instructions, 12 bytes
;;   local.get 0
;;   i64.const 2147483647
;;   i64.lt_s
;;       cmp rdi, 0x7fffffff                                |   movn w0, #0x8000, lsl #16
;;       setl al                                            |   cmp x2, x0
;;       movzx eax, al                                      |   cset w0, lt
;;   end
;;
;; $lt_u_beyond_imm32
;;     x86-64: 4 instructions, 14 bytes                     | AArch64: 3 instructions, 12 bytes
;;   local.get 0
;;   i64.const 2147483648
;;   i64.lt_u
;;       mov eax, 0x80000000                                |   movz w0, #0x8000, lsl #16
;;       cmp rdi, rax                                       |   cmp x2, x0
;;       setb al                                            |   cset w0, lo
;;       movzx eax, al                                      |
;;   end
;;
;; $eq_64
;;     x86-64: 4 instructions, 19 bytes                     | AArch64: 6 instructions, 24 bytes
;;   local.get 0
;;   i64.const 1311768467463790320
;;   i64.eq
;;       mov rax, 0x123456789abcdef0                        |   movz x0, #0xdef0
;;       cmp rdi, rax                                       |   movk x0, #0x9abc, lsl #16
;;       setz al                                            |   movk x0, #0x5678, lsl #32
;;       movzx eax, al                                      |   movk x0, #0x1234, lsl #48
;;                                                          |   cmp x2, x0
;;                                                          |   cset w0, eq
;;   end
;;
;; $const_first
;;     x86-64: 3 instructions, 10 bytes                     | AArch64: 2 instructions, 8 bytes
;;   i64.const 5
;;   local.get 0
;;   i64.gt_u
;;       cmp rdi, 0x5                                       |   cmp x2, #5
;;       setb al                                            |   cset w0, lo
;;       movzx eax, al                                      |
;;   end
