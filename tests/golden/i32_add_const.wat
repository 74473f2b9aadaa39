;; i32: adding constants; AArch64 adds 12 bits, or 12 bits shifted by 12.
(module
  (func $one (param i32) (result i32) (i32.add (local.get 0) (i32.const 1)))
  (func $imm12 (param i32) (result i32) (i32.add (local.get 0) (i32.const 4095)))
  (func $shifted_imm12 (param i32) (result i32) (i32.add (local.get 0) (i32.const 0x1000)))
  (func $shifted_imm12_most (param i32) (result i32) (i32.add (local.get 0) (i32.const 0xfff000)))
  (func $two_imm12 (param i32) (result i32) (i32.add (local.get 0) (i32.const 0x1001)))
  (func $imm24 (param i32) (result i32) (i32.add (local.get 0) (i32.const 0x123456)))
  (func $imm32 (param i32) (result i32) (i32.add (local.get 0) (i32.const 0x12345678)))
  (func $minus_one (param i32) (result i32) (i32.add (local.get 0) (i32.const -1)))
  (func $minus_imm12 (param i32) (result i32) (i32.add (local.get 0) (i32.const -4095)))
  (func $minus_shifted (param i32) (result i32) (i32.add (local.get 0) (i32.const -0x1000)))
  (func $minus_two_imm12 (param i32) (result i32) (i32.add (local.get 0) (i32.const -0x1001)))
  (func $most (param i32) (result i32) (i32.add (local.get 0) (i32.const 0x7fffffff)))
  (func $least (param i32) (result i32) (i32.add (local.get 0) (i32.const 0x80000000)))
  (func $zero (param i32) (result i32) (i32.add (local.get 0) (i32.const 0)))
  (func $constant_first (param i32) (result i32) (i32.add (i32.const 7) (local.get 0))))
;; $one
;;     x86-64: 1 instruction, 3 bytes                       | AArch64: 1 instruction, 4 bytes
;;   local.get 0
;;   i32.const 1
;;   i32.add
;;   end
;;       lea eax, [rdi+0x1]                                 |   add w0, w2, #1
;;
;; $imm12
;;     x86-64: 1 instruction, 6 bytes                       | AArch64: 1 instruction, 4 bytes
;;   local.get 0
;;   i32.const 4095
;;   i32.add
;;   end
;;       lea eax, [rdi+0xfff]                               |   add w0, w2, #0xfff
;;
;; $shifted_imm12
;;     x86-64: 1 instruction, 6 bytes                       | AArch64: 1 instruction, 4 bytes
;;   local.get 0
;;   i32.const 4096
;;   i32.add
;;   end
;;       lea eax, [rdi+0x1000]                              |   add w0, w2, #1, lsl #12
;;
;; $shifted_imm12_most
;;     x86-64: 1 instruction, 6 bytes                       | AArch64: 1 instruction, 4 bytes
;;   local.get 0
;;   i32.const 16773120
;;   i32.add
;;   end
;;       lea eax, [rdi+0xfff000]                            |   add w0, w2, #0xfff, lsl #12
;;
;; $two_imm12
;;     x86-64: 1 instruction, 6 bytes                       | AArch64: 2 instructions, 8 bytes
;;   local.get 0
;;   i32.const 4097
;;   i32.add
;;                                                          |   add w0, w2, #1, lsl #12
;;                                                          |   add w0, w0, #1
;;   end
;;       lea eax, [rdi+0x1001]                              |
;;
;; $imm24
;;     x86-64: 1 instruction, 6 bytes                       | AArch64: 2 instructions, 8 bytes
;;   local.get 0
;;   i32.const 1193046
;;   i32.add
;;                                                          |   add w0, w2, #0x123, lsl #12
;;                                                          |   add w0, w0, #0x456
;;   end
;;       lea eax, [rdi+0x123456]                            |
;;
;; $imm32
;;     x86-64: 1 instruction, 6 bytes                       | AArch64: 3 instructions, 12 bytes
;;   local.get 0
;;   i32.const 305419896
;;   i32.add
;;                                                          |   movz w0, #0x5678
;;                                                          |   movk w0, #0x1234, lsl #16
;;                                                          |   add w0, w2, w0
;;   end
;;       lea eax, [rdi+0x12345678]                          |
;;
;; $minus_one
;;     x86-64: 1 instruction, 3 bytes                       | AArch64: 1 instruction, 4 bytes
;;   local.get 0
;;   i32.const -1
;;   i32.add
;;   end
;;       lea eax, [rdi-0x1]                                 |   sub w0, w2, #1
;;
;; $minus_imm12
;;     x86-64: 1 instruction, 6 bytes                       | AArch64: 1 instruction, 4 bytes
;;   local.get 0
;;   i32.const -4095
;;   i32.add
;;   end
;;       lea eax, [rdi-0xfff]                               |   sub w0, w2, #0xfff
;;
;; $minus_shifted
;;     x86-64: 1 instruction, 6 bytes                       | AArch64: 1 instruction, 4 bytes
;;   local.get 0
;;   i32.const -4096
;;   i32.add
;;   end
;;       lea eax, [rdi-0x1000]                              |   sub w0, w2, #1, lsl #12
;;
;; $minus_two_imm12
;;     x86-64: 1 instruction, 6 bytes                       | AArch64: 2 instructions, 8 bytes
;;   local.get 0
;;   i32.const -4097
;;   i32.add
;;                                                          |   sub w0, w2, #1, lsl #12
;;                                                          |   sub w0, w0, #1
;;   end
;;       lea eax, [rdi-0x1001]                              |
;;
;; $most
;;     x86-64: 1 instruction, 6 bytes                       | AArch64: 2 instructions, 8 bytes
;;   local.get 0
;;   i32.const 2147483647
;;   i32.add
;;                                                          |   movn w0, #0x8000, lsl #16
;;                                                          |   add w0, w2, w0
;;   end
;;       lea eax, [rdi+0x7fffffff]                          |
;;
;; $least
;;     x86-64: 1 instruction, 6 bytes                       | AArch64: 2 instructions, 8 bytes
;;   local.get 0
;;   i32.const -2147483648
;;   i32.add
;;                                                          |   movz w0, #0x8000, lsl #16
;;                                                          |   add w0, w2, w0
;;   end
;;       lea eax, [rdi-0x80000000]                          |
;;
;; $zero
;;     x86-64: 1 instruction, 2 bytes                       | AArch64: 1 instruction, 4 bytes
;;   local.get 0
;;   i32.const 0
;;   i32.add
;;   end
;;       mov eax, edi                                       |   mov w0, w2
;;
;; $constant_first
;;     x86-64: 1 instruction, 3 bytes                       | AArch64: 1 instruction, 4 bytes
;;   i32.const 7
;;   local.get 0
;;   i32.add
;;   end
;;       lea eax, [rdi+0x7]                                 |   add w0, w2, #7
