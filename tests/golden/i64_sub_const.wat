;; i64: subtracting constants, and from constants.
(module
  (func $one (param i64) (result i64) (i64.sub (local.get 0) (i64.const 1)))
  (func $imm12 (param i64) (result i64) (i64.sub (local.get 0) (i64.const 4095)))
  (func $shifted_imm12 (param i64) (result i64) (i64.sub (local.get 0) (i64.const 0x1000)))
  (func $imm24 (param i64) (result i64) (i64.sub (local.get 0) (i64.const 0x123456)))
  (func $minus_one (param i64) (result i64) (i64.sub (local.get 0) (i64.const -1)))
  (func $least (param i64) (result i64) (i64.sub (local.get 0) (i64.const -0x80000000)))
  (func $negate (param i64) (result i64) (i64.sub (i64.const 0) (local.get 0)))
  (func $from_const (param i64) (result i64) (i64.sub (i64.const 5) (local.get 0)))
  (func $not (param i64) (result i64) (i64.sub (i64.const -1) (local.get 0))))
;; $one
;;     x86-64: 1 instruction, 4 bytes                       | AArch64: 1 instruction, 4 bytes
;;   local.get 0
;;   i64.const 1
;;   i64.sub
;;   end
;;       lea rax, [rdi-0x1]                                 |   sub x0, x2, #1
;;
;; $imm12
;;     x86-64: 1 instruction, 7 bytes                       | AArch64: 1 instruction, 4 bytes
;;   local.get 0
;;   i64.const 4095
;;   i64.sub
;;   end
;;       lea rax, [rdi-0xfff]                               |   sub x0, x2, #0xfff
;;
;; $shifted_imm12
;;     x86-64: 1 instruction, 7 bytes                       | AArch64: 1 instruction, 4 bytes
;;   local.get 0
;;   i64.const 4096
;;   i64.sub
;;   end
;;       lea rax, [rdi-0x1000]                              |   sub x0, x2, #1, lsl #12
;;
;; $imm24
;;     x86-64: 1 instruction, 7 bytes                       | AArch64: 2 instructions, 8 bytes
;;   local.get 0
;;   i64.const 1193046
;;   i64.sub
;;                                                          |   sub x0, x2, #0x123, lsl #12
;;                                                          |   sub x0, x0, #0x456
;;   end
;;       lea rax, [rdi-0x123456]                            |
;;
;; $minus_one
;;     x86-64: 1 instruction, 4 bytes                       | AArch64: 1 instruction, 4 bytes
;;   local.get 0
;;   i64.const -1
;;   i64.sub
;;   end
;;       lea rax, [rdi+0x1]                                 |   add x0, x2, #1
;;
;; $least
;;     x86-64: 2 instructions, 9 bytes                      | AArch64: 2 instructions, 8 bytes
;;   local.get 0
;;   i64.const -2147483648
;;   i64.sub
;;       mov rax, rdi                                       |   orr x0, xzr, #0xffffffff80000000
;;       sub rax, -0x80000000                               |   sub x0, x2, x0
;;   end
;;
;; $negate
;;     x86-64: 2 instructions, 6 bytes                      | AArch64: 1 instruction, 4 bytes
;;   i64.const 0
;;   local.get 0
;;   i64.sub
;;       mov rax, rdi                                       |   neg x0, x2
;;       neg rax                                            |
;;   end
;;
;; $from_const
;;     x86-64: 2 instructions, 8 bytes                      | AArch64: 2 instructions, 8 bytes
;;   i64.const 5
;;   local.get 0
;;   i64.sub
;;       mov eax, 0x5                                       |   movz w0, #0x5
;;       sub rax, rdi                                       |   sub x0, x0, x2
;;   end
;;
;; $not
;;     x86-64: 2 instructions, 10 bytes                     | AArch64: 2 instructions, 8 bytes
;;   i64.const -1
;;   local.get 0
;;   i64.sub
;;       mov rax, 0xffffffffffffffff                        |   movn x0, #0
;;       sub rax, rdi                                       |   sub x0, x0, x2
;;   end
