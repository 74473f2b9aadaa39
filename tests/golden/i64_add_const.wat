;; i64: adding constants; x86-64 adds 32 bits, sign-extended.
(module
  (func $one (param i64) (result i64) (i64.add (local.get 0) (i64.const 1)))
  (func $imm12 (param i64) (result i64) (i64.add (local.get 0) (i64.const 4095)))
  (func $shifted_imm12 (param i64) (result i64) (i64.add (local.get 0) (i64.const 0x1000)))
  (func $imm24 (param i64) (result i64) (i64.add (local.get 0) (i64.const 0x123456)))
  (func $imm32 (param i64) (result i64) (i64.add (local.get 0) (i64.const 0x7fffffff)))
  (func $beyond_imm32 (param i64) (result i64) (i64.add (local.get 0) (i64.const 0x80000000)))
  (func $minus_one (param i64) (result i64) (i64.add (local.get 0) (i64.const -1)))
  (func $minus_imm32 (param i64) (result i64) (i64.add (local.get 0) (i64.const -0x80000000)))
  (func $beyond_minus_imm32 (param i64) (result i64)
    (i64.add (local.get 0) (i64.const -0x80000001)))
  (func $bits48 (param i64) (result i64) (i64.add (local.get 0) (i64.const 0x123456789abc)))
  (func $bits64 (param i64) (result i64) (i64.add (local.get 0) (i64.const 0x123456789abcdef0))))
;; $one
;;     x86-64: 1 instruction, 4 bytes                       | AArch64: 1 instruction, 4 bytes
;;   local.get 0
;;   i64.const 1
;;   i64.add
;;   end
;;       lea rax, [rdi+0x1]                                 |   add x0, x2, #1
;;
;; $imm12
;;     x86-64: 1 instruction, 7 bytes                       | AArch64: 1 instruction, 4 bytes
;;   local.get 0
;;   i64.const 4095
;;   i64.add
;;   end
;;       lea rax, [rdi+0xfff]                               |   add x0, x2, #0xfff
;;
;; $shifted_imm12
;;     x86-64: 1 instruction, 7 bytes                       | AArch64: 1 instruction, 4 bytes
;;   local.get 0
;;   i64.const 4096
;;   i64.add
;;   end
;;       lea rax, [rdi+0x1000]                              |   add x0, x2, #1, lsl #12
;;
;; $imm24
;;     x86-64: 1 instruction, 7 bytes                       | AArch64: 2 instructions, 8 bytes
;;   local.get 0
;;   i64.const 1193046
;;   i64.add
;;                                                          |   add x0, x2, #0x123, lsl #12
;;                                                          |   add x0, x0, #0x456
;;   end
;;       lea rax, [rdi+0x123456]                            |
;;
;; $imm32
;;     x86-64: 1 instruction, 7 bytes                       | AArch64: 2 instructions, 8 bytes
;;   local.get 0
;;   i64.const 2147483647
;;   i64.add
;;                                                          |   movn w0, #0x8000, lsl #16
;;                                                          |   add x0, x2, x0
;;   end
;;       lea rax, [rdi+0x7fffffff]                          |
;;
;; $beyond_imm32
;;     x86-64: 2 instructions, 8 bytes                      | AArch64: 2 instructions, 8 bytes
;;   local.get 0
;;   i64.const 2147483648
;;   i64.add
;;       mov eax, 0x80000000                                |   movz w0, #0x8000, lsl #16
;;       add rax, rdi                                       |   add x0, x2, x0
;;   end
;;
;; $minus_one
;;     x86-64: 1 instruction, 4 bytes                       | AArch64: 1 instruction, 4 bytes
;;   local.get 0
;;   i64.const -1
;;   i64.add
;;   end
;;       lea rax, [rdi-0x1]                                 |   sub x0, x2, #1
;;
;; $minus_imm32
;;     x86-64: 1 instruction, 7 bytes                       | AArch64: 2 instructions, 8 bytes
;;   local.get 0
;;   i64.const -2147483648
;;   i64.add
;;                                                          |   orr x0, xzr, #0xffffffff80000000
;;                                                          |   add x0, x2, x0
;;   end
;;       lea rax, [rdi-0x80000000]                          |
;;
;; $beyond_minus_imm32
;;     x86-64: 2 instructions, 13 bytes                     | AArch64: 2 instructions, 8 bytes
;;   local.get 0
;;   i64.const -2147483649
;;   i64.add
;;       mov rax, 0xffffffff7fffffff                        |   movn x0, #0x8000, lsl #16
;;       add rax, rdi                                       |   add x0, x2, x0
;;   end
;;
;; $bits48
;;     x86-64: 2 instructions, 13 bytes                     | AArch64: 4 instructions, 16 bytes
;;   local.get 0
;;   i64.const 20015998343868
;;   i64.add
;;       mov rax, 0x123456789abc                            |   movz x0, #0x9abc
;;       add rax, rdi                                       |   movk x0, #0x5678, lsl #16
;;                                                          |   movk x0, #0x1234, lsl #32
;;                                                          |   add x0, x2, x0
;;   end
;;
;; $bits64
;;     x86-64: 2 instructions, 13 bytes                     | AArch64: 5 instructions, 20 bytes
;;   local.get 0
;;   i64.const 1311768467463790320
;;   i64.add
;;       mov rax, 0x123456789abcdef0                        |   movz x0, #0xdef0
;;       add rax, rdi                                       |   movk x0, #0x9abc, lsl #16
;;                                                          |   movk x0, #0x5678, lsl #32
;;                                                          |   movk x0, #0x1234, lsl #48
;;                                                          |   add x0, x2, x0
;;   end
